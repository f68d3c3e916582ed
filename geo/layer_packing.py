"""The features of a layer as a project keeps them: GeoJSON, packed; a project may come from a stranger."""

import zlib
from collections.abc import Sequence

import numpy as np
import orjson
import shapely

from events import StoreBrokenError
from geo.own_layer import OwnFeature

# Of a file from a stranger, a layer unpacks to no more than this.
_MOST_UNPACKED = 64 * 1024**2
_DECIMALS = 6


def packed(features: Sequence[OwnFeature]) -> bytes:
    """Return features as a project keeps them, to a tenth of a metre."""
    shapes = shapely.set_precision(
        np.array([each.geometry for each in features], object), 10.0**-_DECIMALS, mode="pointwise"
    )
    texts = shapely.to_geojson(shapes)
    rows = [
        {
            "type": "Feature",
            "properties": {"label": each.label, "population": each.population},
            "geometry": orjson.Fragment(text),
        }
        for each, text in zip(features, texts, strict=True)
    ]
    return zlib.compress(orjson.dumps({"type": "FeatureCollection", "features": rows}), 6)


def unpacked(kept: bytes) -> tuple[OwnFeature, ...]:
    """Return features that were packed.

    Raises
    ------
    StoreBrokenError
        If they are damaged, or unpack to more than any layer is.
    """
    try:
        rows = orjson.loads(zlib.decompressobj().decompress(kept, _MOST_UNPACKED))["features"]
        shapes = shapely.from_geojson([orjson.dumps(row["geometry"]).decode() for row in rows], on_invalid="ignore")
        return tuple(
            OwnFeature(str(row["properties"]["label"]), shape, _number(row["properties"].get("population")))
            for row, shape in zip(rows, shapes, strict=True)
            if shape is not None and not shape.is_empty
        )
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise StoreBrokenError(
            "A layer of this project is damaged. Remove it (Layers), then upload it anew."
        ) from error


def _number(kept: object) -> float | None:
    return float(kept) if isinstance(kept, int | float) else None
