"""JSON: an array of objects, an object that holds one, or an object a line."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from events.datasets.tables.table import MOST_COLUMNS, MOST_ROWS, Cell, Table, plain, record_table
from events.errors import UnreadableDataError

_MOST_DEPTH = 3
_ADVICE = 'Save the table as an array of objects ([{"date": "2021-03-12", "place": "Sirte"}, …]), or as CSV.'


def parse_json(data: bytes) -> object:
    """Return what JSON says, one object a line too (then a list).

    Raises
    ------
    UnreadableDataError
        If it is none.
    """
    try:
        return orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        pass
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDataError(f"This JSON is not written in UTF-8. {_ADVICE}") from error
    try:
        # NaN, which programs write and no standard has
        return json.loads(text)
    except (ValueError, RecursionError):
        return list(_lines(text))


def _lines(text: str) -> Iterator[object]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableDataError(
                f"This is no JSON: line {number:,} cannot be read. Correct it, or save the table as CSV."
            ) from error


def read_records(read: object, *, kind: str = "JSON") -> Table:
    """Return the table in what JSON said.

    Raises
    ------
    UnreadableDataError
        If it holds no list of objects.
    """
    found = _objects(read)
    if not found:
        raise UnreadableDataError(f"This JSON holds no list of objects. {_ADVICE}")
    if len(found) > MOST_ROWS:
        raise UnreadableDataError(f"The file has more than {MOST_ROWS:,} rows. Split it into parts.")
    return record_table(kind, [flat(each) for each in found])


def flat(record: Mapping[str, Any]) -> dict[str, Cell]:
    """Return an object's values by their way into it.

    Examples
    --------
    >>> flat({"id": 1, "place": {"name": "Sirte", "tags": ["town", "port"]}})
    {'id': 1, 'place.name': 'Sirte', 'place.tags': 'town; port'}
    """
    found: dict[str, Cell] = {}
    _flatten(record, "", 1, found)
    return found


def _flatten(record: Mapping[str, Any], before: str, depth: int, found: dict[str, Cell]) -> None:
    for key, value in record.items():
        name = f"{before}{key}"
        if len(found) > MOST_COLUMNS:
            raise UnreadableDataError(
                f"An object has more than {MOST_COLUMNS:,} values. Leave out what tells of no event."
            )
        if isinstance(value, dict) and value and depth < _MOST_DEPTH and "coordinates" not in value:
            _flatten(value, f"{name}.", depth + 1, found)
        else:
            found[name] = plain(value)


def _objects(read: object) -> list[dict[str, Any]]:
    """Return the objects of a list, or of the longest list of objects that an object holds, or an object's own objects."""
    if isinstance(read, list):
        return [each for each in read if isinstance(each, dict)]
    if not isinstance(read, dict):
        return []
    lists = [found for value in read.values() if isinstance(value, list) and (found := _objects(value))]
    if lists:
        return max(lists, key=len)
    inner = [found for value in read.values() if isinstance(value, dict) and (found := _objects(value))]
    if inner and not all(isinstance(value, dict) for value in read.values()):
        return max(inner, key=len)
    if len(read) > 1 and all(isinstance(value, dict) for value in read.values()):
        return [{"key": key, **value} for key, value in read.items()]
    return [read] if read and not inner else max(inner, key=len, default=[])
