"""The import of one file of event data: its format, its rows into the project, and those that are no events into a file."""

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from events.datasets.dataset import Dataset, Summary
from events.datasets.formats import Form, form_of, known_form
from events.datasets.row import EventRow, Reject, RowError
from events.datasets.source import Cells, Source, open_source
from events.datasets.storing import Progress, import_rows
from events.errors import EventsError, UnreadableDocumentError
from events.store import EventStore
from gazetteer import Gazetteer

# The column that a file of rejects has behind the others.
REASON = "reject_reason"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What an import of a file did, and the format that it was read as."""

    form: str
    dataset: Dataset
    summary: Summary


def sniff(path: Path) -> Form | None:
    """Return the known format of a file by its content, None where it is none, or cannot be read as rows."""
    try:
        with open_source(path) as source:
            return known_form(source.columns, source.first)
    except (EventsError, ValueError, OSError):
        return None


def import_file(
    store: EventStore, path: Path, gazetteer: Gazetteer, *, form: str | None = None, about: Dataset | None = None,
    rejects: Path | None = None, takes_purged: bool = False, progress: Progress = lambda _summary: None,
) -> Import:  # fmt: skip
    """Import a file of a known format; see `import_rows`.

    Parameters
    ----------
    form
        The format's key; None goes by the file's columns.
    about
        Whose the data is, where that is not what the format says; its empty fields are as the format says.
    rejects
        Where rows that are no events are written: the same columns and `REASON`, as JSON lines where the file is JSON. What was
        mended there is imported as the file itself is.

    takes_purged
        Import what was purged from the project before.

    Raises
    ------
    UnreadableDocumentError
        If the file cannot be read, or is of no known format.
    """
    with open_source(path) as source, ExitStack() as stack:
        chosen = form_of(form) if form is not None else known_form(source.columns, source.first)
        if chosen is None:
            raise UnreadableDocumentError(
                f"{path.name} has the columns {', '.join(source.columns)[:200]}: of no format that is known. Say which it is with --as."
            )
        dataset = _about(chosen.dataset, about, path)
        if takes_purged:
            store.take_purged_again(dataset.report_id)
        write = _Rejects(rejects, source, stack)
        summary = import_rows(store, _rows(source, chosen), dataset, gazetteer, on_reject=write, progress=progress)
    return Import(form=chosen.key, dataset=dataset, summary=summary)


def _about(known: Dataset, given: Dataset | None, path: Path) -> Dataset:
    said = {} if given is None else {
        name: value for name in ("name", "version", "licence", "citation", "url") if (value := getattr(given, name))
    }  # fmt: skip
    return replace(known, **{**said, "file": path.name})


def _rows(source: Source, form: Form) -> Iterator[EventRow | Reject]:
    is_mended = REASON in source.columns
    for number, cells in enumerate(source.rows, 1):
        if isinstance(cells, Reject):
            yield cells
            continue
        row = _mended(cells) if is_mended else cells
        try:
            yield form.read(row)
        except RowError as error:
            yield Reject(number=number, cells=row, reason=str(error))


def _mended(cells: Cells) -> Cells:
    """Return the cells of a row that comes from a file of rejects as they were in its dataset."""
    return {
        name: value[1:]
        if isinstance(value, str) and value.startswith("'") and value[1:].startswith(_FORMULA)
        else value
        for name, value in cells.items()
        if name != REASON
    }


class _Rejects:
    """Writes the rows that are no events, once there is one."""

    def __init__(self, path: Path | None, source: Source, stack: ExitStack) -> None:
        self._path, self._stack, self._is_json = path, stack, source.is_json
        self._columns = [name for name in source.columns if name != REASON]
        self._file: IO[str] | None = None

    def __call__(self, reject: Reject) -> None:
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
