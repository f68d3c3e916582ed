"""One place on the map: its outline or circle, and the other places of its name as hollow ghost pins."""

import math
from collections.abc import Mapping, Sequence

import folium
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer import Gazetteer, Place, kind_words
from geo.extent import Box
from geo.features import thinned, to_geometry
from geo.folium_map import feature_layer
from geo.inline_basemap import label_rows
from geo.measures import length_words

_CHOSEN, _RIVAL, _DRAFT = "chosen", "rival", "draft"
_LOOKS: dict[str, object] = {
    _CHOSEN: {"label": "Place", "colour": "#0b5c8a", "line": "#0b5c8a", "ring": None},
    _RIVAL: {"label": "Another place of this name", "colour": "#8a6d3b", "line": "#8a6d3b", "ring": None},
    _DRAFT: {"label": "New place", "colour": "#b5452c", "line": "#b5452c", "ring": None},
}
_METRES_A_DEGREE = 111_320.0
# A place is shown with its surroundings: so many times its own radius, and never less.
_ROOM, _LEAST_M = 3.0, 8_000.0
_MARKER_PX, _GHOST_PX = 7.0, 6.0
# Before any other label of the map.
_LABEL_RANK, _LABEL_ZOOM = -10_000, 1


def build_place_layer(
    place: Place,
    outline: BaseGeometry | None,
    *,
    rivals: Sequence[Place] = (),
    country_names: Mapping[str, str] | None = None,
    gazetteer: Gazetteer | None = None,
    fit: str = "",
    is_wide: bool = False,
    least_m: float = _LEAST_M,
) -> folium.FeatureGroup:
    """Build the layer of one place for `build_map`'s map.

    Parameters
    ----------
    outline
        The area (EPSG:4326) that the place covers; None draws a circle of its radius.
    rivals
        Other places of its name: hollow pins with a label, known to the browser by their place id.
    country_names
        By ISO 3166-1 alpha-2 code, for the labels.
    gazetteer
        Adds the names of towns around.
    fit
        A token: the map moves to the place once for each new one; "" never.
    is_wide
        Moves to the place and all rivals together.
    least_m
        How far (metres) the map shows at least around the place.
    """
    called = dict(country_names or {})
    box = place_box(place, outline, least_m)
    if is_wide:
        lons, lats = [each.lon for each in rivals], [each.lat for each in rivals]
        box = (min(box[0], *lons), min(box[1], *lats), max(box[2], *lons), max(box[3], *lats)) if rivals else box
    labels: list[list[object]] = [_label(place.name, place, "city", 0)]
    features = [
        _area(place, outline, _CHOSEN),
        *(_pin(rival, called, _RIVAL) for rival in reversed(rivals)),
        _pin(place, called, _CHOSEN),
    ]
    for number, rival in enumerate(rivals, 1):
        words = f"{rival.name} ({kind_words(rival)}, {called.get(rival.country_code, rival.country_code) or 'several countries'})"
        labels.append(_label(words, rival, "place", number))
    if gazetteer is not None:
        labels += label_rows(gazetteer, box)
    return feature_layer(
        {"type": "FeatureCollection", "features": features}, _LOOKS, {"fit": fit, "extent": _corners(box), "labels": labels}
    )  # fmt: skip


def build_draft_layer(
    point: tuple[float, float] | None, radius_m: float, *, box: Box | None = None, fit: str = ""
) -> folium.FeatureGroup:
    """Build the layer of a place that is still being entered: its point (lon, lat) and circle, none of them in the way of a click.

    ``box`` (west, south, east, north) is where the map moves once for each new token ``fit``; None leaves it where it is.
    """
    features: list[dict[str, object]] = []
    if point is not None:
        shape = {"type": "Point", "coordinates": [round(point[0], 6), round(point[1], 6)]}
        drawn = {"type": _DRAFT, "still": True}
        area = {**drawn, "part": "area", "opacity": 0.15, "radius_m": round(radius_m)}
        marker = {**drawn, "part": "marker", "radius": _MARKER_PX}
        features = [{"type": "Feature", "properties": each, "geometry": shape} for each in (area, marker)]
    choice: dict[str, object] = {"fit": fit, "extent": _corners(box)} if box is not None else {}
    return feature_layer({"type": "FeatureCollection", "features": features}, _LOOKS, choice)


def place_box(place: Place, outline: BaseGeometry | None, least_m: float = _LEAST_M) -> Box:
    """Return west, south, east and north (degrees) of a place with some of its surroundings, ``least_m`` metres of them where it has no area."""
    if outline is not None and not place.is_rough:
        west, south, east, north = outline.bounds
        side = max(0.1 * (east - west), 0.1 * (north - south), 0.02)
        return (max(west - side, -180.0), max(south - side, -85.0), min(east + side, 180.0), min(north + side, 85.0))
    # Beyond the poles' circles a degree of longitude is nothing, and no map of ours goes there.
    reach = min(max(place.radius_m * (1.3 if place.is_rough else _ROOM), least_m), 8_000_000.0) / _METRES_A_DEGREE
    wide = min(reach / max(math.cos(math.radians(place.lat)), 0.1), 175.0)
    return (place.lon - wide, max(place.lat - reach, -85.0), place.lon + wide, min(place.lat + reach, 85.0))


def _area(place: Place, outline: BaseGeometry | None, kind: str) -> dict[str, object]:
    words: dict[str, object] = {"type": kind, "part": "area", "opacity": 0.16, "still": True}
    if outline is not None:
        return {"type": "Feature", "properties": words, "geometry": to_geometry(thinned(outline))}
    shape = to_geometry(shapely.Point(place.lon, place.lat))
    return {"type": "Feature", "properties": {**words, "radius_m": round(place.radius_m)}, "geometry": shape}


def _pin(place: Place, called: Mapping[str, str], kind: str) -> dict[str, object]:
    words = {
        "event_id": place.place_id, "type": kind, "part": "marker", "label": place.name,
        "hollow": kind == _RIVAL or place.is_rough, "radius": _GHOST_PX if kind == _RIVAL else _MARKER_PX,
        "where": ", ".join(filter(None, (kind_words(place), called.get(place.country_code, place.country_code)))),
        "precision": f"within {length_words(place.radius_m)}{', known only roughly' if place.is_rough else ''}",
    }  # fmt: skip
    properties = {name: value for name, value in words.items() if value is not False}
    return {"type": "Feature", "properties": properties, "geometry": to_geometry(shapely.Point(place.lon, place.lat))}


def _label(words: str, place: Place, kind: str, number: int) -> list[object]:
    return [words, round(place.lon, 4), round(place.lat, 4), kind, _LABEL_RANK + number / 100, _LABEL_ZOOM]


def _corners(box: Box) -> list[list[float]]:
    west, south, east, north = box
    return [[south, west], [north, east]]
