"""What a person decided about an event: written over what was there, with who and why; taken back in the same way."""

import json
from collections.abc import Iterable

import sqlalchemy as sa

from events.changed_fields import as_sentence, changed_fields
from events.codec import from_plain, to_plain
from events.errors import EventChangedError, UnknownEventError
from events.event import Event, Verdict
from events.placing import decided_twins
from events.removal import Removals
from events.tables import event_table, revision_table
from gazetteer import BY_ANALYST

TAKEN_BACK = "taken back: "


class Decisions:
    """Decisions as seen and made over one connection, within its transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def now(self, event_id: str) -> Event:
        """Return an event as it is now.

        Raises
        ------
        UnknownEventError
            If the project has none with that id, or it is deleted.
        """
        query = sa.select(event_table.c.record).where(event_table.c.event_id == event_id)
        record = self._connection.scalar(query)
        if record is None or Removals(self._connection).among(sa.select(sa.literal(event_id))):
            raise UnknownEventError(
                f"This project has no event {event_id!r} any more. Load the page again to see what there is."
            )
        return from_plain(Event, json.loads(record))

    def check(self, event: Event, seen: Event) -> None:
        """Raise where an event is not as someone saw it who decides about it now.

        Raises
        ------
        EventChangedError
            With who changed it, and what differs.
        """
        if _record(event) == _record(seen):
            return
        who, why = self._connection.execute(
            sa.select(revision_table.c.who, revision_table.c.why)
            .where(revision_table.c.event_id == event.event_id)
            .order_by(revision_table.c.revision_id.desc())
        ).first() or ("someone", "")
        place = event.where.place.name if event.where is not None and event.where.place is not None else ""
        now = f"It is at {place} now" if place else "It is not placed now"
        changed = changed_fields(seen, event)
        told = f" What differs: {as_sentence(changed)}." if changed else ""
        raise EventChangedError(
            f"Someone changed this event since you looked at it ({who}: {why}). {now}, and that was kept: look at it, then decide again.{told}",
            fields=tuple(each.field for each in changed),
        )

    def write(self, event: Event, *, at: str, who: str, why: str) -> None:
        """Make an event what it is from now on, with an entry in its history."""
        record = _record(event)
        its_row = event_table.c.event_id == event.event_id
        self._connection.execute(event_table.update().where(its_row).values(record=record))
        self._connection.execute(
            revision_table.insert().values(event_id=event.event_id, at=at, who=who, why=why, record=record)
        )

    def before(self, event: Event) -> tuple[Event, str]:
        """Return an event as it was before its last change, and the reason for the one that comes: what is taken back.

        Raises
        ------
        UnknownEventError
            If it was never changed.
        """
        rows = self._connection.execute(
            sa.select(revision_table.c.record, revision_table.c.why)
            .where(revision_table.c.event_id == event.event_id)
            .order_by(revision_table.c.revision_id.desc())
        ).all()
        now = _record(event)
        why = ""
        for row in rows:
            earlier = from_plain(Event, json.loads(row.record))
            if _record(earlier) != now:
                return earlier, f"{TAKEN_BACK}{why}"
            why = row.why
        raise UnknownEventError(f"The event {event.event_id!r} was never changed: there is nothing to take back.")

    def twins(self, report_id: str, read: Iterable[Event]) -> dict[str, str]:
        """Return which events of a new reading of a report a person has decided about already; see `decided_twins`."""
        known = self._decided(report_id)
        return decided_twins(self._not_open(report_id, read, known), known) if known else {}

    def over(self, report_id: str, read: tuple[Event, ...]) -> tuple[Event, ...]:
        """Return the events of a new reading of a report, in the stead of those that a person has decided about already the project's.

        What a person said is no event is left out.
        """
        known = {event.event_id: event for event in self._decided(report_id)}
        twins = decided_twins(self._not_open(report_id, read, known.values()), known.values())
        gone = frozenset(self._connection.scalars(Removals(self._connection).events()))
        decided = {event_id: known[twin] for event_id, twin in twins.items() if twin not in gone}
        rejected = {event_id for event_id, twin in twins.items() if known[twin].verdict is Verdict.REJECTED}
        over = [decided.get(event.event_id, event) for event in read if event.event_id not in rejected]
        there = {event.event_id for event in over}
        made = [
            each
            for each in known.values()
            if each.verdict is Verdict.MADE and each.event_id not in gone and each.event_id not in there
        ]
        return tuple(sorted((*over, *made), key=lambda event: event.start)) if made else tuple(over)

    def made(self, report_id: str) -> frozenset[str]:
        """Return the ids of the events that a person made of a report, those that are deleted too."""
        query = sa.select(event_table.c.event_id).where(
            event_table.c.report_id == report_id,
            event_table.c.record.contains(f'"verdict": "{Verdict.MADE}"', autoescape=True),
        )
        return frozenset(self._connection.scalars(query))

    def _not_open(self, report_id: str, read: Iterable[Event], known: Iterable[Event]) -> list[Event]:
        """Leave out what the project has as it was read: a second event that a person told by the same word is not it."""
        query = sa.select(event_table.c.event_id).where(event_table.c.report_id == report_id)
        open_ids = set(self._connection.scalars(query)) - {each.event_id for each in known}
        return [event for event in read if event.event_id not in open_ids]

    def _decided(self, report_id: str) -> list[Event]:
        # Only these records are read: a report of thousands of events is saved as fast as before.
        signs = (BY_ANALYST, *(f'"verdict": "{each}"' for each in Verdict if each is not Verdict.OPEN))
        query = sa.select(event_table.c.record).where(
            event_table.c.report_id == report_id,
            sa.or_(*(event_table.c.record.contains(sign, autoescape=True) for sign in signs)),
        )
        return [from_plain(Event, json.loads(record)) for record in self._connection.scalars(query)]


def _record(event: Event) -> str:
    return json.dumps(to_plain(event))
