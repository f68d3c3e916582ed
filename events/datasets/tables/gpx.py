"""GPX: what a satellite receiver noted down, each waypoint, track and route a row."""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import numpy as np
import shapely

from events.datasets.tables.spatial import BOUNDS
from events.layers import Features, named_crs
from events.layers.xml_parts import parse_parts

_ROWS = frozenset({"wpt", "trk", "rte"})
_POINTS = frozenset({"trkpt", "rtept"})
_FIELDS = frozenset({"name", "desc", "cmt", "time", "sym", "type", "src"})
_CHUNK = 1 << 18


class _Reader:
    def __init__(self) -> None:
        self.geometries: list[Any] = []
        self.properties: list[dict[str, str]] = []
        self._path: list[str] = []
        self._row: dict[str, str] = {}
        self._line: list[tuple[float, float]] = []
        self._lines: list[list[tuple[float, float]]] = []
        self._parts: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._parts = []
        if name in _ROWS:
            self._row, self._line, self._lines = {}, [], []
        elif name == "trkseg":
            self._lines.append(self._line)
            self._line = []
        if name == "wpt" or name in _POINTS:
            try:
                self._line.append((float(attributes["lon"]), float(attributes["lat"])))
            except (KeyError, ValueError):
                return

    def text(self, text: str) -> None:
        self._parts.append(text)

    def end(self, name: str) -> None:
        self._path.pop()
        within = self._path[-1] if self._path else ""
        said = "".join(self._parts).strip()
        if name in _FIELDS and said and (within in _ROWS or (name == "time" and within in _POINTS)):
            # a track begins when its first point was noted
            self._row.setdefault(name, said)
        elif name in _ROWS and len(self.geometries) <= BOUNDS.features:
            self.geometries.append(self._shape())
            self.properties.append({"kind": {"wpt": "waypoint", "trk": "track", "rte": "route"}[name], **self._row})
        self._parts = []

    def _shape(self) -> shapely.Geometry | None:
        lines = [line for line in (*self._lines, self._line) if line]
        if not lines:
            return None
        if len(lines) == 1 and len(lines[0]) == 1:
            return shapely.Point(lines[0][0])
        drawn = [shapely.LineString(line) for line in lines if len(line) > 1]
        return (drawn[0] if len(drawn) == 1 else shapely.MultiLineString(drawn)) if drawn else None


def read_gpx(open_file: Callable[[], BinaryIO]) -> Features:
    """Read waypoints, tracks and routes.

    Raises
    ------
    UnreadableDataError
        If it is no GPX.
    """
    reader = _Reader()
    with open_file() as file:
        for _ in parse_parts(_chunks(file), reader, called="GPX"):
            pass
    shapes = np.empty(len(reader.geometries), object)
    shapes[:] = reader.geometries
    return Features(geometries=shapes, properties=reader.properties, crs=named_crs("EPSG:4326"))


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
