"""GeoParquet 1.1 of events, with the box of each row beside its geometry."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from events import GEOMETRY
from geo.export_note import ExportNote

_BOX = ("xmin", "ymin", "xmax", "ymax")
_BBOX = "bbox"
_ROWS = 100_000


def write_geoparquet(table: pa.Table, path: Path, note: ExportNote) -> None:
    """Write GeoParquet 1.1: WKB on OGC:CRS84 and a column ``bbox`` by which readers skip what lies elsewhere."""
    wkb = table[GEOMETRY].combine_chunks().dictionary_encode()
    wkb = wkb.chunk(0) if isinstance(wkb, pa.ChunkedArray) else wkb
    shapes = shapely.from_wkb(wkb.dictionary.to_pylist())
    empty = shapely.is_empty(shapes)
    kinds = sorted({each.geom_type for each in shapes[~empty]})
    bounds = np.concatenate([shapely.bounds(shapes).reshape(-1, 4), np.full((1, 4), np.nan)])
    at = np.asarray(wkb.indices.fill_null(len(shapes)).to_numpy(zero_copy_only=False))
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
    # Without Arrow's own schema: readers need not know which columns were dictionaries.
    with pq.ParquetWriter(path, plain.schema, compression="zstd", store_schema=False) as writer:
        writer.write_table(plain, row_group_size=_ROWS)
        writer.add_key_value_metadata({"geo": json.dumps(geo), "dateline": note.text()})


def _extent(bounds: np.ndarray) -> dict[str, list[float]]:
    known = bounds[~np.isnan(bounds[:, 0])]
    return (
        {"bbox": [*map(float, known[:, :2].min(axis=0)), *map(float, known[:, 2:].max(axis=0))]} if len(known) else {}
    )
