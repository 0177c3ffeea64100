"""What the public sees: rows that are only ever added, chained so that none can vanish unnoticed."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda_item import AgendaItem
from meetings.models.base import Frozen, FrozenQuerySet
from meetings.models.council import Council
from meetings.models.meeting import Meeting, Notice
from meetings.models.member import Member
from meetings.models.protocol import Protocol
from meetings.models.protocol_version import ProtocolVersion


class PublicationKind(models.TextChoices):
    """What the row says to the public."""

    PUBLISHED = "published", _("published")
    CORRECTED = "corrected", _("corrected")
    SUPPRESSED = "suppressed", _("edition taken away")
    WITHDRAWN = "withdrawn", _("withdrawn")


EDITIONS = (PublicationKind.PUBLISHED, PublicationKind.CORRECTED)


class PublicationQuerySet(FrozenQuerySet["Publication"]):
    """Reading publications."""

    def editions(self) -> Self:
        """Rows that show a text, not those that take one away."""
        return self.filter(kind__in=EDITIONS)

    def newest_first(self) -> Self:
        """The last added first."""
        return self.order_by("-sequence")


class Publication(Frozen):
    """An utgåva, or the row that takes one away. Chained within the council by `previous` and `chain`.

    `withheld` is JSON text {path: ground}: leaves of the approved version that the public text leaves
    out. `edition` counts within the protocol; a suppressed or withdrawn row names the edition it is about.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="publications")
    sequence = models.PositiveIntegerField()
    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="publications")
    version = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="publications")
    edition = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=PublicationKind)
    withheld = models.TextField(default="{}")
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    chain = models.CharField(max_length=64, unique=True)

    objects: ClassVar = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering: ClassVar = ["council_id", "sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "sequence"], name="a_chain_has_one_row_at_each_place"),
            models.UniqueConstraint(
                fields=["protocol", "edition"],
                condition=models.Q(kind__in=EDITIONS),
                name="an_edition_number_is_used_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=PublicationKind.PUBLISHED) | ~models.Q(reason=""),
                name="correcting_or_taking_away_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.protocol}, {self.edition}"


class PageKind(models.TextChoices):
    """What stands at a public address."""

    NOTICE = "notice", _("notice")
    PROTOCOL = "protocol", _("protocol")
    ITEM = "item", _("item")
    DATA = "data", _("data")
    TEXT = "text", _("text")
    GONE = "gone", _("gone")


class PublicPageQuerySet(models.QuerySet["PublicPage"]):
    """Reading finished pages."""

    def at(self, slug: str, key: str, part: str, language: str) -> Self:
        """The page at an address, with what its frame needs; one query."""
        found = self.filter(meeting__council__slug=slug, meeting__key=key, part=part, language=language)
        return found.select_related("meeting__council", "publication")

    def of(self, council: Council, language: str) -> Self:
        """A council's meetings with a page, the newest first."""
        found = self.filter(meeting__council=council, part="", language=language)
        return found.select_related("meeting", "publication").order_by("-meeting__held_on", "-meeting_id")


class PublicPage(models.Model):
    """A finished page of a meeting, ready to be served: its fragment, facts for lists, and ETag.

    Made from publications and sent notices only, and made anew by each step that changes what is
    said after the meeting. Derived: it can always be rebuilt, and holds nothing the public may not see.
    `part` is "" for the whole, an anchor such as p4 for one item, or a format such as json.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="pages")
    part = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5)
    kind = models.CharField(max_length=10, choices=PageKind)
    publication = models.ForeignKey(Publication, models.PROTECT, null=True, related_name="+")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="pages")
    title = models.CharField(max_length=400)
    description = models.TextField(blank=True)
    facts = models.TextField(default="{}")
    fragment = models.TextField()
    etag = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    objects: ClassVar = PublicPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("public page")
        verbose_name_plural = _("public pages")
        ordering: ClassVar = ["meeting_id", "part", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "part", "language"], name="a_public_address_has_one_page")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.part} {self.language}"
