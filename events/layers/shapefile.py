"""A shapefile in a zip, unpacked under names of ours."""

import tempfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from events.errors import UnreadableDataError
from events.layers.archive import names_ending, open_archive, read_member
from events.layers.crs import wkt_crs
from events.layers.features import Bounds, Features, any_field, one_named
from events.layers.gdal import by_gdal

_MOST_MEMBERS = 64
_SHAPEFILE_MAGIC = b"\x00\x00\x27\x0a"


def shapefile_layers(data: bytes, bounds: Bounds) -> tuple[str, ...]:
    """Return the names of the shapefiles in an archive."""
    with _archive(data, bounds) as archive:
        return tuple(stem.rsplit("/", 1)[-1] for stem in _shapefiles(archive))


def read_shapefile(
    data: bytes, layer: str | None, bounds: Bounds, *, wanted: Callable[[str], bool] = any_field
) -> Features:
    """Read one shapefile of an archive, the first where none is named, with the fields that are wanted."""
    with _archive(data, bounds) as archive:
        stem = one_named(_shapefiles(archive), layer, lambda each: each.rsplit("/", 1)[-1])
        parts = {name[len(stem) :].lower(): name for name in archive.namelist() if name.startswith(f"{stem}.")}
        files = {
            end: read_member(archive, parts[end], bounds)
            for end in (".shp", ".shx", ".dbf", ".prj", ".cpg")
            if end in parts
        }
    if not files[".shp"].startswith(_SHAPEFILE_MAGIC) or not files.get(".shx", b"").startswith(_SHAPEFILE_MAGIC):
        raise UnreadableDataError(
            "The archive's .shp or .shx is missing or is none. Pack .shp, .shx, .dbf and .prj of one layer."
        )
    projection = files.pop(".prj", b"").decode("utf-8", "replace").strip()
    with tempfile.TemporaryDirectory(prefix="dateline-layer-") as folder:
        for end, content in files.items():
            (Path(folder) / f"layer{end}").write_bytes(content)
        geometries, properties, _ = by_gdal(Path(folder) / "layer.shp", "shapefile", bounds, wanted)
    return Features(geometries=geometries, properties=properties, crs=wkt_crs(projection) if projection else None)


def _archive(data: bytes, bounds: Bounds) -> zipfile.ZipFile:
    return open_archive(
        BytesIO(data),
        most_members=_MOST_MEMBERS,
        most_unpacked=bounds.unpacked,
        advice="Pack the .shp, .shx, .dbf and .prj of one layer into a zip.",
    )


def _shapefiles(archive: zipfile.ZipFile) -> list[str]:
    return [name[:-4] for name in names_ending(archive, ".shp")]
