"""Signing in and out: ask for an address, take the code that was sent there, lead on to where the person works."""

from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.logout import logout
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.internal.cryptokit import compare_user_code
from allauth.core.ratelimit import consume
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings import access
from meetings.models import User
from meetings.web.member.accounts import AccountAdapter

LENGTH = 6  # digits of a code


class AddressForm(forms.Form):
    """To which address the code is sent."""

    use_required_attribute = False
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("The one the council writes to."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": gettext_lazy("Write your e-mail address."),
            "invalid": gettext_lazy("Write a whole e-mail address, such as name@example.se."),
        },
    )

    def clean_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["email"]).lower()


class CodeForm(forms.Form):
    """The code, and whether the person stays signed in on this phone or computer."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("It is valid for ten minutes. You can paste it."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "code-input", "inputmode": "numeric", "autocomplete": "one-time-code"},
        ),
        error_messages={"required": gettext_lazy("Type the six digits in the letter.")},
    )
    remember = forms.BooleanField(
        label=gettext_lazy("Stay signed in on this phone or computer for 90 days"), required=False, initial=True
    )

    def __init__(self, *args: object, expected: str, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own signature
        self.expected = expected

    def clean_code(self) -> str:
        """Compare in a time that tells nothing; spaces and dashes do not count."""
        code = "".join(sign for sign in str(self.cleaned_data["code"]) if sign.isalnum())
        if not compare_user_code(actual=code, expected=self.expected):
            raise forms.ValidationError(_("That is not the code in the letter. Look again and type all six digits."))
        return code


def _next(request: HttpRequest) -> str:
    """Where the person was going, if that is here; never to another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = {request.get_host()}
    if not wanted.startswith("/"):
        return ""  # the name of a view, or of another site
    return wanted if url_has_allowed_host_and_scheme(wanted, here, require_https=request.is_secure()) else ""


def _address(name: str, wanted: str) -> str:
    return reverse(name) + (f"?{urlencode({'next': wanted})}" if wanted else "")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the address and send a code to it. The answer, and its time, is the same for an unknown address."""
    wanted = _next(request)
    if request.user.is_authenticated:
        return redirect(wanted or "after_sign_in")
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if consume(request, action="request_login_code", key=email):
            _send_code(request, email)
            return redirect(_address("sign_in_code", wanted))
        form.add_error(None, _("Too many codes have been asked for. Wait an hour, then try again."))
    return render(request, "account/sign_in.html", {"form": form, "next": wanted})


def _send_code(request: HttpRequest, email: str) -> None:
    user = User.objects.filter(email=email, is_active=True).first()
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)
    if user is None:
        AccountAdapter(request).code_letter(email, "0" * LENGTH)  # the same work as for a code that is sent


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code. After three wrong ones the person starts over."""
    wanted = _next(request)
    if request.user.is_authenticated:
        return redirect(wanted or "after_sign_in")
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    process: LoginCodeVerificationProcess | None = LoginCodeVerificationProcess.resume(stage) if stage else None  # type: ignore[no-untyped-call]  # allauth's
    if process is None or not _is_theirs_still(process):
        messages.error(request, _("The code does not work any more. Ask for a new one."))
        return redirect(_address("sign_in", wanted))
    form = CodeForm(request.POST if request.method == "POST" else None, expected=process.code)
    if request.method == "POST":
        if _has_a_try_left(request, process) and form.is_valid():
            return _let_in(request, process, wanted, remember=form.cleaned_data["remember"])
        if not process.record_invalid_attempt():
            messages.error(request, _("The code was wrong three times. Ask for a new one."))
            return redirect(_address("sign_in", wanted))
    values = {"form": form, "email": process.state["email"], "next": wanted}
    return render(request, "account/code.html", values)


def _is_theirs_still(process: LoginCodeVerificationProcess) -> bool:
    """Whether the account has the address that the code went to. A code for nobody is answered like all others."""
    return process.user is None or User.objects.filter(pk=process.user.pk, email=process.state["email"]).exists()


def _has_a_try_left(request: HttpRequest, process: LoginCodeVerificationProcess) -> bool:
    """Take one of the three tries. Counted one by one in the cache: many at the same moment get no more."""
    key = f"code-{request.session.session_key}-{process.state['at']}"
    tries = app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS
    return any(cache.add(f"{key}-{nth}", value=True, timeout=process.timeout) for nth in range(tries))


def _let_in(
    request: HttpRequest, process: LoginCodeVerificationProcess, wanted: str, *, remember: bool
) -> HttpResponse:
    """Sign in under a new session, which ends with the browser unless the person is to be remembered."""
    response: HttpResponse = process.finish(wanted or None)
    if not remember:
        request.session.set_expiry(0)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; the session is gone."""
    logout(request, show_message=False)
    return redirect("start")


@require_safe
@login_required
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead on: the secretary to the desk, a member to their own page, an administrator to the registers."""
    member = access.member_of(request.user)
    if access.councils_of_secretary(member).exists():
        return redirect("secretary:desk")
    if member is None and access.is_administrator(request.user):
        return redirect("admin:index")
    return redirect("mine")
