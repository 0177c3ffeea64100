"""For machines, and for those who check."""

import hashlib

from django.test import Client

from meetings.models import Council, Meeting, Protocol, ProtocolVersion, PublicationKind
from meetings.procedure import publishing

ADDRESS = "/sakerhet/kedja.txt"


def publish(council: Council, key: str, kind: PublicationKind = PublicationKind.PUBLISHED) -> None:
    """Add a link to the council's chain for a protocol with a single version."""
    meeting, _ = Meeting.objects.get_or_create(council=council, key=key, held_on=key)
    protocol, _ = Protocol.objects.get_or_create(meeting=meeting)
    root = hashlib.sha256(key.encode()).hexdigest()
    version = protocol.versions.first() or ProtocolVersion.objects.create(
        protocol=protocol, number=1, schema=1, digests="[]", root=root
    )
    edition = None if kind == PublicationKind.PUBLISHED else 1
    publishing.append(
        council, protocol, version, kind, by=None, withheld={"head/place": "adress"}, reason="Två ord.", edition=edition
    )


def test_the_installation_says_that_it_is_well(client: Client, db: None) -> None:
    response = client.get("/halsa")
    assert (response.content, response["Cache-Control"]) == (b"ok\n", "no-store")


def test_the_chain_of_an_installation_without_publications_is_empty(client: Client, council: Council) -> None:
    response = client.get(ADDRESS)
    assert (response.status_code, response.content) == (200, b"")


def test_anyone_can_count_the_chain_again_from_its_lines(client: Client, council: Council) -> None:
    publish(council, "2026-09-24")
    publish(council, "2026-11-05")
    publish(council, "2026-09-24", PublicationKind.WITHDRAWN)
    previous, seen = "0" * 64, []
    for line in client.get(ADDRESS).content.decode().splitlines():
        *fields, chain = line.split(" ")
        assert hashlib.sha256("\n".join([previous, *fields]).encode()).hexdigest() == chain
        previous = chain
        seen.append(fields[:6])
    assert seen == [
        ["exempel", "1", "published", "2026-09-24", "0", "1"],
        ["exempel", "2", "published", "2026-11-05", "0", "1"],
        ["exempel", "3", "withdrawn", "2026-09-24", "0", "1"],
    ]


def test_the_chain_of_a_members_only_council_is_its_own(client: Client, council: Council, closed: Council) -> None:
    publish(closed, "2026-09-24")
    assert client.get(ADDRESS).content == b""
