"""Score the reading of reports: ``make bench-events``, or ``python -m benchmarks.reports`` after it has installed the rivals.

The corpora are research data in ../shared and are never committed; where one is missing, a line says so. Rows stand in order of value.
"""

from collections.abc import Iterator
from functools import partial

import click

from benchmarks.reports import dates, duplicates, event_place, muc4, speed, types
from benchmarks.reports.corpora import MissingCorpusError
from benchmarks.reports.figures import Part, table
from benchmarks.results_file import write_section
from gazetteer import open_gazetteer

_TITLE = "Reports read, on corpora that people marked"


@click.command()
@click.option("--write", is_flag=True, help="Put the table into benchmarks/RESULTS.md.")
def main(write: bool) -> None:
    """Print the table, and what is missed by kind, in Markdown."""
    lines = []
    for line in report():
        click.echo(line)
        lines.append(line)
    if write:
        command = "make bench-events, that is: python -m benchmarks.reports --write"
        written = write_section(_TITLE, "\n".join(lines), command=command)
        click.echo(f"Written: {written}", err=True)


def report() -> Iterator[str]:
    """Yield the lines of the table, then the notes of each part."""
    gazetteer = open_gazetteer()
    parts: list[Part] = []
    for run in (
        dates.run,
        partial(muc4.run, gazetteer),
        partial(event_place.run, gazetteer),
        types.run,
        partial(speed.run, gazetteer),
        partial(duplicates.run, gazetteer),
    ):
        try:
            parts.append(run())
        except MissingCorpusError as error:
            yield f"{error}\n"
    yield from table([figure for part in parts for figure in part.figures])
    for part in parts:
        yield f"\n### {part.title}\n"
        yield "\n".join(f"- {note}" for note in part.notes)


if __name__ == "__main__":
    main()
