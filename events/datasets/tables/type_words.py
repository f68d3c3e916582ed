"""What a table calls a kind of event, made one of our types: our own words, those of ACLED, PLOVER and UCDP, and what people write."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from events.crosswalk import vocabulary
from events.datasets.codes import ucdp_kind
from events.event import EventType

_WORDS = Path(__file__).parents[2] / "data" / "type_words.toml"
_MOST_WORDS = 6
_NO_WORD = re.compile(r"[\W_]+")
# Letters that are no letter with an accent.
_PLAIN = str.maketrans("ıøłđ", "iold")
_UCDP_WORDS = {"state based": "1", "state based conflict": "1", "non state": "2", "non state conflict": "2"}


def plain_words(text: str) -> str:
    """Return a text as words in lower case with single spaces between: no accents, no signs.

    Examples
    --------
    >>> plain_words("Air/drone strike"), plain_words("Frappe aérienne")
    ('air drone strike', 'frappe aerienne')
    """
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return " ".join(_NO_WORD.sub(" ", "".join(each for each in apart if not unicodedata.combining(each))).split())


@lru_cache(maxsize=10_000)
def type_of(said: str) -> tuple[EventType, str] | None:
    """Return the type and sub-type ("" where none is said) of a table's word for it; None where we have none.

    Examples
    --------
    >>> type_of("Air/drone strike"), type_of("Explosions/Remote violence")
    ((<EventType.STRIKE: 'air or drone strike'>, 'air strike'), (<EventType.SHELLING: 'shelling'>, ''))
    >>> type_of("weather")
    """
    words = plain_words(said[:300])
    known = _known()
    if words in known:
        return known[words]
    parts = words.split()[:40]
    for length in range(min(_MOST_WORDS, len(parts)), 0, -1):
        for begin in range(len(parts) - length + 1):
            found = known.get(" ".join(parts[begin : begin + length]))
            # a single short word within others says little
            if found is not None and (length > 1 or len(parts) <= _MOST_WORDS):
                return found
    return None


def ucdp_type(said: str) -> tuple[EventType, str] | None:
    """Return the type of UCDP's type of violence ("1" state-based, "2" non-state, "3" one-sided)."""
    kind, sub_type = ucdp_kind(said.strip().removesuffix(".0"))
    return None if kind is None else (kind, sub_type)


@cache
def _known() -> dict[str, tuple[EventType, str]]:
    read = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    known: dict[str, tuple[EventType, str]] = {}
    for row in vocabulary():
        # the row of a type as a whole comes first, and says more than one of its sub-types
        for code in (row.type.value, row.sub_type, row.plover or ""):
            known.setdefault(plain_words(code), (row.type, row.sub_type if code == row.sub_type else ""))
    for kind, sub_types in read.items():
        for sub_type, words in sub_types.items():
            known.update({plain_words(word): (EventType(kind), sub_type) for word in words})
    for row in vocabulary():
        if row.acled and row.acled != "Other":
            known.setdefault(plain_words(row.acled), (row.type, row.sub_type))
    known.update({words: found for words, code in _UCDP_WORDS.items() if (found := ucdp_type(code)) is not None})
    known.pop("", None)
    return known
