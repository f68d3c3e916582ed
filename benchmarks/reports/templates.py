"""MUC-4's news with the answer keys that people filled in: for each incident its day, its place, and what became of whom."""

import datetime as dt
import gzip
import json
import re
from dataclasses import dataclass
from typing import Any

from benchmarks.reports.corpora import corpus

_MONTHS = {name: n for n, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), start=1)}
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d\d)\b")
_ONE_DAY = re.compile(rf"\(?{_DAY.pattern}\)?")
_DATELINE = re.compile(r"^[^\[]{0,200}?\b(\d{1,2}) ([A-Z]{3})[A-Z]*\.? (\d\d)\b")
_LEVEL = re.compile(r"\s*(?P<name>[^():]+?)\s*(?:\((?P<kind>[^()]*)\))?\s*(?:$|:)")
_NUMBER = re.compile(r"~?\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A country, and the names inside it, the last the most specific; ``kind`` what that is, "" for a country alone."""

    country: str
    inside: tuple[str, ...]
    kind: str

    @property
    def name(self) -> str:
        """The most specific name."""
        return self.inside[-1] if self.inside else self.country


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """An incident: the days and places any of which is right; ``killed`` None where no number is given."""

    days: frozenset[dt.date]
    places: tuple[Place, ...]
    type: str
    killed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text, the day that its dateline prints, and its incidents that have a day."""

    text: str
    printed: dt.date | None
    templates: tuple[Template, ...]


def load() -> tuple[Document, ...]:
    """Return the texts that have an incident which is dated to a day, not "on or before" one, and is not optional."""
    documents = []
    with gzip.open(corpus("muc4", "dev.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            templates = tuple(each for each in map(_template, row["templates"]) if each is not None)
            if templates:
                printed = _DATELINE.match(row["text"])
                day = _date(printed) if printed else None
                documents.append(Document(text=row["text"], printed=day, templates=templates))
    return tuple(documents)


def _template(slots: dict[str, Any]) -> Template | None:
    days = parse_days(slots.get("INCIDENT: DATE", [""])[0])
    if not days or "OPTIONAL" in slots["MESSAGE: TEMPLATE"][0]:
        return None
    return Template(
        days=days,
        places=parse_places(slots.get("INCIDENT: LOCATION", [""])[0]),
        type=slots["INCIDENT: TYPE"][0],
        killed=_killed(slots),
    )


def _date(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(1900 + int(match[3]), _MONTHS[match[2]], int(match[1]))
    except (KeyError, ValueError):
        return None


def parse_days(words: str) -> frozenset[dt.date]:
    """Return the days that a key accepts, none where it gives a span of days or the latest day only.

    Examples
    --------
    >>> sorted(day.isoformat() for day in parse_days("19 MAR 89 / 18 MAR 89"))
    ['1989-03-18', '1989-03-19']
    >>> parse_days("- 04 FEB 90")
    frozenset()
    """
    found = [_ONE_DAY.fullmatch(part.strip()) for part in words.upper().split(" / ")]
    days = [_date(match) if match else None for match in found]
    return frozenset(day for day in days if day) if all(days) else frozenset()


def parse_places(words: str) -> tuple[Place, ...]:
    """Return the places that a key accepts; of a way between two, each of both.

    Examples
    --------
    >>> [place.name for place in parse_places("PERU: LIMA (CITY): MIRAFLORES (NEIGHBORHOOD)")]
    ['MIRAFLORES']
    >>> [place.name for place in parse_places("(EL SALVADOR: ACAJUTLA (PORT)) / (EL SALVADOR)")]
    ['ACAJUTLA', 'EL SALVADOR']
    """
    found = []
    for whole in re.split(r"\)\s*/\s*\(|\s/\s(?![^(]*\))", words.strip(" ?")):
        levels = re.split(r":\s*", _balanced(whole))
        ends = re.split(r"\s+-\s+", levels[-1])
        for end in ends:
            read = [match for level in [*levels[:-1], end] if (match := _LEVEL.match(level))]
            if read:
                names = [match["name"].strip(" ?") for match in read]
                found.append(Place(names[0], tuple(names[1:]), (read[-1]["kind"] or "").lower()))
    return tuple(found)


def _balanced(words: str) -> str:
    """Give the parentheses around a whole alternative back: one may have lost its first, one its last."""
    words = words.strip()
    if words.count("(") > words.count(")"):
        return words[1:] if words.startswith("(") else f"{words})"
    return words[:-1] if words.count(")") > words.count("(") else words


def _killed(slots: dict[str, Any]) -> int | None:
    """Return how many died, None where the key does not give a number for each of the dead, and for them alone.

    Where one phrase ("PEOPLE") is both dead and injured the number counts both; where it has two numbers the key does not
    say which of them is that of the dead.

    Examples
    --------
    >>> both = ['DEATH: "PEOPLE"', 'INJURY: "PEOPLE"']
    >>> _killed({"HUM TGT: EFFECT OF INCIDENT": both[:1], "HUM TGT: NUMBER": ['6: "PEOPLE"']})
    6
    >>> _killed({"HUM TGT: EFFECT OF INCIDENT": both, "HUM TGT: NUMBER": ['11: "PEOPLE"']})
    """
    effects = [_filled(slot) for slot in slots.get("HUM TGT: EFFECT OF INCIDENT", [])]
    numbers = [_filled(slot) for slot in slots.get("HUM TGT: NUMBER", [])]
    dead = {who for effect, who in effects if effect == "DEATH"}
    given: dict[str, list[str]] = {}
    for value, who in numbers:
        given.setdefault(who, []).append(value)
    if any(who in dead and effect != "DEATH" for effect, who in effects) or any(
        len(given.get(w, [])) > 1 for w in dead
    ):
        return None
    counts = [_NUMBER.fullmatch(given.get(who, [""])[0]) for who in dead]
    total = sum(int(match[1]) for match in counts if match)
    return total if total and all(counts) else None


def _filled(slot: str) -> tuple[str, str]:
    value, _, who = slot.partition(":")
    return value.strip(), who.strip()
