"""Reports taken out of a project and brought back, with their events; nothing is erased but by a purge (`events.purging`)."""

import datetime as dt

import sqlalchemy as sa

from events.event import Event, Verdict
from events.tables import event_table, purge_table, removal_table, report_table, revision_table

DELETED, _RESTORED = "deleted", "restored"
_WHY = {DELETED: "its report was deleted", _RESTORED: "its report was brought back"}
# As an event's record has it (`events.codec`); no text of a report can read so, as quotation marks within it are escaped.
REJECTED_SIGN = f'"verdict": "{Verdict.REJECTED}"'


class Removals:
    """What is deleted, as seen and changed over one connection.

    A project made before reports could be deleted, and never written to since, has no table of removals: nothing is
    deleted there.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        tables = set(sa.inspect(connection).get_table_names())
        self.is_kept, self._has_purges = removal_table.name in tables, purge_table.name in tables

    def count(self) -> int:
        """Return how many entries there are, with what makes up for purged ones; it grows with each change."""
        if not self.is_kept:
            return 0
        entries = int(self._connection.scalar(sa.select(sa.func.count()).select_from(removal_table)) or 0)
        weights = sa.select(sa.func.coalesce(sa.func.sum(purge_table.c.weight), 0))
        return entries + (int(self._connection.scalar(weights) or 0) if self._has_purges else 0)

    def purges(self) -> int:
        """Return how many reports were purged for good."""
        purged = sa.select(sa.func.count()).select_from(purge_table).where(purge_table.c.weight > 0)
        return int(self._connection.scalar(purged) or 0) if self._has_purges else 0

    def reports(self) -> frozenset[str]:
        """Return the ids of the reports that are deleted now."""
        return frozenset(self._connection.scalars(_deleted(removal_table.c.report_id))) if self.is_kept else frozenset()

    def has_any_of(self, report_id: str) -> bool:
        """Say whether events of a report were ever deleted on their own or with it."""
        if not self.is_kept:
            return False
        events = event_table.c.event_id.in_(
            sa.select(removal_table.c.event_id).where(removal_table.c.event_id.is_not(None))
        )
        query = sa.select(event_table.c.event_id).where(event_table.c.report_id == report_id, events).limit(1)
        own = sa.select(removal_table.c.change_id).where(removal_table.c.event_id.is_not(None)).limit(1)
        return self._connection.scalar(own) is not None and self._connection.scalar(query) is not None

    def report_ids(self) -> sa.Select[str]:
        """Return a query of `reports`, for use within another one."""
        if not self.is_kept:
            return sa.select(report_table.c.report_id).where(sa.false())
        return _deleted(removal_table.c.report_id)

    def events(self) -> sa.Select[str]:
        """Return a query of the ids of the events that are deleted now, for use within another one."""
        if not self.is_kept:
            return sa.select(revision_table.c.event_id).where(sa.false())
        return _deleted(removal_table.c.event_id)

    def among(self, event_ids: sa.Select[str]) -> frozenset[str]:
        """Return which of some events, given by a query of their ids, are deleted now; the rest of the history is not read."""
        if not self.is_kept:
            return frozenset()
        latest = (
            sa.select(sa.func.max(removal_table.c.change_id))
            .where(removal_table.c.event_id.in_(event_ids))
            .group_by(removal_table.c.event_id)
        )
        query = sa.select(removal_table.c.event_id).where(
            removal_table.c.change_id.in_(latest), removal_table.c.what == DELETED
        )
        return frozenset(self._connection.scalars(query))

    def delete(self, report_id: str, *, at: dt.datetime, who: str) -> int:
        """Delete a report with those of its events that are there; return how many these are."""
        self._enter(DELETED, report_id, None, at=at, who=who)
        there = self._of(report_id).where(event_table.c.event_id.not_in(self.events()))
        return self._enter_events(DELETED, report_id, there, at=at, who=who)

    def restore(self, report_id: str, *, at: dt.datetime, who: str) -> int:
        """Undo the latest `delete` of a report: events that were gone before it stay so; return how many come back."""
        number = self._enter_events(_RESTORED, report_id, self._gone_with(report_id), at=at, who=who)
        self._enter(_RESTORED, report_id, None, at=at, who=who)
        return number

    def restore_only(self, report_id: str, event_ids: frozenset[str], *, at: dt.datetime, who: str) -> frozenset[str]:
        """Bring a report back with no more than these of its events; return the ids of those that were deleted.

        What a person said is no event stays away.
        """
        gone = frozenset(self._connection.scalars(self.events()))
        rows = [
            row
            for row in self._connection.execute(self._of(report_id))
            if row.event_id in event_ids & gone and REJECTED_SIGN not in row.record
        ]
        if report_id in self.reports():
            self._enter(_RESTORED, report_id, None, at=at, who=who)
        for row in rows:
            self._enter_event(_RESTORED, report_id, row.event_id, row.record, at=at, who=who)
        return frozenset(row.event_id for row in rows)

    def take_out(self, event: Event, *, at: dt.datetime, who: str) -> None:
        """Take one event out of the project; the caller enters in its history why."""
        self._enter(DELETED, event.report_id, event.event_id, at=at, who=who)

    def put_back(self, event: Event, *, at: dt.datetime, who: str) -> None:
        """Undo `take_out`."""
        self._enter(_RESTORED, event.report_id, event.event_id, at=at, who=who)

    def number_back(self, report_id: str) -> int:
        """Return how many events `restore` would bring back."""
        gone = self._gone_with(report_id).order_by(None).subquery()
        return int(self._connection.scalar(sa.select(sa.func.count()).select_from(gone)) or 0)

    def _gone_with(self, report_id: str) -> sa.Select[str, str]:
        latest = self._connection.scalar(
            sa.select(sa.func.max(removal_table.c.change_id)).where(
                removal_table.c.report_id == report_id, removal_table.c.event_id.is_(None)
            )
        )
        # `delete` enters the report before its events.
        with_it = sa.select(removal_table.c.event_id).where(
            removal_table.c.report_id == report_id, removal_table.c.change_id > (latest or 0)
        )
        return self._of(report_id).where(event_table.c.event_id.in_(with_it))

    def _of(self, report_id: str) -> sa.Select[str, str]:
        return (
            sa.select(event_table.c.event_id, event_table.c.record)
            .where(event_table.c.report_id == report_id)
            .order_by(event_table.c.position)
        )

    def _enter_events(
        self, what: str, report_id: str, events: sa.Select[str, str], *, at: dt.datetime, who: str
    ) -> int:
        """Enter what becomes of all these events at once: a dataset has a million."""
        meant = events.subquery()
        stamp = at.isoformat()
        # The history first: entered as deleted, an event is no more among those that are to be.
        why = [sa.literal(each) for each in (stamp, who, _WHY[what])]
        number = self._connection.execute(
            revision_table.insert().from_select(
                ["event_id", "at", "who", "why", "record"], sa.select(meant.c.event_id, *why, meant.c.record)
            )
        ).rowcount
        entry = [sa.literal(each) for each in (stamp, who, what)]
        self._connection.execute(
            removal_table.insert().from_select(
                ["report_id", "event_id", "at", "who", "what"],
                sa.select(sa.literal(report_id), meant.c.event_id, *entry),
            )
        )
        return int(number)

    def _enter_event(self, what: str, report_id: str, event_id: str, record: str, *, at: dt.datetime, who: str) -> None:
        self._enter(what, report_id, event_id, at=at, who=who)
        self._connection.execute(
            revision_table.insert().values(event_id=event_id, at=at.isoformat(), who=who, why=_WHY[what], record=record)
        )

    def _enter(self, what: str, report_id: str, event_id: str | None, *, at: dt.datetime, who: str) -> None:
        self._connection.execute(
            removal_table.insert().values(report_id=report_id, event_id=event_id, at=at.isoformat(), who=who, what=what)
        )


def _deleted(subject: sa.Column[str]) -> sa.Select[str]:
    """Return a query of the reports, or of the events, whose latest entry is their deletion."""
    entries = sa.select(sa.func.max(removal_table.c.change_id)).group_by(subject)
    is_event = subject is removal_table.c.event_id
    own = removal_table.c.event_id.is_not(None) if is_event else removal_table.c.event_id.is_(None)
    return sa.select(subject).where(removal_table.c.change_id.in_(entries.where(own)), removal_table.c.what == DELETED)
