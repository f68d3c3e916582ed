"""Words that a release may not say: names of finer places and of sources, in whatever field they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from events.event import Event
from events.release.coarse import is_finer
from events.release.profile import Named, Precision, Profile
from events.word_tree import tree_of_any_case
from gazetteer import Gazetteer, geoparse

PLACE_SIGN = "[place]"
# Shorter names are most often other words.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Hidden:
    """The names of places finer than a profile allows, and of the sources that it does not name, in the events given."""

    places: frozenset[str]
    sources: frozenset[str]

    def without_places(self, text: str) -> str:
        """Return a text in which each name of a finer place is `PLACE_SIGN`."""
        return _pattern(self.places).sub(PLACE_SIGN, text) if self.places and text else text

    def names_source(self, text: str) -> bool:
        """Say whether a text names a source that is not to be named."""
        return bool(self.sources and text) and _pattern(self.sources).search(text) is not None


@lru_cache(maxsize=8)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){tree_of_any_case(sorted(names))}(?!\w)")


def hidden_of(events: Iterable[Event], profile: Profile) -> Hidden:
    """Return what no released event may say, from all events of a selection."""
    places: set[str] = set()
    sources: set[str] = set(profile.sources_left_out)
    for event in events:
        if profile.is_coarse:
            places |= set(_finer_names(event, profile))
        if profile.named is not Named.ALL and event.source:
            sources.add(event.source)
    return Hidden(
        frozenset(each for each in places if len(each) >= _SHORTEST), frozenset(each for each in sources if each.strip())
    )  # fmt: skip


def _finer_names(event: Event, profile: Profile) -> Iterable[str]:
    where = event.where
    if where is None:
        return
    named = [where.place, *(each.place for each in where.candidates), where.relation.other if where.relation else None]
    for place in named:
        if place is not None and is_finer(place, profile.precision):
            yield place.name
    if is_finer(where.place, profile.precision):
        yield where.toponym.text


@lru_cache(maxsize=4096)
def without_finer_places(text: str, precision: Precision, gazetteer: Gazetteer, country: str | None) -> str:
    """Return a sentence without the names of finer places and their relations ("12 km south of X"), as the geoparser finds them."""
    spans = []
    for found in geoparse(text, gazetteer, country=country):
        if found.toponym.is_coordinates or found.relation is not None or is_finer(found.place, precision):
            start, end = found.toponym.start, found.toponym.end
            if found.relation is not None:
                start, end = min(start, found.relation.start), max(end, found.relation.end)
            spans.append((start, end))
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{PLACE_SIGN}{text[end:]}"
    return text
