"""Signs that two events are one happening, or are not: each a number from 0 to 1, with its words."""

from collections.abc import Iterator
from math import log1p

import numpy as np
import numpy.typing as npt

from events.event import Event, EventType, Toll
from events.same_event_classes import class_signs, separate_signs, victim_signs
from events.same_event_place import place_signs
from events.same_event_sign import Sign
from events.same_event_words import stem_of, telling_names, telling_stems
from events.spelling import is_same_actor
from events.surroundings import Surroundings, crowd_of
from events.type_families import is_compatible

# Of two reports of one happening, written by different hands, words in common are rarely fewer (cosine).
FEW_SHARED = 0.35
# A toll of so many that is told twice to a man is hardly a coincidence.
_UNUSUAL = 20
# Fewer others are not counted to a reader.
_MANY = 1.5
# How much of a month, or more, is one day: UCDP's date_prec 1 day, 2 some days, 3 a week, 4 a month, 5 a year.
_DAY_SHARE = {1: 1.0, 2: 0.7, 3: 0.5, 4: 0.25}
# What two reports of one happening nearly always have at least one of, beside day, place and type: from what value on.
_TELLING = {
    "target alike": 1.0, "means alike": 0.3, "people alike": 1.0, "victims alike": 1.0, "killed exact": 0.3, "injured alike": 1.0,
    "others alike": 1.0, "words shared": 0.3, "name shared": 1.0, "killed alike": 1.0,
}  # fmt: skip
_ANYONE = frozenset(stem_of(word) for word in "men man people person gunmen attackers suspected armed the".split())
# Who is who in two reports: one says police, the other security forces.
_CLASSES = (
    frozenset(stem_of(word) for word in "police officer soldier troop army force security gendarme guard ranger paramilitary military navy".split()),
    frozenset(stem_of(word) for word in "rebel militant insurgent guerrilla jihadist fighter separatist militia militiamen extremist islamist bandit".split()),
    frozenset(stem_of(word) for word in "protester demonstrator crowd mob youth rioter supporter student marcher".split()),
    frozenset(stem_of(word) for word in "civilian villager resident farmer family woman child worshipper passenger trader worker inmate prisoner".split()),
)  # fmt: skip


def signs(one: Event, other: Event, among: Surroundings | None = None) -> tuple[Sign, ...]:
    """Return the signs that are there; what is not known on either side is no sign.

    ``among`` are the other events of their project: a word that its sentences share, or a day on which much is told of a place,
    says less. None where nothing is known of them.
    """
    found = (
        *_day(one, other), *place_signs(one, other), *_type(one, other), *_killed(one, other),
        *_toll("injured", one.injured, other.injured), *_others_counted(one, other), *_actors(one, other), *_words(one, other, among),
        *class_signs(one, other), *separate_signs(one, other), *victim_signs(one, other), *_crowd(one, other, among),
    )  # fmt: skip
    if not any(sign.value >= _TELLING.get(sign.name, 2.0) for sign in found):
        found = (*found, Sign("nothing else in common", 1.0, "beside day, place and type they have little in common"))
    return tuple(sign for sign in found if sign.value > 0)


def _day(one: Event, other: Event) -> Iterator[Sign]:
    if one.date_start is None or other.date_start is None:
        return
    ends = one.date_end or one.date_start, other.date_end or other.date_start
    gap = max(0, (max(one.date_start, other.date_start) - min(ends)).days)
    is_exact = one.date_prec == other.date_prec == 1
    if gap == 0:
        what = "both on the same day" if is_exact else "their days overlap, of which one is known roughly"
        share = min(day_share(one.date_prec), day_share(other.date_prec))
        yield Sign("same day" if is_exact else "overlapping days", share, what)
    else:
        yield Sign("other day", 1.0, "one day apart" if gap == 1 else f"{gap} days apart")
        yield Sign("days apart", min(1.0, (gap - 1) / 5), f"{gap} days apart")


def day_share(date_prec: int | None) -> float:
    """Return how much it says that an event of such precision is of a day, 0 to 1."""
    return _DAY_SHARE.get(date_prec or 1, 0.1)


def _type(one: Event, other: Event) -> Iterator[Sign]:
    if one.type is other.type:
        yield Sign("same type", 1.0, f"both are told as {one.type.value}")
    elif EventType.CASUALTIES in {one.type, other.type} and is_compatible(one.type, other.type):
        return
    elif is_compatible(one.type, other.type):
        yield Sign("kindred type", 1.0, f"{one.type.value} and {other.type.value} may be one thing")
    else:
        yield Sign("other type", 1.0, f"{one.type.value} is not {other.type.value}")


