"""How the library behind sign-in behaves here: a code by mail for accounts that exist. Nobody signs up."""

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

LETTER = "account/email/login_code"
_logger = logging.getLogger(__name__)

# Letters leave in a thread of their own, so that the time of the answer does not tell whether one was sent.
_postman = ThreadPoolExecutor(max_workers=2, thread_name_prefix="sign-in-letters")


def deliver(message: EmailMessage) -> None:
    """Send a letter with a code. When it cannot be sent, the person asks for another."""
    try:
        message.send()
    except Exception:
        _logger.exception("A letter with a code could not be sent.")


class AccountAdapter(DefaultAccountAdapter):
    """What the library asks us."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: accounts are opened by the secretary and the administrator."""
        return False

    def code_letter(self, email: str, code: str) -> EmailMessage:
        """The letter with a code."""
        message: EmailMessage = self.render_mail(LETTER, email, {"code": f"{code[:3]} {code[3:]}"})
        return message

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a code; the library has no other letter to send here."""
        assert template_prefix == LETTER, template_prefix
        _postman.submit(deliver, self.code_letter(email, context["code"]))

    def add_message(self, *_args: object, **_options: object) -> None:
        """Say nothing: our pages do."""

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """An account that was closed between the letter and the code."""
        messages.error(request, _("The code does not work any more. Ask for a new one."))
        return redirect("sign_in")
