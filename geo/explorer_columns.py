"""The project's events as the columns that the browser's map draws."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from shapely.geometry.base import BaseGeometry

from geo.explorer_payload import pack, pack_areas, precision_list, type_looks

# Days that no span overlaps: an event without a date is in only where no days are asked for.
_NEVER_FIRST, _NEVER_LAST = np.iinfo(np.int32).max, np.iinfo(np.int32).min
_REVIEW, _PLACED = 1, 2
_UNKNOWN_TOLL = -1


def columns_payload(
    rows: pa.Table, areas: Sequence[BaseGeometry], *, token: str, labels: Sequence[Sequence[object]] = ()
) -> bytes:
    """Return the columns as bytes.

    Parameters
    ----------
    rows
        One row an event, as `events.EventQuery.drawn` gives them.
    areas
        What they are drawn as where that is an area (`events.EventQuery.areas`).
    token
        Names this state of the project; the map's own payload refers to it.
    labels
        Label rows of the towns around the events (`labels_around`).
    """
    places, place = _words(rows["place_name"])
    claimants, claimant = _words(rows["claimed_by"])
    lon = _floats(rows["lon"])
    arrays = {
        "lon": lon,
        "lat": _floats(rows["lat"]),
        "first": _numbers(rows["first_day"], np.int32, _NEVER_FIRST),
        "last": _numbers(rows["last_day"], np.int32, _NEVER_LAST),
        "killed": _numbers(rows["killed_best"], np.int32, _UNKNOWN_TOLL),
        "radius": np.nan_to_num(_floats(rows["radius_m"])),
        "place": place,
        "claimant": claimant,
        "type": _numbers(rows["type"], np.uint8, 0),
        "where_prec": _numbers(rows["where_prec"], np.uint8, 0),
        "date_prec": _numbers(rows["date_prec"], np.uint8, 0),
        "confidence": np.rint(100 * np.nan_to_num(_floats(rows["confidence"]))).astype(np.uint8),
        "shape": (_numbers(rows["area"], np.int32, -1) + 1).astype(np.uint32),
        "flags": (_numbers(rows["needs_review"], np.uint8, 0) * _REVIEW + ~np.isnan(lon) * np.uint8(_PLACED)).astype(
            np.uint8
        ),
        **pack_areas(areas),
    }
    header = {
        "token": token,
        "events": rows.num_rows,
        "types": type_looks(),
        "labels": labels,
        "words": {"places": places, "claimants": claimants, "precision": precision_list()},
    }
    return pack(header, arrays)


def mask_payload(header: dict[str, object], mask: np.ndarray) -> bytes:
    """Return the state of the map as bytes: what the filter lets through as one bit an event, the lowest first."""
    return pack(header, {"mask": np.packbits(mask, bitorder="little")})


def _words(column: pa.ChunkedArray) -> tuple[list[str], np.ndarray]:
    plain = column.combine_chunks()
    coded = plain if pa.types.is_dictionary(plain.type) else plain.dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.to_numpy(zero_copy_only=False).astype(np.uint32)


def _floats(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.cast(pa.float64()).to_numpy(), np.float32)


def _numbers(column: pa.ChunkedArray, kind: type[np.generic], missing: int) -> np.ndarray:
    whole = column.cast(pa.int64()) if not pa.types.is_boolean(column.type) else column.cast(pa.int8()).cast(pa.int64())
    return np.asarray(whole.fill_null(missing).to_numpy(), kind)
