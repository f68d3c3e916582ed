"""To which state or province the words keep an area: "the Russian border in Sumy oblast", "In Kherson region, east of the Dnipro"."""

import re
from collections.abc import Sequence

from gazetteer.compass import DIRECTION
from gazetteer.context import lies_in
from gazetteer.place import FeatureClass, Place
from gazetteer.relation import Phrase
from gazetteer.toponym import Resolution

_PART = rf"(?:the\s+)?(?:{DIRECTION}\s+(?:parts?\s+of\s+)?(?:the\s+)?)?"
_INSIDE = re.compile(
    rf"\s*,?\s+(?:deep\s+)?(?:in|inside|within)\s+{_PART}(?:(?:country|province|region|state)\s+of\s+)?", re.IGNORECASE
)
_COMMA = re.compile(r"\s*,\s+")
# The place comes first: "in Sumy oblast, about 7 km from the Russian border".
_BEFORE = re.compile(
    r"(?:\s+[a-z]+)?(?:['’]s)?\s*,?\s+(?:just\s+|only\s+)?(?:on|near|at|along|by|close\s+to)?\s*(?:the\s+)?", re.IGNORECASE
)  # fmt: skip


def find_bounds(text: str, resolved: Sequence[Resolution], at: int, phrase: Phrase | None) -> Place | None:
    """Return the state or province that the text names right behind a phrase around a name, or before it; None for none.

    A place's own state is none: its surroundings may lie across the border.
    """
    name, place = resolved[at].toponym, resolved[at].place
    if place is None:
        return None
    end = max(name.end, phrase.end if phrase is not None else 0)
    start = min(name.start, phrase.start if phrase is not None else name.start)
    if name.cue and text[end:].lstrip().lower().startswith(name.cue):
        end = text.lower().index(name.cue, end) + len(name.cue)
    behind = next((each for each in resolved[at + 1 :] if each.toponym.start >= end), None)
    if behind is not None and (area := _area(behind, resolved[at])) is not None:
        is_listed = _COMMA.fullmatch(text, end, behind.toponym.start) is not None
        is_holder = lies_in(place, area)
        if _INSIDE.fullmatch(text, end, behind.toponym.start) or (is_listed and is_holder):
            return area
    before = next((each for each in reversed(resolved[:at]) if each.toponym.end <= start), None)
    if before is not None and (area := _area(before, resolved[at])) is not None:
        return area if _BEFORE.fullmatch(text, before.toponym.end, start) else None
    return None


def _area(resolution: Resolution, other: Resolution) -> Place | None:
    """Return the state or province that a name means, and no other than that; None for what is none."""
    place, toponym = resolution.place, resolution.toponym
    is_area = place is not None and place.feature_class is FeatureClass.ADMIN and not place.is_rough
    if place is None or not is_area or toponym.is_demonym or toponym.is_metonym or place == other.place:
        return None
    is_own_state = (
        place.feature_code.startswith("PCL")
        and other.place is not None
        and other.place.country_code == place.country_code
    )
    return None if is_own_state else place
