"""What a council keeps ready: items that stand on every agenda, and phrases to put in while writing."""

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda_item import LONGEST, ItemKind
from meetings.models.base import GuardedQuerySet, Tracked
from meetings.models.council import Council
from meetings.models.meeting import MeetingKind


class StandingItemQuerySet(GuardedQuerySet["StandingItem"]):
    """Reading a council's template."""

    def for_meeting(self, kind: str) -> Self:
        """Those that stand on the agenda of such a meeting, in order."""
        return self.filter(meeting_kind__in=["", kind]).order_by("position", "pk")


class StandingItem(Tracked):
    """An item that comes by itself on each new agenda of the council: the template of its agendas.

    Without `meeting_kind` it stands on every agenda; with one, only at such meetings (an annual meeting's own list).
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="standing_items", verbose_name=_("council"))
    meeting_kind = models.CharField(
        _("only at meetings of the kind"), max_length=20, choices=MeetingKind, blank=True, default=""
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind, default=ItemKind.ORDINARY)
    description = models.TextField(_("for the notice"), blank=True)
    planned_minutes = models.PositiveSmallIntegerField(
        _("planned minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )

    objects: ClassVar = StandingItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing item")
        verbose_name_plural = _("standing items")
        ordering: ClassVar = ["council", "position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(title=""), name="a_standing_item_has_a_title")
        ]

    def __str__(self) -> str:
        return self.title


class Phrase(Tracked):
    """Words that the council often writes, put in where the secretary types a slash."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="phrases", verbose_name=_("council"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    words = models.TextField(_("words"), max_length=1000)

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        ordering: ClassVar = ["council", "position", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(words=""), name="a_phrase_says_something")]

    def __str__(self) -> str:
        return self.words
