"""The project's events as the columns that the browser's map draws."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from shapely.geometry.base import BaseGeometry

from gazetteer import Gazetteer
from geo.explorer_payload import pack, pack_areas, precision_list, type_looks

# Days that no span overlaps: an event without a date is in only where no days are asked for.
_NEVER_FIRST, _NEVER_LAST = np.iinfo(np.int32).max, np.iinfo(np.int32).min
# Bits of an event's flags: the lowest whether it is to be checked, the next two its status (static/explorer/columns.js has the same).
_REVIEW, _STATUS_SHIFT = 1, 1
# A toll above this is drawn no larger; the highest number says that none is known.
_MOST_KILLED, _UNKNOWN_TOLL = 65_534, 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """An ADM1: ``code`` as filters have it (LY.58), ``outline`` EPSG:4326."""

    code: str
    name: str
    outline: BaseGeometry


def columns_payload(
    rows: pa.Table,
    areas: Sequence[BaseGeometry],
    *,
    token: str,
    labels: Sequence[Sequence[object]] = (),
    provinces: Sequence[Province] = (),
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
    provinces
        Those of the events, with their outlines (`provinces_of`).
    """
    places, place = _words(rows["where_words"])
    claimants, claimant = _words(rows["claimed_by"])
    arrays = {
        "lon": _floats(rows["lon"]),
        "lat": _floats(rows["lat"]),
        "first": _numbers(rows["first_day"], np.int32, _NEVER_FIRST),
        "last": _numbers(rows["last_day"], np.int32, _NEVER_LAST),
        "killed": _tolls(rows["killed_best"]),
        "radius": np.nan_to_num(_floats(rows["radius_m"])),
        "place": place,
        "claimant": claimant,
        "type": _numbers(rows["type"], np.uint8, 0),
        "where_prec": _numbers(rows["where_prec"], np.uint8, 0),
        "date_prec": _numbers(rows["date_prec"], np.uint8, 0),
        "confidence": np.rint(100 * np.nan_to_num(_floats(rows["confidence"]))).astype(np.uint8),
        "shape": narrow(_numbers(rows["area"], np.int32, -1) + 1),
        "flags": _flags(rows),
        **pack_areas(areas),
        **_pack_provinces(rows["admin1"], provinces),
    }
    header = {
        "token": token,
        "events": rows.num_rows,
        "types": type_looks(),
        "labels": labels,
        "provinces": [{"code": each.code, "name": each.name} for each in provinces],
        "words": {"places": places, "claimants": claimants, "precision": precision_list()},
    }
    return pack(header, arrays)


def provinces_of(rows: pa.Table, gazetteer: Gazetteer) -> list[Province]:
    """Return the provinces of events (`events.EventQuery.drawn`) of which the gazetteer has an outline."""
    found = []
    for code in rows["admin1"].combine_chunks().dictionary.to_pylist():
        country, _, admin1 = code.partition(".")
        place = gazetteer.admin1(country, admin1) if admin1 else None
        outline = gazetteer.outline(place.place_id) if place is not None else None
        if place is not None and outline is not None:
            found.append(Province(code=code, name=place.name, outline=outline))
    return found


def _pack_provinces(column: pa.ChunkedArray, provinces: Sequence[Province]) -> dict[str, np.ndarray]:
    """Return each event's province, from 1 on, 0 for none, and the outlines as `pack_areas` has them."""
    numbers = {each.code: number for number, each in enumerate(provinces, start=1)}
    coded = column.combine_chunks()
    by_code = np.array([numbers.get(code, 0) for code in coded.dictionary.to_pylist()], np.int64)
    packed = pack_areas([each.outline for each in provinces])
    return {
        "province": narrow(by_code[coded.indices.to_numpy(zero_copy_only=False)])
        if len(by_code)
        else np.zeros(0, np.uint8),
        "province_rings": packed["shape_rings"],
        "province_points": packed["ring_points"],
        "province_vertices": packed["vertices"],
    }


def mask_payload(mask: np.ndarray) -> tuple[str, bytes]:
    """Return what the filter lets through as bytes, one bit an event, the lowest first, and the token that names it."""
    bits = np.packbits(mask, bitorder="little")
    token = hashlib.blake2b(bits.tobytes(), digest_size=8).hexdigest()
    return token, pack({"token": token}, {"mask": bits})


def state_payload(header: Mapping[str, object]) -> bytes:
    """Return what the map is told besides, as bytes."""
    return pack(header, {})


def _flags(rows: pa.Table) -> np.ndarray:
    """Return a byte an event: whether it is to be checked, and its status."""
    review, status = (_numbers(rows[name], np.uint8, 0) for name in ("needs_review", "status"))
    return np.asarray(review * np.uint8(_REVIEW) | status << np.uint8(_STATUS_SHIFT), np.uint8)


def _words(column: pa.ChunkedArray) -> tuple[list[str], np.ndarray]:
    plain = column.combine_chunks()
    coded = plain if pa.types.is_dictionary(plain.type) else plain.dictionary_encode()
    return coded.dictionary.to_pylist(), narrow(coded.indices.to_numpy(zero_copy_only=False))


def narrow(numbers: np.ndarray) -> np.ndarray:
    """Return whole numbers from 0 on in as few bytes as hold them: a million of them travel to the browser."""
    most = int(numbers.max(initial=0))
    kind = np.uint8 if most <= np.iinfo(np.uint8).max else np.uint16 if most <= np.iinfo(np.uint16).max else np.uint32
    return numbers.astype(kind)


def _tolls(column: pa.ChunkedArray) -> np.ndarray:
    known = np.minimum(_numbers(column, np.int64, -1), _MOST_KILLED)
    return np.where(known < 0, _UNKNOWN_TOLL, known).astype(np.uint16)


def _floats(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.cast(pa.float64()).to_numpy(), np.float32)


def _numbers(column: pa.ChunkedArray, kind: type[np.generic], missing: int) -> np.ndarray:
    whole = column.cast(pa.int64()) if not pa.types.is_boolean(column.type) else column.cast(pa.int8()).cast(pa.int64())
    return np.asarray(whole.fill_null(missing).to_numpy(), kind)
