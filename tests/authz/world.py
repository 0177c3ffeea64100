"""One world with a meeting in every state, built through the real steps, and a canary in every secret field.

A canary is a word that stands in exactly one field: wherever the word is read, the field has leaked there.
"""

import dataclasses
import hashlib
from dataclasses import dataclass, field

from meetings.history.deputies import Proposal
from meetings.models import (
    AgendaItem,
    ApprovalOutcome,
    ApprovalRule,
    Basis,
    Correction,
    CorrectionKind,
    Council,
    Decision,
    Meeting,
    Member,
    Method,
    Organisation,
    Phrase,
    Protocol,
    ProtocolApproval,
    Role,
    Seat,
    Side,
    SourceDocument,
    Stance,
    StandingItem,
    UpdateKind,
    clock,
)
from meetings.procedure import (
    answering,
    approving,
    arranging,
    assigning,
    attending,
    calling,
    correcting,
    deputising,
    drafting,
    forwarding,
    listing,
    publishing,
)
from meetings.procedure.arranging import Presents
from tests.support import council
from tests.support.council import World, day, moment

PUBLIC = "Allmänheten läser detta."
HANDED_OVER = "Överlämnas till Hamnnämnden"


def canary(word: str) -> str:
    """A word that is found nowhere else."""
    return f"KANARIE-{word}-SLUT"


@dataclass
class Place:
    """A council with its meetings and protocols, by the state they are in."""

    council: Council
    meetings: dict[str, Meeting] = field(default_factory=dict)
    protocols: dict[str, Protocol] = field(default_factory=dict)
    correction: Correction | None = None
    row: ProtocolApproval | None = None

    def add(self, name: str, protocol: Protocol) -> Protocol:
        self.meetings[name], self.protocols[name] = protocol.meeting, protocol
        return protocol


@dataclass
class Scene:
    """The people, the council they sit on, and the association that is for its members only."""

    people: World
    here: Place
    away: Place
    outsider: Member
    quiet: Member
    proposal: Proposal


def build() -> Scene:
    """Two councils, one of them for members only, each with all that may leak."""
    people = council.found()
    secret = Council.objects.create(slug="kanarie-skog-slut", name=canary("RAD"), members_only=True)
    outsider, quiet, proposal = council.person("Ulla Utanför"), _quiet(people), _proposed(people)
    scene = Scene(people, Place(people.council), Place(secret), outsider, quiet, proposal)
    _here(scene)
    _away(scene)
    return scene


def _proposed(people: World) -> Proposal:
    """Another deputy, whom the chair has not appointed yet."""
    return deputising.propose(people.council, people.co_opted, day(10), day(20), by=people.secretary)


def _quiet(people: World) -> Member:
    """A member without an account: the address and the phone stand only in the register."""
    quiet = Member.objects.create(name="Karl Tyst", email=f"{canary('MEJL').lower()}@example.org", phone=canary("TFN"))
    council.sit(people.council, quiet, Role.CO_OPTED)
    return quiet


def _confidential(meeting: Meeting, word: str, by: Member) -> AgendaItem:
    return calling.add_item(
        meeting, title=canary(f"H-TITEL-{word}"), description=canary(f"H-INFOR-{word}"), is_confidential=True, by=by
    )


def _secret_words(word: str) -> str:
    return (
        f"{canary(f'H-TEXT-{word}')}\n\nBeslut: Att {canary(f'H-BESLUT-{word}')}\n"
        f"Uppdrag: {canary(f'H-UPPDRAG-{word}')} @Lars Ledamot\nBordläggs tills vidare\n{HANDED_OVER}"
    )


def sent(scene: Scene, name: str, ago: int, words: str) -> Protocol:
    """A protocol with the members, one of its items confidential."""
    people = scene.people
    meeting = council.planned(people, on=day(-ago), titles=("Bryggan",))
    with clock.at(moment(day(-ago - 20), 10)):
        item = _confidential(meeting, name.upper(), people.secretary)
    with clock.at(moment(day(-ago - 10), 10)):
        calling.send_notice(meeting, by=people.secretary)
    written = {"Bryggan": words, item.title: _secret_words(name.upper())}
    protocol = council.sent_protocol(people, meeting=meeting, written=written, rule=ApprovalRule.CHAIR)
    return scene.here.add(name, protocol)


