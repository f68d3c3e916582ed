"""``python -m events list``, ``history`` and ``diff``: the events that a filter lets through, and what was recorded about one."""

import json
from pathlib import Path

import click

from events.changed_fields import changed_fields, state_at
from events.errors import BadFilterError
from events.filter import EventFilter
from events.options import db_option, filter_options
from events.project import open_project
from events.record import event_record
from events.selection import Selection
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
@filter_options
def list_command(kind: str, sort: str, event_filter: EventFilter, db: Path | None, *, codes: bool) -> None:
    """List the events of a project that the filter lets through."""
    if codes and kind not in _CODED:
        raise click.UsageError(f"--codes goes with --format {' or '.join(_CODED)}, got --format {kind}.")
    try:
        order = parse_table_order(sort)
    except BadFilterError as error:
        raise click.UsageError(str(error)) from error
    store = open_project(db)
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
@click.argument("event_id")
@click.option(
    "--from", "first", default="1", show_default=True, metavar="ENTRY|TIME", help="An entry of its history, or a day."
)
@click.option("--to", "last", default="", metavar="ENTRY|TIME", help="The same; else as it is now.")
@db_option
def diff_command(event_id: str, first: str, last: str, db: Path | None) -> None:
    """Show what differs between two states of an event: field, before, after, a line each."""
    revisions = open_project(db).revisions(event_id)
    before, after = state_at(revisions, first), state_at(revisions, last) if last else revisions[-1]
    for each in changed_fields(before.event, after.event):
        click.echo(f"{each.field}\t{each.before}\t{each.after}")
    click.echo(f"{before.at.isoformat()} {before.who} → {after.at.isoformat()} {after.who}", err=True)
