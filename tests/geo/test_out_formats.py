"""The same hard events in every format, read back by GDAL and others: nothing is lost but what docs/exports.md says."""

import csv
import datetime as dt
import hashlib
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import reduce
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from events import (
    EventFilter,
    EventStore,
    EventType,
    Selection,
    TimeOfDay,
    TimePrecision,
    csv_parts,
    file_table,
    geojson_parts,
    to_csv,
    to_geojson,
)
from geo import EXPORT_SUFFIXES, TooManyEventsError, export, export_events
from geo.excel_file import write_workbook
from geo.export_note import ExportNote, table_hash
from geo.gis_files import short_names
from geo.kml_file import marker_png
from tests.events.made_events import project, save
from tests.geo.conftest import HOSTILE, event, place, resolution, selection, toll

DOCS = Path(__file__).parents[2] / "docs" / "exports.md"
STAMP = dt.datetime(2026, 11, 28, 12, 30, tzinfo=dt.UTC)
TURNING = "\u202e"
LONG = "قصف مدفعي على المدينة، " * 40
Rows = list[dict[str, Any]]

# What a format cannot hold, by the words of docs/exports.md, and what is left of a value then.
LOSSES: dict[str, Callable[[str, Any], Any]] = {
    "line breaks become blanks": lambda _, value: value.replace("\n", " ") if isinstance(value, str) else value,
    "text that looks like a formula has an apostrophe before it": lambda _, value: (
        f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    ),
    "letters that turn the reading direction are left out": lambda _, value: (
        value.replace(TURNING, "") if isinstance(value, str) else value
    ),
    "control letters are left out": lambda _, value: re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", value) if isinstance(value, str) else value,
    "an empty text and an unknown one look the same": lambda _, value: None if value == "" else value,
    "blanks around a text": lambda _, value: value.strip() if isinstance(value, str) else value,
    "texts are cut after 254 bytes": lambda _, value: (
        value.encode()[:254].decode(errors="ignore") if isinstance(value, str) else value
    ),
    "names of columns are cut to ten letters": lambda _, value: value,
    "the outline of an area: only the point to plot": lambda name, value: None if name == "geometry" else value,
    "the point to plot an area at": lambda name, value: None if name in {"lon", "lat"} else value,
}  # fmt: skip
TABLE = [
    "line breaks become blanks", "text that looks like a formula has an apostrophe before it",
    "letters that turn the reading direction are left out", "an empty text and an unknown one look the same",
    "the outline of an area: only the point to plot",
]  # fmt: skip
LOST: dict[str, list[str]] = {
    ".geojson": ["the point to plot an area at"],
    ".geojsonl": ["the point to plot an area at"],
    ".geojsons": ["the point to plot an area at"],
    ".csv": TABLE,
    ".xlsx": TABLE[2:],
    ".kml": ["letters that turn the reading direction are left out", "control letters are left out", "blanks around a text"],
    ".kmz": ["letters that turn the reading direction are left out", "control letters are left out", "blanks around a text"],
    ".gpkg": [],
    ".shp.zip": ["names of columns are cut to ten letters", "texts are cut after 254 bytes", "an empty text and an unknown one look the same"],
    ".parquet": [],
    ".fgb": [],
}  # fmt: skip


