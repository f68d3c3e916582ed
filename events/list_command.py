"""``python -m events list``, ``history`` and ``diff``: the events that a filter lets through, and what was recorded about one."""

import datetime as dt
import json
from pathlib import Path

import click
import sqlalchemy as sa

from events.as_of import moment, parse_moment
from events.changed_fields import changed_fields, state_at
from events.errors import BadFilterError
from events.filter import EventFilter
from events.options import as_of_option, db_option, filter_options, open_as_of
from events.project import open_project
from events.project_changes import EventChange, What, changes_between_moments
from events.record import event_record
from events.selection import Selection
from events.store import EventStore
from events.table_order import OrderBy, parse_table_order
from events.writers import to_coded_csv, to_coded_geojson, to_csv, to_geojson, to_json

_WRITERS = {"geojson": to_geojson, "csv": to_csv, "json": to_json}
_CODED = {"geojson": to_coded_geojson, "csv": to_coded_csv}


@click.command("list")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "json", "geojson", "csv"]),
    default="table",
    show_default=True,
    help="What is written.",
)
@click.option(
    "--sort", metavar="NAME", default="", help=f"{', '.join(OrderBy)}; with - before it the other way round (-killed)."
)
@click.option("--codes", is_flag=True, help="Add columns of ACLED, PLOVER, CAMEO, UCDP and GTD codes (csv, geojson).")
@as_of_option
@filter_options
def list_command(
    kind: str, sort: str, event_filter: EventFilter, db: Path | None, as_of: dt.datetime | None, *, codes: bool
) -> None:  # fmt: skip
    """List the events of a project that the filter lets through."""
    if codes and kind not in _CODED:
        raise click.UsageError(f"--codes goes with --format {' or '.join(_CODED)}, got --format {kind}.")
    try:
        order = parse_table_order(sort)
    except BadFilterError as error:
        raise click.UsageError(str(error)) from error
    store = open_as_of(db, as_of)
    selection = store.select(event_filter, order=order)
    write = _CODED[kind] if codes else _WRITERS.get(kind)
    click.echo(write(selection.events, selection.grades) if write is not None else _table(selection), nl=False)
    counts = selection.counts
    if counts.possible:
        click.echo(
            f"{counts.possible} of those shown only may lie within the dates and the area; --certain leaves them out.",
            err=True,
        )
    click.echo(
        f"{store.name}: {counts.placed} on the map + {counts.not_placed} not placed + {counts.filtered_out} filtered out = {counts.total}",
        err=True,
    )


def _table(selection: Selection) -> str:
    rows = []
    for event in selection.events:
        record = event_record(event)
        place = event.where.place.name if event.where and event.where.place else "-"
        killed = "" if event.killed is None else str(event.killed.best)
        rows.append(
            "\t".join(
                [event.event_id, str(record["date_start"] or "-"), event.type.value, place, killed, event.sentence[:80]]
            )
        )
    return "".join(f"{row}\n" for row in rows)


@click.command("history")
@click.argument("event_id")
@db_option
def history_command(event_id: str, db: Path | None) -> None:
    """Show what was recorded about an event, when and by whom, the oldest entry first."""
    for revision in open_project(db).revisions(event_id):
        record = {
            "at": revision.at.isoformat(),
            "who": revision.who,
            "why": revision.why,
            "event": event_record(revision.event),
        }
        click.echo(json.dumps(record, ensure_ascii=True))


@click.command("diff")
@click.argument("event_id", required=False)
@click.option(
    "--from",
    "first",
    default="",
    metavar="ENTRY|TIME",
    help="An entry of the event's history (else its first), or a day or time.",
)
@click.option("--to", "last", default="", metavar="ENTRY|TIME", help="The same; else as it is now.")
@db_option
def diff_command(event_id: str | None, first: str, last: str, db: Path | None) -> None:
    """Show what differs between two states of an event: field, before, after, a line each; without EVENT_ID between two times of
    the project: which events came, which changed (with each field), which went.
    """
    store = open_project(db)
    if event_id is None:
        _diff_project(store, first, last)
        return
    revisions = store.revisions(event_id)
    before, after = state_at(revisions, first or "1"), state_at(revisions, last) if last else revisions[-1]
    for each in changed_fields(before.event, after.event):
        click.echo(f"{each.field}\t{each.before}\t{each.after}")
    click.echo(f"{before.at.isoformat()} {before.who} → {after.at.isoformat()} {after.who}", err=True)


def _diff_project(store: EventStore, first: str, last: str) -> None:
    if not first:
        raise click.UsageError("Give an event (python -m events list shows the ids), or a time: --from 2026-11-01.")
    try:
        times = parse_moment(first), parse_moment(last) if last else store.now()
    except BadFilterError as error:
        raise click.UsageError(str(error)) from error
    numbers = dict.fromkeys(What, 0)
    with store.reading() as connection:
        connection.execute(sa.text("BEGIN"))
        before, after = sorted((moment(connection, each) for each in times), key=lambda each: each.at)
        for change in changes_between_moments(connection, before, after):
            numbers[change.what] += 1
            for words in _change_words(change):
                click.echo(f"{change.what}\t{change.event.event_id}\t{words}")
    told = ", ".join(f"{number:,} {what}" for what, number in numbers.items())
    doubt = (
        "; a clock was wrong: entries count in the order in which they were made"
        if before.is_doubtful or after.is_doubtful
        else ""
    )
    click.echo(
        f"{store.name}, {before.at:%-d %B %Y, %H:%M} to {after.at:%-d %B %Y, %H:%M} UTC: {told}{doubt}", err=True
    )


def _change_words(change: EventChange) -> list[str]:
    if change.what is What.CHANGED:
        return [f"{each.field}\t{each.before}\t{each.after}" for each in change.fields]
    event = change.event
    day, place = event.date_start, event.where.place if event.where else None
    line = f"{day or '-'}\t{event.type.value}\t{place.name if place else '-'}\t{event.sentence[:80]}"
    return [line if change.what is What.CAME else f"{line}\t{change.who}: {change.why}"]