def _killed(one: Event, other: Event) -> Iterator[Sign]:
    """Yield what the killed say; a part of one's killed may be all of whom the other tells."""
    if one.killed is None or other.killed is None:
        return
    found = tuple(_toll("killed", one.killed, other.killed))
    if any(sign.name == "killed apart" for sign in found):
        for event, whole in ((one, other.killed), (other, one.killed)):
            if any(part.kind == "killed" and part.low <= whole.best <= part.high for part in event.parts):
                yield Sign("killed alike", 0.7, f"{whole.best:,} killed are a part of those in the other")
                return
    yield from found
    if one.killed.best == other.killed.best > 0:
        yield Sign("killed exact", float(unusual(one.killed.best)), f"{one.killed.best:,} killed in both")


def _others_counted(one: Event, other: Event) -> Iterator[Sign]:
    """Yield what the missing, displaced and captured say, together: few reports count them."""
    for what in ("missing", "displaced", "captured"):
        for sign in _toll(what, getattr(one, what), getattr(other, what)):
            yield Sign(f"others {sign.name.rpartition(' ')[2]}", sign.value, sign.words)


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
        apart = float(toll_apart(one.best, other.best))
        yield Sign(f"{what} apart", apart, f"{one.best:,} {what} in one, {other.best:,} in the other")


def unusual(killed: npt.ArrayLike) -> np.ndarray:
    """Return how little of a coincidence it is that so many are killed in both, 0 to 1."""
    return np.asarray(np.minimum(1.0, np.log1p(killed) / log1p(_UNUSUAL)))


def toll_apart(one: npt.ArrayLike, other: npt.ArrayLike) -> np.ndarray:
    """Return how far two tolls are apart, 0 to 1: one for seven times as many."""
    return np.asarray(np.minimum(1.0, np.abs(np.log1p(one) - np.log1p(other)) / 2))


def _actors(one: Event, other: Event) -> Iterator[Sign]:
    if _are_reversed(one, other):
        yield Sign("sides reversed", 1.0, "who did it in one suffers it in the other")
    crossed = _is_any_one(one.side1, other.side2) or _is_any_one(one.side2, other.side1)
    for name, first, second in (("side 1", one.side1, other.side1), ("side 2", one.side2, other.side2)):
        if not first or not second:
            continue
        pair = f"{', '.join(first[:2])}; {', '.join(second[:2])}"
        if _is_any_one(first, second):
            yield Sign(f"{name} alike", 1.0, f"{name} is alike: {pair}")
        elif not (crossed or _is_anyone(first) or _is_anyone(second) or _classes(first) & _classes(second)):
            yield Sign(f"{name} apart", 1.0, f"{name} is not alike: {pair}")


def _are_reversed(one: Event, other: Event) -> bool:
    first, second, third, fourth = (_classes(side) for side in (one.side1, one.side2, other.side1, other.side2))
    return bool(first & fourth and second & third and not (first & third or second & fourth))


def _is_any_one(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return any(_is_one(a, b) for a in first for b in second)


def _classes(side: tuple[str, ...]) -> set[int]:
    """Return which kinds of people a side is of: forces of a state, rebels, a crowd, civilians."""
    stems = {stem_of(word) for name in side for word in name.casefold().split()}
    return {number for number, words in enumerate(_CLASSES) if not words.isdisjoint(stems)}


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


def _crowd(one: Event, other: Event, among: Surroundings | None) -> Iterator[Sign]:
    if among is not None:
        number = max(among.expected(one), among.expected(other))
        words = f"some {number:,.0f} others are" if number >= _MANY else "others may be"
        yield Sign("much told there", float(crowd_of(number)), f"{words} told of that place and those days")


def _words(one: Event, other: Event, among: Surroundings | None) -> Iterator[Sign]:
    first, second = telling_stems(one), telling_stems(other)
    if first and second:
        both = first & second
        share = len(both) / (len(first) * len(second)) ** 0.5
        telling = sum(_rarity(word, one, other, among) for word in both) / max(1, len(both))
        yield Sign("words shared", share * telling, f"both tell of {', '.join(sorted(both)[:6])}")
        yield Sign("words not shared", max(0.0, 1 - share / FEW_SHARED), "they share few words")
    alike = [
        (name, each) for name in telling_names(one) for each in telling_names(other) if name in each or each in name
    ]
    if alike:
        telling = max(min(_rarity(each, one, other, among) for each in pair) for pair in alike)
        shared = sorted({name for name, _ in alike})
        yield Sign("name shared", telling, f"both name {', '.join(shared[:3])}")


def _rarity(word: str, one: Event, other: Event, among: Surroundings | None) -> float:
    return 1.0 if among is None else min(among.rarity(word, one), among.rarity(word, other))