def hard() -> Selection:
    """Events as they come: of every letter, with and without a date, a place, an area, a toll."""
    hole = shapely.Polygon(
        [(147, -36), (149, -36), (149, -34), (147, -34)], [[(147.5, -35.5), (148, -35.5), (148, -35)]]
    )
    several = shapely.MultiPolygon([shapely.box(10, 20, 11, 21), shapely.box(12, 20, 13, 21)])
    road = shapely.LineString([(10.0, 20.0), (11.0, 21.5)])
    afternoon = TimeOfDay(
        start_min=920, end_min=950, prec=TimePrecision.MINUTE, zone="GMT", offset_min=0, start=0, end=9
    )
    return selection(
        [
            event(0, where=resolution(place("سرت", 16.5887, 31.2089)), sentence="قال الجيش: «سقطت، المدينة»", side1=("الجيش", "قوات أخرى")),
            event(1, where=resolution(place("Dubbo", 148.6011, -32.2569)), sentence='One, "two",\nthree;\r\n\tfour\\n', killed=toll(7, 5, 9)),
            event(2, date_start=None, date_end=None, date_prec=None, sentence=LONG, time=afternoon),
            event(3, where=None, where_prec=None, sentence="=HYPERLINK(\"http://x\",\"y\")", source="+1", sub_type="@x"),
            event(4, where=resolution(None), where_prec=None, source="", type=EventType.PROTEST),
            event(5, where=resolution(place("Hay", 148.0, -35.0), footprint=hole), where_prec=5, needs_review=True),
            event(6, where=resolution(place("Two", 10.5, 20.5), footprint=several), where_prec=4, injured=toll(0)),
            event(7, where=resolution(place("Road", 10.0, 20.0), footprint=road), where_prec=3, side1=(), side2=()),
            event(8, where=resolution(place(HOSTILE, 179.9999, -0.000001)), sentence=HOSTILE, sub_type="a & <b>", confidence=1e-05),
            event(9, where=resolution(place("Fiji")), sentence=f"\x0bbell\x07 and {TURNING}turned 😀", killed=toll(2_000_000_000)),
            event(10, where=resolution(place("Void"), footprint=shapely.Polygon()), type=EventType.TALKS, confidence=1.0),
        ]
    )  # fmt: skip


def _arrow(path: object, **options: object) -> Rows:
    _, table = pyogrio.read_arrow(path, **options)
    return table.to_pylist()


def _geometry(row: dict[str, Any], name: str) -> dict[str, Any]:
    wkb = row.pop(name)
    return row | {"geometry": shapely.from_wkb(wkb) if wkb is not None else None}


def read_gdal(path: Path) -> Rows:
    return [_geometry(row, "wkb_geometry") for row in _arrow(path)]


def read_flatgeobuf(path: Path) -> Rows:
    # GDAL's own Arrow reader of this format fails at a row without geometry.
    frame = pyogrio.read_dataframe(path, use_arrow=False)
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{name: value.date() if hasattr(value, "date") else value for name, value in row.items()} for row in rows]


def read_geopackage(path: Path) -> Rows:
    return [
        _geometry(row, "geom")
        for layer in ("event_points", "event_areas", "event_lines")
        for row in _arrow(path, layer=layer)
    ]


def read_shapefiles(path: Path) -> Rows:
    names = {short: name for name, short in short_names(file_table([]).column_names).items()}
    rows = []
    for layer in ("event_points", "event_areas", "event_lines"):
        rows += [_geometry(row, "wkb_geometry") for row in _arrow(f"/vsizip/{path}/{layer}.shp")]
    return [{names.get(name, name): value for name, value in row.items()} for row in rows]


def read_parquet(path: Path) -> Rows:
    return [_geometry(row, "geometry") for row in pq.read_table(path).drop_columns("bbox").to_pylist()]


def read_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: value or None for name, value in row.items()} | {"geometry": None} for row in csv.DictReader(file)
        ]


def read_excel(path: Path) -> Rows:
    rows = [row | {"geometry": None} for row in _arrow(path, layer="Events")]
    return [
        {name: _unescaped(value) if isinstance(value, str) else value for name, value in row.items()} for row in rows
    ]


def _unescaped(text: str) -> str:
    """Undo what workbooks do to control letters (ECMA-376, ST_Xstring), which GDAL leaves as it is."""
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


READERS: dict[str, Callable[[Path], Rows]] = {
    ".geojson": read_gdal, ".geojsonl": read_gdal, ".geojsons": read_gdal, ".kml": read_gdal, ".kmz": read_gdal, ".fgb": read_flatgeobuf,
    ".gpkg": read_geopackage, ".shp.zip": read_shapefiles, ".parquet": read_parquet, ".csv": read_csv, ".xlsx": read_excel,
}  # fmt: skip


