"""Names with their coordinates beside them, "Al-Watiya (32.47, 11.90)": one place, at the point that the text gives."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pyproj import Geod
from shapely.geometry import Point
from shapely.ops import nearest_points

from gazetteer import Candidate, Place, RelationKind, Resolution, Tier

_GEOD = Geod(ellps="WGS84")
# UCDP where_prec 2: what lies farther off is not "near" a named place; a large town reaches farther than that.
_NEAR_M = 25_000.0
_DOUBTED = 0.5
_LONGEST_GAP = 70
_LABEL = r"(?i:(?:the\s+)?(?:(?:gps|grid|mgrs|utm|geo|approximate|exact|map)[\s-]+)?(?:co-?ordinates?|coords?|position|location|gps|grid(?:\s+ref(?:erence)?)?|mgrs|utm|lat(?:itude)?(?:\W{1,3}lon(?:g|gitude)?)?))"
_TYPE_WORDS = r"(?:\s+[a-z]+(?:['’-][a-z]+)*\b(?![\w'’-])){0,3}"
_BRACKET = re.compile(rf"{_TYPE_WORDS}\s*,?\s*[(\[]\s*(?:at\s+)?(?:{_LABEL}\s*(?:is|are)?\s*[:=]?\s*)?")
_AT = re.compile(
    rf"\s*,?\s+(?:(?:located|lying|situated)\s+)?at\s+(?:{_LABEL}\s*[:=]?\s*)?|\s*[,:–-]?\s*{_LABEL}\s*[:=]?\s*|\s+"
)
# "Tarhuna, 32.4N 13.6E" may be one place or two.
_LOOSE = re.compile(rf"{_TYPE_WORDS}\s*,?\s*(?:at\s+(?:{_LABEL}\s*[:=]?\s*)?)?")
_NAME_IN_BRACKETS = re.compile(r"\s*[(\[]\s*(?:(?:in|near|at)\s+)?(?:the\s+)?")
# "Mitiga airport in Tripoli", "Janzour, Tripoli": the coordinates behind are those of what is named first.
_WITHIN = re.compile(rf"{_TYPE_WORDS}(?:\s*,\s*|\s+(?:in|of|near|outside|,)\s+(?:[a-z]+\s+){{0,3}})")
_STRETCHES = frozenset({RelationKind.BETWEEN, RelationKind.ROAD, RelationKind.ALONG, RelationKind.BORDER})


def with_positions(text: str, places: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Return resolutions in text order, with names at the coordinates beside them, and those coordinates left out.

    Within 25 km of what the name means the place keeps its name, and of several of that name the nearest is meant.
    Where name and coordinates disagree the coordinates stand, to be reviewed, and the reasons say both.
    """
    found: dict[int, Resolution | None] = {}
    for at, point in enumerate(places):
        if not point.toponym.is_coordinates or point.relation is not None:
            continue
        chain, is_sure = _named_beside(text, places, at)
        if not chain:
            continue
        agreed = ((position, _agreed(text, places[position], point)) for position in chain)
        head, placed = next(((position, each) for position, each in agreed if each is not None), (chain[-1], None))
        if placed is None and is_sure:
            placed = _doubted(text, places[head], point)
        if placed is not None:
            # What stands between the name and the coordinates only says where the named place is.
            found |= {**dict.fromkeys(range(head + 1, at)), at: None, head: placed}
    return tuple(kept for at, each in enumerate(places) if (kept := found.get(at, each)) is not None)


def _named_beside(text: str, places: Sequence[Resolution], at: int) -> tuple[list[int], bool]:
    """Return the positions of the names to which coordinates belong, the smallest place first, and whether it is beyond doubt."""
    point = places[at].toponym
    before = at - 1
    while before >= 0 and places[before].is_adjective:
        before -= 1
    if before >= 0 and not places[before].toponym.is_coordinates:
        gap = text[_end(places[before], point.start) : point.start]
        is_sure = len(gap) <= _LONGEST_GAP and bool(_BRACKET.fullmatch(gap) or _AT.fullmatch(gap))
        if is_sure or (len(gap) <= _LONGEST_GAP and _LOOSE.fullmatch(gap)):
            return _chain(text, places, before), is_sure
    after = at + 1
    if after < len(places) and not places[after].toponym.is_coordinates:
        name = places[after].toponym
        closes = text.find(")", name.end, name.end + _LONGEST_GAP)
        if _NAME_IN_BRACKETS.fullmatch(text, point.end, name.start) and closes >= 0:
            return [after], True
    return [], False


def _chain(text: str, places: Sequence[Resolution], last: int) -> list[int]:
    """Return a name and those before it in one phrase, the first of the phrase first."""
    chain = [last]
    while chain[0] > 0:
        one, other = places[chain[0] - 1], places[chain[0]]
        start = other.relation.start if other.relation else other.toponym.start
        if one.toponym.is_coordinates or one.is_adjective or not _WITHIN.fullmatch(text, one.toponym.end, start):
            break
        chain.insert(0, chain[0] - 1)
    return chain


def _end(name: Resolution, limit: int) -> int:
    """Return where a name ends, or the phrase around it: "Tripoli's south"."""
    end = name.relation.end if name.relation else 0
    return end if name.toponym.end < end <= limit else name.toponym.end


