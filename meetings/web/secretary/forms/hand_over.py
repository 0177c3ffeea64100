"""Handing over: who is deputy, and until which day."""

from meetings.models import Member
from meetings.procedure import deputising
from meetings.web.deputies import DeputyForm


class HandOverForm(DeputyForm):
    """A deputy whom the secretary proposes and the chair appoints."""

    def save(self, *, by: Member) -> bool:
        """Propose the deputy."""
        return self.take(deputising.propose, by=by)
