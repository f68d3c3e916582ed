"""What differs between two states of an event, field by field, in plain words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from events.as_of import parse_moment
from events.errors import BadFilterError, UnknownEventError
from events.event import Event
from events.record import event_record
from events.stored import Revision

# Drawn from the place, and long.
_LEFT_OUT = ("event_id", "footprint")
_MOST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A field that differs, with what it said before and says after; "" where it said nothing."""

    field: str
    before: str
    after: str


def changed_fields(before: Event, after: Event) -> tuple[Changed, ...]:
    """Return which fields of an event's JSON differ between two states of it, in their order there."""
    one, other = event_record(before), event_record(after)
    return tuple(
        Changed(field=name, before=_words(one[name]), after=_words(other.get(name)))
        for name in one
        if name not in _LEFT_OUT and one[name] != other.get(name)
    )


def state_at(revisions: Sequence[Revision], said: str) -> Revision:
    """Return an event's state by its number in its history (from 1), or as of an instant or a day in ISO 8601 (its end, UTC).

    Raises
    ------
    UnknownEventError
        If there was no such state, or what is said is neither.
    """
    if said.isascii() and said.isdigit() and len(said) < len("2026-1"):
        if 1 <= int(said) <= len(revisions):
            return revisions[int(said) - 1]
        raise UnknownEventError(f"The history has entries 1 to {len(revisions)}, got {said}.")
    try:
        at = parse_moment(said)
    except BadFilterError as error:
        raise UnknownEventError(
            f"{said!r} is no entry of the history (1 to {len(revisions)}), nor a day or time such as 2026-11-01."
        ) from error
    known = [each for each in revisions if each.at <= at]
    if not known:
        raise UnknownEventError(
            f"The event was not known yet on {said}; its history begins on {revisions[0].at:%-d %B %Y}."
        )
    return known[-1]


def _words(value: object) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, dict) and "name" in value:
        return str(value["name"])
    if isinstance(value, dict) and "best" in value:
        return f"{value['best']} ({value['low']} to {value['high']})"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_sentence(changed: Sequence[Changed]) -> str:
    """Return what differs as one line: "killed: 4 (4 to 4), was 3 (3 to 3); place: Homs, was nothing"."""
    told = [f"{each.field}: {_short(each.after)}, was {_short(each.before)}" for each in changed]
    return "; ".join(told)


def _short(words: str) -> str:
    line = " ".join(words.split()) or "nothing"
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}…"
