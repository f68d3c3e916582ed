"""The first rows of a table as they would come in, before anything is stored."""

from dataclasses import dataclass
from itertools import islice

from events.datasets.row import EventRow, Reject
from events.datasets.tables.fields import TableMapping
from events.datasets.tables.mapped import rows
from events.datasets.tables.table import Cell, Table
from gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The table's first rows: ``cells`` as they stand, ``rows`` what they become, one for each."""

    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    rows: tuple[EventRow | Reject, ...]


def preview(table: Table, mapping: TableMapping, gazetteer: Gazetteer, *, most: int = 10) -> Preview:
    """Return the first rows of a table under a mapping.

    Raises
    ------
    UnreadableDataError
        If the file is damaged.
    """
    return Preview(
        columns=table.columns,
        cells=tuple(row.cells for row in islice(table.rows(), most)),
        rows=tuple(islice(rows(table, mapping, gazetteer), most)),
    )
