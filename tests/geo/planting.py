"""Puts a text into a finished file, in each place where a stranger might find it."""

import base64
import json
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
import shapely

_SHEET = '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>'
_KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}<Placemark><name>battle</name>{}</Placemark></Document></kml>'


def layer_of(geojson: Path) -> gpd.GeoDataFrame:
    return gpd.read_file(geojson)[["event_id", "type", "geometry"]]


def plant(kind: str, where: str, text: str, clean: Path, folder: Path) -> Path:
    """Return a file of a kind that holds a text somewhere; ``clean`` is the clean export of that kind, or the GeoJSON."""
    file = folder / f"planted.{kind}"
    _PLANTERS[kind](file, where, text, clean)
    return file


def _geojson(file: Path, where: str, text: str, clean: Path) -> None:
    data = json.loads(clean.read_text(encoding="utf-8"))
    feature = data["features"][0]
    if where == "geometry":
        feature["geometry"] = {"type": "Point", "coordinates": [float(n) for n in text.split(",")]}
    elif where == "foreign":
        data["about"] = {"history": [text]}
    elif where == "property":
        feature["properties"]["remark"] = text
    else:
        name = where.split()[1]
        feature["properties"][name] = float(text) if name == "lon" else text
    file.write_text(json.dumps(data), encoding="utf-8")


def _csv(file: Path, where: str, text: str, clean: Path) -> None:
    head, first, *rest = clean.read_text(encoding="utf-8").splitlines()
    if where == "columns":
        one, two = text.split()
        lines = [f"{head},a,b", f"{first},{one},{two}", *(f"{row},," for row in rest)]
    else:
        quoted = text.replace('"', '""')
        lines = [f"{head},remark", f'{first},"{quoted}"', *(f"{row}," for row in rest)]
    file.write_text("\n".join(lines), encoding="utf-8")


def _json(file: Path, where: str, text: str, clean: Path) -> None:
    data = json.loads(clean.read_text(encoding="utf-8"))
    name = where.split()[1]
    data[0][name] = [{"name": text}] if name == "candidates" else [text] if name == "reasons" else text
    file.write_text(json.dumps(data), encoding="utf-8")


def _html(file: Path, where: str, text: str, clean: Path) -> None:
    page = clean.read_text(encoding="utf-8")
    packed = base64.b64encode(zlib.compress(text.encode())).decode()
    planted = {
        "comment": f"<!-- {text} -->", "attribute": f'<p title="{text}"></p>', "text": f"<p>{text}</p>",
        "script": f"<script>var x = [{text if text[0] == '[' else json.dumps(text).replace(chr(92) * 2, chr(92))}];</script>",
        "base64": f'<img src="data:text/plain;base64,{packed}">',
    }[where]  # fmt: skip
    file.write_text(page.replace("</main>", f"{planted}</main>", 1), encoding="utf-8")


def _kmz(file: Path, where: str, text: str, _clean: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        point = f"<Point><coordinates>{text}</coordinates></Point>" if where == "geometry" else ""
        archive.writestr("doc.kml", _KML.format(f"<!-- {text} -->" if where == "comment" else "", point))
        if where == "member":
            archive.writestr("files/readme.txt", text)
        if where == "zip comment":
            archive.comment = text.encode()


def _xlsx(file: Path, where: str, text: str, _clean: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        cell = text if where == "cell" else "battle"
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>type</t></si><si><t>{cell}</t></si></sst>")
        archive.writestr("xl/worksheets/sheet1.xml", _SHEET)
        author = text if where == "properties" else "Dateline"
        archive.writestr("docProps/core.xml", f"<core><creator>{author}</creator></core>")
        if where == "note":
            archive.writestr(
                "xl/comments1.xml", f'<comments><comment ref="A1"><text>{text}</text></comment></comments>'
            )


def _gpkg(file: Path, where: str, text: str, clean: Path) -> None:
    layer_of(clean).to_file(file, driver="GPKG", layer="events")
    base = sqlite3.connect(file)
    base.execute("PRAGMA secure_delete = OFF")
    base.execute("CREATE TABLE extra (note TEXT, shape BLOB)")
    if where == "geometry":
        point = shapely.Point(*(float(n) for n in text.split(",")))
        base.execute("INSERT INTO extra VALUES (NULL, ?)", (point.wkb,))
    elif where in {"table", "deleted"}:
        base.execute("INSERT INTO extra VALUES (?, NULL)", (text,))
    elif where == "style":
        base.execute("CREATE TABLE layer_styles (styleQML TEXT)")
        base.execute("INSERT INTO layer_styles VALUES (?)", (f"<qgis><rule label='{text}'/></qgis>",))
    base.commit()
    if where == "deleted":
        base.execute("DELETE FROM extra")
        base.commit()
    base.close()


def _parquet(file: Path, where: str, text: str, clean: Path) -> None:
    layer = layer_of(clean)
    if where == "column":
        layer["remark"] = text
    layer.to_parquet(file)
    if where == "metadata":
        table = pq.read_table(file)
        pq.write_table(table.replace_schema_metadata({**table.schema.metadata, b"history": text.encode()}), file)
    assert isinstance(pq.read_schema(file), pa.Schema)


def _shapes(file: Path, where: str, text: str, clean: Path) -> None:
    layer = layer_of(clean)
    if where == "column":
        layer["remark"] = text
    folder = file.parent / "shapes"
    folder.mkdir()
    layer.to_file(folder / "areas.shp")
    with zipfile.ZipFile(file, "w") as archive:
        for each in folder.iterdir():
            archive.write(each, each.name)


def _fgb(file: Path, where: str, text: str, clean: Path) -> None:
    layer = layer_of(clean)
    if where == "column":
        layer["remark"] = text
    layer.to_file(file, driver="FlatGeobuf", SPATIAL_INDEX="NO")


def _png(file: Path, where: str, text: str, _clean: Path) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    note = chunk(b"tEXt", b"Comment\0" + text.encode()) if where == "text" else b""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + head + note + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def _svg(file: Path, where: str, text: str, _clean: Path) -> None:
    note = f"<!-- {text} -->" if where == "comment" else ""
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg">{note}<text x="13.02" y="32.17">Map</text></svg>', encoding="utf-8"
    )


def _pdf(file: Path, where: str, text: str, _clean: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "Sheet", **({"/Subject": text} if where == "metadata" else {})})
    if where == "attachment":
        writer.add_attachment("notes.txt", text.encode())
    writer.write(file)


_PLANTERS: dict[str, Callable[[Path, str, str, Path], None]] = {
    "geojson": _geojson, "csv": _csv, "json": _json, "html": _html, "kmz": _kmz, "xlsx": _xlsx, "gpkg": _gpkg, "parquet": _parquet,
    "shp.zip": _shapes, "fgb": _fgb, "png": _png, "svg": _svg, "pdf": _pdf,
}  # fmt: skip
