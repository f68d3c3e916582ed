"""Administrative areas in tables of P-codes: which listed one a row means."""

from gazetteer.gazetteer import Gazetteer
from gazetteer.place import LOOSE_TIERS, Place

_CUES = {"1": "province", "2": "district"}


def listed_areas(name: str, level: str, country: str, gazetteer: Gazetteer, *, within: str = "") -> tuple[Place, ...]:
    """Return the listed areas of a name and level ("1", "2") in a country, best first.

    Of several ADM2, those in the ADM1 called ``within`` come first.
    """
    code = f"ADM{level}"
    found = [
        candidate.place
        for candidate in gazetteer.lookup(name, country=country or None, cue=_CUES[level])
        if candidate.place.feature_code == code
        and candidate.place.country_code == country
        and candidate.tier not in LOOSE_TIERS
    ]
    if level == "2" and within and len(found) > 1:
        around = {area.admin1_code for area in listed_areas(within, "1", country, gazetteer)}
        found.sort(key=lambda place: place.admin1_code not in around)
    return tuple(found)
