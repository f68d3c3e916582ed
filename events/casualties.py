"""Tolls as news write them: killed and injured, with hedges read as best, low and high."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from events.event import Toll

_UNITS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
)}  # fmt: skip
_TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
# Vague words as best, low, high: "several" and "dozens" by ACLED's rule, ranges by what the words allow.
_VAGUE = {
    "a dozen": (12, 12, 12), "dozens": (24, 24, 99), "scores": (40, 40, 99), "hundreds": (200, 200, 999), "several": (3, 3, 9),
    "a few": (3, 2, 5), "some": (3, 2, 9), "many": (10, 3, 99), "thousands": (2000, 2000, 9999), "a couple": (2, 2, 2), "both": (2, 2, 2),
    "a hundred": (100, 100, 100), "two dozen": (24, 24, 24), "half a dozen": (6, 6, 6),
}  # fmt: skip
_TEN_WORDS = "|".join(_TENS)
_UNIT_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
_NUMBER = (
    rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|(?:{_TEN_WORDS})(?:[- ](?:{_UNIT_WORDS}))?|"
    + "|".join(sorted(_VAGUE, key=len, reverse=True))
    + rf"|{_UNIT_WORDS}"
)
_HEDGE = (
    r"(?P<hedge>at least|no fewer than|not less than|a minimum of|more than|over|upwards of|up to|as many as|at most|fewer than|less than|"
    r"nearly|almost|about|around|some|roughly|approximately|an estimated|close to|a total of|another|the|all)"
)
# Words between the number and what befell them; numbers of other things and verbs end it.
_PEOPLE = r"(?P<who>(?:(?:[ ]|-)(?!(?:and|but|while|were|was|are|is|have|has|had|who|when|after|as|in|on|at|near|from|since|of whom|wounded|injured|hurt|dead|killed|died|homeless|missing|bodies|corpses|displaced)\b)[^\W\d][\w'’-]*){0,6}(?:[ ]of[ ](?:the|its|his|their)[ ][\w'’-]+(?:[ ][\w'’-]+)?)?)"
_COUNT = rf"(?:\b{_HEDGE}\s+)?(?:\b{_HEDGE.replace('hedge', 'hedge2')}\s+)?\b(?P<n>{_NUMBER})\b(?:\s+(?:others?|more))?{_PEOPLE}(?!\w)"
_AUX = r"\s*(?:,[^,.;]{1,60},)?\s*(?:(?:were|was|are|is|have been|has been|had been|have|has|had|being|be|got|also|reportedly|later|critically|seriously|slightly|badly|lightly|severely|allegedly|instantly)\s+)*"
_KILLED = r"(?:killed|dead|died|dies|die|slain|shot dead|shot and killed|murdered|assassinated|executed|beheaded|massacred|drowned|lost their lives|perished|gunned down)"
_HURT = r"(?:wounded|injured|hurt|maimed)"
_KILL_VERB = r"(?:killed|kills|kill|killing|murdered|murdering|claimed the lives of|claiming the lives of|claimed|shot dead|shot and killed|gunned down|executed|beheaded|massacred|left|leaving|leaves)"
_HURT_VERB = r"(?:wounded|wounds|wounding|injured|injures|injuring|hurt|hurting)"
_DEATHS = r"(?:the\s+)?(?:deaths?|killing|murder|loss|execution)\s+of"
_INJURIES = r"(?:the\s+)?(?:injury|injuries|wounding|injuring)\s+(?:of|to)"
Kind = Literal["killed", "injured"]
_RULES: tuple[tuple[Kind, str], ...] = (
        ("killed", rf"\b(?:death )?toll\b[^.;]{{0,40}}?\b(?:to|at|of|reached|stands at)\s+{_COUNT.replace(_PEOPLE, '(?P<who>)')}"),
        ("killed", rf"\b{_DEATHS}\s+{_COUNT}"),
        ("injured", rf"\b{_INJURIES}\s+{_COUNT}"),
        ("killed", rf"\b(?:killed|killing|left|leaving|leaves)\s+(?!no\b){_COUNT}(?:\s+(?:people\s+)?dead)?(?!\s+(?:people\s+)?(?:wounded|injured|hurt|homeless|missing|stranded))"),
        ("killed", rf"\b{_KILL_VERB}\s+(?:and\s+(?:wounded|injured|wounding|injuring)\s+)?{_COUNT}(?!\s+(?:people\s+)?(?:wounded|injured|hurt|homeless|missing|stranded|without))"),
        ("injured", rf"\b(?:left|leaving|leaves)\s+{_COUNT}\s+{_HURT}\b"),
        ("killed", rf"{_COUNT}{_AUX}{_KILLED}\b(?!\s+(?:by|in)\s+(?:19|20)\d\d)"),
        ("injured", rf"{_COUNT}{_AUX}{_HURT}\b"),
        ("injured", rf"\b{_HURT_VERB}\s+{_COUNT}"),
        ("killed", rf"\b{_COUNT.replace(_PEOPLE, '(?P<who>)')}\s+(?:bodies|corpses)\s+(?:were|was|have been|had been)?\s*(?:found|recovered|pulled|retrieved)"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _RULES)
_ONE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("killed", re.compile(r"\b(?:a|an|one)\s+(?P<who>(?:[\w'’-]+\s+){0,4}?[\w'’-]+)\s+(?:was|has been|had been)\s+(?:\w+ly\s+)?(?P<n>killed|shot dead|murdered|assassinated|executed|beheaded|stabbed to death)\b", re.IGNORECASE)),
    ("killed", re.compile(r"\b(?P<n>killed|assassinated|murdered|beheaded|killing)\s+(?:a|an|one|the)\s+(?P<who>(?:[\w'’-]+\s+){0,3}?(?:man|woman|boy|girl|soldier|policeman|officer|commander|civilian|journalist|driver|child|mayor|governor|guard|leader|fighter|activist|worker|person|minister|deputy|official|general|colonel))\b", re.IGNORECASE)),
    ("injured", re.compile(r"\b(?:a|an|one)\s+(?P<who>(?:[\w'’-]+\s+){0,4}?[\w'’-]+)\s+(?:was|has been|had been)\s+(?:\w+ly\s+)?(?P<n>wounded|injured|hurt)\b", re.IGNORECASE)),
)  # fmt: skip
_BESIDE = re.compile(
    rf"(?:\band|,)\s+(?:at least\s+)?(?P<n>{_NUMBER})\s+(?:(?:others?|more|people|civilians)\s+)?(?:in|at|near)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# A number of these is no number of people hurt.
_NOT_PEOPLE = re.compile(
    r"\b(?:vehicles?|tanks?|houses?|homes?|buildings?|rockets?|missiles?|shells?|drones?|bombs?|kilomet\w+|km|miles?|met(?:re|er)s?|years?|months?|weeks?|days?|hours?|"
    r"minutes?|per ?cent|percent|dollars?|euros?|pounds?|tonnes?|tons|villages?|towns?|cit(?:y|ies)|districts?|provinces?|attacks?|incidents?|clashes|strikes?|"
    r"explosions?|cattle|cows?|sheep|goats?|animals|birds|trucks?|pick-?ups?|pick-up trucks|cars?|positions?|camps?|bases?|schools?|hospitals?|shops|points?|goals?|"
    r"votes?|seats?|acres|hectares|buses|boats|ships|planes|aircraft|helicopters|depots?|bridges?|weapons?)\b",
    re.IGNORECASE,
)
_SUBSET = re.compile(
    r"\b(?:including|among them|of (?:whom|which|them)|among (?:the )?(?:dead|killed|victims|casualties))\W{0,3}(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_AMONG_AFTER = re.compile(
    r"^\s*(?:of\s+the\s+(?:wounded|injured|dead)|(?:\w+\s+){0,2}(?:are|were|is|was)\s+among)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundToll:
    """A toll and what it counts; ``is_total`` where the text gives a running total ("the toll rose to")."""

    kind: Kind
    toll: Toll
    who: str
    is_total: bool


def find_tolls(text: str) -> tuple[FoundToll, ...]:
    """Return the killed and injured that a sentence counts.

    Returns
    -------
    tuple of FoundToll
        In text order, one a number; parts of a sum ("including two children") and strengths are left out.

    Examples
    --------
    >>> [(t.kind, t.toll.best) for t in find_tolls("The blast killed at least five people and wounded 22.")]
    [('killed', 5), ('injured', 22)]
    >>> find_tolls("At least 1,500 mercenaries were involved.")
    ()
    """
    found: dict[int, FoundToll] = {}
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            at = match.start("n")
            if at in found or _is_no_toll(text, match):
                continue
            toll = _with_others(text, match, _read(match))
            if toll is not None:
                is_total = match.group().lower().startswith(("toll", "death toll"))
                found[at] = FoundToll(kind, toll, match["who"].strip(), is_total)
    for kind, pattern in _ONE:
        for match in pattern.finditer(text):
            inside = any(match.start() <= toll.toll.start < match.end() for toll in found.values())
            if not inside and not _NOT_PEOPLE.search(match["who"]):
                toll = Toll(best=1, low=1, high=1, start=match.start("n"), end=match.end("n"), rule="one person")
                found[match.start()] = FoundToll(kind, toll, match["who"], is_total=False)
    return tuple(found[at] for at in sorted(found))


def _is_no_toll(text: str, match: re.Match[str]) -> bool:
    if (
        _NOT_PEOPLE.search(match["who"])
        or _SUBSET.search(text[: match.start("n")])
        or _AMONG_AFTER.match(text[match.end("n") :])
    ):
        return True
    if re.search(r"\bno\s+$", text[: match.start("n")], re.IGNORECASE):
        return True
    before = text[max(0, match.start("n") - 12) : match.start("n")].lower()
    after = text[match.end("n") : match.end("n") + 14].lower()
    if re.search(r"(?:\b(?:aged?|no\.|number|at)|\$|€|£|[a-z]-)\s*$", before) and not re.search(
        r"(?:at least|stands at|put at|toll at)\s*$", before + " "
    ):
        return re.search(r"least\s*$|stands at\s*$", before) is None
    if re.match(r"\s*(?:-year|years? old|%|per ?cent|km|am|pm|a\.m|p\.m|st\b|nd\b|rd\b|th\b|:\d|\.\d)", after):
        return True
    # "killed 2000 people" counts, "in 2014 rebels killed" does not.
    is_counted = re.match(r"\s+(?:people|persons|men|women|children|[a-z]+s)\b", text[match.end("n") :]) is not None
    is_counted = is_counted and re.search(r"\b(?:in|since|of|by|until|from|during)\s*$", before) is None
    is_year = re.fullmatch(r"(?:19|20)\d\d", match["n"]) is not None and match["hedge"] is None and not is_counted
    month_before = (
        re.search(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z.]*\s*$", before) is not None
    )
    month_after = re.match(r"\s+(?:jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec)", after) is not None
    return is_year or month_before or month_after


def _number(words: str) -> tuple[int, int, int]:
    words = words.lower()
    if words in _VAGUE:
        return _VAGUE[words]
    digits = words.replace(",", "")
    if digits.isdigit():
        return (int(digits),) * 3
    parts = re.split(r"[- ]", words)
    total = sum(_TENS.get(part, _UNITS.get(part, 0)) for part in parts)
    return total, total, total


_AND_OTHERS = re.compile(
    rf"\b(?P<n>{_NUMBER})\s+(?:[\w'’-]+\s+){{1,3}}and\s+(?:(?:at least|some|about)\s+)?$", re.IGNORECASE
)


def _with_others(text: str, match: re.Match[str], toll: Toll | None) -> Toll | None:
    """Add what is counted together: "11 soldiers and two drivers were killed"."""
    if toll is None or match.start("n") != match.start():
        return toll
    before = _AND_OTHERS.search(text[max(0, match.start() - 60) : match.start()])
    if (
        before is None
        or _NOT_PEOPLE.search(before.group())
        or re.search(r"wounded|injured|killed|dead|died|drowned|perished|arrested", before.group(), re.IGNORECASE)
    ):
        return toll
    best, low, high = _number(before["n"])
    words = f"{before['n']} and {match['n']} counted together"
    return Toll(
        best=toll.best + best, low=toll.low + low, high=toll.high + high, start=toll.start, end=toll.end, rule=words
    )


def _read(match: re.Match[str]) -> Toll | None:
    best, low, high = _number(match["n"])
    if best == 0:
        return None
    hedges = {(match["hedge"] or "").lower(), (match.groupdict().get("hedge2") or "").lower()} - {""}
    rule = "as counted"
    if hedges & {"at least", "no fewer than", "not less than", "a minimum of"}:
        rule = f"“at least” {match['n']}: no upper bound is said, so high is best"
    elif hedges & {"more than", "over", "upwards of"}:
        low, rule = best, f"“more than” {match['n']}: best is the number said"
    elif hedges & {"up to", "as many as", "at most", "fewer than", "less than"}:
        low, rule = 0 if best < 3 else best // 2, f"“up to” {match['n']}: the number is the upper bound"
    elif hedges & {
        "nearly",
        "almost",
        "about",
        "around",
        "some",
        "roughly",
        "approximately",
        "an estimated",
        "close to",
    }:
        low, high, rule = best * 9 // 10, -(-best * 11 // 10), f"“about” {match['n']}: a tenth either way"
    elif match["n"].lower() in _VAGUE:
        rule = f"“{match['n'].lower()}” read as {low} to {high}"
    return Toll(best=best, low=low, high=high, start=match.start("n"), end=match.end("n"), rule=rule)


def tolls_beside(text: str, names: Sequence[tuple[int, int]], kind: Kind) -> dict[int, FoundToll]:
    """Return the tolls that stand with further places only: "killing four in Kharkiv and two in Sumy", by the name's start.

    Parameters
    ----------
    names
        Spans of the place names in the text.
    kind
        What befell them, as the first place's toll says.

    Examples
    --------
    >>> text = "It killed four in Kharkiv and two in Sumy."
    >>> tolls_beside(text, [(18, 25), (37, 41)], "killed")[37].toll.best
    2
    """
    found = {}
    for start, _ in names:
        match = _BESIDE.search(text, max(0, start - 60), start)
        if match is not None:
            best, low, high = _number(match["n"])
            toll = Toll(best=best, low=low, high=high, start=match.start("n"), end=match.end("n"), rule="as counted")
            found[start] = FoundToll(kind, toll, "", is_total=False)
    return found
