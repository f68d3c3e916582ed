"""What differs between a project at two times: which events came, changed and went, one after the other however many there are."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from events.as_of import Moment
from events.changed_fields import Changed, changed_fields
from events.codec import from_plain
from events.event import Event
from events.removal import DELETED
from events.tables import removal_table, revision_table

_AT_ONCE = 500


class What(StrEnum):
    """What became of an event."""

    CAME = "came"
    CHANGED = "changed"
    WENT = "went"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """An event that is another at the later time.

    Attributes
    ----------
    event
        As it is at the later time; where it went, as it was before.
    fields
        What differs, where it is there at both.
    who, why
        Of the last entry of its history by then.
    """

    what: What
    event: Event
    fields: tuple[Changed, ...]
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class _State:
    record: str
    who: str
    why: str


def changes_between_moments(connection: sa.Connection, before: Moment, after: Moment) -> Iterator[EventChange]:
    """Give the events that differ between two moments, in the order of their ids; what came and went between them is left out.

    Parameters
    ----------
    before, after
        The earlier one first; events are read some hundred at a time.
    """
    for event_ids in _touched(connection, before, after):
        earlier, later = (_states(connection, event_ids, each) for each in (before, after))
        for event_id in event_ids:
            one, other = earlier.get(event_id), later.get(event_id)
            if one is not None and other is not None:
                if one.record != other.record and (fields := changed_fields(_event(one), _event(other))):
                    yield _change(What.CHANGED, _event(other), other, fields)
            elif other is not None:
                yield _change(What.CAME, _event(other), other)
            elif one is not None:
                yield _change(What.WENT, _event(one), _last(connection, event_id, after))


def _touched(connection: sa.Connection, before: Moment, after: Moment) -> Iterator[Sequence[str]]:
    """Give the ids of the events with entries between two moments, some at a time."""
    between = " UNION ".join(
        f"SELECT event_id FROM {table} WHERE {number} > {before.upto[table]} AND {number} <= {after.upto[table]} AND event_id IS NOT NULL"  # noqa: S608 - names of our own tables, numbers
        for table, number in ((revision_table.name, "revision_id"), (removal_table.name, "change_id"))
        if after.upto[table]
    )
    rows = connection.exec_driver_sql(f"{between} ORDER BY event_id").scalars() if between else None
    while rows is not None and (some := rows.fetchmany(_AT_ONCE)):
        yield some


def _states(connection: sa.Connection, event_ids: Sequence[str], known: Moment) -> dict[str, _State]:
    """Return events as they were at a moment, without those that were not there."""
    newest = (
        sa.select(sa.func.max(revision_table.c.revision_id))
        .where(
            revision_table.c.event_id.in_(event_ids), revision_table.c.revision_id <= known.upto[revision_table.name]
        )
        .group_by(revision_table.c.event_id)
    )
    query = sa.select(
        revision_table.c.event_id, revision_table.c.record, revision_table.c.who, revision_table.c.why
    ).where(revision_table.c.revision_id.in_(newest))
    gone: frozenset[str] = frozenset()
    if known.upto[removal_table.name]:
        latest = (
            sa.select(sa.func.max(removal_table.c.change_id))
            .where(removal_table.c.event_id.in_(event_ids), removal_table.c.change_id <= known.upto[removal_table.name])
            .group_by(removal_table.c.event_id)
        )
        out = sa.select(removal_table.c.event_id).where(
            removal_table.c.change_id.in_(latest), removal_table.c.what == DELETED
        )
        gone = frozenset(connection.scalars(out))
    return {
        row.event_id: _State(row.record, row.who, row.why)
        for row in connection.execute(query)
        if row.event_id not in gone
    }


def _last(connection: sa.Connection, event_id: str, known: Moment) -> _State:
    """Return an event's last entry by a moment, also where that says that it went."""
    query = (
        sa.select(revision_table.c.record, revision_table.c.who, revision_table.c.why)
        .where(revision_table.c.event_id == event_id, revision_table.c.revision_id <= known.upto[revision_table.name])
        .order_by(revision_table.c.revision_id.desc())
        .limit(1)
    )
    row = connection.execute(query).one()
    return _State(row.record, row.who, row.why)


def _event(state: _State) -> Event:
    return from_plain(Event, json.loads(state.record))


def _change(what: What, event: Event, last: _State, fields: tuple[Changed, ...] = ()) -> EventChange:
    return EventChange(what=what, event=event, fields=fields, who=last.who, why=last.why)
