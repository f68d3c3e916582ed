"""A piece of a file as a stranger finds it: a value with the name of its field, coordinates, or any other text."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely


@dataclass(frozen=True, slots=True)
class Piece:
    """Something found in a file.

    ``where`` says where in words; pieces of one ``record`` stand together (a row, a feature). ``value`` is a text or a number,
    ``coords`` (n, 2) degrees. ``is_code`` where it is a script or raw bytes, of which only some is meant for readers.
    """

    where: str
    record: str
    field: str = ""
    value: str | float | None = None
    coords: np.ndarray | None = None
    is_code: bool = False


def of_json(value: object, where: str, record: str = "", field: str = "") -> Iterator[Piece]:
    """Yield the pieces of a JSON value; each object in a list is a record of its own, unless it lies within one."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield Piece(f"{where}, a member's name", record, "", str(key))
            if key == "coordinates" and isinstance(each, list):
                yield Piece(f"{where}, {field or 'geometry'}", record, "geometry", coords=_positions(each))
            else:
                yield from of_json(each, where, record, str(key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            is_record = isinstance(each, dict) and not record
            place = f"{where}, {field or 'item'} {number + 1}" if is_record else where
            yield from of_json(each, place, place if is_record else record, field)
    elif isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
        yield Piece(f"{where}, {field or 'value'}", record, field, value)


def of_wkb(value: bytes, where: str, record: str) -> Iterator[Piece]:
    """Yield the coordinates of a geometry in well-known binary."""
    yield Piece(f"{where}, geometry", record, "geometry", coords=shapely.get_coordinates(shapely.from_wkb(value)))


def _positions(value: list[object]) -> np.ndarray:
    found: list[tuple[float, float]] = []
    todo: list[object] = [value]
    while todo:
        each = todo.pop()
        if not isinstance(each, list):
            continue
        if len(each) >= 2 and all(isinstance(n, int | float) for n in each[:2]):
            found.append((float(each[0]), float(each[1])))
        else:
            todo += each
    return np.array(found, dtype=float).reshape(-1, 2)
