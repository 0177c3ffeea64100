"""The seats around the table, and who holds them from which day until which."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from meetings.models import clock
from meetings.models.base import Period, PeriodQuerySet
from meetings.models.council import Council, Organisation, Side
from meetings.models.member import Member


class Seat(Period):
    """A seat at the table, from a day until a day; vacant when nobody holds a mandate for it.

    A shared seat has several mandates and counts once.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="seats", verbose_name=_("council"))
    side = models.ForeignKey(Side, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("side"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("organisation")
    )
    is_counted = models.BooleanField(_("counted"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(Period.Meta):
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering: ClassVar = ["council", "side", "position", "pk"]

    def __str__(self) -> str:
        return " · ".join(str(part) for part in (self.side, self.organisation) if part) or str(self.council)


class Role(models.TextChoices):
    """What somebody is on the council."""

    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice chair")
    MEMBER = "member", _("member")
    SUBSTITUTE = "substitute", _("substitute")
    CO_OPTED = "co_opted", _("co-opted (takes part without a vote)")
    SECRETARY = "secretary", _("secretary")
    DEPUTY_SECRETARY = "deputy_secretary", _("deputy secretary")


SECRETARIES = (Role.SECRETARY, Role.DEPUTY_SECRETARY)


class Display(models.TextChoices):
    """How somebody is shown to the public."""

    NAME = "name", _("by name")
    ROLE_ONLY = "role_only", _("by role only")
    HIDDEN = "hidden", _("not at all")


class MandateQuerySet(PeriodQuerySet["Mandate"]):
    """Reading mandates."""

    def secretaries(self) -> Self:
        """Those who keep the protocols."""
        return self.filter(role__in=SECRETARIES)

    def not_ended(self) -> Self:
        """Those that hold today or begin later."""
        return self.exclude(until_on__lt=clock.today())

    def around_the_table(self) -> Self:
        """By side and seat, those without a seat last; people as Swedish sorts."""
        side, seat = F("seat__side__position").asc(nulls_last=True), F("seat__position").asc(nulls_last=True)
        found = self.select_related("member__user", "seat__side", "seat__organisation")
        return found.order_by(side, seat, "member__sort_name", "from_on", "pk")


class Mandate(Period):
    """A person's assignment on a council, from a day until a day. Today's mandates give today's rights."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="mandates", verbose_name=_("council"))
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name=_("seat")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="mandates", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    party = models.CharField(_("party"), max_length=20, blank=True)
    has_vote = models.BooleanField(_("has a vote"), default=True)
    display = models.CharField(_("shown to the public"), max_length=10, choices=Display, default=Display.NAME)

    objects: ClassVar = MandateQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering: ClassVar = ["council", "-from_on", "pk"]
        constraints: ClassVar = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(role=Role.DEPUTY_SECRETARY) | models.Q(until_on__isnull=False),
                name="a_deputy_secretary_is_one_until_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.CO_OPTED) | models.Q(has_vote=False), name="a_co_opted_has_no_vote"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.get_role_display()}"
