"""Measure the store: ``make bench-store``, or ``python -m benchmarks.store --events 100000``."""

import tempfile
from pathlib import Path

import click

from benchmarks.results_file import write_section
from benchmarks.store.exports import HEAD, measure_exports
from benchmarks.store.ready_events import ready_project

_ABOUT = """From the open project to the file in its place, with the SHA-256 of its data, that of the file where a note lies beside it, and
the note; what the writer takes of it is without the fetching of the rows. geopandas writes the same columns from a GeoDataFrame in memory: it
fetches, orders, hashes and notes nothing. Memory is that of the whole process, with the open project."""


@click.command()
@click.option("--events", default=1_000_000, show_default=True, help="How many events.")
@click.option(
    "--project", type=click.Path(path_type=Path, exists=True), help="A project; else one is made (a minute a million)."
)
@click.option("--write", is_flag=True, help="Put the table into benchmarks/RESULTS.md.")
def main(events: int, project: Path | None, write: bool) -> None:
    """Measure files of many events beside geopandas."""
    with tempfile.TemporaryDirectory() as folder:
        path = project or Path(folder) / "made.sqlite"
        if project is None:
            click.echo(f"Importing {events:,} events", err=True)
            ready_project(path, events)
        found = measure_exports(path)
    table = "\n".join([_ABOUT, "", HEAD, *(each.row() for each in found)])
    click.echo(table)
    if write:
        command = f"make bench-store, that is: python -m benchmarks.store --events {events} --write"
        title = f"Files of {found[0].events:,} events"
        click.echo(f"Written: {write_section(title, table, command=command)}", err=True)


if __name__ == "__main__":
    main()
