"""Which time of day that a sentence tells is that of an event, and which only says when somebody spoke of it."""

import re
from collections.abc import Sequence

from events.draft import Draft
from events.event import DateMention, TimeOfDay
from events.event_date import Dated
from events.layout import Sentence
from events.recurrence import find_recurrences
from events.time_of_day import find_times
from events.trigger import Trigger

# So much before a time says whether somebody spoke then.
_BEFORE = 70
_SAID = re.compile(
    r"\b(?:said|says|told|announced|reported|added|confirmed|wrote|tweeted|posted|stated|declared)\b"
    r"(?:\s+(?:in\s+an?\s+\w+(?:\s+\w+)?|reporters|journalists|[A-Z]\w+|the\s+\w+(?:\s+\w+)?))?"
    r"(?:\s+(?:late|early|later|earlier))?(?:\s+(?:on|at|in|during|that|by))*\s+(?:the\s+)?(?:\w+day\s+)?(?:at\s+|in\s+the\s+)?$"
)
# "At 3 a.m. on Tuesday", "on Tuesday at around 3 a.m.": what may stand between a time and its day.
_TO_DAY = re.compile(r"[\s,)]*(?:on|of)?\s*(?:the\s+)?", re.IGNORECASE)
_FROM_DAY = re.compile(r"[\s,]*(?:(?:at|in|during|from|of)\s+)?(?:the\s+)?(?:about|around)?\s*", re.IGNORECASE)
# "It happened at about 3 a.m.": of the event just told.
_OF_IT = re.compile(
    r"\W*(?:(?:It|This|That)|(?:The|This)\s+(?:\w+\s+)?(?:incident|attack|blast|explosion|shooting|accident|crash|raid|strike|assault|clash|quake|earthquake|fire)(?:es|s)?)\s+"
    r"(?:\w+\s+)?(?:happened|occurred|took place|came|began|started|struck)\b"
)


def tells_time_of_last(sentence: str) -> bool:
    """Say whether a sentence that carries no event of its own tells when the last one was."""
    return _OF_IT.match(sentence) is not None


def set_times(
    drafts: Sequence[Draft], sentence: Sentence, triggers: Sequence[Trigger], dates: Sequence[DateMention],
    announced: Sequence[DateMention],
) -> None:  # fmt: skip
    """Give the events of a sentence the times of day that it tells, and the words for what recurs."""
    if not drafts:
        return
    times = find_times(sentence.text, offset=sentence.start)
    repeated = find_recurrences(sentence.text)
    for draft in drafts if times or repeated else ():
        draft.recurrence = recurrence_of(draft.trigger, repeated, sentence.text, triggers)
        draft.time = draft.time or time_of(
            draft.trigger, times, sentence, triggers, dates=dates, announced=announced, dated=draft.dated
        )


def add_time(
    draft: Draft, sentence: Sentence, trigger: Trigger | None, others: Sequence[Trigger], dates: Sequence[DateMention],
    announced: Sequence[DateMention],
) -> None:  # fmt: skip
    """Give an event told before, if it has none, the time of day that a sentence tells which adds to it; ``trigger`` as for `time_of`."""
    if draft.time is None:
        times = find_times(sentence.text, offset=sentence.start)
        draft.time = time_of(trigger, times, sentence, others, dates=dates, announced=announced, dated=draft.dated)


def time_of(
    trigger: Trigger | None,
    times: Sequence[TimeOfDay],
    sentence: Sentence,
    others: Sequence[Trigger],
    *,
    dates: Sequence[DateMention],
    announced: Sequence[DateMention],
    dated: Dated,
) -> TimeOfDay | None:
    """Return the time of day that a sentence gives to a trigger's event, or None where it gives none.

    A time beside a day is of that day only; one beside a verb of saying is that of the announcement.

    Parameters
    ----------
    trigger
        None for the event of a sentence before, of which this one tells the time.
    dates, announced
        The days of the sentence, and those among them on which somebody spoke.
    dated
        The days of the event.
    """
    able = [
        time
        for time in times
        if not _SAID.search(sentence.text[max(0, time.start - sentence.start - _BEFORE) : time.start - sentence.start])
        and _is_of_day(time, sentence, dates, announced, dated)
    ]
    if trigger is None or not able:
        return able[0] if able else None
    offset, at = sentence.start, trigger.start
    inside = [time for time in able if trigger.clause[0] <= time.start - offset < trigger.clause[1]]
    if not inside and trigger.recalled is None:
        taken = [other.clause for other in others if other.clause != trigger.clause]
        inside = [time for time in able if not any(a <= time.start - offset < b for a, b in taken)]
    return min(inside, key=lambda time: abs(time.start - offset - at), default=None)


def recurrence_of(trigger: Trigger, spans: Sequence[tuple[int, int]], text: str, others: Sequence[Trigger]) -> str:
    """Return the words that say that a trigger's event was one of several, "" where none do."""
    own = [span for span in spans if trigger.clause[0] <= span[0] < trigger.clause[1]]
    if not own and len(others) == 1:
        own = list(spans)
    if not own:
        return ""
    start, end = min(own, key=lambda span: max(0, span[0] - trigger.end, trigger.start - span[1]))
    return " ".join(text[start:end].split())


def _is_of_day(
    time: TimeOfDay, sentence: Sentence, dates: Sequence[DateMention], announced: Sequence[DateMention], dated: Dated
) -> bool:
    day = next((date for date in dates if _is_beside(time, date, sentence)), None)
    if day is None:
        return True
    if day in announced:
        return dated.is_own and dated.start == day.date_start and len(dates) == 1
    if not dated.is_own or dated.start is None or dated.end is None:
        return True
    return day.date_start <= dated.end and dated.start <= day.date_end


def _is_beside(time: TimeOfDay, date: DateMention, sentence: Sentence) -> bool:
    if time.start < date.end and date.start < time.end:
        return True
    offset = sentence.start
    if time.end <= date.start:
        return _TO_DAY.fullmatch(sentence.text, time.end - offset, date.start - offset) is not None
    return _FROM_DAY.fullmatch(sentence.text, date.end - offset, time.start - offset) is not None
