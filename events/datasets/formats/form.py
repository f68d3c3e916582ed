"""A known format: by what its columns are known, what its dataset is, and what a row of it says."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from events.datasets.dataset import Dataset
from events.datasets.row import EventRow

Cells = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A known format of event data.

    Attributes
    ----------
    key
        What ``--as`` calls it.
    dataset
        Whose the data is, its licence and citation, where a file says nothing else.
    knows
        Says whether a table is of this format, by its columns and its first rows.
    read
        Returns what a row says; raises `RowError` where it is no event.
    called
        Returns what ``read`` calls a column of a file: that may write it in another case.
    """

    key: str
    dataset: Dataset
    knows: Callable[[Sequence[str], Sequence[Cells]], bool]
    read: Callable[[Cells], EventRow]
    called: Callable[[str], str] = str

    def own_names(self, columns: Sequence[str]) -> Mapping[str, str]:
        """Return for those columns of a file that ``read`` calls otherwise what it calls them, unless the file has that too.

        Examples
        --------
        >>> Form(key="f", dataset=Dataset(name="F"), knows=has_all(), read=EventRow, called=in_any_case({"best"})).own_names(["BEST", "x"])
        {'BEST': 'best'}
        """
        found = {column: self.called(column) for column in columns}
        return {column: name for column, name in found.items() if column != name and name not in columns}


def has_all(*names: str) -> Callable[[Sequence[str], Sequence[Cells]], bool]:
    """Return what says whether a table has all of these columns, in whatever case."""
    wanted = frozenset(name.lower() for name in names)
    return lambda columns, _rows: wanted <= {column.strip().lower() for column in columns}


def in_any_case(names: Iterable[str]) -> Callable[[str], str]:
    """Return what says a column's name as it stands among these, in whatever case a file has it."""
    by_letters = {name.lower(): name for name in names}
    return lambda column: by_letters.get(column.strip().lower(), column)
