"""Files of many events beside geopandas: seconds of processor time, all threads together, and memory."""

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# The most CPU seconds that a million events may take.
FLOORS = {".geojson": 8.0, ".parquet": 3.0, ".gpkg": 9.0, ".csv": 2.0, ".fgb": 6.0}
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """One format: the CPU seconds of the whole export, of the writer alone, and of geopandas (by the name of its call)."""

    suffix: str
    events: int
    export_s: float
    writer_s: float
    memory_mb: float
    rivals: dict[str, float]

    def row(self) -> str:
        """Return a row of the table."""
        most = FLOORS[self.suffix] * self.events / _MILLION
        theirs = "; ".join(f"{name} {seconds:.1f}" for name, seconds in self.rivals.items())
        verdict = "met" if self.export_s <= most else "missed"
        return (
            f"| {self.suffix} | {self.export_s:.1f} | {most:.1f} | {verdict} | {self.writer_s:.1f} | {self.memory_mb:,.0f} | {theirs} |"
        )  # fmt: skip


HEAD = (
    "| file | export, CPU s | floor | | of it the writer, CPU s | memory, MB | geopandas, CPU s |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def measure_exports(project: Path) -> list[Exported]:
    """Measure each format in a process of its own; the project's snapshot is made first."""
    # A new process for each: none inherits another's memory.
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        pool.apply(_opened, (project,))
        return [pool.apply(_measured, (project, suffix)) for suffix in FLOORS]


def _opened(project: Path) -> int:
    from events import open_project  # noqa: PLC0415 - in the process that is measured

    return open_project(project, writing=False).query().total


def _measured(project: Path, suffix: str) -> Exported:
    import geopandas as gpd  # noqa: PLC0415 - as above
    import shapely  # noqa: PLC0415

    from events import EventFilter, geojson_parts, open_project  # noqa: PLC0415
    from geo import export_events  # noqa: PLC0415

    store = open_project(project, writing=False)
    query = store.query()
    # What a program loads once is not a file's cost.
    b"".join(map(bytes, geojson_parts(query.file_rows(EventFilter(countries=("NZ",)))[0])))  # type: ignore[index]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"events{suffix}"
        export_s = _cpu_s(lambda: export_events(store, EventFilter(), path))
        memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows_s = _cpu_s(lambda: query.file_rows(EventFilter()))
        rows = query.file_rows(EventFilter())
        assert rows is not None
        frame = rows[0].drop_columns(["geometry"]).to_pandas()
        shapes = shapely.from_wkb(rows[0]["geometry"].to_pylist())
        table = gpd.GeoDataFrame(
            frame.astype(dict.fromkeys(frame.select_dtypes("category"), str)), geometry=shapes, crs=4326
        )
        events = rows[0].num_rows
        del rows, frame, shapes
        theirs = Path(folder) / f"theirs{suffix}"
        calls: dict[str, Callable[[], object]] = {
            ".parquet": {"to_parquet": lambda: table.to_parquet(theirs)},
            ".csv": {"to_csv": lambda: table.drop(columns="geometry").to_csv(theirs, index=False)},
            ".geojson": {
                "to_file": lambda: table.to_file(theirs),
                "to_json": lambda: theirs.write_text(table.to_json(default=str)),
            },
        }.get(suffix, {"to_file": lambda: table.to_file(theirs)})
        rivals = {name: _cpu_s(call) for name, call in calls.items()}
    return Exported(
        suffix=suffix, events=events, export_s=export_s, writer_s=max(export_s - rows_s, 0.0), memory_mb=memory_mb, rivals=rivals,
    )  # fmt: skip


def _cpu_s(call: Callable[[], object]) -> float:
    before = time.process_time()
    call()
    return time.process_time() - before
