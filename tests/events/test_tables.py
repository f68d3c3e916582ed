"""Any table of events comes in the same from any kind of file, and a hostile one is refused with a sentence."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Sequence

import pytest
import shapely

from events.datasets import Count, EventRow
from events.datasets.row import Reject
from events.datasets.tables import Table, guess_mapping, open_table, rows
from events.errors import UnreadableDataError
from events.event import EventType
from gazetteer import Gazetteer, open_gazetteer
from tests.events.made_tables import (
    AREA,
    COLUMNS,
    HARD,
    KINDS,
    WITHOUT_AREA,
    text_rows,
    to_csv,
    to_ods,
    to_xlsx,
    zipped,
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def _events(table: Table, gazetteer: Gazetteer) -> list[EventRow | Reject]:
    return list(rows(table, guess_mapping(table, gazetteer).mapping, gazetteer))


def _read(data: bytes, gazetteer: Gazetteer) -> list[EventRow]:
    found = _events(open_table(data), gazetteer)
    assert [each for each in found if isinstance(each, Reject)] == []
    return [each for each in found if isinstance(each, EventRow)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_hard_rows_give_the_same_events_from_every_kind_of_file(kind: str, gazetteer: Gazetteer) -> None:
    found = _read(KINDS[kind](), gazetteer)
    wanted = HARD[:4] if kind in WITHOUT_AREA else HARD
    assert [each.source_id for each in found] == [row[0] for row in wanted]
    assert [each.date_start for each in found] == [row[1] for row in wanted]
    assert [each.place for each in found] == [row[3] or "" for row in wanted]
    assert [each.killed.best if each.killed else None for each in found] == [row[4] for row in wanted]
    assert [each.notes for each in found] == [row[5] for row in wanted]
    assert [each.code for each in found] == [row[2] for row in wanted]
    types = [EventType.SHELLING, EventType.STRIKE, EventType.PROTEST, None, EventType.BATTLE]
    assert [each.type for each in found] == types[: len(wanted)]
    for each, row in zip(found, wanted, strict=True):
        shape = row[6]
        if isinstance(shape, shapely.Point):
            assert (each.lon, each.lat) == pytest.approx((shape.x, shape.y), abs=1e-6)
            assert each.geometry is None
        elif shape is None:
            assert (each.lon, each.lat, each.geometry) == (None, None, None)
        else:
            assert each.geometry is not None
            assert each.geometry.equals_exact(AREA, 1e-6)
    # the number of a row is a column of GeoPackages
    assert all(each.extra.keys() <= {"fid"} for each in found)


def test_formulas_give_their_values_and_times_of_sheets_come_out_as_times(gazetteer: Gazetteer) -> None:
    made = to_xlsx(["date", "killed"], [[dt.date(2021, 3, 12), 4]])
    assert [row.cells for row in open_table(made).rows()] == [(dt.date(2021, 3, 12), 4)]
    table = open_table(to_ods(["date", "place"], [[dt.date(2021, 3, 12), "Sirte"], [None, None], ["", "Hun"]]))
    assert [row.cells for row in table.rows()] == [(dt.date(2021, 3, 12), "Sirte"), (None, "Hun")]
    assert _read(made, gazetteer)[0].killed == Count(best=4, low=4, high=4)


def test_a_single_cell_at_the_end_of_the_sheet_takes_no_memory() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    *_, last = open_table(to_xlsx(["date", "place"], [["2021-03-12", "Sirte"]], extra_cells=far)).rows()
    assert "column 16,384" in last.problem


def test_letters_of_several_encodings_in_one_file_are_all_read() -> None:
    windows = "date,place\n2021-03-12,Zürich\n".encode("cp1252")
    mixed = windows + "2021-03-13,سرت\n".encode()
    table = open_table(mixed)
    assert [row.cells[1] for row in table.rows()] == ["Zürich", "سرت"]
    assert "not UTF-8" in " ".join(table.notes)
    arabic = "التاريخ,المكان,الوصف\n" + "2021-03-12,سرت,قصف مدفعي على المدينة\n" * 20
    assert next(open_table(arabic.encode("cp1256")).rows()).cells[1] == "سرت"


def test_titles_above_the_header_and_a_row_of_tags_are_passed_over() -> None:
    table = open_table(
        b"Incidents of March,,\n,,\ndate,town,x\n#date+occurred,#loc+name,#geo+lon\n2021-03-12,Sirte,16.5\n"
    )
    assert table.columns == ("date", "town", "x")
    assert table.tags == ("#date+occurred", "#loc+name", "#geo+lon")
    assert [row.cells for row in table.rows()] == [("2021-03-12", "Sirte", "16.5")]


def test_a_table_without_a_header_has_numbered_columns() -> None:
    table = open_table(b"2021-03-12,Sirte,16.588,31.208\n2021-03-13,Hun,15.94,29.12\n")
    assert table.columns == ("column 1", "column 2", "column 3", "column 4")
    assert len(list(table.rows())) == 2


def test_rows_with_a_comma_too_many_say_so(gazetteer: Gazetteer) -> None:
    found = _events(open_table(b"date,place,killed\n2021-03-12,Sirte,3\n2021-03-13,Sirte, east,4\n"), gazetteer)
    assert isinstance(found[1], Reject)
    assert "1 more cell" in found[1].reason


def test_gpx_gives_waypoints_and_tracks(gazetteer: Gazetteer) -> None:
    gpx = b"""<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="31.2" lon="16.5"><ele>3</ele>
    <time>2021-03-12T08:30:00Z</time><name>Sirte</name><desc>Shelling seen</desc></wpt><trk><name>Road</name><trkseg>
    <trkpt lat="31" lon="16"><time>2021-03-13T00:00:00Z</time></trkpt><trkpt lat="31.5" lon="16.5"/></trkseg></trk></gpx>"""
    point, track = _read(gpx, gazetteer)
    assert (point.lon, point.lat, point.date_start, point.minute) == (16.5, 31.2, dt.date(2021, 3, 12), 510)
    assert track.geometry is not None
    assert track.geometry.geom_type == "LineString"
    assert (track.place, track.date_start) == ("Road", dt.date(2021, 3, 13))


def _bomb(size: int) -> bytes:
    return zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * size})


def _liar() -> bytes:
    data = bytearray(zipped({"events.csv": b"date,place\n" + b"2021-03-12,Sirte\n" * 4000}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (20).to_bytes(4, "little")
    return bytes(data)


ENTITY = b'<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&a;</name></Placemark></kml>'
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
HOSTILE: Sequence[tuple[str, bytes, str]] = (
    ("empty", b"", "is empty"),
    ("blank", b" \n \n", "is empty"),
    ("bytes", b"\x00\x01\x02\x03" * 200, "no text"),
    ("VRT", b"<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>", "not opened"),
    ("raster VRT", b"<VRTDataset rasterXSize='1'/>", "not opened"),
    ("path", b"/vsicurl/http://192.0.2.1/events.csv\n", "Paths are not followed"),
    ("path of a file", b"/etc/passwd", "Paths are not followed"),
    ("address", b"http://192.0.2.1/events.geojson\r\n", "Paths are not followed"),
    ("path of Windows", b"C:\\data\\events.csv", "Paths are not followed"),
    ("HTML", b"<!doctype html><html><table><tr><td>date</td></tr></table></html>", "web page"),
    ("entity in KML", ENTITY, "document type or entities"),
    ("entity in GPX", ENTITY.replace(b"kml", b"gpx"), "document type or entities"),
    ("laughs in XLSX", to_xlsx(["a"], [["b"]], more={"xl/worksheets/sheet1.xml": LAUGHS}), "document type or entities"),
    ("name that leads out", zipped({"../../events.csv": b"date\n2021-03-12\n"}), "leads out"),
    ("name with a drive", zipped({"C:/events.csv": b"date\n2021-03-12\n"}), "leads out"),
    ("zip bomb", _bomb(60_000_000), "as no table does"),
    ("zip that lies about its size", _liar(), "damaged"),
    ("zip in a zip", zipped({"a.zip": zipped({"a.csv": b"date\n1"})}), "no table that is known"),
    ("old Excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "XLS"),
    ("PDF", b"%PDF-1.7 ...", "PDF"),
    ("part of a shapefile", b"\x00\x00\x27\x0a" + bytes(96), "Pack .shp"),
    ("no JSON", b'{"date": ', "no JSON"),
    ("JSON without objects", b"[1, 2, 3]", "no list of objects"),
    ("deep JSON", b"[" * 100_000, "no JSON"),
    ("too many columns", b",".join(b"c%d" % n for n in range(2_500)) + b"\n" + b"1," * 2_499 + b"1\n", "2,500 columns"),
    ("Parquet cut off", b"PAR1" + bytes(40), "damaged"),
    ("FlatGeobuf cut off", b"fgb\x03fgb\x00" + bytes(40), "cannot be read"),
    ("GeoPackage cut off", b"SQLite format 3\x00" + bytes(300), "cannot be read"),
)  # fmt: skip


@pytest.mark.parametrize(("data", "said"), [each[1:] for each in HOSTILE], ids=[each[0] for each in HOSTILE])
def test_a_hostile_file_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableDataError, match=said) as raised:
        list(open_table(data).rows())
    assert str(raised.value).endswith(".")


def test_links_to_other_files_are_counted_and_not_followed() -> None:
    assert "1 links to other files are not followed." in open_table(KINDS["KML"]()).notes


def test_five_hundred_columns_work(gazetteer: Gazetteer) -> None:
    names = [f"c{n}" for n in range(497)]
    data = to_csv(["date", "place", "lat; DROP TABLE event;--", *names], [["2021-03-12", "Sirte", 1, *range(497)]] * 30)
    found = _read(data, gazetteer)
    assert len(found) == 30
    assert len(found[0].extra) == 498


def test_a_cell_in_the_text_that_never_ends_is_one_bad_row() -> None:
    data = b'date,place\n2021-03-12,Sirte\n2021-03-13,"' + b"Sirte\n" * 400_000
    found = list(open_table(data).rows())
    assert [row.problem[:6] for row in found] == ["", "a cell"]


def test_rings_that_cross_are_mended_and_empty_shapes_are_none(gazetteer: Gazetteer) -> None:
    bow = [[[15, 31], [16, 32], [16, 31], [15, 32], [15, 31]]]
    features = [
        {"type": "Feature", "properties": {"date": "2021-03-12"}, "geometry": {"type": "Polygon", "coordinates": bow}},
        {"type": "Feature", "properties": {"date": "2021-03-13"}, "geometry": {"type": "Polygon", "coordinates": []}},
        {
            "type": "Feature",
            "properties": {"date": "2021-03-14"},
            "geometry": {"type": "Point", "coordinates": [0, 95]},
        },
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    crossing, empty, outside = _events(open_table(data), gazetteer)
    assert isinstance(crossing, EventRow)
    assert crossing.geometry is not None
    assert crossing.geometry.is_valid
    assert isinstance(empty, EventRow)
    assert empty.geometry is None
    assert empty.lon is None
    assert isinstance(outside, Reject)
    assert "off the globe" in outside.reason


def test_the_sheet_and_the_file_in_an_archive_can_be_named() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", "date,place\n2021-03-12,Sirte\n")
        archive.writestr("b.csv", "date,town\n2021-03-12,Hun\n")
    table = open_table(packed.getvalue())
    assert table.layers == ("a.csv", "b.csv")
    assert open_table(packed.getvalue(), layer="b.csv").columns == ("date", "town")
    with pytest.raises(UnreadableDataError, match="no sheet"):
        open_table(to_xlsx(COLUMNS, text_rows()), layer="Other")
