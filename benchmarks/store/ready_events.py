"""A project of many events as a dataset gives them, imported: made here, the same each time."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from events import EventStore, EventType
from events.datasets.dataset import Dataset
from events.datasets.row import Count, EventRow
from events.datasets.storing import import_rows
from gazetteer import open_gazetteer

_FIRST, _DAYS = dt.date(2015, 1, 1), 3_000
_PLACES = ("Ayn Zara", "Tripoli", "Sabha", 'Al Watiyah, the "base"')
_PRECISIONS = (1, 1, 2, 4)


def ready_rows(number: int) -> Iterator[EventRow]:
    """Give rows that need no reading: each its own point and notes, days and places that many share."""
    types = tuple(EventType)[:7]
    for each in range(number):
        day = _FIRST + dt.timedelta(days=each % _DAYS)
        yield EventRow(
            source_id=f"LBY{each}", type=types[each % len(types)], code="Armed clash", date_start=day, date_end=day, date_prec=1,
            place=_PLACES[each % 4], adm1="Tripoli", country="LY" if each % 3 else "SY", lon=13 + each % 1000 / 1000,
            lat=32 + each // 1000 % 1000 / 1000, where_prec=_PRECISIONS[each % 4], side1=("Military Forces of Libya",), side2=("Rebels",),
            killed=Count.exactly(each % 5), outlets=("Libya Observer",), extra={"region": "Northern Africa"},
            notes=f"On that day number {each} forces clashed with rebels near the town and two were killed, it was said.",
        )  # fmt: skip


def ready_project(path: Path, number: int) -> None:
    """Make a project of so many events."""
    store = EventStore(path)
    import_rows(store, ready_rows(number), Dataset(name="ACLED", file="made.csv"), open_gazetteer())
    store.close()
