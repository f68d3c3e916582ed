"""What is drawn for events, each shape once for the many events that share it, and how it lies to an area."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from events.area import area_parts
from events.arrow_columns import plain_numbers
from events.circles import circle_rings

_NONE = -1
# So many circles are drawn at once while they are compared (10 MB).
_AT_ONCE = 10_000
# Half the side of a box within a circle, by the side of the box round it: less than half the root of a half, for the box
# round it is a little too wide. Of a circle so near to a pole that it is as wide as that (degrees) it says nothing.
_CORE, _WIDE = 0.3, 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Points, circles and footprints; arrays of one length, EPSG:4326 degrees.

    Attributes
    ----------
    lon, lat
        The point of each.
    radius_m
        Of a circle about it, NaN where there is none.
    boxes
        (n, 4): west, south, east, north of what is drawn; longitudes past 180 where a circle crosses the date line.
    footprint
        Position among the known footprints, -1 where it is no area.
    """

    lon: np.ndarray
    lat: np.ndarray
    radius_m: np.ndarray
    boxes: np.ndarray
    footprint: np.ndarray

    def __len__(self) -> int:
        return len(self.lon)

    def joined(self, other: "Shapes") -> "Shapes":
        """Return these shapes and then the others."""
        return Shapes(
            **{name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in self.__dataclass_fields__}
        )


NO_SHAPES = Shapes(
    lon=np.empty(0), lat=np.empty(0), radius_m=np.empty(0), boxes=np.empty((0, 4)), footprint=np.empty(0, dtype=np.int32)
)  # fmt: skip


class KnownShapes:
    """The shapes and footprints of rows that are added bit by bit: each footprint, circle and area is kept once.

    Points are told apart within the rows added at once only: a million of them would take much to remember, and are
    compared with an area in no time.
    """

    def __init__(self) -> None:
        self.footprints: list[bytes] = []
        self._codes: dict[bytes, int] = {}
        self._wide: dict[bytes, int] = {}

    def add(self, rows: pa.Table, first: int) -> tuple[Shapes, np.ndarray]:
        """Return the shapes of flat rows that are new, and the number of each row's, -1 where it is not placed.

        The new ones are numbered from ``first`` on.
        """
        footprint = self._coded(rows["footprint"])
        lon, lat, radius = (plain_numbers(rows[name], np.nan) for name in ("lon", "lat", "radius_m"))
        placed = np.flatnonzero(~np.isnan(lon))
        key = np.stack([lon[placed], lat[placed], np.nan_to_num(radius[placed], nan=-1.0), footprint[placed]], axis=-1)
        found, at, inverse = np.unique(_packed(key), return_index=True, return_inverse=True)
        row = placed[at]
        ids = np.full(len(row), _NONE, dtype=np.int32)
        wide = np.flatnonzero(~np.isnan(radius[row]) | (footprint[row] >= 0))
        names = [each.tobytes() for each in found[wide]]
        ids[wide] = [self._wide.get(name, _NONE) for name in names]
        # One that was numbered for rows that could not be added after all is new again.
        new = np.flatnonzero((ids == _NONE) | (ids >= first))
        ids[new] = first + np.arange(len(new))
        self._wide.update(zip(names, ids[wide].tolist(), strict=True))
        number = np.full(len(lon), _NONE, dtype=np.int32)
        number[placed] = ids[inverse]
        row = row[new]
        boxes = [plain_numbers(rows[name], np.nan)[row] for name in ("west", "south", "east", "north")]
        shapes = Shapes(
            lon=lon[row], lat=lat[row], radius_m=radius[row], boxes=np.stack(boxes, axis=-1), footprint=footprint[row]
        )
        return shapes, number

    def _coded(self, column: pa.ChunkedArray) -> np.ndarray:
        """Return the number of each row's footprint, -1 where it has none."""
        coded = column.combine_chunks()
        coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
        codes = [self._codes.setdefault(wkb, len(self._codes)) for wkb in coded.dictionary.to_pylist()]
        self.footprints.extend(list(self._codes)[len(self.footprints) :])
        positions = plain_numbers(coded.indices, _NONE)
        found: np.ndarray = np.array([*codes, _NONE], dtype=np.int32)[positions]
        return found


