"""Review: what a person says of events, several at once, each change in their histories, and the way back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from events.codec import to_plain
from events.decisions import TAKEN_BACK, Decisions
from events.event import Event, Extraction, Verdict
from events.place_decision import related_place
from events.placing import is_decided, with_place
from events.removal import Removals
from events.saving import save_extraction
from events.store import EventStore
from events.tables import event_table, revision_table
from gazetteer import Gazetteer, Place, Resolution, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One event as a person saw it and as it is to be, with the reason in words; ``seen`` None for an event that a person made.

    ``report`` stands in for the report of an event that none tells (`events.by_hand`), and is saved with it.
    """

    seen: Event | None
    now: Event
    why: str
    report: Extraction | None = None


def accepted(event: Event) -> Decision:
    """Return the decision that takes an event as it was read."""
    verdict = event.verdict if event.verdict in {Verdict.CORRECTED, Verdict.MADE} else Verdict.ACCEPTED
    return Decision(seen=event, now=replace(event, verdict=verdict, needs_review=False), why="accepted as it is")


def rejected(event: Event, *, why: str = "") -> Decision:
    """Return the decision that takes an event out of the project: the text tells none there."""
    now = replace(event, verdict=Verdict.REJECTED, needs_review=False)
    return Decision(seen=event, now=now, why=why or "this is no event")


def corrected(event: Event, now: Event, *, why: str) -> Decision:
    """Return the decision that makes an event what a person says it is."""
    verdict = Verdict.MADE if event.verdict is Verdict.MADE else Verdict.CORRECTED
    return Decision(seen=event, now=replace(now, verdict=verdict, needs_review=False), why=why)


def placed(event: Event, place: Place, report: Extraction, gazetteer: Gazetteer) -> Event:
    """Return an event at a place, with what its report's words around the name make of it ("12 km south of")."""
    is_there = _place_id(event.where) == place.place_id
    return with_place(event, place, event.where if is_there else related_place(event, place, report, gazetteer))


def same_doubt(event: Event, report: Extraction) -> tuple[Event, ...]:
    """Return the other events of a report, not decided yet, that are told of the same name at the same place, or lack of one.

    A report means one place by a name: what a person says of one of them holds for all.
    """
    name = _name(event.where)
    if not name:
        return ()
    return tuple(
        each
        for each in report.events
        if each.event_id != event.event_id
        and not is_decided(each)
        and _name(each.where) == name
        and _place_id(each.where) == _place_id(event.where)
    )


def decide(store: EventStore, decided: Sequence[Decision], *, who: str = "analyst") -> tuple[Event, ...]:
    """Make what was decided so, all or none, and return the events as they are then; `take_back` undoes them.

    Raises
    ------
    UnknownEventError
        If the project has one of them no more.
    EventChangedError
        If someone else changed one since it was seen; their decision stays.
    StoreLockedError, StoreReadOnlyError, StoreBrokenError
        Where it cannot be written; nothing is changed then.
    """
    with store.writing() as connection:
        decisions, removals, at = Decisions(connection), Removals(connection), store.now()
        for each in decided:
            if each.seen is None:
                if each.report is not None:
                    save_extraction(connection, each.report, now=at)
                _insert(connection, each, at=at.isoformat(), who=who)
                continue
            decisions.check(decisions.now(each.seen.event_id), each.seen)
            decisions.write(each.now, at=at.isoformat(), who=who, why=each.why)
            if each.now.verdict is Verdict.REJECTED:
                removals.take_out(each.now, at=at, who=who)
    return tuple(each.now for each in decided)


def take_back(store: EventStore, decided: Sequence[Decision], *, who: str = "analyst") -> tuple[Event, ...]:
    """Undo what `decide` did, all or none, as new entries of the histories, and return the events that are there again.

    Raises as `decide` does: what someone changed since stays as it is.
    """
    back: list[Event] = []
    with store.writing() as connection:
        decisions, removals, at = Decisions(connection), Removals(connection), store.now()
        for each in reversed(decided):
            if each.now.verdict is Verdict.REJECTED:
                removals.put_back(each.now, at=at, who=who)
            decisions.check(decisions.now(each.now.event_id), each.now)
            why = f"{TAKEN_BACK}{each.why}"
            if each.seen is None:
                gone = replace(each.now, verdict=Verdict.REJECTED)
                decisions.write(gone, at=at.isoformat(), who=who, why=why)
                removals.take_out(gone, at=at, who=who)
                continue
            decisions.write(each.seen, at=at.isoformat(), who=who, why=why)
            back.append(each.seen)
    return tuple(reversed(back))


def _insert(connection: sa.Connection, made: Decision, *, at: str, who: str) -> None:
    event, record = made.now, json.dumps(to_plain(made.now))
    position = connection.scalar(
        sa.select(sa.func.coalesce(sa.func.max(event_table.c.position), -1) + 1).where(
            event_table.c.report_id == event.report_id
        )
    )
    connection.execute(
        event_table.insert().values(
            event_id=event.event_id, report_id=event.report_id, position=position, record=record
        )
    )
    connection.execute(
        revision_table.insert().values(event_id=event.event_id, at=at, who=who, why=made.why, record=record)
    )


def _name(where: Resolution | None) -> str:
    return fold(where.toponym.text) if where is not None else ""


def _place_id(where: Resolution | None) -> str:
    return where.place.place_id if where is not None and where.place is not None else ""
