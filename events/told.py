"""The days that a report tells as past: the evidence against which its printed date is weighed."""

import datetime as dt
import re
from dataclasses import dataclass

from events.date_words import DAY, MONTH, WEEKDAYS
from events.dates import find_dates
from events.direction import Direction, direction_of, looks_ahead
from events.event import DateMention
from events.layout import Part, Sentence

# A day and month without a year is a contradiction where it lies this far ahead; farther on, last year's is meant.
AHEAD_DAYS = 120
# Any leap year serves as a calendar: only month and day are taken from what has no year.
CALENDAR = dt.date(2020, 12, 31)
# What has its day before it comes: it may be named long before, or, as the "19 April Movement", long after.
_DAYS_OWN = (
    r"(?:elections?|polls?|ballot|vote|plebiscite|referendum|inauguration|anniversary|movement|edition|issue|summit|conference|congress|deadline|ultimatum|"
    r"electoral|presidential|municipal|congressional|parliamentary|general elections?)"
)
_DIGIT = re.compile(r"\d")
# What happened on a weekday may lie days back; what is said is news of the day.
_SAID_ON = re.compile(
    r"\b(?:said|says|announced|reported|told reporters|confirmed)(?: late| early)?(?: on)? ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?! (?:last|next))"
)
_IN_YEAR = re.compile(rf"\b(?:[Ii]n|[Ss]ince|of|until|during|{MONTH}(?: {DAY},)?) ((?:19|20)\d\d)\b")
_COUNTED_YEAR = re.compile(r"\byear$")
_OWN = re.compile(rf"^\)?\s+(?:[\w'’-]+\s+)?{_DAYS_OWN}\b", re.IGNORECASE)
_OWN_DAY = re.compile(rf"\b{_DAYS_OWN}\s+(?:day\s+\(|of\s+|on\s+)$", re.IGNORECASE)
# "To stage a strike on 3 May", "a meeting for 3 May"; a day in GMT may be the next one.
_COMES = re.compile(
    r"\b(?:for|as of|effective|(?:beginning|starting)(?: on)?)\s+$|\bGMT,?\s+(?:on\s+)?$"
    r"|(?<!according )\bto (?!the\b|an?\b|his\b|her\b|its\b|their\b)[a-z]{3,}\s[^.;,]{0,50}$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A day that the text tells as past, by month and day; ``year`` where written; ``weekday`` where it says one."""

    month: int
    day: int
    year: int | None
    weekday: int | None
    words: str

    def near(self, anchor: dt.date) -> dt.date | None:
        """Return the day that is meant in a text of the day ``anchor``: a past one, or one that lies suspiciously ahead."""
        years = [self.year] if self.year else [anchor.year - 1, anchor.year, anchor.year + 1]
        days = []
        for year in years:
            try:
                days.append(dt.date(year, self.month, self.day))
            except ValueError:
                continue
        past = [d for d in days if d <= anchor]
        ahead = [d for d in days if d > anchor]
        if ahead and (self.year or (ahead[0] - anchor).days <= AHEAD_DAYS):
            return ahead[0]
        return past[-1] if past else None


def told_days(layout: tuple[Sentence, ...]) -> list[Told]:
    """Return the explicit single days that the body tells as past."""
    days = []
    for sentence in layout:
        if sentence.part is not Part.BODY or _DIGIT.search(sentence.text) is None:
            continue
        for mention in find_dates(sentence.text, anchor=CALENDAR):
            before = sentence.text[: mention.start]
            if (
                mention.is_explicit
                and mention.date_prec <= 2
                and not _COUNTED_YEAR.search(mention.text)  # counted from the very day that is asked for
                and not looks_ahead(before[-80:])
                and direction_of(sentence.text, mention.start, mention.end) is not Direction.AHEAD
                and not _is_future(sentence.text, mention)
                and not _is_named_by(sentence.text, mention)
            ):
                days.append(as_told(mention))
    return days


def lead_weekday(layout: tuple[Sentence, ...]) -> int | None:
    """Return the weekday on which something was said as the body's first sentence has it, 0 is Monday; None where none or several are named."""
    lead = next((sentence.text for sentence in layout if sentence.part is Part.BODY), "")
    days = {WEEKDAYS[each[1].lower()] for each in _SAID_ON.finditer(lead)}
    return days.pop() if len(days) == 1 else None


def latest_year(layout: tuple[Sentence, ...], last: int) -> int:
    """Return the latest year up to ``last`` that the body names, 0 where it names none: the report is no older."""
    bodies = (sentence.text for sentence in layout if sentence.part is Part.BODY)
    years = (
        int(each[1]) for text in bodies for each in _IN_YEAR.finditer(text) if not looks_ahead(text[: each.start(1)])
    )
    return max((year for year in years if year <= last), default=0)


def _is_future(sentence: str, mention: DateMention) -> bool:
    return (
        re.match(
            r"\s*(?:,|will|is|are)?\s*(?:will|is due|are due|is set|are set|is scheduled|are scheduled)\b",
            sentence[mention.end :],
        )
        is not None
    )


def _is_named_by(sentence: str, mention: DateMention) -> bool:
    """Say whether a day only names something, or begins it: "the 8 April elections", "a strike set for 3 May", "effective 3 May"."""
    before, behind = sentence[max(0, mention.start - 80) : mention.start], sentence[mention.end : mention.end + 60]
    return any(pattern.search(words) for pattern, words in ((_COMES, before), (_OWN_DAY, before), (_OWN, behind)))


def as_told(mention: DateMention) -> Told:
    """Return month and day of a mention, with year and weekday where its words have them."""
    year = re.search(r"(?:19|20)\d\d", mention.text)
    weekday = re.search(r"\b(" + "|".join(w for w in WEEKDAYS if len(w) > 5) + r")\b", mention.text.lower())
    return Told(
        month=mention.date_end.month, day=mention.date_end.day, year=int(year.group()) if year else None,
        weekday=WEEKDAYS[weekday.group()] if weekday else None, words=" ".join(mention.text.split()),
    )  # fmt: skip


def contradictions(anchor: dt.date, told: list[Told]) -> list[Told]:
    """Return the days that cannot be told as past on the day ``anchor``."""
    return [
        day
        for day in told
        if (there := day.near(anchor)) is not None and (there > anchor or is_wrong_weekday(day, there))
    ]


def is_wrong_weekday(day: Told, there: dt.date) -> bool:
    """Say whether the text calls a day by another weekday than it was."""
    return day.weekday is not None and there.weekday() != day.weekday
