"""Text of many events from their columns: the GeoJSON and CSV that `events.writers` makes of one event after another."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely.geometry import mapping

from events.arrow_columns import arrow_numbers, plain_numbers
from events.column_cells import (
    Encode,
    csv_cells,
    csv_pieces,
    joined,
    json_pieces,
    json_values,
    letters_of,
    number_texts,
    text_column,
)
from events.file_columns import GEOMETRY, MANY_VALUES, POINT_WKB

_AT_ONCE = 25_000
# Columns whose values occur in fewer combinations than this share of the rows become one column.
_FEW = 1 / 8


@dataclass(frozen=True, slots=True)
class _Coded:
    """A column of texts that occur often: each once, and which of them each row has."""

    codes: np.ndarray
    texts: pa.Array

    @property
    def is_small(self) -> bool:
        return len(self.texts) <= _FEW * len(self.codes)


@dataclass(frozen=True, slots=True)
class _Plain:
    """A column of which most rows have a value of their own, and how some of them are written."""

    values: pa.Array
    pieces: Callable[[pa.Array], list[str | pa.Array]]


_Piece = str | _Coded | _Plain


def geojson_parts(table: pa.Table) -> Iterator[bytes | memoryview]:
    """Give the parts of the GeoJSON text of a table of `FILE_COLUMNS`: byte for byte what `to_geojson` makes of its events."""
    yield b'{"type":"FeatureCollection","features":['
    is_first = True
    for part in _features(table, before=",", behind=""):
        yield part[1:] if is_first else part
        is_first = False
    yield b"]}\n"


def feature_lines(table: pa.Table, *, before: str = "") -> Iterator[memoryview]:
    """Give the features of a table of `FILE_COLUMNS` as GeoJSON, each on a line of its own behind ``before``."""
    return _features(table, before=before, behind="\n")


def csv_parts(table: pa.Table) -> Iterator[bytes | memoryview]:
    """Give the parts of the CSV of a table of `FILE_COLUMNS`: byte for byte what `to_csv` makes of its events."""
    table = table.unify_dictionaries()
    columns = [name for name in table.column_names if name != GEOMETRY]
    yield (",".join(columns) + "\n").encode()

    def pieces() -> Iterator[_Piece]:
        for number, name in enumerate(columns):
            if number:
                yield ","
            is_own = name in MANY_VALUES and not pa.types.is_dictionary(table[name].type)
            yield _Plain(_whole(table[name]), csv_pieces) if is_own else _coded(table[name], csv_cells)
        yield "\n"

    yield from _rows(pieces(), len(table))


def _features(table: pa.Table, *, before: str, behind: str) -> Iterator[memoryview]:
    table = table.unify_dictionaries()

    def written(name: str) -> _Piece:
        column = table[name]
        is_own = name in MANY_VALUES and pa.types.is_string(column.type)
        return _Plain(_whole(column), json_pieces) if is_own else _coded(column, json_values)

    def pieces() -> Iterator[_Piece]:
        yield from (before + '{"type":"Feature","id":', written("event_id"), ',"geometry":')
        yield from (_coded(table[GEOMETRY], _geometries), ',"properties":{')
        names = [name for name in table.column_names if name not in {GEOMETRY, "lon", "lat"}]
        for number, name in enumerate(names):
            yield from (f'{"," if number else ""}"{name}":', written(name))
        yield "}}" + behind

    return _rows(pieces(), len(table))


def _whole(values: pa.ChunkedArray) -> pa.Array:
    whole = values.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _coded(column: pa.ChunkedArray, encode: Encode) -> _Piece:
    """Return a column's texts, each made once; one text where all rows are alike."""
    values = _whole(column)
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    none = encode(pa.nulls(1, values.dictionary.type))
    if values.null_count == len(values):
        return str(none[0].as_py())
    texts = encode(values.dictionary)
    if values.null_count:
        texts = pa.concat_arrays([texts, none])
    return str(texts[0].as_py()) if len(texts) == 1 else _Coded(_codes(values.indices, len(texts) - 1), texts)


