"""The days that a report has told so far, and which of them is that of an event whose sentence gives a clock time only, or none."""

import datetime as dt
from collections.abc import Sequence

from events.draft import Draft, is_one_place
from events.event import DateMention, DocumentDate, TimeOfDay
from events.event_date import Dated, continued, inherited, is_of_one_crowd, of_day_told
from events.layout import Sentence
from events.time_of_day import find_times
from events.trigger import Trigger
from gazetteer import Resolution

# A night's hours after midnight end here, in minutes.
_SMALL_HOURS_END_MIN = 360
# A report's paragraphs are single sentences where at least so many are there, and so large a share of them has one.
_LEAST_PARAGRAPHS, _LEAST_SHARE = 3, 0.8
# The day of the lead holds for so many sentences, and that of a sentence without an event of its own for so many.
_LEAD_REACH, _DAY_REACH = 8, 2
_NIGHTS = frozenset({"overnight", "last night"})


def is_of_single_sentences(body: Sequence[Sentence]) -> bool:
    """Say whether a report gives each sentence a paragraph of its own, as wires do: there a paragraph's end ends no thought."""
    counts: dict[int, int] = {}
    for sentence in body:
        counts[sentence.paragraph] = counts.get(sentence.paragraph, 0) + 1
    single = sum(count == 1 for count in counts.values())
    return len(counts) >= _LEAST_PARAGRAPHS and single >= _LEAST_SHARE * len(counts)


class DaysTold:
    """The report's lead, its last day and its last night, sentence by sentence."""

    def __init__(self, document: DocumentDate, *, has_single_sentences: bool) -> None:
        self._document = document
        self._has_single_sentences = has_single_sentences
        self._last: tuple[int, int, DateMention] | None = None
        self._lead: DateMention | None = None
        self._night: DateMention | None = None

    def remember(
        self, sentence: Sentence, number: int, dates: Sequence[DateMention], said: Sequence[DateMention]
    ) -> None:
        """Keep the last day or night that the report tells of, be it in a sentence without an event: "Yesterday at seven, men came".

        Parameters
        ----------
        number
            The sentence's position in the report's body.
        said
            Those of the sentence's dates on which somebody spoke.
        """
        anchor: dt.date | None = self._document.date
        past = [d for d in dates if d.date_prec <= 2 and d not in said and anchor is not None and d.date_end <= anchor]
        days = [d for d in past if d.date_prec == 1]
        if number == 0 and len(past) == 1:
            self._lead = past[0]
        if past:
            self._night = past[-1] if _is_night(past[-1]) else None
        if days:
            self._last = (number, sentence.paragraph, days[-1])

    def date_of(
        self, sentence: Sentence, number: int, trigger: Trigger, where: Resolution | None, recent: Sequence[Draft]
    ) -> Dated:
        """Return the date of an event whose sentence gives none, from what was told before; ``recent`` are the last events."""
        recent = [d for d in recent if not d.dated.is_background]
        there = [d for d in recent if is_one_place(d.where, where) and (d.dated.is_own or d.number == number)]
        of_crowd = [d.dated for d in there if is_of_one_crowd(trigger.type, d.trigger.type, same=d.number == number)]
        if of_crowd:
            return continued(of_crowd[-1])
        near = [d.dated for d in recent if d.sentence.paragraph == sentence.paragraph]
        if not any(each.is_own for each in near):
            if self._night is not None and trigger.recalled is None:
                times = find_times(sentence.text, offset=sentence.start)
                at_night = _of_night_told(self._night, times, sentence.text, sentence.start)
                if at_night is not None:
                    return at_night
            if (day := self._day_of(sentence, number)) is not None:
                return of_day_told(day)
        around = near or [d.dated for d in there]
        is_lead_near = self._has_single_sentences and 0 < number <= _LEAD_REACH and trigger.recalled is None
        if self._lead is not None and is_lead_near and not any(each.start is not None for each in around):
            return _of_lead(self._lead)
        return inherited(around, self._document)

    def _day_of(self, sentence: Sentence, number: int) -> DateMention | None:
        if self._last is None:
            return None
        at, paragraph, day = self._last
        return day if paragraph == sentence.paragraph or number - at <= _DAY_REACH else None


def _is_night(day: DateMention) -> bool:
    """Say whether a date's words are those of a night without its day: "overnight"."""
    return " ".join(day.text.lower().split()) in _NIGHTS


def _of_night_told(night: DateMention, times: Sequence[TimeOfDay], text: str, offset: int) -> Dated | None:
    """Return the date of an event at a clock time in the small hours, in a report that told of the night: its second day; None for others.

    Parameters
    ----------
    times
        Those of the sentence; ``text`` are its words, from ``offset`` in the report.
    """
    small = [time for time in times if time.end_min < _SMALL_HOURS_END_MIN]
    if not small or len(small) != len(times):
        return None
    words = " ".join(text[small[0].start - offset : small[0].end - offset].split())
    reason = f"no date of its own: “{words}” of the night told before as “{' '.join(night.text.split())}”"
    day = night.date_end
    return Dated(day, day, 2, reason, is_own=False)


def _of_lead(day: DateMention) -> Dated:
    """Return the date of an event in whose paragraph none stands, from the day with which the report opens."""
    reason = f"no date of its own: the report opens with “{' '.join(day.text.split())}”"
    return Dated(day.date_start, day.date_end, max(2, day.date_prec), reason, is_own=False)
