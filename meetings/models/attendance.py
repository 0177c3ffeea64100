"""The register of attendance: who was there, for whom, and for which part of the meeting."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.base import GuardedQuerySet, Tracked
from meetings.models.council import Side
from meetings.models.meeting import Meeting
from meetings.models.member import Member
from meetings.models.reply import Reply
from meetings.models.seat import Seat


class AttendanceStatus(models.TextChoices):
    """Nobody is marked until somebody marks them."""

    UNMARKED = "unmarked", _("unmarked")
    PRESENT = "present", _("present")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class AttendanceKind(models.TextChoices):
    """As what somebody takes part. Only members and serving substitutes are counted."""

    MEMBER = "member", _("member")
    SUBSTITUTE = "substitute", _("substitute")
    CO_OPTED = "co_opted", _("co-opted (takes part without a vote)")
    SECRETARY = "secretary", _("secretary")
    GUEST = "guest", _("guest")


class AttendanceMode(models.TextChoices):
    """Where somebody took part."""

    ON_SITE = "on_site", _("on site")
    REMOTE = "remote", _("at a distance")


class AttendanceQuerySet(GuardedQuerySet["Attendance"]):
    """Reading a register."""

    def present(self) -> Self:
        """Those who were there, if only for a part."""
        return self.filter(status=AttendanceStatus.PRESENT)

    def unmarked(self) -> Self:
        """Those whom nobody has marked yet."""
        return self.filter(status=AttendanceStatus.UNMARKED)

    def called(self) -> Self:
        """Everybody but guests and the secretary."""
        return self.exclude(kind__in=[AttendanceKind.GUEST, AttendanceKind.SECRETARY])

    def taking_part(self) -> Self:
        """Everybody but guests: a guest decides nothing for the council."""
        return self.exclude(kind=AttendanceKind.GUEST)

    def deciding(self) -> Self:
        """Members and serving substitutes who were there, those known only by name too."""
        return self.present().filter(kind__in=[AttendanceKind.MEMBER, AttendanceKind.SUBSTITUTE])

    def with_replies(self) -> Self:
        """Each with `replied`: what the person answered to the notice; None without an answer."""
        said = Reply.objects.filter(meeting=models.OuterRef("meeting"), member=models.OuterRef("member"))
        return self.annotate(replied=models.Subquery(said.values("says")[:1]))

    def may_answer(self) -> Self:
        """Rule 7: members and serving substitutes who were there; never from today's seat."""
        return self.deciding().filter(member__isnull=False)


class Attendance(Tracked):
    """One person's row in a meeting's register, with side, organisation and role as they are printed.

    Part presence is kept as items (from § 3) or as the clock (from 15.20). A person on two seats is
    one row that prints both organisations.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name=_("meeting"))
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name=_("person")
    )
    printed_name = models.CharField(_("name as printed"), max_length=200)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seat"))
    side = models.ForeignKey(Side, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("side"))
    printed_side = models.CharField(_("side as printed"), max_length=200, blank=True)
    printed_organisation = models.CharField(_("organisation as printed"), max_length=2000, blank=True)
    printed_role = models.CharField(_("role as printed"), max_length=200, blank=True)
    party = models.CharField(_("party"), max_length=20, blank=True)
    kind = models.CharField(_("takes part as"), max_length=20, choices=AttendanceKind, default=AttendanceKind.MEMBER)
    status = models.CharField(
        _("attendance"), max_length=20, choices=AttendanceStatus, default=AttendanceStatus.UNMARKED
    )
    mode = models.CharField(_("where"), max_length=20, choices=AttendanceMode, default=AttendanceMode.ON_SITE)
    from_time = models.TimeField(_("came at"), null=True, blank=True)
    to_time = models.TimeField(_("left at"), null=True, blank=True)
    span = models.CharField(_("part of the meeting, as printed"), max_length=100, blank=True)
    substitutes_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="substitutes", verbose_name=_("in place of")
    )
    position = models.PositiveSmallIntegerField(default=0)

    replied: str | None  # only where `with_replies` was asked

    objects: ClassVar = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering: ClassVar = ["meeting_id", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "member"], name="a_person_stands_once_in_a_register"),
            models.CheckConstraint(condition=~models.Q(printed_name=""), name="an_attendance_is_printed_by_name"),
            models.CheckConstraint(
                condition=models.Q(from_time=None)
                | models.Q(to_time=None)
                | models.Q(to_time__gte=models.F("from_time")),
                name="nobody_leaves_before_they_come",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}, {self.get_status_display()}"

    @property
    def is_counted(self) -> bool:
        """Whether the row counts among the side's seats."""
        return self.kind in {AttendanceKind.MEMBER, AttendanceKind.SUBSTITUTE}
