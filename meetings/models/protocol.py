"""A meeting's protocol (minutes), and where it stands between draft and published."""

from datetime import date
from typing import ClassVar, Self, assert_never

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from meetings.models.base import GuardedQuerySet, Tracked, pair
from meetings.models.council import ApprovalRule
from meetings.models.meeting import Meeting, MeetingStatus
from meetings.models.member import Member
from meetings.models.source_document import SourceDocument


class State(models.TextChoices):
    """Where a protocol stands (domain section 3)."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    UNDER_REVIEW = "under_review", pgettext_lazy("state", "With the members")
    APPROVED = "approved", pgettext_lazy("state", "Approved")
    PUBLISHED = "published", pgettext_lazy("state", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("state", "Withdrawn")


_APPROVED_STATES = [State.APPROVED, State.PUBLISHED, State.WITHDRAWN]


class Basis(models.TextChoices):
    """On what ground an old protocol counts as approved (domain rule 15)."""

    MEETING = "meeting", _("approved by a later meeting")
    PAPER = "paper", _("signed on paper")
    UNKNOWN = "unknown", _("nothing is stated about approval")


class ProtocolQuerySet(GuardedQuerySet["Protocol"]):
    """Reading protocols."""

    def main_of(self, meeting: Meeting) -> "Protocol | None":
        """The protocol of a meeting, once the meeting has begun."""
        return self.filter(meeting=meeting, part_number=0).select_related("meeting__council", "version").first()

    def written_before(self, meeting: Meeting) -> Self:
        """What the council wrote in the program, not brought in, of other meetings held by the meeting's day."""
        held = self.filter(meeting__council=meeting.council_id, meeting__held_on__lte=meeting.held_on)
        return held.filter(source=None).exclude(meeting=meeting)

    def main(self) -> Self:
        """Whole protocols, not parts approved on their own."""
        return self.filter(part_number=0)

    def unapproved(self) -> Self:
        """Written and perhaps sent, but not approved."""
        return self.filter(state__in=[State.DRAFT, State.UNDER_REVIEW])

    def approved(self) -> Self:
        """Those whose text stands."""
        return self.filter(state__in=_APPROVED_STATES)

    def standing(self) -> Self:
        """Those whose text stands and has not been taken away."""
        return self.filter(state__in=[State.APPROVED, State.PUBLISHED])

    def set_aside(self) -> Self:
        """Old ones beside the ordinary way: drafts to check, never sent, and those registered as approved (rule 15)."""
        return self.filter(models.Q(version=None) | ~models.Q(basis=""), source__isnull=False)

    def under_review(self) -> Self:
        """With the members."""
        return self.filter(state=State.UNDER_REVIEW)

    def published(self) -> Self:
        """What anyone may read."""
        return self.filter(state=State.PUBLISHED)


class Protocol(Tracked):
    """The protocol of a meeting: one main protocol (part 0), and a part for what was approved at once.

    Its text lives in the meeting's items until it is sent; then a ProtocolVersion holds it, frozen.
    `version` is what the members have now, `approved_version` what was approved.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="protocols", verbose_name=_("meeting"))
    part_number = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    summary = models.TextField(_("summary"), blank=True)
    source = models.ForeignKey(
        SourceDocument, models.PROTECT, null=True, blank=True, related_name="protocols", editable=False
    )
    approval_rule = models.CharField(max_length=20, choices=ApprovalRule, blank=True, editable=False)
    approvals_needed = models.PositiveSmallIntegerField(null=True, editable=False)
    answer_by = models.DateField(_("answer by"), null=True, blank=True, editable=False)
    version = models.ForeignKey("ProtocolVersion", models.PROTECT, null=True, related_name="+", editable=False)
    recalled_why = models.TextField(blank=True, editable=False)

    approved_version = models.ForeignKey("ProtocolVersion", models.PROTECT, null=True, related_name="+", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_on = models.DateField(null=True, editable=False)
    approved_by_item = models.ForeignKey("AgendaItem", models.PROTECT, null=True, related_name="+", editable=False)
    basis = models.CharField(max_length=10, choices=Basis, blank=True, editable=False)
    basis_note = models.CharField(max_length=300, blank=True, editable=False)
    registered_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", editable=False)
    registered_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = ProtocolQuerySet.as_manager()

    class Meta:
        verbose_name = _("protocol")
        verbose_name_plural = _("protocols")
        ordering: ClassVar = ["-meeting__held_on", "part_number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "part_number"], name="a_meeting_has_one_main_protocol"),
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT) | models.Q(version__isnull=False),
                name="only_a_draft_has_not_been_sent",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=_APPROVED_STATES, approved_version__isnull=False, approved_at__isnull=False
                )
                | (~models.Q(state__in=_APPROVED_STATES) & models.Q(approved_version=None, approved_at=None)),
                name="an_approved_protocol_says_what_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("registered_by")),
                name="nobody_registers_and_confirms_alone",
            ),
            pair("confirmed_at", "confirmed_by", name="a_confirmation_says_who_and_when"),
            pair("registered_at", "registered_by", name="a_registration_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return gettext("Minutes, %(meeting)s") % {"meeting": self.meeting}

    @property
    def is_imported(self) -> bool:
        """Whether it was brought in from an older document."""
        return self.source_id is not None

    @property
    def is_approved(self) -> bool:
        """Whether its text stands for ever."""
        return self.state in _APPROVED_STATES

    @property
    def word(self) -> str:
        """The one word for where it stands, as the secretary reads it."""
        state = State(self.state)
        match state:
            case State.DRAFT if self.meeting.status == MeetingStatus.OPEN:
                return gettext("The meeting is under way")
            case State.DRAFT | State.UNDER_REVIEW | State.APPROVED | State.PUBLISHED | State.WITHDRAWN:
                return str(state.label)
        assert_never(state)

    def is_answerable(self, day: date) -> bool:
        """Whether the members can still answer that day."""
        return self.state == State.UNDER_REVIEW and (self.answer_by is None or day <= self.answer_by)


class ProtocolPart(Protocol):
    """A part approved on its own, at once (omedelbar justering): a protocol with a life of its own.

    The same row in the same table: a part is sent, approved and published by the very same steps.
    """

    class Meta:
        proxy = True
        verbose_name = _("part approved at once")
        verbose_name_plural = _("parts approved at once")
