"""Names written with @."""

import pytest

from meetings.text import names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Anna Öst-Berg", ("Anna Öst-Berg",)),
        ("@Anna", ("Anna",)),
        ("ring @Anna Ek, @Bo Ek; @Mia och @Ola till @Pia.", ("Anna Ek", "Bo Ek", "Mia", "Ola", "Pia")),
        ("@Carl von Essen af Ek", ("Carl von Essen af Ek",)),
        ("@Yusuf al-Hamadi, @Marie d'Este och @Lo al-fa", ("Yusuf al-Hamadi", "Marie d'Este", "Lo")),
        ("@Jan van der Berg senast i mars", ("Jan van der Berg",)),
        ("@Anna Ek sammankallande", ("Anna Ek",)),
        ("@Anna Ek\n@Bo", ("Anna Ek", "Bo")),
        ("@Anna\u00a0Ek", ("Anna Ek",)),
        ("(@Anna)", ("Anna",)),
        ("@[Park- och naturförvaltningen] svarar", ("Park- och naturförvaltningen",)),
        ("@Anna och @Anna", ("Anna",)),
        ("@Émile O’Hara", ("Émile O’Hara",)),
        ("anna@Example.org", ()),
        ("https://example.org/@Anna", ()),
        ("\\@Anna", ()),
        ("@anna", ()),
        ("@ Anna", ()),
        ("@5", ()),
        ("@[]", ()),
        ("@", ()),
    ],
)
def test_a_name_is_capitalised_words_and_particles(text: str, found: tuple[str, ...]) -> None:
    assert names(text) == found
