"""A group that an item forms to work until it reports."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda_item import AgendaItem
from meetings.models.base import Tracked
from meetings.models.council import Council
from meetings.models.member import Member


class WorkingGroup(Tracked):
    """A working group: its task, its people (also from outside the council) and where it reports."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="groups", verbose_name=_("council"))
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name=_("formed by")
    )
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=300)
    task = models.TextField(_("task"), blank=True)
    reports_on = models.DateField(_("reports"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering: ClassVar = ["council_id", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class GroupMember(Tracked):
    """Somebody in a working group; at most one is its convener (sammankallande)."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="people", verbose_name=_("group"))
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name=_("person")
    )
    printed_name = models.CharField(_("name as printed"), max_length=200)
    is_convener = models.BooleanField(_("convener"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("member of the group")
        verbose_name_plural = _("members of the group")
        ordering: ClassVar = ["group_id", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "printed_name"], name="a_name_stands_once_in_a_group"),
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(is_convener=True), name="a_group_has_one_convener"
            ),
            models.CheckConstraint(condition=~models.Q(printed_name=""), name="a_group_member_is_printed_by_name"),
        ]

    def __str__(self) -> str:
        return self.printed_name
