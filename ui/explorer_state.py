"""What the Explore page tells its map: which event is chosen, where to look, what was found."""

import datetime as dt
from dataclasses import replace

import shapely
from shapely.affinity import translate

from events import Event, EventFilter, EventStatus, EventStore, filter_words
from gazetteer import FeatureClass, Place, kind_words
from geo import basemap_credits, boundary_disclaimer
from ui import cache, map_cache
from ui.event_card import card_words
from ui.own_basemaps import shown_basemap
from ui.own_layers import shown_layers
from ui.placing import event_being_placed
from ui.saved_views import saved_views
from ui.views_menu import view_asked, view_to_show

# How near the map goes to a place that was looked for, by how far it reaches (metres).
_NEAR = ((3_000, 12.0), (20_000, 9.5), (100_000, 7.5), (500_000, 5.5))
_FAR = 4.0
# What is a point to whoever looks at a map, however far it reaches.
_POINTS = (FeatureClass.POPULATED, FeatureClass.SPOT)
_EPOCH = dt.date(1970, 1, 1)
_HALF_TURN = 180.0
Ring = tuple[tuple[float, float], ...]


def header(
    store: EventStore,
    event_filter: EventFilter,
    *,
    columns: map_cache.MapColumns,
    chosen: Event | None,
    fit: str,
    find: str,
) -> dict[str, object]:
    """Return what the map is told besides its columns and the filter's answer; `update` in static/explorer/explorer.js reads it."""
    position = cache.query().position_of(chosen.event_id) if chosen else None
    layers_token, own = shown_layers(store)
    return {
        "columns": columns.token,
        "layers": layers_token,
        "own": own,
        "ground": shown_basemap(store),
        "project": str(store.path),
        "title": store.name,
        "filter_words": _filter_words(event_filter),
        "range": _range(event_filter),
        "certain": event_filter.certain,
        # As the columns number them.
        "statuses": [
            number
            for number, each in enumerate(EventStatus)
            if not event_filter.statuses or each in event_filter.statuses
        ],
        "fit": fit,
        "chosen": -1 if position is None else position,
        "card": _card(chosen) if chosen else None,
        "area": _area(event_filter),
        "reports": map_cache.report_days()[0],
        "found": {"text": find, "places": [found(place) for place in cache.found_places(find)]} if find else None,
        "views": [saved.name for saved in saved_views(store)],
        "go": view_to_show(),
        "asks_view": view_asked(),
        "asks_point": event_being_placed(event_filter) is not None,
        "credits": " · ".join((*basemap_credits(), *cache.gazetteer().attributions(), boundary_disclaimer())),
    }


def _filter_words(event_filter: EventFilter) -> str:
    """Say the filter but for its days, which the map says itself while they are brushed; "" where there is no more of it."""
    rest = replace(event_filter, from_date=None, to_date=None)
    return filter_words(rest, cache.names_of_areas()) if rest != EventFilter() else ""


def _range(event_filter: EventFilter) -> list[str] | None:
    """Return the first and last day that are asked for; an open side is the project's own first or last day."""
    first, last = event_filter.from_date, event_filter.to_date
    if first is None and last is None:
        return None
    facets = cache.facets()
    begin = first or min(facets.first_date or _EPOCH, last or dt.date.max)
    end = last or max(facets.last_date or dt.date.min, begin)
    return [begin.isoformat(), end.isoformat()]


def days_told(told: tuple[dt.date, dt.date] | None, event_filter: EventFilter) -> tuple[dt.date | None, dt.date | None]:
    """Return which days the browser asks for: what `_range` filled in for an open side is told back as drawn, and stays open."""
    drawn = _range(event_filter)
    if told is None or drawn is None:
        return told or (None, None)
    first, last = told
    is_open = (
        event_filter.from_date is None and first.isoformat() == drawn[0],
        event_filter.to_date is None and last.isoformat() == drawn[1],
    )
    return None if is_open[0] else first, None if is_open[1] else last


def _area(event_filter: EventFilter) -> list[list[list[float]]]:
    """Return the outlines of the areas that the filter narrows to, as rings of points (lon, lat)."""
    rings = [[list(point) for point in (*part, part[0])] for ring in event_filter.polygon for part in _parts(ring)]
    if event_filter.bbox is not None:
        west, south, east, north = event_filter.bbox
        # Across the date line the map, which ends there, shows the two parts.
        for left, right in ((west, east),) if west <= east else ((west, 180.0), (-180.0, east)):
            rings.append([[left, south], [right, south], [right, north], [left, north], [left, south]])
    return rings


def _parts(ring: Ring) -> list[Ring]:
    """Return a ring as it lies on one map of the world: in parts where it goes on past the date line."""
    if all(abs(lon) <= _HALF_TURN for lon, _ in ring):
        return [ring]
    area = shapely.make_valid(shapely.Polygon(ring), method="structure", keep_collapsed=False)
    world = shapely.box(-_HALF_TURN, -90, _HALF_TURN, 90)
    turned = [shapely.intersection(translate(area, xoff=2 * _HALF_TURN * turn), world) for turn in (-1, 0, 1)]
    return [
        tuple((lon, lat) for lon, lat in part.exterior.coords[:-1])
        for part in shapely.get_parts(turned).tolist()
        if isinstance(part, shapely.Polygon) and not part.is_empty
    ]


def _card(event: Event) -> dict[str, object]:
    words = card_words(event)
    return {
        "title": words.title,
        "colour": words.colour,
        "when": words.when,
        "where": words.where,
        "sentence": words.sentence,
        "rows": words.rows,
        "rivals": [
            {"words": said, "name": rival.place.name, "lon": rival.place.lon, "lat": rival.place.lat}
            for said, rival in words.rivals
        ],
        "report": event.report_id,
    }


def found(place: Place) -> dict[str, object]:
    """Return a place that was looked for, as the map reads it."""
    country = cache.country_name(place.country_code)
    zoom = next((zoom for reach, zoom in _NEAR if place.radius_m <= reach), _FAR)
    said = f"{place.name}, {kind_words(place)}, {country}"
    # Of a place that is known only roughly all that may be it is looked at.
    reach_m = place.radius_m if place.is_rough or place.feature_class not in _POINTS else 0.0
    return {"words": said, "lon": place.lon, "lat": place.lat, "zoom": zoom, "reach_m": reach_m}
