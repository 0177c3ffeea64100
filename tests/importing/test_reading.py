"""The bytes of a file become text, or the file is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.importing import reading
from meetings.importing.reading import UnreadableFileError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_swedish_is_read_in_every_encoding_that_swedish_programs_write(encoding: str) -> None:
    text = "Godkänns på åtta sätt – inte ett till"
    assert reading.read(text.encode(encoding), name="protokoll.txt") == text


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "tom.txt", "empty"),
        (b" \n\t", "blank.txt", "empty"),
        (b"\xef\xbb\xbf", "mark.txt", "empty"),
        (b"a" * (reading.MOST_BYTES + 1), "stor.txt", "too_large"),
        (b"%PDF-1.7 och mer", "fel.txt", "binary"),
        (b"PK\x03\x04 och mer", "protokoll.docx", "binary"),
        (b"\x01\x02\x03\x04 skr\xe4p" * 9, "skräp.txt", "binary"),
        (b"M\xf6te\x00 om allt", "nul.txt", "nul"),
        (b"\x81\x8d\x8f", "okänd.txt", "encoding"),
        (b"Protokoll", "protokoll.exe", "kind"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        reading.read(data, name=name)
    assert (refused.value.code, refused.value.name) == (code, name)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = reading.read(data, name="något.txt")
    except UnreadableFileError as refused:
        assert refused.code in {"empty", "binary", "nul", "encoding"}  # noqa: PT017 - most bytes are not refused
    else:
        assert text.strip()
