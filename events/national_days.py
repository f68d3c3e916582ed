"""National days by their names, in the country that a report is about: "on Independence Day", "the eve of Army Day"."""

import datetime as dt
import re
from functools import lru_cache

from events.calendar_days import DAY, Days
from events.direction import Direction
from events.feasts import is_led, nearest

# What the list of holidays calls a day, in lower case and without apostrophes, where that is not the name itself.
_LISTED = {
    "bastille day": ("national day",), "labor day": ("labor day", "labor and solidarity", "spring and labor"),
    "may day": ("labor day", "labor and solidarity", "spring and labor", "may day"), "workers day": ("labor day", "workers day"),
    "constitution day": ("constitution day", "day of the constitution"), "army day": ("army day", "armed forces day"),
    "unity day": ("unity day", "day of unity"), "unification day": ("unification day", "reunification day"),
    "defender of the fatherland day": ("defender of the fatherland",), "defenders day": ("defenders day", "day of defenders"),
    "revolution day": ("revolution day", "revolution"),
}  # fmt: skip
_OWNER = re.compile(r"\b(?P<who>[A-Z][\w-]+?)(?:['’]s?)?\s+(?:the\s+)?(?:\d+(?:st|nd|rd|th)\s+)?$")
_LEADS = frozenset({"on", "during", "since", "this", "last", "next", "the", "marking", "until", "over", "by"})
_AROUND = (-1, 0, 1)
_LEAST_LETTERS = 4


def national_days(match: re.Match[str], anchor: dt.date, direction: Direction, country: str) -> Days | None:
    """Return the day that a match of the pattern "national_day" names in a country; None where the country has none of that name.

    ``country`` is an ISO 3166-1 alpha-2 code, "" where the report is about no one country. "Ukraine's Independence Day" is a
    day only in a report about Ukraine.
    """
    before = match.string[max(0, match.start() - 60) : match.start()]
    owner = _OWNER.search(before)
    if not country or not (match["eve"] or owner or is_led(before)):
        return None
    name = re.sub("['’]", "", " ".join(match["national"].lower().split())).replace("labour", "labor")
    if owner is not None and not (is_led(before) and _is_lead(owner["who"])) and not _is_of(owner["who"], country):
        return None
    years = [int(match["y"])] if match["y"] else [anchor.year + shift for shift in _AROUND]
    shift = DAY if match["eve"] else 0 * DAY
    told = sorted((day - shift, day - shift) for year in years for day in _days(name, country, year))
    chosen = min(told, default=None) if match["y"] else nearest(told, anchor, direction)
    return None if chosen is None else (*chosen, 1)


def _is_lead(word: str) -> bool:
    """Say whether a word in front is none of a country: "On Independence Day"."""
    return word.lower() in _LEADS


def _is_of(who: str, country: str) -> bool:
    """Say whether a word before a national day may be the name of its country, or of its people."""
    from holidays import country_holidays  # noqa: PLC0415 - a third of a second, which a text without national days does not need

    try:
        names = [each.__name__.lower() for each in type(country_holidays(country)).__mro__[:2]]
    except NotImplementedError:
        return False
    return any(name.startswith(who.lower()[:_LEAST_LETTERS]) for name in names)


@lru_cache(maxsize=512)
def _days(name: str, country: str, year: int) -> tuple[dt.date, ...]:
    from holidays import country_holidays  # noqa: PLC0415 - as above

    try:
        calendar = country_holidays(country, years=year, language="en_US")
    except (NotImplementedError, ValueError):  # a country without a list
        return ()
    wanted = _LISTED.get(name, (name,))
    return tuple(
        day for day, words in sorted(calendar.items()) if any(_is_named(each, wanted) for each in words.split("; "))
    )


def _is_named(listed: str, wanted: tuple[str, ...]) -> bool:
    small = re.sub("['’]", "", listed.lower()).replace("labour", "labor")
    return "observed" not in small and "substituted" not in small and any(each in small for each in wanted)
