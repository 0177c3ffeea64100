"""Names are sorted as Swedish sorts."""

from meetings.models import Member, sort_name


def test_names_are_sorted_by_surname_with_a_ring_and_umlauts_last_and_case_aside(db: None) -> None:
    names = ["Anna Ärla", "Zeb", "bo ek", "Åsa Öst", "Åke Åker", "Ada Zorn", "Örjan Ek", "Bo Ek", "Anna Ek"]
    for name in names:
        Member.objects.create(name=name)
    assert [member.name for member in Member.objects.all()] == [
        "Anna Ek",
        "bo ek",
        "Bo Ek",
        "Örjan Ek",
        "Zeb",
        "Ada Zorn",
        "Åke Åker",
        "Anna Ärla",
        "Åsa Öst",
    ]


def test_accents_are_set_aside_and_ligatures_stand_with_their_swedish_letter() -> None:
    assert sort_name("Rosé") == sort_name("Rose")
    assert sort_name("Müller") == sort_name("Myller")
    assert sort_name("Sørensen") == sort_name("Sörensen")
    assert sort_name("Kjær") == sort_name("Kjär")
    assert sort_name("Nuñez") == sort_name("Nunez")


def test_a_letter_written_with_a_loose_ring_is_the_same_letter() -> None:
    assert sort_name("A\N{COMBINING RING ABOVE}sa") == sort_name("Åsa")


def test_the_sort_name_follows_the_name(db: None) -> None:
    member = Member.objects.create(name="Eva Ask")
    member.name = "Eva Öst"
    member.save()
    assert Member.objects.get(pk=member.pk).sort_name == "zzz3st eva"


def test_the_longest_name_of_the_longest_letters_can_be_kept(db: None) -> None:
    Member.objects.create(name="Å" * 200)
    Member.objects.create(name="\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 200)
    assert Member.objects.count() == 2


def test_a_name_of_spaces_sorts_first_and_breaks_nothing() -> None:
    assert sort_name("   ") == ""
