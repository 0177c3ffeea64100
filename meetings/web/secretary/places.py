"""The places of a version, to choose from when something in it is to be changed."""

from meetings import history
from meetings.documents import build, structure
from meetings.history.places import shortened
from meetings.models import ProtocolVersion


def choices(version: ProtocolVersion) -> list[tuple[str, str]]:
    """Each leaf that says something: its path, and what it is called with its first words."""
    paper = build.read(version)
    return [(place.path, f"{place.label}: {shortened(place.says)}") for place in history.places(paper)]


def to_correct(version: ProtocolVersion) -> list[tuple[str, str]]:
    """Those whose words can be said otherwise."""
    return [(path, label) for path, label in choices(version) if structure.is_correctable(path)]
