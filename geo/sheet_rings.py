"""Which events the sheet's map counts in rings: those of one spot, and what a ring would cover."""

import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from geo.sheet_events import SheetEvent
from geo.sheet_signs import HALF_SMALL_PT
from geo.sheet_spots import MOST_ALONE, Spot, ring_radius

# What comes nearer to a ring than this share of both their reaches is counted in it.
_TOUCHING = 0.85

Point = tuple[float, float]


@dataclass
class Ring:
    """A ring that counts events, in page points."""

    at: Point
    events: list[SheetEvent]
    scale: float

    @property
    def radius(self) -> float:
        """Return its radius in points."""
        return ring_radius(len(self.events)) * self.scale


def gather_rings(where: Mapping[Spot, Point], stay: AbstractSet[Spot], scale: float) -> tuple[list[Ring], list[Spot]]:
    """Return the rings, each with all that it would cover, and the spots that are left.

    Parameters
    ----------
    where
        Where each spot lies on the page.
    stay
        Spots of a few events that stay beside a ring, whatever it covers of them.
    scale
        How much larger than on A4 the signs are.
    """
    left = sorted(where, key=lambda spot: -len(spot.events))
    rings: list[Ring] = []
    alone: list[Spot] = []
    while left:
        spot, *left = left
        ring = Ring(where[spot], list(spot.events), scale)
        near: set[Spot] = set()
        if len(spot.events) > 1 and (spot.is_counted or spot not in stay):
            near = {
                other
                for other in left
                if (other.is_counted or other not in stay)
                and math.dist(ring.at, where[other]) < _TOUCHING * (ring.radius + _reach(other, scale))
            }
        ring.events += [event for other in left if other in near for event in other.events]
        if len(ring.events) > MOST_ALONE:
            rings.append(ring)
            left = [other for other in left if other not in near]
        else:
            alone.append(spot)
    return rings, alone


def _reach(spot: Spot, scale: float) -> float:
    """Return how far what stands for a spot reaches: a ring's radius, or half a row of small markers."""
    return (ring_radius(len(spot.events)) if spot.is_counted else HALF_SMALL_PT * len(spot.events)) * scale
