"""The places among which the learned place of an event is chosen, as plain values."""

from dataclasses import dataclass

from gazetteer import Resolution

_NO_RELATION = -1
_RELATIONS = ("part", "direction", "distance", "near", "outskirts", "between", "road", "offshore", "border", "along")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A place among which is chosen: its span in the sentence, and what the gazetteer makes of it."""

    start: int
    end: int
    kind: int
    prec: int
    score: float
    country: str
    place_id: str
    is_metonym: bool
    relation: int
    has_cue: bool


def choice_of(where: Resolution, offset: int) -> Choice:
    """Return what the features need of a resolution; ``offset`` is where the sentence begins."""
    place, name = where.place, where.toponym
    return Choice(
        start=name.start - offset, end=name.end - offset, kind=_kind(where), prec=where.where_prec or 0,
        score=where.score if where.fit is None else where.fit,
        country=place.country_code if place else "", place_id=place.place_id if place else name.text.lower(), is_metonym=name.is_metonym,
        relation=_RELATIONS.index(where.relation.kind) if where.relation else _NO_RELATION, has_cue=bool(name.cue),
    )  # fmt: skip


def _kind(where: Resolution) -> int:
    """Return how fine a place is by its kind: 0 not known, 1 a state, 2 a province, 3 a district, 4 a town, 5 a spot, 6 land or water."""
    if where.place is None:
        return 0
    code, letter = where.place.feature_code, where.place.feature_class
    if code.startswith(("PCL", "CONT")):
        return 1
    if code == "ADM1":
        return 2
    if letter == "A":
        return 3
    return {"P": 4, "S": 5}.get(letter, 6)


# How fine each kind is; one that no list knows is taken for a small one.
_FINENESS = (4, 1, 2, 3, 4, 5, 3)


def is_finer(one: Choice, other: Choice) -> bool:
    """Say whether a place is of a finer kind than another: a town than a province."""
    return _FINENESS[one.kind] > _FINENESS[other.kind]
