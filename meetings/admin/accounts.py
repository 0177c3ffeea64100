"""The register of accounts, for technical administrators. Being in it gives no right to a protocol."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from meetings import access, history
from meetings.admin.base import RowAdmin
from meetings.admin.forms import ModelForm
from meetings.admin.site import site
from meetings.models import AuditEntry, User
from meetings.procedure import seating


class AccountForm(ModelForm):
    """An account: its address is chosen once; nobody shuts themselves out."""

    actor: ClassVar[User]

    class Meta:
        model = User
        fields = ("email", "is_active", "is_administrator")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].disabled = bool(self.instance.pk)

    def clean_email(self) -> str:
        """In small letters, as it is kept."""
        email: str = self.cleaned_data["email"]
        return email.strip().lower()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance == self.actor and not (cleaned.get("is_active") and cleaned.get("is_administrator")):
            raise forms.ValidationError(_("You cannot shut yourself out: ask another administrator."))
        return cleaned


@admin.register(User, site=site)
class AccountAdmin(RowAdmin):
    """Accounts. A secretary opens those of the council's people; here they are shut and opened again."""

    form = AccountForm
    fields = ("email", "is_active", "is_administrator")
    list_display = ("email", "is_active", "is_administrator", "last_login")
    list_filter = ("is_active", "is_administrator")
    search_fields: ClassVar = ("email",)

    def kept_rows(self, request: HttpRequest) -> QuerySet[Any]:
        return User.objects.order_by("email") if access.is_administrator(request.user) else User.objects.none()

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return access.is_administrator(request.user)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        form.actor = request.user  # type: ignore[attr-defined]  # a class of its own
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if form.has_changed() or not change:
            assert isinstance(request.user, User)
            seating.save_account(obj, by=request.user)

    def events(self, request: HttpRequest, row: Any) -> list[history.Event]:
        """What administrators have done with the account."""
        entries = AuditEntry.objects.filter(step=seating.SAVE_ACCOUNT, about=str(row.pk)).order_by("-at", "-pk")
        words = _("The account was saved")
        return [history.Event(entry.at, None, entry.step, words, reason=entry.reason) for entry in entries]
