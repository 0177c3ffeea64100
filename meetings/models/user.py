"""The account somebody signs in with. A person on the council is a `Member`, with or without an account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from meetings.models import clock


class UserManager(BaseUserManager["User"]):
    """Makes accounts. Nobody has a password: the way in is a code by mail."""

    def create_user(self, email: str, *, is_administrator: bool = False) -> "User":
        """Make an account for the address."""
        user = self.model(email=email.strip().lower(), is_administrator=is_administrator)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, **_options: object) -> "User":
        """Make a technical administrator: accounts and settings, no right to any protocol."""
        return self.create_user(email, is_administrator=True)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the account of an address, however it was typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account: an e-mail address, in lower case and unique. Rights come from mandates, never from here.

    An administrator keeps accounts and settings; being one gives no right to a protocol.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_administrator = models.BooleanField(_("technical administrator"), default=False)
    date_joined = models.DateTimeField(_("since"), default=clock.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="an_address_is_in_lower_case")
        ]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        """Keep addresses in lower case."""
        super().clean()
        self.email = self.email.strip().lower()

    @property
    def is_staff(self) -> bool:
        """Django asks this of its administrators; secretaries are let in by their mandate instead."""
        return self.is_administrator

    def has_perm(self, _perm: str, _obj: object = None) -> bool:
        """No: what a user may see and do is asked of `access`."""
        return False

    def has_module_perms(self, _app_label: str) -> bool:
        """No: what a user may see and do is asked of `access`."""
        return False
