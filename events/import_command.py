"""``python -m events import``: files, folders and archives of reports into a project, as often as it takes."""

import csv
import datetime as dt
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import click

from events.actor_list import ActorList
from events.dataset_options import dataset_files, dataset_options, import_datasets
from events.intake import (
    Fetcher,
    Intake,
    Outcome,
    Source,
    State,
    check_switched_on,
    feed_sources,
    file_sources,
    is_web_address,
    language_name,
)
from events.project import open_project
from events.table_command import show_previews, table_options, takes_table
from events.writers import safe_cell
from gazetteer import NameChoices, ProgressLine, open_gazetteer

_FAILED, _FIRST_YEAR, _LAST_YEAR = 1, 1800, 2200
_COLUMNS = ("state", "name", "report_id", "events", "title", "outlet", "published", "language", "notes")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--db", "--project", "db", type=click.Path(path_type=Path, dir_okay=False), help="Project file; else the default project."
)  # fmt: skip
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The day of all reports; wins over what they print.")
@click.option("--country", metavar="CC", help="The country that all reports are about (ISO 3166-1, such as LY).")
@click.option("--attachments", is_flag=True, help="Read the attachments of mails too.")
@click.option("--purged-too", is_flag=True, help="Take in again what was purged from the project.")
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what was not read, with reasons; of event data as a file of the same columns.",
)
@dataset_options
@table_options
def import_command(
    paths: tuple[str, ...], db: Path | None, date: dt.datetime | None, country: str | None, rejects: Path | None, *,
    attachments: bool, purged_too: bool, **about: Any,
) -> None:  # fmt: skip
    """Take reports into a project: files, folders, ZIP archives, and addresses where that is switched on; run it again to go on where it was ended.

    A row a document goes to stdout: state, name, report, events, title, outlet, date, language, notes. Files of event data (ACLED,
    UCDP GED and others) are known by their columns: a row of each goes to stdout with how many of its rows were read, stored,
    updated, unchanged and rejected. With --as table, any table of events is taken: what its columns hold is guessed (see --preview).
    """
    as_table = takes_table(about)
    data, paths = dataset_files(paths, about)
    if as_table is not None and as_table.is_preview:
        sys.exit(_FAILED if show_previews(data, as_table, open_gazetteer(project=db)) else 0)
    if data and paths and rejects is not None:
        raise click.UsageError(
            "The rejects of event data and of reports have different columns. Import them one after the other."
        )
    failed = import_datasets(data, db, rejects, about, purged_too=purged_too, as_table=as_table) if data else False
    if not paths:
        sys.exit(_FAILED if failed else 0)
    if date is not None and not _FIRST_YEAR <= date.year <= _LAST_YEAR:
        raise click.BadParameter(
            f"lies between {_FIRST_YEAR} and {_LAST_YEAR}, got {date:%Y-%m-%d}", param_hint="--date"
        )
    web = _fetcher(paths)
    sources = _sources(paths, web)
    store = open_project(db, writing=True)
    gazetteer = open_gazetteer(project=store.path)
    intake = Intake(
        store=store, gazetteer=gazetteer, choices=NameChoices(store.path).all(), actors=ActorList(store.path).all(), day=date.date() if date else None,
        country=gazetteer.country(country).country_code if country else None, with_attachments=attachments, takes_purged=purged_too,
        entries=partial(feed_sources, fetcher=web),
    )  # fmt: skip
    numbers, bad = dict.fromkeys(State, 0), []
    with ExitStack() as stack:
        progress = stack.enter_context(ProgressLine()) if sys.stderr.isatty() else None
        for outcome in intake.run(sources):
            numbers[outcome.state] += 1
            if outcome.state is State.BAD:
                bad.append(outcome)
            else:
                click.echo("\t".join(_cells(outcome)))
            if progress is not None:
                progress(
                    outcome.position / len(sources),
                    f"{outcome.position:,} of {len(sources):,}: {_line(outcome.name)[-60:]}",
                )
    for each in bad:
        click.echo(f"{_line(each.name)}: {each.reason}", err=True)
    if rejects is not None:
        _write_rejects(rejects, bad)
    told = ", ".join(f"{number:,} {state.value}" for state, number in numbers.items())
    click.echo(f"{store.name}: {told}.", err=True)
    sys.exit(_FAILED if bad or failed else 0)


def _fetcher(paths: tuple[str, ...]) -> Fetcher | None:
    """Return what fetches pages, where one is asked for; says how to switch that on where it is off."""
    if not any(map(is_web_address, paths)):
        return None
    check_switched_on()
    return Fetcher()


def _sources(paths: tuple[str, ...], web: Fetcher | None) -> list[Source]:
    missing = [path for path in paths if not is_web_address(path) and not Path(path).exists()]
    if missing:
        raise click.UsageError(
            f"There is no {_line(', '.join(missing))}. Give files, folders or ZIP archives of reports."
        )
    found = list(file_sources(Path(path) for path in paths if not is_web_address(path)))
    found += [web.source(path) for path in paths if web is not None and is_web_address(path)]
    if not found:
        raise click.UsageError("The folder holds no files. Give one that holds reports.")
    return found


def _line(text: str) -> str:
    """Return a stranger's text as part of one line of a terminal: no control characters, no turned letters."""
    return "".join(letter if letter.isprintable() else " " for letter in str(safe_cell(text)))


def _cells(outcome: Outcome) -> list[str]:
    said = {
        "state": outcome.state.value, "name": outcome.name, "report_id": outcome.report_id, "events": str(outcome.events),
        "title": outcome.title, "outlet": outcome.outlet,
        "published": outcome.published.isoformat() if outcome.published else "-",
        "language": language_name(outcome.language) or "-", "notes": " ".join(outcome.notes),
    }  # fmt: skip
    return [_line(said[name]) for name in _COLUMNS]


def _write_rejects(path: Path, bad: list[Outcome]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("name", "reason"))
            writer.writerows((safe_cell(each.name), each.reason) for each in bad)
    except OSError as error:
        raise click.UsageError(
            f"{path} cannot be written ({error.strerror}). Give another file with --rejects."
        ) from error
