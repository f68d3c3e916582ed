"""Spatial relations around a name: "southern Tripoli", "12 km south of Gharyan", "between Sirte and Abu Grein"."""

import re
from dataclasses import dataclass

from gazetteer.toponym import RelationKind, Toponym

BEARINGS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_UNITS_M = {
    "km": 1000.0,
    "kilometre": 1000.0,
    "kilometer": 1000.0,
    "mile": 1609.344,
    "mi": 1609.344,
    "metre": 1.0,
    "meter": 1.0,
    "m": 1.0,
}
_NUMBERS = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "a dozen": 12}

_DIR = r"(?:(?:north|south)[ -]?(?:east|west)|north|south|east|west)"
_DIR_ADJ = rf"(?:{_DIR}(?:ern)?|central|downtown)"
_OF_THE = r"(?:the\s+)?(?:(?:city|town|village|capital|port|region|province|district|outskirts|countryside|camp)\s+(?:of\s+)?)?(?:the\s+)?$"
_DISTANCE = (
    r"(?P<n>\d{1,4}(?:[.,]\d{1,3})?|"
    + "|".join(sorted(_NUMBERS, key=len, reverse=True))
    + r")(?:\s|-)*(?P<u>kilomet(?:re|er)s?|km|miles?|mi|met(?:re|er)s?|m)\b"
)

# Patterns that end where the name begins, the most telling first.
_BEFORE: tuple[tuple[RelationKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (RelationKind.DISTANCE, rf"\b{_DISTANCE}\s+(?:(?:to\s+the\s+)?(?P<dir>{_DIR})\s+)?(?:of|from|off|outside|away from)\s+(?:downtown\s+|central\s+)?{_OF_THE}"),
        (RelationKind.PART, rf"\b(?:the\s+)?(?P<dir>{_DIR_ADJ})\s+(?:suburbs?|outskirts|districts?|parts?|neighbou?rhoods?|countryside|edge|side|areas?|half|quarters?)\s+of\s+{_OF_THE}"),
        (RelationKind.PART, rf"\b(?:in|from|across|over|throughout)\s+the\s+(?P<dir>{_DIR})\s+of\s+{_OF_THE}"),
        (RelationKind.PART, rf"\bthe\s+(?P<dir>central|centre|center|heart)\s+(?:part\s+)?of\s+{_OF_THE}"),
        (RelationKind.DIRECTION, rf"\b(?:to\s+the\s+|just\s+|further\s+)?(?P<dir>{_DIR})\s+of\s+{_OF_THE}"),
        (RelationKind.PART, rf"\b(?P<dir>{_DIR}ern|{_DIR}|central|downtown)[ -](?:the\s+)?$"),
        (RelationKind.BORDER, rf"\b(?:the\s+|its\s+)?(?:border|frontier)(?:\s+(?:area|region|crossing))?\s+(?:with|between|of)\s+{_OF_THE}"),
        (RelationKind.OFFSHORE, rf"\boff\s+(?:the\s+)?(?:(?P<dir>{_DIR_ADJ})\s+)?(?:coasts?|shores?)\s+of\s+{_OF_THE}"),
        (RelationKind.OUTSKIRTS, rf"\b(?:on\s+)?(?:the\s+)?(?:outskirts|suburbs|edges?|fringes?|environs)\s+of\s+{_OF_THE}"),
        (RelationKind.OUTSKIRTS, rf"\b(?:just\s+)?outside\s+(?:of\s+)?{_OF_THE}"),
        (RelationKind.NEAR, rf"\b(?:near|close\s+to|not\s+far\s+from|in\s+the\s+vicinity\s+of|around|adjacent\s+to|next\s+to)\s+{_OF_THE}"),
        (RelationKind.ROAD, rf"\b(?:road|highway|motorway|route)\s+(?:to|from|between|linking|connecting|towards?)\s+{_OF_THE}"),
        (RelationKind.BETWEEN, rf"\bbetween\s+{_OF_THE}"),
    )
)  # fmt: skip
# Patterns that begin where the name ends.
_AFTER: tuple[tuple[RelationKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (RelationKind.BORDER, rf"['’]s?\s+(?:(?P<dir>{_DIR_ADJ})\s+)?(?:border|frontier)\b"),
        (RelationKind.PART, rf"['’]s?\s+(?P<dir>{_DIR_ADJ})(?:\s+(?:suburbs?|outskirts|districts?|parts?|side|neighbou?rhoods?|countryside|edge))?\b(?!\s+(?:commander|command|military|district|army|government|province))"),
        (RelationKind.OUTSKIRTS, r"['’]s?\s+(?:outskirts|suburbs)\b"),
        (RelationKind.OFFSHORE, rf"['’]s?\s+(?:(?P<dir>{_DIR_ADJ})\s+)?coast\b"),
    )
)  # fmt: skip
_LINK = re.compile(r"\s*(?:-|–|and|to|with)\s*(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?", re.IGNORECASE)
_ROAD_AFTER = re.compile(r"\s+(?:road|highway|motorway|expressway|axis|route)\b", re.IGNORECASE)
_WINDOW = 90


