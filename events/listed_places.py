"""Several places of one event in a list, "Goma, in North Kivu, and Bukavu", and what in it only says in what area one lies."""

import itertools
import re
from collections.abc import Sequence

from events.event import DateMention
from gazetteer import COORDINATES_WORD, FeatureClass, Resolution, lies_in

# Between the places of a list may stand what belongs to each: "Goma on Saturday and Bukavu", "four in Bor and three in Pibor",
# "Zintan at 31.93N 12.25E and Nalut at 31.87N 10.98E".
_WHEN = r"\s*,?\s*(?:(?:late|early)\s+)?(?:on|over|by)?\s*\0(?:\s+(?:night|morning|evening|afternoon))?"
_COUNT = r"(?:at least\s+|another\s+|some\s+|about\s+)?(?:\d[\d,]*|[a-z]+)\s+(?:(?:more|others?|people|civilians|soldiers|villagers)\s+)?"
_LIST = re.compile(
    rf"(?:,?\s*(?:at\s+)?{COORDINATES_WORD})?(?:{_WHEN})?\s*,?\s*(?:and|,|as well as)(?:{_WHEN}\s*,?)?\s*(?:(?:{_COUNT})?(?:in|at|near)\s+)?(?:the\s+)?(?:(?:city|town|village|port)\s+of\s+)?",
    re.IGNORECASE,
)
# "Baler, in the province of Aurora", "Quetta, Pakistan": behind a place the area that it lies in, no second place.
_AREA = re.compile(
    r"\s*(?:,|,?\s+in)\s+(?:the\s+)?(?:(?:\w+ern|north|south|east|west)\s+)?(?:(?:province|state|region|governorate|oblast|department|district|prefecture|county)\s+of\s+)?",
    re.IGNORECASE,
)


def listed_places(
    text: str, best: Resolution, here: Sequence[Resolution], dates: Sequence[DateMention]
) -> list[Resolution]:
    """Return the places that stand in one list with the best one: "Belgrade and Novi Sad", itself alone where none does.

    Parameters
    ----------
    here
        The sentence's places that may be meant, in text order, the best among them.
    dates
        The sentence's dates: each may stand between two places of a list.
    """
    at = here.index(best)
    first = last = at
    while last + 1 < len(here) and _is_listed(text, here[last], here[last + 1], dates):
        last += 1
    while first > 0 and _is_listed(text, here[first - 1], here[first], dates):
        first -= 1
    listed = _without_areas(text, here[first : last + 1])
    # "Mamove, Beni territory" says where Mamove is: a list of two has its "and".
    if len(listed) == 2 and re.search(r"\w", text[listed[0].toponym.end : listed[1].toponym.start]) is None:
        return [best]
    towns = [r for r in listed if r.place is None or (r.where_prec or 1) < 6]
    return towns if len(towns) > 1 and len(towns) == len(listed) else [best]


def _without_areas(text: str, listed: Sequence[Resolution]) -> list[Resolution]:
    """Leave out of places in a row each that only says what area the one before it lies in: "Quetta, Pakistan"."""
    kept = list(listed[:1])
    for one, other in itertools.pairwise(listed):
        gap = text[one.toponym.end : other.toponym.start]
        if _AREA.fullmatch(gap) is None or not _is_around(one, other):
            kept.append(other)
    return kept


def _is_around(one: Resolution, other: Resolution) -> bool:
    """Say whether a place is an area in which another lies, so far as is known."""
    if one.place is None or other.place is None:
        return False
    if other.place.feature_class is FeatureClass.POPULATED:
        return False
    is_wider = (other.where_prec or 1) > (one.where_prec or 1) and other.place.country_code == one.place.country_code
    return lies_in(one.place, other.place) or is_wider


def _is_listed(text: str, one: Resolution, other: Resolution, dates: Sequence[DateMention]) -> bool:
    gap = text[one.toponym.end : other.toponym.start]
    if _AREA.fullmatch(gap) is not None and _is_around(one, other):
        return True
    for date in reversed(dates):
        if one.toponym.end <= date.start and date.end <= other.toponym.start:
            gap = f"{gap[: date.start - one.toponym.end]}\0{gap[date.end - one.toponym.end :]}"
    return _LIST.fullmatch(gap) is not None and other.relation is None
