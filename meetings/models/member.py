"""A person who takes part, whether or not they have an account."""

import unicodedata
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.base import Tracked

# Both databases sort by code points, or as the machine is set up. Letters and digits have the same order everywhere:
# no name holds "zzz", so "zzz1" stands after every z, and in it å, ä and ö get their places.
_LAST = str.maketrans({"å": "zzz1", "ä": "zzz2", "æ": "zzz2", "ö": "zzz3", "ø": "zzz3", "ü": "y", "é": "e"})
_LONGEST = 400  # characters that are kept to sort by


def sort_name(name: str) -> str:
    """How a name is sorted in Swedish: by surname, case aside, å ä ö last.

    >>> sort_name("Åsa Öst")
    'zzz3st zzz1sa'
    """
    words = unicodedata.normalize("NFC", name).lower().split()
    turned = [*words[-1:], *words[:-1]]
    kept = " ".join(turned).translate(_LAST)
    return "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))[:_LONGEST]


class Member(Tracked):
    """A person, not an account. Anonymised at need, never deleted: protocols point here."""

    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(max_length=_LONGEST, editable=False)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="member",
        verbose_name=_("account"),
    )
    anonymised_at = models.DateTimeField(_("anonymised"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering: ClassVar = ["sort_name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(name=""), name="a_person_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **options: object) -> None:
        """Keep the sort name true."""
        self.sort_name = sort_name(self.name)
        super().save(*args, **options)


class MemberAlias(Tracked):
    """Another spelling of a person's name, as protocols have printed it."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="aliases", verbose_name=_("person"))
    name = models.CharField(_("spelling"), max_length=200)

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "name"], name="a_spelling_is_noted_once_for_a_person")
        ]

    def __str__(self) -> str:
        return self.name
