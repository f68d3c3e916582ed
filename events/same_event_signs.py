"""Signs that two events are one happening, or are not: each a number from 0 to 1, with its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import log, log1p

from shapely.geometry import Point

from events.event import Event, EventType, Toll
from events.reach import circle_radius_m
from events.same_event_words import stem_of, telling_names, telling_stems
from events.spelling import is_same_actor
from events.type_families import is_compatible
from gazetteer import Resolution, fold, km_between

# Two names of one town lie so far apart in different lists (km).
_ONE_PLACE_KM = 3.0
# How far an exact place reaches (km): a town's edge.
_TOWN_KM = 4.0
# Of two reports of one happening, written by different hands, words in common are rarely fewer (cosine).
_FEW = 0.35
# Letters of a name that says something.
_LEAST_NAME = 2
_ANYONE = frozenset(stem_of(word) for word in "men man people person gunmen attackers suspected armed the".split())
# UCDP's 3 is a district.
_DISTRICT = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign by its name in the table of weights (`events/data/same_event.toml`), how strong it is, 0 to 1, and its words."""

    name: str
    value: float
    words: str


def signs(one: Event, other: Event) -> tuple[Sign, ...]:
    """Return the signs that are there; what is not known on either side is no sign."""
    found = (
        *_day(one, other), *_place(one, other), *_type(one, other), *_toll("killed", one.killed, other.killed),
        *_toll("injured", one.injured, other.injured), *_actors(one, other), *_words(one, other),
    )  # fmt: skip
    return tuple(sign for sign in found if sign.value > 0)


def _day(one: Event, other: Event) -> Iterator[Sign]:
    if one.date_start is None or other.date_start is None:
        return
    ends = one.date_end or one.date_start, other.date_end or other.date_start
    gap = max(0, (max(one.date_start, other.date_start) - min(ends)).days)
    is_exact = one.date_prec == other.date_prec == 1
    if gap == 0:
        what = "both on the same day" if is_exact else "their days overlap, of which one is known roughly"
        yield Sign("same day" if is_exact else "overlapping days", 1.0, what)
    else:
        yield Sign("other day", 1.0, "one day apart" if gap == 1 else f"{gap} days apart")
        yield Sign("days apart", min(1.0, (gap - 1) / 5), f"{gap} days apart")


def _place(one: Event, other: Event) -> Iterator[Sign]:
    first, second = one.where, other.where
    if first is None or second is None:
        return
    if first.place is None or second.place is None:
        if fold(first.toponym.text) == fold(second.toponym.text) != "":
            yield Sign("same place", 1.0, f"both at “{first.toponym.text}”")
        else:
            yield from _named_in(one, other)
        return
    km = km_between(first.place, second.place)
    names = f"{first.place.name} and {second.place.name}"
    if first.place.place_id == second.place.place_id or (
        km <= _ONE_PLACE_KM and (one.where_prec, other.where_prec) == (1, 1)
    ):
        yield Sign("same place", 1.0, f"both at {first.place.name}")
        return
    yield from _named_in(one, other)
    beyond = max(0.0, km - _reach_km(one, first) - _reach_km(other, second))
    if _is_in(first, second) or _is_in(second, first) or beyond == 0.0:
        yield Sign("place may be one", 1.0, f"{names} may be one place: what is known reaches that far")
    else:
        yield Sign("other place", 1.0, f"{names} are {km:,.0f} km apart")
        yield Sign("far apart", min(1.0, log1p(beyond) / log(300)), f"{names} are {km:,.0f} km apart")


def _named_in(one: Event, other: Event) -> Iterator[Sign]:
    """A name of one's place in the other's sentence: a base and its town, a village and the nearest place that a list has."""
    for event, sentence in ((one, other.sentence), (other, one.sentence)):
        # A country or region is named in each report on it.
        is_local = event.where is not None and (event.where_prec or 1) <= _DISTRICT
        name = bare_name(event.where.toponym.text) if event.where is not None and is_local else ""
        if len(name) > _LEAST_NAME and f" {name} " in f" {bare_name(sentence[:2_000])} ":
            yield Sign("place named in both", 1.0, f"both name {event.where.toponym.text if event.where else name}")
            return


