"""Small places whose name leaves in doubt which is meant: the area that surely holds them, and why."""

from functools import lru_cache
from typing import NamedTuple

from gazetteer.context import LOOSE
from gazetteer.coverage import lists_few_villages
from gazetteer.cyrillic_cases import is_cyrillic
from gazetteer.gazetteer import Gazetteer
from gazetteer.land import land
from gazetteer.names import drop_article, fold
from gazetteer.place import Candidate, FeatureClass, Place, Tier
from gazetteer.spelling import likeness, sound_form, sound_forms
from gazetteer.toponym import Toponym

# Closer in weight than this, a person should look.
CLOSE_MARGIN = 0.05
# Of towns smaller than this none is the likelier for its people; villages and hamlets are listed in part.
_SMALL_TOWN, _VILLAGE, _HAMLET = 20_000, 10_000, 1_000
# Where the name is written otherwise, larger ones are in doubt too.
_TOWN = 50_000
# A name that so many listed places have is a common one, a hamlet's where fewer have it; so many of its names are tried.
_COMMON, _COMMON_HAMLET, _MOST_NAMES = 5, 3, 12
# Of the villages up to this size most lists have a part: the only one listed may not be the one meant.
_UNSURE_VILLAGE = 3_000
# Sound forms less alike than this are two names.
_ONE_NAME, _ONE_SOUND, _ONE_SPELLING, _SAME_SPELLING = 0.5, 0.8, 0.7, 0.85
# A Cyrillic name of fewer letters has none to spare for a case.
_SHORT = 5


class Weighed(NamedTuple):
    """A candidate with what the text adds to its score, and why; a tuple, as a text has some hundreds, each made three times."""

    candidate: Candidate
    weight: float
    reasons: tuple[str, ...]


def area_of_doubt(
    toponym: Toponym, best: Weighed, close: list[Weighed], gazetteer: Gazetteer
) -> tuple[Place | None, str]:
    """Return the area that surely holds a small place which its namesakes, or another name of it, leave in doubt; and why.

    The gazetteer lists towns wholly and villages in part: that a village is the only one listed says little where its
    name is a common one, or where the text writes another name than its own. Why without an area: likely the place, but
    for a person to check.
    """
    place = best.candidate.place
    if (
        place.feature_class is not FeatureClass.POPULATED
        or place.is_rough
        or not gazetteer.has_country(place.country_code)
    ):
        return None, ""
    if place.population >= _TOWN:
        return None, ""
    # A city's district is "Kalynivskyi" first, and "Kalynivka" to some.
    is_sure = best.candidate.tier not in LOOSE and _alike(toponym.text, place.name) >= _SAME_SPELLING
    if is_sure and place.population >= _SMALL_TOWN:
        return None, ""
    rivals = [
        w.candidate.place
        for w in close
        if w.weight > best.weight - CLOSE_MARGIN
        and w.candidate.place.country_code == place.country_code
        and w.candidate.place.feature_class is FeatureClass.POPULATED
    ]
    if rivals:
        is_one_province = all(rival.admin1_code == place.admin1_code != "" for rival in rivals)
        is_one_province = is_one_province and (best.candidate.tier not in LOOSE or _is_close(toponym.text, place))
        area = gazetteer.admin1(place.country_code, place.admin1_code) if is_one_province else None
        area = area or gazetteer.country(place.country_code)
        return area, f"one of {len(rivals) + 1} places of that name that cannot be told apart, somewhere in {area.name}"
    by_country = f"the text says: {toponym.text}, {gazetteer.country_name(place.country_code)}"
    is_backed = any(
        reason.startswith(("the text says", "in a province", "named with")) and reason != by_country
        for reason in best.reasons
    )
    if is_backed:
        return None, ""
    country, why = gazetteer.country(place.country_code), _why_in_doubt(toponym.text, best.candidate, gazetteer)
    return (country, why) if why else (None, _why_unsure(best.candidate, country, gazetteer))


