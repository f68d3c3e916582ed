"""The room's command line: ``python -m events extract | add | actors | grade | import | list | history | types | place | unplace | purge | check | backup | project | diff``."""

import datetime as dt
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from events.actor_list import ActorList
from events.actors_command import actors_command
from events.backup_command import backup_command
from events.check_command import check_command
from events.coding import extract
from events.dedupe_command import dedupe_command
from events.errors import BadFilterError, EventsError
from events.event import Extraction
from events.event_status import EventStatus
from events.filter_params import filter_from_params
from events.grade_command import grade_command
from events.hand_command import add_by_hand, hand_options, is_by_hand
from events.import_command import import_command
from events.list_command import diff_command, history_command, list_command
from events.listed_actor import ListedActor
from events.options import db_option
from events.place_command import place_command, unplace_command
from events.project import open_project
from events.project_command import project_command
from events.purge_command import purge_command
from events.record import extraction_record
from events.report import decode_text, read_report
from events.types_command import types_command
from events.writers import to_csv, to_geojson
from gazetteer import (
    Gazetteer,
    GazetteerError,
    NameChoice,
    NameChoices,
    ProgressLine,
    Row,
    UnknownCountryError,
    default_project,
    echo_answers,
    json_line,
    open_gazetteer,
    written_outline,
)

_FAILED = 1
_WRITERS = {"geojson": to_geojson, "csv": to_csv}
_OPENED: list[Gazetteer] = []
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
# From here on reading takes so long that somebody who sees no progress line is told of it.
_LARGE = 1_000_000
_date_option = click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), help="The report's date; wins over what it prints."
)
_country_option = click.option(
    "--country", metavar="CC", help="The country that the report is about (ISO 3166-1, such as LY)."
)


