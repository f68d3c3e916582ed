"""``python -m gazetteer fetch``: full country files of GeoNames."""

import datetime as dt
import sys
from pathlib import Path

import click

from gazetteer.errors import BadCountryFileError, FetchFailedError, UnknownCountryError
from gazetteer.fetch import SOURCE, fetch, fetched, forget, take_file
from gazetteer.opening import open_gazetteer, open_world
from gazetteer.progress import ProgressLine


@click.command("fetch")
@click.argument("countries", metavar="CC...", nargs=-1)
@click.option("--from", "source", default=SOURCE, show_default=True, help="A folder in GeoNames' form (a mirror).")
@click.option("--file", type=click.Path(path_type=Path), help="Take this zip file instead of the network's.")
@click.option("--forget", "is_forgotten", is_flag=True, help="Remove the files of these countries.")
def fetch_command(countries: tuple[str, ...], source: str, file: Path | None, *, is_forgotten: bool) -> None:
    """Fetch GeoNames' full files of countries (LY SY ...); without a country, say which are at hand."""
    if file is not None and len(countries) != 1:
        raise click.UsageError("--file takes the file of one country: python -m gazetteer fetch LY --file LY.zip")
    with ProgressLine() as progress:
        world = open_world(progress=progress)
        failed = 0
        for country in countries:
            try:
                code = world.country(country).country_code
                if is_forgotten:
                    click.echo(f"{code} is forgotten." if forget(code) else f"There is no file of {code}.", err=True)
                elif file is not None:
                    take_file(file, code, world, now=dt.datetime.now(dt.UTC))
                else:
                    fetch(code, world, now=dt.datetime.now(dt.UTC), source=source, progress=progress)
            except UnknownCountryError as error:
                raise click.UsageError(str(error)) from error
            except (FetchFailedError, BadCountryFileError) as error:
                failed += 1
                click.echo(str(error), err=True)
        if countries:
            # So that the next reader need not wait for the index.
            open_gazetteer(progress=progress)
    for entry in fetched():
        click.echo(f"{entry.country}\t{entry.places} places\t{entry.fetched_at[:10]}\t{entry.sha256}\t{entry.source}")
    if not countries and not fetched():
        click.echo("No country files are at hand. Fetch some: python -m gazetteer fetch LY SY", err=True)
    sys.exit(1 if failed else 0)
