"""A public council with finished pages, made by hand: what is in them is the concern of the documents."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import TypeAlias

import pytest
import time_machine

from meetings.models import AgendaItem, Council, Matter, Meeting, PageKind, PublicPage, clock
from meetings.models.meeting import key_for

TODAY = date(2027, 2, 1)
FACTS = {
    "state": "notice",
    "starts": "15.00",
    "ends": "17.00",
    "place": "Storgatan 1",
    "edition": 1,
    "summary": "",
    "published_on": "2027-01-08",
    "corrected_on": "",
    "expected_on": "2027-02-11",
    "item_count": 7,
    "sums": {"decisions": 0, "tabled": 0, "actions": 0},
    "brief": {"decisions": [], "tabled": [], "actions": []},
    "matter": "",
    "outcomes": [],
}
Put: TypeAlias = Callable[..., PublicPage]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def council(db: None) -> Council:
    return Council.objects.create(slug="exempel", name="Exempelrådet", description="Ett påhittat råd.")


@pytest.fixture
def closed(db: None) -> Council:
    return Council.objects.create(slug="slutet", name="Slutna styrelsen", members_only=True)


@pytest.fixture
def put(council: Council) -> Put:
    """Put a page at a public address, in both languages; gives the Swedish one."""

    def put(
        day: str,
        part: str = "",
        kind: PageKind = PageKind.NOTICE,
        *,
        of: Council = council,
        item: AgendaItem | None = None,
        fragment: str = "",
        heading: str = "",
        **facts: object,
    ) -> PublicPage:
        held_on = date.fromisoformat(day)
        meeting = Meeting.objects.filter(council=of, held_on=held_on).first()
        meeting = meeting or Meeting.objects.create(council=of, key=key_for(of, held_on), held_on=held_on)
        known = FACTS | {"state": "protocol" if kind == PageKind.PROTOCOL else "notice", "held_on": day}
        pages = [
            PublicPage.objects.create(
                meeting=meeting,
                part=part,
                language=language,
                kind=kind,
                item=item,
                title=heading or f"Möte {day}",
                description="Vad det handlar om.",
                facts=json.dumps(known | facts),
                fragment=fragment or f"<p>Text {language} {day} {part}</p>",
                etag=f"{day} {part} {language} {fragment}",
                changed_at=clock.now(),
            )
            for language in ("sv", "en")
        ]
        return pages[0]

    return put


@pytest.fixture
def put_item(council: Council, put: Put) -> Put:
    """Put an item of a matter on its own page."""

    def put_item(day: str, counted: str, title: str, about: Matter | None = None, **facts: object) -> PublicPage:
        held_on = date.fromisoformat(day)
        meeting = Meeting.objects.filter(council=council, held_on=held_on).first()
        meeting = meeting or Meeting.objects.create(council=council, key=key_for(council, held_on), held_on=held_on)
        anchor = f"p{counted}"
        item = AgendaItem.objects.create(meeting=meeting, anchor=anchor, title=title, matter=about)
        known = {"number": f"§\u00a0{counted}", "title": title, "matter": about.number if about else ""}
        return put(day, anchor, PageKind.ITEM, item=item, heading=title, **{**known, **facts})

    return put_item


@pytest.fixture
def matter(council: Council) -> Matter:
    return Matter.objects.create(year=2026, serial=3, council=council, title="Lån av lokaler på kvällar")
