"""What the text says right behind a name of the area that holds it, and the listed places contradict."""

import re
from enum import Enum

from gazetteer.choice import km_between
from gazetteer.context import lies_in
from gazetteer.doubt import Weighed
from gazetteer.gazetteer import Gazetteer
from gazetteer.place import FeatureClass, Place
from gazetteer.rivals import is_world_city
from gazetteer.toponym import Toponym

_IN = re.compile(r"\s+in\s+(?:the\s+)?")
_BARE = re.compile(r"(?:,\s+|\s*\()(?:the\s+)?(?P<name>(?:[^\W\d_a-z][\w.'’-]*[ -]?){1,4})")
_TYPED = re.compile(
    r"(?:,\s+|\s*\()(?:the\s+)?(?:[^\W\d_a-z][\w.'’-]*[ -]){1,4}"
    r"(?i:province|state|governorate|oblast|region|prefecture|wilaya|county|department)\b"
)


class Contradiction(Enum):
    """What the places of a name say to the area that the text puts it into."""

    NONE = 0
    DOUBTED = 1  # a place of that name lies elsewhere; perhaps the area is not meant so
    UNKNOWN_THERE = 2  # the text is plain: none of the places listed is meant


def contradiction(
    text: str, toponym: Toponym, container: Place, weighed: list[Weighed], gazetteer: Gazetteer
) -> Contradiction:
    """Return whether a text puts a name into an area that has no such place listed: "Novooleksandrivka in the Donetsk region".

    Behind a comma a province may be the next of a list: with its type word it is plain, unless the place lies just
    outside, as with reports that are careless of borders.
    """
    best = weighed[0].candidate.place if weighed else None
    if container.feature_code == "ADM2":
        # Not of every place is the district listed: only a name that has no place at all is somewhere in it.
        return Contradiction.NONE if weighed else Contradiction.UNKNOWN_THERE
    if container.feature_code != "ADM1" or toponym.is_demonym:
        return Contradiction.NONE
    if best is not None and best.feature_class is FeatureClass.HYDRO and not best.country_code:
        return Contradiction.NONE  # "The Dnipro in the Kherson region" flows through it
    if any(lies_in(w.candidate.place, container) or w.candidate.place.place_id == container.place_id for w in weighed):
        return Contradiction.NONE
    if _IN.match(text, toponym.end):
        # "Berlin in Brandenburg": the land around the city.
        is_city_of_it = best is not None and is_world_city(best) and _is_just_outside(best, container)
        return Contradiction.DOUBTED if is_city_of_it else Contradiction.UNKNOWN_THERE
    if best is None or best.feature_class is not FeatureClass.POPULATED:
        return Contradiction.NONE
    if _TYPED.match(text, toponym.end):
        return Contradiction.DOUBTED if _is_just_outside(best, container) else Contradiction.UNKNOWN_THERE
    bare = _BARE.match(text, toponym.end)
    found = gazetteer.lookup(bare["name"].strip(" .-'’")) if bare else ()
    is_area = bool(found) and found[0].place.place_id == container.place_id
    return Contradiction.DOUBTED if is_area else Contradiction.NONE


def _is_just_outside(place: Place, area: Place) -> bool:
    return place.country_code == area.country_code and km_between(place, area) * 1000 < area.radius_m
