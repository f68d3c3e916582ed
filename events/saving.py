"""Saving a reading: the report, its events that are new, and their first entries in the history."""

import datetime as dt
import json

import sqlalchemy as sa

from events.chosen_places import Moves, move_chosen
from events.codec import from_plain, to_plain
from events.decisions import Decisions
from events.event import Event, Extraction
from events.event_status import EventStatus
from events.pairings import Pairings
from events.placing import twins_among
from events.purging import check_not_purged
from events.removal import Removals
from events.report_days import keep_day
from events.report_digests import copy_of
from events.report_list import has_report
from events.stored import Saved
from events.stored_reading import reading_of
from events.tables import event_table, report_table, revision_table

_NONE = Moves(known={}, moved=0, is_any=False)


def save_extraction(connection: sa.Connection, extraction: Extraction, *, now: dt.datetime) -> Saved:
    """Save a report and its events over a connection that is written to; see `EventStore.save`."""
    report = extraction.report
    stamp = now.isoformat()
    check_not_purged(connection, report.report_id)
    removals = Removals(connection)
    reading = reading_of(extraction)
    if report.report_id in removals.reports():
        its_row = report_table.c.report_id == report.report_id
        connection.execute(report_table.update().where(its_row).values(reading=reading))
    elif not has_report(connection, report.report_id):
        connection.execute(
            report_table.insert().values(
                report_id=report.report_id, title=report.title, source=report.source, saved_at=stamp,
                report=json.dumps(to_plain(report)), reading=reading,
            )
        )  # fmt: skip
    keep_day(connection, report.report_id)
    query = sa.select(event_table.c.event_id).where(event_table.c.report_id == report.report_id)
    known = set(connection.scalars(query))
    # What a person has placed stays as it is, under whichever id this reading has it.
    decisions = Decisions(connection)
    twins = decisions.twins(report.report_id, extraction.events)
    moves = _moves(connection, extraction, frozenset(twins.values()), stamp) if known else _NONE
    twins |= {event_id: known_id for event_id, known_id in moves.known.items() if event_id not in twins}
    if moves.is_any:
        its_row = report_table.c.report_id == report.report_id
        connection.execute(report_table.update().where(its_row).values(reading=reading))
    pairings = Pairings(connection)
    # Merged or kept apart by a person: no reading makes another event of the same happening, or brings back what was merged away.
    paired = _paired(connection, extraction, pairings.concerned())
    twins |= {event_id: known_id for event_id, known_id in paired.items() if event_id not in twins}
    read = frozenset(twins.get(event.event_id, event.event_id) for event in extraction.events) - pairings.merged_away()
    # What a person made of a deleted report comes back with it.
    read |= decisions.made(report.report_id) if report.report_id in removals.reports() else frozenset()
    back = removals.restore_only(report.report_id, read, at=now, who="analyst")
    fresh = [
        (n, each)
        for n, each in enumerate(extraction.events)
        if each.event_id not in twins and each.event_id not in known - back
    ]
    for position, event in fresh:
        values = {"report_id": report.report_id, "position": position, "record": json.dumps(to_plain(event))}
        if event.event_id in back:
            row: sa.Insert | sa.Update = (
                event_table.update().where(event_table.c.event_id == event.event_id).values(values)
            )
        else:
            row = event_table.insert().values(event_id=event.event_id, **values)
        connection.execute(row)
        connection.execute(
            revision_table.insert().values(
                event_id=event.event_id, at=stamp, who="machine", why="read from the report", record=values["record"],
            )
        )  # fmt: skip
    ahead = sum(event.status is not EventStatus.HAPPENED for _, event in fresh)
    new = len(fresh) + sum(known_id in back for known_id in twins.values())
    return Saved(
        new=new,
        unchanged=max(0, len(extraction.events) - new - moves.moved),
        moved=moves.moved,
        copy_of=copy_of(connection, report.report_id),
        not_happened=ahead,
    )


def _paired(connection: sa.Connection, extraction: Extraction, concerned: frozenset[str]) -> dict[str, str]:
    """Return under which ids the project knows events of a reading about which, and another one, a person decided."""
    if not concerned:
        return {}
    query = sa.select(event_table.c.event_id, event_table.c.record).where(
        event_table.c.report_id == extraction.report.report_id
    )
    rows = connection.execute(query).all()
    return twins_among(
        extraction.events, [from_plain(Event, json.loads(r.record)) for r in rows if r.event_id in concerned]
    )


def _moves(connection: sa.Connection, extraction: Extraction, decided: frozenset[str], stamp: str) -> Moves:
    """Move the events of a report that is there already to where a person's choices for names put them."""
    its_reading = sa.select(report_table.c.reading).where(report_table.c.report_id == extraction.report.report_id)
    earlier = str(connection.scalar(its_reading))
    return move_chosen(connection, extraction, earlier=earlier, decided=decided, at=stamp)
