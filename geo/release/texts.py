"""The pieces of files that are text: JSON, CSV, web pages, XML."""

import base64
import binascii
import csv
import io
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

import numpy as np
from defusedxml.ElementTree import fromstring

from geo.release.piece import Piece, of_json

_BASE64 = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}")
_XML_ASIDE = re.compile(r"<!--(.*?)-->|<\?(.*?)\?>", re.DOTALL)
_RECORDS = frozenset({"placemark", "row", "feature", "wpt", "g"})
_COORDINATES = frozenset({"coordinates", "coord", "poslist", "pos"})
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def json_pieces(text: str, where: str) -> Iterator[Piece]:
    """Yield the pieces of JSON; raises ValueError where it is none."""
    yield from of_json(json.loads(text), where)


def json_line_pieces(text: str, where: str) -> Iterator[Piece]:
    """Yield the pieces of one JSON value a line."""
    for number, line in enumerate(text.replace("\x1e", "").splitlines(), 1):
        if line.strip():
            yield from of_json(json.loads(line), f"{where}, line {number}", f"line {number}")


def csv_pieces(text: str, where: str) -> Iterator[Piece]:
    """Yield the cells of a table with a header."""
    # Tabs only where the header has them and no comma
    head = text.partition("\n")[0]
    yield from table_pieces(
        list(csv.reader(io.StringIO(text), delimiter="\t" if "\t" in head and "," not in head else ",")), where
    )


def table_pieces(rows: Sequence[Sequence[str]], where: str) -> Iterator[Piece]:
    """Yield the cells of a table whose first row names the columns; its cells are texts of their own too."""
    header = rows[0] if rows else []
    for name in header:
        yield Piece(f"{where}, header", f"{where} header", "", name)
    for number, row in enumerate(rows[1:], 2):
        record = f"{where}, row {number}"
        for column, cell in enumerate(row):
            name = header[column] if column < len(header) else ""
            if cell:
                yield Piece(f"{record}, column {name or column + 1}", record, name, cell)


class _Page(HTMLParser):
    """Collects the texts, attributes, comments and scripts of a page."""

    def __init__(self, where: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Piece] = []
        self._where, self._tag = where, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        self.found += [
            Piece(f"{self._where}, attribute {name} of <{tag}>", f"attribute {self.getpos()}", "", value, is_code=tag in {"svg", "path", "use", "symbol"})
            for name, value in attrs if value and name not in {"d", "style", "class"}
        ]  # fmt: skip

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - its signature
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if data.strip():
            is_code = self._tag in {"script", "style"}
            place = f"{self._where}, {f'<{self._tag}>' if is_code else 'text'} at line {self.getpos()[0]}"
            self.found.append(Piece(place, f"line {self.getpos()[0]}", "", data, is_code=is_code))

    def handle_comment(self, data: str) -> None:
        self.found.append(Piece(f"{self._where}, comment", f"comment {self.getpos()}", "", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(Piece(f"{self._where}, declaration", "declaration", "", decl))


def html_pieces(text: str, where: str) -> Iterator[Piece]:
    """Yield the texts, attributes, comments and scripts of a page."""
    page = _Page(where)
    page.feed(text)
    page.close()
    yield from page.found


def xml_pieces(text: str, where: str) -> Iterator[Piece]:
    """Yield the texts, attributes and comments of XML; raises ValueError or ParseError where it is none."""
    for number, found in enumerate(_XML_ASIDE.finditer(text)):
        yield Piece(f"{where}, comment", f"comment {number}", "", found[1] or found[2])
    yield from _element(fromstring(text.encode()), where, where, "")


def _element(element: Element, where: str, record: str, field: str) -> Iterator[Piece]:
    tag = element.tag.rsplit("}", 1)[-1]
    if tag.lower() in _RECORDS:
        record = where = f"{where}, {tag} {element.get('id', '') or id(element)}"
    field = element.get("name", field) if tag in {"Data", "SimpleData"} else tag if tag != "value" else field
    for name, value in element.attrib.items():
        # What is drawn has numbers of the page, not of the earth.
        yield Piece(f"{where}, attribute {name} of {tag}", record, name, value, is_code="svg" in element.tag)
    for text in (element.text, element.tail):
        if text and text.strip():
            is_place = tag.lower() in _COORDINATES and text is element.text
            yield (
                Piece(f"{where}, {field}", record, field, text)
                if not is_place
                else Piece(f"{where}, {tag}", record, "geometry", coords=_lonlats(text))
            )
    for each in element:
        yield from _element(each, where, record, field)


def _lonlats(text: str) -> np.ndarray:
    """Return the positions of KML's ``coordinates`` ("lon,lat,height lon,lat") or ``coord`` ("lon lat height")."""
    groups = text.split() if "," in text else [text]
    found = [[float(n) for n in _NUMBER.findall(group)[:2]] for group in groups]
    return np.array([pair for pair in found if len(pair) == 2], dtype=float).reshape(-1, 2)


def hidden_pieces(piece: Piece) -> Iterator[Piece]:
    """Yield the texts that are packed within a text, as base64, plain or compressed."""
    if not isinstance(piece.value, str) or len(piece.value) < 40:
        return
    for found in _BASE64.finditer(piece.value):
        try:
            data = base64.b64decode(found[0], validate=True)
        except binascii.Error:
            continue
        for packed in (data, _unpacked(data)):
            with suppress(UnicodeDecodeError):
                if packed:
                    yield Piece(f"{piece.where}, attachment in base64", piece.record, "", packed.decode(), is_code=True)


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(47).decompress(data, 50_000_000)
    except zlib.error:
        return b""
