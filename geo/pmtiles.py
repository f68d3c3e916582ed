"""A PMTiles file of an analyst's own, read without trust: what it holds, and whether it is whole."""

import json
import re
import struct
import zlib
from dataclasses import dataclass
from typing import Any, BinaryIO

from geo.errors import BasemapFileError

MOST_BYTES = 500 * 1024**2
# https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md: 127 bytes, little-endian.
_HEADER = struct.Struct("<7sB11QBBBBBBiiiiBii")
_MAGIC, _VERSION = b"PMTiles", 3
_NO_COMPRESSION, _GZIP = 1, 2
_VECTOR, _RASTER = 1, frozenset({2, 3, 4, 5})  # Mapbox vector tiles; PNG, JPEG, WebP, AVIF
# The root directory lies within the first 16 KiB; metadata of more than this nobody reads.
_MOST_DIRECTORY, _MOST_METADATA = 16_384, 1024**2
_DEEPEST = 24
_DEGREE = 1e7
_MOST_LAYERS, _LONGEST_LAYER = 60, 60
_TAG = re.compile(r"<[^<>]{0,300}>")
_AGAIN = "Copy or download it anew, then add that."


@dataclass(frozen=True, slots=True, kw_only=True)
class Pmtiles:
    """What a file holds.

    ``is_vector``: else its tiles are pictures. ``bounds`` are west, south, east, north (degrees). ``layers`` are the names of a
    vector file's layers; ``attribution`` is what the file says of itself, as plain text.
    """

    is_vector: bool
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]
    layers: tuple[str, ...]
    attribution: str


def read_pmtiles(file: BinaryIO) -> Pmtiles:
    """Read a file's header, root directory and metadata; its tiles stay unread.

    Raises
    ------
    BasemapFileError
        If it is no PMTiles of version 3, cut short, too large, empty, or in a form that browsers do not read.
    """
    size = file.seek(0, 2)
    file.seek(0)
    start = file.read(_HEADER.size)
    _check_kind(start, size)
    (
        _, _, root_at, root_size, about_at, about_size, leaf_at, leaf_size, tiles_at, tiles_size, _, _, _,
        _, inner, outer, kind, min_zoom, max_zoom, west, south, east, north, *_,
    ) = _HEADER.unpack(start)  # fmt: skip
    for at, length in ((root_at, root_size), (about_at, about_size), (leaf_at, leaf_size), (tiles_at, tiles_size)):
        if at + length > size:
            raise BasemapFileError(
                f"This PMTiles file is cut short: it says that it has {at + length:,} bytes and has {size:,}. {_AGAIN}"
            )
    if kind != _VECTOR and kind not in _RASTER:
        raise BasemapFileError(
            "The file's tiles are of a kind that the map does not draw. Use vector tiles (MVT), PNG, JPEG or WebP."
        )
    if inner not in {_NO_COMPRESSION, _GZIP} or outer not in {0, _NO_COMPRESSION, _GZIP}:
        raise BasemapFileError(
            "The file is compressed in a way that browsers do not read. Convert it with gzip: pmtiles convert."
        )
    if not 0 <= min_zoom <= max_zoom <= _DEEPEST:
        raise BasemapFileError(f"The file's zoom levels ({min_zoom} to {max_zoom}) make no sense. {_AGAIN}")
    root = _part(file, root_at, root_size, inner, most=_MOST_DIRECTORY)
    if not _count(root):
        raise BasemapFileError(f"The file holds no tiles, or its list of them is damaged. {_AGAIN}")
    about = _metadata(_part(file, about_at, about_size, inner, most=_MOST_METADATA)) if about_size else {}
    box = (west / _DEGREE, south / _DEGREE, east / _DEGREE, north / _DEGREE)
    return Pmtiles(
        is_vector=kind == _VECTOR,
        min_zoom=min_zoom,
        max_zoom=max_zoom,
        bounds=box if -180 <= box[0] < box[2] <= 180 and -90 <= box[1] < box[3] <= 90 else (-180.0, -85.0, 180.0, 85.0),
        layers=_layers(about) if kind == _VECTOR else (),
        attribution=_plain(about.get("attribution")),
    )


def _check_kind(start: bytes, size: int) -> None:
    if size > MOST_BYTES:
        raise BasemapFileError(
            f"A map file may have {MOST_BYTES // 1024**2} MB, this one has {size / 1024**2:,.0f} MB. Cut it to the area first: pmtiles extract --bbox."
        )
    if not start.startswith(_MAGIC):
        raise BasemapFileError(
            "This is no PMTiles file: it does not begin as one. Convert MBTiles first: pmtiles convert."
        )
    if len(start) > len(_MAGIC) and start[len(_MAGIC)] != _VERSION:
        raise BasemapFileError(
            f"This PMTiles file is of version {start[len(_MAGIC)]}; the map reads version {_VERSION}. Convert it first: pmtiles convert."
        )
    if len(start) < _HEADER.size:
        raise BasemapFileError(f"This PMTiles file is cut short within its first bytes. {_AGAIN}")


def _part(file: BinaryIO, at: int, length: int, compression: int, *, most: int) -> bytes:
    """Return a part of the file, unpacked to no more than it may have."""
    file.seek(at)
    packed = file.read(min(length, most))
    if compression == _NO_COMPRESSION:
        return packed
    try:
        return zlib.decompressobj(wbits=31).decompress(packed, 4 * most)
    except zlib.error as error:
        raise BasemapFileError(f"The file is damaged: a part of it cannot be unpacked. {_AGAIN}") from error


def _count(directory: bytes) -> int:
    """Return how many entries a directory says that it has: its first number, seven bits a byte."""
    found = 0
    for shift, byte in enumerate(directory[:5]):
        found |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            return found
    return 0


def _metadata(data: bytes) -> dict[str, Any]:
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        return {}  # a file draws without it
    return read if isinstance(read, dict) else {}


def _layers(about: dict[str, Any]) -> tuple[str, ...]:
    listed = about.get("vector_layers")
    names = [each.get("id") for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    return tuple(name for name in names if isinstance(name, str) and 0 < len(name) <= _LONGEST_LAYER)[:_MOST_LAYERS]


def _plain(text: object) -> str:
    if not isinstance(text, str):
        return ""
    words = _TAG.sub(" ", text[:2000]).replace("&copy;", "©").replace("&amp;", "&")
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())[:200]
