"""Latitudes and longitudes as a text writes them, one by one: 32.8872 N, 32°53'14"N, lat 32.88, N 32 53.25."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """Which of the two an angle is."""

    LAT = "latitude"
    LON = "longitude"


# Letters and words that tell an axis, and which way it runs; small letters without stops and spaces.
_HALVES = {
    "n": (Axis.LAT, 1), "s": (Axis.LAT, -1), "e": (Axis.LON, 1), "w": (Axis.LON, -1),
    "north": (Axis.LAT, 1), "south": (Axis.LAT, -1), "east": (Axis.LON, 1), "west": (Axis.LON, -1),
    "сш": (Axis.LAT, 1), "юш": (Axis.LAT, -1), "вд": (Axis.LON, 1), "зд": (Axis.LON, -1),
    "пнш": (Axis.LAT, 1), "пдш": (Axis.LAT, -1), "схд": (Axis.LON, 1), "зхд": (Axis.LON, -1),
    "شمال": (Axis.LAT, 1), "جنوب": (Axis.LAT, -1), "شرق": (Axis.LON, 1), "غرب": (Axis.LON, -1),
}  # fmt: skip
_NO_DIGIT = r"(?![0-9]|\.[0-9])"
_MARK = r"\s?(?:[°º˚∘]|-?deg(?:rees?\b|\.|\b))"
_MINUTE = r"\s?(?:['′’‘´`ʹʼ](?!['′’´])|min(?:utes?\b|\.|\b))"
_SECOND = r"\s?(?:[\"″”“„ʺ]|''|′′|’’|´´|sec(?:onds?\b|\.|\b))"
_PART = rf"[0-9]{{1,2}}(?:[.,][0-9]{{1,6}})?{_NO_DIGIT}"
_START = re.compile(r"(?<![0-9.])[0-9]{1,3}(?![0-9])")
_MARKED = re.compile(
    rf"(?P<degrees>[0-9]{{1,3}}){_MARK}[\s,]{{0,2}}(?P<minutes>{_PART})(?!{_MARK})"
    rf"(?:{_MINUTE}(?:[\s,]{{0,2}}(?P<seconds>{_PART})(?!{_MARK})(?:{_SECOND})?)?)?"
)
_SPACED = re.compile(
    rf"(?P<degrees>[0-9]{{1,3}})(?P<gap>[ :-])(?P<minutes>{_PART})(?:(?P=gap)(?P<seconds>{_PART}))?(?!{_MARK})"
)
_PLAIN = re.compile(
    rf"(?P<degrees>[0-9]{{1,3}}(?:\.(?P<decimals>[0-9]{{1,15}}))?{_NO_DIGIT})(?P<mark>{_MARK}(?!\s?[CF]\b))?"
)
# A decimal comma counts where a sign or letter follows, or so many digits that they are no group of a large number:
# "32,13" alone may be two numbers.
_LEAST_COMMA = 4
_COMMA = re.compile(rf"(?P<degrees>[0-9]{{1,3}},(?P<decimals>[0-9]{{1,15}}){_NO_DIGIT})(?P<mark>{_MARK}(?!\s?[CF]\b))?")
_SPACE = r"[ \u00a0\u202f]"
_LABEL = r"(?i:latitude|longitude|m?lat|m?long?|lng|широта|долгота|довгота|[وب]?(?:خط|دائرة)\s(?:ال)?(?:عرض|طول))"
_OPENS = r"[\"'”]?(?:\s?(?:is|of)\b)?\s{0,2}[:=]?\s{0,2}[\"'“]?"
_BEHIND = re.compile(
    rf"(?P<gap>{_SPACE}?)(?:(?P<half>(?:[NSEW]|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|NORTH|SOUTH|EAST|WEST)(?![^\W\d_])"
    r"|[сю]\.?\s?ш\b\.?|[вз]\.?\s?д\b\.?|п[нд]\.?\s?ш\b\.?|[сз]х\.?\s?д\b\.?|(?:شمال|جنوب|شرق|غرب)[اًّ]*)|(?P<small>(?<!\s)[nsew]\b))"
    rf"(?:{_SPACE}(?P<label>{_LABEL})\b)?"
)
_BEHIND_LABEL = re.compile(rf"{_SPACE}(?P<label>{_LABEL})\b(?!\.?{_OPENS}[NSEW+−-]?\s?[0-9])")
_AHEAD = re.compile(
    rf"(?:(?<![\w/])(?P<label>{_LABEL})(?:\.|\b){_OPENS})?(?P<half>(?<![^\W_])[NSEW])\s?$|(?<![\w/])(?P<only>{_LABEL})(?:\.|\b){_OPENS}$"
)
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class Angle:
    """One latitude or longitude, or a number that may be one.

    ``value`` in degrees, signed, and ``unit``, what its last digit stands for; ``number_at`` is where the number
    begins; ``axis`` None where neither letter nor label tells; ``fault`` says what is wrong with it, "" where nothing is.
    ``decimals`` are those of plain degrees. ``is_marked``: a sign or minutes show an angle; ``is_lettered``: a letter
    or label tells its axis beyond doubt.
    """

    start: int
    end: int
    number_at: int
    value: float
    unit: float
    axis: Axis | None
    decimals: int
    has_minutes: bool
    is_marked: bool
    is_lettered: bool
    fault: str


def find_angles(text: str) -> Iterator[Angle]:
    """Yield all that may be a latitude or longitude, plain numbers too, in text order and not overlapping."""
    floor = 0
    for match in _START.finditer(text):
        start = match.start()
        if start < floor:
            continue
        angle = _read(text, floor, start)
        if angle is not None:
            yield angle
            floor = angle.end


def _read(text: str, floor: int, start: int) -> Angle | None:
    number_at, sign = _sign(text, floor, start)
    first = max(floor, number_at - _LOOK_BACK)
    ahead = _AHEAD.search(text[first:number_at])
    if ahead is None and number_at == start and start > floor and (text[start - 1].isalpha() or text[start - 1] == "_"):
        return None  # the digits end a word
    half = (ahead["half"] or "") if ahead else ""
    label = (ahead["label"] or ahead["only"] or "") if ahead else ""
    body = _body(text, start, is_lettered=bool(half))
    if body is None:
        return None
    end, is_near = body.end(), True
    if not half and (behind := _BEHIND.match(text, end)) is not None:
        half, is_near = behind["half"] or behind["small"], not behind["gap"]
        end = behind.end("small" if behind["small"] else "half")
        if behind["label"] and not label and _told(half, behind["label"], "")[2] == "":
            end = behind.end()
    elif not half and not label and (named := _BEHIND_LABEL.match(text, end)) is not None:
        label, end = named["label"], named.end()
    groups = body.groupdict()
    axis, way, fault = _told(half, label, sign)
    value, unit = _value(groups)
    is_marked = bool(groups.get("mark")) or body.re is _MARKED
    is_sure = is_near or is_marked or bool(label) or bool(groups.get("decimals")) or "minutes" in groups
    return Angle(
        start=first + ahead.start() if ahead else number_at, end=end, number_at=number_at, value=way * value, unit=unit,
        axis=axis, decimals=len(groups.get("decimals") or ""), has_minutes="minutes" in groups, is_marked=is_marked,
        is_lettered=axis is not None and is_sure, fault=_beyond_sixty(groups) or fault,
    )  # fmt: skip


def _sign(text: str, floor: int, start: int) -> tuple[int, str]:
    """Return where a number begins with its sign, and the sign; behind a number or letter it is a dash."""
    if start <= floor or text[start - 1] not in "+-−":
        return start, ""
    behind = text[start - 2 : start - 1]
    is_dash = start - 1 == floor > 0 or behind.isalnum() or (behind != "" and behind in ")].°'\"′″")
    return (start, "") if is_dash else (start - 1, text[start - 1])


def _body(text: str, start: int, *, is_lettered: bool) -> re.Match[str] | None:
    """Return the digits of an angle with their signs; parts with mere spaces between them need a letter."""
    marked = _MARKED.match(text, start)
    if marked is not None:
        return marked
    for pattern in (_SPACED, _COMMA):
        match = pattern.match(text, start)
        if match is None:
            continue
        groups = match.groupdict()
        is_fine = pattern is _COMMA and len(groups["decimals"]) >= _LEAST_COMMA
        if is_lettered or is_fine or groups.get("mark") or _BEHIND.match(text, match.end()) is not None:
            return match
    return _PLAIN.match(text, start)


def _told(half: str, label: str, sign: str) -> tuple[Axis | None, int, str]:
    """Return the axis that a letter and a label tell, which way it runs, and a fault where they disagree."""
    letter = re.sub(r"[.\sاًّ]+$|[.\s]", "", half.lower())
    by_letter, way = _HALVES.get(letter, (None, 1))
    by_label = (
        None
        if not label
        else Axis.LAT
        if label.lower().startswith(("lat", "mlat", "ш")) or "عرض" in label
        else Axis.LON
    )
    fault = ""
    if by_letter is not None and by_label not in {None, by_letter}:
        fault = f"It is called {by_label}, but {half.strip()} tells a {by_letter}: one of them is wrong."
    if sign in {"-", "−"}:
        way = -way
        if by_letter is not None:
            fault = f"A minus sign and {half.strip()} both tell the hemisphere: leave one of them out."
    return by_letter or by_label, way, fault


def _value(groups: dict[str, str | None]) -> tuple[float, float]:
    """Return degrees, and what the last digit stands for in degrees."""
    value, unit = 0.0, 1.0
    for name, share in (("degrees", 1), ("minutes", 60), ("seconds", 3600)):
        written = (groups.get(name) or "").replace(",", ".")
        if written:
            value += float(written) / share
            unit = 10.0 ** -len(written.partition(".")[2]) / share
    return value, unit


def _beyond_sixty(groups: dict[str, str | None]) -> str:
    for name in ("minutes", "seconds"):
        written = (groups.get(name) or "0").replace(",", ".")
        if float(written) >= 60:
            return f"{written} is out of range for {name}: they run from 0 to 59."
    return ""
