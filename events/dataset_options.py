"""``python -m events import`` of event data that others coded: which of the files given are such, and what became of their rows."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from events.datasets import Dataset, Import, Summary, import_file, sniff
from events.datasets.formats import FORMS
from events.datasets.table_import import TABLE
from events.errors import EventsError
from events.project import open_project
from events.table_command import TableOptions, import_mapped
from events.writers import safe_cell
from gazetteer import ProgressLine, open_gazetteer

# Other files are reports whatever they hold.
_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".geojson", ".gz", ".zip"})
_OPTIONS = (
    click.option(
        "--as", "form", type=click.Choice([*(form.key for form in FORMS), TABLE]), help="The files are event data of this format, or any table of events; else their columns say so."
    ),
    click.option("--dataset", help="The name of the dataset, where it is not its format's; rows of the same name and id are the same events."),
    click.option("--licence", help="The licence of the dataset; it travels with its events."),
    click.option("--citation", help="How to cite the dataset."),
)  # fmt: skip
Command = Callable[..., Any]


def dataset_options(command: Command) -> Command:
    """Give a command the options that say what event data is."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def dataset_files(paths: Sequence[str], about: Mapping[str, str | None]) -> tuple[list[Path], tuple[str, ...]]:
    """Return those of the paths that are files of event data, and the others."""
    if about["form"] is not None:
        missing = [path for path in paths if not Path(path).is_file()]
        if missing:
            raise click.UsageError(f"There is no file {missing[0]}. Give files of event data with --as.")
        return [Path(path) for path in paths], ()
    data = [
        path for path in paths if Path(path).suffix.lower() in _SUFFIXES and Path(path).is_file() and sniff(Path(path))
    ]
    return [Path(path) for path in data], tuple(path for path in paths if path not in data)


def import_datasets(
    paths: Sequence[Path],
    db: Path | None,
    rejects: Path | None,
    about: Mapping[str, str | None],
    *,
    purged_too: bool,
    as_table: TableOptions | None = None,
) -> bool:
    """Import files of event data, say what became of their rows, and return whether any was rejected or could not be read."""
    if rejects is not None and len(paths) > 1:
        raise click.UsageError(
            "The rejects of several files have different columns. Import them one by one with --rejects."
        )
    store = open_project(db, writing=True)
    gazetteer = open_gazetteer(project=store.path)
    given = Dataset(
        name=about["dataset"] or "", licence=about["licence"] or "", citation=about["citation"] or ""
    )  # fmt: skip
    is_any = False
    for path in paths:
        try:
            with ExitStack() as stack:
                tell = stack.enter_context(ProgressLine()) if sys.stderr.isatty() else None
                if as_table is not None:
                    found = import_mapped(
                        path, as_table, store, gazetteer, about=replace(given, file=path.name), rejects=rejects,
                        takes_purged=purged_too, progress=_told(path, tell),
                    )  # fmt: skip
                else:
                    found = import_file(
                        store, path, gazetteer, form=about["form"], about=given, rejects=rejects, takes_purged=purged_too,
                        progress=_told(path, tell),
                    )  # fmt: skip
        except EventsError as error:
            click.echo(f"{path.name}: {error}", err=True)
            is_any = True
            continue
        except OSError as error:
            raise click.UsageError(
                f"{rejects} cannot be written ({error.strerror}). Give another file with --rejects."
            ) from error
        click.echo(_line(path, found))
        is_any = is_any or found.summary.rejected > 0
        if found.summary.rejected and rejects is None:
            click.echo(f"{path.name}: give --rejects FILE to see which rows were rejected, and why.", err=True)
    return is_any


def _told(path: Path, tell: Callable[[float, str], object] | None) -> Callable[[Summary], object]:
    size = path.stat().st_size

    def told(done: Summary) -> None:
        if tell is not None:
            # How many rows a packed file holds is not known before its end.
            tell(min(0.99, done.read * 200 / max(size, 1)), f"{done.read:,} rows of {path.name[-40:]}")

    return told


def _line(path: Path, found: Import) -> str:
    done = found.summary
    told = [
        str(safe_cell(path.name)), found.dataset.name, f"{done.read} read", f"{done.stored} stored", f"{done.updated} updated",
        f"{done.unchanged} unchanged", f"{done.rejected} rejected",
    ]  # fmt: skip
    if done.kept:
        told.append(f"{done.kept} kept as a person decided")
    if done.elsewhere:
        told.append(
            f"{done.elsewhere} of the updated came with another file: undoing this import leaves them as it made them"
        )
    if done.back:
        told.append(f"{done.back} back from an import that was undone")
    return "\t".join(told)
