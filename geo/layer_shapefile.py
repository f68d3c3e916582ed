"""A shapefile in a zip: an archive of a stranger, unpacked under names of ours and within bounds."""

import io
import tempfile
import zipfile
import zlib
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geo.errors import LayerError
from geo.layer_crs import wkt_crs
from geo.layer_raw import (
    MOST_FEATURES,
    MOST_UNPACKED,
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
        files = {end: _member(archive, parts[end]) for end in (".shp", ".shx", ".dbf", ".prj", ".cpg") if end in parts}
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
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise LayerError(
            "This is no zip archive. Pack the .shp, .shx, .dbf and .prj of one layer into a zip."
        ) from error
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise LayerError(
            f"The archive holds too much: at most {_MOST_MEMBERS} files and {MOST_UNPACKED // 1024**2} MB unpacked. Pack only the layer's own files."
        )
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise LayerError(
                "The archive holds a file whose name leads out of it. Pack the layer's files anew, without folders."
            )
    return archive


def _shapefiles(archive: zipfile.ZipFile) -> list[str]:
    names = [name for name in archive.namelist() if not name.startswith("__MACOSX/")]
    return [name[:-4] for name in names if name.lower().endswith(".shp")]


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as member:
            content = member.read(MOST_UNPACKED + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise LayerError("A file in the archive is damaged or locked with a password. Pack the layer anew.") from error
    if len(content) > MOST_UNPACKED:
        raise LayerError("A file in the archive unpacks to more than it says. Pack the layer anew.")
    return content


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
