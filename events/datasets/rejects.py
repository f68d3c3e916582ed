"""The rows of a dataset that are no events, in a file of the same columns with the reason behind them; mended, it is imported as the first was."""

import csv
import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from events.datasets.row import Reject

# The column that a file of rejects has behind the others.
REASON = "reject_reason"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def mended(cells: Mapping[str, object]) -> dict[str, object]:
    """Return the cells of a row that comes from a file of rejects as they were in its dataset."""
    return {name: mended_cell(value) for name, value in cells.items() if name != REASON}


def mended_cell(value: object) -> object:
    """Return a cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    is_kept = isinstance(value, str) and value.startswith("'") and value[1:].startswith(_FORMULA)
    return value[1:] if isinstance(value, str) and is_kept else value


class Rejects:
    """Writes the rows that are no events, once there is one; `None` for nowhere. The stack closes the file."""

    def __init__(self, path: Path | None, columns: Sequence[str], stack: ExitStack, *, is_json: bool = False) -> None:
        self._path, self._stack, self._is_json = path, stack, is_json
        self._columns = [name for name in columns if name != REASON]
        self._file: IO[str] | None = None

    def __call__(self, reject: Reject) -> None:
        """Write a row; raises OSError where the file cannot be written."""
        if self._path is None:
            return
        if self._file is None:
            self._file = self._stack.enter_context(self._path.open("w", encoding="utf-8", newline=""))
            if not self._is_json:
                csv.writer(self._file).writerow([*self._columns, REASON])
        if self._is_json:
            self._file.write(
                f"{json.dumps({**reject.cells, REASON: reject.reason}, ensure_ascii=False, default=_plain)}\n"
            )
        else:
            cells = [_cell(reject.cells.get(name)) for name in self._columns]
            csv.writer(self._file).writerow([*cells, reject.reason])


def _cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; a number is none."""
    if not isinstance(value, str):
        return value
    try:
        float(value)
    except ValueError:
        return f"'{value}" if value.startswith(_FORMULA) else value
    return value


def _plain(value: object) -> object:
    return mapping(value) if isinstance(value, BaseGeometry) else str(value)
