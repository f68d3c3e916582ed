"""Geometries as bytes (WKB) from a stranger's file, checked before a library reads them: deep nesting would end the whole program."""

import struct
from collections.abc import Iterable

import numpy as np
import shapely

_MOST_DEPTH = 8
_ENVELOPES = (0, 32, 48, 48, 64)
_Z, _M, _SRID = 0x80000000, 0x40000000, 0x20000000
_POINT, _LINE, _POLYGON, _COLLECTION = 1, 2, 3, 7


def read_wkb(parts: Iterable[bytes | None]) -> np.ndarray:
    """Return geometries, None where the bytes are none or not of a straight kind."""
    whole = [part if part is not None and _is_plain(part) else None for part in parts]
    found: np.ndarray = shapely.from_wkb(np.array(whole, object), on_invalid="ignore")
    return found


def without_header(blob: object) -> bytes | None:
    """Return the WKB in a GeoPackage's geometry, None where it is none."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        return None
    envelope = (blob[3] >> 1) & 7
    return blob[8 + _ENVELOPES[envelope] :] if envelope < len(_ENVELOPES) else None


def _is_plain(wkb: bytes) -> bool:
    try:
        return _end(wkb, 0, 0) <= len(wkb)
    except (struct.error, ValueError, IndexError):
        return False


def _end(wkb: bytes, at: int, depth: int) -> int:
    """Return where the geometry that begins there ends."""
    if depth > _MOST_DEPTH or wkb[at] > 1:
        raise ValueError("nested too deeply, or no geometry")
    order = "<" if wkb[at] else ">"
    kind = struct.unpack_from(f"{order}I", wkb, at + 1)[0]
    at += 9 if kind & _SRID else 5
    dimensions, base = divmod(kind & ~(_Z | _M | _SRID), 1000)
    width = 8 * (2 + (bool(kind & _Z) + bool(kind & _M) or (0, 1, 1, 2)[dimensions]))
    if base == _POINT:
        return at + width
    count = struct.unpack_from(f"{order}I", wkb, at)[0]
    at += 4
    if base == _LINE:
        return int(at + count * width)
    if not _POLYGON <= base <= _COLLECTION:
        raise ValueError("a kind of curve")
    for _ in range(count):
        if base == _POLYGON:
            at += 4 + width * struct.unpack_from(f"{order}I", wkb, at)[0]
        else:
            at = _end(wkb, at, depth + 1)
    return int(at)
