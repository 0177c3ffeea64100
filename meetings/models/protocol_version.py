"""What was sent to the members and approved: numbered, hashed and never changed."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import clock
from meetings.models.base import Frozen, FrozenQuerySet
from meetings.models.member import Member
from meetings.models.protocol import Protocol

_OUT = models.F("protocol__version__number")


class ProtocolVersionQuerySet(FrozenQuerySet["ProtocolVersion"]):
    """Reading versions."""

    def standing(self, number: int | models.F = _OUT) -> Self:
        """Versions whose answers count for the one with this number, as a rule the one that is out.

        It itself, and those before it up to one that was not only a matter of language.
        """
        replaced = ProtocolVersion.objects.filter(protocol=models.OuterRef("protocol"), answers_stand=False)
        later = replaced.filter(number__gt=models.OuterRef("number"), number__lte=number)
        return self.filter(number__lte=number).exclude(models.Exists(later))


class ProtocolVersion(Frozen):
    """An utskick: version 1, 2 … of a protocol, internal to the council.

    `answers_stand` records that only the language changed since the version before, and that the
    council lets the answers to that one stand. `digests` is a list of [path, SHA-256] in order, as JSON
    text (JSON columns reorder keys), and `root` the hash over them. The words themselves are in
    `VersionContent`, so that a leaf can one day be erased on lawful ground while every hash stands.
    """

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    schema = models.PositiveSmallIntegerField()
    digests = models.TextField()
    root = models.CharField(max_length=64)
    answers_stand = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    objects: ClassVar = ProtocolVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering: ClassVar = ["protocol_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["protocol", "number"], name="a_version_number_is_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.protocol}, {self.number}"

    def answered_as(self) -> list[int]:
        """Ids of the versions whose answers count for this one: itself, and those before that stand."""
        counting = ProtocolVersion.objects.filter(protocol=self.protocol_id).standing(self.number)
        return list(counting.values_list("pk", flat=True))


class VersionContent(Frozen):
    """The words of a version: an ordered list of leaves [path, salt, value], as JSON text."""

    version = models.OneToOneField(ProtocolVersion, models.PROTECT, related_name="content")
    leaves = models.TextField()

    unsealed = frozenset({"leaves"})  # each leaf has its own fingerprint, which stays when its words are erased

    class Meta:
        verbose_name = _("content of a version")
        verbose_name_plural = _("contents of versions")

    def __str__(self) -> str:
        return str(self.version)
