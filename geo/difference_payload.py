"""The other side of a comparison, as the browser's map draws it (static/explorer/difference.js reads it)."""

import hashlib
from collections.abc import Mapping

import numpy as np

from events import Difference, Differences, Thinner
from geo.explorer_payload import pack

_THINNER = tuple(Thinner)


def difference_payload(found: Differences) -> tuple[str, bytes]:
    """Return the differences by province as bytes, and the token that names them."""
    header = {
        "areas": [row.area for row in found.rows],
        "steps": found.steps,
        "unknown": [found.unknown_a, found.unknown_b],
        "stretch": found.stretch,
        "thinner_words": [each.value for each in _THINNER],
    }
    whole = ("a", "b", "reports_a", "reports_b", "country_a", "country_b")
    arrays = {name: _column(found.rows, name, np.uint32) for name in whole}
    arrays |= {name: _column(found.rows, name, np.float32) for name in ("value", "shade")}
    arrays["thinner"] = np.array([_THINNER.index(row.thinner) for row in found.rows], np.uint8)
    return _named(header, arrays)


def side_payload(mask: np.ndarray) -> tuple[str, bytes]:
    """Return which events the other side's filter lets through, one bit an event, the lowest first, and the token that names it."""
    return _named({}, {"mask": np.packbits(mask, bitorder="little")})


def _named(header: Mapping[str, object], arrays: Mapping[str, np.ndarray]) -> tuple[str, bytes]:
    token = hashlib.blake2b(pack(header, arrays), digest_size=8).hexdigest()
    return token, pack({"token": token, **header}, arrays)


def _column(rows: tuple[Difference, ...], name: str, kind: type[np.generic]) -> np.ndarray:
    return np.array([getattr(row, name) for row in rows], kind)