def _alike(value: object) -> object:
    """Return a value in the one way in which all formats are compared: as words, days as ISO, numbers as numbers."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(float(value))
    return value


def _expected(suffix: str) -> Iterator[dict[str, Any]]:
    losses = [LOSSES[loss] for loss in LOST[suffix]]
    for row in file_table(hard().events).to_pylist():
        yield {
            name: reduce(lambda left, loss: loss(name, left), losses, value)
            for name, value in _geometry(row, "geometry").items()
        }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("out")
    found = {suffix: folder / f"events{suffix}" for suffix in LOST}
    for path in found.values():
        export(hard(), path, produced=STAMP, project="North", project_version=42)
    return found


@pytest.mark.parametrize("suffix", LOST)
def test_every_format_gives_back_the_hard_events(files: dict[str, Path], suffix: str) -> None:
    found = {row["event_id"]: row for row in READERS[suffix](files[suffix])}
    wanted = list(_expected(suffix))
    assert sorted(found) == [row["event_id"] for row in wanted]
    if suffix not in {".gpkg", ".shp.zip"}:
        assert list(found) == [row["event_id"] for row in wanted], "in the order of the selection"
    for row in wanted:
        read = found[row["event_id"]]
        shape, other = row.pop("geometry"), read.get("geometry")
        if shape is None or shape.is_empty:
            assert other is None or other.is_empty
        else:
            assert shapely.equals_exact(shapely.normalize(other), shapely.normalize(_as(shape, other)), 1e-9), row[
                "event_id"
            ]
        for name, value in row.items():
            got = _alike(read.get(name))
            if (
                got is not None
                and isinstance(_alike(value), str)
                and isinstance(value, int | float)
                and not isinstance(value, bool)
            ):
                got = repr(float(got))
            assert (str(got).lower() if isinstance(value, bool) else got) == _alike(value), (row["event_id"], name)


def _as(shape: shapely.Geometry, other: shapely.Geometry) -> shapely.Geometry:
    """Return a shape as one of several parts where the layer it was put into holds those only."""
    if other.geom_type == f"Multi{shape.geom_type}":
        return type(other)([shape])
    return shape


@pytest.mark.parametrize("suffix", LOST)
def test_the_same_events_give_the_same_bytes(files: dict[str, Path], tmp_path: Path, suffix: str) -> None:
    again = tmp_path / f"events{suffix}"
    export(hard(), again, produced=STAMP, project="North", project_version=42)
    assert again.read_bytes() == files[suffix].read_bytes()


def test_what_cannot_be_held_is_what_the_page_says() -> None:
    rows = re.findall(r"^\| `(\.[\w.]+)` \|.*\|([^|]*)\|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    told = {
        suffix: [each.strip() for each in words.split(";") if each.strip() not in {"", "nothing"}]
        for suffix, words in rows
    }
    assert {suffix: told[suffix] for suffix in LOST} == LOST
    assert set(told) == set(EXPORT_SUFFIXES)


@pytest.mark.parametrize("suffix", LOST)
def test_each_file_says_which_events_it_holds(files: dict[str, Path], suffix: str) -> None:
    said = _note(files[suffix], suffix)
    assert {name: str(said[name]) for name in ("filter", "events_in_file", "filtered_out", "events_in_project", "project_version")} == {
        "filter": "all events", "events_in_file": "11", "filtered_out": "0", "events_in_project": "11", "project_version": "42",
    }  # fmt: skip
    assert int(said["placed"]) + int(said["not_placed"]) + int(said["filtered_out"]) == int(said["events_in_project"])
    assert said["data_sha256"] == table_hash(file_table(hard().events))
    assert said["made_at"] == "2026-11-28T12:30:00+00:00"
    assert "GeoNames" in said["attributions"]
    if "file_sha256" in said:
        assert said["file_sha256"] == hashlib.sha256(files[suffix].read_bytes()).hexdigest()


def _note(path: Path, suffix: str) -> dict[str, Any]:
    if suffix == ".gpkg":
        return {row["item"]: row["value"] for row in _arrow(path, layer="about")}
    if suffix == ".xlsx":
        return dict(tuple(row.values()) for row in _arrow(path, layer="About"))
    if suffix == ".parquet":
        return json.loads(pq.read_schema(path).metadata[b"dateline"])
    if suffix == ".shp.zip":
        return json.loads(zipfile.ZipFile(path).read("about.json"))
    if suffix in {".kml", ".kmz"}:
        text = zipfile.ZipFile(path).read("doc.kml") if suffix == ".kmz" else path.read_bytes()
        told = ET.fromstring(text).findtext("{*}Document/{*}description")
        return dict(line.split(": ", 1) for line in told.split("<br>"))
    return json.loads(path.with_name(f"{path.name}.about.json").read_text(encoding="utf-8"))


def test_text_from_columns_is_that_of_one_event_after_another() -> None:
    events = hard().events
    table = file_table(events)
    assert b"".join(map(bytes, geojson_parts(table))).decode() == to_geojson(events)
    assert b"".join(map(bytes, csv_parts(table))).decode() == to_csv(events)
    assert b"".join(map(bytes, geojson_parts(file_table([])))).decode() == to_geojson([])


def test_geojson_is_as_rfc_7946_asks(files: dict[str, Path]) -> None:
    found = json.loads(files[".geojson"].read_text(encoding="utf-8"))
    assert "crs" not in found
    for feature in found["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        shape = shapely.geometry.shape(feature["geometry"]) if feature["geometry"] else None
        for part in [] if shape is None else shapely.get_parts(shape):
            if part.geom_type == "Polygon" and not part.is_empty:
                assert part.exterior.is_ccw
                assert not any(ring.is_ccw for ring in part.interiors)


def test_qgis_finds_a_style_for_each_layer(files: dict[str, Path]) -> None:
    with closing(sqlite3.connect(files[".gpkg"])) as database:
        rows = database.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
        ).fetchall()
        contents = dict(database.execute("SELECT table_name, data_type FROM gpkg_contents"))
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert contents == {
        "event_points": "features", "event_areas": "features", "event_lines": "features", "about": "attributes", "layer_styles": "attributes",
    }  # fmt: skip
    for layer, column, qml, is_default in rows:
        assert contents.pop(layer) == "features"
        assert (column, is_default) == ("geom", 1)
        categories = ET.fromstring(qml).findall(".//category")
        assert {each.get("value") for each in categories} == {kind.value for kind in EventType}
        symbols = {each.get("name") for each in ET.fromstring(qml).findall(".//symbol")}
        assert {each.get("symbol") for each in categories} == symbols


def test_kml_runs_nothing_and_says_when(files: dict[str, Path]) -> None:
    with zipfile.ZipFile(files[".kmz"]) as archive:
        document = archive.read("doc.kml").decode()
        icons = {name for name in archive.namelist() if name.endswith(".png")}
    root = ET.fromstring(document)
    hrefs = {each.text for each in root.iter("{http://www.opengis.net/kml/2.2}href")}
    assert hrefs == icons, "no picture from a server"
    assert marker_png("circle").startswith(b"\x89PNG")
    told = [each.text for each in root.iter("{http://www.opengis.net/kml/2.2}description")]
    assert not any(re.search(r"<(?!br>)", each) for each in told), "a description is shown as a page"
    spans = root.findall(".//{*}TimeSpan")
    assert len(spans) == 10
    assert spans[0].findtext("{*}begin") == "2021-03-05"
    ids = {each.get("id") for each in root.iter("{http://www.opengis.net/kml/2.2}Style")}
    assert {each.text.removeprefix("#") for each in root.iter("{http://www.opengis.net/kml/2.2}styleUrl")} <= ids


def test_no_cell_of_a_workbook_is_a_formula(files: dict[str, Path]) -> None:
    with zipfile.ZipFile(files[".xlsx"]) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "HYPERLINK" in sheet
    assert "<f>" not in sheet


def test_geoparquet_says_what_version_1_1_asks(files: dict[str, Path]) -> None:
    said = json.loads(pq.read_schema(files[".parquet"]).metadata[b"geo"])
    column = said["columns"]["geometry"]
    assert (said["version"], said["primary_column"], column["encoding"]) == ("1.1.0", "geometry", "WKB")
    assert column["crs"]["id"] == {"authority": "OGC", "code": "CRS84"}
    assert column["geometry_types"] == ["LineString", "MultiPolygon", "Point", "Polygon"]
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    boxes = {row["event_id"]: row["bbox"] for row in pq.read_table(files[".parquet"]).to_pylist()}
    assert boxes["e00005"] == {"xmin": 147.0, "ymin": -36.0, "xmax": 149.0, "ymax": -34.0}
    assert boxes["e00003"] is None


def test_a_shapefile_tells_its_columns_in_full(files: dict[str, Path]) -> None:
    with zipfile.ZipFile(files[".shp.zip"]) as archive:
        assert archive.read("event_points.cpg").strip() == b"UTF-8"
        assert "kill_best   killed_best" in archive.read("columns.txt").decode()
    assert all(len(short) <= 10 for short in short_names(file_table([]).column_names).values())


def test_more_events_than_a_sheet_has_rows_are_refused(tmp_path: Path) -> None:
    table = pa.table({"event_id": pa.nulls(1_048_576, pa.string())})
    note = ExportNote(filter_words="", counts=hard().counts, data_sha256=None)
    with pytest.raises(TooManyEventsError, match=r"1,048,575 events, and these are 1,048,576\..*\.parquet"):
        write_workbook(table, tmp_path / "x.xlsx", note)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", LOST)
def test_nothing_is_left_where_the_disk_is_full(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"events{suffix}"
    path.write_bytes(b"an earlier file")

    def full(_: Path, *__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        export(hard(), path)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"an earlier file"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> EventStore:
    """A project of the hard events, with a snapshot: of so small a one none is made otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("events.opening._SMALL", 2)
        store = project(tmp_path_factory.mktemp("large") / "large.sqlite", hard().events)
        store.query()
        store.close()
        again = EventStore(store.path)
        again.query()
        save(
            again,
            [event(11, report_id="r2", sentence="Later."), event(12, report_id="r2", where=None, where_prec=None)],
        )
        again.query()
    return again


