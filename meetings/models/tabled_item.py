"""A matter postponed unchanged, and where it was taken up again."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda_item import AgendaItem
from meetings.models.base import GuardedQuerySet, Tracked
from meetings.models.council import Council
from meetings.models.decision import Decision
from meetings.models.meeting import Meeting, MeetingStatus
from meetings.models.protocol import Protocol, ProtocolQuerySet
from meetings.models.working_group import WorkingGroup
from meetings.text import TargetKind


def _old() -> ProtocolQuerySet:
    """The protocol that tabled it, if it is an old one beside the ordinary way."""
    return Protocol.objects.main().set_aside().filter(meeting=models.OuterRef("decision__item__meeting"))


def _rests() -> models.Q:
    """Comes to no meeting by itself."""
    return models.Q(target=TargetKind.UNTIL_FURTHER.value) | models.Q(models.Exists(_old()))


class TabledItemQuerySet(GuardedQuerySet["TabledItem"]):
    """Reading what lies on the table."""

    def open(self) -> Self:
        """Not ended, and not taken up at a later meeting."""
        return self.filter(ended_on=None, taken_up_as=None)

    def lying(self) -> Self:
        """Not ended: waiting, or on the agenda of a meeting that has not been held. `rests`: only offered."""
        ahead = models.Q(taken_up_as__meeting__status__in=[MeetingStatus.PLANNED, MeetingStatus.OPEN])
        found = self.filter(models.Q(taken_up_as=None) | ahead, ended_on=None).checked()
        return found.annotate(rests=models.ExpressionWrapper(_rests(), models.BooleanField()))

    def due(self) -> Self:
        """On the table, and comes by itself."""
        return self.open().exclude(_rests())

    def offered(self) -> Self:
        """On the table, for any meeting to take up: also what rests."""
        return self.open().checked()

    def checked(self) -> Self:
        """Not what only the draft of an old protocol says."""
        return self.exclude(models.Exists(_old().unapproved()))

    def told_sent(self) -> Self:
        """Each with `sent`: whether the protocol that says so has been sent. Only then it counts."""
        main = Protocol.objects.main().filter(meeting=models.OuterRef("decision__item__meeting"))
        return self.annotate(sent=models.Exists(main.filter(version__isnull=False)))

    def of(self, council: Council) -> Self:
        """On the table of a council."""
        return self.filter(decision__item__meeting__council=council)


class TabledItem(Tracked):
    """Why an item comes again: decision → target → taken up as (domain rule 3).

    A bare "Bordläggs" means the next meeting. The old item stays in its protocol; the successor is a
    new row, at most one. `counts` is false for what the meeting did not reach.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="tabled", verbose_name=_("decision"))
    target = models.CharField(
        _("until"),
        max_length=20,
        choices=[(kind.value, kind.value) for kind in TargetKind],
        default=TargetKind.NEXT_MEETING.value,
    )
    target_on = models.DateField(_("day"), null=True, blank=True)
    target_group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="awaited_by", verbose_name=_("group")
    )
    target_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("meeting")
    )
    counts = models.BooleanField(_("counts as tabled"), default=True)
    taken_up_as = models.OneToOneField(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="carried_from", verbose_name=_("taken up as")
    )
    left_out_why = models.TextField(_("why it was left out last"), blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_why = models.TextField(_("why it ended"), blank=True)

    objects: ClassVar = TabledItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("tabled item")
        verbose_name_plural = _("tabled items")
        ordering: ClassVar = ["decision__item__meeting__held_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ended_on=None, ended_why="")
                | (models.Q(ended_on__isnull=False) & ~models.Q(ended_why="")),
                name="a_chain_that_ended_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(target=TargetKind.DAY.value) | models.Q(target_on__isnull=False),
                name="tabled_to_a_day_names_the_day",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_up_as=None) | models.Q(ended_on=None),
                name="what_was_taken_up_has_not_ended",
            ),
        ]

    def __str__(self) -> str:
        return str(self.decision.item)
