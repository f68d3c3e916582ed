"""Layers of one's own: every format comes out in degrees, and nothing hostile is opened, followed or run."""

import datetime as dt
import io
import json
import random
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from events import EventStore, StoreReadOnlyError
from geo import LayerColour, LayerError, OwnLayers, layer_names, layers_payload, layers_token, read_layer

NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
NORTH = shapely.Polygon([(13, 32), (14, 32), (14, 33), (13, 33)])
FRONT = shapely.LineString([(13, 31.5), (13.5, 31.6), (14, 31.4)])
CRS_LIST = ("EPSG:4326", "EPSG:32633", "EPSG:3857", "EPSG:2056", "EPSG:4231")


def _zipped(folder: Path, *suffixes: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            if not suffixes or file.suffix in suffixes:
                archive.writestr(f"some folder/{file.name}", file.read_bytes())
    return packed.getvalue()


def _written(table: gpd.GeoDataFrame, suffix: str, folder: Path) -> bytes:
    """Write a table as an analyst's program would."""
    folder.mkdir()
    name = {".zip": "layer.shp", ".kmz": "doc.kml"}.get(suffix, f"layer{suffix}")
    driver = {".zip": "ESRI Shapefile", ".kml": "KML", ".kmz": "KML", ".gpkg": "GPKG", ".geojson": "GeoJSON"}[suffix]
    table.to_file(folder / name, driver=driver, engine="pyogrio")
    return _zipped(folder) if suffix in {".zip", ".kmz"} else (folder / name).read_bytes()


def _table(crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"name": ["المنطقة الشمالية", "South"]}, geometry=[NORTH, shapely.affinity.translate(NORTH, yoff=-2)], crs="EPSG:4326"
    ).to_crs(crs)  # fmt: skip


def _geojson(*geometries: object, **more: object) -> bytes:
    features = [{"type": "Feature", "properties": {"name": "x"}, "geometry": each} for each in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".kml", ".kmz", ".zip"])
def test_each_format_is_read_with_its_names_and_longitude_first(suffix: str, tmp_path: Path) -> None:
    layer = read_layer(f"Layer{suffix.upper()}", _written(_table(), suffix, tmp_path / "made"))
    assert [each.label for each in layer.features] == ["المنطقة الشمالية", "South"]
    assert layer.features[0].geometry.bounds == pytest.approx((13, 32, 14, 33), abs=1e-6)
    assert layer.notes == ()


@pytest.mark.parametrize("crs", CRS_LIST)
@pytest.mark.parametrize("suffix", [".gpkg", ".zip"])
def test_a_strange_coordinate_system_comes_out_in_degrees(crs: str, suffix: str, tmp_path: Path) -> None:
    layer = read_layer(f"layer{suffix}", _written(_table(crs), suffix, tmp_path / "made"))
    assert layer.features[0].geometry.bounds == pytest.approx((13, 32, 14, 33), abs=2e-3)


def test_geojson_that_names_its_system_is_reprojected() -> None:
    shape = gpd.GeoSeries([NORTH], crs="EPSG:4326").to_crs("EPSG:32633")[0]
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32633"}}
    layer = read_layer("a.json", _geojson(shapely.geometry.mapping(shape), crs=named))
    assert layer.features[0].geometry.bounds == pytest.approx((13, 32, 14, 33), abs=2e-3)
    # programs write longitude first under this name, too
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}
    layer = read_layer("a.json", _geojson(shapely.geometry.mapping(NORTH), crs=named))
    assert layer.features[0].geometry.bounds == (13, 32, 14, 33)


def test_a_system_that_is_not_said_is_asked_for_and_then_used(tmp_path: Path) -> None:
    _written(_table("EPSG:32633"), ".zip", tmp_path / "made")
    data = _zipped(tmp_path / "made", ".shp", ".shx", ".dbf", ".cpg")
    with pytest.raises(LayerError, match="Say the system"):
        read_layer("a.zip", data)
    for said in ("EPSG:32633", "32633"):
        assert read_layer("a.zip", data, crs=said).features[0].geometry.bounds == pytest.approx(
            (13, 32, 14, 33), abs=1e-5
        )
    with pytest.raises(LayerError, match="no code"):
        read_layer("a.zip", data, crs="+proj=longlat +nadgrids=/etc/passwd")
    with pytest.raises(LayerError, match="There is no"):
        read_layer("a.zip", data, crs="EPSG:999999")