@pytest.mark.parametrize(
    "event_filter",
    [EventFilter(), EventFilter(types=(EventType.BATTLE,), max_where_prec=4), EventFilter(countries=("NZ",))],
)
@pytest.mark.parametrize("is_large", [False, True])
def test_rows_of_a_project_are_those_of_its_events(
    large: EventStore, tmp_path: Path, event_filter: EventFilter, *, is_large: bool
) -> None:
    store = large if is_large else project(tmp_path / "small.sqlite", hard().events)
    selection = store.select(event_filter)
    rows, counts = store.query().file_rows(event_filter)
    assert counts == selection.counts
    assert table_hash(rows) == table_hash(file_table(selection.events))
    assert b"".join(map(bytes, geojson_parts(rows))).decode() == to_geojson(selection.events)
    assert b"".join(map(bytes, csv_parts(rows))).decode() == to_csv(selection.events)


@pytest.mark.parametrize("suffix", LOST)
def test_a_project_gives_the_same_file_as_its_events(large: EventStore, tmp_path: Path, suffix: str) -> None:
    export_events(large, EventFilter(), tmp_path / f"a{suffix}")
    export(large.select(EventFilter()), tmp_path / f"b{suffix}", project=large.name, project_version=large.version)
    assert sorted(map(repr, READERS[suffix](tmp_path / f"a{suffix}"))) == sorted(
        map(repr, READERS[suffix](tmp_path / f"b{suffix}"))
    )
