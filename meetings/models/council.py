"""The body that meets: its life, its settings, the sides of its table and whom its seats are for."""

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.base import GuardedQuerySet, Tracked

SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use small letters a–z, digits and single hyphens."))

# What an address may not begin with, besides the first segments of the URLconf (a test compares the two).
FIXED_WORDS = frozenset(
    {
        "admin",
        "api",
        "arbete",
        "arenden",
        "en",
        "folja",
        "halsa",
        "konto",
        "media",
        "mina",
        "oppna-data",
        "om",
        "personuppgifter",
        "prenumerera",
        "sakerhet",
        "sok",
        "static",
        "svara",
        "sv",
        "tillganglighet",
    }
)


class CouncilKind(models.TextChoices):
    """What kind of body it is."""

    COUNCIL = "council", _("council")
    COMMITTEE = "committee", _("committee")
    BOARD = "board", _("board")
    GENERAL_MEETING = "general_meeting", _("general meeting")


class ApprovalRule(models.TextChoices):
    """Who approves the council's protocols (domain rule 8)."""

    NEXT_MEETING = "next_meeting", _("the next meeting")
    ADJUSTERS = "adjusters", _("the adjusters and the chair")
    CHAIR = "chair", _("the chair")
    MEMBERS = "members", _("the members who were present")


class ParagraphSeries(models.TextChoices):
    """Whether paragraph numbers begin again at each meeting or each year."""

    MEETING = "meeting", _("from 1 at each meeting")
    YEAR = "year", _("from 1 each year")


class ItemLabel(models.TextChoices):
    """What the protocol calls an item."""

    PARAGRAPH = "paragraph", _("§")
    POINT = "point", _("item")


class CouncilQuerySet(GuardedQuerySet["Council"]):
    """Reading councils."""

    def public(self) -> Self:
        """Councils that anyone may read about."""
        return self.filter(members_only=False)

    def active(self) -> Self:
        """Councils that still meet."""
        return self.filter(ended_on=None)


class Council(Tracked):
    """A council, committee, board or general meeting.

    The slug is its address for ever. A council that has ended keeps its page, which says when, why and
    what follows it.
    """

    slug = models.CharField(_("address"), max_length=50, unique=True, validators=[SLUG])
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=CouncilKind, default=CouncilKind.COUNCIL)
    description = models.TextField(_("what the council is"), blank=True)
    contact_email = models.EmailField(_("address for questions"), blank=True)
    contact_phone = models.CharField(_("phone for questions"), max_length=40, blank=True)

    members_only = models.BooleanField(_("for members only"), default=False)
    shows_notices = models.BooleanField(_("notices are public"), default=True)
    item_label = models.CharField(_("an item is called"), max_length=10, choices=ItemLabel, default=ItemLabel.PARAGRAPH)
    paragraph_series = models.CharField(
        _("paragraphs are numbered"), max_length=10, choices=ParagraphSeries, default=ParagraphSeries.MEETING
    )
    approval_rule = models.CharField(
        _("protocols are approved by"), max_length=20, choices=ApprovalRule, default=ApprovalRule.NEXT_MEETING
    )
    approvals_needed = models.PositiveSmallIntegerField(
        _("number of approvals, if not all present"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer"), default=14, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    keeps_answers_on_language_changes = models.BooleanField(
        _("answers stand when only the language has changed"), default=False
    )

    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_why = models.TextField(_("why it ended"), blank=True)

    objects: ClassVar = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = _("council")
        verbose_name_plural = _("councils")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | ~models.Q(ended_why=""), name="a_council_that_ended_says_why"
            ),
            models.CheckConstraint(
                condition=~models.Q(slug__in=sorted(FIXED_WORDS)), name="a_council_address_is_no_fixed_word"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(Tracked):
    """What a council was called until a day."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="former_names", verbose_name=_("council"))
    name = models.CharField(_("name"), max_length=200)
    until_on = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering: ClassVar = ["-until_on"]

    def __str__(self) -> str:
        return self.name


class Succession(Tracked):
    """A council that takes over after one that ended; there may be several."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="successions", verbose_name=_("council"))
    successor = models.ForeignKey(Council, models.PROTECT, related_name="precessions", verbose_name=_("successor"))

    class Meta:
        verbose_name = _("successor")
        verbose_name_plural = _("successors")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "successor"], name="a_council_follows_another_once"),
            models.CheckConstraint(
                condition=~models.Q(council=models.F("successor")), name="a_council_does_not_follow_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council} → {self.successor}"


class Side(Tracked):
    """One of the parties around the table, in the order they are printed."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="sides", verbose_name=_("council"))
    name = models.CharField(_("name"), max_length=200)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("side")
        verbose_name_plural = _("sides")
        ordering: ClassVar = ["council", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "name"], name="a_council_names_each_side_once")
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(Tracked):
    """Whom a seat is for: an organisation, an administration or a sector, on one side of the table."""

    side = models.ForeignKey(Side, models.PROTECT, related_name="organisations", verbose_name=_("side"))
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar = ["side", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["side", "name"], name="a_side_names_each_organisation_once")
        ]

    def __str__(self) -> str:
        return self.name
