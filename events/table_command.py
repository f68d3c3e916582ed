"""``python -m events import --as table``: what the columns hold is guessed, shown, corrected on the command line and kept as a recipe."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import Any

import click

from events.datasets import Dataset, EventRow, Import
from events.datasets.storing import Progress
from events.datasets.table_import import TABLE, import_table, without_reasons
from events.datasets.tables import (
    Field,
    Guess,
    Table,
    TableMapping,
    applied,
    guess_mapping,
    open_table,
    read_recipe,
    rows,
    to_recipe,
)
from events.errors import EventsError, UnreadableDataError
from events.store import EventStore
from events.writers import safe_cell
from gazetteer import Gazetteer

_SHOWN_ROWS, _SHOWN_LETTERS = 5, 60
_OPTIONS = (
    click.option("--recipe", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="With --as table: read the columns as this file says (--save-recipe wrote it)."),
    click.option("--mapping", "corrections", multiple=True, metavar="FIELD=COLUMN", help="With --as table: the column of a field (date_start=Datum), how it is read (date_start.read='day first'), or none (killed=)."),
    click.option("--layer", help="With --as table: the sheet or layer of the file that holds the events."),
    click.option("--save-recipe", type=click.Path(path_type=Path, dir_okay=False), help="With --as table: write how the columns are read into this file."),
    click.option("--preview", "is_preview", is_flag=True, help="With --as table: show what the columns are taken for and why, and the first rows; import nothing."),
)  # fmt: skip
_NO_IDS = "No column holds ids: a row that was changed becomes another event when the table is imported again. Say which does, where there is one."
Command = Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """What was said on the command line of how a table is read."""

    recipe: Path | None = None
    corrections: Sequence[str] = ()
    layer: str | None = None
    save_recipe: Path | None = None
    is_preview: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything was said."""
        return bool(self.recipe or self.corrections or self.layer or self.save_recipe or self.is_preview)


