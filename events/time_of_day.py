"""Times of day as news tells them: clocks with their zone, noon and midnight, and the parts of a day."""

import re
from collections.abc import Sequence
from itertools import pairwise

from events.event import TimeOfDay, TimePrecision
from events.time_words import (
    AT,
    ATTACK,
    CLOCKS,
    DAY_BEFORE,
    EDGES,
    HOURS,
    LEAD,
    OFFSETS,
    PARTS,
    PARTS_OF_DAY,
    RANGES,
    kinds_in,
)

_DAY_MIN, _HALF_DAY_MIN, _HOUR_MIN = 1440, 720, 60
# So much of the text before and behind a time says whether it is that of a plan or of a thing ("the 3.40 a.m. bus").
_BEFORE, _BEHIND, _DAY_BEFORE = 80, 40, 30
_PLANNED = re.compile(
    r"\b(?:scheduled|planned|planning|expected|slated|postponed|delayed|deadline|adjourned|curfew|due (?:at|on|for|in|back)|set (?:for|to)|(?:will|would|to) (?:begin|start|take place))\b[^.;,]{0,60}$"
    r"|\b(?:until|till|by|than|before)\s+(?:about\s+)?$",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(
    r"(?:\b(?:the|a|an|its|his|her|their|our|every|each|no|any)|['’]s)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_CURFEW = re.compile(r"\s+(?:\w+\s+)?curfew", re.IGNORECASE)
_THE_ATTACK = re.compile(rf"[\s-]+{ATTACK}", re.IGNORECASE)
_NOUN = re.compile(
    r"\s+(?!(?:on|in|at|near|of|to|and|but|or|when|while|as|after|before|outside|inside|by|from|local|with|gunmen|rebels|troops|soldiers|militants|police|the|a|an|two|three|four|five|six|today|yesterday)\b)[a-z]"
)
_TOLD_TWICE = re.compile(r"\s*[(,/]\s*(?:or\s+)?")


def find_times(sentence: str, *, offset: int = 0) -> tuple[TimeOfDay, ...]:
    """Return the times of day that a sentence tells.

    Times of plans ("scheduled for 6 pm"), limits ("until 6 pm") and things ("the 3.40 a.m. bus", "a 9 pm curfew") are left out,
    and so are clocks that do not say whether they mean morning or evening ("at 8 o'clock"). A time told in two zones is that of
    the place.

    Parameters
    ----------
    offset
        Where the sentence begins in the report; the spans count from the report's start.

    Examples
    --------
    >>> [(time.start_min, time.zone) for time in find_times("A bomb exploded at 3:40 a.m. local time.")]
    [(220, 'local time')]
    """
    kinds = kinds_in(sentence)
    if not kinds:
        return ()
    taken = bytearray(len(sentence) + 1)
    found: list[TimeOfDay] = []
    for kind, needs, pattern, read in _READERS:
        if kind not in kinds:
            continue
        for match in pattern.finditer(sentence):
            start, end = match.span("phrase")
            before = sentence[max(0, start - _BEFORE) : start]
            led = LEAD.search(before) if "clock" in match.groupdict() else None
            if led is not None:
                start -= len(before) - led.start()
                before = before[: led.start()]
            lead = " ".join(led["lead"].lower().split()) if led else ""
            if any(taken[start:end]) or not _has(needs, before, lead) or _is_no_time(sentence, match, before, end):
                continue
            told = read(match, lead)
            if told is None:
                continue
            first, last, prec = told
            zone = (match.groupdict().get("zone") or "").strip()
            taken[start:end] = b"\x01" * (end - start)
            found.append(
                TimeOfDay(
                    start_min=first, end_min=last, prec=prec, zone=zone, offset_min=zone_offset_min(zone),
                    start=start + offset, end=end + offset,
                )
            )  # fmt: skip
    found.sort(key=lambda time: time.start)
    return _told_once(found, sentence, offset)


def zone_offset_min(zone: str) -> int | None:
    """Return minutes east of Greenwich for a zone as written; None for local time and for what names several zones (IST, CST, BST).

    Examples
    --------
    >>> zone_offset_min("UTC+5:30"), zone_offset_min("EST"), zone_offset_min("IST")
    (330, -300, None)
    """
    match = re.fullmatch(r"(?:GMT|UTC|Z)\s*(?:(?P<sign>[+-])\s*(?P<h>\d{1,2})(?::?(?P<m>\d\d))?)?", zone, re.IGNORECASE)
    if match is None:
        return OFFSETS.get(zone)
    minutes = int(match["h"] or 0) * _HOUR_MIN + int(match["m"] or 0)
    return -minutes if match["sign"] == "-" else minutes


def clock_text(minutes: int) -> str:
    """Return minutes from midnight as a clock shows them, those of the next day too.

    Examples
    --------
    >>> clock_text(220), clock_text(1800)
    ('03:40', '06:00')
    """
    return f"{minutes // _HOUR_MIN % 24:02d}:{minutes % _HOUR_MIN:02d}"


def zone_text(time: TimeOfDay) -> str | None:
    """Return a time's zone as files have it: "+05:30", "local", the words of one that is not known; None where none is said."""
    if time.offset_min is not None:
        return f"{'-' if time.offset_min < 0 else '+'}{clock_text(abs(time.offset_min))}"
    return "local" if time.zone.lower() == "local time" else time.zone or None


def _told_once(times: Sequence[TimeOfDay], sentence: str, offset: int) -> tuple[TimeOfDay, ...]:
    """Leave out the zone of far away where a time is told in two: "1530 GMT (6:30 p.m. local time)"."""
    twice = set()
    for one, other in pairwise(times):
        gap = sentence[one.end - offset : other.start - offset]
        if _TOLD_TWICE.fullmatch(gap) and (one.offset_min is None) != (other.offset_min is None):
            twice.add(one if one.offset_min is not None else other)
    return tuple(time for time in times if time not in twice)


def _has(needs: str, before: str, lead: str) -> bool:
    """Say whether the words before a time are those that its pattern needs."""
    if needs == "day":
        return DAY_BEFORE.search(before[-_DAY_BEFORE:]) is not None
    is_at = AT.search(before) is not None
    return not needs or is_at or (needs == "at or about" and lead not in {"", "after"})


def _is_no_time(sentence: str, match: re.Match[str], before: str, end: int) -> bool:
    if _PLANNED.search(before) or _CURFEW.match(sentence, end, end + _BEHIND):
        return True
    if match.groupdict().get("fixed") is not None or not _OF_A_THING.search(before):
        return False
    # "The 3 a.m. attack" tells when it was, "the 3.40 a.m. bus" does not.
    return _THE_ATTACK.match(sentence, end) is None and (
        _NOUN.match(sentence, end) is not None or re.search(r"\b(?:a|an|the)\s+$", before, re.IGNORECASE) is not None
    )


def _clock(words: str, suffix: str = "") -> tuple[int, bool] | None:
    """Return the minute of the day that a clock's words say, and whether they say minutes; None where they are no time of one day."""
    small = re.sub(r"\s+", " ", words.lower().replace("’", "'").strip())
    if small in {"noon", "midday"}:
        return _HALF_DAY_MIN, False
    if small == "midnight":
        return 0, False
    past = re.match(r"(?P<shift>half past|(?:a )?quarter past|(?:a )?quarter to) ", small)
    shift = 0 if past is None else {"half past": 30, "quarter past": 15}.get(past["shift"].removeprefix("a "), -15)
    rest = small[past.end() :] if past else small
    figures = re.match(r"(?P<h>\d{1,2})[:.]?(?P<m>\d\d)?(?!\d)", rest)
    named = re.match("|".join(HOURS), rest)
    if figures is not None:
        hour, minute = int(figures["h"]), int(figures["m"] or 0)
    elif named is not None:
        hour, minute = HOURS[named.group()], 0
    else:
        return None
    half = suffix or _half(rest[(figures or named).end() :])  # type: ignore[union-attr]  # one of both is a match
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    total = hour * _HOUR_MIN + minute + shift
    return (total, bool((figures is not None and figures["m"]) or past)) if 0 <= total < _DAY_MIN else None


def _half(words: str) -> str:
    """Return "am" or "pm" as the words behind an hour say it, "" where they do not."""
    if re.search(r"\bp\.?m\b|afternoon|evening|night", words):
        return "pm"
    return "am" if re.search(r"\ba\.?m\b|morning", words) else ""


def _read_clock(match: re.Match[str], lead: str) -> tuple[int, int, TimePrecision] | None:
    words = match["clock"]
    told = _clock(words)
    if told is None:
        return None
    at, has_minutes = told
    if re.search(r"\d.*\bat night", words.lower()) and at >= _DAY_MIN - 5 * 12:  # "12 at night"
        at = 0
    if match.groupdict().get("telegram"):
        return at, at, TimePrecision.MINUTE
    span = 30 if "midnight" not in words.lower() else _HOUR_MIN
    if lead.endswith("after"):
        return at, at + (span if " " in lead else _HOUR_MIN), TimePrecision.HOUR
    if lead.endswith("before"):
        at += _DAY_MIN if at == 0 else 0
        return at - span, at, TimePrecision.HOUR
    if lead and "midnight" in words.lower():
        return _DAY_MIN - 30, _DAY_MIN + 30, TimePrecision.HOUR
    return at, at, TimePrecision.MINUTE if has_minutes and not lead else TimePrecision.HOUR


def _read_range(match: re.Match[str], _lead: str) -> tuple[int, int, TimePrecision] | None:
    last = _clock(match["last"])
    half = _half(match["last"].lower())
    said = _half(match["first"].lower())
    first = _clock(match["first"], "" if said or not re.fullmatch(r"[\d:.\s]+", match["first"]) else half)
    if first is None or last is None:
        return None
    start, end = first[0], last[0]
    if start > end and half and not said and re.fullmatch(r"[\d:.\s]+", match["first"]):
        start = (start + _HALF_DAY_MIN) % _DAY_MIN
    return start, end + (_DAY_MIN if end < start else 0), TimePrecision.HOUR


def _read_edge(match: re.Match[str], _lead: str) -> tuple[int, int, TimePrecision]:
    edge, part = match["edge"].lower(), (match["part"] or "").lower()
    first, last = EDGES[edge, part] if (edge, part) in EDGES else PARTS[part]
    return first, last, TimePrecision.PART


def _read_part(match: re.Match[str], _lead: str) -> tuple[int, int, TimePrecision] | None:
    part = re.sub(r"[\s-]+", " ", (match["part"] or "tonight").lower())
    edge = (match.groupdict().get("edge") or "").lower()
    lead = (match.groupdict().get("lead") or "").lower()
    if part == "midnight":
        return 0, 0, TimePrecision.HOUR
    if lead:
        first, last = EDGES.get((lead, part)) or PARTS[part]
        return first, last, TimePrecision.PART
    first, last = EDGES.get((edge, part)) or PARTS[part]
    return first, last, TimePrecision.PART


_READERS = (
    *((kind, "", pattern, _read_range) for kind, pattern in RANGES),
    *((kind, needs, pattern, _read_clock) for kind, needs, pattern in CLOCKS),
    *((*PARTS_OF_DAY[0], _read_edge),),
    *((kind, needs, pattern, _read_part) for kind, needs, pattern in PARTS_OF_DAY[1:]),
)
