"""The page of one item during the meeting: what stands around the text, and all that is saved with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import text
from meetings.documents import days
from meetings.models import AgendaItem, Council, Decision, Meeting, Member, Protocol, WorkingGroup
from meetings.procedure import readiness
from meetings.procedure.seating import People
from meetings.text import Outcome
from meetings.web.secretary import fixing, previous
from meetings.web.secretary.fixing import ToDo
from meetings.web.secretary.forms.pane import PaneRegister
from meetings.web.secretary.forms.write import ItemForm

_HEADS = (
    "Beslut: att ",
    "Uppdrag: ",
    "Arbetsgrupp: ",
    "Väljs: ",
    "Överlämnas till ",
    "Jäv: ",
    "Reservation: ",
    "Ajournering kl. ",
    "Info: ",
)
_TABLED = {Outcome.TABLED, Outcome.NOT_REACHED, Outcome.REFERRED_BACK}


# --- What is saved together


@dataclass(frozen=True, slots=True)
class Sheet:
    """The item, the rows for previous protocols and the register: one form, saved all or none."""

    form: ItemForm
    rows: list[previous.Row]
    register: PaneRegister

    def save(self, *, by: Member, rest_is_present: bool = False) -> bool:
        """Save what somebody changed; then mark everybody else as present, if asked. Raises StaleRowError."""
        with transaction.atomic():
            saved = [row.save(by=by) for row in self.decided] + [self.form.save(by=by), self.register.save(by=by)]
            if rest_is_present and all(saved):
                saved.append(self.register.mark_rest(by=by))
            transaction.set_rollback(not all(saved))
        return all(saved)

    @property
    def decided(self) -> list[Any]:
        """The rows for previous protocols in which somebody chose something."""
        return [row.form for row in self.rows if row.form.is_touched]

    @property
    def is_stale(self) -> bool:
        """Whether somebody else has saved meanwhile what somebody changed here, apart from the text."""
        return bool(self.register.stale) or any(form.is_stale for form in self.decided)


def sheet(item: AgendaItem, sent: QueryDict | None, *, by: Member | None) -> Sheet:
    """The forms of the page, empty or with what was sent."""
    return Sheet(
        form=ItemForm(sent, item=item, writer=by),
        rows=previous.rows(item, sent),
        register=PaneRegister(sent, meeting=item.meeting),
    )


# --- The agenda beside


@dataclass(frozen=True, slots=True)
class Brief:
    """An item in the list: how it ended so far, in words and as marks."""

    item: AgendaItem
    number: str
    small: str
    marks: list[str]


def readable(meeting: Meeting, *, may_write: bool) -> list[AgendaItem]:
    """The items in order, with what they decided; confidential ones only for the secretary."""
    found = meeting.items.standing().in_order().select_related("carried_from__decision__item__meeting")
    found = found.prefetch_related("decisions", "actions", "groups", "approvals__protocol__meeting")
    return list(found if may_write else found.filter(is_confidential=False))


def briefs(items: list[AgendaItem]) -> list[Brief]:
    """The agenda as it stands in the list."""
    return [Brief(one, one.agenda_number or str(n), _small(one), _marks(one)) for n, one in enumerate(items, 1)]


def _small(item: AgendaItem) -> str:
    """One decision by its word, several things by their number; before that, where it comes from."""
    decisions: list[Decision] = list(item.decisions.all())
    said = [decisions[0].label] if len(decisions) == 1 else []
    if len(decisions) > 1:
        said = [ngettext("%(count)s decision", "%(count)s decisions", len(decisions)) % {"count": len(decisions)}]
    for row in item.approvals.all():
        day = days.without_year(row.protocol.meeting.held_on)
        said.append(f"{day}: {row.get_outcome_display()}" if row.outcome else day)
    if tasks := len(item.actions.all()):
        said.append(ngettext("%(count)s action", "%(count)s actions", tasks) % {"count": tasks})
    if item.groups.all():
        said.append(_("Working group"))
    if not said and hasattr(item, "carried_from"):
        since = days.without_year(item.carried_from.decision.item.meeting.held_on)
        said.append(_("Tabled %(day)s") % {"day": since})
    return ", ".join(map(str, said))


def _marks(item: AgendaItem) -> list[str]:
    outcomes = [Outcome(one.outcome) for one in item.decisions.all()]
    found = ["tabled" if outcome in _TABLED else "decision" for outcome in outcomes]
    found += ["decision" for row in item.approvals.all() if row.outcome]
    found += ["action"] * bool(item.actions.all() or item.groups.all())
    return list(dict.fromkeys(found))


# --- What stands around the text


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last time the matter was up: when, and what was said."""

    item: AgendaItem
    html: SafeString


def earlier(item: AgendaItem, *, may_write: bool) -> Earlier | None:
    """The item before this one in the chain, or in the matter; what is confidential only for the secretary."""
    found = item.carried_from.decision.item if hasattr(item, "carried_from") else None
    if found is None and item.matter_id:
        before = AgendaItem.objects.filter(matter=item.matter_id, meeting__held_on__lt=item.meeting.held_on)
        found = before.select_related("meeting").order_by("-meeting__held_on", "-pk").first()
    if found is None or (found.is_confidential and not may_write):
        return None
    return Earlier(found, prose(found))


def prose(item: AgendaItem) -> SafeString:
    """An item's text as it is read."""
    return mark_safe(text.to_html(item.text))  # noqa: S308 - cleaned against a list


def todo(protocol: Protocol | None) -> list[ToDo]:
    """What is left before the protocol can be sent, each with the way to its place."""
    if protocol is None or protocol.is_approved:
        return []
    return fixing.todo(protocol, readiness.missing(protocol), withheld=frozenset())


def in_the_text(meeting: Meeting, known: People) -> dict[str, list[dict[str, str]]]:
    """What can be put into the text: the names after an @, and the words and phrases after a slash."""
    groups = WorkingGroup.objects.filter(council=meeting.council_id, ended_on=None)
    return {
        "names": [*_people(meeting, known), *({"name": f"[{one.name}]", "more": _("group")} for one in groups)],
        "inserts": [*_words(), *_phrases(meeting.council)],
    }


def _people(meeting: Meeting, known: People) -> Iterator[dict[str, str]]:
    from_whom = dict(meeting.attendances.exclude(member=None).values_list("member", "printed_organisation"))
    for member in known:
        name = text.write_name(member.name).removeprefix("@")
        yield {"name": name, "more": from_whom.get(member.pk, "")}


def _words() -> Iterator[dict[str, str]]:
    """The line words, in Swedish in every language of the interface."""
    shown = (Outcome.APPROVED, Outcome.ADOPTED, Outcome.REJECTED, Outcome.TABLED, Outcome.NOTED, Outcome.FILED)
    for outcome in (*shown, Outcome.WITHDRAWN, Outcome.NOT_REACHED, Outcome.REFERRED_BACK):
        line = text.line(text.WrittenDecision(outcome=outcome, sentence=""))
        yield {"name": line, "words": f"{line}: " if outcome is Outcome.REFERRED_BACK else line}
    for words in _HEADS:
        yield {"name": words.partition(":")[0].removesuffix(" till ").removesuffix(" kl. "), "words": words}


def _phrases(council: Council) -> Iterator[dict[str, str]]:
    for phrase in council.phrases.all():
        yield {"name": phrase.words, "words": phrase.words}
