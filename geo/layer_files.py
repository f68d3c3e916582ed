"""The files in which analysts keep layers of their own, as the map asks for them: what a feature is called and who lives there."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath

import pyproj

from events.errors import UnreadableDataError
from events.layers import (
    Bounds,
    Features,
    geopackage_layers,
    kmz_layers,
    named_crs,
    read_geojson,
    read_geopackage,
    read_kml,
    read_kmz,
    read_shapefile,
    shapefile_layers,
)
from geo.errors import LayerError
from geo.layer_raw import MOST_FEATURES, RawLayer, is_asked, label_of, population_of, refuse_many

_MOST_BYTES = 11 * 1024**2
_BOUNDS = Bounds(features=MOST_FEATURES, unpacked=64 * 1024**2)


def read_file(file_name: str, data: bytes, *, layer: str | None) -> RawLayer:
    """Read a file of one's own; what it is, is said by its suffix and checked by its first bytes."""
    reader = _READERS.get(PurePosixPath(file_name.lower()).suffix)
    if reader is None:
        raise LayerError(
            f"A layer is a file that ends in {', '.join(sorted(_READERS))}; this one does not. Save it as GeoJSON in WGS 84, then upload that."
        )
    if len(data) > _MOST_BYTES:
        raise LayerError(
            f"A layer may have {_MOST_BYTES // 1024**2} MB, this one has {len(data) / 1024**2:.0f} MB. Simplify or cut it first (in QGIS: Simplify, Clip)."
        )
    with _layer_errors():
        found = reader(data, layer)
    refuse_many(len(found.geometries))
    return RawLayer(
        geometries=found.geometries,
        labels=[label_of(each) for each in found.properties],
        populations=[population_of(each) for each in found.properties],
        crs=found.crs,
        links=found.links,
    )


def layer_names(file_name: str, data: bytes) -> tuple[str, ...]:
    """Return the names of the layers that a GeoPackage or an archive holds; none for the other formats."""
    suffix = PurePosixPath(file_name.lower()).suffix
    with _layer_errors():
        if suffix == ".gpkg":
            return geopackage_layers(data)
        if suffix == ".zip":
            return shapefile_layers(data, _BOUNDS)
        return kmz_layers(data, _BOUNDS) if suffix == ".kmz" else ()


def said_crs(words: str) -> pyproj.CRS | None:
    """Return the coordinate system that a person named; None for no words."""
    with _layer_errors():
        return named_crs(words)


@contextmanager
def _layer_errors() -> Iterator[None]:
    try:
        yield
    except UnreadableDataError as error:
        raise LayerError(str(error)) from error


_READERS: Mapping[str, Callable[[bytes, str | None], Features]] = {
    ".geojson": lambda data, _: read_geojson(data),
    ".json": lambda data, _: read_geojson(data),
    ".kml": lambda data, _: read_kml(data, _BOUNDS),
    ".kmz": lambda data, layer: read_kmz(data, layer, _BOUNDS),
    ".gpkg": lambda data, layer: read_geopackage(data, layer, _BOUNDS, wanted=is_asked),
    ".zip": lambda data, layer: read_shapefile(data, layer, _BOUNDS, wanted=is_asked),
}
