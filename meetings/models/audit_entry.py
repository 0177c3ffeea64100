"""The record of every step: who, what, from where to where, and why."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import clock
from meetings.models.base import Frozen
from meetings.models.council import Council
from meetings.models.meeting import Meeting
from meetings.models.protocol import Protocol
from meetings.models.protocol_version import ProtocolVersion


class AuditEntry(Frozen):
    """One step that was taken, written in the step's own transaction. Holds ids, never names.

    `member_id` is the member who took the step, empty for the system itself; deliberately no foreign
    key, so that the record stands whatever happens to the person's row.
    """

    council = models.ForeignKey(Council, models.PROTECT, null=True, related_name="audit_entries")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="audit_entries")
    protocol = models.ForeignKey(Protocol, models.PROTECT, null=True, related_name="audit_entries")
    version = models.ForeignKey(ProtocolVersion, models.PROTECT, null=True, related_name="+")
    member_id = models.BigIntegerField(null=True)
    step = models.CharField(_("step"), max_length=60)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(default=clock.now)
    after = models.BigIntegerField(null=True, editable=False)  # the council's event before this one: none goes unseen

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["protocol", "at"], name="a_protocol_by_event")]

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Insert the event after the council's latest."""
        if self._state.adding:
            latest = AuditEntry.objects.filter(council=self.council_id).order_by("-pk")
            self.after = latest.values_list("pk", flat=True).first()
        super().save(*args, **options)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H.%M} {self.step}"
