"""Text of many events from their columns: the GeoJSON and CSV that `events.writers` makes of one event after another."""

from collections.abc import Callable, Iterator

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely.geometry import mapping

from events.arrow_columns import arrow_column, arrow_numbers
from events.file_columns import GEOMETRY

_AT_ONCE = 25_000
# A point's WKB: byte order, type, two numbers.
_POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("lon", "<f8"), ("lat", "<f8")])
_TURNING, _TURNING_BYTES, _FORMULA = "[\u202a-\u202e\u2066-\u2069]", (b"\xe2\x80", b"\xe2\x81"), "^[=+@\t\r-]"


def _signs(signs: bytes) -> np.ndarray:
    found = np.zeros(256, dtype=bool)
    found[list(signs)] = True
    return found


_ESCAPED, _QUOTED, _QUOTE, _LINE_BREAK = (
    _signs(each) for each in (b'"\\' + bytes(range(32)), b',"\r', b'"', b"\n")
)  # fmt: skip


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
    pieces: list[str | _Column] = []
    for number, name in enumerate(columns):
        pieces += [*([","] if number else []), _Column(table, name, _cells)]
    yield from _rows(table, [*pieces, "\n"])


def _features(table: pa.Table, *, before: str, behind: str) -> Iterator[memoryview]:
    table = table.unify_dictionaries()
    pieces: list[str | _Column] = [
        before + '{"type":"Feature","id":', _Column(table, "event_id", _json), ',"geometry":', _Column(table, GEOMETRY, _geometries),
        ',"properties":{',
    ]  # fmt: skip
    names = [name for name in table.column_names if name not in {GEOMETRY, "lon", "lat"}]
    for number, name in enumerate(names):
        pieces += [f'{"," if number else ""}"{name}":', _Column(table, name, _json)]
    return _rows(table, [*pieces, "}}" + behind])


class _Column:
    """The texts of a table's column, batch by batch; the text of what occurs often is made once."""

    def __init__(self, table: pa.Table, name: str, encode: Callable[[pa.Array], pa.Array]) -> None:
        values = table[name].combine_chunks()
        values = values.chunk(0) if isinstance(values, pa.ChunkedArray) else values
        if not (
            pa.types.is_string(values.type) or pa.types.is_binary(values.type) or pa.types.is_dictionary(values.type)
        ):
            values = values.dictionary_encode()
        self._values, self._encode, self._texts = values, encode, None
        if pa.types.is_dictionary(values.type):
            texts = encode(values.dictionary)
            self._texts = pa.concat_arrays([texts, encode(pa.nulls(1, values.dictionary.type))])
            self._values = pc.fill_null(values.indices, len(texts)) if values.null_count else values.indices
            self._only = str(self._texts[-1].as_py()) if values.null_count == len(values) else None

    def of(self, start: int, number: int) -> str | pa.Array:
        """Return the texts of some rows; one where all rows of the table are alike."""
        some = self._values.slice(start, number)
        if self._texts is None:
            return self._encode(some)
        return self._only if self._only is not None else self._texts.take(some)


def _rows(table: pa.Table, pieces: list[str | _Column]) -> Iterator[memoryview]:
    for start in range(0, len(table), _AT_ONCE):
        number = min(_AT_ONCE, len(table) - start)
        yield _letters(_joined([each if isinstance(each, str) else each.of(start, number) for each in pieces], number))


def _letters(texts: pa.Array) -> memoryview:
    """Return texts one behind another, without copying them."""
    _, ends, data = texts.buffers()
    at = np.frombuffer(ends, dtype=np.int32, count=texts.offset + len(texts) + 1)
    return memoryview(data)[at[texts.offset] : at[-1]]


def _joined(pieces: list[str | pa.Array], rows: int) -> pa.Array:
    """Return the texts of each of some rows one behind another; what all rows have in common is one piece."""
    merged: list[str | pa.Array] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    if isinstance(merged[0], str) and len(merged) == 1:
        return pa.repeat(merged[0], rows)
    return pc.binary_join_element_wise(*(pa.scalar(each) if isinstance(each, str) else each for each in merged), "")


def _json(values: pa.Array) -> pa.Array:
    """Return values as JSON."""
    kind = values.type
    if pa.types.is_string(kind):
        return _json_texts(values)
    if pa.types.is_date(kind):
        return pc.fill_null(pc.binary_join_element_wise('"', values.cast(pa.string()), '"', ""), "null")
    if pa.types.is_floating(kind):
        return _texts([orjson.dumps(each) for each in values.to_pylist()])
    return pc.fill_null(values.cast(pa.string()), "null")


