"""Registers of what a council keeps ready: its standing items, and its phrases."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin

from meetings.admin.base import CouncilFilter, RowAdmin
from meetings.admin.councils import OfCouncilForm
from meetings.admin.site import site
from meetings.models import ItemKind, Phrase, StandingItem

_COME_BY_THEMSELVES = {ItemKind.AGENDA, ItemKind.PREVIOUS_PROTOCOLS, ItemKind.ACTIONS, ItemKind.OTHER_BUSINESS}


class StandingItemForm(OfCouncilForm):
    """A standing item; what comes by itself on every agenda is no choice."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = self.fields.get("kind")
        if isinstance(kinds, forms.ChoiceField):
            kinds.choices = [(kind.value, kind.label) for kind in ItemKind if kind not in _COME_BY_THEMSELVES]


@admin.register(StandingItem, site=site)
class StandingItemAdmin(RowAdmin):
    """What stands on each new agenda."""

    form = StandingItemForm
    fields = ("council", "meeting_kind", "position", "title", "kind", "description", "planned_minutes")
    list_display = ("title", "council", "meeting_kind", "position", "planned_minutes")
    list_filter = (CouncilFilter, "meeting_kind")
    list_select_related = ("council",)
    search_fields: ClassVar = ("title",)
    may_delete = True


@admin.register(Phrase, site=site)
class PhraseAdmin(RowAdmin):
    """Words that are put in while writing."""

    form = OfCouncilForm
    fields = ("council", "position", "words")
    list_display = ("words", "council", "position")
    list_filter = (CouncilFilter,)
    list_select_related = ("council",)
    search_fields: ClassVar = ("words",)
    may_delete = True
