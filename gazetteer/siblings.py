"""Small places that lie far from the others of their text: likelier a namesake that is not listed."""

from collections.abc import Sequence
from dataclasses import replace
from math import cos, hypot, radians

from gazetteer.context import LOOSE
from gazetteer.gazetteer import Gazetteer
from gazetteer.place import FeatureClass, Place
from gazetteer.toponym import Resolution

# So many sure places of a text say where it happens; farther from all of them than this, and than they are from one
# another, a place of fewer people is checked.
_LEAST_SIBLINGS, _FAR_KM, _SMALL = 2, 350.0, 100_000


def check_distance(resolution: Resolution, siblings: Sequence[Place], gazetteer: Gazetteer) -> Resolution:
    """Return the resolution, flagged where its place is small or only sounds so and lies far from its siblings.

    Parameters
    ----------
    siblings
        The sure places of the text; the place itself and those in other countries say nothing.
    """
    place = resolution.place
    if place is None or resolution.needs_review or place.feature_class is not FeatureClass.POPULATED:
        return resolution
    is_small = place.population < _SMALL and place.feature_code != "PPLC"
    if not (is_small or resolution.tier in LOOSE):
        return resolution
    beside = [each for each in siblings if each.country_code == place.country_code and each.place_id != place.place_id]
    if len(beside) < _LEAST_SIBLINGS:
        return resolution
    nearest = min(beside, key=lambda each: rough_km(place, each))
    km = rough_km(place, nearest)
    if km < _FAR_KM or km < max(rough_km(nearest, each) for each in beside):
        return resolution
    # That it lies in the country of the others says nothing.
    by_country = f"the text says: {resolution.toponym.text}, {gazetteer.country_name(place.country_code)}"
    said = (reason for reason in resolution.reasons if reason.startswith(("the text says", "in a province")))
    if any(reason != by_country for reason in said):
        return resolution
    reason = f"{km:,.0f} km from {nearest.name}, the nearest place named with it: perhaps another of that name"
    return replace(resolution, needs_review=True, reasons=(*resolution.reasons, reason))


def rough_km(one: Place, other: Place) -> float:
    """Return a distance good enough to compare (flat earth at the mean latitude)."""
    east = ((one.lon - other.lon + 180) % 360 - 180) * cos(radians((one.lat + other.lat) / 2))
    return hypot(east, one.lat - other.lat) * 111.2
