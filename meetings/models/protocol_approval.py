"""A previous protocol on a later meeting's agenda: one row for each, each with its own outcome."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda_item import AgendaItem
from meetings.models.base import GuardedQuerySet, Tracked, pair
from meetings.models.member import Member
from meetings.models.protocol import Protocol, State
from meetings.models.protocol_version import ProtocolVersion


class ApprovalOutcome(models.TextChoices):
    """How the meeting dealt with a previous protocol (domain rule 9)."""

    AS_SENT = "as_sent", _("approved as sent")
    WITH_CHANGES = "with_changes", _("approved with changes")
    TABLED = "tabled", _("tabled")


class ProtocolApprovalQuerySet(GuardedQuerySet["ProtocolApproval"]):
    """Reading approval rows."""

    def undecided(self) -> Self:
        """Those without an outcome."""
        return self.filter(outcome="")

    def waiting(self) -> Self:
        """Approved by the meeting as it is out, but nobody else has confirmed it yet."""
        approved = self.filter(outcome__in=[ApprovalOutcome.AS_SENT, ApprovalOutcome.WITH_CHANGES])
        waiting = approved.filter(confirmed_at=None, took_effect_at=None)
        return waiting.filter(protocol__state=State.UNDER_REVIEW, protocol__version=F("version"))


class ProtocolApproval(Tracked):
    """A meeting's row for one unapproved protocol: as sent, with changes, or tabled.

    It takes effect when the chair or another who was present confirms it, or when the approving
    meeting's own protocol is sent: nobody both writes and alone approves.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="approvals", verbose_name=_("item"))
    protocol = models.ForeignKey(
        Protocol, models.PROTECT, related_name="approval_rows", verbose_name=_("previous protocol")
    )
    version = models.ForeignKey(ProtocolVersion, models.PROTECT, null=True, related_name="+", editable=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=ApprovalOutcome, blank=True)
    written_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", editable=False)
    written_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    took_effect_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = ProtocolApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("previous protocol on the agenda")
        verbose_name_plural = _("previous protocols on the agenda")
        ordering: ClassVar = ["item_id", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "protocol"], name="a_protocol_stands_once_among_the_previous"),
            pair("written_at", "written_by", name="an_outcome_says_who_wrote_it_and_when"),
            pair("confirmed_at", "confirmed_by", name="a_tap_says_who_and_when"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("written_by")),
                name="nobody_writes_and_alone_approves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.protocol}: {self.get_outcome_display()}"


class ApprovalChange(Tracked):
    """One change that a meeting approved a previous protocol with: the place, the old words and the new."""

    row = models.ForeignKey(ProtocolApproval, models.PROTECT, related_name="changes", verbose_name=_("row"))
    place = models.CharField(_("place"), max_length=100)
    old = models.TextField(_("old wording"))
    new = models.TextField(_("new wording"))

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering: ClassVar = ["row_id", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(old=models.F("new")), name="a_change_changes_something")
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
