"""What a finished file may not hold: made from what was selected and what of it leaves."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from itertools import islice

import numpy as np
import shapely

from events.event import Event
from events.release.aliases import has_aliases
from events.release.profile import Named, Precision, Profile
from events.release.released import Released
from gazetteer import fold, is_plain_word, place_point

# So many words in a row are a report's own; a shorter sentence is looked for as a whole.
SHINGLE, _LEAST_WORDS = 8, 4
_LEAST_LETTERS = 5
# A longer number is no year and seldom a count.
_LEAST_ID = 4
# Half the diagonal of what a coordinate may tell apart, in metres: of a square its own, of areas what the smaller of them measure.
_FINEST_M = {Precision.ADM2: 10_000.0, Precision.ADM1: 25_000.0, Precision.COUNTRY: 100_000.0}
_ORIGIN = ("dataset", "source_id", "source_url")
# What files call the fields that a profile leaves out.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "claims": ("claims", "claimed_by", "told_differently"), "killed": ("killed", "killed_best", "killed_low", "killed_high"),
    "injured": ("injured", "injured_best"), "missing": ("missing", "missing_best"), "displaced": ("displaced", "displaced_best"),
    "captured": ("captured", "captured_best"), "parts": ("parts", "civilians_killed", "combatants_killed"),
    "time": ("time_start", "time_end", "time_prec", "time_zone", "time_span"), "sentence": ("sentence", "trigger"),
    "source": ("source", *_ORIGIN), "origin": _ORIGIN,
}  # fmt: skip
# What an analyst thinks of a source stays in the house, unless everything leaves.
_GRADES = frozenset({"source_reliability", "information_credibility"})
_RIVALS = ("candidates", "rivals", "relation", "toponym")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden:
    """What is looked for. Words are folded (`gazetteer.fold`); coordinates are degrees.

    Attributes
    ----------
    fields
        Names of columns and members that must be empty.
    names, sources
        Names of finer places, and of sources that are not named, as written; without those that areas, vocabularies and, of sources, the
        sides have too. One that the profile leaves out by its name is always among them.
    shingles, words
        Rows of words of sentences that do not leave, by how many they are; and words that only these have.
    ids
        Of the events that are withheld; of all of them, and of their rows in a dataset, where they leave under other ids.
    points
        (n, 2) lon, lat where the events truly are, of those that leave coarser or not at all.
    lons, lats
        Sorted: what coordinates may be, of the areas that leave. None: any, where places are as exact as they are known.
    finest_m
        No coordinates in a text may tell apart less than this.
    """

    fields: frozenset[str]
    names: frozenset[str]
    sources: frozenset[str]
    shingles: Mapping[int, frozenset[tuple[str, ...]]]
    words: frozenset[str]
    ids: frozenset[str]
    points: np.ndarray
    lons: np.ndarray | None
    lats: np.ndarray | None
    finest_m: float


def forbidden_in(events: Sequence[Event], found: Released, profile: Profile, furniture: str = "") -> Forbidden:
    """Return what no file of a release may hold.

    Parameters
    ----------
    events
        All that were selected.
    furniture
        What a file says without any event in it: its words are no leak.
    """
    own = [*_strings(found.markings.record()), furniture]
    kept_words = _words([*_strings(found.events), *own])
    kept = frozenset(kept_words)
    # Of what leaves only that counts here in which no name was to be looked for: a name that the release forgot is a leak too.
    closed, acting = ([_without_words(event) for event in found.events], [(e.side1, e.side2) for e in found.events])
    places_of, sources_of = _words([*_strings(closed), *own]), _words([*_strings(closed), *_strings(acting), *own])
    left_out = frozenset(each for each in found.hidden.sources if profile.leaves_out(each))
    after = {found.true_id(event): event for event in found.events}
    removed = [e for e in events if e.event_id not in after or after[e.event_id].sentence != e.sentence]
    rows: dict[int, set[tuple[str, ...]]] = {}
    words: set[str] = set()
    for event in removed:
        said = _words([event.sentence])
        for row in _rows(said):
            rows.setdefault(len(row), set()).add(row)
        words |= {word for word in said if _is_distinctive(word) and word not in kept}
    points, lons, lats = _coordinates(events, after)
    return Forbidden(
        fields=_fields(profile),
        names=_not_kept(found.hidden.places, places_of),
        sources=_not_kept(found.hidden.sources, sources_of) | _not_kept(left_out, _words(own)),
        shingles={size: frozenset(some).difference(_in_a_row(kept_words, size)) for size, some in rows.items()}, words=frozenset(words),
        ids=_ids(events, found, profile), points=points,
        lons=lons if profile.is_coarse else None, lats=lats if profile.is_coarse else None,
        finest_m=_finest_m(profile),
    )  # fmt: skip


def _ids(events: Sequence[Event], found: Released, profile: Profile) -> frozenset[str]:
    """Return the ids of what is withheld, and of all events, in the project and at their source, where they leave under others."""
    ids = {each.event_id for each in found.withheld}
    if has_aliases(profile):
        ids |= {event.event_id for event in events}
        ids |= {event.report_id for event in events if _is_telling_id(event.report_id)}
    if "origin" in _gone(profile):
        ids |= {e.origin.source_id for e in events if e.origin is not None and _is_telling_id(e.origin.source_id)}
    return frozenset(ids)


def _is_telling_id(text: str) -> bool:
    """Say whether an id cannot be taken for a count, a year or a short word."""
    return len(text) > _LEAST_ID and any(letter.isdigit() for letter in text)


def _rows(said: Sequence[str]) -> Iterable[tuple[str, ...]]:
    if len(said) >= SHINGLE:
        return _in_a_row(said, SHINGLE)
    return (tuple(said),) if len(said) >= _LEAST_WORDS else ()


def _is_distinctive(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS and word.isalpha() and not is_plain_word(word)


def _without_words(event: Event) -> Event:
    """Return an event without the fields that say something in words: vocabularies, days, numbers and its area stay."""
    where = event.where
    if where is not None:
        where = replace(where, toponym=replace(where.toponym, text=""), candidates=(), relation=None, reasons=())
    return replace(
        event, where=where, sentence="", trigger="", sub_type="", source="", recurrence="", reasons=(), side1=(), side2=(), claims=(), parts=(),
        killed=None, injured=None, missing=None, displaced=None, captured=None,
    )  # fmt: skip


def _words(texts: Iterable[str]) -> list[str]:
    return [fold(word) for text in texts for word in WORD.findall(text)]


def _in_a_row(words: Sequence[str], size: int) -> Iterable[tuple[str, ...]]:
    return zip(*(islice(words, start, None) for start in range(size)), strict=False)


def _not_kept(names: Iterable[str], kept: Sequence[str]) -> frozenset[str]:
    """Return the names whose words stand nowhere in a row among those that are kept."""
    by_row: dict[tuple[str, ...], set[str]] = {}
    for name in names:
        by_row.setdefault(tuple(_words([name])), set()).add(name)
    for size in {len(row) for row in by_row}:
        for row in _in_a_row(kept, size):
            by_row.pop(row, None)
    return frozenset[str]().union(*by_row.values())


def _gone(profile: Profile) -> set[str]:
    """Return which fields are left out."""
    gone = set(profile.emptied)
    if profile.named is Named.NONE:
        gone |= {"source", "claims"}
    if profile.named is Named.KINDS:
        gone.add("claims")
    if profile.named is not Named.ALL or profile.is_coarse:
        gone.add("origin")
    if not profile.keeps_all:
        gone |= _GRADES
    return gone


def _fields(profile: Profile) -> frozenset[str]:
    gone = _gone(profile)
    named = {each for name in gone for each in _NAMES.get(name, (name,))}
    return frozenset(named | (set(_RIVALS) if profile.is_coarse else set()))


def _finest_m(profile: Profile) -> float:
    if profile.precision is Precision.GRID:
        return profile.grid_km * 1000 / 2**0.5
    return _FINEST_M.get(profile.precision, 0.0)


def _coordinates(events: Sequence[Event], after: Mapping[str, Event]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the true points of what is coarsened or withheld, and each longitude and latitude of what leaves, sorted."""
    true, allowed = [], [np.empty((0, 2))]
    for event in events:
        kept = after.get(event.event_id)
        where = kept.where if kept else None
        if where is not None and where.place is not None:
            point = place_point(where)
            allowed.append(np.array([(where.place.lon, where.place.lat), point or (where.place.lon, where.place.lat)]))
            if where.footprint is not None:
                shape = where.footprint
                middle, inside = shape.centroid, shape.representative_point()
                allowed += [shapely.get_coordinates(shape), np.array([(middle.x, middle.y), (inside.x, inside.y)])]
        if event.where is not None and event.where.place is not None and (kept is None or kept.where != event.where):
            place = event.where.place
            true += [(place.lon, place.lat), place_point(event.where) or (place.lon, place.lat)]
    all_allowed = np.concatenate(allowed)
    return np.array(true, dtype=float).reshape(-1, 2), np.unique(all_allowed[:, 0]), np.unique(all_allowed[:, 1])


def _strings(value: object) -> Iterable[str]:
    """Yield every text within events or JSON."""
    if isinstance(value, Enum):
        yield str(value.value)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield str(key)
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
