"""The question itself, followed over meetings and between councils."""

from typing import ClassVar

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.models.base import Tracked
from meetings.models.council import Council


class MatterStatus(models.TextChoices):
    """Where a matter stands."""

    OPEN = "open", _("open")
    RESTING = "resting", _("resting")
    HANDED_OVER = "handed_over", _("handed over")
    CLOSED = "closed", _("closed")


class Matter(Tracked):
    """A question such as 2016-3, numbered for the whole installation because matters move between councils."""

    year = models.PositiveSmallIntegerField(editable=False)
    serial = models.PositiveIntegerField(editable=False)
    council = models.ForeignKey(Council, models.PROTECT, related_name="matters", verbose_name=_("council"))
    title = models.CharField(_("title"), max_length=300)
    lead = models.TextField(_("what it is about"), blank=True)
    status = models.CharField(_("status"), max_length=20, choices=MatterStatus, default=MatterStatus.OPEN)

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering: ClassVar = ["-year", "-serial"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "serial"], name="a_matter_number_is_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """The number as it is written, such as 2016-3."""
        return f"{self.year}-{self.serial}"

    @property
    def slug(self) -> str:
        """The title as the end of an address."""
        return slugify(self.title.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")))[:60].strip("-") or "arende"
