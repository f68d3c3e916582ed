"""A small PMTiles archive and its tiles, written by hand: one tile of the whole world, vector or picture."""

import gzip
import json
import math
import struct
import zlib
from collections.abc import Mapping, Sequence

_EXTENT = 4096
# Kinds of geometry in a vector tile (https://github.com/mapbox/vector-tile-spec/tree/master/2.1).
POINT, LINE, AREA = 1, 2, 3
Shape = tuple[int, Sequence[tuple[float, float]], Mapping[str, str]]


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def _bytes(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _pixel(lon: float, lat: float) -> tuple[int, int]:
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return round((lon + 180) / 360 * _EXTENT), round(y * _EXTENT)


def _geometry(kind: int, points: Sequence[tuple[float, float]]) -> bytes:
    numbers, x, y = [], 0, 0
    for at, (px, py) in enumerate(_pixel(*point) for point in points):
        numbers += [1 | 1 << 3] if at == 0 else [2 | (len(points) - 1) << 3] if at == 1 else []
        numbers += [(step << 1) ^ (step >> 31) for step in (px - x, py - y)]
        x, y = px, py
    return b"".join(map(_varint, [*numbers, *([7 | 1 << 3] if kind == AREA else [])]))


def vector_tile(layers: Mapping[str, Sequence[Shape]]) -> bytes:
    """Return a Mapbox vector tile of layers, each of shapes: kind, points (lon, lat; an area clockwise from its north-west), texts."""
    tile = b""
    for name, shapes in layers.items():
        keys, values, features = [], [], b""
        for kind, points, texts in shapes:
            tags = []
            for key, value in texts.items():
                tags += [len(keys), len(values)]
                keys.append(key)
                values.append(value)
            packed = b"".join(map(_varint, tags))
            features += _bytes(2, _bytes(2, packed) + _number(3, kind) + _bytes(4, _geometry(kind, points)))
        told = b"".join(_bytes(3, key.encode()) for key in keys)
        told += b"".join(_bytes(4, _bytes(1, value.encode())) for value in values)
        tile += _bytes(3, _bytes(1, name.encode()) + features + told + _number(5, _EXTENT) + _number(15, 2))
    return tile


def plain_png(red: int, green: int, blue: int, *, side: int = 256) -> bytes:
    """Return a square PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes((red, green, blue)) * side) * side
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pmtiles(tile: bytes, *, tile_type: int = 1, layers: Sequence[str] = (), attribution: str = "") -> bytes:
    """Return an archive that holds one tile, that of the whole world; ``tile_type``: 1 vector, 2 PNG."""
    about = {"vector_layers": [{"id": name, "fields": {}} for name in layers], "attribution": attribution}
    metadata = gzip.compress(json.dumps(about).encode())
    data = gzip.compress(tile) if tile_type == 1 else tile
    # one entry: tile 0, run of 1, its length, offset 0 (written as 1)
    root = gzip.compress(b"".join(map(_varint, [1, 0, 1, len(data), 1])))
    at_about = 127 + len(root)
    at_tiles = at_about + len(metadata)
    header = struct.pack(
        "<7sB11QBBBBBBiiiiBii", b"PMTiles", 3, 127, len(root), at_about, len(metadata), at_tiles, 0, at_tiles, len(data),
        1, 1, 1, 1, 2, 2 if tile_type == 1 else 1, tile_type, 0, 0, -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000, 0, 0, 0,
    )  # fmt: skip
    return header + root + metadata + data
