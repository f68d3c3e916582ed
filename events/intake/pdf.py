"""PDF files: the text layer, page by page; pictures of text are said to be such."""

import datetime as dt
import io
import re
from collections import Counter

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from events.errors import UnreadableDocumentError
from events.intake.document import MOST_LETTERS_OF_TITLE, Content, one_line, parse_day
from events.report import MOST_CHARACTERS

MOST_PAGES = 2_000
# A line that stands above or below so many pages is a running head, not text.
_LEAST_PAGES, _SHARE = 3, 0.5
_DIGITS = re.compile(r"\d+")
_SCANNED = (
    "It has no text layer: its pages are pictures (a scan). Run OCR over it, for instance `ocrmypdf in.pdf out.pdf`, "
    "and give the result."
)
_ENCRYPTED = (
    "It is encrypted. Open it with its password, save it without one (or print it into a new PDF) and give that."
)
# Often no password is asked for: whoever made it only forbade its printing or copying.
_ENCRYPTED_BY_AES = (
    "It is encrypted (AES). Open it in a viewer, with its password if it asks for one, print it into a new PDF and give that; "
    "or save its text as .txt."
)
_BOMB = "It unpacks to more than any report has (a PDF bomb). Save its text as .txt and give that."
_DAMAGED = "It is damaged or no PDF. Open it in a viewer, print it into a new PDF and give that."


def read_pdf(data: bytes) -> Content:
    """Read a PDF's text layer.

    Raises
    ------
    UnreadableDocumentError
        If it is encrypted, damaged, too long, or has no text layer.
    """
    if b"%PDF" not in data[:1024]:
        raise UnreadableDocumentError(_DAMAGED)
    try:
        pages, title, created = _layer(PdfReader(io.BytesIO(data)))
    except UnreadableDocumentError:
        raise
    except DependencyError as error:
        raise UnreadableDocumentError(_ENCRYPTED_BY_AES) from error  # AES, which pypdf reads with more packages only
    except LimitReachedError as error:
        raise UnreadableDocumentError(_BOMB) from error
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise UnreadableDocumentError(_DAMAGED) from error  # what a hostile file makes of pypdf is any of these
    empty = [n for n, page in enumerate(pages, 1) if not page.strip()]
    if len(empty) == len(pages):
        raise UnreadableDocumentError(_SCANNED)
    notes = []
    if empty:
        listed = ", ".join(map(str, empty[:10])) + (" …" if len(empty) > 10 else "")
        notes.append(
            f"{len(empty)} of {len(pages)} pages have no text layer ({listed}); run OCR over the file to have them read."
        )
    if created is not None:
        notes.append(f"Its date, {created.isoformat()}, is the one on which the file was made: check it.")
    return Content(
        text="\n\n".join(_without_running_heads(pages)),
        title=one_line(title, MOST_LETTERS_OF_TITLE),
        published=created,
        notes=tuple(notes),
    )


def _layer(reader: PdfReader) -> tuple[list[str], str, dt.date | None]:
    """Return the pages' texts, the title and the day on which the file was made."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableDocumentError(_ENCRYPTED)
    number = len(reader.pages)
    if number > MOST_PAGES:
        raise UnreadableDocumentError(
            f"It has {number:,} pages, at most {MOST_PAGES:,} are read. Split it and give the parts."
        )
    return _pages(reader), *_metadata(reader)


def _pages(reader: PdfReader) -> list[str]:
    pages, letters = [], 0
    for page in reader.pages:
        # The soft hyphen at a line's end is part of no word.
        pages.append(page.extract_text().replace("\u00ad\n", "").replace("\x00", ""))
        letters += len(pages[-1])
        if letters > MOST_CHARACTERS:
            raise UnreadableDocumentError(
                f"It holds more than {MOST_CHARACTERS:,} letters. Split it and give the parts."
            )
    return pages


def _metadata(reader: PdfReader) -> tuple[str, dt.date | None]:
    try:
        found = reader.metadata
        created = found.creation_date if found is not None else None
    except (PyPdfError, ValueError):
        return "", None
    title = found.title if found is not None else None
    return str(title or ""), parse_day(created.date().isoformat()) if created is not None else None


def _without_running_heads(pages: list[str]) -> list[str]:
    """Leave out the first and last lines that most pages share but for their numbers."""
    lines = [page.strip().split("\n") for page in pages]
    edges = Counter(_key(each[at]) for each in lines for at in {0, len(each) - 1})
    least = max(_LEAST_PAGES, len(pages) * _SHARE)
    running = {key for key, number in edges.items() if number >= least}
    kept = []
    for each in lines:
        if len(each) > 1 and _key(each[0]) in running:
            each = each[1:]  # noqa: PLW2901 - the page as it is left
        if len(each) > 1 and _key(each[-1]) in running:
            each = each[:-1]  # noqa: PLW2901 - as above
        kept.append("\n".join(each))
    return kept


def _key(line: str) -> str:
    return _DIGITS.sub("#", line.strip())
