"""One JSON object a line in, one a line out, in the same order; a bad line spoils no other."""

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

import click

# A line's object, whose ``text`` is a string; foreign JSON is typed no further than that here.
Row = dict[str, Any]
# An answer's object, or its JSON already.
Answer = dict[str, object] | str
Work = Callable[[Row], Answer]
_CHUNK = 8
# Keys of a line's object that are text where they are there.
_TEXTS = ("date", "title", "source", "country")


def answer_line(line: bytes, *, work: Work) -> Answer:
    """Return what ``work`` makes of a line's object, or ``{"id", "error"}`` with the reason.

    ``work`` says with a ValueError, TypeError or LookupError what is wrong with the object.
    """
    key: object = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            return {"id": None, "error": "expected a JSON object with id and text"}
        key, text = row.get("id"), row.get("text")
        for name, value in (("text", text), *((name, row.get(name) or "") for name in _TEXTS)):
            if not isinstance(value, str):
                return {"id": key, "error": f"{name} must be a string, got {type(value).__name__}"}
        return work(row)
    except json.JSONDecodeError as error:
        return {"id": None, "error": f"not JSON: {error}"}
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        return {"id": key, "error": str(error)}


def echo_answers(work: Work, lines: Iterable[bytes], *, workers: int) -> int:
    """Write an answer for each line that is not blank to stdout; return the exit status, 1 where any line was bad."""
    bad = count = 0
    for record in _answers(partial(answer_line, work=work), (line for line in lines if line.strip()), workers):
        count += 1
        is_json = isinstance(record, str)
        bad += not is_json and "error" in record
        click.echo(record if is_json else json.dumps(record, ensure_ascii=True))
    if bad:
        click.echo(f'{bad} of {count} lines could not be read; each has its reason under "error".', err=True)
    return 1 if bad else 0


def _answers(answer: Callable[[bytes], Answer], lines: Iterable[bytes], workers: int) -> Iterator[Answer]:
    if workers == 1:
        yield from map(answer, lines)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(answer, lines, chunksize=_CHUNK)
