"""An item on the agenda, and what the council said about it."""

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.base import GuardedQuerySet, Tracked, pair
from meetings.models.matter import Matter
from meetings.models.meeting import Meeting
from meetings.models.member import Member

LONGEST = 600  # minutes that one item can be planned for
STEP = 1024  # room to move an item between two others without touching them


class ItemKind(models.TextChoices):
    """What is expected of an item."""

    ORDINARY = "ordinary", _("ordinary")
    DECISION = "decision", _("for decision")
    INFORMATION = "information", _("information")
    AGENDA = "agenda", _("the agenda")
    PREVIOUS_PROTOCOLS = "previous_protocols", _("previous protocols")
    ACTIONS = "actions", _("actions to follow up")
    OTHER_BUSINESS = "other_business", _("other business")
    HEADING = "heading", _("heading without a number")


FORMAL_KINDS = (ItemKind.AGENDA, ItemKind.PREVIOUS_PROTOCOLS)


class AgendaItemQuerySet(GuardedQuerySet["AgendaItem"]):
    """Reading an agenda."""

    def in_order(self) -> Self:
        """As they stand on the agenda."""
        return self.order_by("position", "pk")

    def chained(self) -> Self:
        """Those that were tabled, or taken up again: only they have a chain to follow."""
        carried, tabled = models.Q(carried_from__isnull=False), models.Q(decisions__tabled__isnull=False)
        return self.filter(carried | tabled).distinct()

    def standing(self) -> Self:
        """Without those that were taken off after the notice went out."""
        return self.filter(withdrawn_why="")

    def unsettled(self) -> Self:
        """Those whose text was kept while it was typed, and whose rows do not follow it yet."""
        return self.exclude(typed_by=None)


class AgendaItem(Tracked):
    """One item. Its `text`, line words included, is the only source of wording until the protocol is sent.

    `agenda_number` is frozen with the notice, `paragraph_number` is drawn when the protocol is first
    sent, `anchor` (p4) is its address for ever, unique for the meeting. Position is ours, in steps of 1,024.
    `typed_by` is set while somebody types: decisions and history follow at the next checkpoint, which empties it.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name=_("meeting"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    position = models.IntegerField(_("order"), default=0)
    taken_order = models.PositiveSmallIntegerField(_("order taken"), null=True, blank=True)
    agenda_number = models.CharField(_("number"), max_length=10, blank=True)
    paragraph_number = models.PositiveIntegerField(_("§"), null=True, blank=True, editable=False)
    anchor = models.CharField(max_length=20, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind, default=ItemKind.ORDINARY)
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("for the notice"), blank=True)
    text = models.TextField(_("text"), blank=True)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    planned_minutes = models.PositiveSmallIntegerField(
        _("planned minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("matter")
    )
    handled_with = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="handled_too", verbose_name=_("handled with")
    )
    part = models.ForeignKey(
        "Protocol", models.PROTECT, null=True, blank=True, related_name="part_items", editable=False
    )
    withdrawn_why = models.TextField(_("why it was taken off"), blank=True, editable=False)
    typed_at = models.DateTimeField(null=True, editable=False)
    typed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", editable=False)

    objects: ClassVar = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering: ClassVar = ["meeting_id", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "anchor"], name="an_anchor_is_used_once_at_a_meeting"),
            models.CheckConstraint(condition=~models.Q(title=""), name="an_item_has_a_title"),
            pair("typed_at", "typed_by", name="whoever_types_says_when"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")), name="an_item_is_not_its_own_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agenda_number} {self.title}".strip()

    @property
    def is_formal(self) -> bool:
        """Whether the item is left out when decisions are counted."""
        return self.kind in FORMAL_KINDS


class Presenter(Tracked):
    """Who presents an item: a member, or a guest who is called to that item alone."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="presenters", verbose_name=_("item"))
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="presents", verbose_name=_("person")
    )
    printed_name = models.CharField(_("name as printed"), max_length=200)
    email = models.EmailField(_("a guest's address"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("presenter")
        verbose_name_plural = _("presenters")
        ordering: ClassVar = ["item_id", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "printed_name"], name="a_name_presents_an_item_once"),
            models.CheckConstraint(condition=~models.Q(printed_name=""), name="a_presenter_is_printed_by_name"),
        ]

    def __str__(self) -> str:
        return self.printed_name
