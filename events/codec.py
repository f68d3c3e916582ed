"""Our typed records to plain JSON values and back, without loss; nothing is ever unpickled."""

import dataclasses
import datetime as dt
import types
import typing
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
    return typing.cast("T", _read(kind, data))


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in {types.UnionType, typing.Union}:
        if data is None:
            return None
        return _read(next(one for one in typing.get_args(kind) if one is not type(None)), data)
    if origin is tuple:
        return tuple(_read(typing.get_args(kind)[0], item) for item in data)
    if dataclasses.is_dataclass(kind):
        hints = _hints(typing.cast("type", kind))
        return typing.cast("type", kind)(**{name: _read(hints[name], value) for name, value in data.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is dt.date:
        return dt.date.fromisoformat(data)
    if isinstance(kind, type) and issubclass(kind, BaseGeometry):
        return shapely.from_wkb(data)
    return float(data) if kind is float else data
