"""A mapping kept in a file, for the next table with the same columns: a recipe, which people read and correct."""

import json
import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from events.datasets.tables.fields import Field, TableMapping, Use, known_field, known_way
from events.errors import UnreadableDataError

_TOLD = ("name", "licence", "citation")
_KEYS = (*_TOLD, "columns", "fields")
_USE_KEYS = ("column", "read")
_MOST_LETTERS = 1_000_000
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


def to_recipe(mapping: TableMapping) -> str:
    """Return a mapping as a TOML file's text, which `read_recipe` reads back.

    Examples
    --------
    >>> mapping = TableMapping(columns=("Day", "Town"), name="Desk").corrected("date_start", "Day", "day first")
    >>> print(to_recipe(mapping))
    name = "Desk"
    licence = ""
    citation = ""
    columns = ["Day", "Town"]
    <BLANKLINE>
    [fields.date_start]
    column = "Day"
    read = "day first"
    <BLANKLINE>
    """
    lines = [f"{key} = {_quoted(getattr(mapping, key))}" for key in _TOLD]
    lines.append(f"columns = [{', '.join(map(_quoted, mapping.columns))}]")
    for use in mapping.uses:
        lines += ["", f"[fields.{use.field}]", f"column = {_quoted(use.column)}", f"read = {_quoted(use.how)}"]
    return "\n".join((*lines, ""))


def read_recipe(text: str) -> TableMapping:
    r"""Read a recipe.

    Raises
    ------
    UnreadableDataError
        With the line that is wrong, and the word that it should have.

    Examples
    --------
    >>> read_recipe('columns = ["Day"]\n[fields.date_strat]\ncolumn = "Day"\n')
    Traceback (most recent call last):
    ...
    events.errors.UnreadableDataError: Line 2 of the recipe: “date_strat” is no field of an event. Did you mean “date_start”? ...
    """
    if len(text) > _MOST_LETTERS:
        raise UnreadableDataError("This is no recipe: it is larger than any. Choose the file that --save-recipe wrote.")
    try:
        read = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at and at[1] else text.count("\n") + 1
        words = _AT_LINE.sub("", str(error)).strip().rstrip(".")
        raise UnreadableDataError(
            f'Line {line} of the recipe cannot be read ({words}). Each line is a word, an equals sign and a value in quotes: column = "Date".'
        ) from error
    for key in read:
        _check_key(text, key, _KEYS)
    columns = read.get("columns", [])
    if not isinstance(columns, list) or not columns or not all(isinstance(each, str) for each in columns):
        raise UnreadableDataError(
            f'{_line(text, "columns")}“columns” must list the table\'s columns: columns = ["id", "date"].'
        )
    for key in _TOLD:
        if not isinstance(read.get(key, ""), str):
            raise UnreadableDataError(f'{_line(text, key)}“{key}” must be text in quotes: {key} = "…".')
    mapping = TableMapping(columns=tuple(columns), **{key: read.get(key, "") for key in _TOLD})
    fields = read.get("fields", {})
    if not isinstance(fields, dict):
        raise UnreadableDataError(f"{_line(text, 'fields')}“fields” must be parts such as [fields.date_start].")
    for name, told in fields.items():
        mapping = _with(mapping, name, told, text)
    return mapping


def _with(mapping: TableMapping, name: str, told: Any, text: str) -> TableMapping:
    head = rf"\[\s*fields\s*\.\s*[\"']?{re.escape(name)}\b"
    try:
        field = known_field(name)
    except UnreadableDataError as error:
        raise UnreadableDataError(f"{_line(text, head)}{error}") from error
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        raise UnreadableDataError(f'{_line(text, head)}[fields.{name}] must say column = "…", and may say read = "…".')
    for key in told:
        _check_key(text, key, _USE_KEYS, after=head)
    if "column" not in told:
        raise UnreadableDataError(f'{_line(text, head)}[fields.{name}] must say column = "…".')
    for key in _USE_KEYS:
        try:
            if key == "column":
                mapping = mapping.corrected(field, told[key] or None)
            elif key in told:
                mapping = mapping.corrected(field, told["column"], known_way(field, told[key]))
        except UnreadableDataError as error:
            raise UnreadableDataError(f"{_line(text, key, after=head)}{error}") from error
    return mapping


def _check_key(text: str, key: str, known: tuple[str, ...], *, after: str = "") -> None:
    if key not in known:
        near = get_close_matches(key, known, n=1, cutoff=0.5)
        meant = f"; did you mean “{near[0]}”?" if near else "."
        raise UnreadableDataError(
            f"{_line(text, re.escape(key), after=after)}“{key[:60]}” is no word of a recipe{meant} There are: {', '.join(known)}."
        )


def _line(text: str, pattern: str, *, after: str = "") -> str:
    """Return where in a recipe a word stands that begins a line, "Recipe: " where it does not."""
    lines = text.split("\n")
    begin = next((n for n, line in enumerate(lines) if re.match(rf"\s*{after}", line)), 0) if after else 0
    for number, line in enumerate(lines[begin:], begin + 1):
        if re.match(rf"\s*[\[\"']*{pattern}" if not pattern.startswith("\\[") else rf"\s*{pattern}", line):
            return f"Line {number} of the recipe: "
    return "The recipe: "


def _quoted(text: str) -> str:
    # a JSON string is a TOML string, but for DEL, which JSON leaves as it is
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class Recipes:
    """The recipes of a folder, one a ``.toml`` file; what is none is passed over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def matching(self, columns: tuple[str, ...]) -> TableMapping | None:
        """Return the newest recipe for a table of these columns in whatever order, None where there is none."""
        if not self._folder.is_dir():
            return None
        files = sorted(self._folder.glob("*.toml"), key=lambda file: (file.stat().st_mtime, file.name), reverse=True)
        for file in files[:500]:
            try:
                mapping = read_recipe(file.read_text(encoding="utf-8"))
            except (UnreadableDataError, OSError, UnicodeError):
                continue
            if set(mapping.columns) == set(columns):
                return mapping
        return None

    def save(self, mapping: TableMapping) -> Path:
        """Keep a recipe under its name.

        Raises
        ------
        UnreadableDataError
            If the folder cannot be written.
        """
        stem = re.sub(r"[^\w-]+", "-", mapping.name).strip("-_")[:80] or "table"
        path = self._folder / f"{stem}.toml"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(to_recipe(mapping), encoding="utf-8")
        except OSError as error:
            raise UnreadableDataError(
                f"The recipe cannot be kept ({error.strerror}). Choose another folder."
            ) from error
        return path


def applied(recipe: TableMapping, columns: tuple[str, ...]) -> TableMapping:
    """Return a recipe for a table: of its columns, those that the table has.

    Raises
    ------
    UnreadableDataError
        If the table lacks one that the recipe reads.
    """
    missing = [use.column for use in recipe.uses if use.column not in columns]
    if missing:
        raise UnreadableDataError(
            f"The recipe reads {', '.join(f'“{each}”' for each in missing[:5])}, which the table does not have; it has {', '.join(columns)[:300]}."
        )
    uses: tuple[Use, ...] = tuple(sorted(recipe.uses, key=lambda use: list(Field).index(use.field)))
    return TableMapping(columns=columns, uses=uses, name=recipe.name, licence=recipe.licence, citation=recipe.citation)