@dataclass(frozen=True, slots=True)
class Phrase:
    """A relation as read from the text; ``other`` is the position of the second name in the list of toponyms, or None."""

    kind: RelationKind
    start: int
    end: int
    bearing: float | None
    distance_m: float | None
    is_central: bool
    other: int | None


def read_relation(text: str, toponyms: tuple[Toponym, ...], at: int) -> Phrase | None:
    """Return the relation that a phrase around a name states, or None.

    Parameters
    ----------
    toponyms
        All names of the text, in order; ``at`` is the position of the one that is asked about.
    """
    toponym = toponyms[at]
    if toponym.is_demonym:
        return None
    second = _second(text, toponyms, at)
    begin = max(0, toponym.start - _WINDOW, toponyms[at - 1].end if at else 0)
    before = text[begin : toponym.start]
    before = before[max(before.rfind("\n"), before.rfind(". ")) + 1 :]
    offset = toponym.start - len(before)
    for kind, pattern in _BEFORE:
        match = pattern.search(before)
        if match is None or (
            kind in {RelationKind.BETWEEN, RelationKind.ROAD} and second is None and kind is RelationKind.BETWEEN
        ):
            continue
        other = second if kind in {RelationKind.BETWEEN, RelationKind.ROAD, RelationKind.BORDER} else None
        return _phrase(
            kind, match, offset + match.start(), toponyms[other].end if other is not None else toponym.end, other
        )
    if second is not None and _ROAD_AFTER.match(text, toponyms[second].end):
        return Phrase(RelationKind.ROAD, toponym.start, toponyms[second].end, None, None, False, second)
    after = text[toponym.end : toponym.end + _WINDOW]
    for kind, pattern in _AFTER:
        match = pattern.match(after)
        if match is not None:
            return _phrase(kind, match, toponym.start, toponym.end + match.end(), None)
    return None


def _second(text: str, toponyms: tuple[Toponym, ...], at: int) -> int | None:
    if at + 1 >= len(toponyms) or toponyms[at + 1].is_demonym:
        return None
    return at + 1 if _LINK.fullmatch(text[toponyms[at].end : toponyms[at + 1].start]) else None


def _phrase(kind: RelationKind, match: re.Match[str], start: int, end: int, other: int | None) -> Phrase:
    groups = match.groupdict()
    words = re.sub(r"[ -]", "", (groups.get("dir") or "").lower()).removesuffix("ern")
    distance = None
    if groups.get("n"):
        number = groups["n"].lower().replace(",", ".")
        unit = groups["u"].lower()
        metres = _UNITS_M.get(unit) or _UNITS_M[unit.removesuffix("s")]
        distance = metres * (float(number) if number[0].isdigit() else _NUMBERS[number])
    return Phrase(
        kind, start, end, BEARINGS.get(words), distance, kind is RelationKind.PART and words not in BEARINGS, other
    )
