"""What somebody who is called answers the notice."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import clock
from meetings.models.base import GuardedQuerySet, Tracked
from meetings.models.meeting import Meeting
from meetings.models.member import Member


class Coming(models.TextChoices):
    """Whether somebody comes."""

    COMES = "comes", _("comes")
    CANNOT = "cannot", _("cannot come")
    SUBSTITUTE = "substitute", _("a substitute comes")


class ReplyQuerySet(GuardedQuerySet["Reply"]):
    """Reading replies."""

    def coming(self) -> Self:
        """Those who come themselves."""
        return self.filter(says=Coming.COMES)

    def away(self) -> Self:
        """Those who do not, whether or not somebody comes in their place."""
        return self.exclude(says=Coming.COMES)


class Reply(Tracked):
    """One person's answer to a notice; a later answer takes its place. Comes no nearer to attendance than a proposal.

    `entered_by` is whoever wrote it down: the person, or the secretary after a call.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="replies", verbose_name=_("meeting"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="replies", verbose_name=_("person"))
    says = models.CharField(_("answer"), max_length=20, choices=Coming)
    entered_at = models.DateTimeField(default=clock.now, editable=False)
    entered_by = models.ForeignKey(Member, models.PROTECT, related_name="+", editable=False)

    objects: ClassVar = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply to the notice")
        verbose_name_plural = _("replies to the notice")
        ordering: ClassVar = ["meeting_id", "member__sort_name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "member"], name="a_person_replies_once_to_a_notice")
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_says_display()}"
