"""Registers of councils: their settings, the sides of the table, and whom the seats are for."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings import access
from meetings.admin.base import CouncilFilter, RowAdmin, RowInline
from meetings.admin.forms import Line, RowForm
from meetings.admin.site import site
from meetings.models import Council, FormerName, Matter, Organisation, Side, Succession
from meetings.models.council import FIXED_WORDS
from meetings.procedure import publishing, seating
from meetings.procedure.steps import Objection


class SettingsInline(RowInline):
    """Rows on a council's page: an administrator, who keeps its settings, sees them too."""

    may_delete = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model._default_manager.all() if access.is_administrator(request.user) else self.kept_rows(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return access.is_administrator(request.user) or super().has_view_permission(request, obj)


class FormerNameInline(SettingsInline):
    """Names the council has had."""

    model = FormerName


class SuccessionInline(SettingsInline):
    """What follows a council that has ended."""

    model = Succession
    fk_name = "council"
    may_change = False


class CouncilForm(RowForm):
    """A council's settings. One without a secretary is given one; the address is for ever."""

    fixed = ("slug",)
    secretary_name = Line(label=gettext_lazy("The secretary's name"), max_length=200, required=False)
    secretary_email = forms.EmailField(label=gettext_lazy("The secretary's e-mail address"), required=False)

    def objections(self, cleaned: dict[str, Any]) -> Iterable[Objection]:
        if cleaned.get("slug") in FIXED_WORDS:
            yield Objection("slug", _("The address is used for something else."), "slug")
        if bool(cleaned.get("secretary_name")) != bool(cleaned.get("secretary_email")):
            yield Objection("secretary", _("A secretary needs both a name and an e-mail address."), "secretary_name")
        elif cleaned.get("secretary_name"):
            yield from seating.objections_to_seat_secretary(self.instance, email=cleaned["secretary_email"])


@admin.register(Council, site=site)
class CouncilAdmin(RowAdmin):
    """Councils and their settings: made by an administrator, kept by their secretary too."""

    council_path = "pk"
    form = CouncilForm
    inlines = (FormerNameInline, SuccessionInline)
    list_display = ("name", "kind", "slug", "ended_on")
    readonly_fields = ("ended_on", "ended_why")
    _secretary = ("secretary_name", "secretary_email")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Council.objects.all() if access.is_administrator(request.user) else super().get_queryset(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return access.is_administrator(request.user) or super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return access.is_administrator(request.user)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """With a secretary to name, for an administrator, while the council has none."""
        fields = super().get_fields(request, obj)
        wanted = access.is_administrator(request.user) and (
            obj is None or not seating.objections_to_seat_secretary(obj)
        )
        return fields if wanted else [name for name in fields if name not in self._secretary]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and form.has_changed():
            publishing.refresh_council(obj)
        name, email = (form.cleaned_data.get(field) for field in self._secretary)
        if name and email:
            seating.seat_secretary(obj, name=name, email=email)


class OrganisationInline(RowInline):
    """Whom the seats of a side are for."""

    council_path = "side__council"
    model = Organisation
    may_delete = True


class OfCouncilForm(RowForm):
    """A row that stays with the council it was made for."""

    fixed = ("council",)


@admin.register(Side, site=site)
class SideAdmin(RowAdmin):
    """The sides of the table."""

    form = OfCouncilForm
    inlines = (OrganisationInline,)
    list_display = ("name", "council", "position")
    list_filter = (CouncilFilter,)
    may_delete = True


class OrganisationForm(RowForm):
    """An organisation stays on its side."""

    fixed = ("side",)


@admin.register(Organisation, site=site)
class OrganisationAdmin(RowAdmin):
    """Organisations, administrations and sectors."""

    council_path = "side__council"
    form = OrganisationForm
    list_display = ("name", "side")
    list_filter = (CouncilFilter,)
    list_select_related = ("side",)
    search_fields: ClassVar = ("name",)
    may_delete = True


@admin.register(Matter, site=site)
class MatterAdmin(RowAdmin):
    """Matters. Their numbers are drawn when a protocol is sent, so none is made here."""

    fields = ("title", "lead", "status")
    list_display = ("number", "title", "council", "status")
    list_filter = (CouncilFilter, "status")
    search_fields: ClassVar = ("title",)
    may_add = False
