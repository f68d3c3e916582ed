"""A project file of generated events, row for row as the event store would write it, in batches and little memory."""

import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
import shapely
import sqlalchemy as sa
from shapely.geometry.base import BaseGeometry

from events import EventStore, Extraction, Report
from events.tables import event_table, report_table, revision_table

_BATCH = 500
_SAVED_AT = "2026-01-01T00:00:00+00:00"
_CACHE_KIB = 96 * 1024
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSummary:
    """What a file holds."""

    reports: int
    events: int
    size_bytes: int


def write_project(extractions: Iterable[Extraction], path: Path) -> ProjectSummary:
    """Write reports and their events into a new project file; the event store opens it like any other.

    The rows are those of `EventStore.save`; only the JSON is packed tighter and the file is written with no care for
    a crash, under another name until it is whole.

    Raises
    ------
    FileExistsError
        If there is such a file.
    """
    if path.exists():
        raise FileExistsError(f"{path.name} is there already. Choose another name, or remove it first.")
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    EventStore(part).close()
    engine = sa.create_engine("sqlite://", creator=lambda: _connect(part))
    reports = events = 0
    shapes = _Shapes()
    with engine.connect() as connection:
        for batch in _batches(extractions):
            rows = [_event_rows(each, shapes) for each in batch]
            connection.execute(report_table.insert(), [_report_row(each) for each in batch])
            connection.execute(event_table.insert(), list(itertools.chain.from_iterable(rows)))
            connection.execute(
                revision_table.insert(), [_revision_row(row) for row in itertools.chain.from_iterable(rows)]
            )
            connection.commit()
            reports += len(batch)
            events += sum(map(len, rows))
    engine.dispose()
    # what the store keeps beside the reports
    EventStore(part).close()
    part.rename(path)
    return ProjectSummary(reports=reports, events=events, size_bytes=path.stat().st_size)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{_CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _batches(extractions: Iterable[Extraction]) -> Iterator[list[Extraction]]:
    source = iter(extractions)
    while batch := list(itertools.islice(source, _BATCH)):
        yield batch


class _Shapes:
    """WKB in hexadecimal, made once for each shape: events share theirs."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[BaseGeometry, str]] = {}

    def plain(self, value: object) -> str:
        """Return a geometry as `events.codec.to_plain` writes it."""
        if not isinstance(value, BaseGeometry):
            raise TypeError(f"expected a geometry, got {type(value).__name__}")
        # The shape is kept beside its text, so that its id cannot become another's.
        found = self._known.get(id(value))
        if found is None:
            found = self._known[id(value)] = value, shapely.to_wkb(value, hex=True)
        return found[1]


def _report_row(extraction: Extraction) -> Row:
    report: Report = extraction.report
    reading = {
        "document_date": extraction.document_date,
        "warnings": extraction.warnings,
        "resolutions": [replace(r, footprint=None, candidates=r.candidates[:4]) for r in extraction.resolutions],
        "dates": extraction.dates,
    }
    return {
        "report_id": report.report_id, "title": report.title, "source": report.source, "saved_at": _SAVED_AT,
        "report": orjson.dumps(report).decode(), "reading": orjson.dumps(reading).decode(),
    }  # fmt: skip


def _event_rows(extraction: Extraction, shapes: _Shapes) -> list[Row]:
    return [
        {
            "event_id": event.event_id, "report_id": event.report_id, "position": position,
            "record": orjson.dumps(event, default=shapes.plain).decode(),
        }
        for position, event in enumerate(extraction.events)
    ]  # fmt: skip


def _revision_row(row: Row) -> Row:
    return {
        "event_id": row["event_id"], "at": _SAVED_AT, "who": "machine", "why": "read from the report",
        "record": row["record"],
    }  # fmt: skip
