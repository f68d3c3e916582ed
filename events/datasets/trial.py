"""How the first rows of a file would come out, before anything is stored."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from events.datasets.made import EventMaker, Plain
from events.datasets.row import EventRow, Reject, RowError
from events.datasets.where import Whereabouts
from gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The first rows of a file as an import would take them: ``read`` of them, each an event or rejected.

    ``events`` are the first that become events, as row and as what is stored (`events.codec`); ``rejects`` the first that do not.
    """

    read: int
    rejected: int
    events: tuple[tuple[EventRow, Plain], ...]
    rejects: tuple[Reject, ...]


def try_rows(
    found: Iterable[EventRow | Reject], dataset: str, gazetteer: Gazetteer, *, last_day: dt.date, most: int = 1000, shown: int = 12
) -> Tried:  # fmt: skip
    """Return what an import would make of the first rows; nothing is stored.

    What only the whole file shows, such as an id that stands there twice, is not seen.

    Parameters
    ----------
    last_day
        On which something can have happened.
    most
        So many rows are tried.
    shown
        So many events and rejects are returned at most.
    """
    maker = EventMaker(dataset, Whereabouts(gazetteer), last_day=last_day)
    read, rejected = 0, 0
    events: list[tuple[EventRow, Plain]] = []
    rejects: list[Reject] = []
    for read, row in enumerate(islice(found, most), 1):  # noqa: B007 - how many there were
        made = row if isinstance(row, Reject) else _tried(maker, row)
        if isinstance(made, Reject):
            rejected += 1
            rejects += [made] if len(rejects) < shown else []
        elif len(events) < shown:
            events.append(made)
    return Tried(read=read, rejected=rejected, events=tuple(events), rejects=tuple(rejects))


def _tried(maker: EventMaker, row: EventRow) -> tuple[EventRow, Plain] | Reject:
    try:
        return row, maker.record(row, "")
    except RowError as error:
        return Reject(number=row.number, cells=row.cells, reason=str(error))
