"""A question that was handed over to somebody else, and what they answered."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.base import GuardedQuerySet, Tracked
from meetings.models.council import Council
from meetings.models.decision import Decision


class ForwardingQuerySet(GuardedQuerySet["Forwarding"]):
    """Reading what was handed over."""

    def of(self, council: Council) -> Self:
        """What a council handed over."""
        return self.filter(decision__item__meeting__council=council)

    def unanswered(self) -> Self:
        """What no answer has come to."""
        return self.filter(answered_on=None)


class Forwarding(Tracked):
    """What a decision hands over (*hänskjuts*, *överlämnas*): sent, and answered or still waiting.

    There is none until somebody writes down a day: what waits is read from the decisions themselves.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="forwarding", verbose_name=_("decision"))
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    answer = models.TextField(_("the answer"), blank=True)
    answered_on = models.DateField(_("answered"), null=True, blank=True)

    objects: ClassVar = ForwardingQuerySet.as_manager()

    class Meta:
        verbose_name = _("forwarded question")
        verbose_name_plural = _("forwarded questions")
        ordering: ClassVar = ["-decision__item__meeting__held_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None) | models.Q(sent_on__isnull=False),
                name="only_what_was_sent_is_answered",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on=None)
                | models.Q(sent_on=None)
                | models.Q(answered_on__gte=models.F("sent_on")),
                name="nobody_answers_before_they_are_asked",
            ),
        ]

    def __str__(self) -> str:
        return str(self.decision)
