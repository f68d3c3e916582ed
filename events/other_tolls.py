"""Missing, displaced and captured: people whom a sentence counts besides its dead and hurt."""

import re
from collections.abc import Iterator

from events.casualties import FoundToll, Kind, toll_of
from events.counts import Count, count_at, find_counts
from events.toll_doubts import is_part_or_denied

_AUX = (
    r"(?:,?\s+(?:including|most of them|among them)\b[^.;]{1,80}?,)?(?:\s+(?:in|from|at|near|of|around|across|on|aboard)\s+(?:(?!\b(?:and|but|who|that|which|while|when|after)\b)[^.;,]){1,50}?)?"
    r"\s+(?P<aux>(?:(?:were|was|are|is|been|have|has|had|being|be|got|also|reportedly|still|now|left|reported|listed|all|later|since|believed|feared)\s+)*)"
)
_PASSIVE = re.compile(r"\b(?:were|was|been|being|are|is|got|be)\b", re.IGNORECASE)
_OF_ONE = re.compile(r"\b(?:was|is|has)\b", re.IGNORECASE)
# What befell those counted; in the second group only with "were" before it or at the end of its clause: "rebels captured a town".
_FATES: tuple[tuple[Kind, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "missing",
        re.compile(_AUX + r"(?P<own>(?:(?:go|went|gone|remain(?:ed|s|ing)?) )?missing|(?:remain(?:ed|s)? )?unaccounted for)\b", re.IGNORECASE),
        re.compile(r"(?!)"),
    ),
    (
        "displaced",
        re.compile(
            _AUX + r"(?P<own>displaced|homeless|evacuated|uprooted|(?:forced|driven) (?:to flee|from|out of)\b|fled\b(?! (?:justice|custody|prison|the scene|in an?))|(?:to )?leave (?:their|the) homes|left their homes)\b",
            re.IGNORECASE,
        ),
        re.compile(r"displac(?:ed|es|ing)|evacuat(?:ed|ing)|uproot(?:ed|ing)|forc(?:ed|ing)(?= [^.;]{1,60}? (?:to flee|from their|out of their|to leave))|driv(?:en|ing)(?= [^.;]{1,60}? from their)|displacement of|evacuation of", re.IGNORECASE),
    ),
    (
        "captured",
        re.compile(
            _AUX + r"(?P<own>arrested|detained|captured|abducted|kidnapped|taken (?:prisoner|hostage|captive|away|into custody)|taken(?=\s*(?:[.;,]|$))|rounded up|in custody|held hostage)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"arrest(?:ed|ing|s)|detain(?:ed|ing|s)|captur(?:ed|ing|es)|abduct(?:ed|ing|s)|kidnapp(?:ed|ing)|round(?:ed|ing) up|t(?:ook|aking)(?= [^.;,]{1,50}? (?:prisoner|hostage|captive))|(?:arrest|detention|capture|abduction|kidnapping) of",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip
# A number of these is one of households; how many people they are is not said.
_HOUSEHOLDS = re.compile(r"\b(?:famil(?:y|ies)|households?)\b", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:$|[.,;:)]|\s(?:and|in|by|on|at|near|during|after|when|since|as)\b)")
_TO_COME = re.compile(
    r"\b(?:not|never|n['’]t|could|would|might|may|can|will|shall|to|if|unless|without|fail(?:ed|s)? to|no one|nobody|plan\w* to)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)


def find_other_tolls(text: str) -> tuple[FoundToll, ...]:
    """Return the missing, the displaced and the captured (arrested, detained, abducted) that a sentence counts, in text order.

    What is part of another count, denied, planned or feared to come is left out, as in `find_tolls`; households are no
    number of people.

    Examples
    --------
    >>> [(t.kind, t.toll.best) for t in find_other_tolls("12 people are missing and 4,000 were displaced; rebels captured two soldiers.")]
    [('missing', 12), ('displaced', 4000), ('captured', 2)]
    >>> find_other_tolls("A 200-strong force captured the town.")
    ()
    """
    found: dict[tuple[Kind, int], FoundToll] = {}
    taken: set[int] = set()
    for kind, count in [*_behind_verbs(text), *_before_fates(text)]:
        if (
            count.start in taken
            or not count.is_of_people
            or _HOUSEHOLDS.search(count.who)
            or is_part_or_denied(text, count)
        ):
            continue
        taken.add(count.start)
        found[kind, count.start] = FoundToll(kind, toll_of(count), count.who, is_total=False)
    return tuple(found[key] for key in sorted(found, key=lambda key: key[1]))


def _before_fates(text: str) -> Iterator[tuple[Kind, Count]]:
    for count in find_counts(text):
        for kind, befell, _ in _FATES:
            match = befell.match(text, count.until)
            if match is None or _TO_COME.search(text[max(0, match.start("own") - 20) : match.start("own")]):
                continue
            if count.best > 1 and _OF_ONE.search(match["aux"]):  # "the boat with 20 people aboard is missing"
                continue
            word = match["own"].lower()
            is_own = kind == "missing" or word.startswith(("fled", "homeless", "left", "in custody"))
            if is_own or _PASSIVE.search(match["aux"]) or _ENDS.match(text, match.end()):
                yield kind, count
                break


def _behind_verbs(text: str) -> Iterator[tuple[Kind, Count]]:
    for kind, _, verb in _FATES:
        for match in verb.finditer(text):
            before = text[max(0, match.start() - 30) : match.start()]
            gap = re.match(r"\s+(?=\S)", text[match.end() : match.end() + 4])
            if gap is None or (match.start() and text[match.start() - 1].isalnum()) or _TO_COME.search(before):
                continue
            count = count_at(text, match.end() + gap.end())
            if count is not None and not (_PASSIVE.search(before[-12:]) and not match.group().endswith(" of")):
                yield kind, count
