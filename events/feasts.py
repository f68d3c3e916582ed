"""Feasts by their names: "on the eve of Eid al-Fitr", "on Christmas Day", "during Ramadan"."""

import datetime as dt
import re
from functools import lru_cache

from events.calendar_days import DAY, Days, spread_prec
from events.date_words import FEASTS
from events.direction import Direction

# Whose list of holidays has a feast, and under which name there; the eve is the day before.
_LISTED = {
    "fitr": ("LY", "Eid al-Fitr"), "adha": ("LY", "Eid al-Adha"), "ashura": ("IQ", "Ashura"), "arbaeen": ("IR", "Arbaeen"),
    "mawlid": ("LY", "Prophet's Birthday"), "nowruz": ("IR", "Nowruz"), "orthodox_easter": ("UA", "Easter Sunday (Pascha)"),
    "orthodox_christmas": ("EG", "Coptic Christmas Day"), "good_friday": ("DE", "Good Friday"), "easter_monday": ("DE", "Easter Monday"),
    "easter": ("PL", "Easter Sunday"), "christmas": ("PL", "Christmas Day"), "new_year": ("PL", "New Year's Day"),
    "thanksgiving": ("US", "Thanksgiving Day"), "yom_kippur": ("IL", "Yom Kippur"), "rosh_hashanah": ("IL", "Rosh Hashanah"),
    "diwali": ("IN", "Diwali"), "lunar_new_year": ("CN", "Chinese New Year (Spring Festival)"),
}  # fmt: skip
# Ramadan is the month that Eid al-Fitr ends.
_FAST = 30 * DAY
# Persons and brigades are called Eid and Ramadan too: a word before says that days are meant, or the name does ("Christmas Eve").
_LEAD = re.compile(
    r"\b(?:on|during|in|since|for|over|until|of|at|by|throughout|through|this|last|next|holiday|celebrat\w+|mark\w*)\s+"
    r"(?:(?:the|muslim|islamic|christian|jewish|kurdish|persian|holy|holiday|feast|festival|month|fast|start|end|of)\s+)*$",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(r"(?:Christmas|Thanksgiving|New Year['’]s) (?:Day|Eve)|Easter (?:Sunday|Monday)|Good Friday")
_AROUND = (-1, 0, 1)
# A feast without a year is the last one, or one that lies so little ahead.
_AHEAD_DAYS = {Direction.BACK: 0, Direction.UNKNOWN: 21, Direction.AHEAD: 299}


def feast_days(match: re.Match[str], anchor: dt.date, direction: Direction) -> Days | None:
    """Return the days that a match of the pattern "feast" names, or None where it names a person or no day."""
    before = match.string[max(0, match.start() - 60) : match.start()]
    if not (match["eve"] or match["nth"] or _OF_ITSELF.search(match["feast"]) or is_led(before)):
        return None
    names = [name for name in FEASTS if match.groupdict().get(name)]
    years = [int(match["y"])] if match["y"] else [anchor.year + shift for shift in _AROUND]
    # Bare "Eid" is either of the two.
    told = [
        days
        for name in (("fitr", "adha") if names == ["eid"] else names)
        for year in years
        for days in _spans(name, year)
    ]
    chosen = nearest(sorted(told), anchor, direction) if not match["y"] else min(told, default=None)
    if chosen is None:
        return None
    start, end = chosen
    if match["eve"] or match["feast"].endswith("Eve"):
        start = end = start - DAY
    elif match["nth"] == "last":
        start = end
    elif match["nth"]:
        start = end = start + DAY * ("first", "second", "third").index(match["nth"])
    return start, end, spread_prec((end - start).days)


def is_led(before: str) -> bool:
    """Say whether the words before the name of a feast say that its days are meant."""
    return _LEAD.search(before) is not None


def nearest(
    told: list[tuple[dt.date, dt.date]], anchor: dt.date, direction: Direction
) -> tuple[dt.date, dt.date] | None:
    """Return the days that a feast without a year means: the last ones, or those that lie so little ahead."""
    past = [days for days in told if days[0] <= anchor]
    ahead = [days for days in told if days[0] > anchor]
    if ahead and (not past or (ahead[0][0] - anchor).days <= _AHEAD_DAYS[direction]):
        return ahead[0]
    return past[-1] if past else None


@lru_cache(maxsize=512)
def _spans(name: str, year: int) -> tuple[tuple[dt.date, dt.date], ...]:
    """Return first and last day of a feast each time that it begins in a year: Muslim feasts may come twice, or never."""
    if name == "ramadan":
        return tuple((start - _FAST, start - DAY) for start, _ in _spans("fitr", year))
    # A third of a second to import, which a text without feasts does not need.
    from holidays import country_holidays  # noqa: PLC0415

    country, listed = _LISTED[name]
    calendar = country_holidays(country, years=year, language="en_US")
    days = sorted(day for day, words in calendar.items() if listed in words.split("; "))
    spans: list[tuple[dt.date, dt.date]] = []
    for day in days:
        if spans and day - spans[-1][1] == DAY:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return tuple(spans)
