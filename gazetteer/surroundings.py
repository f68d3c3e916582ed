"""What a place lies in, and which other places bear its name."""

from collections.abc import Iterable

from gazetteer.gazetteer import Gazetteer
from gazetteer.names import fold
from gazetteer.place import Place, Tier

_MOST_LEVELS = 8
_SURE = frozenset({Tier.EXACT, Tier.FOLDED, Tier.ABBREVIATION})


def parents_of(place: Place, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the places that contain a place, the smallest first and its country last.

    A parent that is not listed any more is left out.
    """
    found: dict[str, Place] = {}
    above = place.parent_id
    while above is not None and above != place.place_id and above not in found and len(found) < _MOST_LEVELS:
        if not gazetteer.holds(above):
            break
        found[above] = gazetteer.place(above)
        above = found[above].parent_id
    chain = [*found.values()]
    if place.country_code in gazetteer.country_codes() and not place.feature_code.startswith("PCL"):
        province = _province(place, gazetteer) if not any(each.feature_code == "ADM1" for each in chain) else None
        country = gazetteer.country(place.country_code)
        if province is not None and province.place_id not in found and province.place_id != place.place_id:
            chain = [each for each in chain if not each.feature_code.startswith("PCL")] + [province]
        if all(each.place_id != country.place_id for each in chain):
            chain.append(country)
    return tuple(chain)


def _province(place: Place, gazetteer: Gazetteer) -> Place | None:
    """Return the ADM1 that a place names, else the one whose outline holds its point."""
    if place.admin1_code:
        return gazetteer.admin1(place.country_code, place.admin1_code)
    around = (area for area in gazetteer.areas_at(place.lon, place.lat) if area.feature_code == "ADM1")
    return next((area for area in around if area.country_code == place.country_code), None)


def namesakes_of(
    place: Place, gazetteer: Gazetteer, *, called: Iterable[str] = (), limit: int = 8
) -> tuple[Place, ...]:
    """Return the other places that bear a place's name, or another that it is ``called``, the best known first.

    Spelling must agree but for case, accents and articles; what only sounds alike is no namesake.
    """
    found: dict[str, tuple[float, Place]] = {}
    for name in dict.fromkeys((place.name, *called)):
        if not fold(name):
            continue
        for candidate in gazetteer.lookup(name):
            other = candidate.place
            if candidate.tier in _SURE and other.place_id != place.place_id:
                score = max(candidate.score, found.get(other.place_id, (0.0, other))[0])
                found[other.place_id] = (score, other)
    ranked = sorted(found.values(), key=lambda each: (-each[0], each[1].place_id))
    return tuple(other for _, other in ranked[:limit])