def test_a_system_that_opens_files_is_refused(tmp_path: Path) -> None:
    _written(_table(), ".zip", tmp_path / "made")
    prj = tmp_path / "made" / "layer.prj"
    prj.write_text(
        'GEOGCS["x",DATUM["x",SPHEROID["x",6378137,298]],EXTENSION["PROJ4","+proj=longlat +nadgrids=/vsicurl/http://a.b/c"]]'
    )
    with pytest.raises(LayerError, match="not read here"):
        read_layer("a.zip", _zipped(tmp_path / "made"))
    prj.write_text("nonsense")
    with pytest.raises(LayerError, match="cannot be understood"):
        read_layer("a.zip", _zipped(tmp_path / "made"))


def test_one_of_several_layers_is_chosen_by_name(tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    _table().to_file(path, layer="areas", engine="pyogrio")
    gpd.GeoDataFrame({"label": ["Front"]}, geometry=[FRONT], crs="EPSG:4326").to_file(
        path, layer='the "front"', engine="pyogrio"
    )
    data = path.read_bytes()
    assert layer_names("two.gpkg", data) == ("areas", 'the "front"')
    assert len(read_layer("two.gpkg", data).features) == 2
    assert [each.label for each in read_layer("two.gpkg", data, layer='the "front"').features] == ["Front"]
    with pytest.raises(LayerError, match="has no layer"):
        read_layer("two.gpkg", data, layer="roads")


def test_heights_go_shapes_are_mended_and_what_is_empty_is_counted_and_said() -> None:
    bow_tie = {"type": "Polygon", "coordinates": [[[0, 0, 5], [2, 2, 5], [2, 0, 5], [0, 2, 5], [0, 0, 5]]]}
    nan = {"type": "Point", "coordinates": [float("nan"), 1]}
    empty = {"type": "Polygon", "coordinates": []}
    odd = {"type": "Point", "coordinates": ["a", {}]}
    layer = read_layer("a.geojson", _geojson(bow_tie, nan, empty, None, odd, "text"))
    assert len(layer.features) == 1
    assert layer.features[0].geometry.is_valid
    assert not layer.features[0].geometry.has_z
    assert layer.notes == ("5 features without a usable geometry are left out.",)


def test_a_fine_layer_is_thinned_and_says_so() -> None:
    angle = np.linspace(0, 2 * np.pi, 220_000)
    ring = np.column_stack([13 + np.cos(angle), 32 + np.sin(angle)]).round(7).tolist()
    layer = read_layer("a.geojson", _geojson({"type": "Polygon", "coordinates": [[*ring[:-1], ring[0]]]}))
    assert shapely.get_num_coordinates(layer.features[0].geometry) <= 200_000
    assert "thinned to some 1 m" in layer.notes[0]


def test_labels_are_text_without_signs_that_turn_it() -> None:
    feature = {
        "type": "Feature",
        "properties": {"name": "<img src=x onerror=alert(1)>\u202e\n\x00 a" + "b" * 200, "id": 3},
        "geometry": {"type": "Point", "coordinates": [1, 2]},
    }
    label = read_layer("a.geojson", json.dumps(feature).encode()).features[0].label
    assert label.startswith("<img src=x onerror=alert(1)> a")
    assert len(label) == 120


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".kml", ".kmz", ".zip"])
def test_areas_may_bring_how_many_people_live_there(suffix: str, tmp_path: Path) -> None:
    table = _table().assign(POP2019=[1, 2], Pop_2021=[4_250, 0])
    layer = read_layer(f"a{suffix}", _written(table, suffix, tmp_path / "people"))
    assert [each.population for each in layer.features] == [4250, 2]
    kept = OwnLayers(_project(tmp_path), read_only=False)
    number = kept.add("People", layer, as_of=None, attribution="x", now=NOW)
    assert [each.population for each in kept.features(number)] == [4250, 2]
    told = _header(layers_payload("token", [(kept.all()[0], kept.features(number))]))["layers"][0]
    assert told["populations"] == [4250, 2]
    assert told["km2"] == pytest.approx([10_390, 10_610], rel=0.01)


