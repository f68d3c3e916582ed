"""Values as Arrow columns, without pandas: Arrow's own conversion imports it, which takes a third of a second."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa

_NUMBERS: dict[pa.DataType, type] = {
    pa.uint8(): np.uint8, pa.int32(): np.int32, pa.int64(): np.int64, pa.float64(): np.float64, pa.bool_(): np.bool_,
}  # fmt: skip


def arrow_column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Return Python values as an Arrow array, None as null; days are given as ISO text.

    Examples
    --------
    >>> arrow_column(["2020-05-29", None], pa.date32()).null_count
    1
    >>> arrow_column([["GNA", "LNA"], []], pa.list_(pa.string())).to_pylist()
    [['GNA', 'LNA'], []]
    """
    if pa.types.is_date(kind):
        return arrow_column(values, pa.string()).cast(kind)
    if pa.types.is_list(kind):
        return arrow_lists(_ends(values), arrow_column(list(chain.from_iterable(values)), kind.value_type))
    if kind in _NUMBERS:
        missing = np.fromiter((value is None for value in values), dtype=bool, count=len(values))
        plain: np.ndarray = np.fromiter((value or 0 for value in values), dtype=_NUMBERS[kind], count=len(values))
        return arrow_numbers(plain, missing)
    coded = [value if isinstance(value, bytes) else (value or "").encode("utf-8", "replace") for value in values]
    missing = np.fromiter((value is None for value in values), dtype=bool, count=len(values))
    buffers = [_bits(~missing), pa.py_buffer(_ends(coded).tobytes()), pa.py_buffer(b"".join(coded))]
    return pa.Array.from_buffers(kind, len(coded), buffers)


def arrow_numbers(values: np.ndarray, missing: np.ndarray | None = None) -> pa.Array:
    """Return numbers as an Arrow array of their type, NaN and what is missing as null.

    Examples
    --------
    >>> arrow_numbers(np.array([1.5, np.nan])).to_pylist()
    [1.5, None]
    """
    gaps = np.isnan(values) if values.dtype.kind == "f" else np.zeros(len(values), dtype=bool)
    if missing is not None:
        gaps |= missing
    data = _bits(values) if values.dtype == bool else pa.py_buffer(np.ascontiguousarray(values).tobytes())
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [_bits(~gaps), data])


def arrow_lists(ends: np.ndarray, items: pa.Array) -> pa.Array:
    """Return lists of items, the n-th from ``ends[n]`` to ``ends[n + 1]``."""
    buffers = [None, pa.py_buffer(ends.astype(np.int32).tobytes())]
    return pa.Array.from_buffers(pa.list_(items.type), len(ends) - 1, buffers, children=[items])


def _bits(values: np.ndarray) -> pa.Buffer:
    return pa.py_buffer(np.packbits(values, bitorder="little").tobytes())


def _ends(parts: Sequence[Any]) -> np.ndarray:
    """Return where each part begins when all stand one behind another, and where the last one ends."""
    ends = np.cumsum(np.fromiter(map(len, parts), dtype=np.int64, count=len(parts)))
    return np.concatenate([[0], ends]).astype(np.int32)


def plain_numbers(column: pa.ChunkedArray | pa.Array, missing: float | None = None) -> np.ndarray:
    """Return an Arrow column of numbers as a numpy array, with ``missing`` for its nulls, which it may not have otherwise.

    Examples
    --------
    >>> plain_numbers(arrow_column([3, None], pa.int32()), -1).tolist()
    [3, -1]
    """
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    kind = np.dtype(_NUMBERS[column.type])
    return np.concatenate([np.empty(0, dtype=kind), *(_plain(chunk, kind, missing) for chunk in chunks)])


def _plain(values: pa.Array, kind: np.dtype, missing: float | None) -> np.ndarray:
    stop = values.offset + len(values)
    known, data = values.buffers()
    if not len(values):
        return np.empty(0, dtype=kind)
    found = _flags(data, stop) if kind.kind == "b" else np.frombuffer(data, dtype=kind, count=stop)
    found = found[values.offset :]
    if values.null_count and missing is not None:
        return np.where(_flags(known, stop)[values.offset :], found, np.array(missing, dtype=kind))
    return found


def _flags(bits: pa.Buffer, count: int) -> np.ndarray:
    return np.unpackbits(np.frombuffer(bits, dtype=np.uint8), count=count, bitorder="little").astype(bool)
