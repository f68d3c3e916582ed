"""What is wrong with a project: its pages, references, history, hashes, spans, places and numbers, each fault in a line."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import shapely
import sqlalchemy as sa

from events.backups import damage, is_out_of_reach
from events.codec import from_plain
from events.copies import text_digest
from events.event import Event, Report, Toll
from events.originals import originals_folder
from events.report_list import BY_HAND, DATASET
from events.seals import breaks
from events.store import EventStore
from events.tables import event_table, intake_table, report_digest_table, report_table, seal_table

_AT_ONCE = 500
_LON, _LAT, _PREC = 180, 90, range(1, 8)

# Looked up one by one: a join would sort a million histories.
_NOT_AS_TOLD = """
SELECT event_id, newest IS NOT NULL FROM (SELECT event_id, record, (SELECT record FROM revision
    WHERE revision.event_id = event.event_id ORDER BY revision_id DESC LIMIT 1) AS newest FROM event)
WHERE newest IS NULL OR newest != record
"""
_BACK_IN_TIME = """
SELECT revision_id, at, before FROM (SELECT revision_id, at, lag(at) OVER (ORDER BY revision_id) AS before FROM revision)
WHERE at < before
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: what it is about ("event e-12", "history", "pages"), and what is wrong, in words; a backup mends no clock and no original."""

    about: str
    words: str
    is_for_backup: bool = True


def find_faults(store: EventStore) -> Iterator[Fault]:
    """Give a project's faults, those of the whole file first, then report by report; every record of it is read."""
    if (found := damage(store.path)) and not is_out_of_reach(found):
        yield Fault("pages", found)
    with store.reading() as connection:
        connection.execute(sa.text("BEGIN"))
        tables = set(sa.inspect(connection).get_table_names())
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            yield Fault(f"table {row[0]}, row {row[1]}", f"refers to a row of {row[2]} that is not there")
        if seal_table.name in tables:
            yield from _of_seals(connection)
        yield from _of_history(connection)
        if intake_table.name in tables:
            yield from _of_originals(store, connection)
        yield from _of_reports(connection, has_digests=report_digest_table.name in tables)


def _of_seals(connection: sa.Connection) -> Iterator[Fault]:
    for each in breaks(connection):
        if each.number:
            yield Fault(
                "history",
                f"was changed behind Dateline's back: seal {each.number} of {each.at} does not fit what it closed over",
            )
        else:
            yield Fault("history", "has entries that no seal closes over: they were not made by Dateline")


def _of_history(connection: sa.Connection) -> Iterator[Fault]:
    for event_id, in_history in connection.exec_driver_sql(_NOT_AS_TOLD):
        said = "is not what its history says that it is" if in_history else "has no history"
        yield Fault(f"event {event_id}", said)
    for number, at, before in connection.exec_driver_sql(_BACK_IN_TIME):
        said = f"was entered at {at}, before the one before it ({before}): a clock was wrong; entries count in the order of their numbers"
        yield Fault(f"revision {number}", said, is_for_backup=False)


def _of_originals(store: EventStore, connection: sa.Connection) -> Iterator[Fault]:
    query = sa.select(intake_table.c.original, sa.func.min(intake_table.c.name)).group_by(intake_table.c.original)
    for original, name in connection.execute(query):
        found = next(iter(sorted(originals_folder(store.path, original).glob(f"{original}*"))), None)
        if found is None:
            yield Fault(
                f"original {original[:12]}", f"of {name} is not in {store.path.stem}.originals", is_for_backup=False
            )
            continue
        with found.open("rb") as file:
            is_same = hashlib.file_digest(file, "sha256").hexdigest() == original
        if not is_same:
            yield Fault(
                f"original {original[:12]}",
                f"of {name} is not what was taken in: its bytes were changed",
                is_for_backup=False,
            )


