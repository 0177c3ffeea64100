"""A change in the text after it was approved, with both wordings kept side by side."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda_item import AgendaItem
from meetings.models.base import GuardedQuerySet, Tracked, pair
from meetings.models.member import Member
from meetings.models.protocol import Protocol
from meetings.models.protocol_version import ProtocolVersion


class CorrectionKind(models.TextChoices):
    """What may be corrected by two people, and what the council must decide."""

    SLIP = "slip", _("a slip of the pen: a name, a day, a figure, a spelling")
    DECIDED = "decided", _("something else, decided by a meeting")


class CorrectionQuerySet(GuardedQuerySet["Correction"]):
    """Reading corrections."""

    def waiting(self) -> Self:
        """Written, but nobody else has confirmed them."""
        return self.filter(confirmed_at=None, dropped_at=None)

    def confirmed(self) -> Self:
        """Those that hold."""
        return self.filter(confirmed_at__isnull=False)


class Correction(Tracked):
    """A rättelse: what, old, new, why, by whom decided and confirmed (domain rule 10).

    `place` is the path of one leaf of the approved version. A slip of the pen is written by the
    secretary and confirmed by the chair or an adjuster; anything else points to the deciding item.
    """

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="corrections", verbose_name=_("protocol"))
    base = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="+", verbose_name=_("corrects"))
    kind = models.CharField(_("kind"), max_length=10, choices=CorrectionKind)
    place = models.CharField(_("place"), max_length=100)
    old = models.TextField(_("so it stands"))
    new = models.TextField(_("so it shall stand"))
    why = models.TextField(_("reason"))
    decided_by_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decided_corrections",
        verbose_name=_("decided by"),
    )
    written_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    version = models.ForeignKey(ProtocolVersion, models.PROTECT, null=True, related_name="corrections")

    objects: ClassVar = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering: ClassVar = ["protocol_id", "pk"]
        constraints: ClassVar = [
            pair("confirmed_at", "confirmed_by", name="a_confirmed_correction_says_who_and_when"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("written_by")),
                name="nobody_corrects_alone",
            ),
            models.CheckConstraint(condition=~models.Q(why=""), name="a_correction_says_why"),
            models.CheckConstraint(
                condition=models.Q(kind=CorrectionKind.SLIP) | models.Q(decided_by_item__isnull=False),
                name="more_than_a_slip_is_decided_by_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
