"""What is taken in: a document's own text with what its metadata says, and the bounds that every kind keeps."""

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum

# A scanned book; more than that is no report. Tables and archives hold many.
MOST_FILE_BYTES, MOST_MANY_BYTES = 50_000_000, 200_000_000
MOST_LETTERS_OF_TITLE, MOST_LETTERS_OF_OUTLET = 300, 200
# A year from which news may be, as the command line's --date has it.
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
# Marks that turn the direction of letters: harmless in Arabic text, where they are not needed, and a way to hide words elsewhere.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Kind(StrEnum):
    """What a document's bytes are."""

    TEXT = "text"
    MARKDOWN = "markdown"
    PAGE = "html"
    WORD = "docx"
    PDF = "pdf"
    MAIL = "eml"
    FEED = "feed"
    TABLE = "csv"
    LINES = "jsonl"
    ARCHIVE = "zip"


SUFFIXES = {
    ".txt": Kind.TEXT, ".text": Kind.TEXT, ".md": Kind.MARKDOWN, ".markdown": Kind.MARKDOWN, ".html": Kind.PAGE,
    ".htm": Kind.PAGE, ".xhtml": Kind.PAGE, ".docx": Kind.WORD, ".pdf": Kind.PDF, ".eml": Kind.MAIL, ".rss": Kind.FEED,
    ".atom": Kind.FEED, ".xml": Kind.FEED, ".csv": Kind.TABLE, ".tsv": Kind.TABLE, ".jsonl": Kind.LINES,
    ".ndjson": Kind.LINES, ".zip": Kind.ARCHIVE,
}  # fmt: skip
KINDS_IN_WORDS = ".txt, .md, .html, .docx, .pdf, .eml, .csv, .tsv, .jsonl, .rss, .atom or .zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with a mail: its name and bytes. Nothing opens it unless a person asks for it to be read."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a reader found in a document.

    Attributes
    ----------
    published
        What the metadata says; None where it says nothing.
    language
        ISO 639 code as the metadata has it, "" where it says nothing.
    notes
        Sentences for the analyst on what was left out or is doubtful.
    """

    text: str
    title: str = ""
    outlet: str = ""
    published: dt.date | None = None
    language: str = ""
    country: str | None = None
    notes: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def without_turning(content: str) -> tuple[str, bool]:
    r"""Return a text without marks that turn the direction of letters, and whether there were any.

    Examples
    --------
    >>> without_turning("police \u202edias\u202c")
    ('police dias', True)
    """
    found = _TURNING.sub("", content)
    return found, found != content


def one_line(text: object, most: int) -> str:
    r"""Return a stranger's text as one line of at most so many letters; "" for None.

    Examples
    --------
    >>> one_line("  Shells\nfall ", 20)
    'Shells fall'
    """
    words = "" if text is None else " ".join(without_turning(str(text).replace("\x00", ""))[0].split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def parse_day(text: object) -> dt.date | None:
    """Return the day of an ISO date or time that metadata has; None for what is none, or no year of news.

    Examples
    --------
    >>> parse_day("2021-03-12T10:00:00Z")
    datetime.date(2021, 3, 12)
    >>> parse_day("soon")
    """
    try:
        day = dt.date.fromisoformat(str(text).strip()[:10])
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
