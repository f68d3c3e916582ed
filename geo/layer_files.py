"""The files in which analysts keep layers of their own, read without trust: nothing in them is opened, followed or run.

GeoJSON, KML and GeoPackage are read here, without GDAL, whose drivers would follow links and guess formats. A shapefile
is given to GDAL under a name of ours, once its first bytes say that it is one.
"""

import io
import json
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import orjson
import pyogrio
import pyproj
import shapely

from geo.errors import LayerError
from geo.layer_crs import named_crs, wkt_crs
from geo.layer_kml import read_placemarks
from geo.layer_wkb import read_wkb, without_header

MOST_FEATURES = 20_000
_MOST_BYTES, _MOST_UNPACKED, _MOST_MEMBERS = 11 * 1024**2, 64 * 1024**2, 64
# Steps of SQLite's machine, in thousands, after which a table of a hostile file is given up: some seconds.
_STEPS, _MOST_STEPS = 1_000, 100_000
_SHAPEFILE_MAGIC, _SQLITE_MAGIC = b"\x00\x00\x27\x0a", b"SQLite format 3\x00"
_WANTED = ("name", "label", "title", "name_en", "shapename", "adm1_en", "adm2_en", "description", "type", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLayer:
    """What a file holds, before it is judged: ``geometries`` (None where one cannot be read), ``labels``, and ``crs``, None where it is not said."""

    geometries: np.ndarray
    labels: Sequence[str]
    crs: pyproj.CRS | None
    links: int = 0


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
    return reader(data, layer)


def layer_names(file_name: str, data: bytes) -> tuple[str, ...]:
    """Return the names of the layers that a GeoPackage or an archive holds; none for the other formats."""
    suffix = PurePosixPath(file_name.lower()).suffix
    if suffix == ".gpkg":
        with _gpkg(data) as connection:
            return tuple(name for name, *_ in _tables(connection))
    if suffix == ".zip":
        with _archive(data) as archive:
            return tuple(stem.rsplit("/", 1)[-1] for stem in _shapefiles(archive))
    return ()


def _label(properties: Mapping[str, Any]) -> str:
    known = {str(key).casefold(): value for key, value in properties.items()}
    return next((str(known[key]) for key in _WANTED if isinstance(known.get(key), str | int) and str(known[key])), "")


def _few(number: int) -> None:
    if number > MOST_FEATURES:
        raise LayerError(
            f"A layer may have {MOST_FEATURES:,} features, this one has more. Cut it to the area you need (in QGIS: Clip), or dissolve it."
        )


def _geojson(data: bytes, _: str | None) -> RawLayer:
    try:
        read = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise LayerError(
            "This is no GeoJSON: it cannot be read as JSON. Export it anew from the program that wrote it."
        ) from error
    kind = read.get("type") if isinstance(read, dict) else None
    if not isinstance(kind, str):
        raise LayerError('This JSON is no GeoJSON: it has no "type". Export a FeatureCollection.')
    found = (
        read.get("features")
        if kind == "FeatureCollection"
        else [read if kind == "Feature" else {"geometry": read, "properties": {}}]
    )
    features = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    _few(len(features))
    properties = [each.get("properties") for each in features]
    return RawLayer(
        geometries=shapely.from_geojson(np.array([_geometry_text(e) for e in features], object), on_invalid="ignore"),
        labels=[_label(each) if isinstance(each, dict) else "" for each in properties],
        crs=named_crs(_crs_member(read)),
    )


def _geometry_text(feature: Mapping[str, Any]) -> str | None:
    geometry = feature.get("geometry")
    try:
        return orjson.dumps(geometry).decode() if isinstance(geometry, dict) else None
    except orjson.JSONEncodeError:
        return None


def _crs_member(read: Mapping[str, Any]) -> str:
    # GeoJSON before RFC 7946 named its system; since then it is WGS 84
    said = read.get("crs")
    named = said.get("properties") if isinstance(said, dict) else None
    return str(named.get("name", "")) if isinstance(named, dict) else ""


def _kml(data: bytes, _: str | None) -> RawLayer:
    found = read_placemarks(data, most=MOST_FEATURES)
    _few(len(found.geometries))
    return RawLayer(
        geometries=np.array(found.geometries, object),
        labels=[_label(each) for each in found.properties],
        crs=named_crs("EPSG:4326"),
        links=found.links,
    )


class _gpkg:  # noqa: N801 - read like a function: `with _gpkg(data) as connection`
    """A GeoPackage in memory, with nothing in its schema trusted."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(_SQLITE_MAGIC):
            raise LayerError("This is no GeoPackage. Export the layer anew, or save it as GeoJSON in WGS 84.")
        # a file that was being written says so in these two bytes, and would ask for its log
        self._data = data[:18] + b"\1\1" + data[20:]

    def __enter__(self) -> sqlite3.Connection:
        self._connection = sqlite3.connect(":memory:")
        self._connection.deserialize(self._data)
        self._connection.text_factory = lambda text: text.decode("utf-8", "replace")
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        steps = iter(range(_MOST_STEPS))
        self._connection.set_progress_handler(lambda: int(next(steps, None) is None), _STEPS)
        self._connection.execute("PRAGMA trusted_schema=OFF")
        self._connection.execute("PRAGMA query_only=ON")
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        self._connection.close()
        if isinstance(error, sqlite3.Error):
            raise LayerError(
                f"This GeoPackage cannot be read ({error}). Export the layer anew, or save it as GeoJSON in WGS 84."
            ) from error


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    return connection.execute(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g JOIN gpkg_contents c ON c.table_name = g.table_name "
        "WHERE c.data_type = 'features' ORDER BY c.rowid LIMIT 100"
    ).fetchall()


def _geopackage(data: bytes, layer: str | None) -> RawLayer:
    with _gpkg(data) as connection:
        tables = _tables(connection)
        table, column, srs = _named(tables, layer, lambda each: each[0])
        fields = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        wanted = [field for field in fields if field.casefold() in _WANTED and field != column]
        columns = ", ".join(_quoted(each) for each in (column, *wanted))
        # names of a stranger's tables, quoted: nothing else of the file is in the statement
        rows = connection.execute(f"SELECT {columns} FROM {_quoted(table)} LIMIT {MOST_FEATURES + 1}").fetchall()  # noqa: S608
        _few(len(rows))
        said = connection.execute(
            "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
            (srs,),
        ).fetchone()
    crs = None
    if said is not None and srs not in (0, -1):
        crs = named_crs(f"{said[0]}:{said[1]}") if str(said[0]).upper() == "EPSG" else wkt_crs(str(said[2]))
    return RawLayer(
        geometries=read_wkb(without_header(row[0]) for row in rows),
        labels=[_label(dict(zip(wanted, row[1:], strict=True))) for row in rows],
        crs=crs,
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _named(found: Sequence[Any], wanted: str | None, name_of: Callable[[Any], str]) -> Any:
    if not found:
        raise LayerError("The file holds no layer with geometry. Choose another, or export the layer anew.")
    named = [each for each in found if wanted is None or name_of(each) == wanted]
    if not named:
        raise LayerError(
            f"The file has no layer {wanted!r}; it has {', '.join(name_of(each) for each in found[:10])}. Name one of these."
        )
    return named[0]


def _archive(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError) as error:
        raise LayerError(
            "This is no zip archive. Pack the .shp, .shx, .dbf and .prj of one layer into a zip."
        ) from error
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        raise LayerError(
            f"The archive holds too much: at most {_MOST_MEMBERS} files and {_MOST_UNPACKED // 1024**2} MB unpacked. Pack only the layer's own files."
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


def _shapefile(data: bytes, layer: str | None) -> RawLayer:
    with _archive(data) as archive:
        stem = _named(_shapefiles(archive), layer, lambda each: each.rsplit("/", 1)[-1])
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
        geometries, labels = _by_gdal(Path(folder) / "layer.shp")
    return RawLayer(geometries=geometries, labels=labels, crs=wkt_crs(projection) if projection else None)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as member:
            content = member.read(_MOST_UNPACKED + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise LayerError("A file in the archive is damaged or locked with a password. Pack the layer anew.") from error
    if len(content) > _MOST_UNPACKED:
        raise LayerError("A file in the archive unpacks to more than it says. Pack the layer anew.")
    return content


def _by_gdal(path: Path) -> tuple[np.ndarray, list[str]]:
    try:
        info = pyogrio.read_info(path)
        _few(int(info["features"]))
        wanted = [field for field in info["fields"] if field.casefold() in _WANTED]
        _, _, parts, values = pyogrio.raw.read(path, columns=wanted, force_2d=True)
    except (RuntimeError, ValueError) as error:  # all of pyogrio's errors are one of these
        if isinstance(error, LayerError):
            raise
        raise LayerError(
            "The shapefile cannot be read. Export the layer anew, or save it as GeoJSON in WGS 84."
        ) from error
    rows = zip(*values, strict=True) if wanted else ((),) * len(parts)
    return read_wkb(parts), [_label(dict(zip(wanted, row, strict=True))) for row in rows]


_READERS: Mapping[str, Callable[[bytes, str | None], RawLayer]] = {
    ".geojson": _geojson,
    ".json": _geojson,
    ".kml": _kml,
    ".gpkg": _geopackage,
    ".zip": _shapefile,
}
