"""What the secretary notes for nobody else."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda_item import AgendaItem
from meetings.models.member import Member


class PrivateNote(models.Model):
    """A note to an item, read by its writer alone. It is in no version, and is erased when the protocol is approved.

    Neither tracked nor frozen: a history would keep what is to be erased.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="private_notes", verbose_name=_("item"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("person"))
    text = models.TextField(_("note"))

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "member"], name="a_person_has_one_note_to_an_item")
        ]

    def __str__(self) -> str:
        return str(self.item)