def bare_name(text: str) -> str:
    """Return a name or sentence in plain small letters, without the Arabic article.

    Examples
    --------
    >>> bare_name("the Al-Dhabba terminal")
    'the dhabba terminal'
    """
    return " ".join(word for word in re.findall(r"\w+", fold(text.replace("-", " "))) if word not in {"al", "el"})


def _reach_km(event: Event, where: Resolution) -> float:
    place, prec = where.place, event.where_prec or 1
    said = circle_radius_m(
        prec,
        said_m=where.radius_m,
        place_m=place.radius_m if place is not None else None,
        is_rough=place is not None and place.is_rough,
    )
    return _TOWN_KM if said is None else said / 1000


def _is_in(where: Resolution, other: Resolution) -> bool:
    if where.footprint is None or where.footprint.is_empty or other.place is None:
        return False
    return bool(where.footprint.intersects(Point(other.place.lon, other.place.lat)))


def _type(one: Event, other: Event) -> Iterator[Sign]:
    if one.type is other.type:
        yield Sign("same type", 1.0, f"both are told as {one.type.value}")
    elif EventType.CASUALTIES in {one.type, other.type} and is_compatible(one.type, other.type):
        return
    elif is_compatible(one.type, other.type):
        yield Sign("kindred type", 1.0, f"{one.type.value} and {other.type.value} may be one thing")
    else:
        yield Sign("other type", 1.0, f"{one.type.value} is not {other.type.value}")


def _toll(what: str, one: Toll | None, other: Toll | None) -> Iterator[Sign]:
    if one is None or other is None:
        return
    if one.low <= other.high and other.low <= one.high:
        yield Sign(
            f"{what} alike",
            1.0,
            f"{one.best:,} and {other.best:,} {what} agree"
            if one.best != other.best
            else f"{one.best:,} {what} in both",
        )
    else:
        ratio = abs(log((one.best + 1) / (other.best + 1)))
        yield Sign(f"{what} apart", min(1.0, ratio / 2), f"{one.best:,} {what} in one, {other.best:,} in the other")


def _actors(one: Event, other: Event) -> Iterator[Sign]:
    for name, first, second in (("side 1", one.side1, other.side1), ("side 2", one.side2, other.side2)):
        if not first or not second:
            continue
        pair = f"{', '.join(first[:2])}; {', '.join(second[:2])}"
        if any(_is_one(a, b) for a in first for b in second):
            yield Sign(f"{name} alike", 1.0, f"{name} is alike: {pair}")
        elif not (_is_anyone(first) or _is_anyone(second)):
            yield Sign(f"{name} apart", 1.0, f"{name} is not alike: {pair}")


def _is_anyone(side: tuple[str, ...]) -> bool:
    """Say whether a side is nobody in particular: "men", "people"."""
    return all(_ANYONE.issuperset(stem_of(word) for word in name.casefold().split()) for name in side)


def _is_one(one: str, other: str) -> bool:
    if is_same_actor(one, other):
        return True
    stems = [
        {stem_of(word) for word in name.casefold().split() if len(word) > 2} - {"the", "and"} for name in (one, other)
    ]
    return not stems[0].isdisjoint(stems[1])


def _words(one: Event, other: Event) -> Iterator[Sign]:
    first, second = telling_stems(one), telling_stems(other)
    if first and second:
        both = first & second
        share = len(both) / (len(first) * len(second)) ** 0.5
        yield Sign("words shared", share, f"both tell of {', '.join(sorted(both)[:6])}")
        yield Sign("words not shared", max(0.0, 1 - share / _FEW), "they share few words")
    names = telling_names(one), telling_names(other)
    shared = {name for name in names[0] if any(name in each or each in name for each in names[1])}
    if shared:
        yield Sign("name shared", 1.0, f"both name {', '.join(sorted(shared)[:3])}")
