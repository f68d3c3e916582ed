"""Whether the words beside a name speak of a river: "crossed the Dnipro", "east of the Dnipro", "a bridge over the White Nile"."""

import re

from gazetteer.compass import DIRECTION
from gazetteer.gazetteer import Gazetteer
from gazetteer.names import fold

# Rivers and seas are listed under their bare name only where it means nothing else.
WATERS = frozenset({"STM", "CNL", "OCN", "SEA", "GULF", "STRT"})
_RIVERS = frozenset({"STM", "CNL"})
_WINDOW = 60
# "Along the Niger-Benin road".
_ROAD_BEHIND = re.compile(
    r"[-–—/]|\s+(?:(?:main|coastal|desert)\s+)?(?:road|highway|motorway|route|axis)\b", re.IGNORECASE
)
_BODY = (
    r"(?:banks?|riverbanks?|mouth|tributar(?:y|ies)|waters|bends?|course|middle\s+of|both\s+sides|upstream|downstream)"
)
# What is crossed or has a bank is the river, whatever else bears the name: "banks of the Niger".
_OF_A_RIVER = re.compile(
    rf"(?:\b(?:cross(?:es|ed|ing)?|along|ford(?:ed|ing)?|swam|swim(?:ming)?)|\b{_BODY}\s+of|"
    r"\b(?:bridges?|dams?|ferr(?:y|ies)|pontoons?)\s+(?:over|across|on)|"
    r"\b(?:drown(?:ed|ing)?|sank|sunk|capsized?|swept\s+away|bod(?:y|ies)|boats?)\b[^.;:]{0,30}\b(?:in|on))\s+the\s+$",
    re.IGNORECASE,
)
# Towns and provinces take no article: "east of the Dnipro", "fell back over the White Nile".
_WITH_ARTICLE = re.compile(
    rf"\b(?:{DIRECTION}\s+of|over|across|into|onto|from|on|to|towards?|reach(?:ed|es|ing)?|behind|beyond|between|by|near)\s+the\s+$",
    re.IGNORECASE,
)
# But "the Dnipro airport" and "the Niger junta" are of the town or country: the name must end what it stands in.
_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)\]\"”–—]|(?:and|or|but|in|into|near|at|on|by|to|from|with|inside|below|above|under|where|which|that|who|while|"
    r"when|as|since|after|before|during|until|for|amid|is|was|were|are|has|had|have|will|would|could|this|last|late|early|yesterday|"
    r"overnight|killed|wounded|injured|left|displaced|went|continued|came|fell|hit|remains?|remained)\b)",
    re.IGNORECASE,
)
# The states that English gives an article: "west of the Congo" may be either.
_ARTICLED = frozenset({"congo", "gambia"})


def is_beside_a_river(text: str, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Return whether a name (from ``start`` to ``end``) means a river that bears it, and not the town or country called so too.

    False where the name alone means a water anyway, or no river is called so.
    """
    before = text[max(0, start - _WINDOW) : start]
    if not before[-12:].rstrip().lower().endswith("the"):
        return False  # as both patterns do; most names have no article
    is_surely = _OF_A_RIVER.search(before) is not None
    is_likely = _WITH_ARTICLE.search(before) is not None and _ENDS.match(text, end) is not None
    if (not is_surely and not is_likely) or _ROAD_BEHIND.match(text, end):
        return False
    name = text[start:end]
    plain, wet = gazetteer.lookup(name)[:1], gazetteer.lookup(name, cue="river")[:1]
    if not plain or plain[0].place.feature_code in WATERS or not wet or wet[0].place.feature_code not in _RIVERS:
        return False
    is_state = plain[0].place.feature_code.startswith("PCL")
    return is_surely or not (is_state and fold(name) in _ARTICLED)
