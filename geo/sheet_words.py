"""The words of the sheet: title, summary, counts and dates, drafted from the data and nothing else."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence

from gazetteer import Gazetteer, UnknownCountryError
from geo.sheet_events import SheetEvent
from geo.style import Drawing
from geo.view import EventView, Source, source_grade_words
from geo.words import day_and_time

_MOST_COUNTRIES = 3
# A place's words that follow a verb as they are, and those that a reader expects "on the" before.
_PLACED = re.compile(r"(?:near|between|off|along|(?:north|south|east|west)(?:-east|-west)? of|[\d.]+ km)\b")
_LINES = re.compile(r"\b(?:outskirts of|border of|road)\b")


def plural(number: int, one: str, many: str | None = None) -> str:
    """Say a number of things.

    Examples
    --------
    >>> plural(1, "event"), plural(1200, "event")
    ('1 event', '1,200 events')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def opened(text: str) -> str:
    """Begin a line with a capital.

    Examples
    --------
    >>> opened("date not known")
    'Date not known'
    """
    return text[:1].upper() + text[1:]


def day_words(day: dt.date) -> str:
    """Write a day.

    Examples
    --------
    >>> day_words(dt.date(2020, 6, 4))
    '4 June 2020'
    """
    return f"{day.day} {day:%B} {day.year}"


def span_words(first: dt.date, last: dt.date) -> str:
    """Write a span of days without saying month or year twice.

    Examples
    --------
    >>> span_words(dt.date(2020, 5, 21), dt.date(2020, 6, 3))
    '21 May – 3 June 2020'
    """
    if first == last:
        return day_words(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {day_words(last)}"
    return f"{day_words(first)} – {day_words(last)}"


def joined(words: Sequence[str]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def country_name(code: str, gazetteer: Gazetteer | None) -> str:
    """Return a country's name, or its code where no gazetteer knows it."""
    if gazetteer is None:
        return code
    try:
        return gazetteer.country(code).name
    except UnknownCountryError:
        return code


def draft_title(view: EventView, events: Sequence[SheetEvent], gazetteer: Gazetteer | None) -> str:
    """Say where, what and when in one line."""
    placed = Counter(event.country_code for event in events if event.is_placed and event.country_code)
    names = [country_name(code, gazetteer) for code, _ in sorted(placed.items(), key=lambda each: (-each[1], each[0]))]
    where = joined(names) if len(names) <= _MOST_COUNTRIES else f"{len(names)} countries"
    kinds = {event.label for event in events}
    what = plural(len(events), "event") if events else "no events"
    if len(kinds) == 1 and events:
        what = f"{next(iter(kinds)).lower()}, {what}"
    when = span_words(*view.date_range) if view.date_range else ""
    title = ", ".join(filter(None, [what, when]))
    return f"{where}: {title}" if where else opened(title)


def draft_summary(events: Sequence[SheetEvent]) -> str:
    """Say in one sentence what prevails and what the highest single toll is; tolls of claims are never added up."""
    if not events:
        return "No event passes the filter."
    if len(events) == 1:
        return _one_event(events[0])
    kinds = Counter(event.label for event in events).most_common()
    most = [f"{label.lower()} ({number})" for label, number in kinds[:3]]
    sentence = f"Mostly {joined(most)}" if len(kinds) > 3 else joined(most)
    if len(kinds) > 3 and kinds[0][1] == 1:
        sentence = f"{len(kinds)} kinds of event, one of each"
    deadly = max((event for event in events if event.killed), key=lambda event: event.killed or 0, default=None)
    if deadly is None:
        end = "no deaths are reported"
    else:
        said = f", according to {deadly.claimed_by}" if deadly.claimed_by else ""
        place = _where(deadly)
        when = f" ({deadly.date_words})" if deadly.date_start else ""
        end = f"the highest toll of a single event is {deadly.toll}{place}{when}{said}"
    return f"{opened(sentence)}; {end}."


def _where(event: SheetEvent) -> str:
    """Continue a sentence with an event's place."""
    place = event.place
    if not place:
        return ""
    if _PLACED.match(place):
        return f" {place}"
    if _LINES.search(place):
        return f" on the {place}"
    return f" in {place}" if event.drawing is Drawing.AREA else f" at {place}"


def _one_event(event: SheetEvent) -> str:
    place = _where(event)
    said = f", according to {event.claimed_by}" if event.claimed_by else ""
    return opened(f"{event.label}{place}, {event.date_words}; {event.toll or 'no deaths are reported'}{said}.")


def counts_words(view: EventView, beyond: int) -> str:
    """Write counts that add up: on the map, beyond its edge, not placed and filtered out make all."""
    counts = view.counts
    parts = [f"{counts.placed - beyond:,} on the map"]
    if beyond:
        parts.append(f"{beyond:,} beyond its edge")
    parts += [f"{counts.not_placed:,} not placed", f"{counts.filtered_out:,} filtered out"]
    return f"{' + '.join(parts)} = {plural(counts.total, 'event')} in all"


def information_words(view: EventView, as_of: dt.date | None) -> str:
    """Say to what day the information runs; where nobody says it, the day of the latest event."""
    if as_of is not None:
        return f"Information as of {day_words(as_of)}"
    if view.date_range:
        return f"Latest event {day_words(view.date_range[1])}"
    return "Date of information not known"


def produced_words(produced: dt.datetime | None) -> str:
    """Say when the sheet was made, with its time zone; "" where nobody says it."""
    if produced is None:
        return ""
    zone = produced.tzname() or f"{produced:%z}"
    return f"Produced {day_words(produced.date())}, {produced:%H:%M} {zone}"


def source_words(
    view: EventView,
    fits: Callable[[str], bool] = lambda _: True,
    *,
    grade: Callable[[Source], str] | None = source_grade_words,
) -> str:
    """List the numbered sources with how many of the events rest on each; what does not fit is counted.

    Those with the most events are named first where not all fit. ``grade`` says how reliable one is; None says nothing of it.
    """
    if not view.sources:
        return "Sources: none."

    def words(number: int) -> str:
        named = sorted(sorted(view.sources, key=lambda source: -source.events)[:number], key=lambda each: each.number)
        listed = [
            f"[{source.number}] {source.name or 'source not named'} ({plural(source.events, 'event')}){f', {grade(source)}' if grade else ''}"
            for source in named
        ]
        rest = len(view.sources) - number
        return f"Sources: {'; '.join(listed)}{f'; and {rest:,} more' if rest else ''}."

    low, high = 1, len(view.sources)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(words(middle)) else (low, middle - 1)
    return words(low)


def source_mark(event: SheetEvent) -> str:
    """Point to an event's source in the numbered list, with the grade of what it tells where a person gave one: "[1] B2"."""
    return f"[{event.source_no}] {event.grade}".strip()


def doubt_words(event: SheetEvent) -> str:
    """Say whether a person should look at an event again; "" where not."""
    return "to be checked".upper() if event.place_unsure or event.needs_review else ""


def dates_and_place(event: SheetEvent) -> str:
    """Head an event's entry: when, as short as it can be said, with the time where it is told, and where."""
    when = event.date_words
    if when.startswith("between ") and event.date_start and event.date_end:
        when = span_words(event.date_start, event.date_end)
    return " · ".join(filter(None, [day_and_time(when, event.time), event.place]))


def meta_words(event: SheetEvent) -> str:
    """Say who claims an event, how well its place is known, where it was read, and whether to look again."""
    said = f"according to {event.claimed_by}" if event.claimed_by else ""
    return " · ".join(filter(None, [source_mark(event), event.precision, doubt_words(event), said]))
