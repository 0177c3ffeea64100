"""What a letter says, before it is set as plain text and as HTML."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what it is about, such as § 4, and what is said of it."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    explained: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A whole letter. `path` is the address the button leads to, without the site; `why` says why one gets it."""

    subject: str
    heading: str
    opening: str
    button: str
    path: str
    why: str
    deadline: str = ""
    about_you: str = ""
    sections: tuple[Section, ...] = ()
