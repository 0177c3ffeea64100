"""What an address is about: for each kind of subject, the rows of the world by the state they are in."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from meetings.admin import site
from meetings.models import ActionItem, AgendaItem, Decision, ItemKind, Matter, Meeting, TabledItem
from tests.authz.policy import ONE
from tests.authz.world import Place, Scene

Values = dict[str, Any]


def names() -> list[str]:
    """The name of every address there is; the catch-all of a part without a name is its namespace."""
    return [":".join([*spaces, found.name or ""]) for spaces, found in _walk(get_resolver(), ())]


def _walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], URLPattern]]:
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            yield spaces, found
        else:
            yield from _walk(found, (*spaces, found.namespace) if found.namespace else spaces)


class Subjects:
    """The subjects of a scene, by kind and name. What is the other council's begins with "their"."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.here, self.away = scene, scene.here, scene.away
        self.known: dict[str, dict[str, Values]] = {"": {ONE: {}}}
        self._meetings()
        self._protocols()
        self._items()
        self._public()
        self._rows()

    def url(self, name: str, subject: str, kind: str) -> str:
        """The address of a subject."""
        if name == "admin:":
            return "/admin/finns-inte/"
        if name == "admin:app_list":
            return reverse(name, args=["meetings"])
        return reverse(name, kwargs=self.known[kind][subject])

    def _add(self, kind: str, subject: str, **values: object) -> None:
        self.known.setdefault(kind, {})[subject] = values

    def _places(self) -> tuple[tuple[str, Place], ...]:
        return ("", self.here), ("their-", self.away)

    def _meetings(self) -> None:
        nothing = 10**9
        self._add("meeting", "none", pk=nothing)
        for prefix, place in self._places():
            for state, meeting in place.meetings.items():
                self._add("meeting", f"{prefix}{state}", pk=meeting.pk)
        planned = self.here.meetings["planned"]
        tabled = TabledItem.objects.of(self.here.council).filter(decision__item__is_confidential=False)[0]
        self._add("meeting item", "here", pk=planned.pk, item=_item(planned).pk)
        self._add("meeting tabled", "here", pk=planned.pk, tabled=tabled.pk)
        self._add("tabled", "here", pk=tabled.pk)

    def _protocols(self) -> None:
        assert self.here.correction
        assert self.here.row
        self._add("protocol", "none", pk=10**9)
        for prefix, place in self._places():
            for state, protocol in place.protocols.items():
                self._add("protocol", f"{prefix}{state}", pk=protocol.pk)
        corrected = self.here.protocols["corrected"].pk
        self._add("protocol edition", "here", pk=corrected, edition=1)
        waiting = self.here.correction
        self._add("protocol correction", "here", pk=waiting.protocol_id, correction=waiting.pk)
        self._add("correction", "here", pk=waiting.pk)
        self._add("row", "here", pk=self.here.row.pk)

    def _items(self) -> None:
        for prefix, place in self._places():
            for state, meeting in place.meetings.items():
                self._add("item", f"{prefix}{state}", pk=_item(meeting).pk)
        for state in ("published", "review", "draft", "called"):
            item = AgendaItem.objects.get(meeting=self.here.meetings[state], is_confidential=True)
            self._add("item", f"{state}-confidential", pk=item.pk)
        for state in ("published", "review", "draft"):
            found = ActionItem.objects.filter(item__meeting=self.here.meetings[state])
            for action in found.select_related("item"):
                secret = "-confidential" if action.item.is_confidential else ""
                self._add("action", f"{state}{secret}", pk=action.pk)
        for prefix, place in self._places():
            for state, meeting in place.meetings.items():
                for decision in Decision.objects.filter(item__meeting=meeting, outcome="handed_over"):
                    secret = "-confidential" if decision.item.is_confidential else ""
                    self._add("handed over", f"{prefix}{state}{secret}", pk=decision.pk)

    def _public(self) -> None:
        for whose, place in (("here", self.here), ("their", self.away)):
            slug = place.council.slug
            self._add("council page", whose, slug=slug)
            self._add("council", whose, slug=slug)
            self._add("council year", whose, slug=slug, year=2026)
            matter = Matter.objects.filter(council=place.council, title__in=["Bryggan", "KANARIE-SKOGSTITEL-SLUT"])[0]
            self._add("matter", whose, number=matter.number)
            self._add("matter page", whose, number=matter.number, slug=matter.slug)
        for prefix, place in self._places():
            for state, meeting in place.meetings.items():
                self._public_meeting(f"{prefix}{state}", meeting)

    def _public_meeting(self, subject: str, meeting: Meeting) -> None:
        at = {"slug": meeting.council.slug, "key": meeting.key}
        item = _item(meeting)
        self._add("public meeting", subject, **at)
        self._add("public edition", subject, **at, edition=1)
        self._add("public item", subject, **at, anchor=item.anchor)
        self._add("number", subject, **at, number=f"§{item.paragraph_number or 3}")

    def _rows(self) -> None:
        for whose, place in (("here", self.here), ("their", self.away)):
            for name in names():
                model = name.removeprefix("admin:meetings_").removesuffix("_changelist")
                if name == f"admin:meetings_{model}_changelist":
                    self._add(f"row of {model}", whose, object_id=self._row(model, place).pk)
        deputy = self.scene.people.deputy.mandates.get()
        self._add("council mandate", "here", slug=self.here.council.slug, mandate=deputy.pk)
        self._add("deputy", "here", pk=self.scene.proposal.pk)
        self._add("account of member", "here", pk=self.scene.quiet.pk)
        self._add("account of member", "their", pk=self.scene.outsider.pk)

    def _row(self, name: str, place: Place) -> Model:
        people = self.scene.people
        if name == "user":
            assert people.stranger.user
            return people.stranger.user
        if name == "council":
            return place.council
        if name == "member":
            return people.member if place is self.here else self.scene.outsider
        model = apps.get_model("meetings", name)
        path = getattr(site.get_model_admin(model), "council_path")  # noqa: B009 - every register but two has one
        row: Model = model._default_manager.filter(**{path: place.council}).order_by("pk")[0]
        return row


def _item(meeting: Meeting) -> AgendaItem:
    """The first item that anybody who reads the agenda may read."""
    found = meeting.items.filter(is_confidential=False).exclude(kind__in=[ItemKind.AGENDA, ItemKind.PREVIOUS_PROTOCOLS])
    return found.in_order()[0]
