"""What happened to a protocol: who, when and what, and how two versions differ."""

from meetings.history.differences import Difference, differences
from meetings.history.notices import notice_changes
from meetings.history.places import Place, place_label, places, words
from meetings.history.rows import last_saved
from meetings.history.timeline import timeline
from meetings.history.values import Change, Event

__all__ = [
    "Change",
    "Difference",
    "Event",
    "Place",
    "differences",
    "last_saved",
    "notice_changes",
    "place_label",
    "places",
    "timeline",
    "words",
]
