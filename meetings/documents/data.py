"""The protocol as JSON: the paper, and what is needed to count its fingerprint again."""

import json
from dataclasses import asdict
from typing import Any

from django.conf import settings

from meetings.documents.edition import Edition
from meetings.documents.structure import WITHHELD


def render(edition: Edition) -> str:
    """The whole protocol. A leaf that is withheld has its ground and fingerprint, and neither salt nor words."""
    version = edition.publication.version
    words = {path: (salt, value) for path, salt, value in json.loads(version.content.leaves)}
    paper = _without_marks(asdict(edition.paper))
    head = paper["head"]
    found = {
        "address": f"{settings.SITE_URL}/{head['council_slug']}/moten/{head['key']}/",
        "edition": edition.publication.edition,
        "published": edition.published_on.isoformat(),
        "approved": edition.approved_on.isoformat() if edition.approved_on else None,
        "protocol": paper,
        "proof": {
            "schema": version.schema,
            "root": version.root,
            "chain": edition.publication.chain,
            "leaves": [
                {"path": path, "sha256": digest, "withheld": edition.withheld[path]}
                if path in edition.withheld
                else {"path": path, "sha256": digest, "salt": words[path][0], "value": words[path][1]}
                for path, digest in json.loads(version.digests)
            ],
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=1, default=str)


def _without_marks(value: Any) -> Any:  # noqa: ANN401 - whatever a paper holds
    """The same, with null where words are left out."""
    match value:
        case dict():
            return {key: _without_marks(one) for key, one in value.items()}
        case list() | tuple():
            return [_without_marks(one) for one in value]
    return None if value == WITHHELD else value
