"""What the pages of the secretary ask before they show a way in."""

from django import template
from django.template.context import Context

from meetings import access

register = template.Library()


@register.simple_tag(takes_context=True)
def keeps_minutes(context: Context) -> bool:
    """Whether the visitor keeps any council's protocols today; the chair only reads."""
    return access.councils_of_secretary(access.member_of(context["request"].user)).exists()
