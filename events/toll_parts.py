"""Who the counted are: civilians or combatants, of which side, as far as a sentence says."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from events.event import Event, Status, TollPart

_TABLE = tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8"))
# These are said in words only: nothing sorts or sums by them.
MORE_TOLLS = ("missing", "displaced", "captured")
_ARMED = frozenset(
    {*_TABLE["armed"], "guerrilla", "guerrillas", "militiaman", "policewoman", "recruit", "conscript", "bodyguard", "bodyguards", "guard", "serviceman", "servicemen", "marine", "paratrooper", "sergeant",
     "corporal", "colonel", "lieutenant", "captain", "major", "sniper", "bomber", "mercenary", "peacekeeper", "gendarme", "ranger", "assailant", "operatives"}
)  # fmt: skip
# People of whom nobody can say whether they fought.
_UNCERTAIN = frozenset(
    "people persons person men man group suspect suspects others members member prisoners prisoner detainees hostages hostage youths youth crew government officials official president minister ministers".split()
)
_CIVIL = frozenset(_TABLE["civil"]) - _UNCERTAIN | frozenset(_TABLE["persons"]) - _ARMED - _UNCERTAIN
_WORD = re.compile(r"[\w'’-]+")


def status_of(who: str) -> Status:
    """Return whether the words for those counted say that they are civilians or combatants.

    Examples
    --------
    >>> [status_of(words).value for words in ("civilians", "government soldiers", "people", "aid workers")]
    ['civilian', 'combatant', '', 'civilian']
    """
    words = _heads(who)
    for word in reversed(words):
        if word in _ARMED:
            return Status.COMBATANT
        if word in _CIVIL or word.removesuffix("s") in _CIVIL:
            return Status.CIVILIAN
        if word in _UNCERTAIN:
            return Status.UNKNOWN
    return Status.UNKNOWN


def _heads(who: str) -> list[str]:
    """Return the words up to the first "of": "members of the army" are members."""
    return [word.lower() for word in _WORD.findall(re.split(r"\s+of\s+", who)[0])]


def with_sides(parts: Iterable[TollPart], side1: Sequence[str], side2: Sequence[str]) -> tuple[TollPart, ...]:
    """Name the side of each part whose last word is that of one side's name, and of one only: 1, 2 or None."""
    found = []
    for part in parts:
        head = (_heads(part.who) or [""])[-1]
        on = [number for number, side in ((1, side1), (2, side2)) if head and any(_is_of(head, name) for name in side)]
        found.append(replace(part, side=on[0] if len(on) == 1 else None))
    return tuple(found)


def _is_of(head: str, name: str) -> bool:
    last = (_heads(name) or [""])[-1]
    return last.removesuffix("s") == head.removesuffix("s")


def part_words(parts: Sequence[TollPart]) -> str:
    """Say who the counted are: "killed: 12 civilians (civilian), 3 soldiers (combatant, side 2)"; "" where nothing is said.

    Examples
    --------
    >>> part_words([TollPart(kind="killed", best=3, low=3, high=3, who="soldiers", status=Status.COMBATANT, side=2)])
    'killed: 3 soldiers (combatant, side 2)'
    """
    said: dict[str, list[str]] = {}
    for part in parts:
        notes = ", ".join(each for each in (part.status.value, f"side {part.side}" if part.side else "") if each)
        said.setdefault(part.kind, []).append(f"{part.best:,} {part.who}{f' ({notes})' if notes else ''}")
    return "; ".join(f"{kind}: {', '.join(words)}" for kind, words in said.items())


def count_of(parts: Sequence[TollPart], kind: str, status: Status) -> int | None:
    """Return how many of a kind are said to be civilians or combatants, None where the text does not say."""
    counts = [part.best for part in parts if part.kind == kind and part.status is status]
    return sum(counts) if counts else None


def more_words(figures: Mapping[str, tuple[int, int, int]]) -> str:
    """Say the missing, displaced and captured, by kind as best, low and high; "" where there are none.

    Examples
    --------
    >>> more_words({"missing": (12, 12, 12), "captured": (3, 2, 4)})
    '12 missing, 3 captured (2–4)'
    """
    return ", ".join(
        f"{best:,} {kind}{f' ({low:,}–{high:,})' if low != high else ''}" for kind, (best, low, high) in figures.items()
    )


def more_toll_words(event: Event) -> str:
    """Say the missing, displaced and captured of an event; "" where none are counted."""
    tolls = zip(MORE_TOLLS, (event.missing, event.displaced, event.captured), strict=True)
    return more_words({kind: (toll.best, toll.low, toll.high) for kind, toll in tolls if toll is not None})
