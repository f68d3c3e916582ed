"""The places named together: what lies near one, and small ones that lie far from all, likelier a namesake that is not listed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import cos, hypot, inf, radians

from gazetteer.context import LOOSE
from gazetteer.gazetteer import Gazetteer
from gazetteer.place import Candidate, FeatureClass, Place
from gazetteer.toponym import Resolution

# So many sure places of a text say where it happens; farther from all of them than this, and than they are from one
# another, a place of fewer people is checked.
_LEAST_SIBLINGS, _FAR_KM, _SMALL = 2, 350.0, 100_000
# Places named together: how near counts, and how large a place may be to say where another is.
TOGETHER_KM, ANCHOR_M = 150.0, 60_000.0
# So many of a text's places are asked for the one that is near.
_MOST_NEAR = 100
NAMED_WITH = "named with "
_DEGREE_KM = 111.2


def named_with(place: Place, km: float) -> tuple[str, ...]:
    """Return the reason that a place near by gives, none where it is far."""
    return (f"{NAMED_WITH}{place.name}, {km:,.0f} km away",) if km < TOGETHER_KM else ()


def nearest_of(place: Place, others: Iterable[Place]) -> tuple[Place | None, float]:
    """Return the nearest of some places but the place itself, and its distance in km; None and infinity without any."""
    nearest, least = None, inf
    place_id, lon, lat = place.place_id, place.lon, place.lat
    for other in others:
        # As `rough_km`, written out: a text asks for some thousand distances.
        east = ((lon - other.lon + 180) % 360 - 180) * cos(radians((lat + other.lat) / 2))
        km = hypot(east, lat - other.lat) * _DEGREE_KM
        # "Mexico" beside "Mexico City" is not that city for it.
        if km < least and other.place_id != place_id:
            nearest, least = other, km
    return nearest, least


def name_companions(found: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Return the resolutions with the place near by named as the text is read in the end: on the way there it may have been another."""
    near = {r.place.place_id: r.place for r in found if r.place is not None and r.place.radius_m < ANCHOR_M}
    places = list(near.values())[:_MOST_NEAR]
    told: dict[str, tuple[str, ...]] = {}

    def retold(place: Place | None, reasons: tuple[str, ...]) -> tuple[str, ...]:
        if place is None or not any(reason.startswith(NAMED_WITH) for reason in reasons):
            return reasons
        if place.place_id not in told:
            nearest, km = nearest_of(place, places)
            told[place.place_id] = named_with(nearest, km) if nearest is not None else ()
        now = told[place.place_id]
        return tuple(each for reason in reasons for each in (now if reason.startswith(NAMED_WITH) else (reason,)))

    def reread(candidate: Candidate) -> Candidate:
        reasons = retold(candidate.place, candidate.reasons)
        return candidate if reasons == candidate.reasons else replace(candidate, reasons=reasons)

    return tuple(
        replace(r, reasons=retold(r.place, r.reasons), candidates=tuple(map(reread, r.candidates)))
        if _names_a_companion(r)
        else r
        for r in found
    )


def _names_a_companion(resolution: Resolution) -> bool:
    given = (resolution.reasons, *(candidate.reasons for candidate in resolution.candidates))
    return any(reason.startswith(NAMED_WITH) for reasons in given for reason in reasons)


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
    return hypot(east, one.lat - other.lat) * _DEGREE_KM
