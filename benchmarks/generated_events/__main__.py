"""Write a project of generated events: ``python -m benchmarks.generated_events 100000 OUT.sqlite``."""

import time
from pathlib import Path

import click

from benchmarks.generated_events import generate_events, write_project
from gazetteer import open_world


@click.command()
@click.argument("count", type=click.IntRange(min=0), metavar="N")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.sqlite")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed gives other events.")
def main(count: int, out: Path, seed: int) -> None:
    """Write N realistic events into a new project file, the same ones for the same seed."""
    before = time.perf_counter()
    try:
        made = write_project(generate_events(count, seed=seed, gazetteer=open_world()), out)
    except FileExistsError as error:
        raise click.UsageError(str(error)) from error
    took = time.perf_counter() - before
    click.echo(
        f"{out}: {made.events:,} events of {made.reports:,} reports, {made.size_bytes / 1e6:,.0f} MB, in {took:,.1f} s",
        err=True,
    )


if __name__ == "__main__":
    main()
