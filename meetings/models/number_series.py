"""Numbers that are drawn one after another and never reused."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.council import Council


class SeriesKind(models.TextChoices):
    """What is numbered."""

    PARAGRAPH = "paragraph", _("paragraphs")
    MATTER = "matter", _("matters")


class NumberSeries(models.Model):
    """The last number drawn of a kind in a year, for a council or for the whole installation (no council)."""

    council = models.ForeignKey(Council, models.PROTECT, null=True, related_name="number_series")
    kind = models.CharField(max_length=20, choices=SeriesKind)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "kind", "year"], name="a_council_series_stands_once"),
            models.UniqueConstraint(
                fields=["kind", "year"], condition=models.Q(council=None), name="an_installation_series_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"

    @classmethod
    def draw(cls, kind: SeriesKind, *, year: int, council: Council | None = None) -> int:
        """Draw the next number, under lock; to be called inside the step's transaction."""
        cls.objects.get_or_create(council=council, kind=kind, year=year)
        series = cls.objects.select_for_update().get(council=council, kind=kind, year=year)
        series.last += 1
        series.save(update_fields=["last"])
        return series.last
