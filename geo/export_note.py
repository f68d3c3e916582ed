"""What a file of events says of itself: which events, of what state of the project, made when and by what, thanks to whom."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events import MANY_VALUES, Counts, plain_numbers
from gazetteer import product_version

PRECISION = (
    "where_prec is UCDP GED's: 1 the exact place, 2 within 25 km, 3 somewhere in its district, 4 in its province, "
    "5 along a line or in an area, 6 in its country, 7 across borders or at sea. A point is never more exact than that."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportNote:
    """What stands in a file, or in one beside it.

    Attributes
    ----------
    filter_words
        The filter in plain words.
    counts
        Of the project's events, counts that add up; those in the file are placed and not placed.
    data_sha256
        Of the events' columns (`table_hash`): two files of any format with the same hash hold the same events. None where a
        format is not made of columns.
    project, project_version
        The project's name and version (`EventStore.version`), "" and None where the events are of none.
    produced
        When it was made; None leaves the stamp out, and the same events give the same bytes.
    attributions
        Whom to name with the data.
    datasets
        Citation and licence of each dataset that events of the file were imported from.
    handling
        How the file is to be handled, "" where nothing is said.
    """

    filter_words: str
    counts: Counts
    data_sha256: str | None
    project: str = ""
    project_version: int | None = None
    produced: dt.datetime | None = None
    attributions: Sequence[str] = ()
    datasets: Sequence[str] = ()
    handling: str = ""

    def lines(self) -> dict[str, str | int]:
        """Return what it says, by words that a file of any format can hold."""
        counts = self.counts
        # A release that keeps anything back has counts of its own events only: they are not the project's.
        is_release = bool(self.handling) and counts.filtered_out == 0
        said: dict[str, str | int | None] = {
            "handling": self.handling or None,
            "filter": self.filter_words,
            "events_in_file": counts.placed + counts.not_placed,
            "placed": counts.placed,
            "not_placed": counts.not_placed,
            "not_dated": counts.not_dated,
            "filtered_out": None if is_release else counts.filtered_out,
            "events_in_project": None if is_release else counts.total,
            "data_sha256": self.data_sha256,
            "project": self.project or None,
            "project_version": self.project_version,
            "made_by": f"Dateline {product_version()}",
            "made_at": self.produced.isoformat(timespec="seconds") if self.produced else None,
            "coordinates": "longitude, latitude on WGS 84 (OGC:CRS84)",
            "precision": PRECISION,
            "datasets": " · ".join(self.datasets) or None,
            "attributions": " · ".join(self.attributions) or None,
        }
        return {name: value for name, value in said.items() if value is not None}

    def text(self, **more: object) -> str:
        """Return it as JSON text, with what else is said of one file."""
        return json.dumps(self.lines() | more, ensure_ascii=False, indent=2) + "\n"


def table_hash(table: pa.Table) -> str:
    """Return a SHA-256 in hex over a table's names, types and values; how its columns are cut or coded does not count.

    Texts that occur often are hashed once each, in the order in which they first occur, and then which of them each row has.

    Examples
    --------
    >>> whole, cut = pa.table({"a": ["x", None]}), pa.table({"a": pa.chunked_array([["x"], [None]])})
    >>> table_hash(whole) == table_hash(cut)
    True
    """
    found = hashlib.sha256()
    for name, column in zip(table.column_names, table.columns, strict=True):
        coded = pa.types.is_dictionary(column.type)
        kind = column.type.value_type if coded else column.type
        found.update(f"{name} {kind} {len(column)}\n".encode())
        if column.null_count == len(column):
            found.update(b"none known\n")
        elif not (pa.types.is_string(kind) or pa.types.is_binary(kind)):
            for chunk in column.chunks:
                found.update(_known(chunk))
            for chunk in column.chunks:
                found.update(_numbers(chunk))
        elif name in MANY_VALUES:
            plain = column.cast(kind) if coded else column
            for part in (_known, _lengths, _letters):
                for chunk in plain.chunks:
                    found.update(part(chunk))
        else:
            codes, texts = _first_seen(column if coded else column.dictionary_encode())
            for seen in (codes.data, _lengths(texts), _letters(texts)):
                found.update(seen)
    return found.hexdigest()


def _first_seen(column: pa.ChunkedArray) -> tuple[np.ndarray, pa.Array]:
    """Return which text each row has, -1 where it is null, and the texts in the order in which they first occur."""
    whole = column.unify_dictionaries().combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    # A dictionary may hold a text twice, and some that no row has.
    texts = whole.dictionary.dictionary_encode()
    number = np.append(plain_numbers(texts.indices, -1), np.int32(-1))
    codes = number[plain_numbers(whole.indices.cast(pa.int32()), len(texts))]
    first = np.full(len(texts.dictionary) + 1, len(codes), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    order = np.argsort(first[:-1], kind="stable")
    order = order[first[order] < len(codes)]
    place = np.full(len(first), -1, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return place[codes], texts.dictionary.take(pa.array(order))


def _known(values: pa.Array) -> memoryview:
    """Return a byte for each value that says whether it is known."""
    return _bytes(pc.is_valid(values).cast(pa.uint8()), np.uint8)


def _numbers(values: pa.Array) -> memoryview:
    if pa.types.is_boolean(values.type):
        values = values.cast(pa.uint8())
    elif pa.types.is_date(values.type):
        values = values.cast(pa.int32())
    kind = values.type.to_pandas_dtype()
    return _bytes(pc.fill_null(values, 0), kind)


def _lengths(values: pa.Array) -> memoryview:
    return _bytes(pc.fill_null(pc.binary_length(values), 0), np.int32)


def _letters(values: pa.Array) -> memoryview:
    # What is null may still have letters behind it.
    told = values.drop_null() if values.null_count else values
    _, ends, data = told.buffers()
    if data is None:
        return memoryview(b"")
    at = np.frombuffer(ends, dtype=np.int32, count=told.offset + len(told) + 1)
    return memoryview(data)[at[told.offset] : at[-1]]


def _bytes(values: pa.Array, kind: Any) -> memoryview:
    stop = values.offset + len(values)
    found: np.ndarray = (
        np.frombuffer(values.buffers()[1], dtype=kind, count=stop)[values.offset :] if stop else np.empty(0, kind)
    )
    return np.ascontiguousarray(found).data
