"""Ground that changes hands: what is taken, held or lost must be a place, a noun of one, or a pronoun of one."""

import re
from collections.abc import Sequence

_NOUN = re.compile(
    r"\b(?:towns?|cit(?:y|ies)|villages?|hamlets?|districts?|areas?|bases?|airports?|airfields?|air ?strips?|positions?|camps?|hills?|hilltops?|heights|crossings?|ports?|"
    r"headquarters|barracks|provinces?|regions?|neighbou?rhoods?|suburbs?|checkpoints?|check ?posts?|bridges?|roads?|highways?|fields?|oilfields?|terminals?|capital|outposts?|"
    r"garrisons?|strongholds?|islands?|valleys?|mines?|dams?|territor(?:y|ies)|control of)\b(?!['’]s)",
    re.IGNORECASE,
)
# Between a verb and its object stand articles, numbers and adjectives, no preposition but "of".
_BETWEEN = re.compile(
    r"\s+(?:(?!(?:in|at|to|from|off|on|for|by|with|as|part|place|over|up|out|into|near|aim|advantage|responsibility|office|hostage|and|but|that|which|who)\b)[\w'’-]+,?\s+){0,5}",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\s+(?:it|them)\b(?!\s+(?:to|for|as|from|upon|easy|out|off|up|\w+\s+(?:hours|days|weeks|months|years))\b)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are)\s+(?:\w+ly\s+|now\s+)?$", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:which|that)\s+(?:[\w'’-]+\s+){1,5}$", re.IGNORECASE)
_AWAY = re.compile(r"\s*(?:['’]s\b|-[a-z]|to\s+(?!the\s+\w+\s+of\b))", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:it|they)\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE)


def takes_ground(
    sentence: str, start: int, end: int, places: Sequence[tuple[int, int]], clause: tuple[int, int]
) -> bool:
    """Say whether a verb such as "took" or "fell to" is about ground.

    Parameters
    ----------
    start, end
        The verb's span in the sentence.
    places
        Spans of place names in the sentence.
    clause
        The clause in which the verb stands.

    Examples
    --------
    >>> takes_ground("Troops took the town.", 7, 11, (), (0, 21))
    True
    >>> takes_ground("Troops took part in it.", 7, 11, (), (0, 23))
    False
    """
    word = sentence[start:end].lower()
    if word.startswith(("fell", "fallen")) or _PASSIVE.search(sentence, max(clause[0], start - 20), start):
        before = sentence[clause[0] : start]
        named = any(clause[0] <= a < start for a, _ in places)
        return named or _NOUN.search(before) is not None or _SUBJECT.search(before) is not None
    return _is_object(sentence, end, places) or _is_relative(sentence, start, places, clause)


def _is_object(sentence: str, end: int, places: Sequence[tuple[int, int]]) -> bool:
    if _PRONOUN.match(sentence, end):
        return bool(places) or _NOUN.search(sentence) is not None or sentence[:end].lower().endswith(_SURE)
    is_lost = sentence[:end].lower().endswith(_GIVES)
    for a, b in places:
        if a > end and _BETWEEN.fullmatch(sentence, end, a) and (is_lost or not _AWAY.match(sentence, b)):
            return True
    noun = _NOUN.search(sentence, end, min(len(sentence), end + 60))
    return noun is not None and _BETWEEN.fullmatch(sentence, end, noun.start()) is not None


# What is retaken is ground, whatever the pronoun.
# What is lost to somebody is the place before the "to".
_GIVES = ("lost", "losing", "control of")
_SURE = ("retaken", "retook", "recaptured", "liberated", "overran", "overrun")


def _is_relative(sentence: str, start: int, places: Sequence[tuple[int, int]], clause: tuple[int, int]) -> bool:
    """Say whether the object stands before: "the town, which the army retook"."""
    opening = _RELATIVE.search(sentence, max(0, clause[0] - 1), start)
    if opening is None:
        return False
    near = any(opening.start() - 20 <= b <= opening.start() for _, b in places)
    return near or _NOUN.search(sentence, max(0, opening.start() - 30), opening.start()) is not None
