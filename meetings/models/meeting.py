"""A meeting, who led it, and the notice as it was sent."""

from datetime import date
from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import clock
from meetings.models.base import Frozen, FrozenQuerySet, GuardedQuerySet, Tracked
from meetings.models.council import Council
from meetings.models.member import Member

KEY = RegexValidator(r"^\d{4}-\d{2}-\d{2}(-\d+)?$", _("A meeting's key is its day, such as 2016-09-22."))


class MeetingKind(models.TextChoices):
    """What kind of meeting it is."""

    ORDINARY = "ordinary", _("ordinary")
    EXTRA = "extra", _("extra")
    CONSTITUTING = "constituting", _("constituting")
    PER_CAPSULAM = "per_capsulam", _("per capsulam")


class MeetingStatus(models.TextChoices):
    """Where the meeting itself stands; its protocol has a life of its own."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("under way")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")
    MOVED = "moved", _("moved")


class MeetingQuerySet(GuardedQuerySet["Meeting"]):
    """Reading meetings."""

    def coming(self) -> Self:
        """Planned meetings, the nearest first."""
        return self.filter(status=MeetingStatus.PLANNED).order_by("held_on", "pk")

    def after(self, meeting: "Meeting") -> Self:
        """The council's planned meetings after another one, the nearest first."""
        later = models.Q(held_on__gt=meeting.held_on) | models.Q(held_on=meeting.held_on, pk__gt=meeting.pk)
        return self.coming().filter(later, council=meeting.council_id)

    def latest_first(self) -> Self:
        """The newest first."""
        return self.order_by("-held_on", "-pk")


class Meeting(Tracked):
    """A council's meeting on a day. Its key is its address for ever; a second meeting that day is 2016-09-22-2.

    Times are aware (Europe/Stockholm) and may be unknown. `link` leads to the video meeting and is
    for those called, never for the public.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="meetings", verbose_name=_("council"))
    key = models.CharField(max_length=20, validators=[KEY], editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind, default=MeetingKind.ORDINARY)
    title = models.CharField(_("title, if not only the day"), max_length=200, blank=True)
    held_on = models.DateField(_("day"))
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    link = models.URLField(_("link to the video meeting"), blank=True)
    pre_meeting = models.CharField(_("pre-meeting"), max_length=200, blank=True)
    status = models.CharField(max_length=20, choices=MeetingStatus, default=MeetingStatus.PLANNED, editable=False)
    moved_to = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="moved_from", editable=False
    )
    status_reason = models.TextField(blank=True, editable=False)

    # An old protocol may not say; it is then printed as "uppgift saknas".
    start_unknown = models.BooleanField(_("the beginning is not stated"), default=False)
    end_unknown = models.BooleanField(_("the end is not stated"), default=False)
    chair_unknown = models.BooleanField(_("the chair is not stated"), default=False)
    secretary_unknown = models.BooleanField(_("the secretary is not stated"), default=False)

    objects: ClassVar = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "key"], name="a_meeting_key_is_used_once"),
            models.CheckConstraint(
                condition=models.Q(starts_at=None)
                | models.Q(ends_at=None)
                | models.Q(ends_at__gte=models.F("starts_at")),
                name="a_meeting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(moved_to=None) | models.Q(status=MeetingStatus.MOVED),
                name="only_a_moved_meeting_points_on",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["council", "-held_on"], name="a_council_by_day")]

    def __str__(self) -> str:
        return f"{self.council} {self.held_on:%Y-%m-%d}"

    @property
    def notice(self) -> "Notice | None":
        """The notice as it was last sent."""
        return self.notices.order_by("-number").first()


class OfficerRole(models.TextChoices):
    """Who led, wrote and adjusts."""

    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    ADJUSTER = "adjuster", _("adjuster")


class Officer(Tracked):
    """Somebody with a part in one meeting: who led which items, who wrote, who adjusts.

    A person that nobody has paired with the register is only a printed name.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="officers", verbose_name=_("meeting"))
    role = models.CharField(_("role"), max_length=20, choices=OfficerRole)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="offices", verbose_name=_("person")
    )
    printed_name = models.CharField(_("name as printed"), max_length=200)
    from_item = models.ForeignKey(
        "AgendaItem", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from item")
    )
    to_item = models.ForeignKey(
        "AgendaItem", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to item")
    )

    class Meta:
        verbose_name = _("officer of the meeting")
        verbose_name_plural = _("officers of the meeting")
        ordering: ClassVar = ["role", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "role", "member"],
                condition=models.Q(from_item=None, member__isnull=False),
                name="a_person_holds_an_office_once_at_a_meeting",
            ),
            models.CheckConstraint(condition=~models.Q(printed_name=""), name="an_officer_is_printed_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}, {self.get_role_display()}"


class Notice(Frozen):
    """The notice of a meeting as it was sent: a frozen copy of the agenda. A changed notice is a new row."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField()
    schema = models.PositiveSmallIntegerField(default=1)
    content = models.TextField()
    changes = models.TextField(blank=True)
    sent_at = models.DateTimeField(default=clock.now)
    sent_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    objects: ClassVar = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering: ClassVar = ["meeting_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting_id", "number"], name="a_notice_number_is_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.number}"


def key_for(council: Council, held_on: date) -> str:
    """Draw the key of a new meeting that day: 2016-09-22, then 2016-09-22-2. Never reused."""
    same_day = Meeting.objects.filter(council=council, key__startswith=held_on.isoformat())
    taken = set(same_day.values_list("key", flat=True))
    key, nth = held_on.isoformat(), 1
    while key in taken:
        nth += 1
        key = f"{held_on.isoformat()}-{nth}"
    return key