def approved(scene: Scene, name: str, ago: int, words: str) -> Protocol:
    """A protocol that the chair approved two days later."""
    protocol = sent(scene, name, ago, words)
    assert protocol.version
    with clock.at(moment(day(2 - ago), 11)):
        answering.answer(
            protocol.version,
            by=scene.people.member,
            stance=Stance.COMMENT,
            comment=canary(f"SVAR-{name.upper()}"),
        )
        answering.answer(protocol.version, by=scene.people.chair, stance=Stance.APPROVE)
    return scene.here.add(name, council.again(protocol))


def published(scene: Scene, name: str, ago: int, words: str = PUBLIC, *, withheld: bool = False) -> Protocol:
    """A protocol that anyone may read, without what is confidential; perhaps without one paragraph."""
    protocol = approved(scene, name, ago, words)
    anchor = council.item(protocol.meeting, "Bryggan").anchor
    grounds = {f"items/{anchor}/blocks/0": "sekretess"} if withheld else {}
    with clock.at(moment(day(3 - ago), 12)):
        publishing.publish(protocol, by=scene.people.secretary, reviewed=True, withheld=grounds)
    return scene.here.add(name, council.again(protocol))


def _here(scene: Scene) -> None:
    people, here, by = scene.people, scene.here, scene.people.secretary
    _imported(scene)
    _published(scene)
    _corrected(scene)
    gone = published(scene, "withdrawn", 200, f"{canary('INDRAGEN')}\n\nBeslut: Att måla.")
    with clock.at(moment(day(-190))):
        publishing.withdraw(gone, reason="Fel bilaga.", by=by)
    _not_held(scene)
    waiting = approved(scene, "approved", 90, f"{canary('GODKAND')}\n\nBeslut: Att måla bryggan.")
    anchor = council.item(waiting.meeting, "Bryggan").anchor
    here.correction = correcting.write(
        waiting,
        kind=CorrectionKind.SLIP,
        place=f"items/{anchor}/blocks/1",
        old="måla",
        new=canary("RATTELSE"),
        why=canary("RATTELSESKAL"),
        by=by,
    )
    _review(scene)
    council.choose(people, ApprovalRule.NEXT_MEETING)
    _being_written(scene)
    _ahead(scene)
    for name, protocol in here.protocols.items():
        here.protocols[name] = council.again(protocol)
        here.meetings[name] = here.protocols[name].meeting


def _imported(scene: Scene) -> None:
    """Two old protocols: one that nobody has checked, one whose approval waits for a second person."""
    for name, ago in (("imported", 400), ("registered", 380)):
        protocol = council.imported_protocol(
            scene.people, on=day(-ago), words=f"{canary(f'GAMMAL-{name.upper()}')}\n\nBeslut: Att köpa en kran."
        )
        content = canary(f"ORIGINAL-{name.upper()}").encode()
        protocol.source = SourceDocument.objects.create(
            sha256=hashlib.sha256(content).hexdigest(), name=f"{canary(f'FIL-{name.upper()}')}.txt", content=content
        )
        protocol.save()
        scene.here.add(name, protocol)
    approving.register_approval(
        scene.here.protocols["registered"], basis=Basis.PAPER, note_=canary("GRUND"), by=scene.people.secretary
    )


def _published(scene: Scene) -> None:
    task = f"Uppdrag: laga taket @Lars Ledamot senast nästa möte\nBordläggs tills vidare\n{HANDED_OVER}"
    protocol = published(
        scene, "published", 300, f"{canary('UNDANTAGET')}\n\n{PUBLIC}\n\nBeslut: Att laga.\n{task}", withheld=True
    )
    for decision in Decision.objects.filter(item__meeting=protocol.meeting, outcome="handed_over"):
        secret = "H-NAMNDSVAR" if decision.item.is_confidential else "NAMNDSVAR"
        days = {"sent_on": day(-290), "answered_on": day(-270)}
        forwarding.write_down(decision, **days, answer=canary(secret), row_version=0, by=scene.people.secretary)
    action = council.item(protocol.meeting, "Bryggan").actions.get()
    with clock.at(moment(day(-280))):
        assigning.report(action, by=scene.people.member, kind=UpdateKind.NOTE, text=canary("RAPPORT"))
        assigning.report(action, by=scene.people.member, kind=UpdateKind.HELP, text=canary("HJALP"))


