"""The sheet's projection: chosen by extent, equal-area, in metres, with a scale that holds at the map's centre."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyproj
import shapely

Bounds = tuple[float, float, float, float]

_GEOD = pyproj.Geod(ellps="WGS84")
_WGS84 = pyproj.CRS.from_epsg(4326)
# Wider or taller than this (degrees) no azimuthal projection looks right; the world gets Equal Earth.
_WORLD_LON_DEG, _WORLD_LAT_DEG = 140.0, 110.0
_PAD_SHARE = 0.1
_STEPS = (1.0, 2.0, 5.0)


@dataclass(frozen=True)
class Frame:
    """A window in projected metres: ``bounds`` are (x0, y0, x1, y1), ``words`` name projection and datum."""

    proj: str
    words: str
    bounds: Bounds
    lon_0: float
    is_world: bool

    @cached_property
    def _forward(self) -> pyproj.Transformer:
        return pyproj.Transformer.from_crs(_WGS84, pyproj.CRS.from_proj4(self.proj), always_xy=True)

    def project(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Turn degrees into metres; what the projection cannot show becomes infinite."""
        x, y = self._forward.transform(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
        return np.asarray(x), np.asarray(y)

    def unproject(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Turn metres into degrees; infinite outside the globe."""
        lon, lat = self._forward.transform(np.asarray(x, dtype=float), np.asarray(y, dtype=float), direction="INVERSE")
        return np.asarray(lon), np.asarray(lat)

    def project_shapes(self, shapes: np.ndarray) -> np.ndarray:
        """Project an array of n geometries (degrees) to metres; those that leave the globe are dropped."""

        def forward(pairs: np.ndarray) -> np.ndarray:
            return np.column_stack(self.project(pairs[:, 0], pairs[:, 1]))

        moved = np.asarray(shapely.transform(shapes, forward), dtype=object)
        return moved[np.isfinite(shapely.bounds(moved)).all(axis=1)] if len(moved) else moved

    def windows(self) -> tuple[Bounds, ...]:
        """Return the one or two (west, south, east, north) boxes, degrees, that hold all the frame shows.

        Two where the frame crosses the date line, or the seam opposite a world map's centre.
        """
        west, south, east, north = -180.0, -90.0, 180.0, 90.0
        if not self.is_world:
            x0, y0, x1, y1 = self.bounds
            x, y = np.meshgrid(np.linspace(x0, x1, 41), np.linspace(y0, y1, 41))
            lon, lat = self.unproject(x.ravel(), y.ravel())
            known = np.isfinite(lon) & np.isfinite(lat)
            relative = (lon[known] - self.lon_0 + 180) % 360 - 180
            pad = 0.2 + 0.02 * float(np.ptp(lat[known]))
            south, north = max(-90.0, float(lat[known].min()) - pad), min(90.0, float(lat[known].max()) + pad)
            poles = [pole for pole in (-90.0, 90.0) if self._holds(self.lon_0, pole)]
            if poles:
                south, north = min(south, *poles), max(north, *poles)
            else:
                west = max(-180.0, float(relative.min()) - pad)
                east = min(180.0, float(relative.max()) + pad)
        return _unwrapped(self.lon_0 + west, south, self.lon_0 + east, north)

    def _holds(self, lon: float, lat: float) -> bool:
        x, y = self.project(np.array([lon]), np.array([lat]))
        x0, y0, x1, y1 = self.bounds
        return bool(x0 <= x[0] <= x1 and y0 <= y[0] <= y1)

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of the frame's middle."""
        x0, y0, x1, y1 = self.bounds
        lon, lat = self.unproject(np.array([(x0 + x1) / 2]), np.array([(y0 + y1) / 2]))
        return float(lon[0]), float(lat[0])

    def ground_width_m(self, share: float) -> float:
        """Return the geodesic length of a level line through the map's centre, ``share`` of its width long."""
        x0, y0, x1, y1 = self.bounds
        half, middle_x, middle_y = (x1 - x0) * share / 2, (x0 + x1) / 2, (y0 + y1) / 2
        steps = np.linspace(middle_x - half, middle_x + half, 33)
        lon, lat = self.unproject(steps, np.full(33, middle_y))
        return float(_GEOD.line_length(lon, lat))

    def north_deg(self) -> float:
        """Return where true north points at the map's centre, degrees clockwise from the top of the sheet."""
        lon, lat = self.centre
        step = 0.01 if lat < 89 else -0.01
        x, y = self.project(np.array([lon, lon]), np.array([lat, lat + step]))
        turn = math.degrees(math.atan2(x[1] - x[0], y[1] - y[0]))
        return turn if step > 0 else turn + 180


def extent_of(boxes: Sequence[Bounds]) -> Bounds:
    """Return the smallest (west, south, east, north) round all boxes; ``east`` passes 180 across the date line.

    Examples
    --------
    >>> extent_of([(178.0, -18.0, 179.0, -17.0), (-176.0, -14.0, -175.0, -13.0)])
    (178.0, -18.0, 185.0, -13.0)
    """
    spans = sorted((west % 360, west % 360 + (east - west)) for west, _, east, _ in boxes)
    merged: list[list[float]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    gaps = [
        (merged[(number + 1) % len(merged)][0] + (360 if number + 1 == len(merged) else 0) - end, number)
        for number, (_, end) in enumerate(merged)
    ]
    widest, before = max(gaps)
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    if widest <= 0:
        return (-180.0, south, 180.0, north)
    west = merged[(before + 1) % len(merged)][0]
    width = 360 - widest
    west = west - 360 if west > 180 or (west == 180 and width == 0) else west
    return (west, south, west + width, north)


def frame_for(extent: Bounds, *, aspect: float, least_width_m: float) -> Frame:
    """Choose projection and window for an extent.

    Parameters
    ----------
    extent
        West, south, east, north in degrees, as `extent_of` gives them.
    aspect
        Width by height of the map on the sheet; the window is widened to fit.
    least_width_m
        No window is narrower, so that a single place has surroundings.
    """
    west, south, east, north = extent
    lon_0, lat_0 = (west + east) / 2, (south + north) / 2
    if east - west > _WORLD_LON_DEG or north - south > _WORLD_LAT_DEG:
        return _fitted(_equal_earth(lon_0), extent, aspect, least_width_m)
    first = _fitted(_azimuthal(lon_0, lat_0), extent, aspect, least_width_m)
    return _fitted(_azimuthal(*first.centre), extent, aspect, least_width_m)


def _equal_earth(lon_0: float) -> Frame:
    lon_0 = round(_wrap(lon_0), 1)
    words = f"Equal Earth (equal-area), central meridian {degrees_words(lon_0, 'EW')}, WGS 84"
    return Frame(f"+proj=eqearth +lon_0={lon_0} +datum=WGS84 +units=m", words, (0, 0, 1, 1), lon_0, is_world=True)


def _azimuthal(lon_0: float, lat_0: float) -> Frame:
    lon_0, lat_0 = round(_wrap(lon_0), 3), round(min(90.0, max(-90.0, lat_0)), 3)
    where = f"{degrees_words(round(lat_0, 1), 'NS')} {degrees_words(round(lon_0, 1), 'EW')}"
    words = f"Lambert azimuthal equal-area, centred {where}, WGS 84"
    proj = f"+proj=laea +lat_0={lat_0} +lon_0={lon_0} +datum=WGS84 +units=m"
    return Frame(proj, words, (0, 0, 1, 1), lon_0, is_world=False)


def _fitted(frame: Frame, extent: Bounds, aspect: float, least_width_m: float) -> Frame:
    west, south, east, north = extent
    lon, lat = np.meshgrid(np.linspace(west, east, 33), np.linspace(max(-90, south), min(90, north), 33))
    # just inside the seam, so that a world-wide extent keeps its two ends apart
    lon = lon - 360 * round(((west + east) / 2 - frame.lon_0) / 360)
    lon = np.clip(lon, frame.lon_0 - 179.999, frame.lon_0 + 179.999) if frame.is_world else lon
    x, y = frame.project(lon.ravel(), lat.ravel())
    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known], y[known]
    width, height = (float(np.ptp(x)) * (1 + 2 * _PAD_SHARE), float(np.ptp(y)) * (1 + 2 * _PAD_SHARE))
    if frame.is_world:
        width = min(width, 34.5e6)  # the globe is 34.46 Mm wide in Equal Earth
    width = max(width, height * aspect, least_width_m)
    height = width / aspect
    middle_x, middle_y = float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2
    bounds = (middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2)
    return Frame(frame.proj, frame.words, bounds, frame.lon_0, frame.is_world)


def scale_bar(frame: Frame, *, share: float = 0.22) -> tuple[float, float]:
    """Return a round ground length in metres, and the share of the map's width it takes at the centre.

    The length is geodesic, so that the bar holds at any latitude; ``share`` is the most it may take.
    """
    ground = frame.ground_width_m(share)
    power = 10.0 ** math.floor(math.log10(ground))
    length = max(step * power for step in _STEPS if step * power <= ground)
    low, high = 0.0, share
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if frame.ground_width_m(middle) < length else (low, middle)
    return length, high


def circle_ring(frame: Frame, lon: float, lat: float, radius_m: float) -> np.ndarray:
    """Return a circle of true radius as a closed (73, 2) ring in the frame's metres."""
    azimuth = np.linspace(0, 360, 73)
    east, north, _ = _GEOD.fwd(np.full(73, lon), np.full(73, lat), azimuth, np.full(73, radius_m))
    return np.column_stack(frame.project(np.asarray(east), np.asarray(north)))


def degrees_words(value: float, letters: str) -> str:
    """Write degrees with their hemisphere; ``letters`` is "NS" or "EW".

    Examples
    --------
    >>> degrees_words(-13.5, "EW")
    '13.5° W'
    """
    return f"{abs(value):g}° {letters[0] if value >= 0 else letters[1]}"


def _wrap(lon: float) -> float:
    return (lon + 180) % 360 - 180


def _unwrapped(west: float, south: float, east: float, north: float) -> tuple[Bounds, ...]:
    """Cut a box whose sides pass 180 degrees into boxes that do not."""
    if east - west >= 360:
        seam = _wrap(west)
        if abs(abs(seam) - 180) < 1e-6:
            return ((-180.0, south, 180.0, north),)
        return ((-180.0, south, seam - 1e-6, north), (seam + 1e-6, south, 180.0, north))
    shift = math.floor((west + 180) / 360) * 360
    west, east = west - shift, east - shift
    if east <= 180:
        return ((west, south, east, north),)
    return ((west, south, 180.0, north), (-180.0, south, east - 360, north))
