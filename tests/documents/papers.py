"""An invented protocol with one of everything that a paper can hold."""

from datetime import date
from typing import Any

from meetings.documents.structure import Approval, Block, Head, Item, Officer, Paper, Person

HEAD = Head(
    council="Hamnrådet",
    council_slug="hamnradet",
    key="2031-03-04",
    held_on=date(2031, 3, 4),
    kind="ordinary",
    title="Vårmötet",
    label="paragraph",
    starts="15.00",
    ends="17.00",
    place="Båthuset",
    pre_meeting="kl. 14.00 i köket",
    summary="Rådet lagar bryggan och väntar med muddringen.",
    imported=False,
)


def item(number: str, title: str, kind: str = "ordinary", **rest: Any) -> Item:  # noqa: ANN401 - any field
    """An item; whatever is not said is empty."""
    known = {"matter": "", "confidential": False, "times_tabled": 0, "parent": "", **rest}
    return Item(anchor=f"p{number}", number=number, agenda_number=number, kind=kind, title=title, **known)


PAPER = Paper(
    head=HEAD,
    officers=(
        Officer("chair", "Olle Ordförande"),
        Officer("secretary", "Signe Sekreterare"),
        Officer("adjuster", "Justus Justerare", "1–3"),
    ),
    sides=("Seglarna", "Hamnkontoret"),
    people=(
        Person("Olle Ordförande", "Seglarna", "Segelsällskapet", "ordförande", "", "member", "present"),
        Person("Maja Mast", "Seglarna", "Jolleklubben", "", "", "member", "excused"),
        Person("Bo Boj", "Hamnkontoret", "Lotsarna", "", "(x)", "member", "present", "remote", "från kl. 15.20"),
        Person("Signe Sekreterare", "Hamnkontoret", "Kansliet", "", "", "secretary", "present", counted=False),
    ),
    items=(
        item(
            "1",
            "Föregående protokoll",
            "previous_protocols",
            approvals=(Approval("2030-12-03", "2030-12-03", "with_changes", (("tolv", "elva"),)),),
        ),
        item(
            "2",
            "Bryggan",
            matter="2031-1",
            blocks=(
                Block("prose", "Bryggan är *rutten*."),
                Block("prose", "Virke finns i skjulet."),
                Block("decision", "Beslut: Rådet lagar bryggan.", "adopted", "Rådet lagar bryggan."),
                Block("decision", "Beslut: Rådet hyr en pråm.", "adopted", "Rådet hyr en pråm."),
                Block(
                    "action",
                    "Uppdrag: köper virke @Bo Boj senast 1 april",
                    sentence="köper virke",
                    people=("Bo Boj",),
                    to_whom="hamnfogden",
                    due="2031-04-01",
                ),
                Block("note", "Jäv: Maja Mast", sentence="Maja Mast", note="disqualification"),
            ),
        ),
        item(
            "3",
            "Muddring",
            matter="2030-4",
            times_tabled=2,
            blocks=(
                Block(
                    "group",
                    "Arbetsgrupp: @Bo Boj, sammankallande @Olle Ordförande",
                    people=("Bo Boj", "Olle Ordförande"),
                    convener="Olle Ordförande",
                    sentence="mäter djupet",
                ),
                Block("decision", "Bordläggs till nästa möte", "tabled", "Bordläggs till nästa möte", "next_meeting"),
                Block("decision", "Avslås", "rejected", "Ansökan avslås", reason="För dyrt", recipient="Kommunen"),
            ),
        ),
        item(
            "4",
            "Lönen",
            "decision",
            matter="2031-2",
            confidential=True,
            times_tabled=1,
            parent="p3",
            blocks=(Block("prose", "Lönen höjs med tusen kronor."),),
        ),
    ),
)
