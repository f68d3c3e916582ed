"""``python -m gazetteer add | remove``: places of one's own, in the project's file."""

import datetime as dt
import sys
from pathlib import Path

import click

from gazetteer.errors import UnknownCountryError
from gazetteer.home import default_project
from gazetteer.opening import open_gazetteer
from gazetteer.own_export import to_rejects
from gazetteer.own_places import OwnPlaces
from gazetteer.own_row import OwnPlace
from gazetteer.places_table import MAX_BYTES, BadRow, read_table
from gazetteer.progress import ProgressLine

DB_OPTION = click.option(
    "--db", type=click.Path(path_type=Path, dir_okay=False), help="The project's file; without it your default project."
)


@click.command("add")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--country", metavar="CC", help="Country of rows that name none (ISO 3166-1, such as LY).")
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the bad rows with their reasons here (CSV).",
)
@DB_OPTION
def add_command(file: Path, country: str | None, rejects: Path | None, db: Path | None) -> None:
    """Add the places of a table (CSV: name, lon, lat, ...) to the project; they win over the shipped ones.

    Good rows are added, bad ones named with their reasons (exit status 1). `remove NAME` takes a place back.
    """
    with file.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    with ProgressLine() as progress:
        gazetteer = open_gazetteer(project=db, progress=progress)
    try:
        table = read_table(content, gazetteer, country=gazetteer.country(country).country_code if country else None)
    except UnknownCountryError as error:
        raise click.BadParameter(str(error), param_hint="--country") from error
    if table.places:
        places = OwnPlaces(db or default_project(), read_only=False)
        added = places.add(table.places, source=file.name, now=dt.datetime.now(dt.UTC))
        for own in table.places:
            _write(own)
        replaced = f", {added.replaced} of them in place of earlier ones" if added.replaced else ""
        click.echo(f"{len(table.places)} places are in {places.path.name}{replaced}.", err=True)
    _tell(table.bad, rejects)
    if table.bad or not table.places:
        if not table.bad:
            click.echo("The file has no rows under its header. Nothing was added.", err=True)
        sys.exit(1)


def _tell(bad: tuple[BadRow, ...], rejects: Path | None) -> None:
    for row in bad[:20]:
        click.echo(f"Row {row.number}, {row.column} {row.value!r}: {row.reason}", err=True)
    if len(bad) > 20:
        click.echo(f"... and {len(bad) - 20} more rows; --rejects FILE writes them all.", err=True)
    if rejects is not None:
        rejects.write_text(to_rejects(bad), encoding="utf-8", newline="")


@click.command("remove")
@click.argument("name")
@DB_OPTION
def remove_command(name: str, db: Path | None) -> None:
    """Take a place of your own back, by NAME (or alias, or place id); the shipped gazetteer answers again."""
    path = db or default_project()
    if not path.is_file():  # opening it for writing would make a project of nothing
        raise click.ClickException(f"There is no project at {path}, so no place of your own to remove.")
    places = OwnPlaces(path, read_only=False)
    for own in places.remove(name):
        _write(own)
    click.echo(f"Removed from {places.path.name}.", err=True)


def _write(own: OwnPlace) -> None:
    place = own.place
    kind = f"{place.feature_class}/{place.feature_code}"
    line = "\t".join((place.place_id, place.name, place.country_code or "-", kind, f"{place.lon:.4f},{place.lat:.4f}"))
    click.echo(line.encode(sys.stdout.encoding or "utf-8", "backslashreplace").decode(sys.stdout.encoding or "utf-8"))
