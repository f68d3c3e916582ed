"""Events at one spot of the browser's map: a few are fanned out around it, many are counted on it."""

import math
from collections import Counter
from dataclasses import dataclass, field

import geopandas as gpd

# A marker stands this far from the next in a fan (CSS pixels, in a sunflower's pattern).
_FAN_PX, _GOLDEN_ANGLE = 11.0, math.pi * (3 - math.sqrt(5))
# On a map of a country a fan of more than three reaches tens of kilometres: from so many on, the browser counts the
# events in one ring on the spot, and fans them out from close up; more than twelve would reach too far there as well.
LEAST_COUNTED, MOST_FANNED = 4, 12
_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One spot with several ``events``; ``where`` in words, ``number`` ties the events to their ring."""

    number: int
    lon: float
    lat: float
    where: str
    events: int

    @property
    def named(self) -> dict[str, object]:
        """By what the browser ties the events to their ring; nothing where there is none."""
        return {"crowd": self.number} if self.events >= LEAST_COUNTED else {}

    @property
    def counted(self) -> dict[str, object]:
        """What the browser needs to know to draw the ring."""
        words = {**self.named, "count": self.events, "where": self.where}
        return words if self.events <= MOST_FANNED else {**words, "always": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """How the events that share a spot stand: ``place_of`` by the events' index, empty for one that stands alone."""

    fanned: list[Spot] = field(default_factory=list)
    crowds: list[Spot] = field(default_factory=list)
    place_of: dict[object, dict[str, object]] = field(default_factory=dict)


def arrange_spots(events: gpd.GeoDataFrame, *, scale: float = 1.0) -> Spots:
    """Arrange placed events: alone, in a fan of up to twelve, or counted in a ring at the true spot.

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
        spot = Spot(
            number=number,
            lon=float(lon),
            lat=float(lat),
            where=Counter(rows["place_words"]).most_common(1)[0][0],
            events=len(rows),
        )
        if spot.named:
            spots.crowds.append(spot)
        if spot.events <= MOST_FANNED:
            spots.fanned.append(spot)
        for place, index in enumerate(rows.index):
            shift = {"shift": _shift(place, scale)} if spot.events <= MOST_FANNED else {}
            spots.place_of[index] = {**spot.named, **shift}
    return spots


def _shift(place: int, scale: float) -> list[float]:
    reach, angle = _FAN_PX * scale * math.sqrt(place + 0.6), place * _GOLDEN_ANGLE
    return [round(reach * math.cos(angle), 1), round(reach * math.sin(angle), 1)]
