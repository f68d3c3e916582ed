"""Text of many events from their columns: the GeoJSON and CSV that `events.writers` makes of one event after another."""

from collections.abc import Callable, Iterator

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely.geometry import mapping

from events.file_columns import GEOMETRY

_AT_ONCE = 25_000
# A point's WKB: byte order, type, two numbers.
_POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("lon", "<f8"), ("lat", "<f8")])
_TURNING, _FORMULA, _QUOTED = rb"[\u202a-\u202e\u2066-\u2069]".decode("unicode_escape"), "^[=+\\-@\t\r]", '[,"\r]'


def geojson_parts(table: pa.Table) -> Iterator[bytes | memoryview]:
    """Give the parts of the GeoJSON text of a table of `FILE_COLUMNS`: byte for byte what `to_geojson` makes of its events."""
    yield b'{"type":"FeatureCollection","features":['
    is_first = True
    for batch in table.to_batches(max_chunksize=_AT_ONCE):
        part = _letters(_features(batch, before=",", behind=""))
        yield part[1:] if is_first else part
        is_first = False
    yield b"]}\n"


def feature_lines(table: pa.Table, *, before: str = "") -> Iterator[memoryview]:
    """Give the features of a table of `FILE_COLUMNS` as GeoJSON, each on a line of its own behind ``before``."""
    for batch in table.to_batches(max_chunksize=_AT_ONCE):
        yield _letters(_features(batch, before=before, behind="\n"))


def csv_parts(table: pa.Table) -> Iterator[bytes | memoryview]:
    """Give the parts of the CSV of a table of `FILE_COLUMNS`: byte for byte what `to_csv` makes of its events."""
    columns = [name for name in table.column_names if name != GEOMETRY]
    yield (",".join(columns) + "\n").encode()
    for batch in table.to_batches(max_chunksize=_AT_ONCE):
        pieces: list[str | pa.Array] = []
        for number, name in enumerate(columns):
            pieces += [*([","] if number else []), _encoded(batch[name], _cells)]
        yield _letters(_joined([*pieces, "\n"], len(batch)))


def _features(batch: pa.RecordBatch, *, before: str, behind: str) -> pa.Array:
    pieces: list[str | pa.Array] = [
        before + '{"type":"Feature","id":', _encoded(batch["event_id"], _json), ',"geometry":', _geometries(batch[GEOMETRY]),
        ',"properties":{',
    ]  # fmt: skip
    names = [name for name in batch.schema.names if name not in {GEOMETRY, "lon", "lat"}]
    for number, name in enumerate(names):
        pieces += [f'{"," if number else ""}"{name}":', _encoded(batch[name], _json)]
    return _joined([*pieces, "}}" + behind], len(batch))


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


def _encoded(values: pa.Array, encode: Callable[[pa.Array], pa.Array]) -> str | pa.Array:
    """Return the text of each value; one text where all are alike. What occurs often is encoded once."""
    coded = values if pa.types.is_dictionary(values.type) else values.dictionary_encode(null_encoding="encode")
    if len(coded.dictionary) == 1:
        only: str = encode(coded.dictionary)[0].as_py()
        return only
    if coded is not values and len(coded.dictionary) > len(values) // 2:
        return encode(values)
    return encode(coded.dictionary).take(coded.indices)


def _json(values: pa.Array) -> pa.Array:
    """Return values as JSON."""
    kind = values.type
    if pa.types.is_string(kind):
        return pa.array([orjson.dumps(each).decode() for each in values.to_pylist()], pa.string())
    if pa.types.is_date(kind):
        texts = pc.binary_join_element_wise('"', values.cast(pa.string()), '"', "")
    elif pa.types.is_floating(kind):
        texts = pa.array([orjson.dumps(each).decode() for each in values.to_pylist()], pa.string())
    else:
        texts = values.cast(pa.string())
    return pc.fill_null(texts, "null")


def _cells(values: pa.Array) -> pa.Array:
    """Return values as cells of CSV that no spreadsheet takes for a formula."""
    kind = values.type
    if pa.types.is_string(kind):
        return _safe(values)
    if pa.types.is_boolean(kind):
        return pc.if_else(values, "True", pc.if_else(pc.is_null(values), "", "False"))
    if pa.types.is_floating(kind):
        return pa.array(["" if each is None else repr(each) for each in values.to_pylist()], pa.string())
    return pc.fill_null(values.cast(pa.string()), "")


def _safe(values: pa.Array) -> pa.Array:
    """Return texts as `events.writers.safe_cell` makes them, quoted where CSV asks for it."""
    texts = pc.fill_null(values, "")
    if pc.any(pc.match_substring_regex(texts, _TURNING)).as_py():
        texts = pc.replace_substring_regex(texts, _TURNING, "")
    texts = pc.replace_substring(texts, "\n", " ")
    formula = pc.match_substring_regex(texts, _FORMULA)
    if pc.any(formula).as_py():
        texts = pc.if_else(formula, pc.binary_join_element_wise("'", texts, ""), texts)
    quoted = pc.match_substring_regex(texts, _QUOTED)
    if not pc.any(quoted).as_py():
        return texts
    return pc.if_else(quoted, pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', ""), texts)


def _geometries(wkb: pa.Array) -> pa.Array:
    """Return WKB as GeoJSON: points by columns, each area once."""
    lengths = pc.fill_null(pc.binary_length(wkb), 0).to_numpy(zero_copy_only=False)
    kinds = pc.fill_null(pc.binary_slice(wkb, 1, 2), b"\0")
    is_point = (lengths == _POINT.itemsize) & pc.equal(kinds, b"\1").to_numpy(zero_copy_only=False)
    points = np.frombuffer(_letters(wkb.filter(pa.array(is_point))), dtype=_POINT)
    # A point without a place has no numbers: it is drawn as any other shape.
    empty = np.isnan(points["lon"])
    is_point[np.flatnonzero(is_point)[empty]] = False
    texts = _point_texts(points[~empty])
    coded = wkb.filter(pa.array(~is_point)).dictionary_encode(null_encoding="encode")
    areas = pa.array(
        [orjson.dumps(dict(mapping(shapely.from_wkb(each))) if each else None).decode() for each in coded.dictionary.to_pylist()],
        pa.string(),
    ).take(coded.indices)  # fmt: skip
    if not len(areas):
        return texts
    order = np.empty(len(wkb), dtype=np.int64)
    order[is_point] = np.arange(len(texts))
    order[~is_point] = len(texts) + np.arange(len(areas))
    return pa.concat_arrays([texts, areas]).take(pa.array(order))


def _point_texts(points: np.ndarray) -> pa.Array:
    if not len(points):
        return pa.array([], pa.string())
    lon, lat = (_number_texts(points[name]) for name in ("lon", "lat"))
    return pc.binary_join_element_wise('{"type":"Point","coordinates":[', lon, ",", lat, "]}", "")


def _number_texts(numbers: np.ndarray) -> pa.Array:
    """Return numbers as JSON has them, all written at once."""
    text = orjson.dumps(np.ascontiguousarray(numbers), option=orjson.OPT_SERIALIZE_NUMPY)[1:-1].decode()
    return pc.split_pattern(pa.array([text]), ",").values
