"""``python -m geo export``: the events that the filter lets through as a file, as they are or by a release profile, and in the log."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from events import EventFilter, EventStore, Selection, as_of_option, filter_options, open_as_of
from events.release import Profile, Released, open_profile, preview, profile_names, release_secret, released
from gazetteer import open_gazetteer
from geo.export import check_format, export_events
from geo.export_entry import enter_export
from geo.release import export_released, release_writer

profile_option = click.option(
    "--profile",
    "profile_name",
    metavar="NAME|FILE",
    help=f"Release by a profile: {', '.join(profile_names())}, or a TOML file of one's own.",
)


@click.command("export")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--title", default="", help="Heading of an .html file; drafted from the data where not given.")
@profile_option
@click.option("--preview", "is_preview", is_flag=True, help="Only say what would leave by the profile, field by field.")
@click.option("--who", default="analyst", show_default=True, help="Who exports it, for the project's log.")
@as_of_option
@filter_options
def export_command(
    out: Path,
    title: str,
    profile_name: str | None,
    who: str,
    event_filter: EventFilter,
    db: Path | None,
    as_of: dt.datetime | None,
    *,
    is_preview: bool,
) -> None:
    """Write the events to OUT, whose ending says the format (docs/exports.md); by a release profile only what it lets through:
    .geojson, .geojsonl, .geojsons, .csv, .hxl.csv, .xlsx, .json, .kml, .kmz, .gpkg, .shp.zip, .parquet, .fgb or .html.
    """
    suffix = check_format(out)
    if is_preview and profile_name is None:
        raise click.UsageError(f"--preview needs a release profile: --profile {'|'.join(profile_names())}.")
    profile = open_profile(profile_name) if profile_name is not None else None
    store = open_as_of(db, as_of)
    log = partial(log_file, store, event_filter, who=who, name=out.name)
    if profile is None:
        ids = export_events(
            store,
            event_filter,
            out,
            title=title,
            produced=dt.datetime.now(dt.UTC),
            gazetteer=open_gazetteer(project=db),
        )
        log(ids, out, None)
        say_written(len(ids), out)
    else:
        selection = store.select(event_filter)
        if is_preview:
            _preview(selection, profile, db)
            return
        now, gazetteer = dt.datetime.now(dt.UTC), open_gazetteer(project=db)
        found = export_released(
            selection,
            out,
            profile,
            release_writer(profile, gazetteer, now),
            today=now.date(),
            gazetteer=gazetteer,
            title=title,
            log=partial(log, selection.event_ids),
            secret=release_secret(store, profile),
        )
        say_written(len(found.events), out)
        click.echo(f"{profile.title}: {counts_words(selection, found)}", err=True)
    if suffix == ".shp.zip":
        click.echo(
            "A shapefile cuts texts after 254 bytes and the names of columns after ten letters; columns.txt in the archive has these "
            "in full. .gpkg and .parquet hold all.",
            err=True,
        )


def _preview(selection: Selection, profile: Profile, db: Path | None) -> None:
    found = released(selection.events, profile, dt.datetime.now(dt.UTC).date(), open_gazetteer(project=db))
    click.echo(f"{profile.title}: {counts_words(selection, found)}; places as {found.markings.places}")
    for row in preview(selection.events, found):
        click.echo(f"{row.name}\t{row.words}")


def log_file(
    store: EventStore, event_filter: EventFilter, event_ids: Sequence[str], file: Path, found: Released | None, *, who: str, name: str
) -> None:  # fmt: skip
    """Enter a file in the project's log; one that cannot be written says so on stderr."""
    why = enter_export(store, event_filter, event_ids, file, found, who=who, name=name)
    if why:
        click.echo(why, err=True)


def counts_words(selection: Selection, found: Released) -> str:
    """Say in counts that add up what leaves and what is withheld, and why."""
    why = "".join(f"; {number:,} {reason}" for reason, number in found.markings.withheld)
    return f"{len(selection.events):,} selected = {len(found.events):,} leave + {len(found.withheld):,} withheld{why}"


def say_written(number: int, out: Path) -> None:
    """Say on stderr how many events a file has."""
    click.echo(f"{number:,} event{'' if number == 1 else 's'} written to {out}", err=True)