def _of_reports(connection: sa.Connection, *, has_digests: bool) -> Iterator[Fault]:
    digests = sa.select(report_digest_table.c.number, report_digest_table.c.digest)
    last = 0
    while True:
        some = sa.select(report_table.c.number, report_table.c.report_id, report_table.c.report)
        rows = connection.execute(
            some.where(report_table.c.number > last).order_by(report_table.c.number).limit(_AT_ONCE)
        ).all()
        if not rows:
            return
        last, first = int(rows[-1].number), int(rows[0].number)
        kept: dict[int, str] = {}
        if has_digests:
            between = report_digest_table.c.number.between(first, last)
            kept = {row.number: row.digest for row in connection.execute(digests.where(between))}
        for row in rows:
            try:
                report = from_plain(Report, json.loads(row.report))
            except (TypeError, ValueError, KeyError) as error:
                yield Fault(f"report {row.report_id}", f"cannot be read ({error})")
                continue
            if row.number in kept and kept[row.number] != text_digest(report.text):
                yield Fault(f"report {row.report_id}", "has another text than it was saved with")
            query = sa.select(event_table.c.event_id, event_table.c.record).where(
                event_table.c.report_id == row.report_id
            )
            for event_id, record in connection.execute(query):
                for words in _of_event(record, report, event_id):
                    yield Fault(f"event {event_id}", words)


def _of_event(record: str, report: Report, event_id: str) -> Iterator[str]:
    try:
        said = json.loads(record)
        # The same provinces come again and again, each of thousands of corners: each is looked at once.
        area = said["where"].pop("footprint", None) if said.get("where") else None
        event = from_plain(Event, said | {"where": said["where"] and {**said["where"], "footprint": None}})
        wrong = _of_area(area) if area else ()
    except (TypeError, ValueError, KeyError, AttributeError, shapely.errors.GEOSException) as error:
        yield f"cannot be read ({error})"
        return
    if (event.event_id, event.report_id) != (event_id, report.report_id):
        yield "says that it is another one, or of another report"
    # What a person or another's dataset says stands in no text of ours.
    is_told = bool(event.sentence) and bool(report.text) and not report.report_id.startswith((BY_HAND, DATASET))
    if is_told and report.text[event.start : event.end] != event.sentence:
        yield f"has a sentence that does not stand in its report at {event.start} to {event.end}"
    is_in = event.start <= event.trigger_start <= event.trigger_end <= event.end
    if (
        is_told
        and event.trigger
        and not (is_in and report.text[event.trigger_start : event.trigger_end] == event.trigger)
    ):
        yield f"has a word, {event.trigger!r}, that does not stand in its sentence at {event.trigger_start} to {event.trigger_end}"
    if event.date_start and event.date_end and event.date_start > event.date_end:
        yield f"begins on {event.date_start} and ends before, on {event.date_end}"
    for name in ("killed", "injured", "missing", "displaced", "captured"):
        toll: Toll | None = getattr(event, name)
        if toll is not None and not 0 <= toll.low <= toll.best <= toll.high:
            yield f"has {name} {toll.low}, {toll.best}, {toll.high}: low, best and high are out of order"
    if not 0 <= event.confidence <= 1:
        yield f"has a confidence of {event.confidence}"
    if event.where_prec is not None and event.where_prec not in _PREC:
        yield f"has a precision of place of {event.where_prec}, which runs from 1 to 7"
    place = event.where.place if event.where is not None else None
    if place is not None and not (abs(place.lon) <= _LON and abs(place.lat) <= _LAT):
        yield f"lies at longitude {place.lon}, latitude {place.lat}, which is nowhere"
    yield from wrong


@lru_cache(maxsize=4_096)
def _of_area(outline: str) -> tuple[str, ...]:
    area = shapely.from_wkb(outline)
    if area.is_empty:
        return ()
    found = () if area.is_valid else ("has an area whose borders cross, or that is no area",)
    west, south, east, north = area.bounds
    if -_LON <= west <= east <= _LON and -_LAT <= south <= north <= _LAT:
        return found
    return (
        *found,
        f"has an area that reaches past the ends of the world ({west:.3f}, {south:.3f}, {east:.3f}, {north:.3f})",
    )