def test_a_layer_across_the_date_line_is_drawn_at_both_edges_of_the_map() -> None:
    ring = [[175, -20], [190, -20], [190, -10], [175, -10], [175, -20]]
    layer = read_layer(
        "fiji.geojson",
        _geojson({"type": "Polygon", "coordinates": [ring]}, {"type": "Point", "coordinates": [185, -15]}),
    )
    shape, point = (each.geometry for each in layer.features)
    assert shape.bounds == (-180, -20, 180, -10)
    assert sorted(part.bounds for part in shape.geoms) == [(-180, -20, -170, -10), (175, -20, 180, -10)]
    assert (point.x, point.y) == (-175, -15)


def test_a_geopackage_that_makes_gigabytes_of_a_small_file_is_refused_in_words(tmp_path: Path) -> None:
    _written(_table(), ".gpkg", tmp_path / "a")
    path = tmp_path / "a" / "layer.gpkg"
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE layer RENAME TO kept")
        many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 15000)"
        connection.execute(
            f"CREATE VIEW layer AS {many} SELECT i AS fid, geom, replace(hex(zeroblob(100000)), '0', 'x') AS name FROM n, kept"
        )
    connection.close()
    with pytest.raises(LayerError, match="Simplify or cut it first"):
        read_layer("layer.gpkg", path.read_bytes())


KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
MARK = "<Placemark><name>A</name>{}</Placemark>"


def test_kml_with_holes_parts_and_links_is_read_and_no_link_followed() -> None:
    area = (
        "<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0,1 4,0,1 4,4,1 0,4,1 0,0,1</coordinates></LinearRing></outerBoundaryIs>"
        "<innerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing></innerBoundaryIs></Polygon>"
        "<Point><coordinates>9,8</coordinates></Point></MultiGeometry>"
    )
    link = "<NetworkLink><Link><href>http://127.0.0.1:1/x.kml</href></Link></NetworkLink>"
    layer = read_layer("a.kml", KML.format(MARK.format(area) + link).encode())
    shape = layer.features[0].geometry
    assert [len(each.interiors) for each in shape.geoms if each.geom_type == "Polygon"] == [1]
    assert shape.bounds == (0, 0, 9, 8)
    assert layer.notes == ("A link to another file is not followed.",)


