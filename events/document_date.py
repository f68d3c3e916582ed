"""The day from which a report speaks, weighed from dateline, metadata and what the text tells as past."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from events.calendar_days import day_or_none, day_words
from events.dateline_year import of_some_year
from events.dates import find_dates
from events.event import DateAlternative, DateMention, DateSource, DocumentDate, Report
from events.layout import Part, Sentence, split_report
from events.sentence_case import in_sentence_case
from events.told import CALENDAR, Told, as_told, contradictions, is_wrong_weekday, latest_year, lead_weekday, told_days
from events.wire_date import wire_day
from gazetteer import prose_of

# A scan of the beginning is enough to date a report, however long it is.
_MOST_SENTENCES = 400
_MONTHS_TRIED = 13
_SOON_DAYS = 60
_IN_FIGURES = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_HAS_YEAR = re.compile(r"(?:19|20)\d\d\b")
_FIGURES = re.compile(r"\D(\d\d)$")
_PRINTED_LINE = re.compile(
    r"^(?:Published|Updated|Posted|Last (?:updated|modified)|Date|By\b)|^\W*(?:\w{3,9}day,?\s)?[\w ,/.-]{6,30}$",
    re.IGNORECASE,
)


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
    layout = sentences if sentences is not None else split_report(in_sentence_case(prose_of(report.text)))
    told = told_days(layout[:_MOST_SENTENCES])
    dateline = _dateline(report, layout, today)
    printed, source = (
        (dateline.date_start, DateSource.DATELINE) if dateline else (report.published, DateSource.METADATA)
    )
    # The printed line's own weekday is evidence as the text's days are.
    told = [*told, *([as_told(dateline)] if dateline and as_told(dateline).weekday is not None else [])]
    is_in_figures = dateline is not None and _IN_FIGURES.fullmatch(dateline.text) is not None
    found = (
        _weighed(printed, source, report.published, told, is_in_figures=is_in_figures)
        if printed
        else _from_text_alone(told)
    )
    if dateline is not None and dateline.date_start == found.date and not _HAS_YEAR.search(dateline.text):
        figures = _FIGURES.search(dateline.text)
        if figures is not None:
            found = replace(found, reason=f"{found.reason}, its year “{figures[1]}” read as {dateline.date_start.year}")
    if printed is None:
        first = latest_year(layout[:_MOST_SENTENCES], today.year) if today else 0
        found = of_some_year(_dateline_words(layout), told, today, lead_weekday(layout), first) or found
    if option is not None:
        conflict = contradictions(option, told)
        return DocumentDate(
            date=option, source=DateSource.OPTION, score=1.0, reason="given by you", printed=printed,
            conflict=_conflict_words("given", option, conflict, None) if conflict else None, alternatives=found.alternatives,
        )  # fmt: skip
    return found


def _printed_mentions(
    layout: tuple[Sentence, ...], anchor: dt.date | None, near: dt.date | None = None
) -> Iterator[DateMention]:
    """Return the single days printed above or in front of the text; ``anchor`` gives the year of those that have none.

    ``near`` tells the century of a year in two figures.
    """
    for sentence in layout[:40]:
        is_printed = sentence.part in {Part.TITLE, Part.BOILERPLATE, Part.HEADING} and _PRINTED_LINE.search(
            sentence.text
        )
        if sentence.part is Part.DATELINE or is_printed:
            wired = wire_day(sentence.text, near)
            if wired is not None:
                yield wired
            for mention in find_dates(sentence.text, anchor=anchor):
                if mention.is_explicit and mention.date_prec == 1:
                    yield mention


def _dateline(report: Report, layout: tuple[Sentence, ...], today: dt.date | None) -> DateMention | None:
    """Return the date printed above or in front of the text, with a year from the metadata where it has none."""
    return next(_printed_mentions(layout, report.published, report.published or today), None)


def _dateline_words(layout: tuple[Sentence, ...]) -> Told | None:
    """Return the printed day, be it without a year."""
    return next((as_told(mention) for mention in _printed_mentions(layout, CALENDAR)), None)


def _from_text_alone(told: list[Told]) -> DocumentDate:
    dated = sorted(dt.date(day.year, day.month, day.day) for day in told if day.year)
    # "On 3 May 2020 ... on 4 May": a day without a year that follows is of that year.
    dated += sorted(near for day in told if dated and not day.year and (near := _following(dated[-1], day)) is not None)
    if not dated:
        return DocumentDate(
            date=None, source=None, score=0.0,
            reason="Neither a dateline nor the text says when this was written. Give the report's date to place its events in time.",
        )  # fmt: skip
    return DocumentDate(
        date=dated[-1], source=DateSource.TEXT, score=0.4,
        reason=f"the latest day that the text tells as past is {day_words(dated[-1])}",
    )  # fmt: skip


def _following(date: dt.date, day: Told) -> dt.date | None:
    """Return a day without a year where it falls soon after a date, else None."""
    found = [
        there
        for year in (date.year, date.year + 1)
        if (there := day_or_none(year, day.month, day.day)) and there > date
    ]
    is_soon = bool(found) and (found[0] - date).days <= _SOON_DAYS
    return found[0] if is_soon and not is_wrong_weekday(day, found[0]) else None


def _weighed(
    printed: dt.date, source: DateSource, published: dt.date | None, told: list[Told], *, is_in_figures: bool = False
) -> DocumentDate:
    against = contradictions(printed, told)
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
    candidates = [
        c
        for c in _candidates(printed, published, told, is_in_figures=is_in_figures)
        if not contradictions(c.date, told)
    ]
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


def _candidates(
    printed: dt.date, published: dt.date | None, told: list[Told], *, is_in_figures: bool
) -> list[DateAlternative]:
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
        if date and not contradictions(date, told):
            add(date, 0.8, DateSource.TEXT, f"the same day of the first month that puts {_list(told)} in the past")
            break
    swapped = day_or_none(printed.year, printed.day, printed.month)
    # "05/04/2020": half of the world writes the month first.
    add(swapped, 0.82 if is_in_figures else 0.6, DateSource.TEXT, "day and month of the printed date swapped")
    add(
        day_or_none(printed.year + 1, printed.month, printed.day),
        0.5,
        DateSource.TEXT,
        "the printed day in the next year",
    )
    latest_told = max((d for t in told if (d := t.near(printed))), default=None)
    add(latest_told, 0.3, DateSource.TEXT, "the latest day that the text tells as past")
    return list(found.values())


def _months_later(date: dt.date, months: int) -> dt.date | None:
    years, month = divmod(date.month - 1 + months, 12)
    return day_or_none(date.year + years, month + 1, date.day)


def _list(told: list[Told]) -> str:
    words = list(dict.fromkeys(day.words for day in told))[:5]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _conflict_words(kind: str, printed: dt.date, against: list[Told], best: DateAlternative | None) -> str:
    wrong = next(
        (t for t in against if (t.month, t.day) == (printed.month, printed.day) and t.weekday is not None), None
    )
    if wrong is not None and wrong.weekday is not None:
        head = f"{day_words(printed)} was a {printed:%A}, not a {calendar.day_name[wrong.weekday]} as written"
    else:
        head = _disagreement(kind, printed, against)
    if best is None:
        return f"{head}. Check the report's date."
    return f"{head}. {day_words(best.date)} is proposed: {best.reason}."


def _disagreement(kind: str, printed: dt.date, against: list[Told]) -> str:
    return f"The {kind} date, {day_words(printed)}, does not agree with the text, which tells {_list(against)} as past"
