"""``python -m events check``: what is wrong with a project; with ``--export FILE`` what that file came from, and whether the data have changed since."""

import sys
from pathlib import Path

import click
import sqlalchemy as sa

from events.backups import way_out
from events.export_log import has_changed, logged_exports, sha256_of
from events.faults import find_faults
from events.filter_words import filter_words
from events.options import project_option
from events.project import open_project
from events.removal import Removals
from events.seals import head
from events.store import EventStore
from events.tables import event_table, report_table, revision_table, seal_table


@click.command("check")
@click.option(
    "--export", "file", type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A file that was exported from the project.",
)  # fmt: skip
@project_option
def check_command(file: Path | None, db: Path | None) -> None:
    """Look through the whole project for faults, a line each (status 1), or say what an exported file came from.

    Of the file: when, who, filter, profile, and whether the data have changed since.
    """
    store = open_project(db)
    if file is None:
        sys.exit(_check(store))
    found = logged_exports(store, sha256=sha256_of(file))
    if not found:
        click.echo(
            f"{store.name} has logged no export of exactly this file: it was changed since it was written, or comes from another project. "
            "Give that one with --project PATH.",
            err=True,
        )
        sys.exit(1)
    for each in found:
        withheld = f", {each.withheld:,} withheld" if each.withheld else ""
        click.echo(f"{each.name}\texported {each.at:%Y-%m-%d %H:%M} UTC by {each.who}")
        then = f", as of {each.as_of:%Y-%m-%d %H:%M} UTC" if each.as_of is not None else ""
        click.echo(f"filter\t{filter_words(each.filter)}{then}")
        click.echo(f"profile\t{each.profile or 'none'}")
        click.echo(f"events\t{each.events:,}{withheld}")
        click.echo(f"sha256\t{each.sha256}")
        changed = has_changed(store, each)
        click.echo("since then\t" + ("the data have changed: export it anew." if changed else "the data are the same."))


def _check(store: EventStore) -> int:
    """Write a project's faults, and what was looked at; return how many there are, at most 1."""
    number, is_damaged = 0, False
    for fault in find_faults(store):
        number += 1
        is_damaged |= fault.is_for_backup
        click.echo(f"{fault.about}\t{fault.words}")
    with store.reading() as connection:
        tables = set(sa.inspect(connection).get_table_names())
        rows = [
            connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (report_table, event_table, revision_table)
        ]
        gone = len(connection.execute(Removals(connection).events()).all())
        seal = head(connection) if seal_table.name in tables else ""
    told = f"the history's seal: {seal}" if seal else "its history is not sealed: it was saved by an earlier Dateline"
    click.echo(
        f"{store.name}: {rows[0]:,} reports, {rows[1]:,} events ({gone:,} deleted), {rows[2]:,} entries of history, {number:,} faults; {told}",
        err=True,
    )
    if is_damaged:
        click.echo(way_out(store.path), err=True)
    return int(number > 0)
