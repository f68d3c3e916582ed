"""A shapefile in a zip, unpacked under names of ours."""

import tempfile
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geo.errors import LayerError
from geo.layer_archive import names_ending, open_archive, read_member
from geo.layer_crs import wkt_crs
from geo.layer_raw import (
    MOST_FEATURES,
    RawLayer,
    is_asked,
    label_of,
    one_named,
    population_of,
    refuse_many,
)

_MOST_MEMBERS = 64
_SHAPEFILE_MAGIC = b"\x00\x00\x27\x0a"


def shapefile_layers(data: bytes) -> tuple[str, ...]:
    """Return the names of the shapefiles in an archive."""
    with _archive(data) as archive:
        return tuple(stem.rsplit("/", 1)[-1] for stem in _shapefiles(archive))


def read_shapefile(data: bytes, layer: str | None) -> RawLayer:
    """Read one shapefile of an archive, the first where none is named."""
    with _archive(data) as archive:
        stem = one_named(_shapefiles(archive), layer, lambda each: each.rsplit("/", 1)[-1])
        parts = {name[len(stem) :].lower(): name for name in archive.namelist() if name.startswith(f"{stem}.")}
        files = {
            end: read_member(archive, parts[end]) for end in (".shp", ".shx", ".dbf", ".prj", ".cpg") if end in parts
        }
    if not files[".shp"].startswith(_SHAPEFILE_MAGIC) or not files.get(".shx", b"").startswith(_SHAPEFILE_MAGIC):
        raise LayerError(
            "The archive's .shp or .shx is missing or is none. Pack .shp, .shx, .dbf and .prj of one layer."
        )
    projection = files.pop(".prj", b"").decode("utf-8", "replace").strip()
    with tempfile.TemporaryDirectory(prefix="dateline-layer-") as folder:
        for end, content in files.items():
            (Path(folder) / f"layer{end}").write_bytes(content)
        geometries, properties = _by_gdal(Path(folder) / "layer.shp")
    return RawLayer(
        geometries=geometries,
        labels=[label_of(each) for each in properties],
        populations=[population_of(each) for each in properties],
        crs=wkt_crs(projection) if projection else None,
    )


def _archive(data: bytes) -> zipfile.ZipFile:
    return open_archive(
        data, most_members=_MOST_MEMBERS, advice="Pack the .shp, .shx, .dbf and .prj of one layer into a zip."
    )


def _shapefiles(archive: zipfile.ZipFile) -> list[str]:
    return [name[:-4] for name in names_ending(archive, ".shp")]


def _by_gdal(path: Path) -> tuple[np.ndarray, list[dict[str, object]]]:
    # GDAL knows a file by its first bytes: read_shapefile has seen that these are a shapefile's
    try:
        fields = gpd.read_file(path, engine="pyogrio", rows=1, on_invalid="ignore").columns
        wanted = [str(field) for field in fields if is_asked(str(field)) and field != "geometry"]
        table = gpd.read_file(path, engine="pyogrio", columns=wanted, rows=MOST_FEATURES + 1, on_invalid="ignore")
    except (RuntimeError, ValueError, shapely.errors.ShapelyError) as error:  # all of pyogrio's errors are one of these
        raise LayerError(
            "The shapefile cannot be read. Export the layer anew, or save it as GeoJSON in WGS 84."
        ) from error
    if not isinstance(table, gpd.GeoDataFrame):
        raise LayerError("The shapefile holds a table and no shapes. Choose another, or export the layer anew.")
    refuse_many(len(table))
    rows: list[dict[str, object]] = table[wanted].to_dict("records")
    return np.asarray(table.geometry.array, object), rows