def _why_in_doubt(written: str, candidate: Candidate, gazetteer: Gazetteer) -> str:
    """Return why a small place that nothing in the text speaks for may be another one; "" where it hardly can."""
    place = candidate.place
    if candidate.tier in LOOSE and not _is_close(written, place):
        return f"only sounds like {place.name}, and many places are not listed"
    is_slip = candidate.tier is Tier.TYPO and place.population < _UNSURE_VILLAGE and place.place_id.startswith("gn:")
    if is_slip and lists_few_villages(place.country_code, gazetteer):
        return f"a letter apart from {place.name}, and as likely a village that is not listed"
    if place.population < _SMALL_TOWN and candidate.tier not in LOOSE and _is_another_name(written, place.name):
        return f"{place.name} is listed under this name too, but many places are not listed"
    # Places of the supplement and of one's own are listed because reports name them.
    if not place.place_id.startswith("gn:") or place.population >= _VILLAGE:
        return ""
    bearers = _bearers(place.place_id, gazetteer)
    if bearers >= (_COMMON if place.population >= _HAMLET else _COMMON_HAMLET):
        return f"{bearers} places are listed under names of {place.name}, a common one, and many are not listed"
    return ""


def _why_unsure(candidate: Candidate, country: Place, gazetteer: Gazetteer) -> str:
    """Return why a person should check a village that nothing in the text speaks for but that it is listed."""
    place = candidate.place
    is_village = place.place_id.startswith("gn:") and place.population < _VILLAGE
    if not is_village or not lists_few_villages(place.country_code, gazetteer):
        return ""
    if place.population < _UNSURE_VILLAGE:
        return f"a village, and many villages of {country.name} are not listed: another may bear the name"
    if _bearers(place.place_id, gazetteer) > 1:
        return f"not the only place listed as {place.name}, and many of {country.name} are not listed"
    return ""


@lru_cache(maxsize=4096)
def _bearers(place_id: str, gazetteer: Gazetteer) -> int:
    """Return how many towns and villages of its country and the ones beside it are listed under a place's name, in any spelling."""
    place = gazetteer.place(place_id)
    countries = {place.country_code, *land(gazetteer).neighbours(place.country_code)}
    found = {
        candidate.place.place_id
        for name in gazetteer.names(place_id)[:_MOST_NAMES]
        if _is_one_name(name, place.name)
        for candidate in gazetteer.lookup(name)
        if candidate.tier not in LOOSE
        and candidate.place.feature_class is FeatureClass.POPULATED
        and candidate.place.country_code in countries
    }
    return len(found)


def _is_close(written: str, place: Place) -> bool:
    """Say whether two names sound the same but for a letter in five: "Kikla" and "Kiklah", not "Hidaj" and "Haddaj".

    In Cyrillic letters a name has an ending for its case: "в Токмаку".
    """
    folded = fold(written)
    stems = (folded, folded[:-1], folded[:-2]) if is_cyrillic(folded) and len(folded) > _SHORT else (folded,)
    return max(_alike(stem, place.name) for stem in stems) > _ONE_SOUND


def _is_one_name(name: str, own: str) -> bool:
    """Say whether a name, in any script, is a spelling of a place's own."""
    return _alike(name, own) >= _ONE_SPELLING


@lru_cache(maxsize=1 << 13)
def _alike(name: str, own: str) -> float:
    """Return how alike two names sound, 0 to 1; of a longer one the beginning may do: "Baghouz", "Baghuz Fawqani"."""
    words = drop_article(fold(own)).split(" ")
    begins = " ".join(words[: len(drop_article(fold(name)).split(" "))])
    owns = {sound_form(fold(own)), sound_form(begins)} if len(words) > 1 else {sound_form(fold(own))}
    return max(likeness(form, each) for form in sound_forms(fold(name)) for each in owns)


def _is_another_name(written: str, listed: str) -> bool:
    """Say whether two names in Latin letters are no spellings of one: "Paraskoveyevka" and "Kolomatske"."""
    one, other = fold(written), fold(listed)
    return one.isascii() and other.isascii() and _alike(written, listed) < _ONE_NAME
