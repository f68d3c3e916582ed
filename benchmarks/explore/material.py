"""The events of one size: a project file for our page, a Parquet file of points for the rivals."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pandas as pd
import shapely

from benchmarks.generated_events import generate_events, write_project
from events import Event, EventType, Extraction
from gazetteer import cache_dir, open_world

SEED = 0
# The sidebar's filter takes the first, then the others beside it: each some eighth of all events.
FILTERED = (EventType.SHELLING, EventType.BOMBING, EventType.BATTLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Files of the same events; ``placed`` and ``filtered`` are how many have a point, in all and of the first, the first two… types of `FILTERED`."""

    events: int
    placed: int
    filtered: tuple[int, ...]
    project: Path
    points: Path
    cache: Path


def make_material(count: int, folder: Path) -> Material:
    """Generate ``count`` events into a folder."""
    points = _Points()
    project = folder / f"{count}.sqlite"
    made = write_project(points.watched(generate_events(count, seed=SEED, gazetteer=open_world())), project)
    table = folder / f"{count}.parquet"
    points.frame().to_parquet(table)
    of_type = Counter(row[2] for row in points.rows)
    return Material(
        events=made.events, placed=len(points.rows), filtered=tuple(accumulate(of_type[kind.value] for kind in FILTERED)),
        project=project, points=table, cache=cache_dir(),
    )  # fmt: skip


class _Points:
    """A row for each placed event of what passes by: longitude, latitude, type and day."""

    def __init__(self) -> None:
        self.rows: list[tuple[float, float, str, str]] = []
        self._inside: dict[int, tuple[object, float, float]] = {}

    def watched(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        for extraction in extractions:
            for event in extraction.events:
                self._keep(event)
            yield extraction

    def _keep(self, event: Event) -> None:
        where = event.where
        if where is None or where.place is None:
            return
        lon, lat = where.place.lon, where.place.lat
        if where.footprint is not None:
            known = self._inside.get(id(where.footprint))
            if known is None:
                point = shapely.point_on_surface(where.footprint)
                known = self._inside[id(where.footprint)] = where.footprint, point.x, point.y
            _, lon, lat = known
        self.rows.append((lon, lat, event.type.value, event.date_start.isoformat() if event.date_start else ""))

    def frame(self) -> pd.DataFrame:
        return pd.DataFrame(self.rows, columns=["lon", "lat", "type", "day"])
