"""An Excel workbook of events: a sheet of the events, and one that says which these are."""

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
import xlsxwriter.exceptions

from events import GEOMETRY, readable
from geo.errors import TooManyEventsError, WriteError
from geo.export_note import ExportNote

# What a sheet and a cell hold.
_MOST_ROWS, _MOST_LETTERS = 1_048_575, 32_767
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_AT_ONCE = 5_000
_WIDE = {
    "sentence": 60,
    "place_name": 20,
    "place_phrase": 20,
    "side1": 24,
    "side2": 24,
    "claimed_by": 24,
    "event_id": 14,
}
# Of a workbook without a stated stamp: the first day that a ZIP archive knows.
_NO_STAMP = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - Excel knows no zones


def write_workbook(table: pa.Table, path: Path, note: ExportNote) -> None:
    """Write an Excel workbook, a row after another: days as days, numbers as numbers, all else as text that is no formula.

    Raises
    ------
    TooManyEventsError
        If there are more than a sheet has rows.
    WriteError
        If the disk is full.
    """
    if len(table) > _MOST_ROWS:
        raise TooManyEventsError(
            f"An Excel sheet holds {_MOST_ROWS:,} events, and these are {len(table):,}. Narrow the filter, or write .csv, .gpkg or .parquet."
        )
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
            "nan_inf_to_errors": True, "default_date_format": "yyyy-mm-dd",
        },
    )  # fmt: skip
    stamp = note.produced.replace(tzinfo=None) if note.produced else _NO_STAMP
    book.set_properties({"title": "Events", "subject": note.filter_words, "created": stamp})
    head, text = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    sheet = book.add_worksheet("Events")
    columns = [name for name in table.column_names if name != GEOMETRY]
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table), len(columns) - 1)
    for at, name in enumerate(columns):
        sheet.set_column(at, at, _WIDE.get(name, 12))
        sheet.write_string(0, at, name, head)
    row = 1
    for batch in table.select(columns).to_batches(max_chunksize=_AT_ONCE):
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            for at, value in enumerate(values):
                _write(sheet, row, at, value, text)
            row += 1
    about = book.add_worksheet("About")
    about.set_column(0, 0, 20)
    about.set_column(1, 1, 100)
    for at, (name, said) in enumerate({"item": "value", **note.lines()}.items()):
        about.write_string(at, 0, name, head)
        _write(about, at, 1, said, text)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise WriteError(
            f"{path.name} could not be written: {error}. Is the disk full? Free some space, or choose another folder."
        ) from error


def _write(sheet: Any, row: int, at: int, value: object, text: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, at, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, at, dt.datetime.combine(value, dt.time()))
    else:
        said = readable(str(value))[:_MOST_LETTERS]
        # A cell of text is no formula; marked so, it stays none when somebody edits it.
        sheet.write_string(row, at, said, text if said.startswith(_FORMULA) else None)
