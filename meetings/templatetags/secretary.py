"""What the pages of the secretary ask before they show a way in, and how they call an item."""

from datetime import date

from django import template
from django.template.context import Context

from meetings import access
from meetings.documents import labels
from meetings.models import AgendaItem, clock

register = template.Library()


@register.simple_tag(takes_context=True)
def keeps_minutes(context: Context) -> bool:
    """Whether the visitor keeps any council's protocols today; the chair only reads."""
    return access.councils_of_secretary(access.member_of(context["request"].user)).exists()


@register.filter
def item_number(item: AgendaItem) -> str:
    """§ 4, or item 4, as the council calls it."""
    return labels.item_number(item)


@register.filter
def days_since(value: date) -> int:
    """How many days have passed since a day, by the council's clock."""
    return (clock.today() - value).days
