"""What was read in a report, as the project keeps it beside the events."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from events.codec import from_plain, to_plain
from events.event import DateMention, DocumentDate, Event, Extraction, Report
from events.stored import Revision
from events.tables import revision_table
from gazetteer import Resolution

_MOST_RIVALS = 4


def reading_of(extraction: Extraction) -> str:
    """Return the reading of a report as text for the project's file, without its events."""
    # Footprints of every mention of a country would fill the file; the events keep theirs.
    places, dismissed = (
        [to_plain(replace(r, footprint=None, candidates=r.candidates[:_MOST_RIVALS])) for r in named]
        for named in (extraction.resolutions, extraction.dismissed)
    )
    return json.dumps(
        {
            "document_date": to_plain(extraction.document_date),
            "warnings": list(extraction.warnings),
            "resolutions": places,
            "dismissed": dismissed,
            "dates": [to_plain(d) for d in extraction.dates],
        }
    )


def extraction_of(report: str, reading: str, events: tuple[Event, ...]) -> Extraction:
    """Return what was read in a report; its places come without footprints, the events' with them."""
    said: dict[str, Any] = json.loads(reading)
    return Extraction(
        report=from_plain(Report, json.loads(report)),
        document_date=from_plain(DocumentDate, said["document_date"]),
        warnings=tuple(said["warnings"]),
        events=events,
        resolutions=tuple(from_plain(Resolution, item) for item in said["resolutions"]),
        dates=tuple(from_plain(DateMention, item) for item in said["dates"]),
        # Readings of before names could be dismissed have none.
        dismissed=tuple(from_plain(Resolution, item) for item in said.get("dismissed", ())),
    )


def history_of(connection: sa.Connection, event_id: str) -> tuple[Revision, ...]:
    """Return an event's history, the oldest entry first; empty for one that the project does not know."""
    query = (
        sa.select(revision_table).where(revision_table.c.event_id == event_id).order_by(revision_table.c.revision_id)
    )
    return tuple(
        Revision(
            at=dt.datetime.fromisoformat(row.at),
            who=row.who,
            why=row.why,
            event=from_plain(Event, json.loads(row.record)),
        )
        for row in connection.execute(query)
    )