def _corrected(scene: Scene) -> None:
    """Its first edition said too much; that edition has been taken away."""
    people = scene.people
    protocol = published(scene, "corrected", 250, f"{canary('UTGAVA')} säger för mycket.\n\nBeslut: Att måla.")
    anchor = council.item(protocol.meeting, "Bryggan").anchor
    with clock.at(moment(day(-240))):
        correction = correcting.write(
            protocol,
            kind=CorrectionKind.SLIP,
            place=f"items/{anchor}/blocks/0",
            old=canary("UTGAVA"),
            new="Bryggan",
            why="Skrivfel.",
            by=people.secretary,
        )
        correcting.confirm(correction, by=people.chair)
        declined = correcting.write(
            protocol,
            kind=CorrectionKind.SLIP,
            place=f"items/{anchor}/blocks/1",
            old="måla",
            new=canary("AVBOJT"),
            why=canary("AVBOJTSKAL"),
            by=people.secretary,
        )
        correcting.decline(declined, by=people.chair, why=canary("AVBOJDVARFOR"))
        first = protocol.publications.get(edition=1, kind="published")
        publishing.suppress(first, reason="Utgåva 2 gäller.", by=people.secretary)


def _not_held(scene: Scene) -> None:
    people, here, by = scene.people, scene.here, scene.people.secretary
    here.meetings["cancelled"] = council.called(people, on=day(-150), titles=("Inställt",))
    with clock.at(moment(day(-151))):
        here.meetings["cancelled"] = calling.cancel(here.meetings["cancelled"], reason="För få kom.", by=by)
    moved = council.called(people, on=day(-130), titles=("Flyttat",))
    then = day(30)
    with clock.at(moment(day(-131))):
        here.meetings["moved_to"] = calling.move(
            moved, held_on=then, starts_at=moment(then), ends_at=moment(then, 17), reason="Lokalen.", by=by
        )
    moved.refresh_from_db()
    here.meetings["moved"] = moved


def _review(scene: Scene) -> None:
    """Sent, taken back, sent again, answered: signed in with a comment, and by phone."""
    people, by = scene.people, scene.people.secretary
    first = sent(scene, "review", 30, f"{canary('ATERTAGEN')}\n\nBeslut: Att måla.")
    until = day(10)
    with clock.at(moment(day(-25))):
        drafting.recall(first, reason=canary("ATERTOGSKAL"), by=by)
        council.write(council.item(first.meeting, "Bryggan"), f"{canary('UTSKICK')}\n\nBeslut: Att olja.", by=by)
        version = drafting.send(council.again(first), by=by, answer_by=until)
    with clock.at(moment(day(-20))):
        answering.answer(version, by=people.member, stance=Stance.OBJECT, comment=canary("SVAR"))
        answering.answer(
            version,
            by=people.neighbour,
            stance=Stance.OBJECT,
            comment=canary("TELEFONSVAR"),
            method=Method.PHONE,
            entered_by=by,
        )
    scene.here.add("review", council.again(first))


def _being_written(scene: Scene) -> None:
    """A draft, and a meeting that is under way and has a previous protocol to confirm."""
    people, here, by = scene.people, scene.here, scene.people.secretary
    meeting = council.planned(people, on=day(-6), titles=("Bryggan", canary("STRUKEN")))
    item = _confidential(meeting, "DRAFT", by)
    calling.take_off(council.item(meeting, canary("STRUKEN")), why=canary("STRUKENSKAL"), by=by)
    written = {"Bryggan": canary("OVERSKRIVET"), item.title: _secret_words("DRAFT")}
    draft = here.add("draft", council.held_meeting(people, meeting=meeting, written=written))
    council.write(council.item(meeting, "Bryggan"), f"{canary('UTKAST')}\n\nUppdrag: {canary('UPPDRAG')} @Lars Ledamot")
    attending.add_person(meeting, name=canary("GAST"), by=by)
    opened = here.add("open", council.opened(people, on=day(0), written={canary("OPPENTITEL"): canary("OPPEN")}))
    facts = drafting.HeadFacts(
        moment(day(0)),
        moment(day(0), 17),
        canary("OPPENPLATS"),
        canary("SAMMANFATTNING"),
        pre_meeting=canary("FORMOTE"),
    )
    opened.meeting.refresh_from_db()
    drafting.save_head(opened.meeting, facts, row_version=opened.meeting.row_version, by=by)
    row = council.row_for(here.protocols["review"], opened.meeting)
    with clock.at(moment(opened.meeting.held_on, 16)):  # once all who were called stand in the register
        here.row = approving.decide_row(row, outcome=ApprovalOutcome.AS_SENT, by=by)
    assert draft.state == "draft"


