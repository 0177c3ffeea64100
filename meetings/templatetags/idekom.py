"""What every template writes alike: icons, tags, days and times with hard spaces, and addresses in both languages."""

from datetime import date

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meetings.documents import days, labels
from meetings.documents.structure import Person
from meetings.models import clock

register = template.Library()

# The icon of a tone, where the thing itself has none of its own.
_ICONS = {
    "decision": "decision",
    "tabled": "tabled",
    "action": "action",
    "correction": "correction",
    "error": "error",
    "current": "waiting",
    "info": "info",
}


# --- Icons and tags


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon of `components/icons.html`. With a label it stands alone; without one a word stands beside it."""
    kind = f"icon icon-{size}" if size else "icon"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="#i-{}"/></svg>', kind, label, name)
    return format_html('<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', kind, name)


@register.simple_tag
def tag(tone: str, word: str, symbol: str = "") -> SafeString:
    """A state as word, shape and colour; never clickable."""
    return format_html('<span class="tag is-{}">{}{}</span>', tone, icon(symbol or _ICONS[tone]), word)


# --- Days and times (an empty value gives nothing)


@register.filter
def day(value: date | str | None) -> str:
    """24 september 2026."""
    return days.full(value) if value else ""


@register.filter
def day_month(value: date | str | None) -> str:
    """24 september."""
    return days.without_year(value) if value else ""


@register.filter
def day_spoken(value: date | str | None) -> str:
    """24 september, with the year when it is another than today's."""
    return days.spoken(value) if value else ""


@register.filter
def day_short(value: date | str | None) -> str:
    """24 sept."""
    return days.short(value) if value else ""


@register.filter
def month(value: date | str | None) -> str:
    """The month of a day: september."""
    return days.month(value) if value else ""


@register.filter
def weekday(value: date | str | None) -> str:
    """The day of the week: torsdag."""
    return days.weekday(value) if value else ""


@register.filter
def iso(value: date | str | None) -> str:
    """A day for a machine: 2026-09-24."""
    return days.as_day(value).isoformat() if value else ""


@register.simple_tag
def hours(starts: str, ends: str = "") -> str:
    """A meeting's hours: kl. 15.00–17.00."""
    return days.hours(starts, ends)


@register.filter
def days_until(value: date | str) -> int:
    """How many days are left until a day, by the council's clock."""
    return (days.as_day(value) - clock.today()).days


# --- Words of a paper


@register.filter
def outcome_word(outcome: str) -> str:
    """The word for an outcome."""
    return labels.outcome(outcome)


@register.filter
def times_word(count: int) -> str:
    """For the second, third … time."""
    return labels.times(count)


@register.filter
def person_words(person: Person) -> list[str]:
    """What stands under a name in the register: role, part of the meeting, and why somebody was away."""
    return labels.person_words(person)


@register.filter
def asked(label: str) -> str:
    """A field's label before what is said about it: "Plats:", but "Hur slutade det?"."""
    return label if label.endswith("?") else f"{label}:"


# --- Addresses


def _path(context: Context) -> str:
    """The address without its language."""
    request = context.get("request")
    return str(context.get("canonical") or (request.path_info if request else "/"))


@register.simple_tag(takes_context=True)
def address_in(context: Context, language: str) -> str:
    """The page in a language: the path, with the language before it unless it is the default."""
    return f"/{language}{_path(context)}" if language != settings.LANGUAGE_CODE else _path(context)


@register.simple_tag
def absolute(path: str) -> str:
    """A path as an address that can be copied."""
    return settings.SITE_URL + path
