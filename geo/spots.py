"""Events at one spot of the browser's map: counted in a ring on it, and from close up a few are fanned out around it."""

import math
from collections import Counter
from dataclasses import dataclass, field

import geopandas as gpd

# A marker stands this far from the next in a fan (CSS pixels, in a sunflower's pattern).
_FAN_PX, _GOLDEN_ANGLE = 11.0, math.pi * (3 - math.sqrt(5))
# More than this would reach far beyond the spot from any height: they are counted in a ring at every zoom level.
MOST_FANNED = 12
# A fan may put a marker this far from the event's true spot on the ground, or as far as all of its places are vague.
HONEST_M = 1000.0
# Web Mercator at zoom level 0 on the equator: the circumference of the Earth over one tile of 256 pixels.
_METRES_PER_PX = 2 * math.pi * 6_378_137 / 256
# The map's zoom moves in halves; closer than this there is no map.
_ZOOM_STEP, _CLOSEST_ZOOM, _LEAST_FAN_ZOOM = 0.5, 17.0, 8.0
_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One spot with several ``events``; ``where`` in words, ``number`` ties the events to their ring.

    ``fan_zoom`` is the zoom level from which they stand apart, None where they never do.
    """

    number: int
    lon: float
    lat: float
    where: str
    events: int
    fan_zoom: float | None

    @property
    def named(self) -> dict[str, object]:
        """By what the browser ties the events to their ring, and from which zoom level on there is none."""
        return {"crowd": self.number} if self.fan_zoom is None else {"crowd": self.number, "fan": self.fan_zoom}

    @property
    def counted(self) -> dict[str, object]:
        """What the browser needs to know to draw the ring."""
        return {**self.named, "count": self.events, "where": self.where}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """How the events that share a spot stand: ``place_of`` by the events' index, empty for one that stands alone."""

    crowds: list[Spot] = field(default_factory=list)
    place_of: dict[object, dict[str, object]] = field(default_factory=dict)

    @property
    def fanned(self) -> list[Spot]:
        """Those of which the events stand apart from close up."""
        return [spot for spot in self.crowds if spot.fan_zoom is not None]


def arrange_spots(events: gpd.GeoDataFrame, *, scale: float = 1.0) -> Spots:
    """Arrange placed events: alone, or counted in a ring at the true spot that up to twelve leave from close up.

    Parameters
    ----------
    events
        Placed rows of a view.
    scale
        How much smaller than usual the markers are.
    """
    spots = Spots()
    for number, ((lon, lat), rows) in enumerate(
        events.groupby([events["lon"].round(_DECIMALS), events["lat"].round(_DECIMALS)])
    ):
        if len(rows) == 1:
            spots.place_of[rows.index[0]] = {}
            continue
        vague_m = float(rows["radius_m"].astype(float).fillna(0.0).min())
        spot = Spot(
            number=number,
            lon=float(lon),
            lat=float(lat),
            where=Counter(rows["place_words"]).most_common(1)[0][0],
            events=len(rows),
            fan_zoom=_fan_zoom(len(rows), float(lat), scale, max(HONEST_M, vague_m)),
        )
        spots.crowds.append(spot)
        for place, index in enumerate(rows.index):
            shift = {"shift": _shift(place, scale)} if spot.fan_zoom is not None else {}
            spots.place_of[index] = {**spot.named, **shift}
    return spots


def _fan_zoom(events: int, lat: float, scale: float, most_m: float) -> float | None:
    """Return the first zoom level at which no marker of a fan stands more than ``most_m`` metres from its spot."""
    if events > MOST_FANNED:
        return None
    reach_m = _reach_px(events - 1, scale) * _METRES_PER_PX * math.cos(math.radians(lat))
    zoom = math.ceil(math.log2(max(reach_m, 1.0) / most_m) / _ZOOM_STEP) * _ZOOM_STEP
    return min(max(zoom, _LEAST_FAN_ZOOM), _CLOSEST_ZOOM)


def _reach_px(place: int, scale: float) -> float:
    return _FAN_PX * scale * math.sqrt(place + 0.6)


def _shift(place: int, scale: float) -> list[float]:
    reach, angle = _reach_px(place, scale), place * _GOLDEN_ANGLE
    return [round(reach * math.cos(angle), 1), round(reach * math.sin(angle), 1)]
