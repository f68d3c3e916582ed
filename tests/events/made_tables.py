"""The same hard events as a file of each kind, made by hand or by the libraries that analysts' programs use."""

import csv
import datetime as dt
import gzip
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from shapely.geometry.base import BaseGeometry

AREA = shapely.Polygon([(15, 31), (16, 31), (16, 32), (15, 31)])
COLUMNS = ("event id", "event date", "event type", "place", "killed", "notes", "wkt")
# id, day, type, place, killed, notes, shape: Arabic, commas, quotes and line breaks, no day, no place, a polygon, nothing.
HARD: tuple[tuple[str, dt.date | None, str, str | None, int | None, str, BaseGeometry | None], ...] = (
    ("a-1", dt.date(2021, 3, 12), "Shelling", "سرت", 3, "قصف، ثلاثة قتلى", shapely.Point(16.5887, 31.2089)),
    ("a-2", dt.date(2021, 3, 30), "Air strike", "Sirte, east", 0, 'He said "no"; then, left', shapely.Point(16.7, 31.1)),
    ("a-3", None, "Protest", "Tripoli", None, "first line\nsecond line", None),
    ("a-4", dt.date(2021, 4, 2), "Weather balloon", None, None, "=HYPERLINK(\"http://x\")", shapely.Point(13.19, 32.88)),
    ("a-5", dt.date(2021, 4, 3), "Armed clash", "Jufra", 12, "<b>area</b> & more", AREA),
)  # fmt: skip
Cells = Sequence[object]


def text_rows() -> list[list[object]]:
    """Return the rows as a table of text has them."""
    return [
        [*row[:6], shapely.to_wkt(row[6], trim=True) if row[6] is not None else None]
        for row in HARD
    ]  # fmt: skip


def to_csv(columns: Cells, rows: Sequence[Cells], delimiter: str = ",") -> bytes:
    """Write a table as CSV."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return file.getvalue().encode()


def to_xlsx(columns: Cells, rows: Sequence[Cells], *, more: Mapping[str, str] | None = None, extra_cells: str = "") -> bytes:  # fmt: skip
    """Write a workbook: shared strings, inline strings, dates by a style, numbers."""
    shared: list[str] = []

    def cell(value: object, place: str) -> str:
        if value is None:
            return f'<c r="{place}" s="1"/>'
        if isinstance(value, dt.date):
            return f'<c r="{place}" s="1"><v>{(value - dt.date(1899, 12, 30)).days}</v></c>'
        if isinstance(value, int | float):
            return f'<c r="{place}"><f>1+{value}</f><v>{value}</v></c>'
        if str(value).startswith("="):
            return f'<c r="{place}" t="inlineStr"><is><r><t>{escape(str(value)[:4])}</t></r><r><t>{escape(str(value)[4:])}</t></r></is></c>'  # fmt: skip
        shared.append(str(value))
        return f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'

    lines = [
        f'<row r="{n}">{"".join(cell(value, f"{_letters(at)}{n}") for at, value in enumerate(row))}</row>'
        for n, row in enumerate([columns, *rows], 1)
    ]
    "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{relations}"><sheets><sheet name="Events" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {main}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{''.join(lines)}{extra_cells}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {main}>{texts}</sst>",
    } | dict(more or {})
    return zipped({name: text.encode() for name, text in parts.items()})


def to_ods(columns: Cells, rows: Sequence[Cells]) -> bytes:
    """Write an OpenDocument spreadsheet, with the empty cells and rows that LibreOffice repeats to the sheet's end."""

    def cell(value: object) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, dt.date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>{value:%d.%m.%y}</text:p></table:table-cell>'
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}" table:formula="of:=1"><text:p>{value},00</text:p></table:table-cell>'
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}<office:annotation><text:p>a note</text:p></office:annotation></table:table-cell>'

    told = "".join(
        f'<table:table-row>{"".join(map(cell, row))}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in (columns, *rows)
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    content = f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="Events">{told}{end}</table:table></office:spreadsheet></office:body></office:document-content>'
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Pack files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _letters(at: int) -> str:
    return f"{chr(64 + at // 26)}{chr(65 + at % 26)}" if at >= 26 else chr(65 + at)


def _records() -> list[dict[str, object]]:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in text_rows()]
    return [
        {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in row.items()} for row in rows
    ]


