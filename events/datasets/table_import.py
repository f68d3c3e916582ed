"""The import of any table of events under a mapping of its columns."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import cast

from events.datasets.dataset import Dataset
from events.datasets.importing import Import
from events.datasets.rejects import REASON, Rejects, mended_cell
from events.datasets.storing import BATCH, Progress, import_rows
from events.datasets.tables import Row, Table, TableMapping, rows
from events.datasets.tables.table import Cell
from events.store import EventStore
from gazetteer import Gazetteer

TABLE = "table"


def import_table(
    store: EventStore, table: Table, mapping: TableMapping, gazetteer: Gazetteer, *, about: Dataset, rejects: Path | None = None,
    takes_purged: bool = False, progress: Progress = lambda _summary: None, batch: int = BATCH,
) -> Import:  # fmt: skip
    """Import the rows of a table; see `import_rows`.

    Parameters
    ----------
    table
        As `open_table` and `without_reasons` give it.
    about
        Whose the data is and its file's name; an empty name, licence or citation is the mapping's, and a name that nobody gave
        is the file's.
    rejects
        Where rows that are no events are written, with the reason behind their columns.
    takes_purged
        Import what was purged from the project before.

    Raises
    ------
    UnreadableDataError
        If the file is damaged further down; what was stored before that stays.
    """
    dataset = replace(
        about, name=about.name or mapping.name or Path(about.file).stem or TABLE, licence=about.licence or mapping.licence,
        citation=about.citation or mapping.citation, form=TABLE,
    )  # fmt: skip
    if takes_purged:
        store.take_purged_again(dataset.report_id)
    with ExitStack() as stack:
        write = Rejects(rejects, table.columns, stack)
        given = rows(table, mapping, gazetteer)
        summary = import_rows(store, given, dataset, gazetteer, on_reject=write, progress=progress, batch=batch)
    return Import(form=TABLE, dataset=dataset, summary=summary)


def without_reasons(table: Table) -> Table:
    """Return a table that comes from a file of rejects as it was before: without the reasons."""
    if REASON not in table.columns:
        return table
    at = table.columns.index(REASON)

    def read() -> Iterator[Row]:
        for row in table.read():
            cells = tuple(cast("Cell", mended_cell(cell)) for cell in (*row.cells[:at], *row.cells[at + 1 :]))
            yield Row(row.number, cells, row.problem)

    return replace(table, columns=(*table.columns[:at], *table.columns[at + 1 :]), read=read, tags=())
