"""Small places that no gazetteer lists, known by their kind: "the Escalon neighborhood in San Salvador"; they lie somewhere in the place named around them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from events.claims import find_claims
from events.layout import Part, Sentence
from gazetteer import Resolution, Toponym, fold, is_plain_word

# Kinds of a part of a town, and of what is a place of its own.
_PART = "neighbou?rhoods?|sectors?|suburbs?|quarters?|wards?|residential area"
_OWN = "municipalit(?:y|ies)|villages?|hamlets?|cantons?|townships?|settlements?|parish(?:es)?|corregimientos?|jurisdiction|districts?|towns?|refugee camps?|farms?|ranch|airport|farming community|community|area|river"
_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_IN_QUOTES = re.compile(rf"[\"“]((?:{_WORD}\s+){{0,4}}{_WORD})$")
# The name, as long as words may belong to one, and its kind right behind it.
_KIND = re.compile(rf"[\"”’']?\s+(?:presidential\s+)?({_PART}|{_OWN})\b", re.IGNORECASE)
_KIND_OF = re.compile(
    rf"\b({_PART}|villages?|hamlets?|cantons?|townships?|settlements?|municipality|towns?|area|district)\s+of\s+",
    re.IGNORECASE,
)
_LOCATIVE = re.compile(r"\b(?:in|at|near|outside)\s+(?=[\"“\w])", re.IGNORECASE)
_FREE = re.compile(r"\s*(?:,\s*(?:and\s+)?|\band\s+)(?:the\s+)?", re.IGNORECASE)
# Behind an unlisted name the place that it lies in: "in San Salvador", ", Huanta province", "of the capital".
_IN = re.compile(
    r"[\"”]?\s*(?:\w+\s+){0,2}?(?:,|,?\s*(?:in|of|on the outskirts of|near|outside))\s+(?:the\s+)?(?:(?:\w+ern|\w+east|\w+west|north|south|city|province|department|municipality|jungle|rural)\s+(?:of\s+)?){0,3}",
    re.IGNORECASE,
)
# "The villages of Sokil and Voskhod": the one behind is the next of a list.
_AND = re.compile(r"\s*,?\s*(?:and|or|as well as)\s+(?:the\s+)?", re.IGNORECASE)
_INNER = frozenset("de del la las los el y do da dos das al".split())
_NEVER = frozenset(
    "the this that these those a an its his her their our my other same whole entire is was are were be has had have and or who which".split()
)
# What is said of much else than places: only "in the Zacamil area" is one.
_VAGUE = frozenset(
    "area community river district districts sector sectors quarter quarters ward wards farm farms settlement settlements".split()
)
_LONGEST, _SHORTEST = 5, 3
_FAR = 90
_SCORE = 0.4


def with_unlisted(
    text: str, layout: Sequence[Sentence], places: Sequence[Resolution], *, country_code: str = ""
) -> tuple[Resolution, ...]:
    """Return the places of a report, in text order, with those that no list knows and that the text says the kind of.

    Parameters
    ----------
    text
        The report as written: its capitals say what a name is.
    places
        What the names mean. A name among them that means nothing, or something in another country, gives way to the
        same name somewhere in the place around it.
    country_code
        ISO 3166-1 alpha-2 of the country that the report is about, in which alone such names are placed; "" for any.
    """
    found: list[Resolution] = []
    town: Resolution | None = None
    ordered = sorted(places, key=lambda each: each.toponym.start)
    starts = [each.toponym.start for each in ordered]
    for sentence in layout:
        here = ordered[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        solid = [each for each in here if _is_solid(each) and (not country_code or _country(each) == country_code)]
        if sentence.part is Part.BOILERPLATE:
            continue
        if sentence.part is not Part.DATELINE:
            found += _in_sentence(text, sentence, here, solid, town)
        town = next((each for each in reversed(solid) if _is_town(each)), town)
    if not found:
        return tuple(places)
    taken = sorted((each.toponym.start, each.toponym.end) for each in found)
    ends = list(accumulate((end for _, end in taken), max))
    kept = [each for each in places if each.is_adjective or not _is_taken(each.toponym, taken, ends)]
    return tuple(sorted((*kept, *found), key=lambda each: (each.toponym.start, each.toponym.end)))


def _is_taken(toponym: Toponym, taken: Sequence[tuple[int, int]], ends: Sequence[int]) -> bool:
    """Say whether a toponym overlaps one of the spans, which are in order; ``ends`` are the farthest ends up to each."""
    before = bisect_left(taken, (toponym.end, -1))
    return before > 0 and ends[before - 1] > toponym.start


def _is_solid(each: Resolution) -> bool:
    return (
        each.place is not None and each.tier is not None and not each.is_adjective and not each.toponym.is_coordinates
    )


def _country(each: Resolution) -> str:
    return each.place.country_code if each.place is not None else ""


def _is_country(each: Resolution) -> bool:
    return each.place is not None and each.place.feature_code.startswith("PCL")


def _is_town(each: Resolution) -> bool:
    return each.place is not None and each.place.feature_class == "P" and not each.toponym.is_metonym


def _in_sentence(
    text: str, sentence: Sentence, here: Sequence[Resolution], solid: Sequence[Resolution], town: Resolution | None
) -> list[Resolution]:
    written = text[sentence.start : sentence.end]
    spans = [
        (each.toponym.start - sentence.start, each.toponym.end - sentence.start)
        for each in here
        if each.is_adjective or each in solid
    ]
    found: dict[int, tuple[int, str]] = {}
    for kind in _KIND.finditer(written):
        span = _name_before(written, kind.start(), spans)
        if span is not None and (kind[1].lower() not in _VAGUE or _is_governed(written, span[0])):
            found[span[0]] = span[1], kind[1].lower()
    for kind in _KIND_OF.finditer(written):
        at = kind.end()
        while (span := _name_behind(written, at, spans)) is not None:
            found[span[0]] = span[1], kind[1].lower()
            more = _FREE.match(written, span[1]) if kind[1].lower().endswith("s") else None
            if more is None:
                break
            at = more.end()
    if written.isupper():
        found |= _before_a_place(written, spans, found)
    made = []
    said = (
        [(claim.start + sentence.start, claim.end + sentence.start) for claim in find_claims(written)] if found else []
    )
    solid = [r for r in solid if not r.toponym.is_metonym and not any(a <= r.toponym.start < b for a, b in said)]
    # "Hadjer Hadid in Chad's Ouaddai province": the geoparser has read the area behind the name already.
    spans += [
        (each.toponym.start - sentence.start, each.toponym.end - sentence.start)
        for each in here
        if each.place is not None and each.tier is None and not each.is_adjective and not _is_country(each)
    ]
    for start, (end, cue) in sorted(found.items()):
        if any(a < end and start < b for a, b in spans):
            continue
        is_part = re.fullmatch(_PART, cue) is not None
        around = _container(sentence, start, end, [r for r in solid if not (is_part and _is_country(r))]) or (
            town if is_part else None
        )
        if around is not None and around.place is not None and fold(around.toponym.text) != fold(written[start:end]):
            made.append(
                _within(
                    around,
                    Toponym(
                        start=sentence.start + start,
                        end=sentence.start + end,
                        text=" ".join(written[start:end].split()),
                        cue=cue,
                    ),
                )
            )
    return made


def _before_a_place(
    written: str, spans: Sequence[tuple[int, int]], known: dict[int, tuple[int, str]]
) -> dict[int, tuple[int, str]]:
    """Return names in capitals right before the place that they lie in, "in Mulalo, Yumbo municipality"; with small letters the geoparser sees them."""
    found = {}
    starts = {start for start, _ in spans} | set(known)
    for locative in re.finditer(_LOCATIVE, written):
        span = _name_behind(written, locative.end(), spans)
        if (
            span is not None
            and span[0] not in known
            and (into := _IN.match(written, span[1])) is not None
            and into.end() in starts
        ):
            found[span[0]] = span[1], ""
    return found


def _is_governed(written: str, start: int) -> bool:
    return re.search(r"\b(?:in|at|near|on|from)\s+(?:the\s+)?[\"“]?$", written[:start], re.IGNORECASE) is not None


def _may_name(word: str) -> bool:
    """Say whether a word as written may be one of a name: with a capital, and no plain word where all are capitals."""
    lower = word.lower()
    is_plain = word.isupper() and all(is_plain_word(part) for part in re.split(r"[-'’]", lower) if part != "s")
    return word[0].isupper() and lower not in _NEVER and (lower in _INNER or not is_plain)


def _name_before(written: str, end: int, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    words = [match.span() for match in re.finditer(_WORD, written[max(0, end - _FAR) : end])]
    first = max(0, end - _FAR)
    start = end
    if (quoted := _IN_QUOTES.search(written, first, end)) is not None:
        return quoted.span(1)
    for count, (a, b) in enumerate(reversed([(a + first, b + first) for a, b in words])):
        if count >= _LONGEST or written[b:start].strip():
            break
        if any(x < b and a < y for x, y in spans):
            # "San Salvador area" has a name that is listed; "Tegucigalpa's Florencia del Este" one behind it.
            if not any(x <= a and y < b for x, y in spans):
                return None
            break
        if not (_may_name(written[a:b]) or (count and written[a:b] in _INNER)):
            break
        start = a
    return _trimmed(written, start, end)


def _name_behind(written: str, start: int, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    opening = re.compile(r"[\"“]?").match(written, start)
    start = end = opening.end() if opening else start
    for count, word in enumerate(re.finditer(_WORD, written[start : start + _FAR])):
        a, b = word.start() + start, word.end() + start
        if count >= _LONGEST or written[end:a].strip():
            break
        if any(x < b and a < y for x, y in spans):
            return None
        if not (_may_name(written[a:b]) or (count and written[a:b] in _INNER)):
            break
        end = b
    return _trimmed(written, start, end)


def _trimmed(written: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a name without the small words at its end; None where nothing is left that is long enough for one."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(_WORD, written[start:end])]
    while words and written[slice(*words[-1])].lower() in _INNER:
        words.pop()
    if not words or all(written[slice(*each)].lower() in _INNER for each in words):
        return None
    start, end = words[0][0], words[-1][1]
    return (start, end) if end - start >= _SHORTEST else None


def _container(sentence: Sentence, start: int, end: int, solid: Sequence[Resolution]) -> Resolution | None:
    """Return the place that a name lies in, nobody who speaks: the next behind it, that whose "'s" stands before it, or the nearest of the sentence."""
    areas = [
        each
        for each in solid
        if each.place is not None and each.place.country_code and each.place.feature_class in {"P", "A"}
    ]
    behind = [each for each in areas if each.toponym.start - sentence.start >= end]
    ahead = [each for each in areas if each.toponym.end - sentence.start <= start]
    if behind and _AND.fullmatch(sentence.text, end, behind[0].toponym.start - sentence.start):
        behind = behind[1:]
    if behind and behind[0].toponym.start - sentence.start - end < _FAR:
        return behind[0]
    if ahead and start - (ahead[-1].toponym.end - sentence.start) < _FAR:
        return ahead[-1]
    return None


def _within(around: Resolution, name: Toponym) -> Resolution:
    """Return a name that lies somewhere in a place."""
    reason = f"no list at hand knows {name.text}: somewhere in {around.place.name if around.place else ''}"
    return replace(
        around, toponym=name, score=min(_SCORE, around.score), tier=None, fit=None, reasons=(reason,), candidates=(), relation=None, needs_review=True
    )  # fmt: skip
