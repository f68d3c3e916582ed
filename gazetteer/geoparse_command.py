"""``python -m gazetteer geoparse``: places of a text or of many, as JSON."""

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import BinaryIO

import click

from gazetteer.errors import UnknownCountryError
from gazetteer.gazetteer import Gazetteer, open_gazetteer
from gazetteer.geoparse import Json, geoparse, resolution_record
from gazetteer.progress import ProgressLine

_OPENED: list[Gazetteer] = []


@click.command("geoparse")
@click.argument("file", type=click.File("rb"), default="-")
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    expose_value=False,
    help="The text's date; places do not depend on it yet.",
)
@click.option("--country", metavar="CC", help="The country that the text is about (ISO 3166-1, such as LY).")
@click.option("--demonyms", is_flag=True, help='Keep demonyms ("Libyan") too.')
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes for --jsonl.")
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line and write one a line, in the same order.")
def geoparse_command(file: BinaryIO, country: str | None, workers: int, *, demonyms: bool, jsonl: bool) -> None:
    """Find the places of a text (FILE or standard input) and write them as JSON."""
    with ProgressLine() as progress:
        gazetteer = open_gazetteer(progress=progress)
    _OPENED[:] = [gazetteer]
    if country is not None:
        try:
            country = gazetteer.country(country).country_code
        except UnknownCountryError as error:
            raise click.BadParameter(str(error), param_hint="--country") from error
    if jsonl:
        sys.exit(_lines(file, country, workers, demonyms=demonyms))
    text = file.read().decode("utf-8", "replace")
    if not text.strip():
        raise click.UsageError(
            "There is no text. Give a file, or pipe a text in: echo TEXT | python -m gazetteer geoparse"
        )
    record = {
        "id": None,
        "toponyms": [resolution_record(r) for r in geoparse(text, gazetteer, country=country, demonyms=demonyms)],
    }
    click.echo(json.dumps(record, ensure_ascii=True))


def _lines(file: BinaryIO, country: str | None, workers: int, *, demonyms: bool) -> int:
    work = partial(read_line, country=country, demonyms=demonyms)
    bad = 0
    for record in _mapped(work, file, workers):
        bad += "error" in record
        click.echo(json.dumps(record, ensure_ascii=True))
    if bad:
        click.echo(f'{bad} lines could not be read; each has its reason under "error".', err=True)
    return 1 if bad else 0


def _mapped(work: "partial[Json]", file: BinaryIO, workers: int) -> Iterator[Json]:
    lines = (line for line in file if line.strip())
    if workers == 1:
        yield from map(work, lines)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(work, lines, chunksize=8)


def read_line(line: bytes, *, country: str | None, demonyms: bool) -> Json:
    """Geoparse one JSON line: ``{"id", "text", "country"?, "spans"?}``; a bad one gives ``{"id", "error"}``."""
    key: object = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            return {"id": None, "error": "expected a JSON object with id and text"}
        key = row.get("id")
        text = row.get("text")
        if not isinstance(text, str):
            return {"id": key, "error": f"text must be a string, got {type(text).__name__}"}
        spans = row.get("spans")
        pairs = None if spans is None else [(int(a), int(b)) for a, b in spans]
        if not _OPENED:
            _OPENED.append(open_gazetteer())
        found = geoparse(text, _OPENED[0], country=row.get("country") or country, demonyms=demonyms, spans=pairs)
        return {"id": key, "toponyms": [resolution_record(r) for r in found]}
    except json.JSONDecodeError as error:
        return {"id": None, "error": f"not JSON: {error}"}
    except (ValueError, TypeError) as error:
        return {"id": key, "error": str(error)}
