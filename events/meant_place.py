"""Which place named before "the town", "its airport" or "retook it" means: one of that kind, in the country told of, that was called so or was lost."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from events.bare_place import bare_place
from events.draft import Draft
from events.event import EventType
from events.event_place import words_back
from events.trigger import Trigger
from gazetteer import RelationKind, Resolution

_NOUN = re.compile(
    r"\b(?:town|city|village|area|district|base|airport|port|capital|province|region|camp)$", re.IGNORECASE
)
_TOWNS = frozenset({"town", "city", "village"})
# What lies beside a place, or between two, is no town.
_BESIDE = frozenset({RelationKind.BORDER, RelationKind.BETWEEN, RelationKind.ALONG, RelationKind.OFFSHORE, RelationKind.ROAD})  # fmt: skip
# "The town of Wad Madani"; "Rubaya, a mining town", "Uvira, the second city of the province", "Uvira town".
_OF = r"\b{noun}\s+of\s+$"
_IS = r"(?:\s+|\s*,\s*(?:an?|the|another|once\s+an?)\s+(?:[a-z-]+\s+){{0,3}}){noun}\b"
_AROUND = 60


@dataclass(frozen=True, slots=True)
class _Fit:
    draft: Draft
    where: Resolution
    is_called: bool
    was_taken: bool
    is_home: bool


def meant_place(
    words: str, trigger: Trigger, told: Sequence[Draft], prose: str, *, number: int, paragraph: int, countries: frozenset[str]
) -> Resolution | None:  # fmt: skip
    """Return the place of an event told before that the last words pointing back in ``words`` mean, None where none fits them.

    Parameters
    ----------
    words
        The sentence up to the end of the trigger's clause.
    told
        The last events that have a place, in text order.
    number, paragraph
        The sentence's number and its paragraph: an event of the same paragraph goes before those of others.
    countries
        ISO 3166-1 alpha-2 codes of the report's country and of those that the sentence names; a place in another is
        meant where it is called so or was taken, else only where it was told just before, and is reviewed. Empty for any.

    Returns
    -------
    Resolution or None
        As named before, with the reason; in need of review where two places fit alike.
    """
    said = words_back(words, trigger.clause[0])
    if not said:
        return None
    match = _NOUN.search(said)
    noun = match.group().lower() if match else "town" if said.lower().startswith("its") else ""
    is_taking = trigger.type is EventType.TERRITORY
    fits = []
    for draft in told:
        if draft.where is not None and _is_of_kind(draft.where, noun, is_taking=is_taking):
            taken = draft.trigger.type is EventType.TERRITORY
            is_home = draft.where.place is None or not countries or draft.where.place.country_code in countries
            fits.append(_Fit(draft, draft.where, bool(match) and _is_called(draft.where, noun, prose), taken, is_home))
    if is_taking:
        fits = [fit for fit in fits if fit.was_taken] or fits
    # What the text itself says of a place goes before the report's country, which may be only where it was filed.
    fits = [fit for fit in fits if fit.is_called] or fits
    is_said = all(fit.is_called or (is_taking and fit.was_taken) for fit in fits)
    fits = [fit for fit in fits if fit.is_home] or [fit for fit in fits if is_said or number - fit.draft.number <= 1]
    if not fits:
        return None
    near = [fit for fit in fits if fit.draft.sentence.paragraph == paragraph]
    best = (near or fits)[-1]
    is_abroad = not best.is_home and not is_said
    is_doubtful = is_abroad or (noun != "" and len({_key(fit.where) for fit in fits}) > 1)
    where = bare_place(best.where) if noun in _TOWNS | {"capital"} else best.where
    back = number - best.draft.number
    at = "in the same sentence" if back <= 0 else "a sentence before" if back == 1 else f"{back} sentences before"
    reason = f"“{' '.join(said.split())}” is taken as {' '.join(where.toponym.text.split())}, named {at}"
    if is_doubtful:
        reason += "; another place may be meant" if not is_abroad else ", in another country than the report's"
    reasons = (*(each for each in where.reasons if "is taken as" not in each), reason)
    return replace(where, reasons=reasons, needs_review=where.needs_review or is_doubtful)


def _key(where: Resolution) -> str:
    return where.place.place_id if where.place is not None and where.tier is not None else where.toponym.text.lower()


def _is_of_kind(where: Resolution, noun: str, *, is_taking: bool) -> bool:
    """Say whether a place can be what the noun says; "" is "there" or "it", which may be any, but no one retakes a border."""
    place, cue = where.place, where.toponym.cue
    beside = where.relation is not None and where.relation.kind in _BESIDE
    if noun in {"", "area"}:
        return noun == "area" or not is_taking or not beside
    if beside:
        return False
    if place is None:
        return cue in {"", noun} or (noun in _TOWNS and cue in _TOWNS)
    is_country = place.feature_code.startswith(("PCL", "CONT"))
    if where.tier is None:  # a name that no list knows, somewhere in this place
        return cue in {"", noun} or (noun in _TOWNS and cue in _TOWNS)
    if noun in _TOWNS:
        return place.feature_class == "P" and place.feature_code != "CMPRF" and cue != "camp"
    if noun == "capital":
        return place.feature_code == "PPLC" or place.feature_code.startswith("PPLA")
    if noun in {"province", "region"}:
        return not is_country and place.feature_class in {"A", "L"}
    if noun == "district":
        return not is_country and place.feature_code != "ADM1" and place.feature_class in {"A", "L", "P"}
    return not is_country and place.feature_class in {"P", "S", "L"}


def _is_called(where: Resolution, noun: str, prose: str) -> bool:
    """Say whether the text calls a place by the noun where it names it: "the town of X", "X, a mining town", "X town"."""
    start, end = where.toponym.start, where.toponym.end
    if where.toponym.cue == noun:
        return True
    ahead, behind = prose[max(0, start - _AROUND) : start], prose[end : end + _AROUND]
    return (
        re.search(_OF.format(noun=noun), ahead, re.IGNORECASE) is not None
        or re.match(_IS.format(noun=noun), behind) is not None
    )
