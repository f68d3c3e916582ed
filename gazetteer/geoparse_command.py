"""``python -m gazetteer geoparse``: places of a text or of many, as JSON."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

from gazetteer.errors import UnknownCountryError
from gazetteer.gazetteer import Gazetteer
from gazetteer.geoparse import geoparse
from gazetteer.home import default_project
from gazetteer.json_record import no_outline, resolution_record
from gazetteer.json_text import json_line, written_outline
from gazetteer.lines import Row, echo_answers
from gazetteer.name_choices import NameChoice, NameChoices
from gazetteer.opening import open_gazetteer
from gazetteer.own_command import DB_OPTION
from gazetteer.progress import ProgressLine
from gazetteer.ranker import ranker
from gazetteer.span_scorer import span_scorer
from gazetteer.sureness import sureness
from gazetteer.text_file import decode_text
from gazetteer.toponym import Resolution
from gazetteer.trees import shipped_instead

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
@click.option(
    "--weights", type=click.Path(exists=True, path_type=Path), metavar="FILE",
    help="Other learned weights than those that are shipped: a file, or a folder that holds it.",
)  # fmt: skip
@click.option(
    "--outlines/--no-outlines", default=True, show_default=True,
    help="Write each place's whole area under footprint, or only its bounding box under bbox.",
)  # fmt: skip
@DB_OPTION
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line and write one a line, in the same order.")
def geoparse_command(
    file: BinaryIO,
    country: str | None,
    workers: int,
    weights: Path | None,
    db: Path | None,
    *,
    demonyms: bool,
    outlines: bool,
    jsonl: bool,
) -> None:
    """Find the places of a text (FILE or standard input) and write them as JSON."""
    with ProgressLine() as progress:
        gazetteer = open_gazetteer(project=db, progress=progress)
    _OPENED[:] = [gazetteer]
    if country is not None:
        try:
            country = gazetteer.country(country).country_code
        except UnknownCountryError as error:
            raise click.BadParameter(str(error), param_hint="--country") from error
    choices = NameChoices(db or default_project()).all() or None
    # A broken file is said before a text is read, and one that is missing is no secret.
    ranker(weights)
    span_scorer(weights)
    sureness(weights)
    for kind in shipped_instead(weights) if weights is not None else ():
        click.echo(f"{weights} holds no weights for the {kind}: those that came with Dateline are used.", err=True)
    if jsonl:
        read = partial(
            read_row, country=country, demonyms=demonyms, outlines=outlines, weights=weights, choices=choices, db=db
        )
        sys.exit(echo_answers(read, file, workers=workers))
    text = decode_text(file.read())
    if not text.strip():
        raise click.UsageError(
            "There is no text. Give a file, or pipe a text in: echo TEXT | python -m gazetteer geoparse"
        )
    found = geoparse(text, gazetteer, country=country, demonyms=demonyms, weights=weights, choices=choices)
    click.echo(_json(None, found, outlines=outlines))


def _json(key: object, found: Sequence[Resolution], *, outlines: bool) -> str:
    outline = written_outline if outlines else no_outline
    return json_line({"id": key, "toponyms": [resolution_record(r, outline=outline) for r in found]})


def read_row(
    row: Row,
    *,
    country: str | None,
    demonyms: bool,
    outlines: bool = True,
    weights: Path | None,
    choices: tuple[NameChoice, ...] | None = None,
    db: Path | None,
) -> str:
    """Geoparse a line's object, ``{"id", "text", "country"?, "spans"?}``, and return the answer's JSON."""
    spans = row.get("spans")
    pairs = None if spans is None else [(int(a), int(b)) for a, b in spans]
    if not _OPENED:
        _OPENED.append(open_gazetteer(project=db))
    found = geoparse(
        row["text"],
        _OPENED[0],
        country=row.get("country") or country,
        demonyms=demonyms,
        spans=pairs,
        weights=weights,
        choices=choices,
    )
    return _json(row.get("id"), found, outlines=outlines)
