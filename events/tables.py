"""The tables of a project file, and what keeps its history from being rewritten."""

import sqlalchemy as sa

from gazetteer import append_only

# See `events.migrations`.
SCHEMA_VERSION = 3
METADATA = sa.MetaData()


def _entered() -> tuple[sa.Column[str], ...]:
    """Return the columns of an entry that a person or the machine gives a reason for: when (UTC), who and why."""
    return tuple(sa.Column(name, sa.Text, nullable=False) for name in ("at", "who", "why"))


report_table = sa.Table(
    "report",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("report_id", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("saved_at", sa.Text, nullable=False),
    sa.Column("report", sa.Text, nullable=False),
    sa.Column("reading", sa.Text, nullable=False),
)
event_table = sa.Table(
    "event",
    METADATA,
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("report_id", sa.ForeignKey("report.report_id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)
revision_table = sa.Table(
    "revision",
    METADATA,
    sa.Column("revision_id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("event_id", sa.ForeignKey("event.event_id"), nullable=False, index=True),
    *_entered(),
    sa.Column("record", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
# Entries without an event are about the report itself.
removal_table = sa.Table(
    "removal",
    METADATA,
    sa.Column("change_id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("report_id", sa.ForeignKey("report.report_id"), nullable=False, index=True),
    sa.Column("event_id", sa.ForeignKey("event.event_id"), nullable=True, index=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
# See `events.report_days`.
report_day_table = sa.Table(
    "report_day",
    METADATA,
    sa.Column("number", sa.ForeignKey("report.number"), primary_key=True),
    sa.Column("day", sa.Text, nullable=True),
)
# See `events.report_digests`.
report_digest_table = sa.Table(
    "report_digest",
    METADATA,
    sa.Column("number", sa.ForeignKey("report.number"), primary_key=True),
    sa.Column("digest", sa.Text, nullable=False, index=True),
)
# Where reports came from, see `events.intake`: an entry for each document, that is a file, a file within a ZIP, a row of a table.
intake_table = sa.Table(
    "intake",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("document", sa.Text, nullable=False, unique=True),
    sa.Column("report_id", sa.ForeignKey("report.report_id"), nullable=False, index=True),
    sa.Column("original", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("accessed_at", sa.Text, nullable=False),
    sa.Column("notes", sa.Text, nullable=False),
)
# Datasets that were imported, see `events.datasets`: an entry for each file; its events stand under the report of that id.
dataset_table = sa.Table(
    "dataset",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("report_id", sa.ForeignKey("report.report_id"), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("licence", sa.Text, nullable=False),
    sa.Column("citation", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("form", sa.Text, nullable=False),
)
# Where an imported event comes from: ``digest`` tells whether its row changed since, ``extra`` are the columns that an event
# has no place for, as JSON.
origin_table = sa.Table(
    "origin",
    METADATA,
    sa.Column("event_id", sa.ForeignKey("event.event_id"), primary_key=True),
    sa.Column("source_id", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("extra", sa.Text, nullable=False),
)
# See `events.pairings`.
pairing_table = sa.Table(
    "pairing",
    METADATA,
    sa.Column("change_id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("first", sa.Text, nullable=False, index=True),
    sa.Column("second", sa.Text, nullable=False, index=True),
    sa.Column("kept", sa.ForeignKey("event.event_id"), nullable=False),
    sa.Column("other", sa.ForeignKey("event.event_id"), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    *_entered(),
    sa.Column("record", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
# See `events.grades`: an entry is about an event, or else about a source by its folded name; ``report_id`` where that is a report's title.
grade_table = sa.Table(
    "grade",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("event_id", sa.ForeignKey("event.event_id"), nullable=True, index=True),
    sa.Column("report_id", sa.ForeignKey("report.report_id"), nullable=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("grade", sa.Text, nullable=False),
    sa.Column("undoes", sa.Integer, nullable=True),
    *_entered(),
    sqlite_autoincrement=True,
)
# See `events.purging`: the log of purges, and what is left to erase of those that were not finished. ``weight`` makes up for the
# changes that a purge takes out of the history, so that the project's version grows with it.
purge_table = sa.Table(
    "purge",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("report_id", sa.Text, nullable=False, index=True),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("weight", sa.Integer, nullable=False),
    *_entered(),
    sqlite_autoincrement=True,
)
purge_left_table = sa.Table(
    "purge_left",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("original", sa.Text, nullable=False),
)
# See `events.export_log`: the files that left the project.
export_table = sa.Table(
    "export",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("format", sa.Text, nullable=False),
    sa.Column("profile", sa.Text, nullable=False),
    sa.Column("filter", sa.Text, nullable=False),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("withheld", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
# See `events.seals`: up to which row of each table a seal closes over the history.
seal_table = sa.Table(
    "seal",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("report", sa.Integer, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("removal", sa.Integer, nullable=False),
    sa.Column("pairing", sa.Integer, nullable=False),
    # Since version 3; until then nothing of these tables is sealed.
    sa.Column("grade", sa.Integer, nullable=False, server_default="0"),
    sa.Column("export", sa.Integer, nullable=False, server_default="0"),
    sa.Column("digest", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
# IF NOT EXISTS: a project made before reports could be deleted gets what it lacks when it is next written to.
HISTORY_IS_FOREVER = tuple(
    trigger
    for table in (revision_table, removal_table, pairing_table, purge_table, export_table, grade_table)
    for trigger in append_only(table.name)
)
