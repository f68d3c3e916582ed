"""A name that is not known, in the area that the text names behind it: "Xandil village, Tabayin Township, Sagaing Region"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gazetteer.choice import placed_in
from gazetteer.context import lies_in
from gazetteer.place import FeatureClass
from gazetteer.toponym import Resolution

_KIND = r"(?:village|hamlet|town|neighbou?rhood|area|settlement|camp|quarter|township|suburb)"
# Between the two names: a type word of the first, then a comma or "in"; or ", a village in".
_BEHIND = re.compile(
    rf"(?:\s+{_KIND})?(?:,\s+|,?\s+in\s+)(?:the\s+)?|,\s+an?\s+(?:\w+\s+)?{_KIND}\s+in\s+(?:the\s+)?", re.IGNORECASE
)
# "Tabayin (Depayin) Township": what makes a name an area's, another spelling of it between.
_AREA = re.compile(
    r"\s+(?:\([^()]{1,40}\)\s+)?(?:township|district|county|subdistrict|sub-district|province|governorate|oblast|raion|municipality|commune)\b",
    re.IGNORECASE,
)
# "Buffalo, New York, in heavy snow": what ends a place with its state, but "Albany, New York and Boston" is a list.
_ENDS = re.compile(r"['’]s?\b|\s*(?:[.;:)]|,(?!\s+[^\W\d_a-z])(?!\s+(?:and|or)\b)|$)|\s+(?!and\b|or\b)[a-z]")
_COMMA = re.compile(r"(?:\s+\([^()]{1,40}\))?,\s+(?:the\s+)?")


def place_in_chains(text: str, found: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Return the resolutions; a name without a place is put into the known area named right behind it, for review.

    An area is an administrative one, a name with its type word ("Tabayin Township"), or what stands in an address
    before the province or country that holds it ("Xandil, Damascus, Syria"). A bare town behind a comma may be
    anything: the next of a list.
    """
    result = list(found)
    for at in range(len(result) - 2, -1, -1):
        here, behind = result[at], result[at + 1]
        area = behind.place
        if here.place is not None and area is not None and (state := _state_around(text, here, behind)) is not None:
            result[at + 1] = state
        if here.place is not None or area is None or here.toponym.is_demonym or behind.toponym.is_demonym:
            continue
        between = text[here.toponym.end : behind.toponym.start]
        if _BEHIND.fullmatch(between) is None or behind.relation is not None or area.feature_code.startswith("PCL"):
            continue
        is_area = area.feature_class is FeatureClass.ADMIN or _AREA.match(text, behind.toponym.end) is not None
        if is_area or _is_address(text, behind, result[at + 2 : at + 3]):
            result[at] = placed_in(here.toponym, area, [])
    return tuple(result)


def _state_around(text: str, here: Resolution, behind: Resolution) -> Resolution | None:
    """Return what stands behind a town and a comma as the province that holds it, where a town of that name was taken."""
    if behind.place is None or here.place is None or behind.place.feature_class is not FeatureClass.POPULATED:
        return None
    if text[here.toponym.end : behind.toponym.start] != ", " or _ENDS.match(text, behind.toponym.end) is None:
        return None
    for rival in behind.candidates:
        if rival.place.feature_code == "ADM1" and lies_in(here.place, rival.place):
            reason = f"the text says: {here.toponym.text}, {behind.toponym.text}"
            return replace(
                behind, place=rival.place, score=rival.score, tier=rival.tier, reasons=(*rival.reasons, reason),
                area_id=None, radius_m=None, needs_review=False,
            )  # fmt: skip
    return None


def _is_address(text: str, inner: Resolution, after: Sequence[Resolution]) -> bool:
    """Say whether the next name is the area, behind a comma, in which a place lies."""
    if not after or after[0].place is None or inner.place is None or after[0].toponym.is_demonym:
        return False
    gap = text[inner.toponym.end : after[0].toponym.start]
    outer = after[0].place
    is_area = outer.feature_class is FeatureClass.ADMIN
    return _COMMA.fullmatch(gap) is not None and is_area and lies_in(inner.place, outer)
