"""GeoParquet 1.1 of events, with the box of each row beside its geometry."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyproj
import shapely

from events import GEOMETRY, MANY_VALUES, POINT_WKB, plain_numbers
from geo.export_note import ExportNote

_BOX = ("xmin", "ymin", "xmax", "ymax")
_BBOX = "bbox"
_ROWS = 100_000
_POINT_HEAD = b"\x01\x01"  # the WKB of a point begins with this, where its numbers begin with their lowest byte
# So many rows of one shape each, and shapes are written as they are.
_SHARED = 0.2


def write_geoparquet(table: pa.Table, path: Path, note: ExportNote) -> None:
    """Write GeoParquet 1.1: WKB on OGC:CRS84 and a column ``bbox`` by which readers skip what lies elsewhere."""
    wkb = table[GEOMETRY].unify_dictionaries().combine_chunks()
    wkb = wkb.chunk(0) if isinstance(wkb, pa.ChunkedArray) else wkb
    wkb = wkb if pa.types.is_dictionary(wkb.type) else wkb.dictionary_encode()
    kinds, bounds = _kinds_and_bounds(wkb.dictionary)
    at = plain_numbers(wkb.indices.cast(pa.int32()), len(bounds) - 1)
    boxes = bounds[at]
    missing = np.isnan(boxes[:, 0])
    bbox = pa.StructArray.from_arrays(
        [pa.array(side) for side in boxes.T], names=list(_BOX), mask=pa.array(missing)
    )  # fmt: skip
    plain = pa.table({**{name: table[name] for name in table.column_names}, _BBOX: bbox})
    geo = {
        "version": "1.1.0",
        "primary_column": GEOMETRY,
        "columns": {
            GEOMETRY: {
                "encoding": "WKB",
                "geometry_types": kinds,
                "crs": pyproj.CRS("OGC:CRS84").to_json_dict(),
                "orientation": "counterclockwise",
                "edges": "planar",
                "covering": {"bbox": {side: [_BBOX, side] for side in _BOX}},
                **_extent(bounds),
            }
        },
    }
    # A dictionary of values that most rows have for themselves costs time and saves no room.
    often = [name for name in table.column_names if name not in MANY_VALUES and name != GEOMETRY]
    if len(wkb.dictionary) < _SHARED * len(wkb):
        often.append(GEOMETRY)
    # Readers skip by days, boxes and counts, never by the first and last letters of a sentence.
    told = [f.name for f in plain.schema if f.name not in {_BBOX, GEOMETRY, *MANY_VALUES}]
    told += [f"{_BBOX}.{side}" for side in _BOX]
    # Without Arrow's own schema: readers need not know which columns were dictionaries.
    with pq.ParquetWriter(
        path, plain.schema, compression="zstd", store_schema=False, use_dictionary=often, write_statistics=told
    ) as writer:
        writer.write_table(plain, row_group_size=_ROWS)
        writer.add_key_value_metadata({"geo": json.dumps(geo), "dateline": note.text()})


def _kinds_and_bounds(wkb: pa.Array) -> tuple[list[str], np.ndarray]:
    """Return the types of some shapes that are not empty, and the box of each; of the last row, and of an empty one, NaN."""
    is_point = (pc.binary_length(wkb).to_numpy(zero_copy_only=False) == POINT_WKB.itemsize) & pc.equal(
        pc.binary_slice(wkb, 0, 2), _POINT_HEAD
    ).to_numpy(zero_copy_only=False)
    bounds = np.full((len(wkb) + 1, 4), np.nan)
    letters = b"".join(wkb.filter(pa.array(is_point)).to_pylist())
    points = np.frombuffer(letters, dtype=POINT_WKB)
    bounds[:-1][is_point] = np.stack([points[name] for name in ("lon", "lat", "lon", "lat")], axis=-1)
    shapes = shapely.from_wkb(wkb.filter(pa.array(~is_point)).to_pylist())
    bounds[:-1][~is_point] = shapely.bounds(shapes).reshape(-1, 4)
    kinds = {each.geom_type for each in shapes if not each.is_empty}
    return sorted(kinds | ({"Point"} if (~np.isnan(points["lon"])).any() else set())), bounds


def _extent(bounds: np.ndarray) -> dict[str, list[float]]:
    known = bounds[~np.isnan(bounds[:, 0])]
    return (
        {"bbox": [*map(float, known[:, :2].min(axis=0)), *map(float, known[:, 2:].max(axis=0))]} if len(known) else {}
    )