class _Group(click.Group):
    """Says what failed in a sentence, with exit status 1; a closed pipe is no failure."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except UnknownCountryError as error:
            raise click.UsageError(str(error)) from error
        except (EventsError, GazetteerError) as error:
            click.echo(str(error), err=True)
            sys.exit(_FAILED)


@click.group(cls=_Group)
def cli() -> None:
    """Read reports into events, keep them, list them."""


def _checked_day(date: dt.datetime | None) -> dt.date | None:
    """Return the day of a report as somebody gives it; click turns what is wrong with it into exit status 2."""
    if date is not None and not _FIRST_YEAR <= date.year <= _LAST_YEAR:
        raise click.BadParameter(
            f"a report's date lies between {_FIRST_YEAR} and {_LAST_YEAR}, got {date:%Y-%m-%d}", param_hint="--date"
        )
    return date.date() if date is not None else None


def _gazetteer() -> Gazetteer:
    if not _OPENED:
        _OPENED.append(open_gazetteer())
    return _OPENED[0]


def _read(
    name: str,
    data: bytes,
    day: dt.date | None,
    country: str | None,
    choices: tuple[NameChoice, ...],
    actors: tuple[ListedActor, ...],
) -> Extraction:
    code = _gazetteer().country(country).country_code if country else None
    report = read_report(decode_text(data), source="" if name == "-" else Path(name).name)
    today = dt.datetime.now(dt.UTC).date()
    reading = partial(
        extract, report, _gazetteer(), date=day, country=code, today=today, choices=choices, actors=actors
    )
    if sys.stderr.isatty():
        with ProgressLine() as progress:
            return reading(progress=progress)
    if len(data) > _LARGE:
        click.echo(f"Reading {len(data) / 1e6:.1f} MB of text; this takes a while, minutes where it is ten.", err=True)
    return reading()


@cli.command("extract")
@click.argument("file", type=click.Path(allow_dash=True, dir_okay=False), default="-")
@_date_option
@_country_option
@click.option(
    "--format",
    "kind",
    type=click.Choice(["json", "geojson", "csv"]),
    default="json",
    show_default=True,
    help="What is written.",
)
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line and write one a line, in the same order.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes for --jsonl.")
@click.option(
    "--status",
    multiple=True,
    metavar="STATUS",
    help="Happened, planned, threatened, denied or all; without it JSON has all, each with its status, and csv and geojson what happened.",
)
def extract_verb(
    file: str, date: dt.datetime | None, country: str | None, kind: str, workers: int, status: tuple[str, ...], *, jsonl: bool,
) -> None:  # fmt: skip
    """Read a report (FILE or standard input) and write its events."""
    statuses = _statuses(status, is_json=jsonl or kind == "json")
    day, choices, actors = _checked_day(date), NameChoices(default_project()).all(), ActorList(default_project()).all()
    if jsonl:
        if click.get_current_context().get_parameter_source("kind") is not ParameterSource.DEFAULT:
            raise click.UsageError("--jsonl writes one JSON object a line; leave out --format, or --jsonl.")
        _gazetteer()
        work = partial(read_row, day=day, country=country, choices=choices, actors=actors, statuses=statuses)
        sys.exit(echo_answers(work, _bytes(file).splitlines(), workers=workers))
    found = _of_status(_read(file, _bytes(file), day, country, choices, actors), statuses)
    for warning in found.warnings:
        click.echo(f"Warning: {warning}", err=True)
    if kind == "json":
        click.echo(json_line(extraction_record(found, outline=written_outline)))
    else:
        click.echo(_WRITERS[kind](found.events), nl=False)


def _statuses(words: tuple[str, ...], *, is_json: bool) -> tuple[EventStatus, ...]:
    """Return which events are written, () for all; click turns a word that is none into exit status 2."""
    if is_json and not words:
        return ()
    try:
        return filter_from_params({"status": ";".join(words)}).statuses
    except BadFilterError as error:
        raise click.UsageError(str(error)) from error


def _of_status(found: Extraction, statuses: tuple[EventStatus, ...]) -> Extraction:
    return replace(found, events=tuple(e for e in found.events if e.status in statuses)) if statuses else found


def _bytes(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise click.UsageError(
            f"{file} cannot be read: {error.strerror}. Give another file, or - for standard input."
        ) from error


def read_row(
    row: Row, *, day: dt.date | None, country: str | None, choices: tuple[NameChoice, ...] = (),
    actors: tuple[ListedActor, ...] = (), statuses: tuple[EventStatus, ...] = (),
) -> str:  # fmt: skip
    """Read a line's object, ``{"id", "text", "date"?, "title"?, "source"?, "country"?}``, and return its events' JSON."""
    published = _checked_day(dt.datetime.fromisoformat(str(row["date"])[:10])) if row.get("date") else None
    chosen = row.get("country") or country
    code = _gazetteer().country(str(chosen)).country_code if chosen else None
    report = read_report(
        row["text"],
        title=str(row.get("title") or ""),
        source=str(row.get("source") or ""),
        published=published,
        country=code,
    )
    found = extract(
        report, _gazetteer(), date=day, today=dt.datetime.now(dt.UTC).date(), choices=choices, actors=actors
    )
    found = _of_status(found, statuses)
    return json_line(extraction_record(found, key=row.get("id"), outline=written_outline))


@cli.command()
@click.argument("files", type=click.Path(dir_okay=False), nargs=-1)
@_date_option
@_country_option
@hand_options
@click.option("--purged-too", is_flag=True, help="Take in again what was purged from the project.")
@db_option
def add(
    files: tuple[str, ...],
    date: dt.datetime | None,
    country: str | None,
    db: Path | None,
    *,
    purged_too: bool,
    **by_hand: Any,
) -> None:
    """Read reports and save their events in the project, or add an event by hand (--type); the same report twice gives the same events once."""
    is_without_report = is_by_hand(files, by_hand)
    store = open_project(db, writing=True)
    _OPENED[:] = [open_gazetteer(project=store.path)]
    if is_without_report:
        code = _gazetteer().country(country).country_code if country else None
        add_by_hand(store, _gazetteer(), _checked_day(date), code, by_hand)
        return
    choices, actors = NameChoices(store.path).all(), ActorList(store.path).all()
    failed = 0
    for file in files:
        try:
            found = _read(file, _bytes(file), _checked_day(date), country, choices, actors)
            if purged_too:
                store.take_purged_again(found.report.report_id)
            saved = store.save(found)
        except (EventsError, click.UsageError) as error:
            failed += 1
            click.echo(f"{file}: {error}", err=True)
            continue
        for warning in found.warnings:
            click.echo(f"{file}: {warning}", err=True)
        if saved.copy_of is not None and (first := store.report(saved.copy_of)) is not None:
            click.echo(
                f"{file}: the same text as the report {first.report_id} ({first.source or first.title}): the two count as one origin.",
                err=True,
            )
        moved = f"\t{saved.moved} moved by your choices" if saved.moved else ""
        click.echo(f"{file}\t{saved.new} new\t{saved.unchanged} there already{moved}")
    sys.exit(_FAILED if failed else 0)


cli.add_command(actors_command)
cli.add_command(check_command)
cli.add_command(backup_command)
cli.add_command(grade_command)
cli.add_command(diff_command)
cli.add_command(history_command)
cli.add_command(import_command)
cli.add_command(list_command)
cli.add_command(project_command)
cli.add_command(purge_command)
cli.add_command(types_command)
cli.add_command(dedupe_command)
cli.add_command(place_command)
cli.add_command(unplace_command)

if __name__ == "__main__":
    cli(prog_name="python -m events")