def _ahead(scene: Scene) -> None:
    """A meeting whose notice is out, and one that is only planned."""
    people, here, by = scene.people, scene.here, scene.people.secretary
    called = council.planned(people, on=day(14))
    _confidential(called, "KALLELSE", by)
    facts = drafting.HeadFacts(
        moment(day(14)), moment(day(14), 17), "Hamnkontoret", link=f"https://example.org/{canary('LANK')}"
    )
    called.refresh_from_db()
    drafting.save_head(called, facts, row_version=called.row_version, by=by)
    calling.send_notice(called, by=by)
    late = listing.previous_item(called)
    assert late is not None
    here.meetings["called"] = Meeting.objects.get(pk=called.pk)
    planned = council.planned(people, on=day(50), titles=(canary("PLANERAD"),))
    here.meetings["planned"] = planned
    arranging.present(
        council.item(planned, canary("PLANERAD")),
        wanted=[Presents(canary("TALARE"), email=f"{canary('TALARMEJL').lower()}@example.org")],
        seen=(),
        by=by,
    )
    StandingItem.objects.create(
        council=people.council, title=canary("STAENDE"), description=canary("STAENDEINFOR"), position=9
    )
    Phrase.objects.create(council=people.council, words=canary("FRAS"))


def _away(scene: Scene) -> None:
    """The association: a seat, a secretary, a member, and protocols that are as public as they get there."""
    people, place = scene.people, scene.away
    side = Side.objects.create(council=place.council, name=canary("SIDA"))
    whom = Organisation.objects.create(side=side, name=canary("ORG"))
    seat = Seat.objects.create(council=place.council, side=side, organisation=whom, from_on=council.years_ago())
    council.sit(place.council, people.other_secretary, Role.SECRETARY)
    council.sit(place.council, scene.outsider, Role.CHAIR, seat=seat)
    theirs = _their_people(scene)
    words = {
        canary("SKOGSTITEL"): f"{canary('SKOGSTEXT')}\n\nBeslut: Att {canary('SKOGSBESLUT')}\nBordläggs tills vidare"
        f"\n{HANDED_OVER}"
    }
    place.add("published", council.published_protocol(theirs, on=day(-100), written=words))
    draft = {canary("SKOGSUTKASTTITEL"): canary("SKOGSUTKAST")}
    place.add("draft", council.held_meeting(theirs, on=day(-8), written=draft))
    place.meetings["called"] = council.called(theirs, on=day(20), titles=(canary("SKOGSKALLELSE"),))
    StandingItem.objects.create(council=place.council, title=canary("SKOGSSTAENDE"), position=9)
    Phrase.objects.create(council=place.council, words=canary("SKOGSFRAS"))


def _their_people(scene: Scene) -> World:
    """Those who meet in the association; only the chair and the secretary have accounts that anybody tries."""
    names = ("PERSON", "JUSTERARE", "ERSATTARE", "SKOGSGAST")
    member, adjuster, substitute, guest = (
        Member.objects.create(
            name=canary(name), email=f"{canary(name).lower()}@example.org", phone=canary(f"TFN-{name}")
        )
        for name in names
    )
    council.sit(scene.away.council, member)
    council.sit(scene.away.council, adjuster)
    council.sit(scene.away.council, substitute, Role.SUBSTITUTE)
    return dataclasses.replace(
        scene.people,
        council=scene.away.council,
        secretary=scene.people.other_secretary,
        chair=scene.outsider,
        adjuster=adjuster,
        member=member,
        substitute=substitute,
        guest=guest,
    )
