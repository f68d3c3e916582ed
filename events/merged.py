"""Merged events within a project file: the tolls of one that stands for several, where reports disagree, and the way back."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from events.codec import from_plain
from events.decisions import TAKEN_BACK, Decisions
from events.event import Event, Toll
from events.pairings import MERGED, Pairing, Pairings
from events.removal import Removals
from events.tables import event_table
from events.told_differently import REPORTS_DIFFER

# What an event counts; the parts of its killed stay those of its own report.
TOLLS = ("killed", "injured", "missing", "displaced", "captured")


def part_report(connection: sa.Connection, report_id: str, *, at: dt.datetime, who: str) -> None:
    """Take back the merges of a report that is to be deleted: what another report tells of the same happening stays."""
    its_own = set(connection.scalars(sa.select(event_table.c.event_id).where(event_table.c.report_id == report_id)))
    for each in reversed(Pairings(connection).standing()):
        if each.what == MERGED and its_own & {each.kept, each.other}:
            take_back_pairing(connection, each, at=at, who=who)


def take_back_pairing(connection: sa.Connection, each: Pairing, *, at: dt.datetime, who: str) -> None:
    """Take a decision about two events back: both are what they were, with an entry in both histories."""
    pairings, decisions, removals = Pairings(connection), Decisions(connection), Removals(connection)
    kept, other = record_of(connection, each.kept), record_of(connection, each.other)
    own = pairings.before(each.kept) or kept
    members = [record_of(connection, number) for number in pairings.others_of(each.kept)]
    pairings.enter_undone(each, at=at, who=who)
    if each.what == MERGED:
        rest = [event for event in members if event.event_id != each.other]
        kept = told_anew(kept, own, before=members, after=rest)
        removals.put_back(other, at=at, who=who)
    for event, twin in ((kept, each.other), (other, each.kept)):
        words = "one happening with" if each.what == MERGED else "another happening than"
        decisions.write(event, at=at.isoformat(), who=who, why=f"{TAKEN_BACK}{words} {twin}")


def record_of(connection: sa.Connection, event_id: str) -> Event:
    """Return an event as the project has it, also where another one stands for it."""
    record = connection.scalar(sa.select(event_table.c.record).where(event_table.c.event_id == event_id))
    return from_plain(Event, json.loads(str(record)))


def told_anew(kept: Event, own: Event, *, before: Sequence[Event], after: Sequence[Event]) -> Event:
    """Return an event with the tolls of those that are merged into it now; a figure that a person corrected since stays.

    Parameters
    ----------
    own
        The event as it was before any of its merges.
    before, after
        The events that were merged into it, and those that are from now on.
    """
    was, now = with_tolls(own, (own, *before)), with_tolls(own, (own, *after))
    figures: dict[str, Any] = {name: getattr(now, name) for name in TOLLS if getattr(kept, name) == getattr(was, name)}
    return replace(kept, **figures)


def with_tolls(event: Event, told: Iterable[Event]) -> Event:
    """Return an event with tolls from the lowest figure that is told to the highest."""
    events = tuple(told)
    figures: dict[str, Any] = {
        name: _widest([(each, getattr(each, name)) for each in events], getattr(event, name)) for name in TOLLS
    }
    return replace(event, **figures)


def _widest(told: list[tuple[Event, Toll | None]], own: Toll | None) -> Toll | None:
    """Return a toll from the lowest figure told to the highest; the best is that of the event itself, or else the first told."""
    known = [(event, toll) for event, toll in told if toll is not None]
    if not known:
        return None
    best = own or known[0][1]
    low, high = min(toll.low for _, toll in known), max(toll.high for _, toll in known)
    if own is not None and (low, high) == (own.low, own.high):
        return own
    # A figure of another report has no span in this one.
    span = (own.start, own.end) if own is not None else (0, 0)
    rule = f"{REPORTS_DIFFER}{_figures(known)}" if low != high else "told by another report"
    return Toll(best=best.best, low=low, high=high, start=span[0], end=span[1], rule=rule)


def disagreements(events: tuple[Event, ...]) -> tuple[str, ...]:
    """Say where tellings of one happening differ: "killed: 60, says the army; 12, says the hospital"."""
    found = []
    for what in TOLLS:
        known = [(each, toll) for each in events if (toll := getattr(each, what)) is not None]
        if len({(toll.low, toll.high) for _, toll in known}) > 1:
            found.append(f"{what}: {_figures(known)}")
    return tuple(found)


def _figures(known: list[tuple[Event, Toll]]) -> str:
    said = (
        f"{toll.low:,}, {_says(each)}" if toll.low == toll.high else f"{toll.low:,} to {toll.high:,}, {_says(each)}"
        for each, toll in known
    )
    return "; ".join(dict.fromkeys(said))


def _says(event: Event) -> str:
    """Say who gives a figure: "says the army", "say witnesses", "says Wire" where the report names nobody."""
    by = event.claims[0].by if event.claims else event.source or "a report"
    if not by[:1].islower() or not event.claims:
        return f"says {by}"
    return f"say {by}" if by.endswith("s") else f"says the {by}"
