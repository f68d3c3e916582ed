"""The event layer's features: areas first, then markers, with the words of their cards."""

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from events import EventStatus, place_words, readable
from gazetteer import Resolution, place_point
from geo.spots import arrange_spots
from geo.style import Drawing, area_opacity, crowd_scale, marker_radius_px
from geo.view import EventView
from geo.words import day_and_time

_DECIMALS = 4
# An outline with more vertices than this is thinned by this share of its own size: no eye sees it on a screen.
_MANY_VERTICES, _THINNING = 150, 1 / 500


def named_id(resolution: Resolution) -> str:
    """Return by what the map knows a place that a report names, among its events."""
    return f"place-{resolution.toponym.start}"


def to_features(view: EventView, named: Iterable[Resolution] = ()) -> dict[str, object]:
    """Return areas, largest first, then places that are only named, the spots of fans, markers, smallest on top, and counted rings."""
    events = view.events[view.events["drawing"] != Drawing.NONE.value]
    areas = events[events["drawing"] != Drawing.POINT.value]
    # Lambert's cylindrical equal-area projection is enough to order areas and choose their opacity
    size = areas["drawn"].to_crs("ESRI:54034").area
    # twenty events "somewhere in this country" are one area with twenty markers, not twenty layers of ink
    same = areas.assign(outline=areas["drawn"].to_wkb()).duplicated(["type", "outline"])
    areas, size = areas[~same], size[~same]
    features = [
        _feature(row, _area(row, area_opacity(size[index])), row.drawn if row.is_area else None)
        for index, row in _rows(areas.loc[size.sort_values(ascending=False, kind="stable").index])
    ]
    features += [_named(resolution) for resolution in named if place_point(resolution) is not None]
    scale = crowd_scale(len(events))
    spots = arrange_spots(events, scale=scale)
    features += [
        {"type": "Feature", "properties": {"part": "spot", **spot.named}, "geometry": _point(spot.lon, spot.lat)}
        for spot in spots.fanned
    ]
    order = events["killed_best"].fillna(0).sort_values(ascending=False, kind="stable").index
    for index, row in _rows(events.loc[order]):
        hollow = row.drawing != Drawing.POINT.value or row.status != EventStatus.HAPPENED.value
        radius = marker_radius_px(None if pd.isna(row.killed_best) else int(row.killed_best))
        marker = {"part": "marker", "hollow": hollow, "radius": round(scale * radius, 1), **spots.place_of[index]}
        features.append(_feature(row, marker, None))
    features += [
        {"type": "Feature", "properties": {"part": "crowd", **spot.counted}, "geometry": _point(spot.lon, spot.lat)}
        for spot in spots.crowds
    ]
    return {"type": "FeatureCollection", "features": features}


def _area(row: Any, opacity: float) -> dict[str, object]:
    part: dict[str, object] = {"part": "area", "opacity": opacity}
    return part if row.is_area else {**part, "radius_m": round(float(row.radius_m))}  # the browser draws the circle


def _named(resolution: Resolution) -> dict[str, object]:
    point, place = place_point(resolution), resolution.place
    assert point is not None
    assert place is not None
    written = readable(resolution.toponym.text)
    words = {
        "event_id": named_id(resolution), "type": "", "part": "marker", "hollow": True, "radius": 4.5, "where": readable(place_words(resolution)),
        "written": "" if written.casefold() in place.name.casefold() else written,
        "precision": ", ".join(resolution.reasons), "country": place.country_code,
    }  # fmt: skip
    return {"type": "Feature", "properties": words, "geometry": _point(*point)}


def _rows(events: gpd.GeoDataFrame) -> Iterable[tuple[Any, Any]]:
    return zip(events.index, events.itertuples(index=False), strict=True)


def _point(lon: float, lat: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [round(float(lon), 6), round(float(lat), 6)]}


def _feature(row: Any, part: dict[str, object], geometry: shapely.Geometry | None) -> dict[str, object]:
    words = {
        "event_id": row.event_id,
        "type": row.type,
        "where": row.place_words,
        "written": row.as_written if row.as_written.casefold() not in row.place_words.casefold() else "",
        "precision": row.precision_words,
        "when": day_and_time(row.date_words, row.time_words),
        "toll": row.toll_words,
        "actors": " – ".join(filter(None, (row.side1, row.side2))),
        "claim": row.claimed_by,
        "sentence": row.sentence,
        "source": (f"Source {row.source_no}: {row.source}" if row.source else f"Source {row.source_no}")
        + (f" · graded {row.grade}" if row.grade else ""),
        "review": bool(row.needs_review),
        **part,
    }
    shape = to_geometry(thinned(geometry)) if geometry is not None else _point(row.lon, row.lat)
    # what is empty or false says nothing, and ten thousand events say it ten thousand times
    properties = {name: value for name, value in words.items() if value != "" and value is not False}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def thinned(geometry: shapely.Geometry) -> shapely.Geometry:
    """Return an outline with no more vertices than the eye sees on a screen."""
    if shapely.get_num_coordinates(geometry) <= _MANY_VERTICES:
        return geometry
    west, south, east, north = geometry.bounds
    return shapely.simplify(geometry, max(east - west, north - south) * _THINNING)


def to_geometry(geometry: shapely.Geometry) -> dict[str, Any]:
    """Return a geometry as GeoJSON with short numbers (four decimals, some ten metres)."""

    def rounded(value: Any) -> Any:
        return round(value, _DECIMALS) if isinstance(value, float) else [rounded(each) for each in value]

    shape = shapely.geometry.mapping(geometry)
    if "geometries" in shape:
        return {"type": shape["type"], "geometries": [to_geometry(each) for each in geometry.geoms]}
    return {"type": shape["type"], "coordinates": rounded(shape["coordinates"])}
