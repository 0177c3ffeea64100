"""Numbers drawn when a protocol is first sent: paragraphs, and matters for what goes on. Part of other steps."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Council, ItemKind, Matter, Meeting, NumberSeries, ParagraphSeries, SeriesKind
from meetings.procedure import listing
from meetings.text import Outcome

_GOES_ON = [Outcome.TABLED.value, Outcome.NOT_REACHED.value, Outcome.REFERRED_BACK.value, Outcome.HANDED_OVER.value]


def draw_paragraphs(meeting: Meeting) -> None:
    """Give each item its paragraph, in the order taken. A drawn number stays and is never used again.

    What an old protocol printed otherwise than as a number, such as 3 a, stays so.
    """
    own = listing.has_its_own_numbers(meeting)
    items = list(meeting.items.standing().in_order().exclude(kind=ItemKind.HEADING).filter(parent=None))
    highest = max((item.paragraph_number or 0 for item in meeting.items.all()), default=0)
    for item in sorted(items, key=lambda item: (item.taken_order or 0) if item.taken_order else 0):
        if item.paragraph_number is not None or (own and item.agenda_number and not item.agenda_number.isdecimal()):
            continue
        if meeting.council.paragraph_series == ParagraphSeries.YEAR:
            item.paragraph_number = _next_of_year(meeting)
        else:
            highest += 1
            item.paragraph_number = highest
        item.save()


def _next_of_year(meeting: Meeting) -> int:
    """The next paragraph of the year, past any that an old protocol brought with it."""
    taken = set(
        AgendaItem.objects.filter(
            meeting__council=meeting.council_id, meeting__held_on__year=meeting.held_on.year
        ).values_list("paragraph_number", flat=True)
    )
    while True:
        number = NumberSeries.draw(SeriesKind.PARAGRAPH, year=meeting.held_on.year, council=meeting.council)
        if number not in taken:
            return number


def draw_matters(meeting: Meeting) -> None:
    """Give a matter to each item that goes on to a later meeting or another body, and to its successor."""
    going_on = meeting.items.standing().filter(decisions__outcome__in=_GOES_ON).distinct()
    for item in going_on.in_order():
        if item.matter is None:
            with translation.override(settings.LANGUAGE_CODE):  # read by all, whoever sends
                title = _("Confidential matter") if item.is_confidential else item.title
            item.matter = new_matter(meeting.council, title=title, year=meeting.held_on.year)
            item.save()
        for decision in item.decisions.filter(tabled__taken_up_as__isnull=False):
            successor = decision.tabled.taken_up_as
            if successor and successor.matter_id is None:
                successor.matter = item.matter
                successor.save()


def new_matter(council: Council, *, title: str, year: int) -> Matter:
    """Draw a matter's number from the installation's series and open the matter."""
    serial = NumberSeries.draw(SeriesKind.MATTER, year=year)
    return Matter.objects.create(council=council, year=year, serial=serial, title=title)
