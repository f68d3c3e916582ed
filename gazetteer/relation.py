"""Spatial relations around a name: "southern Tripoli", "12 km south of Gharyan", "between Sirte and Abu Grein"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazetteer.compass import read_bearing
from gazetteer.measure import Measure, read_measure
from gazetteer.place import FeatureClass, Place
from gazetteer.toponym import RelationKind, Toponym
from gazetteer.wording import (
    AFTER,
    ATTRIBUTES,
    BEFORE,
    BESIDE,
    BODIES,
    BORDER_AFTER,
    DEALING,
    LAST_LISTED,
    LEAVING,
    LINK,
    LISTED,
    MEASURE_BEFORE,
    OFF_BEFORE,
    ON_A_ROAD,
    ON_THE_ROAD,
    OWNED_BEFORE,
    PAIR,
    ROAD_AFTER,
    SIDE_BEFORE,
    TOWARDS,
    WITH_BORDER,
    Manner,
    Wording,
)

_WINDOW = 90
# Kinds that need, or may have, a second name.
_PAIRED = frozenset({RelationKind.BETWEEN, RelationKind.ROAD, RelationKind.BORDER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A relation as read from the text.

    ``other`` is the position of the second name in the list of toponyms, or None; ``bearings`` are the directions
    named, degrees clockwise from north, empty where none is. ``third`` is that of a
    third name, where three states meet; ``is_half`` where the text names a second place that is
    not known.
    """

    kind: RelationKind
    start: int = 0
    end: int = 0
    bearings: tuple[float, ...] = ()
    measure: Measure | None = None
    manner: Manner = Manner.PLAIN
    other: int | None = None
    third: int | None = None
    is_half: bool = False

    @property
    def bearing(self) -> float | None:
        """Return the direction where just one is named."""
        return self.bearings[0] if len(self.bearings) == 1 else None

    @property
    def distance_m(self) -> float | None:
        """Return the distance in metres, the middle of a range; None where none is named."""
        return self.measure.middle_m if self.measure is not None else None


def read_relation(text: str, toponyms: tuple[Toponym, ...], at: int, places: Sequence[Place | None]) -> Phrase | None:
    """Return the relation that a phrase around a name states, or None.

    Parameters
    ----------
    toponyms
        All names of the text, in order; ``at`` is the position of the one that is asked about. A demonym has a
        relation only where it names a border or coast ("the Turkish border").
    places
        What each name means, None where that is not known.
    """
    around = _Around(text, toponyms, at, places)
    found = around.attribute()
    if found is None and not toponyms[at].is_demonym:
        found = around.pair() or around.before() or around.after()
    return found


