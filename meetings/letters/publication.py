"""The letter that says that a protocol is public, with the fingerprint that anyone can check it by."""

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.documents import days
from meetings.letters.content import Content, Section
from meetings.models import Letter, PublicationKind


def content(letter: Letter) -> Content | None:
    """What it says; nothing when the edition has been taken away or replaced before the letter left."""
    publication = letter.publication
    assert publication is not None, "a letter about a publication says which"
    protocol = publication.protocol
    current = protocol.publications.newest_first().first()
    if current is None or current.pk != publication.pk:
        return None
    meeting = letter.about
    values = {"day": days.spoken(meeting.held_on), "edition": publication.edition}
    if publication.kind == PublicationKind.CORRECTED:
        heading = _("The protocol of %(day)s is corrected") % values
        opening = _("Edition %(edition)s is now the one that applies. The earlier text can still be read.") % values
    else:
        heading = _("The protocol of %(day)s is published") % values
        opening = _("Anyone can read it now.")
    council = meeting.council
    public = reverse("meeting", args=[council.slug, meeting.key])
    return Content(
        subject=heading,
        heading=heading,
        opening=_("It can be read by the members of the council.") if council.members_only else opening,
        button=_("Read the protocol"),
        path=reverse("mine_protocol", args=[protocol.pk]) if council.members_only else public,
        why=_("You get this letter because you were at the meeting."),
        sections=(
            Section(
                _("Fingerprint"),
                (
                    _("Keep this letter. If the text or the order of editions is ever changed, this no longer agrees:"),
                    publication.chain,
                ),
            ),
        ),
    )
