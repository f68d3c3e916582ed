"""The theatres with their towns, sides and calendars, and the kinds of event, as words.toml tells them."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.generated_events.days import Calendar
from benchmarks.generated_events.draws import Urn, skewed
from benchmarks.generated_events.sentences import read_template
from benchmarks.generated_events.settings import Setting, Weighted, countryside, find_town, settings_of
from events import EventType
from gazetteer import Gazetteer

_WORDS = Path(__file__).with_name("words.toml")
# How hot the second, third… town of a country and of the whole stage is, next to the first.
_TOWN_SKEW = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of event and its words."""

    type: EventType
    deadly: float
    scale: float
    triggers: tuple[tuple[str, str], ...]
    sentences: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A hot spot and all settings around it, by precision."""

    name: str
    settings: dict[int, Urn[Setting]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """One country's part of the stage."""

    country: str
    country_name: str
    towns: tuple[Town, ...]
    busy: Urn[Town]
    quiet: Town
    side1: Urn[str]
    side2: Urn[str]
    kinds: Urn[Kind]
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """All that events are drawn from; ``words`` are the lists of phrases."""

    theatres: Urn[Theatre]
    sources: Urn[str]
    words: dict[str, tuple[str, ...]]


def build_stage(gazetteer: Gazetteer, luck: Random) -> Stage:
    """Return the stage; ``luck`` draws the theatres' calendars."""
    told = _read()
    kinds = [_kind(each) for each in told["kinds"]]
    theatres = []
    for each in told["theatres"]:
        towns = _towns(each["country"], tuple(each["towns"]), each["border"], each["sea"], gazetteer)
        shares = [kind["share"] * kind["moods"].get(each["mood"], 1.0) for kind in told["kinds"]]
        theatres.append(
            Theatre(
                country=each["country"], country_name=gazetteer.country(each["country"]).name, towns=towns,
                busy=skewed(towns, exponent=_TOWN_SKEW), quiet=_quiet(each["country"], tuple(each["towns"]), gazetteer),
                side1=skewed(each["side1"], exponent=1.5), side2=skewed(each["side2"], exponent=1.5), kinds=Urn(kinds, shares),
                calendar=Calendar(told["first_day"], told["last_day"], towns=len(towns), luck=luck),
            )
        )  # fmt: skip
    words = {name: tuple(listed) for name, listed in told["phrases"].items()}
    return Stage(
        theatres=Urn(theatres, [each["weight"] for each in told["theatres"]]),
        sources=skewed(words["sources"], exponent=0.8),
        words=words,
    )


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def _kind(told: dict[str, Any]) -> Kind:
    return Kind(
        type=EventType(told["type"]),
        deadly=told["deadly"],
        scale=told["scale"],
        triggers=tuple((sub_type, word) for sub_type, word in told["triggers"]),
        sentences=tuple(read_template(each) for each in told["sentences"]),
    )


@lru_cache(maxsize=64)
def _towns(country: str, names: tuple[str, ...], border: str, sea: str, gazetteer: Gazetteer) -> tuple[Town, ...]:
    places = tuple(find_town(name, country, gazetteer) for name in names)
    waters, neighbour = gazetteer.lookup(sea)[0].place, gazetteer.country(border)
    return tuple(_town(place.name, settings_of(place, places, neighbour, waters, gazetteer)) for place in places)


@lru_cache(maxsize=64)
def _quiet(country: str, names: tuple[str, ...], gazetteer: Gazetteer) -> Town:
    spots = tuple(find_town(name, country, gazetteer) for name in names)
    return _town("", countryside(gazetteer.country(country), spots, gazetteer))


def _town(name: str, settings: tuple[Weighted, ...]) -> Town:
    by_prec: dict[int, list[Weighted]] = defaultdict(list)
    for setting, weight in settings:
        by_prec[setting.where_prec].append((setting, weight))
    urns = {prec: Urn([s for s, _ in found], [w for _, w in found]) for prec, found in by_prec.items()}
    return Town(name=name, settings=urns)
