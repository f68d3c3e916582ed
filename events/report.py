"""Reports: text from one source, brought in at the edge and bounded there."""

import datetime as dt
import hashlib

from events.errors import EmptyReportError, NotTextError, ReportTooLongError
from events.event import Report
from events.layout import headline
from gazetteer import NotTextError as NotTextInFileError
from gazetteer import decode_text as decode_bytes

# Ten million characters are a book of 5,000 pages; more is a mistake in the file.
MOST_CHARACTERS = 10_500_000
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\v\x85\u200e\u200f")


def read_report(
    text: str,
    *,
    title: str = "",
    source: str = "",
    published: dt.date | None = None,
    country: str | None = None,
    report_id: str | None = None,
) -> Report:
    """Make a report of a text; line ends become line feeds, letter for letter, so that spans count in the caller's text.

    Parameters
    ----------
    title
        "" takes the headline, where the text opens with one.
    published
        What the record's metadata says; evidence, not truth.
    country
        ISO 3166-1 alpha-2 code of the country the report is about, or None.
    report_id
        None gives a hash of source and text: the same report has the same id.

    Raises
    ------
    EmptyReportError
        If there is nothing but white space.
    NotTextError
        If the text holds bytes of a binary file.
    ReportTooLongError
        If it is above 10 million characters.
    """
    # Letter for letter, so that spans count in what the caller has.
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = f" {text[1:]}" if text.startswith("\ufeff") else text
    if not text.strip():
        raise EmptyReportError("There is no text in this report. Paste the report's text and try again.")
    if len(text) > MOST_CHARACTERS:
        raise ReportTooLongError(
            f"This report has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read. Split it and add the parts."
        )
    if text.count("\x00") > 0:
        raise NotTextError(
            "This is not a text (it holds NUL bytes). Save the report as plain text (.txt) and try again."
        )
    digest = hashlib.sha256(f"{source}\x1f{text}".encode("utf-8", "surrogatepass")).hexdigest()
    return Report(
        report_id=report_id or f"r{digest[:16]}",
        text=text,
        title=title.strip() or headline(text),
        source=source.strip(),
        published=published,
        country=country.upper() if country else None,
    )


def decode_text(data: bytes) -> str:
    """Decode an uploaded text: UTF-8, UTF-16 by its mark, else Windows Latin.

    Raises
    ------
    NotTextError
        If the bytes are those of a binary file.
    """
    try:
        return decode_bytes(data)
    except NotTextInFileError as error:
        raise NotTextError(
            "This file is not a text. Save the report as plain text (.txt, UTF-8) and upload that."
        ) from error
