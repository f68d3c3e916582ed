"""What a column's name says of what it holds."""

import re
import tomllib
from functools import cache
from pathlib import Path

from events.datasets.tables.fields import Field
from events.datasets.tables.type_words import plain_words

_COLUMNS = Path(__file__).parents[2] / "data" / "table_columns.toml"
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# The surest name counts 1, each further one a little less; a word within a longer name half.
_STEP, _LEAST, _HELD = 0.004, 0.75, 0.5
# Names of HXL tags (hxlstandard.org) that say another thing than their words.
_TAGS = {
    "#date start": Field.DATE_START, "#date end": Field.DATE_END, "#date": Field.DATE_START, "#date occurred": Field.DATE_START,
    "#geo lat": Field.LAT, "#geo lon": Field.LON, "#geo coord": Field.POSITION, "#adm1": Field.ADM1, "#adm1 name": Field.ADM1,
    "#loc": Field.PLACE, "#loc name": Field.PLACE, "#country": Field.COUNTRY, "#country code": Field.COUNTRY, "#country name": Field.COUNTRY,
    "#event type": Field.TYPE, "#event": Field.TYPE, "#cause type": Field.TYPE, "#cause": Field.TYPE, "#affected killed": Field.KILLED,
    "#affected injured": Field.INJURED, "#event id": Field.SOURCE_ID, "#id": Field.SOURCE_ID, "#id event": Field.SOURCE_ID,
    "#description": Field.NOTES, "#meta source": Field.OUTLETS, "#meta url": Field.URL, "#event id code": Field.SOURCE_ID,
}  # fmt: skip


def name_score(name: str, field: Field, tag: str = "") -> float:
    """Return how far a column's name says that it holds a field, 0 to 1.

    Examples
    --------
    >>> name_score("Event Date", Field.DATE_START) > name_score("Date reported", Field.DATE_START) > 0.5
    True
    >>> name_score("Breite", Field.LAT) > 0.9, name_score("colour", Field.LAT)
    (True, 0.0)
    """
    if tag and _TAGS.get(f"#{plain_words(tag)}") is field:
        return 1.0
    called, holds = _names()[field]
    words = plain_words(_HUMP.sub(" ", name))
    joined = words.replace(" ", "")
    if joined in called:
        return max(_LEAST, 1.0 - _STEP * called[joined])
    padded = f" {words} "
    return _HELD if any(f" {word} " in padded for word in holds) else 0.0


@cache
def _names() -> dict[Field, tuple[dict[str, int], tuple[str, ...]]]:
    read = tomllib.loads(_COLUMNS.read_text(encoding="utf-8"))
    return {
        Field(field): (
            {plain_words(name).replace(" ", ""): at for at, name in reversed(list(enumerate(told["called"])))},
            tuple(plain_words(name) for name in told["holds"]),
        )
        for field, told in read.items()
    }
