"""The day from which a report speaks, weighed from dateline, metadata and what the text tells as past."""

import datetime as dt
import re
from dataclasses import dataclass

from events.date_words import AHEAD, WEEKDAYS
from events.dates import find_dates
from events.event import DateAlternative, DateMention, DateSource, DocumentDate, Report
from events.layout import Part, Sentence, split_report
from gazetteer import prose_of

# A day and month without a year is a contradiction where it lies this far ahead; farther on, last year's is meant.
_AHEAD_DAYS = 120
# A scan of the beginning is enough to date a report, however long it is.
_MOST_SENTENCES = 400
_MONTHS_TRIED = 13
_PRINTED_LINE = re.compile(
    r"^(?:Published|Updated|Posted|Last (?:updated|modified)|Date|By\b)|^\W*(?:\w{3,9}day,?\s)?[\w ,/.-]{6,30}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A day that the text tells as past, by month and day; ``year`` where written; ``weekday`` where it says one."""

    month: int
    day: int
    year: int | None
    weekday: int | None
    words: str

    def near(self, anchor: dt.date) -> dt.date | None:
        years = [self.year] if self.year else [anchor.year - 1, anchor.year, anchor.year + 1]
        days = []
        for year in years:
            try:
                days.append(dt.date(year, self.month, self.day))
            except ValueError:
                continue
        past = [d for d in days if d <= anchor]
        ahead = [d for d in days if d > anchor]
        if ahead and (self.year or (ahead[0] - anchor).days <= _AHEAD_DAYS):
            return ahead[0]
        return past[-1] if past else None


def date_document(
    report: Report,
    *,
    option: dt.date | None = None,
    sentences: tuple[Sentence, ...] | None = None,
    today: dt.date | None = None,
) -> DocumentDate:
    """Weigh which day a report speaks from.

    Parameters
    ----------
    option
        The day that a person gives; it wins, and a conflict is still explained.
    sentences
        The report's layout where it is known already.
    today
        A dateline without a year is proposed to be the latest such day before this one; None leaves it undated.

    Returns
    -------
    DocumentDate
        ``date`` is None where nothing supports one; ``conflict`` is a sentence where the printed date and the text disagree.
    """
    layout = sentences if sentences is not None else split_report(prose_of(report.text))
    told = _told(layout[:_MOST_SENTENCES])
    dateline = _dateline(report, layout)
    printed, source = (dateline, DateSource.DATELINE) if dateline else (report.published, DateSource.METADATA)
    found = _weighed(printed, source, report.published, told) if printed else _from_text_alone(told)
    if found.date is None and today is not None and (guess := _dateline(report, layout, anchor=today)) is not None:
        found = _of_some_year(guess)
    if option is not None:
        conflict = _contradictions(option, told)
        return DocumentDate(
            date=option, source=DateSource.OPTION, score=1.0, reason="given by you", printed=printed,
            conflict=_conflict_words("given", option, conflict, None) if conflict else None, alternatives=found.alternatives,
        )  # fmt: skip
    return found


def _of_some_year(day: dt.date) -> DocumentDate:
    """Propose a day whose year is not printed anywhere."""
    reason = f"the dateline's day in the year in which it last came round, {day.year}"
    conflict = f"The dateline names no year. {_words(day)} is proposed: {reason}. Check it."
    return DocumentDate(date=day, source=DateSource.DATELINE, score=0.4, reason=reason, conflict=conflict)


def _dateline(report: Report, layout: tuple[Sentence, ...], *, anchor: dt.date | None = None) -> dt.date | None:
    """Return the date printed above or in front of the text, with a year from the metadata, or ``anchor``, where it has none."""
    for sentence in layout[:40]:
        is_printed = sentence.part in {Part.TITLE, Part.BOILERPLATE, Part.HEADING} and _PRINTED_LINE.search(
            sentence.text
        )
        if sentence.part is Part.DATELINE or is_printed:
            for mention in find_dates(sentence.text, anchor=report.published or anchor):
                if mention.is_explicit and mention.date_prec == 1:
                    return mention.date_start
    return None


def _told(layout: tuple[Sentence, ...]) -> list[_Told]:
    """Return the explicit single days that the body tells as past."""
    # Any leap year serves as a calendar: only month and day are taken from what has no year.
    calendar = dt.date(2020, 12, 31)
    days = []
    for sentence in layout:
        if sentence.part is not Part.BODY:
            continue
        for mention in find_dates(sentence.text, anchor=calendar):
            before = sentence.text[: mention.start]
            if (
                mention.is_explicit
                and mention.date_prec <= 2
                and not AHEAD.search(before[-80:])
                and not _is_future(sentence.text, mention)
            ):
                days.append(_as_told(mention))
    return days


def _is_future(sentence: str, mention: DateMention) -> bool:
    return (
        re.match(
            r"\s*(?:,|will|is|are)?\s*(?:will|is due|are due|is set|are set|is scheduled|are scheduled)\b",
            sentence[mention.end :],
        )
        is not None
    )


def _as_told(mention: DateMention) -> _Told:
    year = re.search(r"(?:19|20)\d\d", mention.text)
    weekday = re.search(r"\b(" + "|".join(w for w in WEEKDAYS if len(w) > 5) + r")\b", mention.text.lower())
    return _Told(
        month=mention.date_end.month, day=mention.date_end.day, year=int(year.group()) if year else None,
        weekday=WEEKDAYS[weekday.group()] if weekday else None, words=mention.text,
    )  # fmt: skip


def _contradictions(anchor: dt.date, told: list[_Told]) -> list[_Told]:
    return [
        day
        for day in told
        if (there := day.near(anchor)) is not None and (there > anchor or _wrong_weekday(day, there))
    ]


def _wrong_weekday(day: _Told, there: dt.date) -> bool:
    return day.weekday is not None and there.weekday() != day.weekday


def _from_text_alone(told: list[_Told]) -> DocumentDate:
    dated = sorted(dt.date(day.year, day.month, day.day) for day in told if day.year)
    if not dated:
        return DocumentDate(
            date=None, source=None, score=0.0,
            reason="Neither a dateline nor the text says when this was written. Give the report's date to place its events in time.",
        )  # fmt: skip
    return DocumentDate(
        date=dated[-1], source=DateSource.TEXT, score=0.4,
        reason=f"the latest day that the text tells as past is {_words(dated[-1])}",
    )  # fmt: skip


def _weighed(printed: dt.date, source: DateSource, published: dt.date | None, told: list[_Told]) -> DocumentDate:
    against = _contradictions(printed, told)
    rivals = {DateSource.METADATA: published} if published and published != printed else {}
    if not against:
        others = tuple(
            DateAlternative(date=date, score=0.2, source=kind, reason="the record's own date")
            for kind, date in rivals.items()
        )
        words = {DateSource.DATELINE: "printed above the text", DateSource.METADATA: "the record's own date"}[source]
        score = 0.95 if told else 0.85
        return DocumentDate(
            date=printed, source=source, score=score, reason=words, printed=printed, alternatives=others
        )
    candidates = [c for c in _candidates(printed, published, told) if not _contradictions(c.date, told)]
    candidates.sort(key=lambda c: -c.score)
    keep = DateAlternative(date=printed, score=0.15, source=source, reason="as printed, though the text contradicts it")
    if not candidates:
        return DocumentDate(
            date=printed, source=source, score=0.3, reason="printed, and no other day agrees with all that the text tells",
            printed=printed, conflict=_conflict_words("printed", printed, against, None),
        )  # fmt: skip
    best = candidates[0]
    return DocumentDate(
        date=best.date, source=best.source, score=best.score, reason=best.reason, printed=printed,
        conflict=_conflict_words("printed", printed, against, best), alternatives=(*candidates[1:4], keep),
    )  # fmt: skip


def _candidates(printed: dt.date, published: dt.date | None, told: list[_Told]) -> list[DateAlternative]:
    """Return the days that a slip of the pen explains: the month, the year, day and month swapped; and the record's date."""
    found: dict[dt.date, DateAlternative] = {}

    def add(date: dt.date | None, score: float, source: DateSource, reason: str) -> None:
        if date and date != printed and date not in found:
            found[date] = DateAlternative(date=date, score=score, source=source, reason=reason)

    if published:
        latest = max((d for t in told if (d := t.near(published)) and d <= published), default=None)
        if latest and (published - latest).days <= 30:
            add(published, 0.85, DateSource.METADATA, "the record's own date, and it agrees with the text")
    for months in range(1, _MONTHS_TRIED):
        date = _months_later(printed, months)
        if date and not _contradictions(date, told):
            add(date, 0.8, DateSource.TEXT, f"the same day of the first month that puts {_list(told)} in the past")
            break
    swapped = _safe(printed.year, printed.day, printed.month)
    add(swapped, 0.6, DateSource.TEXT, "day and month of the printed date swapped")
    add(_safe(printed.year + 1, printed.month, printed.day), 0.5, DateSource.TEXT, "the printed day in the next year")
    latest_told = max((d for t in told if (d := t.near(printed))), default=None)
    add(latest_told, 0.3, DateSource.TEXT, "the latest day that the text tells as past")
    return list(found.values())


def _months_later(date: dt.date, months: int) -> dt.date | None:
    years, month = divmod(date.month - 1 + months, 12)
    return _safe(date.year + years, month + 1, date.day)


def _safe(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _words(date: dt.date) -> str:
    return f"{date.day} {date:%B %Y}"


def _list(told: list[_Told]) -> str:
    words = list(dict.fromkeys(day.words for day in told))[:5]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _conflict_words(kind: str, printed: dt.date, against: list[_Told], best: DateAlternative | None) -> str:
    head = f"The {kind} date, {_words(printed)}, does not agree with the text, which tells {_list(against)} as past"
    if best is None:
        return f"{head}. Check the report's date."
    return f"{head}. {_words(best.date)} is proposed: {best.reason}."
