"""Places, relations, shapes and decisions as JSON, as the command line writes them."""

from collections.abc import Callable

import shapely
from shapely.geometry import mapping

from gazetteer.place import Candidate, Place
from gazetteer.toponym import Relation, Resolution

Json = dict[str, object]
# Makes what stands for a geometry in a record: GeoJSON, its text (`gazetteer.json_text.WrittenOutline`), or nothing.
Outline = Callable[[shapely.Geometry | None], object]
_DECIMALS = 6


def place_record(place: Place) -> Json:
    """Return a place as JSON."""
    return {
        "place_id": place.place_id, "name": place.name, "lon": place.lon, "lat": place.lat, "country_code": place.country_code,
        "feature_class": place.feature_class.value, "feature_code": place.feature_code, "geonames_id": place.geonames_id,
    }  # fmt: skip


def relation_record(relation: Relation | None) -> Json | None:
    """Return a relation as JSON, or None."""
    if relation is None:
        return None
    return {
        "kind": relation.kind.value, "start": relation.start, "end": relation.end,
        "distance_m": relation.distance_m, "bearing": relation.bearing,
    }  # fmt: skip


def geometry_record(geometry: shapely.Geometry | None) -> Json | None:
    """Return a geometry as GeoJSON (lon, lat; six decimals, a tenth of a metre), or None."""
    if geometry is None:
        return None
    return dict(mapping(shapely.set_precision(geometry, 10**-_DECIMALS)))


def bbox_record(geometry: shapely.Geometry | None) -> list[float] | None:
    """Return west, south, east and north of a geometry in degrees, as GeoJSON has them, or None."""
    return None if geometry is None else [round(float(each), _DECIMALS) for each in geometry.bounds]


def no_outline(_geometry: shapely.Geometry | None) -> None:
    """Return None: a record without its geometry, as `Outline`."""


def _candidate_record(candidate: Candidate) -> Json:
    return {
        **place_record(candidate.place),
        "score": candidate.score,
        "tier": candidate.tier.value,
        "reasons": list(candidate.reasons),
    }


def resolution_record(resolution: Resolution, *, outline: Outline = geometry_record) -> Json:
    """Return a resolution as the command line writes it; ``outline`` makes its footprint."""
    toponym = resolution.toponym
    return {
        "start": toponym.start, "end": toponym.end, "text": toponym.text, "demonym": toponym.is_demonym, "metonym": toponym.is_metonym,
        "place": place_record(resolution.place) if resolution.place else None, "score": resolution.score,
        "tier": resolution.tier.value if resolution.tier else None, "reasons": list(resolution.reasons),
        "candidates": [_candidate_record(c) for c in resolution.candidates], "relation": relation_record(resolution.relation),
        "footprint": outline(resolution.footprint), "bbox": bbox_record(resolution.footprint), "radius_m": resolution.radius_m,
        "where_prec": resolution.where_prec, "needs_review": resolution.needs_review,
    }  # fmt: skip
