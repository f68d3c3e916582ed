"""A million ready events made and imported, in a process of its own: CPU seconds without the making, and peak memory."""

import datetime as dt
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from events import EventStore, EventType
from events.datasets import Count, Dataset, EventRow, import_rows
from gazetteer import open_gazetteer

_FIRST, _DAYS, _TOWNS = dt.date(2010, 1, 1), 4_000, 3_000
_TYPES = list(EventType)


def ready_rows(number: int) -> Iterator[EventRow]:
    """Give rows as a dataset with coordinates has them, in Syria, seed 3."""
    draw = random.Random(3).random
    days = [_FIRST + dt.timedelta(days=n) for n in range(_DAYS)]
    tolls = [Count.exactly(n) for n in range(20)]
    for n in range(number):
        day, toll, town = days[int(draw() * _DAYS)], tolls[int(draw() * 20)], f"Town {n % _TOWNS}"
        yield EventRow(
            source_id=str(n), type=_TYPES[n % len(_TYPES)], date_start=day, date_end=day, date_prec=1, place=town, country="Syria",
            lon=36.8 + draw() * 1.5, lat=33.5 + draw() * 1.5, where_prec=1, side1=(f"Group {n % 50}",), side2=(f"Army {n % 7}",),
            killed=toll, notes=f"Report {n}: clashes near {town}, {toll.best} killed.", outlets=("Agency",),
        )  # fmt: skip


def main(project: Path, number: int) -> None:
    """Print how many were stored, CPU seconds of the import, those of making the rows, and peak memory in MB."""
    started = time.process_time()
    for _ in ready_rows(number):
        pass
    making = time.process_time() - started
    gazetteer, store = open_gazetteer(), EventStore(project)
    started = time.process_time()
    done = import_rows(store, ready_rows(number), Dataset(name="Made", file="made.csv"), gazetteer)
    spent = time.process_time() - started - making
    # Linux says kB.
    print(done.stored, f"{spent:.1f}", f"{making:.1f}", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
