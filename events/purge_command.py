"""``python -m events purge``: a sensitive report out of a project for good, and the log of what was purged."""

from pathlib import Path

import click

from events.errors import StoreReadOnlyError, UnknownEventError
from events.options import db_option
from events.project import open_project
from events.store import EventStore

_MOST_WHY = 300


@click.command("purge")
@click.argument("report_id", metavar="REPORT", required=False)
@click.option("--why", default="", help="The reason, for the log of purges; leave out what is not to be known.")
@click.option("--who", default="analyst", show_default=True, help="Who purges it.")
@click.option("--yes", is_flag=True, help="It is meant: nothing brings a purged report back.")
@db_option
def purge_command(report_id: str | None, why: str, who: str, db: Path | None, *, yes: bool) -> None:
    """Erase a report for good: text, events, history, original; without REPORT, list what was purged."""
    store = open_project(db)
    if report_id is None:
        for each in store.purges():
            click.echo(f"{each.report_id}\t{each.what}\t{each.at.isoformat()}\t{each.who}\t{each.why}")
        return
    if store.is_sample:
        raise StoreReadOnlyError("The sample project cannot be changed. Give a project of your own: --project PATH.")
    title, copies = _title(store, report_id), store.copies_of(report_id)
    reason = " ".join(why.split())[:_MOST_WHY]
    if not reason:
        raise click.UsageError("Say why it is purged: --why WORDS. The reason stays in the log of purges.")
    if not yes:
        raise click.UsageError(
            f"{title} and its events, history and original would be erased for good. If that is meant, add --yes."
        )
    number = open_project(db, writing=True).purge_report(report_id, who=" ".join(who.split()) or "analyst", why=reason)
    click.echo(f"{report_id}\tpurged\t{number} events")
    for copy in copies:
        click.echo(f"The report {copy} has the same text and is still there: purge it too.", err=True)


def _title(store: EventStore, report_id: str) -> str:
    for stored in (store.report(report_id), *store.deleted_reports()):
        if stored is not None and stored.report_id == report_id:
            return f"The report {stored.title!r}"
    raise UnknownEventError(
        f"{store.name} has no report {report_id!r}. `python -m events list --format csv` shows the ids."
    )
