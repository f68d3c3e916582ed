"""A project's own layers as the bytes that the browser's map reads (static/explorer/own_layers.js)."""

from collections.abc import Sequence

import numpy as np
import shapely

from geo.explorer_payload import areas_km2, pack, starts
from geo.own_layer import OwnFeature
from geo.own_layers import KeptLayer

_AREA, _LINE, _POINT = 0, 1, 2


def layers_payload(token: str, layers: Sequence[tuple[KeptLayer, Sequence[OwnFeature]]]) -> bytes:
    """Return layers as the bytes that the browser's map reads (static/explorer/own_layers.js).

    The header has ``token`` and, for each layer, ``id``, ``as_of``, ``attribution``, ``labels`` and ``populations``
    (name and colour may change, so the map is told them apart from these bytes; populations: of each feature, null where it is not known; no list where none is), and then ``km2``. The arrays
    hold shapes, each of one kind: ``shape_layer``, ``shape_label`` (which label of the layer), ``shape_kind`` (0 area, 1 line,
    2 points), ``shape_rings``, ``ring_points`` (where rings and points begin, one more than there are), ``vertices`` (lon, lat in turn).
    """
    shape_layer, shape_label, shape_kind, rings_of = [], [], [], []
    for at, (_, features) in enumerate(layers):
        for number, feature in enumerate(features):
            for kind, rings in _by_kind(feature.geometry):
                shape_layer.append(at)
                shape_label.append(number)
                shape_kind.append(kind)
                rings_of.append(rings)
    rings = [ring for each in rings_of for ring in each]
    header = {
        "token": token,
        "layers": [
            {
                "id": kept.layer_id,
                "as_of": kept.as_of.isoformat() if kept.as_of else None,
                "attribution": kept.attribution,
                "labels": [feature.label for feature in features],
                **_peopled(features),
            }
            for kept, features in layers
        ],
    }
    return pack(
        header,
        {
            "shape_layer": np.array(shape_layer, np.uint8),
            "shape_label": np.array(shape_label, np.uint32),
            "shape_kind": np.array(shape_kind, np.uint8),
            "shape_rings": starts([len(each) for each in rings_of]),
            "ring_points": starts([len(each) for each in rings]),
            "vertices": np.concatenate(rings).astype(np.float32).ravel() if rings else np.zeros(0, np.float32),
        },
    )


def _peopled(features: Sequence[OwnFeature]) -> dict[str, list[float | None]]:
    populations = [each.population for each in features]
    if not any(populations):
        return {"populations": [], "km2": []}
    km2 = areas_km2([each.geometry for each in features])
    return {"populations": populations, "km2": [round(float(each), 3) for each in km2]}


def _by_kind(geometry: shapely.Geometry) -> list[tuple[int, list[np.ndarray]]]:
    parts = _parts(geometry)
    areas = [ring for each in parts if each.geom_type == "Polygon" for ring in (each.exterior, *each.interiors)]
    lines = [each for each in parts if each.geom_type in {"LineString", "LinearRing"}]
    points = [each for each in parts if each.geom_type == "Point"]
    found = [(_AREA, areas), (_LINE, lines), (_POINT, points)]
    return [(kind, [shapely.get_coordinates(each) for each in some]) for kind, some in found if some]


def _parts(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    """Return the single shapes of a geometry, also of collections within collections."""
    if not hasattr(geometry, "geoms"):
        return [] if geometry.is_empty else [geometry]
    return [single for part in geometry.geoms for single in _parts(part)]
