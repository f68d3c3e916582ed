"""An event without some of its fields."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from events.event import Event, Toll

_NO_SENTENCE = {"sentence": "", "start": 0, "end": 0, "trigger": "", "trigger_start": 0, "trigger_end": 0}
_EMPTY: Mapping[str, Mapping[str, object]] = {
    "sub_type": {"sub_type": ""}, "side1": {"side1": ()}, "side2": {"side2": ()}, "killed": {"killed": None},
    "injured": {"injured": None}, "missing": {"missing": None}, "displaced": {"displaced": None}, "captured": {"captured": None},
    "parts": {"parts": ()}, "claims": {"claims": ()}, "sentence": _NO_SENTENCE, "source": {"source": "", "report_id": "", "origin": None},
    "time": {"time": None}, "recurrence": {"recurrence": ""}, "reasons": {"reasons": ()},
}  # fmt: skip


def emptied(event: Event, names: Collection[str], *, has_spans: bool = True) -> Event:
    """Return an event without the fields named, as `events.release.profile.REMOVABLE` calls them.

    ``has_spans`` False takes away where in the report things stand too; so does leaving out the sentence.
    """
    for name in names:
        # mypy cannot know that the table's values are of their fields' types
        event = _without_phrase(event) if name == "place_phrase" else replace(event, **_EMPTY[name])  # type: ignore[arg-type]
    return event if has_spans and "sentence" not in names else _without_spans(event)


def _without_phrase(event: Event) -> Event:
    if event.where is None:
        return event
    named = replace(event.where.toponym, start=0, end=0, text="")
    return replace(event, where=replace(event.where, toponym=named, relation=None))


def _without_spans(event: Event) -> Event:
    unspanned: Callable[[Toll | None], Toll | None] = lambda toll: replace(toll, start=0, end=0) if toll else None  # noqa: E731
    where = event.where
    if where is not None:
        where = replace(where, toponym=replace(where.toponym, start=0, end=0), relation=None)
    return replace(
        event, where=where, start=0, end=0, trigger_start=0, trigger_end=0,
        killed=unspanned(event.killed), injured=unspanned(event.injured), missing=unspanned(event.missing),
        displaced=unspanned(event.displaced), captured=unspanned(event.captured),
        claims=tuple(replace(claim, start=0, end=0) for claim in event.claims),
        time=replace(event.time, start=0, end=0) if event.time else None,
    )  # fmt: skip
