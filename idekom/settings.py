"""Everything an installation may decide, read from the environment.

With nothing set this is a demonstration on one machine: SQLite under `var/`, letters printed in the
terminal. `IDEKOM_PRODUCTION=1` turns the demands of a real installation on: a key, hosts and https are then required.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("IDEKOM_DATA", ROOT / "var")).resolve()
PRODUCTION = os.environ.get("IDEKOM_PRODUCTION") == "1"
DEBUG = False


def _required(name: str, otherwise: str) -> str:
    """The setting of that name; outside production the given value does."""
    value = os.environ.get(name, "")
    if not value and PRODUCTION:
        message = f"{name} must be set in production."
        raise ImproperlyConfigured(message)
    return value or otherwise


_DEMONSTRATION = "only-for-a-demonstration-on-one-machine-never-for-real-protocols"
_SHORTEST_KEY = 50  # characters
SECRET_KEY = _required("IDEKOM_SECRET_KEY", _DEMONSTRATION)
ALLOWED_HOSTS = _required("IDEKOM_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
SITE_URL = _required("IDEKOM_SITE_URL", "http://localhost:8000").rstrip("/")
if PRODUCTION:
    if len(SECRET_KEY) < _SHORTEST_KEY or SECRET_KEY == _DEMONSTRATION:
        message = f"IDEKOM_SECRET_KEY must be a key of your own of at least {_SHORTEST_KEY} characters."
        raise ImproperlyConfigured(message)
    if "*" in ALLOWED_HOSTS or not SITE_URL.startswith("https://"):
        message = "IDEKOM_HOSTS must name the hosts, and IDEKOM_SITE_URL begin with https://."
        raise ImproperlyConfigured(message)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "meetings",
    "django.contrib.admin.apps.SimpleAdminConfig",  # the registers are a site of their own: nothing to discover
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "simple_history",
    "allauth",
    "allauth.account",
    "csp",
]

# No LocaleMiddleware: the language is part of the address, so a public answer need not vary.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "meetings.web.language.LanguageMiddleware",
    "meetings.web.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "meetings.web.errors.ErrorMiddleware",
]

ROOT_URLCONF = "idekom.urls"
WSGI_APPLICATION = "idekom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# IMMEDIATE: eight writers lose nothing, where the default lost nearly all to "database is locked".
# synchronous=FULL: an acknowledged save survives a power cut. recursive_triggers: REPLACE meets the triggers too.
SQLITE_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "foreign_keys": 1}
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
}


def _database(url: str) -> dict[str, object]:
    """The database of an address such as postgres://user:password@host:5432/name, or SQLite without one."""
    if not url:
        DATA.mkdir(parents=True, exist_ok=True)
        name = DATA / "idekom.sqlite3"
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": SQLITE_OPTIONS}
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = "DATABASE_URL must begin with postgres://"
        raise ImproperlyConfigured(message)
    query = dict(parse_qsl(parts.query))  # host for a socket; the rest, such as sslmode, goes to the driver
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "idekom_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # limits of sign-in lie here: filling it up may not push them out
    }
}

# The way in: a code by mail, no passwords to remember.
AUTH_USER_MODEL = "meetings.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "meetings.web.member.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,10/h/key"}  # ten codes an hour: thirty guesses in a million
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "after_sign_in"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True

# `manage.py run` collects the static files: hashed names, compressed. Otherwise they are served from where they lie.
COLLECTED = PRODUCTION or os.environ.get("IDEKOM_COLLECTED") == "1"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is not there
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "idekom.static_files.StaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

# Letters: IDEKOM_MAIL=smtp://user:password@host:587 sends them with STARTTLS, smtps://…:465 with TLS from the first
# byte, smtp+plain:// without (a server on the same machine). Without it they are printed in the terminal.
_mail = urlsplit(_required("IDEKOM_MAIL", ""))
if _mail.scheme not in {"", "smtp", "smtps", "smtp+plain"}:
    message = "IDEKOM_MAIL must begin with smtp://, smtps:// or smtp+plain://"
    raise ImproperlyConfigured(message)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail.hostname else 'console'}.EmailBackend"
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail.port or {"smtps": 465, "smtp": 587}.get(_mail.scheme, 25)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp"
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _required("IDEKOM_FROM", "Idékom <svar@idekom.example>")

# History before the first migration: a reason of any length, one index that serves a protocol's timeline.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_DATE_INDEX = "Composite"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "meetings.web.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if PRODUCTION else 0
# Only for this host: what the rest of a municipality's domain answers is not ours to promise.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = os.environ.get("IDEKOM_HSTS_WHOLE_DOMAIN") == "1"
SECURE_REDIRECT_EXEMPT = [r"^halsa$"]
BEHIND_PROXY = os.environ.get("IDEKOM_BEHIND_PROXY") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0  # how much of X-Forwarded-For is believed

# What goes wrong is said where the server runs: Django by itself would only write to administrators by mail.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["terminal"], "level": "WARNING", "propagate": False}},
}
