"""Project files as earlier versions of Dateline left them: their tables as they were, not as the code has them now."""

import sqlite3
from contextlib import closing
from pathlib import Path

_FIRST = """
CREATE TABLE report (number INTEGER NOT NULL, report_id TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL,
    saved_at TEXT NOT NULL, report TEXT NOT NULL, reading TEXT NOT NULL, PRIMARY KEY (number), UNIQUE (report_id));
CREATE TABLE event (event_id TEXT NOT NULL, report_id TEXT NOT NULL, position INTEGER NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (event_id), FOREIGN KEY(report_id) REFERENCES report (report_id));
CREATE INDEX ix_event_report_id ON event (report_id);
CREATE TABLE revision (revision_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL, at TEXT NOT NULL,
    who TEXT NOT NULL, why TEXT NOT NULL, record TEXT NOT NULL, FOREIGN KEY(event_id) REFERENCES event (event_id));
CREATE INDEX ix_revision_event_id ON revision (event_id);
CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
"""
_REMOVALS = """
CREATE TABLE removal (change_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, report_id TEXT NOT NULL, event_id TEXT,
    at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, FOREIGN KEY(report_id) REFERENCES report (report_id),
    FOREIGN KEY(event_id) REFERENCES event (event_id));
CREATE INDEX ix_removal_report_id ON removal (report_id);
CREATE INDEX ix_removal_event_id ON removal (event_id);
CREATE TRIGGER removal_no_update BEFORE UPDATE ON removal BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER removal_no_delete BEFORE DELETE ON removal BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
"""
_DAYS = """
CREATE TABLE report_day (number INTEGER NOT NULL, day TEXT, PRIMARY KEY (number), FOREIGN KEY(number) REFERENCES report (number));
CREATE TABLE report_digest (number INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (number), FOREIGN KEY(number) REFERENCES report (number));
CREATE INDEX ix_report_digest_digest ON report_digest (digest);
"""
# By what they could do last.
ERAS = {"events": _FIRST, "deleting": _FIRST + _REMOVALS, "days and copies": _FIRST + _REMOVALS + _DAYS}
_LATER_FIELDS = ("missing", "displaced", "captured", "parts", "time", "recurrence", "status", "origin")


def old_project(path: Path, era: str, template: Path) -> None:
    """Make a project of an era with the reports, events and history of one of today, without what its records lacked then."""
    with closing(sqlite3.connect(template)) as today, closing(sqlite3.connect(path)) as old:
        old.executescript(ERAS[era])
        # So a record says nothing of what nobody read then.
        drop = ", ".join(f"'$.{name}'" for name in _LATER_FIELDS)
        for table, columns in {
            "report": "number, report_id, title, source, saved_at, report, json_remove(reading, '$.dismissed')",
            "event": f"event_id, report_id, position, json_remove(record, {drop})",
            "revision": f"revision_id, event_id, at, who, why, json_remove(record, {drop})",
        }.items():
            rows = today.execute(f"SELECT {columns} FROM {table}").fetchall()
            old.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        old.execute("PRAGMA user_version=1")
        old.execute("PRAGMA journal_mode=WAL")
        old.commit()
