"""A layer of one's own, as the map draws it: control areas, lines of contact, whatever an analyst has in a file."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import ProjError

from events import readable
from geo.errors import LayerError
from geo.layer_files import read_file, said_crs
from geo.layer_raw import RawLayer

MOST_VERTICES = 200_000
_LONGEST_LABEL = 120
# Degrees: about a metre, from which outlines are thinned, ever coarser, until a browser draws them without effort.
_FINEST, _COARSEST, _METRES_A_DEGREE = 1e-5, 0.05, 111_000
# An outline that crosses itself is mended up to this size: the crossings of a larger one may be beyond any memory,
# and the map, which fills by the even-odd rule, draws it as it is.
_MOST_MENDED = 2_000
# A layer may reach across the date line, in longitudes up to 360.
_WIDEST, _HIGHEST, _EDGE = 360.0, 90.0, 180.0
_KNOWN_TYPES = 8  # of shapely's type ids: those before are straight, from Point to GeometryCollection


@dataclass(frozen=True, slots=True)
class OwnFeature:
    """One feature: ``label`` is text from the file ("" where it has none), ``geometry`` is lon, lat (EPSG:4326), never empty; ``population`` None where the file does not say it."""

    label: str
    geometry: shapely.Geometry
    population: float | None = None


@dataclass(frozen=True, slots=True)
class OwnLayer:
    """The features of a file, and in sentences what was left out or changed on the way."""

    features: tuple[OwnFeature, ...]
    notes: tuple[str, ...] = ()


def read_layer(file_name: str, data: bytes, *, layer: str | None = None, crs: str = "") -> OwnLayer:
    """Read GeoJSON (.geojson, .json), GeoPackage (.gpkg), KML (.kml, .kmz) or a zipped shapefile (.zip) as a layer of the map.

    Parameters
    ----------
    file_name
        Says by its suffix what the file is; nothing is opened by it.
    data
        The file's bytes, of a stranger: bounded in every way, nothing in them is followed.
    layer
        The one to take where the file holds several (`layer_names`); None for the first.
    crs
        The coordinate system ("EPSG:32633") where the file does not say it.

    Returns
    -------
    OwnLayer
        Reprojected to EPSG:4326, without heights, mended, thinned to 200,000 vertices at the most.

    Raises
    ------
    LayerError
        If the file cannot be read, holds too much or nothing, or its coordinates are not understood.

    Examples
    --------
    >>> front = b'{"type": "Feature", "properties": {"name": "Front"}, "geometry": {"type": "Point", "coordinates": [13, 32]}}'
    >>> [(each.label, each.geometry.x) for each in read_layer("front.geojson", front).features]
    [('Front', 13.0)]
    """
    raw = read_file(file_name, data, layer=layer)
    shapes = shapely.force_2d(raw.geometries)
    usable = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes) & (shapely.get_type_id(shapes) < _KNOWN_TYPES)
    usable[usable] = _are_finite(shapes[usable])
    told = list(zip(raw.labels, raw.populations, strict=True))
    shapes, told = shapes[usable], [each for each, kept in zip(told, usable, strict=True) if kept]
    if not len(shapes):
        raise LayerError("The file holds no feature with a geometry. Choose another file, or export the layer anew.")
    shapes = _in_degrees(shapes, raw.crs or said_crs(crs))
    inside = _are_finite(shapes) & _are_on_earth(shapes)
    if not inside.any():
        raise LayerError(
            "The coordinates are no degrees of longitude and latitude, and not of the coordinate system that the file names. "
            "Save the layer in WGS 84 (EPSG:4326), then upload that."
        )
    shapes, told = shapes[inside], [each for each, kept in zip(told, inside, strict=True) if kept]
    try:
        shapes, tolerance = _thinned(shapes)
        shapes = _on_one_world(_mended(shapes))
    except shapely.errors.GEOSException as error:
        raise LayerError(
            "The layer's outlines cannot be mended. Mend them first (in QGIS: Fix geometries), then upload that."
        ) from error
    kept = ~shapely.is_empty(shapes)
    features = tuple(
        OwnFeature(_text(label), shape, population)
        for (label, population), shape, good in zip(told, shapes, kept, strict=True)
        if good
    )
    return OwnLayer(features, _notes(raw, left_out=len(raw.geometries) - len(features), tolerance=tolerance))


def _text(label: str) -> str:
    words = " ".join("".join(each if each.isprintable() else " " for each in readable(label)).split())
    return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1]}…"


def _notes(raw: RawLayer, *, left_out: int, tolerance: float) -> tuple[str, ...]:
    return tuple(
        filter(
            None,
            (
                f"{left_out:,} features without a usable geometry are left out." if left_out else "",
                f"Outlines are thinned to some {tolerance * _METRES_A_DEGREE:,.0f} m." if tolerance else "",
                _links_words(raw.links),
            ),
        )
    )


def _links_words(links: int) -> str:
    if links == 1:
        return "A link to another file is not followed."
    return f"{links:,} links to other files are not followed." if links else ""


def _each(shapes: np.ndarray, of_points: Sequence[bool] | np.ndarray) -> np.ndarray:
    """Return for each shape whether all of its points are so."""
    counts = shapely.get_num_coordinates(shapes)
    if not counts.sum():
        return np.zeros(len(shapes), bool)
    owner = np.repeat(np.arange(len(shapes)), counts)
    found: np.ndarray = counts > 0
    found[np.unique(owner[~np.asarray(of_points)])] = False
    return found


def _are_finite(shapes: np.ndarray) -> np.ndarray:
    return _each(shapes, np.isfinite(shapely.get_coordinates(shapes)).all(axis=1))


def _are_on_earth(shapes: np.ndarray) -> np.ndarray:
    lon, lat = shapely.get_coordinates(shapes).T
    with np.errstate(invalid="ignore"):
        return _each(shapes, (np.abs(lon) <= _WIDEST) & (np.abs(lat) <= _HIGHEST))


def _in_degrees(shapes: np.ndarray, crs: pyproj.CRS | None) -> np.ndarray:
    if crs is None:
        if not _are_on_earth(shapes).all():
            raise LayerError(
                "The file does not say its coordinate system, and its coordinates are no degrees. "
                "Say the system (such as EPSG:32633), or save the layer in WGS 84 (EPSG:4326)."
            )
        return shapes
    if crs.equals(pyproj.CRS.from_epsg(4326), ignore_axis_order=True):
        return shapes
    try:
        to_degrees = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        turned: np.ndarray = shapely.transform(shapes, to_degrees.transform, interleaved=False)
    except ProjError as error:
        raise LayerError(
            "The layer's coordinate system cannot be turned into degrees. Save the layer in WGS 84 (EPSG:4326)."
        ) from error
    return turned


def _thinned(shapes: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the shapes with as many vertices as a browser draws, and the tolerance in degrees, 0 where none was needed."""
    fine, tolerance = shapes, 0.0
    while int(shapely.get_num_coordinates(shapes).sum()) > MOST_VERTICES:
        tolerance = 2 * tolerance if tolerance else _FINEST
        if tolerance > _COARSEST:
            raise LayerError(
                f"The layer has more than {MOST_VERTICES:,} vertices and cannot be thinned to that. Simplify or cut it first (in QGIS: Simplify, Clip)."
            )
        shapes = shapely.simplify(fine, tolerance, preserve_topology=True)
    return shapes, tolerance


def _on_one_world(shapes: np.ndarray) -> np.ndarray:
    """Return the shapes between 180 W and 180 E: what lies beyond the date line is drawn at the map's other edge."""
    bounds = shapely.bounds(shapes)
    beyond = (bounds[:, 0] < -_EDGE) | (bounds[:, 2] > _EDGE)
    if not beyond.any():
        return shapes
    found = shapes.copy()
    found[beyond] = shapely.union_all(
        [
            shapely.transform(
                shapely.intersection(shapes[beyond], shapely.box(turn - _EDGE, -_HIGHEST, turn + _EDGE, _HIGHEST)),
                lambda lon_lat, turn=turn: lon_lat - (turn, 0),
            )
            for turn in (-_WIDEST, 0.0, _WIDEST)
        ],
        axis=0,
    )
    return found


def _mended(shapes: np.ndarray) -> np.ndarray:
    broken = ~shapely.is_valid(shapes) & (shapely.get_num_coordinates(shapes) <= _MOST_MENDED)
    mended = shapes.copy()
    mended[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    return mended
