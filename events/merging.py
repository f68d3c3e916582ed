"""Two events that a person says are one, or are not: each telling is kept with its claims, both ways lead back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

import sqlalchemy as sa

from events.codec import from_plain
from events.copies import origins
from events.decisions import Decisions
from events.errors import EventChangedError, UnknownEventError
from events.event import Event, Report
from events.filter import EventFilter
from events.merged import TOLLS, disagreements, record_of, take_back_pairing, told_anew
from events.pairings import APART, MERGED, Pairing, Pairings
from events.removal import Removals
from events.same_event import LEAST_LIKELY, Likeness, propose
from events.store import EventStore
from events.tables import report_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellings:
    """All that reports tell of one happening: its events, the one that stands for it first; how many origins, and where they disagree, in words."""

    events: tuple[Event, ...]
    origin_count: int
    disagreements: tuple[str, ...]


def proposed(store: EventStore, *, least: float = LEAST_LIKELY) -> tuple[Likeness, ...]:
    """Return the pairs of a project that may be one happening and about which nobody decided yet, the likeliest first."""
    return undecided(store, propose(store.select(EventFilter()).events, least=least))


def undecided(store: EventStore, pairs: Iterable[Likeness]) -> tuple[Likeness, ...]:
    """Return those of some pairs about which nobody decided yet, and of which both events are still there."""
    with store.reading() as connection:
        decided = {frozenset((each.kept, each.other)) for each in Pairings(connection).standing()}
        gone = frozenset(connection.scalars(Removals(connection).events()))
    ids = ((pair, frozenset((pair.first.event_id, pair.second.event_id))) for pair in pairs)
    return tuple(pair for pair, both in ids if both not in decided and both.isdisjoint(gone))


def merge(store: EventStore, kept_id: str, other_id: str, *, who: str = "analyst", why: str = "") -> Pairing:
    """Make two events one, all or nothing: the first stands for both, with tolls that reach from the lowest figure to the highest.

    The other leaves map and counts and keeps its record, sentence, report and claims (`tellings`); `undo` brings it back. Where
    only the second stands for others already, it is the one that is kept.

    Raises
    ------
    UnknownEventError
        If the project does not have one of them, or they are the same.
    EventChangedError
        If both stand for others already.
    StoreLockedError, StoreReadOnlyError, StoreBrokenError
        Where it cannot be written; nothing is changed then.
    """
    with store.writing() as connection:
        pairings, decisions, at = Pairings(connection), Decisions(connection), store.now()
        _check_two(kept_id, other_id)
        if pairings.others_of(other_id):
            kept_id, other_id = other_id, kept_id
        if pairings.others_of(other_id):
            raise EventChangedError(
                "Both of these events stand for others already. Take one of those merges back first, with `python -m events dedupe --undo --of ID`, and merge its events one by one."
            )
        kept, other = decisions.now(kept_id), decisions.now(other_id)
        own = pairings.before(kept_id) or kept
        members = [record_of(connection, each) for each in pairings.others_of(kept_id)]
        entry = pairings.enter(MERGED, kept_id, other_id, before=kept, at=at, who=who, why=why)
        reason = f": {why}" if why else ""
        now = told_anew(kept, own, before=members, after=[*members, other])
        decisions.write(now, at=at.isoformat(), who=who, why=f"one happening with {other_id}{reason}")
        decisions.write(other, at=at.isoformat(), who=who, why=f"merged into {kept_id}{reason}")
        Removals(connection).take_out(other, at=at, who=who)
    return entry


def keep_apart(store: EventStore, one_id: str, other_id: str, *, who: str = "analyst", why: str = "") -> Pairing:
    """Say that two events are not one: they are not proposed again. Raises as `merge` does."""
    with store.writing() as connection:
        decisions, at = Decisions(connection), store.now()
        _check_two(one_id, other_id)
        events = decisions.now(one_id), decisions.now(other_id)
        entry = Pairings(connection).enter(APART, one_id, other_id, before=events[0], at=at, who=who, why=why)
        reason = f": {why}" if why else ""
        for event, twin in zip(events, (other_id, one_id), strict=True):
            decisions.write(event, at=at.isoformat(), who=who, why=f"another happening than {twin}{reason}")
    return entry


def undo(store: EventStore, *, event_id: str | None = None, who: str = "analyst") -> Pairing:
    """Take back what was decided last about two events, or about this one and another, as new entries of both histories.

    Raises
    ------
    UnknownEventError
        If nothing was decided, or all is taken back.
    StoreLockedError, StoreReadOnlyError, StoreBrokenError
        Where it cannot be written; nothing is changed then.
    """
    with store.writing() as connection:
        standing = [
            each for each in Pairings(connection).standing() if event_id is None or event_id in {each.kept, each.other}
        ]
        if not standing:
            of = f" about the event {event_id!r}" if event_id else ""
            raise UnknownEventError(f"No two events were merged or kept apart{of}: there is nothing to take back.")
        take_back_pairing(connection, standing[-1], at=store.now(), who=who)
    return standing[-1]


def tellings(store: EventStore, event_id: str) -> Tellings:
    """Return all that was told of an event: its own record, those merged into it, and in how many independent texts.

    Raises
    ------
    UnknownEventError
        If the project does not have it.
    """
    event = store.event(event_id)
    with store.reading() as connection:
        pairings = Pairings(connection)
        first = pairings.before(event_id)
        others = tuple(record_of(connection, each) for each in pairings.others_of(event_id))
        reports = [each.report_id for each in (event, *others)]
        query = sa.select(report_table.c.report_id, report_table.c.report).where(report_table.c.report_id.in_(reports))
        texts = {
            row.report_id: from_plain(Report, json.loads(row.report)).text for row in connection.execute(query).all()
        }
    own = event if first is None else replace(event, **{name: getattr(first, name) for name in TOLLS})
    numbers = origins([texts[each] for each in dict.fromkeys(reports)])
    return Tellings(
        events=(event, *others), origin_count=len(set(numbers)), disagreements=disagreements((own, *others))
    )


def _check_two(one_id: str, other_id: str) -> None:
    if one_id == other_id:
        raise UnknownEventError("These are one and the same event. Give the ids of two events.")
