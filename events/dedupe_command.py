"""``python -m events dedupe``: which events may be one happening, what a person says of it, and the way back."""

import json
from pathlib import Path

import click

from events.errors import StoreReadOnlyError
from events.event import Event
from events.merging import keep_apart, merge, proposed, tellings, undo
from events.options import db_option
from events.pairings import MERGED, Pairing
from events.project import open_project
from events.record import event_record
from events.same_event import LEAST_LIKELY, Likeness
from events.store import EventStore

_MOST_WHY, _MOST_TOLD = 300, 100


@click.command("dedupe")
@click.option("--merge", "merged", nargs=2, metavar="ID ID", help="These two are one event; the first stands for both.")
@click.option("--apart", nargs=2, metavar="ID ID", help="These two are not one event: they are not proposed again.")
@click.option(
    "--undo", "taken_back", is_flag=True, help="Take back what was decided last, with --of ID about that event."
)
@click.option("--of", "event_id", metavar="ID", help="With --undo: the event whose last decision is taken back.")
@click.option("--why", default="", help="The reason, for both histories.")
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=LEAST_LIKELY,
    show_default=True,
    help="Only pairs at least so likely.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with both events and all reasons.")
@db_option
def dedupe_command(
    merged: tuple[str, str] | None, apart: tuple[str, str] | None, event_id: str | None, why: str, least: float, db: Path | None,
    *, taken_back: bool, as_json: bool,
) -> None:  # fmt: skip
    """Propose which events of different reports are one; --merge, --apart and --undo decide. Nothing is merged by itself."""
    if sum((merged is not None, apart is not None, taken_back)) > 1:
        raise click.UsageError("Give one of --merge, --apart and --undo.")
    if event_id is not None and not taken_back:
        raise click.UsageError("--of ID goes with --undo.")
    if merged is None and apart is None and not taken_back:
        _propose(open_project(db), least=least, as_json=as_json)
        return
    store, reason = _writable(db), " ".join(why.split())[:_MOST_WHY]
    if merged is not None:
        _tell_merged(store, merge(store, *merged, why=reason))
    elif apart is not None:
        keep_apart(store, *apart, why=reason)
        click.echo(f"{apart[0]}\t{apart[1]}\tapart")
        click.echo("Two events, and not proposed again. Take it back: python -m events dedupe --undo", err=True)
    else:
        back = undo(store, event_id=event_id)
        click.echo(f"{back.kept}\t{back.other}\t-")
        click.echo(f"Taken back: that they are {'one event' if back.what == MERGED else 'two events'}.", err=True)


def _propose(store: EventStore, *, least: float, as_json: bool) -> None:
    found = proposed(store, least=least)
    for pair in found:
        click.echo(json.dumps(_record(pair), ensure_ascii=True) if as_json else _row(pair))
    click.echo(
        f"{store.name}: {len(found):,} pairs may be one event. A person decides: --merge ID ID or --apart ID ID.",
        err=True,
    )


def _row(pair: Likeness) -> str:
    cells = [f"{pair.probability:.2f}", pair.first.event_id, pair.second.event_id]
    cells += [_told(each) for each in (pair.first, pair.second)]
    return "\t".join(
        [*cells, f"for: {'; '.join(pair.reasons_for)}", f"against: {'; '.join(pair.reasons_against) or 'nothing'}"]
    )


def _told(event: Event) -> str:
    return f"{event.source or '-'}: {' '.join(event.sentence.split())[:_MOST_TOLD]}"


def _record(pair: Likeness) -> dict[str, object]:
    return {
        "probability": round(pair.probability, 3), "for": list(pair.reasons_for), "against": list(pair.reasons_against),
        "events": [event_record(each, outline=lambda _: None) | {"source": each.source} for each in (pair.first, pair.second)],
    }  # fmt: skip


def _tell_merged(store: EventStore, entry: Pairing) -> None:
    told = tellings(store, entry.kept)
    click.echo(f"{entry.kept}\t{entry.other}\tmerged\t{told.origin_count}")
    for each in told.events:
        click.echo(_told(each), err=True)
    for words in told.disagreements:
        click.echo(f"Told differently: {words}", err=True)
    origins = "1 origin" if told.origin_count == 1 else f"{told.origin_count} origins"
    click.echo(
        f"One event of {len(told.events)} reports, {origins}. Take it back: python -m events dedupe --undo", err=True
    )


def _writable(db: Path | None) -> EventStore:
    if open_project(db).is_sample:
        raise StoreReadOnlyError(
            "The sample project cannot be changed. Save reports of your own first: python -m events add REPORT.txt"
        )
    return open_project(db, writing=True)
