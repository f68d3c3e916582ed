"""How one event is drawn: its shape, the way its place is drawn, and how precise that is in words."""

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from events import Event, circle_radius_m
from geo.style import Drawing, drawing_of, precision_words


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLook:
    """``geometry`` is the footprint or point, None where not placed; ``radius_m`` that of the circle drawn, if any."""

    geometry: BaseGeometry | None
    is_area: bool
    drawing: Drawing
    radius_m: float | None

    @property
    def point(self) -> shapely.Point | None:
        """Where the marker stands: a sector's own point lies inside it, its anchor's may not."""
        if self.geometry is None or not self.is_area:
            return self.geometry
        return self.geometry.representative_point()


def look_of(event: Event) -> EventLook:
    """Return how an event is drawn."""
    geometry = _geometry(event)
    is_area = _has_area(geometry)
    drawing = drawing_of(event.where_prec, has_area=is_area) if geometry is not None else Drawing.NONE
    where, radius_m = event.where, None
    if drawing is Drawing.CIRCLE and where and where.place and event.where_prec is not None:
        place = where.place
        radius_m = circle_radius_m(
            event.where_prec, said_m=where.radius_m, place_m=place.radius_m, is_rough=place.is_rough
        )
    return EventLook(geometry=geometry, is_area=is_area, drawing=drawing, radius_m=radius_m)


def event_precision(event: Event) -> str:
    """Say how precisely an event's place is known, in the words of map, table, card and sheet."""
    look = look_of(event)
    prec = event.where_prec if look.geometry is not None else None
    return precision_words(prec, radius_m=look.radius_m, drawing=look.drawing)


def _has_area(geometry: BaseGeometry | None) -> bool:
    return geometry is not None and not geometry.is_empty and geometry.geom_type != "Point"


def _geometry(event: Event) -> BaseGeometry | None:
    where = event.where
    if where is None or where.place is None or event.where_prec is None:
        return None
    if where.footprint is not None and not where.footprint.is_empty:
        return where.footprint
    return shapely.Point(where.place.lon, where.place.lat)