def meeting(shapes: Shapes, area: BaseGeometry, footprints: list[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions of the shapes that touch an area, and for each of these whether it lies wholly inside.

    Parameters
    ----------
    area
        As :func:`events.area.area_of` gives it, with its neighbouring turns.
    footprints
        WKB, by the shapes' ``footprint``.
    """
    near = _near(shapes, area)
    if not len(near):
        return near, np.zeros(0, dtype=bool)
    shapely.prepare(area)
    touches, inside = np.zeros(len(near), dtype=bool), np.zeros(len(near), dtype=bool)
    is_point = np.isnan(shapes.radius_m[near]) & (shapes.footprint[near] < 0)
    points = near[is_point]
    touches[is_point] = inside[is_point] = shapely.intersects_xy(area, shapes.lon[points], shapes.lat[points])
    wide = np.flatnonzero(~is_point)
    within = np.asarray(shapely.covers(area, shapely.box(*shapes.boxes[near[wide]].T)), dtype=bool)
    touches[wide] = inside[wide] = within
    open_ones = wide[~within]
    is_area = shapes.footprint[near[open_ones]] >= 0
    areas, circles = open_ones[is_area], open_ones[~is_area]
    touches[areas], inside[areas] = _areas_meeting(shapes, near[areas], area, footprints)
    touches[circles], inside[circles] = _circles_meeting(shapes, near[circles], area)
    return near[touches], inside[touches]


def _areas_meeting(
    shapes: Shapes, positions: np.ndarray, area: BaseGeometry, footprints: list[bytes]
) -> tuple[np.ndarray, np.ndarray]:
    """Return for each of some footprints whether it touches a prepared area, and whether it lies wholly inside."""
    codes, inverse = np.unique(shapes.footprint[positions], return_inverse=True)
    read = read_footprints([footprints[code] for code in codes])
    return shapely.intersects(area, read)[inverse], shapely.covers(area, read)[inverse]


def _circles_meeting(shapes: Shapes, positions: np.ndarray, area: BaseGeometry) -> tuple[np.ndarray, np.ndarray]:
    """Return for each of some circles what `_areas_meeting` does."""
    key = np.stack([shapes.lon[positions], shapes.lat[positions], shapes.radius_m[positions]], axis=-1)
    _, first, inverse = np.unique(_packed(key), return_index=True, return_inverse=True)
    chosen = positions[first]
    # A box within the circle decides most: where it lies partly in the area, so does the circle.
    low, high = shapes.boxes[chosen, :2], shapes.boxes[chosen, 2:]
    core = shapely.box(*((low + high) / 2 - _CORE * (high - low)).T, *((low + high) / 2 + _CORE * (high - low)).T)
    touches, inside = shapely.intersects(area, core), np.zeros(len(chosen), dtype=bool)
    doubtful = np.flatnonzero(~touches | shapely.covers(area, core) | ((high - low)[:, 0] > _WIDE))
    for start in range(0, len(doubtful), _AT_ONCE):
        some = doubtful[start : start + _AT_ONCE]
        at = chosen[some]
        drawn = shapely.polygons(circle_rings(shapes.lon[at], shapes.lat[at], shapes.radius_m[at]))
        touches[some], inside[some] = shapely.intersects(area, drawn), shapely.covers(area, drawn)
    return touches[inverse], inside[inverse]


def _packed(rows: np.ndarray) -> np.ndarray:
    """Return rows of numbers as one value each, which numpy can tell apart."""
    plain = np.ascontiguousarray(rows)
    return plain.view(np.dtype((np.void, plain.itemsize * plain.shape[1]))).ravel()


def _near(shapes: Shapes, area: BaseGeometry) -> np.ndarray:
    """Return the positions of the shapes whose boxes touch the area's."""
    found = np.zeros(len(shapes), dtype=bool)
    west, south, east, north = shapes.boxes.T
    for left, low, right, high in area_parts(area):
        found |= (east >= left) & (west <= right) & (north >= low) & (south <= high)
    return np.flatnonzero(found)


def read_footprints(wkb: list[bytes]) -> np.ndarray:
    """Return footprints as valid geometries."""
    read = shapely.from_wkb(wkb)
    broken = ~shapely.is_valid(read)
    read[broken] = shapely.make_valid(read[broken])
    return np.asarray(read)
