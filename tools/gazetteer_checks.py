"""Checks of the sources' shape: a build that finds another shape than it expects stops with a sentence."""

from collections.abc import Iterable, Mapping, Sized
from pathlib import Path


def need_file(path: Path) -> Path:
    """Return a source's file.

    Raises
    ------
    SystemExit
        If it is not there.
    """
    if not path.is_file():
        raise SystemExit(
            f"{path.name} is not in {path.parent}: the package was laid out anew, or fetched by halves. Delete the folder "
            "of packages and run this again; if it is still missing, adapt tools/gazetteer_*.py to the package."
        )
    return path


def need_fields(record: Mapping[str, object], fields: Iterable[str], source: str) -> None:
    """Stop where a source's first record lacks fields that the build reads.

    Raises
    ------
    SystemExit
        With the fields that are missing and those that came.
    """
    missing = [field for field in fields if field not in record]
    if missing:
        raise SystemExit(
            f"{source} has no field {', '.join(missing)}; it has {', '.join(sorted(record))}. "
            "The source changed its shape: adapt tools/gazetteer_*.py."
        )


def need_width(row: list[str], width: int, source: str) -> None:
    """Stop where a table without a header has fewer columns than the build reads.

    Raises
    ------
    SystemExit
        With both numbers.
    """
    if len(row) < width:
        raise SystemExit(
            f"{source} has {len(row)} columns, expected {width} or more. The source changed its shape: adapt tools/gazetteer_*.py."
        )


def need_rows(rows: Sized, least: int, source: str) -> None:
    """Stop where a source gives too few rows to be whole.

    Raises
    ------
    SystemExit
        With both numbers.
    """
    if len(rows) < least:
        raise SystemExit(
            f"{source} gives {len(rows):,} rows, expected {least:,} or more. The source changed its shape or was cut short."
        )