def _codes(indices: pa.Array, none: int) -> np.ndarray:
    return plain_numbers(indices.cast(pa.int32()), none)


def _rows(pieces: Iterable[_Piece], rows: int) -> Iterator[memoryview]:
    merged = _merged(pieces)
    for start in range(0, rows, _AT_ONCE):
        number = min(_AT_ONCE, rows - start)
        parts: list[str | pa.Array] = []
        for piece in merged:
            if isinstance(piece, str):
                parts.append(piece)
            elif isinstance(piece, _Coded):
                parts.append(piece.texts.take(arrow_numbers(piece.codes[start : start + number])))
            else:
                parts += piece.pieces(piece.values.slice(start, number))
        is_alike = all(isinstance(each, str) for each in parts)
        yield letters_of(pa.repeat("".join(parts), number) if is_alike else joined(*parts))


def _merged(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Return fewer pieces that say the same: what stands beside a column of few texts is written into these."""
    found: list[_Piece] = []
    for each in pieces:
        piece = each
        while found and (both := _both(found[-1], piece)) is not None:
            found.pop()
            piece = both
        found.append(piece)
    return found


def _both(first: _Piece, second: _Piece) -> _Piece | None:
    """Return two pieces as one; None where that is not cheaper."""
    if isinstance(first, _Plain) or isinstance(second, _Plain):
        return None
    if isinstance(first, str):
        if isinstance(second, str):
            return first + second
        return _Coded(second.codes, joined(first, second.texts)) if second.is_small else None
    if isinstance(second, str):
        return _Coded(first.codes, joined(first.texts, second)) if first.is_small else None
    number = len(second.texts)
    if len(first.texts) * number > len(first.codes):
        return None  # so many are possible that counting them costs more than it saves
    pair = first.codes * np.int32(number) + second.codes
    there = np.zeros(len(first.texts) * number, dtype=bool)
    there[pair] = True
    used = np.flatnonzero(there)
    if len(used) > _FEW * len(pair):
        return None
    code = np.zeros(len(there), dtype=np.int32)
    code[used] = np.arange(len(used), dtype=np.int32)
    left, right = first.texts.take(arrow_numbers(used // number)), second.texts.take(arrow_numbers(used % number))
    return _Coded(code[pair], joined(left, right))


def _geometries(wkb: pa.Array) -> pa.Array:
    """Return WKB as GeoJSON: points by columns, each area once."""
    lengths = pc.fill_null(pc.binary_length(wkb), 0).to_numpy(zero_copy_only=False)
    kinds = pc.fill_null(pc.binary_slice(wkb, 1, 2), b"\0")
    is_point = (lengths == POINT_WKB.itemsize) & pc.equal(kinds, b"\1").to_numpy(zero_copy_only=False)
    points = np.frombuffer(letters_of(wkb.filter(arrow_numbers(is_point))), dtype=POINT_WKB)
    # A point without a place has no numbers: it is drawn as any other shape.
    empty = np.isnan(points["lon"])
    is_point[np.flatnonzero(is_point)[empty]] = False
    texts = _point_texts(points[~empty])
    coded = wkb.filter(arrow_numbers(~is_point)).dictionary_encode(null_encoding="encode")
    areas = text_column(
        [orjson.dumps(dict(mapping(shapely.from_wkb(each))) if each else None) for each in coded.dictionary.to_pylist()]
    ).take(coded.indices)  # fmt: skip
    if not len(areas):
        return texts
    order = np.empty(len(wkb), dtype=np.int32)
    order[is_point] = np.arange(len(texts))
    order[~is_point] = len(texts) + np.arange(len(areas))
    return pa.concat_arrays([texts, areas]).take(arrow_numbers(order))


def _point_texts(points: np.ndarray) -> pa.Array:
    lon, lat = (number_texts(points[name]) for name in ("lon", "lat"))
    return joined('{"type":"Point","coordinates":[', lon, ",", lat, "]}")
