"""Our typed records to plain JSON values and back, without loss; nothing is ever unpickled."""

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

T = typing.TypeVar("T")


def to_plain(value: object) -> Any:
    """Return dicts, lists, strings and numbers for a record; geometries become WKB in hexadecimal."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, BaseGeometry):
        return shapely.to_wkb(value, hex=True)
    return value


def from_plain(kind: type[T], data: Any) -> T:
    """Return the record of a kind that :func:`to_plain` wrote.

    Raises
    ------
    TypeError, ValueError, KeyError
        If the data is not of that kind.
    """
    return typing.cast("T", _reader(typing.cast("typing.Hashable", kind))(data))


@lru_cache(maxsize=256)
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return what reads values of a kind, made once: a project has a million records of a hundred values."""
    origin = typing.get_origin(kind)
    if origin in {types.UnionType, typing.Union}:
        there = _reader(next(one for one in typing.get_args(kind) if one is not type(None)))
        return lambda data: None if data is None else there(data)
    if origin is tuple:
        each = _reader(typing.get_args(kind)[0])
        return lambda data: tuple([each(item) for item in data])
    if dataclasses.is_dataclass(kind):
        made = typing.cast("type", kind)
        readers = {name: _reader(hint) for name, hint in typing.get_type_hints(made).items()}
        return lambda data: made(**{name: readers[name](value) for name, value in data.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return typing.cast("Callable[[Any], Any]", kind)
    if kind is dt.date:
        return dt.date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, BaseGeometry):
        return typing.cast("Callable[[Any], Any]", shapely.from_wkb)
    return float if kind is float else _as_it_is


def _as_it_is(data: Any) -> Any:
    return data
