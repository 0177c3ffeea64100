"""The parts of public addresses, so that nothing else ever reaches a view."""

from django.urls.converters import StringConverter


class CouncilSlug(StringConverter):
    """A council: idekom."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


class MeetingKey(StringConverter):
    """A meeting: 2016-09-22, or 2016-09-22-2 for the second that day."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[0-9]{1,3})?"


class Anchor(StringConverter):
    """An item: p4."""

    regex = "p[0-9][a-z0-9-]{0,18}"


class ItemNumber(StringConverter):
    """An item as somebody may quote it: 4, §4, 7 a."""

    regex = r"§?[ \u00a0]?[0-9]{1,6}[ \u00a0]?[a-z]?"


class Year(StringConverter):
    """A year: 2016."""

    regex = "[1-9][0-9]{3}"


class MatterNumber(StringConverter):
    """A matter: 2016-3."""

    regex = "[0-9]{4}-[0-9]{1,9}"