def _agreed(text: str, name: Resolution, point: Resolution) -> Resolution | None:
    """Return a name at its coordinates, None where it means another place or they mean none."""
    if point.place is None:
        return None
    written = name.toponym.text
    if name.place is None:
        why = f"“{written}” is in no gazetteer: its place is that of the coordinates beside it"
        return replace(
            point, toponym=name.toponym, place=replace(point.place, name=written), reasons=(*point.reasons, why)
        )
    if _is_area(name):
        return _in_area(text, name, point)
    meant = _nearest(name, point.place)
    metres = _metres(meant, point.place)
    if metres > max(_NEAR_M, meant.radius_m) + point.place.radius_m:
        return None
    why = f"{_length(metres)} from where the gazetteer has {meant.name}"
    if meant.is_rough:
        why = f"within the area in which the gazetteer knows {meant.name} to lie"
    if meant.place_id != name.place.place_id:
        why = f"of the places called “{written}” the one nearest to the coordinates beside it, {why}"
    if point.place.radius_m > _NEAR_M:
        return replace(name, reasons=(*name.reasons, f"the coordinates beside it, rounded, agree: {why}"))
    lon, lat, radius_m = point.place.lon, point.place.lat, point.place.radius_m
    return replace(
        point, toponym=replace(name.toponym, is_metonym=False), tier=name.tier, candidates=name.candidates,
        place=replace(meant, lon=lon, lat=lat, radius_m=radius_m, is_rough=False), reasons=(*point.reasons, why),
    )  # fmt: skip


def _is_area(name: Resolution) -> bool:
    """Say whether a name means an area, not a point that is known badly or cannot be told from its namesakes."""
    is_rough = name.place is not None and name.place.is_rough
    return name.footprint is not None and (name.relation is not None or (name.area_id is None and not is_rough))


def _in_area(text: str, name: Resolution, point: Resolution) -> Resolution | None:
    """Return the point within the area that a phrase means; a stretch of which it is one end stays as it is."""
    assert point.place is not None
    metres = _metres_off(name, point.place)
    is_stretch = name.relation is not None and name.relation.kind in _STRETCHES
    if is_stretch and name.place is not None:
        metres = min(metres, _metres(name.place, point.place))
    if metres > _NEAR_M + point.place.radius_m:
        return None
    if is_stretch or (point.where_prec or 0) > (name.where_prec or 0):
        return name
    phrase = _phrase(text, name)
    # A point in Libya is not called Libya.
    called = phrase if name.relation is not None else point.place.name
    why = f"within “{phrase}”, as the text says" if metres == 0 else f"{_length(metres)} outside “{phrase}”"
    return replace(
        point, toponym=replace(name.toponym, is_metonym=False), place=replace(point.place, name=called),
        candidates=name.candidates, reasons=(*point.reasons, why),
    )  # fmt: skip


def _doubted(text: str, name: Resolution, point: Resolution) -> Resolution:
    """Return the coordinates of a name that means another place, its first rival; the name where they mean none."""
    written = name.toponym.text
    if point.place is None or name.place is None:
        why = f"the coordinates beside “{written}” are not used: {point.reasons[0]}"
        return replace(name, reasons=(*name.reasons, why), needs_review=True)
    phrase = _phrase(text, name)
    where = f"{_length(_metres(name.place, point.place))} from {name.place.name}"
    if _is_area(name):
        where = f"{_length(_metres_off(name, point.place))} outside “{phrase}”"
    why = f"the coordinates beside “{written}” lie {where}, which those words mean: one of the two is wrong"
    rival = Candidate(place=name.place, score=name.score, tier=name.tier or Tier.EXACT, reasons=name.reasons)
    others = tuple(each for each in name.candidates if each.place.place_id != name.place.place_id)
    return replace(
        point, toponym=replace(name.toponym, is_metonym=False), score=_DOUBTED, candidates=(rival, *others),
        reasons=(*point.reasons, why), needs_review=True,
    )  # fmt: skip


def _phrase(text: str, name: Resolution) -> str:
    return text[name.relation.start : name.relation.end] if name.relation else name.toponym.text


def _nearest(name: Resolution, point: Place) -> Place:
    """Return the place that a name means, or the nearest of its namesakes where that one is too far off."""
    assert name.place is not None
    if _metres(name.place, point) <= _NEAR_M and name.area_id is None:
        return name.place
    near = [each.place for each in name.candidates if not each.place.is_rough and _metres(each.place, point) <= _NEAR_M]
    return min(near, key=lambda each: _metres(each, point), default=name.place)


def _metres(one: Place, other: Place) -> float:
    return float(_GEOD.inv(one.lon, one.lat, other.lon, other.lat)[2])


def _metres_off(name: Resolution, point: Place) -> float:
    """Return how far a point lies outside the area that a name means."""
    assert name.footprint is not None
    at = Point(point.lon, point.lat)
    nearest, _ = nearest_points(name.footprint, at)
    return float(_GEOD.inv(nearest.x, nearest.y, at.x, at.y)[2])


def _length(metres: float) -> str:
    km = metres / 1000
    return "less than 1 km" if km < 1 else f"{km:.0f} km"
