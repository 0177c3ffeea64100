"""Registers of people: who they are, which seats there are, and who holds them from which day until which."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings import access
from meetings.admin.base import CouncilFilter, RowAdmin, RowInline
from meetings.admin.forms import RowForm
from meetings.admin.site import kept_councils, site
from meetings.models import SECRETARIES, Council, Mandate, Member, MemberAlias, Organisation, Role, Seat, Side
from meetings.procedure import seating
from meetings.procedure.steps import Objection, ProcedureError


def _ends_before_it_begins(cleaned: dict[str, Any]) -> Iterable[Objection]:
    if cleaned.get("until_on") and cleaned["until_on"] < cleaned["from_on"]:
        yield Objection("days", _("The last day is before the first."), "until_on")


class SeatForm(RowForm):
    """A seat stays with its council; its side and organisation are of that council."""

    fixed = ("council",)

    def objections(self, cleaned: dict[str, Any]) -> Iterable[Objection]:
        yield from _ends_before_it_begins(cleaned)
        council: Council = cleaned["council"]
        side: Side | None = cleaned.get("side")
        organisation: Organisation | None = cleaned.get("organisation")
        if side and side.council_id != council.pk:
            yield Objection("side", _("The side is another council's."), "side")
        if organisation and (side is None or organisation.side_id != side.pk):
            yield Objection("organisation", _("The organisation is not on that side."), "organisation")


@admin.register(Seat, site=site)
class SeatAdmin(RowAdmin):
    """Seats around the table; vacant when nobody holds a mandate for them."""

    form = SeatForm
    fields = ("council", "side", "organisation", "is_counted", "position", "from_on", "until_on")
    list_display = ("__str__", "council", "is_counted", "from_on", "until_on")
    list_filter = (CouncilFilter, "is_counted")
    list_select_related = ("council", "side", "organisation")
    may_delete = True


class MandateForm(RowForm):
    """An assignment stays with its person and council; its seat is of that council."""

    fixed = ("council", "member")

    def objections(self, cleaned: dict[str, Any]) -> Iterable[Objection]:
        yield from _ends_before_it_begins(cleaned)
        seat: Seat | None = cleaned.get("seat")
        council: Council = cleaned["council"]
        if seat and seat.council_id != council.pk:
            yield Objection("seat", _("The seat is another council's."), "seat")
        if self.has_changed() and {cleaned["role"], self.instance.role} & set(SECRETARIES):
            yield from self._objections_to_secretary(council)
        if cleaned["role"] == Role.DEPUTY_SECRETARY and not cleaned.get("until_on"):
            yield Objection("deputy", _("A deputy secretary is one until a day: say which."), "until_on")
        if cleaned["role"] == Role.CO_OPTED and cleaned.get("has_vote"):
            yield Objection("vote", _("Somebody co-opted takes part without a vote."), "has_vote")

    def _objections_to_secretary(self, council: Council) -> Iterable[Objection]:
        """A deputy keeps the protocols until a day, and not who keeps them."""
        own = access.mandates(self.by).filter(council=council, role=Role.SECRETARY)
        if self.by and not own.exists():
            yield Objection("deputy_keeps", _("Only the secretary says who keeps the council's minutes."), "role")


_MANDATE_FIELDS = ("role", "seat", "party", "has_vote", "display", "from_on", "until_on")


@admin.register(Mandate, site=site)
class MandateAdmin(RowAdmin):
    """Mandates: ended by a last day, never taken away, for they gave rights while they held."""

    form = MandateForm
    fields = ("council", "member", *_MANDATE_FIELDS)
    list_display = ("member", "role", "council", "seat", "from_on", "until_on")
    list_filter = (CouncilFilter, "role")
    list_select_related = ("member", "council", "seat__side", "seat__organisation")
    search_fields: ClassVar = ("member__name",)


class MandateInline(RowInline):
    """A person's mandates on the visitor's councils; a new person has at least one, or nobody could see them."""

    model = Mandate
    form = MandateForm
    fields = ("council", *_MANDATE_FIELDS)

    def get_min_num(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0 if obj else 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **options)


class AliasInline(RowInline):
    """Other spellings of a person's name, as protocols have printed it."""

    council_path = "member__mandates__council"
    model = MemberAlias
    may_delete = True

    def kept_rows(self, request: HttpRequest) -> QuerySet[Any]:
        return super().kept_rows(request).distinct()


class MemberForm(RowForm):
    """A person. Whoever reads the letters to an address can sign in with it, so not every address can be changed."""

    def objections(self, cleaned: dict[str, Any]) -> Iterable[Objection]:
        if self.instance.pk:
            yield from seating.objections_to_keep(self.instance, by=self.by)
            yield from seating.objections_to_address(self.instance, cleaned.get("email", ""), by=self.by)


@admin.register(Member, site=site)
class MemberAdmin(RowAdmin):
    """People with a mandate on the visitor's councils, today or before. Never taken away: protocols point to them."""

    change_form_template = "admin/member.html"
    form = MemberForm
    fields = ("name", "email", "phone", "account")
    readonly_fields = ("account",)
    inlines = (MandateInline, AliasInline)
    list_display = ("name", "email", "phone", "account")
    list_select_related = ("user",)
    search_fields: ClassVar = ("name", "email")

    def kept_rows(self, request: HttpRequest) -> QuerySet[Any]:
        held = Mandate.objects.filter(council__in=kept_councils(request))
        return Member.objects.filter(pk__in=held.values("member"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.anonymised_at)

    @admin.display(description=gettext_lazy("account"))
    def account(self, member: Member) -> str:
        """The address the person signs in with."""
        return member.user.email if member.user else "–"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the facts; a changed address is a step of its own kind."""
        if not change:
            super().save_model(request, obj, form, change)
        elif form.has_changed():
            seating.save_person(
                obj,
                name=obj.name,
                email=obj.email,
                phone=obj.phone,
                row_version=form.cleaned_data["seen_version"],
                by=self.by(request),
            )

    def get_urls(self) -> list[URLPattern]:
        """With the page where a person is given an account."""
        page = path("<int:pk>/konto/", self.page(self.account_view), name="meetings_member_account")
        return [page, *super().get_urls()]

    def account_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give the person an account, so that they can sign in."""
        member = self.get_queryset(request).select_related("user").filter(pk=pk).first()
        if member is None:
            raise Http404
        if request.method == "POST":
            return self._open_account(request, member)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Give %(name)s an account") % {"name": member},
            "opts": self.opts,
            "original": member,
            "objections": seating.objections_to_open_account(member, by=self.by(request)),
        }
        return TemplateResponse(request, "admin/open_account.html", context)

    def _open_account(self, request: HttpRequest, member: Member) -> HttpResponse:
        try:
            seating.open_account(member, by=self.by(request))
        except ProcedureError as error:
            for objection in error.objections:
                self.message_user(request, objection.text, messages.ERROR)
            return HttpResponseRedirect(request.path)
        self.message_user(request, _("%(name)s can sign in now.") % {"name": member})
        return HttpResponseRedirect(reverse("admin:meetings_member_change", args=[member.pk]))
