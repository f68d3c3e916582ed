"""Tables of reports (CSV, TSV) and JSON lines: one report a row, a bad row is said and the others are kept."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

from events.errors import UnreadableDocumentError
from events.intake.document import MOST_LETTERS_OF_OUTLET, MOST_LETTERS_OF_TITLE, Content, Kind, one_line, parse_day
from events.intake.plain import decode

MOST_ROWS = 100_000
_MOST_CELL = 11_000_000
# What columns are called, the usual word first.
_NAMES = {
    "text": ("text", "body", "content", "article", "report"),
    "title": ("title", "headline"),
    "source": ("source", "outlet", "publisher"),
    "date": ("date", "published", "publication_date", "day"),
    "country": ("country", "country_code"),
    "language": ("language", "lang"),
}
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (the first below the header is 1), its report's content or why there is none, and its own bytes."""

    number: int
    content: Content | None
    reason: str
    data: bytes


def read_rows(kind: Kind, data: bytes) -> Iterator[Row]:
    """Give the rows of a table or of JSON lines.

    Raises
    ------
    UnreadableDocumentError
        If it is no table, or no column holds the reports' text.
    """
    text, _ = decode(data)
    found = _records(text) if kind is Kind.TABLE else _lines(text)
    for number, record in enumerate(found, 1):
        if number > MOST_ROWS:
            yield Row(number, None, f"Rows after {MOST_ROWS:,} are not read. Split the file and give the parts.", b"")
            return
        if isinstance(record, str):
            yield Row(number, None, record, b"")
            continue
        said = {name: next((record[each] for each in names if record.get(each)), "") for name, names in _NAMES.items()}
        own = json.dumps(said, ensure_ascii=True, sort_keys=True).encode()
        try:
            yield Row(number, _content(said), "", own)
        except UnreadableDocumentError as error:
            yield Row(number, None, str(error), own)


def _content(said: dict[str, str]) -> Content:
    published = parse_day(said["date"])
    if said["date"] and published is None:
        raise UnreadableDocumentError(
            f"Its date is {said['date'][:40]!r}; write it as 2021-03-12, or leave the cell empty."
        )
    if not said["text"].strip():
        raise UnreadableDocumentError("It has no text. Fill its text cell and import the file again.")
    return Content(
        text=said["text"], title=one_line(said["title"], MOST_LETTERS_OF_TITLE),
        outlet=one_line(said["source"], MOST_LETTERS_OF_OUTLET), published=published, language=said["language"][:2].lower(),
        country=said["country"].strip().upper() or None,
    )  # fmt: skip


def _records(text: str) -> Iterator[dict[str, str] | str]:
    csv.field_size_limit(_MOST_CELL)
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count) if any(each in head for each in _DELIMITERS) else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names: list[str] | None = None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"The row cannot be read ({error}). Correct it and import the file again."
            continue
        if names is None:
            names = [cell.strip().lower() for cell in cells]
            if not set(names) & set(_NAMES["text"]):
                raise UnreadableDocumentError(
                    f"No column holds the reports' text: it has {', '.join(names)[:200] or 'none'}. Name one of them text and import it again."
                )
        elif any(cell.strip() for cell in cells):
            yield dict(zip(names, cells, strict=False))


def _lines(text: str) -> Iterator[dict[str, str] | str]:
    for line in io.StringIO(text):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            yield "It is no JSON. Each line is an object with a text; correct it and import the file again."
            continue
        if not isinstance(found, dict):
            yield 'It is no object. Write {"text": "…", "title": "…", "source": "…", "date": "2021-03-12"}.'
            continue
        yield {str(key).lower(): str(value) for key, value in found.items() if isinstance(value, str | int | float)}
