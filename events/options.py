"""The options that every reading verb shares: the filter and the project."""

import datetime as dt
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from events.as_of import parse_moment
from events.errors import BadFilterError
from events.filter import EventFilter
from events.filter_params import SEPARATOR, filter_from_params
from events.project import open_project
from events.store import EventStore
from gazetteer import IndexMissingError, UnknownCountryError, open_world

_SEVERAL = ("type", "actor", "country", "adm1", "polygon", "source", "status")
_SINGLE = (
    "from-date", "to-date", "bbox", "text", "max-where-prec", "min-killed", "max-killed", "min-confidence", "review",
)  # fmt: skip


def db_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--db`` to a verb."""
    return click.option(
        "--db",
        "--project",
        "db",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Project file; else the default project.",
    )(command)


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--as-of`` to a verb, which gets ``as_of``: an instant in UTC, or None."""
    return click.option(
        "--as-of", metavar="DAY|TIME", callback=_moment,
        help="As the project was then (2026-11-01: at the end of that day, UTC; 2026-11-01T06:30).",
    )(command)  # fmt: skip


def open_as_of(db: Path | None, as_of: dt.datetime | None) -> EventStore:
    """Open a project to be read, as it was at a time where one is given; what that time cannot say goes to stderr."""
    store = open_project(db)
    if as_of is None:
        return store
    store = store.as_of(as_of)
    known = store.moment
    if known is not None and known.is_before_all:
        click.echo(f"Nothing was recorded by {as_of:%-d %B %Y, %H:%M} UTC.", err=True)
    if known is not None and known.is_doubtful:
        click.echo(
            "A clock was wrong: some entries of the history by then say that they are later. Entries count in the order in which they were made.",
            err=True,
        )
    return store


def _moment(_context: click.Context, _option: click.Parameter, said: str | None) -> dt.datetime | None:
    try:
        return parse_moment(said) if said is not None else None
    except BadFilterError as error:
        raise click.BadParameter(str(error)) from error


def project_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--project``, the same as ``--db``, to a verb, which gets ``db``."""
    return click.option(
        "--project",
        "--db",
        "db",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Project file; else the default project.",
    )(command)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the filter's options and ``--db`` to a verb, which gets ``event_filter`` and ``db``."""

    @functools.wraps(command)
    def filtered(**options: Any) -> Any:
        params = {name: options.pop(name.replace("-", "_")) or "" for name in _SINGLE}
        params |= {name: SEPARATOR.join(options.pop(name)) for name in _SEVERAL}
        params["certain"] = "yes" if options.pop("certain") else ""
        return command(event_filter=_read(params), **options)

    decorated: Callable[..., Any] = filtered
    for option in reversed(
        (
            click.option("--from-date", metavar="DAY", help="Events on or after this day (2020-05-29)."),
            click.option("--to-date", metavar="DAY", help="Events on or before this day."),
            click.option(
                "--type", "type", multiple=True, metavar="TYPE", help="Only events of this type; may be repeated."
            ),
            click.option("--actor", multiple=True, metavar="NAME", help="Only events with this actor, on either side."),
            click.option("--country", multiple=True, metavar="CC", help="Only events in this country (LY)."),
            click.option("--adm1", multiple=True, metavar="CC.CODE", help="Only events in this province (LY.58)."),
            click.option("--bbox", metavar="W,S,E,N", help="Only events that touch this box, in degrees."),
            click.option(
                "--polygon",
                multiple=True,
                metavar="LON LAT,...",
                help='Only events that touch this polygon ("10 30,20 30,15 33"), or one of several.',
            ),
            click.option("--text", metavar="WORDS", help="Only events with all these words."),
            click.option(
                "--max-where-prec", metavar="1..7", help="Only events placed at least this precisely (1 exact)."
            ),
            click.option("--min-killed", metavar="N", help="Only events with at least so many dead (best figure)."),
            click.option(
                "--max-killed", metavar="N", help="Only events with at most so many dead, where a toll is told."
            ),
            click.option("--min-confidence", metavar="0..1", help="Only events read with at least this confidence."),
            click.option("--source", multiple=True, metavar="NAME", help="Only events from this source."),
            click.option("--review", metavar="STATE", help="Only events still to-check, or only settled ones."),
            click.option(
                "--status",
                multiple=True,
                metavar="STATUS",
                help="Happened unless given: planned, threatened, denied (said not to have happened), or all.",
            ),
            click.option("--certain", is_flag=True, help="Only what surely lies within the dates and the area."),
        )
    ):
        decorated = option(decorated)
    return db_option(decorated)


def _read(params: dict[str, str]) -> EventFilter:
    try:
        event_filter = filter_from_params(params)
    except BadFilterError as error:
        raise click.UsageError(str(error)) from error
    _check_countries(event_filter.countries)
    return event_filter


def _check_countries(codes: tuple[str, ...]) -> None:
    """Refuse a country that is none: the list would be empty without a reason."""
    if not codes:
        return
    try:
        world = open_world()
    except IndexMissingError:  # events are listed without an index too; what it would know is then not checked
        return
    for code in codes:
        try:
            world.country(code)
        except UnknownCountryError as error:
            raise click.UsageError(f"--country: {error}") from error
