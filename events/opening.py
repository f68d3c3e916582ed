"""Opening the read model of a project: from its snapshot and what changed since, or from the project itself."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pyarrow as pa
import sqlalchemy as sa

from events.changes import (
    Mark,
    Project,
    Record,
    all_records,
    begin,
    changed_events,
    changed_records,
    count_events,
    is_later,
    mark_of,
)
from events.flat import FLAT, flat_table
from events.read_model import ReadModel

if TYPE_CHECKING:
    from events.snapshot import Snapshot, SnapshotWriter

Progress = Callable[[int, int], object]
# Fewer events are read from the project each time, sooner than a snapshot is opened; so many changes are taken in at once.
_SMALL = 5_000
# A larger share of changed events, and all are read anew: that keeps the next opening short.
_MOST_CHANGED = 0.05
# So many batches of events are one row group of the snapshot.
_BATCHES = 50


def open_model(store: Project, on_progress: Progress | None = None) -> tuple[ReadModel, Mark]:
    """Return a project's events as rows, and how far its history had come then.

    Parameters
    ----------
    on_progress
        Called with how many events are read and how many there are, where the project is large; what it raises ends the reading.
    """
    with store.reading() as connection, ExitStack() as stack:
        begin(connection)
        mark, total = mark_of(connection), count_events(connection)
        if total <= _SMALL:
            return _filled(flat_table(r for r in batch if r) for batch in all_records(connection)), mark
        # Reading Parquet takes a while to import, which a small project does not need.
        from events.snapshot import SnapshotWriter, open_snapshot  # noqa: PLC0415

        snapshot = stack.enter_context(open_snapshot(store.snapshot_of))
        model = _from_snapshot(connection, snapshot, on_progress) if snapshot is not None else None
        if model is None:
            stack.close()
            model = _from_project(connection, SnapshotWriter(store.snapshot_of, mark), total, on_progress)
            model.snapshot_mark = mark
        return model, mark


def take_in(connection: sa.Connection, model: ReadModel, mark: Mark) -> bool:
    """Bring a model of a mark up to date; False where it is another project's, or so old that all is better read anew."""
    if not is_later(connection, mark):
        return False
    changed = changed_events(connection, mark)
    if len(changed) > max(_SMALL, _MOST_CHANGED * len(model.arrangement.slots)):
        return False
    if changed:
        model.change(changed, flat_table(changed_records(connection, mark)))
    return True


def _filled(tables: Iterator[pa.Table]) -> ReadModel:
    model = ReadModel()
    model.fill(tables)
    return model


def _from_snapshot(connection: sa.Connection, snapshot: "Snapshot", on_progress: Progress | None) -> ReadModel | None:
    if not is_later(connection, snapshot.mark):
        return None
    try:
        model = _filled(_told(snapshot, on_progress))
    except (OSError, pa.ArrowException):
        return None  # damaged: it is made anew
    model.snapshot_mark = snapshot.mark
    return model if take_in(connection, model, snapshot.mark) else None


def _told(snapshot: "Snapshot", on_progress: Progress | None) -> Iterator[pa.Table]:
    """Give a snapshot's rows, and tell how many of them are taken in."""
    done = 0
    for table in snapshot.tables():
        if on_progress is not None:
            on_progress(done, snapshot.rows)
        yield table
        done += len(table)


def _from_project(
    connection: sa.Connection, writer: "SnapshotWriter", total: int, on_progress: Progress | None
) -> ReadModel:
    try:
        model = _filled(_written(all_records(connection), writer, total, on_progress))
    except BaseException:
        writer.abandon()
        raise
    writer.finish()
    return model


def _written(
    batches: Iterator[list[Record | None]], writer: "SnapshotWriter", total: int, on_progress: Progress | None
) -> Iterator[pa.Table]:
    """Give the rows of events, as many at a time as a snapshot's row group has, and write them on the way."""
    done, waiting = 0, []
    for batch in batches:
        waiting.append(flat_table(record for record in batch if record is not None))
        done += len(batch)
        if on_progress is not None:
            on_progress(done, total)
        if len(waiting) >= _BATCHES:
            yield _joined(waiting, writer)
            waiting = []
    if waiting:
        yield _joined(waiting, writer)


def _joined(tables: list[pa.Table], writer: "SnapshotWriter") -> pa.Table:
    table = pa.concat_tables(tables).unify_dictionaries().combine_chunks()
    writer.write(table)
    # What only files tell is read from the snapshot when one is written.
    return table.select(FLAT.names)
