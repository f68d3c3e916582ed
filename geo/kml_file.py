"""KML and KMZ of events: each type in its colour (in KMZ in its shape too), each event on the days it may have been."""

import html
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import pyarrow as pa
import shapely

from events import GEOMETRY, readable
from geo.export_note import ExportNote
from geo.gis_files import zip_folder
from geo.style import TypeStyle, all_styles, outlines

# Letters that XML 1.0 has no way to write.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AT_ONCE = 5_000
_AREA_ALPHA, _PIXELS, _FINE = "38", 32, 4
_KINDS = {pa.int32(): "int", pa.int64(): "int", pa.float64(): "double", pa.bool_(): "bool"}
_TITLE_LETTERS = 80
Row = dict[str, Any]


def write_kml(table: pa.Table, path: Path, note: ExportNote) -> None:
    """Write KML with a style for each event type: colours only, for a KML alone has no pictures but those of some server."""
    _write(table, path, note, icon=lambda _: "")


def write_kmz(table: pa.Table, path: Path, note: ExportNote) -> None:
    """Write KMZ: the KML, and in its archive a marker for each event type."""
    folder = path.with_name(f"{path.name}.files")
    (folder / "icons").mkdir(parents=True)
    for style in all_styles():
        (folder / "icons" / f"{style.shape}.png").write_bytes(marker_png(style.shape))
    _write(table, folder / "doc.kml", note, icon=lambda style: f"<Icon><href>icons/{style.shape}.png</href></Icon>")
    zip_folder(folder, path)


def marker_png(shape: str) -> bytes:
    """Return a white marker as a PNG with a clear ground: whoever shows it colours it."""
    outline = outlines().get(shape)
    drawn = shapely.Polygon(outline) if outline else shapely.Point(0, 0).buffer(0.9)
    side = np.linspace(1.1, -1.1, _PIXELS * _FINE)
    inside = shapely.contains_xy(drawn, *np.meshgrid(-side, side))
    alpha = inside.reshape(_PIXELS, _FINE, _PIXELS, _FINE).mean(axis=(1, 3)) * 255
    pixels = np.full((_PIXELS, _PIXELS, 4), 255, dtype=np.uint8)
    pixels[..., 3] = alpha.round()
    lines = b"".join(b"\0" + line.tobytes() for line in pixels)
    head = struct.pack(">IIBBBBB", _PIXELS, _PIXELS, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def _write(table: pa.Table, path: Path, note: ExportNote, *, icon: Callable[[TypeStyle], str]) -> None:
    columns = [name for name in table.column_names if name != GEOMETRY]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document id="events">\n'
        )
        file.write(f"<name>Events</name>\n<description>{_html(_said(note))}</description>\n")
        file.writelines(_style(style, icon(style)) for style in all_styles())
        fields = (
            f'<SimpleField name={quoteattr(name)} type="{_KINDS.get(table.schema.field(name).type, "string")}"/>'
            for name in columns
        )
        file.write(f'<Schema name="event" id="event">{"".join(fields)}</Schema>\n')
        for batch in table.to_batches(max_chunksize=_AT_ONCE):
            file.writelines(_placemarks(batch, columns))
        file.write("</Document>\n</kml>\n")


def _style(style: TypeStyle, icon: str) -> str:
    colour, line = _abgr(style.colour), _abgr(style.line_colour)
    return (
        f'<Style id="{style.type.name.lower()}"><IconStyle><color>ff{colour}</color><scale>0.7</scale>{icon}</IconStyle>'
        f"<LabelStyle><scale>0</scale></LabelStyle><LineStyle><color>ff{line}</color><width>1.5</width></LineStyle>"
        f"<PolyStyle><color>{_AREA_ALPHA}{colour}</color></PolyStyle></Style>\n"
    )


def _placemarks(batch: pa.RecordBatch, columns: list[str]) -> Iterator[str]:
    ids = {style.type.value: (style.type.name.lower(), style.label) for style in all_styles()}
    shapes = shapely.from_wkb(batch[GEOMETRY].to_pylist())
    values = (batch[name].to_pylist() for name in columns)
    for shape, *cells in zip(shapes, *values, strict=True):
        row: Row = dict(zip(columns, cells, strict=True))
        style, label = ids[row["type"]]
        where = f": {row['place_name']}" if row["place_name"] else ""
        data = "".join(
            f"<SimpleData name={quoteattr(name)}>{_cell(value)}</SimpleData>"
            for name, value in row.items()
            if value is not None
        )
        yield (
            f"<Placemark><name>{_text((label + where)[:_TITLE_LETTERS])}</name>"
            f"<description>{_html(_told(row))}</description>{_span(row)}<styleUrl>#{style}</styleUrl>"
            f'<ExtendedData><SchemaData schemaUrl="#event">{data}</SchemaData></ExtendedData>{_shape(shape)}</Placemark>\n'
        )


def _told(row: Row) -> str:
    """Say an event in a few lines of plain text."""
    sides = " against ".join(filter(None, (row["side1"], row["side2"])))
    killed = "" if row["killed_best"] is None else f"{row['killed_best']:,} killed"
    when = " to ".join(dict.fromkeys(f"{day:%Y-%m-%d}" for day in (row["date_start"], row["date_end"]) if day))
    source = f"Source: {row['source']}" if row["source"] else ""
    return "\n".join(filter(None, (when, sides, killed, row["sentence"], source)))


def _span(row: Row) -> str:
    start, end = row["date_start"], row["date_end"]
    if start is None and end is None:
        return ""
    begin = f"<begin>{start:%Y-%m-%d}</begin>" if start else ""
    return f"<TimeSpan>{begin}{f'<end>{end:%Y-%m-%d}</end>' if end else ''}</TimeSpan>"


def _shape(shape: shapely.Geometry | None) -> str:
    if shape is None or shape.is_empty:
        return ""
    if shape.geom_type == "Point":
        return f"<Point><coordinates>{_places(shape.coords)}</coordinates></Point>"
    if shape.geom_type in ("LineString", "LinearRing"):
        return f"<LineString><tessellate>1</tessellate><coordinates>{_places(shape.coords)}</coordinates></LineString>"
    if shape.geom_type == "Polygon":
        inner = "".join(f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in shape.interiors)
        return f"<Polygon><outerBoundaryIs>{_ring(shape.exterior)}</outerBoundaryIs>{inner}</Polygon>"
    return f"<MultiGeometry>{''.join(_shape(part) for part in shape.geoms)}</MultiGeometry>"


def _ring(ring: shapely.LinearRing) -> str:
    return f"<LinearRing><coordinates>{_places(ring.coords)}</coordinates></LinearRing>"


def _places(places: Iterable[tuple[float, ...]]) -> str:
    return " ".join(f"{lon!r},{lat!r}" for lon, lat, *_ in places)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(str(value))


def _text(text: str) -> str:
    """Return a stranger's text as XML: no sign of it is a tag, and no viewer is given one to run."""
    return escape(_NO_XML.sub("", readable(text))).replace("\r", "&#13;")


def _html(text: str) -> str:
    """Return text for a description, which viewers show as a page: its signs are escaped for the page, and then for XML."""
    return _text(html.escape(text).replace("\n", "<br>"))


def _said(note: ExportNote) -> str:
    return "\n".join(f"{name}: {value}" for name, value in note.lines().items())


def _abgr(colour: str) -> str:
    return f"{colour[5:7]}{colour[3:5]}{colour[1:3]}".lower()
