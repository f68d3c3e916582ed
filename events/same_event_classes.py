"""What two sentences say was hit, by what, and who was there: classes of words that tell two happenings of one day and town apart."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from events.event import Event
from events.same_event_sign import Sign

TABLE = Path(__file__).parent / "data" / "same_event_words.toml"
_KINDS = {"target": "what was hit", "means": "how", "people": "who was there"}
# Shared by half of all reports: it says a third of what a rare one says.
_COMMON = 0.3
_MOST_LETTERS = 2_000
_SEPARATE = re.compile(
    r"\b(?:another|second|separate(?:ly)?|hours (?:after|later)|the latest|in an? other|elsewhere|also on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)


def class_signs(one: Event, other: Event) -> Iterator[Sign]:
    """Yield for what was hit, how and who was there whether both tell of one class, or each of another."""
    first, second = told_classes(one), told_classes(other)
    for kind, asked in _KINDS.items():
        here, there = first[kind], second[kind]
        if not here or not there:
            continue
        shared = here & there
        if shared:
            rare = shared - _common()
            yield Sign(
                f"{kind} alike", 1.0 if rare else _COMMON, f"{asked}: {', '.join(sorted(rare or shared))} in both"
            )
            continue
        yield Sign(
            f"{kind} apart",
            1.0,
            f"{asked}: {', '.join(sorted(here)[:2])} in one, {', '.join(sorted(there)[:2])} in the other",
        )


def separate_signs(one: Event, other: Event) -> Iterator[Sign]:
    """Yield that one of two sentences tells of a further happening: "another", "a second"."""
    told = [bool(_SEPARATE.search(event.sentence[:_MOST_LETTERS].casefold())) for event in (one, other)]
    if told[0] != told[1]:
        yield Sign("told as another", 1.0, "one of them tells of a further one")


def victim_signs(one: Event, other: Event) -> Iterator[Sign]:
    """Yield whether those who were killed or hurt are of one class of people, or of another in each: four policemen, seven militants."""
    first, second = victim_classes(one), victim_classes(other)
    if first and second:
        if first & second:
            yield Sign("victims alike", 1.0, f"{', '.join(sorted(first & second))} suffered in both")
        else:
            yield Sign(
                "victims apart",
                1.0,
                f"{', '.join(sorted(first))} suffered in one, {', '.join(sorted(second))} in the other",
            )


def victim_classes(event: Event) -> frozenset[str]:
    """Return the classes of people of whom an event's tolls tell parts."""
    return frozenset(name for part in event.parts for name in _classes_of(part.who)["people"])


def class_keys(event: Event) -> Iterator[tuple[str, str, str]]:
    """Yield what was hit together with how, of the rarer classes, two of each at most: what a report tells that names no known place."""
    told = told_classes(event)
    targets, means = sorted(told["target"] - _common())[:2], sorted(told["means"])[:2]
    yield from (("told", target, how) for target in targets for how in means)


def told_classes(event: Event) -> dict[str, frozenset[str]]:
    """Return the classes of words in an event's sentence, without the words of who says so, by "target", "means" and "people"."""
    return _classes_of(said_without_claims(event))


def said_without_claims(event: Event) -> str:
    """Return an event's sentence without who says so: "police said" is not what happened."""
    sentence = event.sentence[:_MOST_LETTERS]
    for claim in sorted(event.claims, key=lambda each: -each.start):
        start, end = claim.start - event.start, claim.end - event.start
        if 0 <= start < end <= len(sentence):
            sentence = f"{sentence[:start]} {sentence[end:]}"
    return sentence


@lru_cache(maxsize=50_000)
def _classes_of(said: str) -> dict[str, frozenset[str]]:
    text = said.casefold().replace("’", "'")
    words = _table()
    return {
        kind: frozenset(name for word in set(pattern.findall(text)) for name in names[_bare(word, names)])
        for kind, (pattern, names) in words.items()
    }


def _bare(word: str, names: dict[str, tuple[str, ...]]) -> str:
    return next((form for form in (word, word.removesuffix("s"), word.removesuffix("es")) if form in names), word)


@cache
def _table() -> dict[str, tuple[re.Pattern[str], dict[str, tuple[str, ...]]]]:
    """Return for each kind a pattern of its words, also in the plural, and the classes of each word."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    found = {}
    for kind in _KINDS:
        names: dict[str, tuple[str, ...]] = {}
        for name, words in table[kind].items():
            for word in words:
                names[word] = (*names.get(word, ()), name)
        longest = sorted(names, key=lambda word: (-len(word), word))
        found[kind] = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})(?:e?s)?\b"), names
    return found


@cache
def _common() -> frozenset[str]:
    return frozenset(tomllib.loads(TABLE.read_text(encoding="utf-8"))["common"]["classes"])
