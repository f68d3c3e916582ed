"""How much of what a golden file asks for was read with its day and its place, and what was made up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from events import Event
from tests.events.golden import fits

_WHEN_AND_WHERE = ("type", "date", "date_from", "date_to", "place", "or_place")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleScore:
    """Entries of one golden file, those found, those found with tolls and sides right too, and the events beyond them.

    ``invented`` holds each event that is neither an entry nor one that the file lets pass ("optional"): an event of
    the report with a wrong day or place stands there as well, besides its entry in ``missed``.
    """

    asked: int
    found: int
    found_whole: int
    read: int
    missed: tuple[dict[str, Any], ...]
    invented: tuple[Event, ...]


def score_sample(golden: dict[str, Any], events: Sequence[Event]) -> SampleScore:
    """Match the entries of a golden file with the events of its report, one to one and as many as can be."""
    entries: list[dict[str, Any]] = golden["event"]
    optional: list[dict[str, Any]] = golden.get("optional", [])
    held: dict[int, int] = {}  # event -> entry
    for number in range(len(entries)):
        _match(number, entries, events, held, set())
    whole = len(held)
    when_and_where = [{k: v for k, v in entry.items() if k in _WHEN_AND_WHERE} for entry in entries]
    for number in set(range(len(entries))) - set(held.values()):
        _match(number, when_and_where, events, held, set())
    found = set(held.values())
    beyond = [event for number, event in enumerate(events) if number not in held]
    passed: dict[int, int] = {}
    for number in range(len(optional)):
        _match(number, optional, beyond, passed, set())
    return SampleScore(
        asked=len(entries),
        found=len(found),
        found_whole=whole,
        read=len(events),
        missed=tuple(entry for number, entry in enumerate(entries) if number not in found),
        invented=tuple(event for number, event in enumerate(beyond) if number not in passed),
    )


def _match(
    entry: int, entries: Sequence[dict[str, Any]], events: Sequence[Event], held: dict[int, int], tried: set[int]
) -> bool:
    """Give an entry an event, moving the entry that holds it to another where that frees it."""
    for number, event in enumerate(events):
        if number in tried or not fits(event, entries[entry]):
            continue
        tried.add(number)
        if number not in held or _match(held[number], entries, events, held, tried):
            held[number] = entry
            return True
    return False
