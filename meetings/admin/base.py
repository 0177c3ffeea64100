"""What all registers share: whose rows are shown, who may change them, and how their history is read."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django.contrib import admin, messages
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    AdminURLFieldWidget,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.db.models import ForeignKey, Model, ProtectedError, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings import access, history
from meetings.admin.forms import InlineFormSet, Line, ModelForm, Name, RowForm, Written
from meetings.admin.site import kept_councils, site
from meetings.history import rows
from meetings.models import Council, Member
from meetings.models.base import acting_as
from meetings.procedure.steps import lock_council

if TYPE_CHECKING:
    BaseModelAdmin: TypeAlias = admin.options.BaseModelAdmin[Any]
    ModelAdmin: TypeAlias = admin.ModelAdmin[Any]
    TabularInline: TypeAlias = admin.TabularInline[Any, Any]
else:  # Django's own classes know no brackets
    BaseModelAdmin, ModelAdmin, TabularInline = admin.options.BaseModelAdmin, admin.ModelAdmin, admin.TabularInline

_READS = ("GET", "HEAD")
_NAMES = frozenset({"name", "printed_name"})
_MOST_ROWS = 300  # on one page; Django takes no more fields than so many rows have, and makes no more forms than this


class Asking(BaseModelAdmin):
    """Rights come from today's mandates, through `access`: a secretary sees and edits the rows of their own councils.

    `council_path` leads from a row to its council, as a lookup.
    """

    council_path: ClassVar[str] = "council"
    may_add: ClassVar[bool] = True
    may_change: ClassVar[bool] = True
    may_delete: ClassVar[bool] = False
    view_on_site: Any = False
    formfield_overrides: ClassVar[Any] = {
        models.TextField: {"form_class": Written, "widget": AdminTextareaWidget},
        models.CharField: {"form_class": Line, "widget": AdminTextInputWidget},
        models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
    }

    def kept_rows(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows of the councils whose secretary the visitor is."""
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows.filter(**{f"{self.council_path}__in": kept_councils(request)})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows that are shown; others do not exist."""
        return self.kept_rows(request).order_by(*self.get_ordering(request) or self.model._meta.ordering)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(kept_councils(request))

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_add and self.has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_change and self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_delete and self.has_view_permission(request, obj)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """With the version the form was opened at, where something can be changed."""
        shown = [name for name in super().get_fields(request, obj) if name != "seen_version"]
        can_change = self.has_change_permission(request, obj) if obj else self.has_add_permission(request, obj)
        return [*shown, "seen_version"] if issubclass(self.form, RowForm) and can_change else shown

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """The field of a form; a name is taken in as names are."""
        if db_field.name in _NAMES:
            options["form_class"] = Name
        return super().formfield_for_dbfield(db_field, request, **options)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any) -> Any:
        """Offer only rows of the visitor's own councils; another's is no valid choice, however it was posted."""
        related = site.get_model_admin(db_field.remote_field.model)
        assert isinstance(related, Asking), "what can be chosen is itself a register"
        options["queryset"] = related.kept_rows(request)
        return super().formfield_for_foreignkey(db_field, request, **options)


class RowInline(Asking, TabularInline):
    """Rows on the page of the row they belong to."""

    form = RowForm
    extra = 0
    max_num = _MOST_ROWS

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """The field alone: a table has no room for ways to the rows that can be chosen."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        """The formset, told who fills it in."""
        formset = super().get_formset(request, obj, absolute_max=_MOST_ROWS, **options)
        formset.by = formset.form.by = access.member_of(request.user)  # type: ignore[attr-defined]  # classes of their own
        return formset


class CouncilFilter(admin.SimpleListFilter):
    """By council: only the visitor's own are offered."""

    title = gettext_lazy("council")
    parameter_name = "council"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        self.path = model_admin.council_path
        found = Council.objects.filter(pk__in=kept_councils(request))
        return [(str(council.pk), str(council)) for council in found]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        if chosen in {pk for pk, _name in self.lookup_choices}:
            return queryset.filter(**{self.path: chosen})
        return queryset


class RowAdmin(Asking, ModelAdmin):
    """A register. Nothing is done to many rows at once, and each save leaves its history."""

    form: Any = RowForm
    actions = None
    list_per_page = 50
    object_history_template = "admin/row_history.html"

    def get_urls(self) -> list[URLPattern]:
        """The list, and for each row its form, its history and its end; for others than the register's own, nothing."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("", self.page(self.changelist_view), name=f"{name}_changelist"),
            path("add/", self.page(self.add_view), name=f"{name}_add"),
            path("<path:object_id>/history/", self.page(self.history_view), name=f"{name}_history"),
            path("<path:object_id>/delete/", self.page(self.delete_view), name=f"{name}_delete"),
            path("<path:object_id>/change/", self.page(self.change_view), name=f"{name}_change"),
        ]

    def page(self, view: Any) -> Any:
        """A page of the register: it does not exist for those who may not read the register."""

        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_view_permission(request):
                raise Http404
            answer: HttpResponse = view(request, *args, **kwargs)
            return answer

        return self.admin_site.admin_view(asked)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row; held while it is saved, so that nobody saves it between the comparison and the save."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        if request.method == "POST":
            if council := getattr(found, "council_id", None):
                lock_council(council)  # before the row: the same order as every step
            return self.get_queryset(request).select_for_update(of=("self",)).get(pk=found.pk)
        return found

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> type[ModelForm]:
        """The form, told who fills it in."""
        form: Any = super().get_form(request, obj, change, **options)
        form.by = access.member_of(request.user)
        shown = options.get("fields")
        if shown is not None:  # a field that is not on the page is not taken from a hand-made form either
            form.base_fields = {name: field for name, field in form.base_fields.items() if name in shown}
        return form  # type: ignore[no-any-return]  # Django makes the class

    def by(self, request: HttpRequest) -> Member | None:
        """The person who acts; an administrator may be none."""
        return access.member_of(request.user)

    def acting(self, request: HttpRequest) -> AbstractContextManager[None]:
        """Let the history of what is saved name the person who acts."""
        by = self.by(request)
        return acting_as(by)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save what was changed, and nothing otherwise: history tells of changes only."""
        if form.has_changed() or not change:
            with self.acting(request):
                obj.save()

    def save_formset(self, request: HttpRequest, form: Any, formset: InlineFormSet, change: bool) -> None:
        with self.acting(request):
            formset.save()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with self.acting(request):
            obj.delete()

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take a row away that nothing points to."""
        try:
            answer: HttpResponse = super().delete_view(request, object_id, extra_context)
        except ProtectedError:
            self.message_user(request, _("Something points to the row now: it stays."), messages.ERROR)
            return HttpResponseRedirect(request.path)
        return answer

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who saved the row, when, and what changed. Only to be read: every other method is refused."""
        if request.method not in _READS:
            return HttpResponseNotAllowed(_READS)
        row = self.get_object(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(row)s") % {"row": row},
            "opts": self.opts,
            "original": row,
            "events": self.events(request, row),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def events(self, request: HttpRequest, row: Any) -> list[history.Event]:
        """What has happened to a row, the latest first."""
        return rows.of_row(row)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what a filter of the list offers: an address cannot ask about rows through their relations."""
        name, _, how = lookup.partition("__")
        return name in {*self.list_filter, CouncilFilter.parameter_name} and how in {"", "exact"}

    # Who did what is told by the rows' own history: nothing is written twice.

    def log_addition(self, *_args: Any) -> Any:
        return None

    def log_change(self, *_args: Any) -> Any:
        return None

    def log_deletions(self, *_args: Any) -> Any:
        return None
