"""What each report tells of an event that stands for several, as rows of words for the card and Review."""

from events import Event, Tellings, said_by
from geo import event_toll_words, readable
from ui import tellings_cache

# Of a sentence that never ends, and of a city's attack that a hundred reports tell.
_MOST_LETTERS, _MOST_TOLD = 300, 12


def told_rows(event: Event) -> tuple[tuple[str, str], ...]:
    """Return what is told of a merged event: by how many reports, each one's sentence, toll and claims, and where they differ; none for any other.

    The words are plain text of the reports: to be escaped.
    """
    told = tellings_cache.tellings_of(event.event_id)
    if told is None or len(told.events) < 2:
        return ()
    origins = "1 origin" if told.origin_count == 1 else f"{told.origin_count:,} origins"
    return (
        ("One event of", f"{len(told.events):,} reports, {origins}"),
        *_differences(told),
        *((f"Told {number}", _telling(each)) for number, each in enumerate(told.events[:_MOST_TOLD], 1)),
        *((("And", f"{len(told.events) - _MOST_TOLD:,} more"),) if len(told.events) > _MOST_TOLD else ()),
    )


def _differences(told: Tellings) -> tuple[tuple[str, str], ...]:
    return (("Told differently", " | ".join(told.disagreements)),) if told.disagreements else ()


def _telling(event: Event) -> str:
    sentence = readable(event.sentence)
    short = sentence if len(sentence) <= _MOST_LETTERS else f"{sentence[:_MOST_LETTERS]}…"
    who = said_by(event)
    return " · ".join(filter(None, (event.source or "a report", who, event_toll_words(event), f"“{short}”")))
