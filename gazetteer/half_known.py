"""Relations of which one end is no known place: "between Sirte and Xandil", "the Xandil-Bakhmut road", "Kirkuk's K1"."""

import re
from collections.abc import Sequence

from gazetteer.lexicon import lexicon
from gazetteer.names import fold
from gazetteer.place import FeatureClass, Place
from gazetteer.relation import Phrase
from gazetteer.toponym import RelationKind, Toponym
from gazetteer.wording import BODIES, DEALING, LINKED_ROAD, ROAD_AFTER, UNKNOWN, Manner

_WINDOW, _BESIDE = 90, 6
_ARTICLE = r"(?:the\s+)?(?:(?:town|village|city|area|district)s?\s+of\s+)?"
_BETWEEN = r"\b(?P<halfway>(?:(?:roughly|about)\s+)?(?:half[ -]?way|mid-?way)\s+)?between\s+"
_FIRST_OF_TWO = re.compile(rf"{_BETWEEN}{_ARTICLE}$", re.IGNORECASE)
_AND_UNKNOWN = re.compile(rf"\s+(?:and|to)\s+{_ARTICLE}(?P<unknown>{UNKNOWN})(?![\w-])", re.IGNORECASE)
_SECOND_OF_TWO = re.compile(rf"{_BETWEEN}{_ARTICLE}(?P<unknown>{UNKNOWN})\s+and\s+{_ARTICLE}$", re.IGNORECASE)
_UNKNOWN_HYPHEN = re.compile(rf"(?:\bthe\s+)?(?<![\w-])(?P<unknown>{UNKNOWN})\s?[-–—/]\s?$", re.IGNORECASE)
_HYPHEN_UNKNOWN = re.compile(rf"\s?[-–—/]\s?(?P<unknown>{UNKNOWN}){ROAD_AFTER.pattern}", re.IGNORECASE)
_ROAD_FROM_UNKNOWN = re.compile(
    rf"{LINKED_ROAD}\s+{_ARTICLE}(?P<unknown>{UNKNOWN})\s*(?:-|–|\bto\b|\band\b|\bwith\b)\s*{_ARTICLE}$", re.IGNORECASE
)
# What must stand before the name for these to match.
_BETWEEN_HINT, _ROAD_HINTS = "between", ("road", "way", "axis", "route")
_THE = re.compile(r"\b(?:on|along|off|near|at|down|up|by)\s+(?:the\s+)(?:main\s+|old\s+|new\s+)?$", re.IGNORECASE)
_OWNED = re.compile(rf"['’]s\s+(?P<unknown>{UNKNOWN})(?![\w-])", re.IGNORECASE)


def read_half_known(text: str, toponyms: Sequence[Toponym], at: int, places: Sequence[Place | None]) -> Phrase | None:
    """Return the relation of a placed name to one that is not known, or None.

    Parameters
    ----------
    toponyms, places
        All names of the text, in order, and what each means; ``at`` is the position of the one that is asked about.
    """
    name = toponyms[at]
    near = range(max(0, at - _BESIDE), min(len(toponyms), at + _BESIDE + 1))
    known = frozenset(each for each in near if each != at and places[each] is not None)
    floor = max([0, name.start - _WINDOW, *(toponyms[each].end for each in known if each < at)])
    before = text[floor : name.start]
    before = before[max(before.rfind("\n"), before.rfind(". ")) + 1 :]
    return _Half(text, name, before, frozenset(toponyms[each].start for each in known)).read(places[at])


class _Half:
    """The words around one name, up to the known places beside it."""

    def __init__(self, text: str, name: Toponym, before: str, known: frozenset[int]) -> None:
        self._text, self._name, self._before, self._known = text, name, before, known
        self._offset, self._lowered = name.start - len(before), before.lower()

    def read(self, place: Place | None) -> Phrase | None:
        return self._between() or self._road() or self._owner(place)

    def _between(self) -> Phrase | None:
        if _BETWEEN_HINT not in self._lowered:
            return None
        first = _FIRST_OF_TWO.search(self._before)
        second = _AND_UNKNOWN.match(self._text, self._name.end) if first is not None else None
        if first is not None and second is not None and self._is_name(second):
            is_dealing = DEALING.search(self._before) is not None or BODIES.match(self._text, second.end()) is not None
            return None if is_dealing else self._phrase(RelationKind.BETWEEN, first, second)
        found = _SECOND_OF_TWO.search(self._before)
        if found is None or not self._is_name(found) or DEALING.search(self._before[: found.start("unknown")]):
            return None
        return self._phrase(RelationKind.BETWEEN, found, None) if not BODIES.match(self._text, self._name.end) else None

    def _road(self) -> Phrase | None:
        end = self._name.end
        road = ROAD_AFTER.match(self._text, end)
        if road is not None:
            for pattern in (_UNKNOWN_HYPHEN, _THE):
                found = pattern.search(self._before)
                if found is not None and (pattern is _THE or self._is_name(found)):
                    return self._phrase(RelationKind.ROAD, found, road)
        second = _HYPHEN_UNKNOWN.match(self._text, end)
        if second is not None and self._is_name(second):
            return self._phrase(RelationKind.ROAD, None, second)
        if not any(hint in self._lowered for hint in _ROAD_HINTS):
            return None
        found = _ROAD_FROM_UNKNOWN.search(self._before)
        return self._phrase(RelationKind.ROAD, found, None) if found is not None and self._is_name(found) else None

    def _owner(self, place: Place | None) -> Phrase | None:
        """Read a town that owns something unknown: it is somewhere about the town."""
        owned = _OWNED.match(self._text, self._name.end)
        if owned is None or not self._is_name(owned) or place is None:
            return None
        is_town = place.feature_class is FeatureClass.POPULATED
        return self._phrase(RelationKind.NEAR, None, owned) if is_town else None

    def _is_name(self, match: re.Match[str]) -> bool:
        """Say whether capitalised words may be a place's, and are none that is known: no person, people, body or month."""
        lists, words = lexicon(), match["unknown"]
        first, last = fold(words.split()[0]), fold(words.split()[-1])
        is_known = match.string is self._text and match.start("unknown") in self._known
        is_other = (
            first in lists.titles | lists.never | lists.institutions | lists.first_names or words in lists.demonyms
        )
        return not is_known and not is_other and last not in lists.bodies | lists.institutions | lists.never

    def _phrase(self, kind: RelationKind, before: re.Match[str] | None, after: re.Match[str] | None) -> Phrase:
        is_halfway = before is not None and bool(before.groupdict().get("halfway"))
        return Phrase(
            kind=kind,
            start=self._offset + before.start() if before is not None else self._name.start,
            end=after.end() if after is not None else self._name.end,
            manner=Manner.CENTRAL if is_halfway else Manner.PLAIN,
            is_half=True,
        )
