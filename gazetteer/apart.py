"""Small places of a text that lie far from all others of it: a namesake that is not listed may be meant."""

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.choice import km_between
from gazetteer.place import FeatureClass, Place
from gazetteer.toponym import Resolution

# Places of one report lie within this distance of another one, mostly; a larger town is known wherever it lies.
_FAR_KM, _LARGE, _MOST_TOWNS = 200.0, 100_000, 200


def flag_far_ones(found: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Return the resolutions; small towns far from every sure town of their country in the text are marked for review.

    Not those in a province that the text names.
    """
    towns = {r.place.place_id: r.place for r in found if r.place is not None and _is_town(r)}
    towns = dict(list(towns.items())[:_MOST_TOWNS])
    named = {
        (r.place.country_code, r.place.admin1_code)
        for r in found
        if r.place is not None and r.place.feature_code == "ADM1"
    }
    return tuple(
        _flagged(each, towns)
        if each.place is not None and _is_town(each) and (each.place.country_code, each.place.admin1_code) not in named
        else each
        for each in found
    )


def _is_town(resolution: Resolution) -> bool:
    place = resolution.place
    return place is not None and place.feature_class is FeatureClass.POPULATED and not resolution.needs_review


def _flagged(resolution: Resolution, towns: dict[str, Place]) -> Resolution:
    place = resolution.place
    if place is None or place.population >= _LARGE or place.is_rough:
        return resolution
    others = [t for t in towns.values() if t.country_code == place.country_code and t.place_id != place.place_id]
    if not others or any(reason.startswith("the text says") for reason in resolution.reasons):
        return resolution
    nearest = min(others, key=lambda other: km_between(place, other))
    km = km_between(place, nearest)
    if km <= _FAR_KM:
        return resolution
    reason = f"the nearest other town of the text, {nearest.name}, is {km:,.0f} km away: it may be a namesake"
    return replace(resolution, needs_review=True, reasons=(*resolution.reasons, reason))
