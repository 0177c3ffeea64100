"""A task the council gave somebody, and what has become of it."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import clock
from meetings.models.agenda_item import AgendaItem
from meetings.models.base import Frozen, GuardedQuerySet, Tracked, pair
from meetings.models.council import Council, Organisation
from meetings.models.meeting import Meeting, MeetingStatus
from meetings.models.member import Member
from meetings.models.working_group import WorkingGroup


class ActionStatus(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class ActionItemQuerySet(GuardedQuerySet["ActionItem"]):
    """Reading tasks."""

    def open(self) -> Self:
        """Not done and not dropped."""
        return self.filter(status=ActionStatus.OPEN)

    def told_late(self) -> Self:
        """Each with `is_late`: open, and past its day, or past the meeting it was due at."""
        after = Meeting.objects.filter(
            council=models.OuterRef("item__meeting__council"),
            held_on__gt=models.OuterRef("item__meeting__held_on"),
            status=MeetingStatus.CLOSED,
        )
        passed = models.Q(due_on__lt=clock.today()) | (models.Q(is_due_next_meeting=True) & models.Exists(after))
        is_late = models.Q(status=ActionStatus.OPEN) & passed
        return self.annotate(is_late=models.Case(models.When(is_late, then=True), default=False))

    def late(self) -> Self:
        """Those that are late."""
        return self.told_late().filter(is_late=True)

    def nearest_first(self) -> Self:
        """Those whose day is nearest first, those without a day last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")

    def late_first(self) -> Self:
        """Those that are late, then those whose day is nearest; last what has ended, the latest of it first."""
        ended, due = models.F("ended_at").desc(nulls_first=True), models.F("due_on").asc(nulls_last=True)
        return self.told_late().order_by("-is_late", ended, due, "pk")

    def of(self, council: Council) -> Self:
        """Tasks that a council has given."""
        return self.filter(item__meeting__council=council)

    def for_member(self, member: Member) -> Self:
        """Tasks somebody is responsible for, alone, with others or in a group."""
        alone = models.Q(responsible__member=member)
        return self.filter(alone | models.Q(group__people__member=member)).distinct()


class ActionItem(Tracked):
    """What somebody is to do, for whom and until when. Open ones stand on the next agenda by themselves."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="actions", verbose_name=_("item"))
    position = models.PositiveSmallIntegerField(default=0)
    what = models.TextField(_("what"))
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("group")
    )
    to_whom = models.CharField(_("to whom"), max_length=300, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    due_text = models.CharField(_("due, as printed"), max_length=100, blank=True)
    is_due_next_meeting = models.BooleanField(_("due at the next meeting"), default=False)
    status = models.CharField(_("status"), max_length=10, choices=ActionStatus, default=ActionStatus.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects: ClassVar = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering: ClassVar = ["item_id", "position", "pk"]
        constraints: ClassVar = [
            pair("ended_at", "ended_by", name="an_action_ended_says_who_and_when"),
            models.CheckConstraint(
                condition=models.Q(status=ActionStatus.OPEN, ended_at=None)
                | (~models.Q(status=ActionStatus.OPEN) & models.Q(ended_at__isnull=False)),
                name="only_an_open_action_has_not_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class ActionResponsible(Tracked):
    """Somebody responsible for a task: a person, an organisation, or only a printed name."""

    action = models.ForeignKey(ActionItem, models.PROTECT, related_name="responsible", verbose_name=_("action"))
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="responsibilities", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    printed_name = models.CharField(_("name as printed"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("responsible")
        verbose_name_plural = _("responsible")
        ordering: ClassVar = ["action_id", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "printed_name"], name="a_name_is_responsible_once"),
            models.CheckConstraint(condition=~models.Q(printed_name=""), name="a_responsible_is_printed_by_name"),
        ]

    def __str__(self) -> str:
        return self.printed_name


class UpdateKind(models.TextChoices):
    """What somebody says about a task."""

    NOTE = "note", _("a line")
    HELP = "help", _("help wanted")
    DONE = "done", _("done")
    REOPENED = "reopened", _("taken up again")
    DROPPED = "dropped", _("dropped")


class ActionUpdate(Frozen):
    """One line about a task, as it was written. Members see it; the public never does."""

    action = models.ForeignKey(ActionItem, models.PROTECT, related_name="updates")
    kind = models.CharField(max_length=10, choices=UpdateKind)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering: ClassVar = ["action_id", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"