def _json_texts(values: pa.Array) -> pa.Array:
    """Return texts as JSON: what has no sign to escape between quotes, the others one by one."""
    quoted = pc.fill_null(pc.binary_join_element_wise('"', values, '"', ""), "null")
    escaped = _rows_with(values, _ESCAPED)
    if not escaped.any():
        return quoted
    mask = arrow_numbers(escaped)
    return pc.replace_with_mask(quoted, mask, _texts([orjson.dumps(each) for each in values.filter(mask).to_pylist()]))


def _cells(values: pa.Array) -> pa.Array:
    """Return values as cells of CSV that no spreadsheet takes for a formula."""
    kind = values.type
    if pa.types.is_string(kind):
        return _safe(values)
    if pa.types.is_boolean(kind):
        return _texts([b"" if each is None else str(each).encode() for each in values.to_pylist()])
    if pa.types.is_floating(kind):
        return _texts([b"" if each is None else repr(each).encode() for each in values.to_pylist()])
    return pc.fill_null(values.cast(pa.string()), "")


def _safe(values: pa.Array) -> pa.Array:
    """Return texts as `events.writers.safe_cell` makes them, quoted where CSV asks for it."""
    texts = pc.fill_null(values, "")
    letters = bytes(_letters(texts))
    if any(each in letters for each in _TURNING_BYTES):
        texts = pc.replace_substring_regex(texts, _TURNING, "")
    if _rows_with(texts, _LINE_BREAK).any():
        texts = pc.replace_substring(texts, "\n", " ")
    formula = pc.match_substring_regex(pc.utf8_slice_codeunits(texts, 0, 1), _FORMULA)
    if pc.any(formula).as_py():
        texts = pc.if_else(formula, pc.binary_join_element_wise("'", texts, ""), texts)
    quoted = _rows_with(texts, _QUOTED)
    if not quoted.any():
        return texts
    if _rows_with(texts, _QUOTE).any():
        texts = pc.replace_substring(texts, '"', '""')
    mark = _texts([b"", b'"']).take(arrow_numbers(quoted.astype(np.int32)))
    return pc.binary_join_element_wise(mark, texts, mark, "")


def _rows_with(texts: pa.Array, signs: np.ndarray) -> np.ndarray:
    """Say of each text whether it holds one of some bytes."""
    _, ends, data = texts.buffers()
    found = np.zeros(len(texts), dtype=bool)
    if data is None or not len(texts):
        return found
    at = np.frombuffer(ends, dtype=np.int32, count=texts.offset + len(texts) + 1)[texts.offset :]
    hits = np.flatnonzero(signs[np.frombuffer(data, dtype=np.uint8)[at[0] : at[-1]]])
    found[np.searchsorted(at - at[0], hits, side="right") - 1] = True
    return found


def _texts(values: list[bytes]) -> pa.Array:
    return arrow_column(values, pa.string())


def _geometries(wkb: pa.Array) -> pa.Array:
    """Return WKB as GeoJSON: points by columns, each area once."""
    lengths = pc.fill_null(pc.binary_length(wkb), 0).to_numpy(zero_copy_only=False)
    kinds = pc.fill_null(pc.binary_slice(wkb, 1, 2), b"\0")
    is_point = (lengths == _POINT.itemsize) & pc.equal(kinds, b"\1").to_numpy(zero_copy_only=False)
    points = np.frombuffer(_letters(wkb.filter(arrow_numbers(is_point))), dtype=_POINT)
    # A point without a place has no numbers: it is drawn as any other shape.
    empty = np.isnan(points["lon"])
    is_point[np.flatnonzero(is_point)[empty]] = False
    texts = _point_texts(points[~empty])
    coded = wkb.filter(arrow_numbers(~is_point)).dictionary_encode(null_encoding="encode")
    areas = _texts(
        [orjson.dumps(dict(mapping(shapely.from_wkb(each))) if each else None) for each in coded.dictionary.to_pylist()]
    ).take(coded.indices)  # fmt: skip
    if not len(areas):
        return texts
    order = np.empty(len(wkb), dtype=np.int32)
    order[is_point] = np.arange(len(texts))
    order[~is_point] = len(texts) + np.arange(len(areas))
    return pa.concat_arrays([texts, areas]).take(arrow_numbers(order))


def _point_texts(points: np.ndarray) -> pa.Array:
    if not len(points):
        return _texts([])
    lon, lat = (_number_texts(points[name]) for name in ("lon", "lat"))
    return pc.binary_join_element_wise('{"type":"Point","coordinates":[', lon, ",", lat, "]}", "")


def _number_texts(numbers: np.ndarray) -> pa.Array:
    """Return numbers as JSON has them, all written at once."""
    text = orjson.dumps(np.ascontiguousarray(numbers), option=orjson.OPT_SERIALIZE_NUMPY)[1:-1]
    return pc.split_pattern(_texts([text]), ",").values
