"""The original of an imported protocol, kept byte for byte."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import clock
from meetings.models.base import Frozen
from meetings.models.member import Member


class SourceDocument(Frozen):
    """An original file by its SHA-256: the same bytes are kept once, in the database with everything else."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("file name"), max_length=255)
    content = models.BinaryField()
    stored_at = models.DateTimeField(default=clock.now)
    stored_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    unsealed = frozenset({"content"})  # its fingerprint is the number it is kept by

    class Meta:
        verbose_name = _("original")
        verbose_name_plural = _("originals")

    def __str__(self) -> str:
        return self.name
