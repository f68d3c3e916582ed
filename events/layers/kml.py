"""The placemarks of a KML file. Links to other files are counted and never followed; entities are refused."""

from dataclasses import dataclass, field

import numpy as np
import shapely

from events.errors import UnreadableDataError
from events.layers.crs import named_crs
from events.layers.features import Bounds, Features
from events.layers.xml_parts import parse_parts

_MOST_DEPTH = 64
_SHAPES = frozenset({"Point", "LineString", "LinearRing", "Polygon"})
_TOLD = frozenset({"name", "description", "when", "begin", "end"})
_TEXTS = _TOLD | {"coordinates", "value", "SimpleData"}


@dataclass(slots=True)
class _Placemarks:
    """``geometries`` (None where one cannot be read) and ``properties`` of each placemark; how many ``links`` were passed over."""

    geometries: list[shapely.Geometry | None] = field(default_factory=list)
    properties: list[dict[str, str]] = field(default_factory=list)
    links: int = 0


class _Reader:
    def __init__(self, most: int) -> None:
        self.found = _Placemarks()
        self._most = most
        self._path: list[str] = []
        self._text: list[str] = []
        self._parts: list[shapely.Geometry] = []
        self._rings: list[np.ndarray] = []
        self._key = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._path and name != "kml":
            raise UnreadableDataError(f"This is no KML: it begins with <{name[:40]}>. Export it as KML or GeoJSON.")
        if len(self._path) >= _MOST_DEPTH:
            raise UnreadableDataError("This KML is nested too deeply. Export it anew.")
        self._path.append(name)
        if name == "Placemark":
            self._parts, self.properties = [], {}
        elif name in _SHAPES and (name != "LinearRing" or "Polygon" not in self._path):
            self._rings = []
        elif name in {"Data", "SimpleData"}:
            self._key = attributes.get("name", "")
        elif name == "NetworkLink":
            self.found.links += 1
        if name in _TEXTS:
            self._text = []

    def text(self, text: str) -> None:
        if self._path and self._path[-1] in _TEXTS:
            self._text.append(text)

    def end(self, _: str) -> None:
        local = self._path.pop()
        inside = "Placemark" in self._path
        if local in _TEXTS and inside:
            self._keep(local, "".join(self._text).strip())
        elif local in _SHAPES and inside and (local != "LinearRing" or "Polygon" not in self._path):
            self._shape(local)
        elif local == "Placemark":
            if len(self.found.geometries) > self._most:
                return
            whole = self._parts[0] if len(self._parts) == 1 else shapely.GeometryCollection(self._parts)
            self.found.geometries.append(whole if self._parts else None)
            self.found.properties.append(self.properties)

    properties: dict[str, str]

    def _keep(self, local: str, said: str) -> None:
        if local == "coordinates":
            self._rings.append(_points(said))
        elif local in _TOLD and self._path[-1] in {"Placemark", "TimeStamp", "TimeSpan"}:
            self.properties[local] = said
        elif local in {"value", "SimpleData"} and self._key:
            self.properties.setdefault(self._key, said)

    def _shape(self, local: str) -> None:
        rings = [ring for ring in self._rings if len(ring)]
        self._rings = []
        try:
            if not rings:
                return
            if local == "Point":
                self._parts.append(shapely.Point(rings[0][0]))
            elif local == "Polygon":
                self._parts.append(shapely.Polygon(rings[0], rings[1:]))
            else:
                self._parts.append(shapely.LineString(rings[0]))
        except (ValueError, shapely.errors.GEOSException):  # too few points: an empty feature, counted as such
            return


def _points(said: str) -> np.ndarray:
    try:
        # one point is "lon,lat" or "lon,lat,height"
        return np.array([[float(n) for n in each.split(",")[:2]] for each in said.split()], float).reshape(-1, 2)
    except ValueError:
        return np.zeros((0, 2))


def read_kml(data: bytes, bounds: Bounds) -> Features:
    """Read the placemarks of a KML: name, description, extended data, the time or the span of one, and its shape."""
    reader = _Reader(bounds.features)
    for _ in parse_parts([data], reader, called="KML"):
        pass
    found = reader.found
    shapes = np.empty(len(found.geometries), object)
    shapes[:] = found.geometries
    return Features(geometries=shapes, properties=found.properties, crs=named_crs("EPSG:4326"), links=found.links)
