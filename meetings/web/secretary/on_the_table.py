"""What lies on the table: since when, how many times it was tabled, and where it stands now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from meetings import access
from meetings.documents import days
from meetings.models import Member, TabledItem, clock

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Lying:
    """A question on the table; `times` counts sent protocols, once a meeting, as the protocols themselves do."""

    tabled: TabledItem
    since: date
    times: int

    @property
    def weeks(self) -> int:
        """How long it has lain there."""
        return (clock.today() - self.since).days // _WEEK

    @property
    def now(self) -> str:
        """Where it stands: on a coming agenda, at rest, or waiting, and why it was left out last."""
        why = self.tabled.left_out_why
        return " ".join([self._now, _("Left out last time:"), why]) if why else self._now

    @property
    def _now(self) -> str:
        if self.tabled.taken_up_as:
            day = days.spoken(self.tabled.taken_up_as.meeting.held_on)
            return _("Stands on the agenda of %(day)s.") % {"day": day}
        if self.tabled.rests:  # type: ignore[attr-defined]  # lying
            return _("Rests until further notice.")
        if self.tabled.target_on:
            return _("Until %(day)s.") % {"day": days.spoken(self.tabled.target_on)}
        return _("Comes at the next meeting.")


@dataclass(frozen=True, slots=True)
class _Tabling:
    """One time that an item was tabled."""

    item: int
    meeting: int
    held_on: date
    is_counted: bool


def lying(member: Member) -> list[Lying]:
    """All that lies on the table or stands on a coming agenda, what has lain there longest first."""
    before = _before(member)
    found = (_lying(one, before) for one in access.tabled_to_follow(member).told_sent().lying())
    return sorted(found, key=lambda one: (one.since, one.tabled.pk))


def _before(member: Member) -> Mapping[int, _Tabling]:
    """By item: the time it was tabled before it came there. All at once, whatever the length of the chains."""
    carried = access.tabled_to_follow(member).told_sent().filter(taken_up_as__isnull=False)
    return {tabled.taken_up_as_id: _tabling(tabled) for tabled in carried if tabled.taken_up_as_id}


def _tabling(tabled: TabledItem) -> _Tabling:
    item, is_sent = tabled.decision.item, tabled.sent  # type: ignore[attr-defined]  # told_sent
    return _Tabling(item.pk, item.meeting_id, item.meeting.held_on, is_counted=tabled.counts and is_sent)


def _lying(tabled: TabledItem, before: Mapping[int, _Tabling]) -> Lying:
    chain = [_tabling(tabled)]
    while earlier := before.get(chain[-1].item):
        chain.append(earlier)
    return Lying(tabled, chain[-1].held_on, len({one.meeting for one in chain if one.is_counted}))
