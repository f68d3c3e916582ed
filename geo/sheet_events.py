"""The events as the sheet needs them: which are key, which number each has, which are off the map."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from events import name_words
from gazetteer import FeatureClass, Resolution
from geo.projection import Bounds
from geo.style import Drawing
from geo.view import EventView

# From here on a place is a whole country or more, and says little about where to look.
_COUNTRY_PREC = 6
_M_PER_DEG = 111_195.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The town that a report names for an event, which need not be where it happened ("12 km south of Gharyan")."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEvent:
    """One event of the view; ``number`` is None where it is drawn small and not listed. Unknown is None or ""."""

    label: str
    colour: str
    shape: str
    drawing: Drawing
    lon: float | None
    lat: float | None
    radius_m: float | None
    geometry: BaseGeometry | None
    where_prec: int | None
    country_code: str
    date_start: dt.date | None
    date_end: dt.date | None
    date_words: str
    place: str
    anchor: Anchor | None
    precision: str
    killed: int | None
    toll: str
    claimed_by: str
    sentence: str
    source_no: int
    # The Admiralty grade, and the time of the day in words; "" where there is none.
    grade: str
    time: str
    needs_review: bool
    place_unsure: bool
    number: int | None = None
    # The mark that a release sets before each event, "" for none.
    portion: str = ""

    @property
    def is_placed(self) -> bool:
        """Whether the event can be drawn."""
        return self.drawing is not Drawing.NONE and self.lon is not None and self.lat is not None

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude of a placed event."""
        if self.lon is None or self.lat is None:
            raise ValueError("Only a placed event has a point: ask is_placed first.")
        return self.lon, self.lat

    @property
    def boxes(self) -> tuple[Bounds, ...]:
        """Degrees boxes round all that is drawn of the event; several where its parts lie apart."""
        lon, lat = self.point
        if self.geometry is not None and self.drawing is Drawing.AREA:
            return tuple(tuple(part.bounds) for part in shapely.get_parts(self.geometry))
        reach = (self.radius_m or 0.0) / _M_PER_DEG
        wide = reach / max(0.05, math.cos(math.radians(lat)))
        return ((lon - wide, lat - reach, lon + wide, lat + reach),)


def sheet_events(view: EventView) -> tuple[SheetEvent, ...]:
    """Return the view's events in its order, without numbers."""
    rows = view.events
    return tuple(
        _event(row, geometry, event.where)
        for row, geometry, event in zip(
            rows.drop(columns=["geometry", "drawn"]).itertuples(index=False),
            rows.geometry,
            view.selection.events,
            strict=True,
        )
    )


def _anchor(where: Resolution | None) -> Anchor | None:
    """Return the town that a map can name at its own point; None where there is none or only its surroundings are known."""
    if where is None or where.place is None or where.place.is_rough:
        return None
    place = where.place
    if place.feature_class is not FeatureClass.POPULATED:
        return None
    return Anchor(name=name_words(where), lon=place.lon, lat=place.lat)


def _event(row: object, geometry: BaseGeometry | None, where: Resolution | None) -> SheetEvent:
    def known(name: str) -> object | None:
        value = getattr(row, name)
        return None if pd.isna(value) else value

    def number(name: str) -> int | None:
        value = known(name)
        return None if value is None else int(value)  # type: ignore[call-overload]  # a pandas Int64

    def metres(name: str) -> float | None:
        value = known(name)
        return None if value is None else float(value)  # type: ignore[arg-type]  # a pandas Float64

    def day(name: str) -> dt.date | None:
        value = known(name)
        return None if value is None else pd.Timestamp(value).date()  # type: ignore[arg-type]  # a pandas Timestamp

    def words(name: str) -> str:
        return str(getattr(row, name) or "")

    return SheetEvent(
        label=words("label"),
        colour=words("colour"),
        shape=words("shape"),
        drawing=Drawing(words("drawing")),
        lon=metres("lon"),
        lat=metres("lat"),
        radius_m=metres("radius_m"),
        geometry=geometry,
        where_prec=number("where_prec"),
        country_code=words("country_code"),
        date_start=day("date_start"),
        date_end=day("date_end"),
        date_words=words("date_words"),
        place=words("place_words"),
        anchor=_anchor(where),
        precision=words("precision_words"),
        killed=number("killed_best"),
        toll=words("toll_words"),
        claimed_by=words("claimed_by"),
        sentence=words("sentence"),
        source_no=number("source_no") or 0,
        grade=words("grade"),
        time=words("time_words"),
        needs_review=bool(getattr(row, "needs_review", False)),
        place_unsure=where is not None and where.needs_review,
    )


def by_date(event: SheetEvent) -> tuple[dt.date, dt.date]:
    """Sort by first, then last day; what is not dated comes last."""
    return event.date_start or dt.date.max, event.date_end or dt.date.max


def by_weight(events: Sequence[SheetEvent]) -> list[SheetEvent]:
    """Return the placed events, those with the highest tolls first, then the latest."""
    placed = [event for event in events if event.is_placed]
    return sorted(placed, key=lambda event: (-(event.killed or 0), -(event.date_start or dt.date.min).toordinal()))


def number_key(events: Sequence[SheetEvent], most: int) -> tuple[SheetEvent, ...]:
    """Number the key events, at most ``most``, by weight; the numbers run by date.

    Only placed events get a number; the others are listed apart. The order given is kept.
    """
    key = {id(event) for event in by_weight(events)[: max(most, 0)]}
    chosen = [(*by_date(event), index) for index, event in enumerate(events) if id(event) in key]
    numbers = {index: number for number, (_, _, index) in enumerate(sorted(chosen), start=1)}
    return tuple(replace(event, number=numbers.get(index)) for index, event in enumerate(events))


def framed(events: Sequence[SheetEvent]) -> tuple[SheetEvent, ...]:
    """Return the placed events that decide what the map shows.

    Those known only to a country are left out, unless there is nothing else, so that they do not hide the rest.
    """
    placed = tuple(event for event in events if event.is_placed)
    near = tuple(event for event in placed if event.where_prec is not None and event.where_prec < _COUNTRY_PREC)
    return near or placed
