"""When an event happened, as a report of a day says it: a day, some days, a week, a month, a year, or nothing."""

import calendar
import datetime as dt
from random import Random

from benchmarks.generated_events.draws import Urn
from benchmarks.generated_events.sentences import Draft
from events import DateMention, EventType

# UCDP GED date_prec 1 to 5; None where nothing is said.
_PRECISIONS = Urn((1, 2, 3, 4, 5, None), (72, 13, 6, 4, 3, 2))
_LAGS = Urn((0, 1, 2, 3, 6), (50, 30, 12, 5, 3))
_FRIDAY = 4
_ONE_DAY = dt.timedelta(days=1)


def draw_date(draft: Draft, day: dt.date, kind: EventType, luck: Random) -> DateMention | None:
    """Say at the draft's end when something happened of which a report of ``day`` tells; None where it does not say."""
    prec = _PRECISIONS.draw(luck)
    if prec is None:
        return None
    last = day - _LAGS.draw(luck) * _ONE_DAY
    if kind is EventType.PROTEST and luck.random() < 0.4:
        last -= (last.weekday() - _FRIDAY) % 7 * _ONE_DAY
    first, last, lead, words = _span(prec, last, luck)
    start = draft.at + len(lead)
    draft.say(f"{lead}{words}, ")
    return DateMention(
        start=start, end=start + len(words), text=words, date_start=first, date_end=last, date_prec=prec, is_explicit=True
    )  # fmt: skip


def _span(prec: int, day: dt.date, luck: Random) -> tuple[dt.date, dt.date, str, str]:
    """Return first and last day, the words before and the words."""
    match prec:
        case 1:
            return day, day, luck.choice(("on ", "late on ", "early on ")), f"{day.day} {day:%B}"
        case 2:
            first = day - luck.randint(1, 5) * _ONE_DAY
            return first, day, "from ", f"{first.day} {first:%B} to {day.day} {day:%B}"
        case 3:
            first = day - day.weekday() * _ONE_DAY
            return first, first + 6 * _ONE_DAY, "in the ", f"week of {first.day} {first:%B}"
        case 4:
            length = calendar.monthrange(day.year, day.month)[1]
            return day.replace(day=1), day.replace(day=length), "in ", f"{day:%B %Y}"
        case _:
            return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), "in ", f"{day.year}"
