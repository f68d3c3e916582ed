"""Measure the store's doors in: ``make bench-store``, or ``python -m benchmarks.imports --write``. Files of research data in ../shared are never committed; a missing one has a line."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from benchmarks.imports.figures import FILES, EventFile, told_by_file, told_by_project
from benchmarks.imports.ready import ready_rows
from benchmarks.reports.corpora import MissingCorpusError, corpus
from benchmarks.results_file import write_section
from events import EventFilter, EventStore
from events.datasets import Dataset, import_file, import_rows
from gazetteer import Gazetteer, open_gazetteer

_TITLE = "Event data taken in, and single edits"
_READY, _EDITS = 1_000_000, 1_500
_MOST_SIGACTS_S, _MOST_READY_S, _MOST_READY_MB, _LEAST_EDITS = 90, 60, 1_024, 150


@click.command()
@click.option("--write", is_flag=True, help="Put the tables into benchmarks/RESULTS.md.")
@click.option("--events", default=_READY, show_default=True, help="How many ready events are imported.")
def main(write: bool, events: int) -> None:
    """Print the tables in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for line in report(Path(folder), events):
            click.echo(line)
            lines.append(line)
    if write:
        written = write_section(_TITLE, "\n".join(lines), command="python -m benchmarks.imports --write")
        click.echo(f"Written: {written}", err=True)


def report(folder: Path, events: int) -> Iterator[str]:
    """Yield the lines of the tables."""
    gazetteer = open_gazetteer()
    yield (
        "Each file into an empty project. Figures are events · killed (best) · first days · events in one country (– where the file names "
        "none), as DuckDB counts the file and as the project has them.\n"
    )
    yield "| file | read | stored | merged | rejected | CPU s | by DuckDB | in the project | |"
    yield "|---|---:|---:|---:|---:|---:|---|---|---|"
    for file in FILES:
        yield _row(file, folder, gazetteer)
    yield "\n| work | floor | measured | |\n|---|---:|---:|---|"
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.imports.ready", str(folder / "ready.sqlite"), str(events)], capture_output=True, text=True, check=True
    )  # fmt: skip
    stored, spent, making, memory = made.stdout.split()
    assert int(stored) == events
    is_met = float(spent) <= _MOST_READY_S and int(memory) <= _MOST_READY_MB
    yield (
        f"| import {events:,} ready events | ≤ {_MOST_READY_S} CPU s, ≤ 1 GB | {spent} CPU s (and {making} to make the rows), {memory} MB | {_verdict(is_met)} |"
    )
    rate, cpu = _edits(folder / "edits.sqlite", gazetteer)
    yield (
        f"| single edits, full sync, 1 writer | ≥ {_LEAST_EDITS}/s | {rate:.0f}/s by the clock, {cpu:.0f} a CPU second | {_verdict(rate >= _LEAST_EDITS)} |"
    )


def _row(file: EventFile, folder: Path, gazetteer: Gazetteer) -> str:
    try:
        path = corpus("events", file.name)
    except MissingCorpusError as error:
        return f"| {file.name} | | | | | | | | {error} |"
    project = folder / f"{file.name}.sqlite"
    started = time.process_time()
    done = import_file(EventStore(project), path, gazetteer).summary
    spent = time.process_time() - started
    rows, theirs = told_by_file(file, path, folder)
    ours, merged = told_by_project(file, project), done.updated + done.unchanged
    adds_up = done.read == rows == done.stored + merged + done.rejected
    is_met = adds_up and theirs == ours and ("citynames" not in file.name or spent <= _MOST_SIGACTS_S)
    return f"| {file.name} | {done.read:,} | {done.stored:,} | {merged:,} | {done.rejected:,} | {spent:.1f} | {theirs} | {ours} | {_verdict(is_met)} |"


def _edits(project: Path, gazetteer: Gazetteer) -> tuple[float, float]:
    """Return how many edits, each a transaction, are made a second by the clock and by the CPU."""
    store = EventStore(project)
    import_rows(store, islice(ready_rows(1_000), 1_000), Dataset(name="Made"), gazetteer)
    ids = store.select(EventFilter()).event_ids
    places = [each.place for each in gazetteer.lookup("Tripoli", country="LY")[:2]]
    wall, cpu = time.perf_counter(), time.process_time()
    for number in range(_EDITS):
        store.place_event(ids[number % len(ids)], places[number // len(ids)], why="moved")
    return _EDITS / (time.perf_counter() - wall), _EDITS / (time.process_time() - cpu)


def _verdict(is_met: bool) -> str:
    return "met" if is_met else "**falls short**"


if __name__ == "__main__":
    main()
