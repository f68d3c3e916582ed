"""What is known of a word by itself: which lists it stands in, and which of the words that stand beside places it is."""

from functools import cache, lru_cache
from struct import Struct

from gazetteer.cues import find_cue
from gazetteer.lexicon import lexicon

SETS = (
    "first_names", "surnames", "locative", "strong_locative", "territory_verbs", "assault_verbs", "person_verbs", "titles",
    "never", "towns_too", "peopled", "newspapers", "bodies", "armed_bodies", "vessels", "institutions", "speech", "acts",
    "openers",
)  # fmt: skip
PREVIOUS, NEXT = "as_previous", "as_next"
WORD = ("is_capital", "is_common", "is_cue", PREVIOUS, NEXT, *SETS)
_ROW = Struct(f"={len(WORD)}f")
NOWHERE = _ROW.pack(*(-1.0 for _ in WORD))
"""The row of a word that is not there."""
# The rows of a word in no list, without a capital and with one.
_UNTOLD = tuple(_ROW.pack(float(is_capital), *(0.0 for _ in WORD[1:])) for is_capital in (False, True))
# Words that often stand before and behind names of places, persons and bodies in English news; a number each.
_BEFORE = (
    "in at near from to of the and outside across between around into through southern northern eastern western central south "
    "north east west mr mrs president said downtown for by with on over city town village county university river mount lake "
    "st san a s new is was that as who mayor gov sen rep former police officials when while but his her greater rural mid upper "
    "lower nearby via toward towards throughout within along off leave left visit visited home"
).split()
_BEHIND = (
    "county river university police said airport street high school state city and is was has in on district province road avenue "
    "fire department times news game team court officials government president lake creek hospital area region parish township "
    "based s residents resident mayor sheriff council to for at by of with the who he she says told will would where which after "
    "when from man woman border troops forces army valley island islands beach park center centre bay mountain mountains college "
    "church club bank union united inc co company group museum festival native coast public elementary middle"
).split()


@cache
def _numbers() -> tuple[dict[str, int], dict[str, int]]:
    before = {word: number for number, word in enumerate(_BEFORE, start=1)}
    behind = {word: number for number, word in enumerate(_BEHIND, start=1)}
    return before, behind


@cache
def _told() -> frozenset[str]:
    """Return the words of which a list, or their place among those beside names, says anything."""
    lists, (before, behind) = lexicon(), _numbers()
    return frozenset().union(lists.common, before, behind, *(getattr(lists, name) for name in SETS))


@lru_cache(maxsize=1 << 15)
def word_row(folded: str, is_capital: bool) -> bytes:
    """Return a word's facts in the order of `WORD`, a float32 each: rows are joined as bytes, which is quicker than as numbers."""
    if folded not in _told() and find_cue(folded) is None:
        return _UNTOLD[is_capital]
    lists, (before, behind) = lexicon(), _numbers()
    return _ROW.pack(
        float(is_capital), float(folded in lists.common), float(find_cue(folded) is not None),
        float(before.get(folded, 0)), float(behind.get(folded, 0)),
        *[float(folded in getattr(lists, name)) for name in SETS],
    )  # fmt: skip