VRT = b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://127.0.0.1:1/x.shp</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><kml>&a;&b;</kml>'
)
DEEP = "<kml>" + "<Folder>" * 5_000
HOSTILE = {
    "a VRT that calls itself KML": ("a.kml", VRT, "begins with"),
    "entities": ("a.kml", BOMB.encode(), "entities"),
    "entities in UTF-16": ("a.kml", BOMB.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16"), "entities"),
    "XML without an end": ("a.kml", DEEP.encode(), "nested too deeply"),
    "no XML": ("a.kml", b"PK\3\4", "no KML"),
    "no placemark": ("a.kml", KML.format("").encode(), "no feature"),
    "a VRT that calls itself GeoJSON": ("a.geojson", VRT, "no GeoJSON"),
    "a VRT that calls itself GeoPackage": ("a.gpkg", VRT, "no GeoPackage"),
    "a database that is no GeoPackage": ("a.gpkg", b"SQLite format 3\0" + b"\0" * 200, "cannot be read"),
    "an address": ("/vsicurl/http://127.0.0.1:1/x", b"", "ends in"),
    "no archive": ("a.zip", VRT, "no zip"),
    "no features": ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "no feature"),
    "no list": ("a.geojson", b'{"type": "FeatureCollection", "features": {"a": 1}}', "no feature"),
    "a number": ("a.json", b"12", "no GeoJSON"),
    "brackets": ("a.json", b"[" * 500_000, "no GeoJSON"),
    "metres that call themselves degrees": ("a.json", b'{"type": "Point", "coordinates": [500000, 3600000]}', "no degrees"),
    "too large": ("a.json", b" " * (12 * 1024**2), "may have 11 MB"),
    "too many features": ("a.json", b'{"type": "FeatureCollection", "features": [' + b"{}," * 20_001 + b"{}]}", "20,000"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "said"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_and_foreign_files_end_in_a_sentence(name: str, data: bytes, said: str) -> None:
    with pytest.raises(LayerError, match=said):
        read_layer(name, data)


def _with_members(add: Callable[[zipfile.ZipFile], None]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        add(archive)
    return packed.getvalue()


def _many(archive: zipfile.ZipFile) -> None:
    for number in range(200):
        archive.writestr(f"{number}.shp", b"")


ARCHIVES: dict[str, tuple[Callable[[zipfile.ZipFile], None], str]] = {
    "many members": (_many, "too much"),
    "large members": (lambda archive: archive.writestr("a.shp", bytes(100 * 1024**2)), "too much"),
    "a name that climbs": (lambda archive: archive.writestr("../../a.shp", b""), "leads out"),
    "a name from the root": (lambda archive: archive.writestr("/etc/a.shp", b""), "leads out"),
    "no shapefile": (lambda archive: archive.writestr("a.txt", b""), "no layer"),
    "a VRT as shapefile": (lambda archive: archive.writestr("a.shp", VRT), "is none"),
    "no .shx": (lambda archive: archive.writestr("a.shp", b"\x00\x00\x27\x0a" + bytes(96)), "missing"),
}


@pytest.mark.parametrize(("add", "said"), ARCHIVES.values(), ids=ARCHIVES.keys())
def test_hostile_archives_end_in_a_sentence(add: Callable[[zipfile.ZipFile], None], said: str) -> None:
    with pytest.raises(LayerError, match=said):
        read_layer("a.zip", _with_members(add))


def test_a_kmz_is_the_kml_that_programs_open_and_its_others_can_be_chosen() -> None:
    def point(name: str, more: str = "") -> str:
        return KML.format(
            f"<Placemark><name>{name}</name><Point><coordinates>1,2</coordinates></Point></Placemark>{more}"
        )

    def add(archive: zipfile.ZipFile) -> None:
        archive.writestr("files/icon.png", b"\x89PNG")
        archive.writestr("files/second.kml", point("second"))
        archive.writestr("__MACOSX/._doc.kml", b"\0")
        archive.writestr("other.kml", point("other"))
        archive.writestr(
            "doc.kml", point("first", "<NetworkLink><Link><href>files/second.kml</href></Link></NetworkLink>")
        )

    data = _with_members(add)
    assert layer_names("a.kmz", data) == ("doc.kml", "other.kml", "files/second.kml")
    layer = read_layer("a.KMZ", data)
    assert ([each.label for each in layer.features], layer.notes) == (
        ["first"],
        ("A link to another file is not followed.",),
    )
    assert [each.label for each in read_layer("a.kmz", data, layer="files/second.kml").features] == ["second"]


KMZS: dict[str, tuple[Callable[[zipfile.ZipFile], None], str]] = {
    "large members": (lambda archive: archive.writestr("doc.kml", bytes(100 * 1024**2)), "too much"),
    "a name that climbs": (lambda archive: archive.writestr("../doc.kml", b""), "leads out"),
    "no KML": (lambda archive: archive.writestr("a.txt", b""), "no layer"),
    "entities": (lambda archive: archive.writestr("doc.kml", BOMB), "entities"),
    "a VRT": (lambda archive: archive.writestr("doc.kml", VRT), "begins with"),
}


@pytest.mark.parametrize(("add", "said"), KMZS.values(), ids=KMZS.keys())
def test_hostile_kmz_files_end_in_a_sentence(add: Callable[[zipfile.ZipFile], None], said: str) -> None:
    with pytest.raises(LayerError, match=said):
        read_layer("a.kmz", _with_members(add))
    with pytest.raises(LayerError, match="no zip archive"):
        read_layer("a.kmz", VRT)


def test_an_archive_that_understates_its_size_is_found_out() -> None:
    data = bytearray(_with_members(lambda archive: archive.writestr("a.shp", bytes(100 * 1024**2))))
    central = data.rindex(b"PK\1\2")
    data[central + 24 : central + 28] = struct.pack("<I", 100)
    with pytest.raises(LayerError):
        read_layer("a.zip", bytes(data))


@pytest.mark.parametrize("kind", [4, 6, 7])
def test_a_geometry_nested_without_end_does_not_end_the_program(kind: int, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    _table().to_file(path, layer="areas", engine="pyogrio")
    nested = (b"\1" + struct.pack("<II", kind, 1)) * 300_000 + b"\1" + struct.pack("<Idd", 1, 1, 1)
    with sqlite3.connect(path) as connection:
        for name in ("insert", "update1", "update2", "update3", "update4", "update5", "update6", "update7", "delete"):
            connection.execute(f'DROP TRIGGER IF EXISTS "rtree_areas_geom_{name}"')
        connection.execute("UPDATE areas SET geom = ? WHERE fid = 1", (b"GP\0\1" + bytes(4) + nested,))
    connection.close()
    layer = read_layer("a.gpkg", path.read_bytes())
    assert [each.label for each in layer.features] == ["South"]


def test_a_view_that_never_ends_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    _table().to_file(path, layer="areas", engine="pyogrio")
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, NULL AS geom, '' AS name FROM n WHERE i < 0"
        )
        connection.execute("UPDATE gpkg_geometry_columns SET table_name = 'endless'")
        connection.execute("UPDATE gpkg_contents SET table_name = 'endless', identifier = 'endless'")
    connection.close()
    with pytest.raises(LayerError, match="cannot be read"):
        read_layer("a.gpkg", path.read_bytes())


@pytest.mark.filterwarnings("ignore:Non closed ring detected")
@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".kml", ".kmz", ".zip"])
def test_damaged_files_are_read_or_end_in_a_sentence(suffix: str, tmp_path: Path) -> None:
    whole = _written(_table(), suffix, tmp_path / "made")
    chance = random.Random(5)
    read = 0
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read += len(read_layer(f"a{suffix}", bytes(data)).features) > 0
        except LayerError:  # a sentence; anything else fails the test
            continue
    assert read < 60


def _header(payload: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(payload[4 : 4 + struct.unpack("<I", payload[:4])[0]])
    return found


def _project(tmp_path: Path) -> Path:
    path = tmp_path / "project.sqlite"
    EventStore(path).close()
    return path


def test_a_project_keeps_lists_and_removes_layers_and_no_number_comes_twice(tmp_path: Path) -> None:
    path = _project(tmp_path)
    assert OwnLayers(path).all() == ()
    layer = read_layer("a.geojson", _geojson(shapely.geometry.mapping(NORTH), shapely.geometry.mapping(FRONT)))
    kept = OwnLayers(path, read_only=False)
    first = kept.add(" Line  of contact ", layer, as_of=dt.date(2020, 5, 3), attribution="ISW", now=NOW)
    second = kept.add("Areas", layer, as_of=None, attribution="", now=NOW)
    assert [(each.name, each.as_of, each.attribution) for each in OwnLayers(path).all()] == [
        ("Line of contact", dt.date(2020, 5, 3), "ISW"),
        ("Areas", None, ""),
    ]
    assert [each.geometry.equals(want) for each, want in zip(kept.features(first), (NORTH, FRONT), strict=True)] == [True] * 2  # fmt: skip
    before = layers_token(path, kept.all())
    kept.remove(second)
    assert layers_token(path, kept.all()) != before
    assert kept.add("New", layer, as_of=None, attribution="", now=NOW) not in {first, second}
    assert kept.features(second) == ()


def test_a_removed_layer_is_put_back_as_it_was(tmp_path: Path) -> None:
    path = _project(tmp_path)
    layer = read_layer("a.geojson", _geojson(shapely.geometry.mapping(NORTH)))
    kept = OwnLayers(path, read_only=False)
    first = kept.add("Front", layer, as_of=dt.date(2020, 5, 3), attribution="ISW", now=NOW)
    kept.add("Areas", layer, as_of=None, attribution="", now=NOW)
    before, features = kept.all(), kept.features(first)
    removed = kept.remove(first)
    assert removed is not None
    assert kept.remove(first) is None
    for _ in range(2):  # somebody else may have pressed Undo, too
        kept.put_back(removed)
        assert kept.all() == before
        assert kept.features(first) == features


def test_a_layer_is_renamed_and_coloured_and_undo_brings_both_back(tmp_path: Path) -> None:
    path = _project(tmp_path)
    layer = read_layer("a.geojson", _geojson(shapely.geometry.mapping(NORTH)))
    kept = OwnLayers(path, read_only=False)
    first = kept.add("Front", layer, as_of=None, attribution="ISW", now=NOW)
    second = kept.add("Areas", layer, as_of=None, attribution="", now=NOW)
    token = layers_token(path, kept.all())
    kept.change(first, name="  Old   front ", colour=LayerColour.OCHRE)
    kept.change(first, name="Old front", colour=LayerColour.PINK)
    assert [(each.name, each.colour) for each in OwnLayers(path).all()] == [
        ("Old front", LayerColour.PINK),
        ("Areas", None),
    ]
    # the shapes, which are megabytes, are not sent anew for that
    assert layers_token(path, kept.all()) == token
    removed = kept.remove(first)
    assert removed is not None
    with pytest.raises(LayerError, match="someone else removed it"):
        kept.change(first, name="x", colour=LayerColour.GREY)
    kept.put_back(removed)
    assert kept.all()[0] == removed.layer
    assert kept.all()[0].colour is LayerColour.PINK
    with pytest.raises(LayerError, match="needs a name"):
        kept.change(second, name="  ", colour=LayerColour.GREY)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE own_layer_colour SET colour = 'of a later Dateline'")
    connection.close()
    assert kept.all()[0].colour is None


def test_a_layer_without_a_name_too_many_and_a_read_only_project_are_refused(tmp_path: Path) -> None:
    path = _project(tmp_path)
    layer = read_layer("a.geojson", _geojson(shapely.geometry.mapping(NORTH)))
    kept = OwnLayers(path, read_only=False)
    for name, source in (("  ", ""), ("x" * 81, ""), ("x", "y" * 201)):
        with pytest.raises(LayerError):
            kept.add(name, layer, as_of=None, attribution=source, now=NOW)
    with pytest.raises(StoreReadOnlyError, match="read-only"):
        OwnLayers(path).add("x", layer, as_of=None, attribution="", now=NOW)
    for number in range(12):
        kept.add(f"{number}", layer, as_of=None, attribution="", now=NOW)
    with pytest.raises(LayerError, match="up to 12"):
        kept.add("13", layer, as_of=None, attribution="", now=NOW)


def test_the_map_gets_areas_lines_and_points_with_their_layer_and_label(tmp_path: Path) -> None:
    mixed = {
        "type": "GeometryCollection",
        "geometries": [
            shapely.geometry.mapping(NORTH.difference(NORTH.buffer(-0.2))),
            {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]},
        ],
    }
    path = _project(tmp_path)
    kept = OwnLayers(path, read_only=False)
    kept.add("A", read_layer("a.json", _geojson(mixed)), as_of=dt.date(2020, 5, 3), attribution="ISW", now=NOW)
    payload = layers_payload("token", [(each, kept.features(each.layer_id)) for each in kept.all()])
    header, size = _header(payload), struct.unpack("<I", payload[:4])[0]
    assert header["layers"] == [
        {
            "id": 1,
            "as_of": "2020-05-03",
            "attribution": "ISW",
            "labels": ["x"],
            "populations": [],
            "km2": [],
        },
    ]
    at, arrays = 4 + size, {}
    for name, code, length in header["arrays"]:
        at += -at % 8
        arrays[name] = np.frombuffer(payload, {"u1": "u1", "u4": "<u4", "f4": "<f4"}[code], length, at)
        at += arrays[name].nbytes
    assert arrays["shape_kind"].tolist() == [0, 2]
    assert arrays["shape_rings"].tolist() == [0, 2, 4]
    assert arrays["ring_points"].tolist()[-2:] == [len(arrays["vertices"]) // 2 - 1, len(arrays["vertices"]) // 2]
    assert arrays["vertices"][-4:].tolist() == [1, 2, 3, 4]
