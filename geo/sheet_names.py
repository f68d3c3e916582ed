"""Names on the sheet's map: first the towns that the key events name, and capitals; then by size where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer import FeatureClass, Gazetteer, Place
from geo.sheet_events import SheetEvent
from geo.sheet_fonts import clean, text_width
from geo.sheet_labels import place_name, rect_about
from geo.sheet_map import country_labels
from geo.sheet_marks import HALO, Marks
from geo.sheet_page import INK, SOFT
from geo.style import Drawing

MOST_NAMES = 30
_MOST_CANDIDATES, _MOST_WIDE_PT = 90, 130.0
# So many of the largest towns are bold.
_BOLD = 3
_CAPITAL = "PPLC"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A name to write at a point of the map."""

    name: str
    lon: float
    lat: float
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNames:
    """What a map may name: ``first`` before its numbers, the ``rest``, the largest first, where room is left."""

    first: tuple[NamedPlace, ...]
    rest: tuple[NamedPlace, ...]


def names_for(marks: Marks, events: Sequence[SheetEvent], gazetteer: Gazetteer | None) -> MapNames:
    """Choose the names for a map of these events; a place known only by its surroundings has no point to name."""
    key = [event for event in events if event.number is not None]
    own = [_own(event) for event in sorted(key, key=lambda event: event.number or 0)]
    others = [_own(event) for event in events if event.number is None] if len(events) <= MOST_NAMES else []
    large: list[Place] = []
    for window in marks.panel.frame.windows() if gazetteer else ():
        large += gazetteer.largest_places(window, limit=_MOST_CANDIDATES) if gazetteer else ()
    towns = [place for place in large if place.feature_class is FeatureClass.POPULATED and not place.is_rough]
    towns.sort(key=lambda place: (-place.population, place.place_id))
    named = [
        (place, NamedPlace(name=place.name, lon=place.lon, lat=place.lat, bold=rank < _BOLD))
        for rank, place in enumerate(towns)
    ]
    capitals = [each for place, each in named if place.feature_code == _CAPITAL]
    first = [place for place in own if place] + ([] if marks.panel.frame.is_world else capitals)
    return MapNames(first=tuple(first), rest=tuple([place for place in others if place] + [each for _, each in named]))


def _own(event: SheetEvent) -> NamedPlace | None:
    """Return the name of an event's own place: of the place itself where it is exact, else of the town it is told by."""
    if event.drawing is Drawing.POINT and event.place:
        return NamedPlace(name=event.place, lon=event.point[0], lat=event.point[1], bold=True)
    if event.anchor is None:
        return None
    return NamedPlace(name=event.anchor.name, lon=event.anchor.lon, lat=event.anchor.lat, bold=True)


def write_names(marks: Marks, places: Sequence[NamedPlace], *, most: int = MOST_NAMES) -> None:
    """Write names in their order where there is room; each name once."""
    page = marks.panel.page
    for place in places:
        where = marks.panel.to_page(place.lon, place.lat)
        name = clean(place.name)
        if where is None or len(marks.names) >= most or any(name == written for written, _ in marks.names):
            continue
        size = (7.6 if place.bold else 6.6) * page.scale
        width = text_width(name, size, bold=place.bold)
        reach = marks.sign_reach(*where)
        dot = rect_about(*where, 2.4, 2.4)
        if width > _MOST_WIDE_PT * page.scale or (reach is None and not marks.occupied.is_free(dot)):
            continue
        gap = (2.6 * page.scale) if reach is None else reach + 2.5
        there = place_name(marks.occupied, *where, width=width, height=size, gap=gap)
        if there is None:
            continue
        if reach is None:
            marks.occupied.add(dot)
            page.shape(*where, shape="circle", radius=1.25 * page.scale, fill="#3a3f45", edge=HALO, line=0.3, zorder=3)
        colour = INK if place.bold else SOFT
        page.write(there[0], there[1] + size * 0.36, name, size=size, bold=place.bold, colour=colour, align="center", halo=HALO, zorder=6)  # fmt: skip
        marks.names.append((name, rect_about(*there, width, size)))


def write_countries(marks: Marks) -> None:
    """Write the names of countries, grey and in capitals, where there is room."""
    panel, page = marks.panel, marks.panel.page
    size = 7.2 * page.scale
    for name, lon, lat in country_labels(panel.frame.bounds[2] - panel.frame.bounds[0]):
        where = panel.to_page(lon, lat)
        if where is None:
            continue
        words = clean(name).upper()
        width = text_width(words, size)
        for drop in (0.0, 12.0, -12.0, 24.0, -24.0):
            box = rect_about(where[0], where[1] + drop * page.scale, width + 4, size + 2)
            if marks.occupied.is_free(box):
                marks.occupied.add(box)
                y = where[1] + drop * page.scale + size * 0.36
                page.write(where[0], y, words, size=size, colour="#8d8675", align="center", halo=HALO, zorder=2.5)
                marks.names.append((words, rect_about(where[0], where[1] + drop * page.scale, width, size)))
                break
