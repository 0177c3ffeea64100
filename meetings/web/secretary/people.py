"""Who a printed name may be: a proposal for a human to accept, never a guess that is acted on."""

from collections import Counter
from collections.abc import Iterable

from meetings.importing import matching
from meetings.models import Mandate, Meeting, Member
from meetings.procedure.seating import People


def proposal(name: str, known: People) -> Member | None:
    """The one person that may be meant; nobody when two are as likely."""
    found = matching.proposals([name], [matching.Known(one) for one in known.names])
    likely = {member for one in found if one.reason == found[0].reason for member in known.bearing(one.name)}
    return next(iter(likely)) if len(likely) == 1 else None


def unknown(names: Iterable[str], known: People) -> list[tuple[str, Member | None]]:
    """Names that nobody bears whole, each with who may be meant."""
    return [(name, proposal(name, known)) for name in dict.fromkeys(names) if not known.bearing(name)]


def told_apart(people: Iterable[Member], meeting: Meeting) -> list[tuple[int, str]]:
    """People to choose among, in order; of those who share a name, also as what they sit, and since when."""
    everybody = list(people)
    names = Counter(member.name for member in everybody)
    shared = [member for member in everybody if names[member.name] > 1]
    held = Mandate.objects.filter(council=meeting.council_id, member__in=shared).select_related("seat__organisation")
    parts = {one.member_id: _part(one) for one in held.order_by("from_on", "pk")} if shared else {}
    return [(one.pk, ", ".join(filter(None, [one.name, parts.get(one.pk)]))) for one in everybody]


def _part(mandate: Mandate) -> str:
    organisation = mandate.seat.organisation if mandate.seat else None
    return f"{organisation or mandate.get_role_display()} {mandate.from_on.year}–"