def _geojson() -> bytes:
    features = []
    for row in HARD:
        shape = shapely.geometry.mapping(row[6]) if row[6] is not None else None
        if shape is not None and shape["type"] == "Point":
            shape["coordinates"] = (*shape["coordinates"], 12.5)
        said = dict(zip(COLUMNS[:6], row[:6], strict=True))
        day = row[1]
        said["event date"] = int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp() * 1000) if day else None  # fmt: skip
        features.append({"type": "Feature", "geometry": shape, "properties": said})
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}).encode()


def _kml() -> bytes:
    marks = []
    for row in HARD:
        data = "".join(
            f"<Data name={quoteattr(name)}><value>{escape(str(value))}</value></Data>"
            for name, value in zip(COLUMNS[:6], row[:6], strict=True)
            if value is not None
        )
        shape = row[6]
        drawn = ""
        if isinstance(shape, shapely.Point):
            drawn = f"<Point><coordinates>{shape.x},{shape.y},0</coordinates></Point>"
        elif shape is not None:
            corners = " ".join(f"{x},{y}" for x, y in shape.exterior.coords)
            drawn = f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{corners}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
        marks.append(f"<Placemark><ExtendedData>{data}</ExtendedData>{drawn}</Placemark>")
    link = "<NetworkLink><Link><href>http://192.0.2.1/a.kml</href></Link></NetworkLink>"
    return f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{"".join(marks)}{link}</Document></kml>'.encode()


def _frame(*, short: bool = False) -> gpd.GeoDataFrame:
    frame = pd.DataFrame([row[:6] for row in HARD], columns=list(COLUMNS[:6]))
    frame["killed"] = frame["killed"].astype("Int64")
    frame["event date"] = [day.isoformat() if day else None for day in frame["event date"]]
    if short:
        frame.columns = pd.Index([name.replace("event ", "") if name != "event id" else "event_id" for name in frame])
    return gpd.GeoDataFrame(frame, geometry=[row[6] for row in HARD], crs="EPSG:4326")


def _written(driver: str, suffix: str, frame: gpd.GeoDataFrame, **options: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        frame.to_file(Path(folder) / f"made{suffix}", driver=driver, engine="pyogrio", **options)
        return {file.name: file.read_bytes() for file in Path(folder).iterdir()}


def _geoparquet(crs: str) -> bytes:
    file = io.BytesIO()
    _frame().to_crs(crs).to_parquet(file)
    return file.getvalue()


def _parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({name: [row[at] for row in text_rows()] for at, name in enumerate(COLUMNS)}), file)
    return file.getvalue()


# A shapefile holds one kind of shape: its hard rows are those without the area.
WITHOUT_AREA = frozenset({"shapefile"})
KINDS: Mapping[str, Callable[[], bytes]] = {
    "CSV": lambda: b"\xef\xbb\xbf" + to_csv(COLUMNS, text_rows()),
    "CSV with semicolons": lambda: b"sep=;\r\n" + to_csv(COLUMNS, text_rows(), ";"),
    "TSV in UTF-16": lambda: to_csv(COLUMNS, text_rows(), "\t").decode().encode("utf-16"),
    "CSV packed": lambda: gzip.compress(to_csv(COLUMNS, text_rows())),
    "CSV in a zip": lambda: zipped({"folder/events.csv": to_csv(COLUMNS, text_rows())}),
    "XLSX": lambda: to_xlsx(COLUMNS, text_rows()),
    "ODS": lambda: to_ods(COLUMNS, text_rows()),
    "JSON": lambda: json.dumps({"count": 5, "data": {"events": _records()}}).encode(),
    "JSON lines": lambda: "\n".join(json.dumps(each, ensure_ascii=False) for each in _records()).encode(),
    "GeoJSON": _geojson,
    "KML": _kml,
    "KMZ": lambda: zipped({"doc.kml": _kml(), "files/icon.png": b"no picture"}),
    "GeoPackage": lambda: _written("GPKG", ".gpkg", _frame())["made.gpkg"],
    "shapefile": lambda: zipped(_written("ESRI Shapefile", ".shp", _frame(short=True).iloc[:4], encoding="utf-8")),
    "FlatGeobuf": lambda: _written("FlatGeobuf", ".fgb", _frame().to_crs("EPSG:3857"), SPATIAL_INDEX="NO")["made.fgb"],
    "GeoParquet": lambda: _geoparquet("EPSG:4326"),
    "GeoParquet in metres": lambda: _geoparquet("EPSG:32633"),
    "Parquet": _parquet,
}
