"""The day of an event whose sentence gives a clock time only, or none, in a report that told its night or its day in the lead."""

from collections.abc import Sequence

from events.event import DateMention, TimeOfDay
from events.event_date import Dated
from events.layout import Sentence

# A night's hours after midnight end here, in minutes.
_SMALL_HOURS_END_MIN = 360
# A report's paragraphs are single sentences where at least so many are there, and so large a share of them has one.
_LEAST_PARAGRAPHS, _LEAST_SHARE = 3, 0.8
# The day of the lead holds for so many sentences.
LEAD_REACH = 8
_NIGHTS = frozenset({"overnight", "last night"})


def is_of_single_sentences(body: Sequence[Sentence]) -> bool:
    """Say whether a report gives each sentence a paragraph of its own, as wires do: there a paragraph's end ends no thought."""
    counts: dict[int, int] = {}
    for sentence in body:
        counts[sentence.paragraph] = counts.get(sentence.paragraph, 0) + 1
    single = sum(count == 1 for count in counts.values())
    return len(counts) >= _LEAST_PARAGRAPHS and single >= _LEAST_SHARE * len(counts)


def is_night(day: DateMention) -> bool:
    """Say whether a date's words are those of a night without its day: "overnight"."""
    return " ".join(day.text.lower().split()) in _NIGHTS


def of_night_told(night: DateMention | None, times: Sequence[TimeOfDay], text: str, offset: int) -> Dated | None:
    """Return the date of an event at a clock time in the small hours, in a report that told of the night: its second day; None for others.

    Parameters
    ----------
    times
        Those of the sentence; ``text`` are its words, from ``offset`` in the report.
    """
    small = [time for time in times if time.end_min < _SMALL_HOURS_END_MIN]
    if night is None or not small or len(small) != len(times):
        return None
    words = " ".join(text[small[0].start - offset : small[0].end - offset].split())
    reason = f"no date of its own: “{words}” of the night told before as “{' '.join(night.text.split())}”"
    day = night.date_end
    return Dated(day, day, 2, reason, is_own=False)


def of_lead(day: DateMention) -> Dated:
    """Return the date of an event in whose paragraph none stands, from the day with which the report opens."""
    reason = f"no date of its own: the report opens with “{' '.join(day.text.split())}”"
    return Dated(day.date_start, day.date_end, max(2, day.date_prec), reason, is_own=False)