def table_options(command: Command) -> Command:
    """Give a command the options that say how a table is read."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def takes_table(about: dict[str, Any]) -> TableOptions | None:
    """Take the options of a table away from those of an import; return them where it is one of a table, None where it is not."""
    names = [each.name for each in fields(TableOptions)]
    options = TableOptions(**{name: about.pop(name) for name in names})
    if about["form"] == TABLE:
        return options
    if options.is_any:
        raise click.UsageError(
            "--recipe, --mapping, --layer, --save-recipe and --preview are for tables: add --as table."
        )
    return None


def import_mapped(
    path: Path, options: TableOptions, store: EventStore, gazetteer: Gazetteer, *, about: Dataset, rejects: Path | None,
    takes_purged: bool, progress: Progress,
) -> Import:  # fmt: skip
    """Import a table as it was said on the command line; see `import_table`."""
    table, guess = read_mapped(path, options, gazetteer)
    for doubt in guess.doubts:
        click.echo(f"{path.name}: {doubt}", err=True)
    return import_table(
        store,
        table,
        guess.mapping,
        gazetteer,
        about=about,
        rejects=rejects,
        takes_purged=takes_purged,
        progress=progress,
    )


def show_previews(paths: Sequence[Path], options: TableOptions, gazetteer: Gazetteer) -> bool:
    """Show what tables would become, and return whether one cannot be read."""
    failed = False
    for path in paths:
        try:
            for line in preview_lines(*read_mapped(path, options, gazetteer), gazetteer):
                click.echo(line)
        except EventsError as error:
            click.echo(f"{path.name}: {error}", err=True)
            failed = True
    return failed


def read_mapped(path: Path, options: TableOptions, gazetteer: Gazetteer) -> tuple[Table, Guess]:
    """Open a table and return it with how its columns are read: by the recipe, else as guessed, with the corrections.

    Raises
    ------
    UnreadableDataError
        If the table, the recipe or a correction cannot be read.
    """
    table = without_reasons(open_table(path, layer=options.layer))
    if options.recipe is not None:
        guess = Guess(applied(read_recipe(_text(options.recipe)), table.columns))
    else:
        guess = guess_mapping(table, gazetteer)
    mapping = corrected(guess.mapping, options.corrections)
    # What a person said is no doubt any more.
    doubts = () if options.corrections else guess.doubts
    if options.save_recipe is not None:
        _save(options.save_recipe, mapping)
    return table, Guess(mapping, doubts)


def corrected(mapping: TableMapping, corrections: Sequence[str]) -> TableMapping:
    """Return a mapping with corrections as the command line has them.

    Examples
    --------
    >>> mapping = TableMapping(columns=("Day", "Town"))
    >>> [use.how.value for use in corrected(mapping, ["date_start=Day", "date_start.read=month first"]).uses]
    ['month first']
    """
    for said in corrections:
        name, sign, value = said.partition("=")
        field, dot, key = name.strip().partition(".")
        if not sign or (dot and key != "read"):
            raise UnreadableDataError(
                f"“{said[:80]}” is no correction. Write FIELD=COLUMN, FIELD.read=HOW, or FIELD= for none."
            )
        if not dot:
            mapping = mapping.corrected(field, value.strip())
            continue
        use = next((each for each in mapping.uses if each.field == field), None)
        if use is None:
            raise UnreadableDataError(
                f"No column holds {field[:40]}. Say which does first: --mapping {field[:40]}=COLUMN."
            )
        mapping = mapping.corrected(field, use.column, value.strip())
    return mapping


def preview_lines(table: Table, guess: Guess, gazetteer: Gazetteer) -> Iterator[str]:
    """Give the lines that show what a table's columns are taken for, why, and what the first rows become.

    Parts are separated by tabs: ``field``, column, way, reason; then ``row``, its number and what it becomes or why it is rejected.
    """
    yield _line(
        "table",
        table.kind,
        f"{len(table.columns):,} columns",
        *(("layers: " + ", ".join(table.layers),) if table.layers else ()),
    )
    for note in table.notes:
        yield _line("note", note)
    for use in guess.mapping.uses:
        yield _line("field", use.field, use.column, use.how, use.reason or "as you said")
    used = {use.column for use in guess.mapping.uses}
    others = [column for column in table.columns if column not in used]
    if others:
        yield _line("kept beside", f"{len(others):,} columns", ", ".join(others)[:300])
    if guess.mapping.use(Field.SOURCE_ID) is None:
        yield _line("note", _NO_IDS)
    for doubt in guess.doubts:
        yield _line("doubt", doubt)
    for number, row in enumerate(islice(rows(table, guess.mapping, gazetteer), _SHOWN_ROWS), 1):
        told = _told(row) if isinstance(row, EventRow) else ("rejected", row.reason)
        yield _line("row", str(number), *told)


def _told(row: EventRow) -> tuple[str, ...]:
    where = f"{row.lat:.5f}, {row.lon:.5f}" if row.lat is not None and row.lon is not None else ""
    drawn = row.geometry.geom_type if row.geometry is not None else ""
    days = " to ".join(dict.fromkeys(str(day) for day in (row.date_start, row.date_end) if day is not None))
    toll = f"killed {row.killed.best}" if row.killed is not None else ""
    kind = row.type.value if row.type is not None else f"“{row.code}” (no type of ours)" if row.code else ""
    return tuple(filter(None, (days, kind, row.place, where, drawn, toll, row.notes)))


def _line(*parts: str) -> str:
    shown = []
    for part in parts:
        words = " ".join("".join(each if each.isprintable() else " " for each in str(safe_cell(part))).split())
        limit = _SHOWN_LETTERS if parts[0] == "row" and part is parts[-1] else 400
        shown.append(words if len(words) <= limit or parts[2:3] == ("rejected",) else f"{words[: limit - 1]}…")
    return "\t".join(shown)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise UnreadableDataError(
            f"{path.name} cannot be read as a recipe. Choose the file that --save-recipe wrote."
        ) from error


def _save(path: Path, mapping: TableMapping) -> None:
    try:
        path.write_text(to_recipe(mapping), encoding="utf-8")
    except OSError as error:
        raise UnreadableDataError(
            f"{path.name} cannot be written ({error.strerror}). Give another file with --save-recipe."
        ) from error