class _Around:
    """The words around one name."""

    def __init__(self, text: str, toponyms: tuple[Toponym, ...], at: int, places: Sequence[Place | None]) -> None:
        self._text, self._toponyms, self._at, self._places = text, toponyms, at, places
        self._name = toponyms[at]
        # "Near the northern Syrian city of Aleppo": a demonym does not end the phrase.
        last = at - 1
        while last >= 0 and toponyms[last].is_demonym:
            last -= 1
        begin = max(0, self._name.start - _WINDOW, toponyms[last].end if last >= 0 else 0)
        self._begins_at_name = last >= 0 and begin == toponyms[last].end
        before = text[begin : self._name.start]
        self._before = before[max(before.rfind("\n"), before.rfind(". ")) + 1 :]
        self._offset = self._name.start - len(self._before)
        self._rest = text[self._name.end : self._name.end + _WINDOW]

    def attribute(self) -> Phrase | None:
        """Read what makes the name part of a larger one: "Libya's border", "the Turkish border", "the Idlib countryside"."""
        second = self._linked(PAIR)
        last = second
        if second is not None and (third := self._linked(PAIR, after=second)) is not None:
            last = third
        border = BORDER_AFTER.match(self._text, self._toponyms[last].end) if last is not None else None
        if border is not None:
            third = last if last != second else None
            return Phrase(kind=RelationKind.BORDER, start=self._name.start, end=border.end(), other=second, third=third)
        for wording in ATTRIBUTES.likely(self._rest):
            match = wording.pattern.match(self._rest)
            if match is None or (self._name.is_demonym and wording.manner is Manner.COUNTRYSIDE):
                continue
            found = self._phrase(wording, match, self._name.start, self._name.end + match.end())
            if wording.manner is Manner.COUNTRYSIDE:
                return self._sided(found)
            if wording.manner is Manner.COAST:
                return self._coast(found, match.group())
            return self._bordered(found)
        return None

    def _sided(self, found: Phrase) -> Phrase:
        side = SIDE_BEFORE.search(self._before)
        if side is None or found.bearings:
            return found
        return replace(found, start=self._offset + side.start(), bearings=_bearings(side))

    def _coast(self, found: Phrase, words: str) -> Phrase | None:
        off = OFF_BEFORE.search(self._before)
        if off is not None:
            measure = read_measure(off) if off["n"] else None
            start = self._offset + off.start()
            return replace(found, kind=RelationKind.OFFSHORE, manner=Manner.PLAIN, start=start, measure=measure)
        if "water" in words.lower():
            return replace(found, kind=RelationKind.OFFSHORE, manner=Manner.PLAIN)
        return found

    def _bordered(self, found: Phrase) -> Phrase:
        measured = MEASURE_BEFORE.search(self._before)
        if measured is not None:
            found = replace(found, start=self._offset + measured.start(), measure=read_measure(measured))
        following = self._linked(WITH_BORDER)
        link = WITH_BORDER.match(self._rest)
        if following is not None and link is not None and self._is_bordered_by(following, link, self._before):
            return replace(found, end=self._toponyms[following].end, other=following, manner=Manner.PLAIN)
        before = self._at - 1
        if before >= 0 and LINK.fullmatch(self._text, self._toponyms[before].end, self._name.start):
            return replace(found, start=self._toponyms[before].start, other=before, manner=Manner.PLAIN)
        return found

    def _is_bordered_by(self, at: int, link: re.Match[str], before: str) -> bool:
        """Say whether "border with" or "border to" (``link``, after ``before``) leads to a neighbour, and not on to a town."""
        return self._is_area(at) and (link["way"].lower() == "with" or LEAVING.search(before) is None)

    def _is_area(self, at: int) -> bool:
        place = self._places[at]
        return place is not None and place.feature_class in {FeatureClass.ADMIN, FeatureClass.AREA}

    def _is_water(self) -> bool:
        place = self._places[self._at]
        return place is not None and place.feature_class is FeatureClass.HYDRO

    def before(self) -> Phrase | None:
        """Read what stands before the name."""
        if self._begins_at_name and OWNED_BEFORE.fullmatch(self._before):
            return None
        for wording in BEFORE.likely(self._before):
            match = wording.pattern.search(self._before)
            if match is None or (
                match.groupdict().get("way")
                and not self._is_bordered_by(self._at, match, self._before[: match.start()])
            ):
                continue
            if wording.kind is RelationKind.ALONG and wording.manner is Manner.PLAIN and not self._is_water():
                continue
            found = self._phrase(wording, match, self._offset + match.start(), self._name.end)
            if "core" in match.groupdict() and match["core"]:
                found = replace(found, start=self._offset + match.start("core"))
            if found.kind in _PAIRED:
                found = self._paired(found)
            elif found.measure is not None:
                found = self._aimed(found)
            elif found.kind is RelationKind.ALONG:
                beside = self._linked(BESIDE)
                found = replace(found, other=beside) if beside is not None else found
            return None if self._is_dealing(found) else found
        return None

    def _paired(self, found: Phrase) -> Phrase:
        second = self._linked(LINK)
        is_way_on = found.kind is RelationKind.BORDER and self._rest.lstrip().startswith("to")
        if second is not None and not (is_way_on and not self._is_area(second)):
            return replace(found, end=self._toponyms[second].end, other=second, manner=_sure(found.manner))
        first = self._at - 1
        # "Nigeria's borders with Cameroon, Chad and Niger" are three; those of Cameroon, Chad and Niger meet.
        words = self._before.lower().split()
        are_meeting = found.kind is RelationKind.BORDER and bool({"of", "between", "by"} & set(words[-3:]))
        if are_meeting and (second := self._linked(LISTED)) is not None:
            third = self._linked(LAST_LISTED, after=second)
            if third is not None:
                return replace(found, end=self._toponyms[third].end, other=second, third=third, manner=Manner.PLAIN)
        if found.kind is RelationKind.BORDER and first >= 0:
            of_other = WITH_BORDER.fullmatch(self._text, self._toponyms[first].end, self._name.start)
            if of_other is not None:
                return replace(found, start=self._toponyms[first].start, other=first, manner=Manner.PLAIN)
        return found

    def _aimed(self, found: Phrase) -> Phrase:
        """Read where a distance without direction is taken to: "5 km from Marea towards Azaz"."""
        second = self._linked(TOWARDS) if not found.bearings else None
        if second is None and not found.bearings:
            by_road = self._linked(ON_THE_ROAD)
            is_road = by_road is not None and ROAD_AFTER.match(self._text, self._toponyms[by_road].end) is not None
            second = by_road if is_road else None
            if second is None and ON_A_ROAD.match(self._rest):
                return replace(found, is_half=True)
        if second is None:
            return found
        return replace(found, end=self._toponyms[second].end, other=second)

    def _is_dealing(self, found: Phrase) -> bool:
        if found.kind is RelationKind.DISTANCE and found.other is None and not found.bearings:
            # "500 km from Sabha to Tripoli" is the length of a journey.
            return self._linked(LINK) is not None and self._rest.lstrip().startswith("to ")
        if found.kind is not RelationKind.BETWEEN:
            return False
        if found.other is None or DEALING.search(self._before) is not None:
            return True
        return BODIES.match(self._text, self._toponyms[found.other].end) is not None

    def pair(self) -> Phrase | None:
        """Read "the Tripoli-Misrata road"."""
        second = self._linked(LINK)
        road = ROAD_AFTER.match(self._text, self._toponyms[second].end) if second is not None else None
        if road is None:
            return None
        return Phrase(kind=RelationKind.ROAD, start=self._name.start, end=road.end(), other=second)

    def after(self) -> Phrase | None:
        """Read what stands behind the name: "Tripoli's south"."""
        place = self._places[self._at]
        is_town = place is not None and place.feature_class is FeatureClass.POPULATED
        for wording in AFTER.likely(self._rest):
            match = wording.pattern.match(self._rest)
            if match is not None and match.groupdict().get("town") and not is_town:
                continue
            if match is not None and not self._is_next_name(self._name.end + match.end()):
                return self._phrase(wording, match, self._name.start, self._name.end + match.end())
        return None

    def _is_next_name(self, end: int) -> bool:
        """Say whether another name follows at once: "Libya's eastern Benghazi"."""
        following = self._at + 1
        return following < len(self._toponyms) and self._text[end : self._toponyms[following].start].isspace()

    def _linked(self, link: re.Pattern[str], *, after: int | None = None) -> int | None:
        """Return the position of the name after this one, or after another, where just such words stand between."""
        first = self._at if after is None else after
        following = first + 1
        if following >= len(self._toponyms):
            return None
        second = self._toponyms[following]
        if second.is_demonym and not self._name.is_demonym:
            return None
        return following if link.fullmatch(self._text, self._toponyms[first].end, second.start) else None

    def _phrase(self, wording: Wording, match: re.Match[str], start: int, end: int) -> Phrase:
        groups = match.groupdict()
        manner = Manner.FAR if groups.get("far") else wording.manner
        measure = read_measure(match) if groups.get("n") else None
        return Phrase(
            kind=wording.kind, start=start, end=end, bearings=_bearings(match), measure=measure, manner=manner
        )


def _sure(manner: Manner) -> Manner:
    """Return the manner of a relation that names both its places."""
    return Manner.PLAIN if manner is Manner.NEIGHBOUR else manner


def _bearings(match: re.Match[str]) -> tuple[float, ...]:
    groups = match.groupdict()
    read = (read_bearing(groups[name]) for name in ("dir3", "dir2", "dir", "abbr") if groups.get(name))
    return tuple(dict.fromkeys(bearing for bearing in read if bearing is not None))
