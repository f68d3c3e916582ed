"""The flat row of an event: what filters, tables and charts look at, made from the record as the project keeps it."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from events.arrow_columns import arrow_column, arrow_numbers
from events.codec import from_plain
from events.event import EventType
from events.event_status import EventStatus
from events.flat_more import MORE, MoreColumns
from events.reach import circle_radius_m
from events.toll_parts import MORE_TOLLS, more_words
from events.where_words import place_words, readers_name
from gazetteer import Resolution

TYPES = tuple(EventType)
STATUSES = tuple(EventStatus)
HAPPENED = STATUSES.index(EventStatus.HAPPENED)
_CODES = {kind.value: code for code, kind in enumerate(TYPES)}
_STATUS_CODES = {status.value: code for code, status in enumerate(STATUSES)}
_WORD = re.compile(r"\w+")
# Of the authalic sphere, and a little more than the ellipsoid needs: boxes may be too wide, never too narrow.
_RADIUS_M, _SLACK = 6_371_007.0, 1.01
_TOLLS = ("killed", "injured")

FLAT = pa.schema(
    [
        ("event_id", pa.string()), ("report_number", pa.int32()), ("place_in_report", pa.int32()), ("report_id", pa.string()),
        ("source", pa.string()), ("type", pa.uint8()), ("sub_type", pa.string()), ("date_start", pa.date32()),
        ("date_end", pa.date32()), ("date_prec", pa.uint8()), ("place_id", pa.string()), ("place_name", pa.string()),
        ("country_code", pa.string()), ("admin1", pa.string()), ("where_prec", pa.uint8()), ("lon", pa.float64()),
        ("lat", pa.float64()), ("radius_m", pa.float64()), ("west", pa.float64()), ("south", pa.float64()),
        ("east", pa.float64()), ("north", pa.float64()), ("footprint", pa.dictionary(pa.int32(), pa.binary())),
        ("side1", pa.list_(pa.string())), ("side2", pa.list_(pa.string())),
        *((f"{toll}_{figure}", pa.int64()) for toll in _TOLLS for figure in ("best", "low", "high")),
        ("confidence", pa.float64()), ("needs_review", pa.bool_()), ("words", pa.string()), ("claimed_by", pa.string()),
        ("where_words", pa.string()), ("more_tolls", pa.string()),
        ("time_start", pa.int32()), ("time_end", pa.int32()), ("time_prec", pa.string()), ("time_zone", pa.string()),
        ("recurrence", pa.string()), ("status", pa.uint8()),
    ]
)  # fmt: skip
"""One row an event, the type as its position in `EventType`, the status as that in `EventStatus`; None is null.

``lon, lat`` is the point of what is drawn (inside the footprint where that is an area), null where the event is not placed;
``radius_m`` that of the circle drawn, null for a point or an area; the box goes round what is drawn, its longitudes past 180
where a circle crosses the date line; ``footprint`` the area as WKB; ``words`` each word once, in lower case, between blanks;
``time_start, time_end`` minutes from midnight as `TimeOfDay` has them and ``time_zone`` as written, null where no time is told.
"""
KEPT = pa.schema([*FLAT, *MORE])
"""What the snapshot keeps of an event: its flat row, and behind it what only files tell."""
_DRAWN = ("lon", "lat", "radius_m", "west", "south", "east", "north", "footprint")
_PLAIN = tuple(name for name in FLAT.names if name not in _DRAWN)


def flat_table(records: Iterable[tuple[int, int, dict[str, Any]]]) -> pa.Table:
    """Return the flat rows of events.

    Parameters
    ----------
    records
        Of each event the number of its report, its place there, and the event as :func:`events.codec.to_plain` writes it.

    Returns
    -------
    pyarrow.Table
        Of the schema `KEPT`, in the same order.
    """
    rows, places, more = [], [], MoreColumns()
    for number, position, record in records:
        rows.append(_row(number, position, record))
        places.append(_place(record))
        more.add(record)
    columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else ((),) * len(_PLAIN)
    found = {
        name: arrow_column(column, FLAT.field(name).type) for name, column in zip(_PLAIN, columns, strict=True)
    } | _drawn(places)
    return pa.table([*(found[name] for name in FLAT.names), *more.arrays()], schema=KEPT)


def word_list(text: str) -> list[str]:
    """Return the words of a text as the word search compares them.

    Examples
    --------
    >>> word_list("Al-Watiya, in the WEST")
    ['al', 'watiya', 'in', 'the', 'west']
    """
    return _WORD.findall(text.casefold())


def _row(number: int, position: int, record: dict[str, Any]) -> tuple[object, ...]:
    where = record["where"]
    place = where["place"] if where else None
    side1, side2 = record["side1"], record["side2"]
    names = (place["name"], where["toponym"]["text"]) if place else ()
    said = " ".join((record["sentence"], *names, *side1, *side2, record["type"], record["sub_type"]))
    country = place["country_code"] if place else None
    code = place.get("admin1_code") if place else None
    killed, injured = record["killed"] or {}, record["injured"] or {}
    return (
        record["event_id"], number, position, record["report_id"], record["source"], _CODES[record["type"]], record["sub_type"],
        record["date_start"], record["date_end"], record["date_prec"],
        place["place_id"] if place else None, place["name"] if place else None, country,
        f"{country}.{code}" if country and code else "", record["where_prec"], side1, side2,
        killed.get("best"), killed.get("low"), killed.get("high"), injured.get("best"), injured.get("low"), injured.get("high"),
        record["confidence"], record["needs_review"], f" {' '.join(dict.fromkeys(word_list(said)))} ",
        "; ".join(dict.fromkeys(claim["by"] for claim in record["claims"])), _where_words(where), _more_tolls(record),
        *_time(record), _STATUS_CODES[record.get("status") or EventStatus.HAPPENED],
    )  # fmt: skip


def _time(record: dict[str, Any]) -> tuple[int | None, int | None, str | None, str | None, str | None]:
    """Return the columns of the time of day, and the words for what recurs; events saved before these were read have none."""
    time = record.get("time") or {}
    return (
        time.get("start_min"),
        time.get("end_min"),
        time.get("prec"),
        time.get("zone"),
        record.get("recurrence") or None,
    )


def _more_tolls(record: dict[str, Any]) -> str:
    """Say the missing, displaced and captured; events saved before these were read have none."""
    tolls = {kind: record.get(kind) for kind in MORE_TOLLS}
    return more_words({kind: (t["best"], t["low"], t["high"]) for kind, t in tolls.items() if t})


def _where_words(where: dict[str, Any] | None) -> str:
    """Say where, as `place_words` does; only what has a relation is made a Resolution first, which takes its time."""
    if where is None or where["place"] is None:
        return where["toponym"]["text"] if where else ""
    if where["relation"] is not None or where["tier"] is None:
        return place_words(from_plain(Resolution, {**where, "footprint": None, "candidates": []}))
    return readers_name(where["place"]["name"], where["toponym"]["text"])


def _place(record: dict[str, Any]) -> tuple[float, float, float | None, str | None] | None:
    """Return point, radius and footprint (WKB in hexadecimal) of a placed event's place."""
    where, prec = record["where"], record["where_prec"]
    if where is None or prec is None or where["place"] is None:
        return None
    place = where["place"]
    radius_m = circle_radius_m(
        prec, said_m=where.get("radius_m"), place_m=place["radius_m"], is_rough=place.get("is_rough", False)
    )
    return place["lon"], place["lat"], radius_m, where.get("footprint")


def _drawn(places: list[tuple[float, float, float | None, str | None] | None]) -> dict[str, pa.Array]:
    """Return the columns of what is drawn; each footprint of these events is read once."""
    codes: dict[str, int] = {}
    footprint = np.array(
        [codes.setdefault(each[3], len(codes)) if each and each[3] else -1 for each in places], dtype=np.int32
    )
    lon, lat, radius = (
        np.array([np.nan if each is None or each[n] is None else each[n] for each in places], dtype=float)
        for n in range(3)
    )
    shapes = shapely.from_wkb([bytes.fromhex(code) for code in codes])
    is_shape = ~shapely.is_empty(shapes)
    # A footprint that is a single point stands for the place's own.
    is_area = is_shape & (shapely.get_type_id(shapes) != 0)
    points, bounds = shapely.point_on_surface(shapes[is_shape]), shapely.bounds(shapes).reshape(-1, 4)
    xy = np.full((len(shapes), 2), np.nan)
    xy[is_shape] = shapely.get_coordinates(points)
    has_shape, has_area = (
        np.where(footprint >= 0, each[footprint] if len(each) else False, False) for each in (is_shape, is_area)
    )
    lon[has_shape], lat[has_shape] = xy[footprint[has_shape]].T
    radius[has_area] = np.nan
    boxes = circle_boxes(lon, lat, radius)
    boxes[has_area] = bounds[footprint[has_area]]
    columns = {"lon": lon, "lat": lat, "radius_m": radius} | dict(
        zip(("west", "south", "east", "north"), boxes.T, strict=True)
    )
    found = {name: arrow_numbers(values) for name, values in columns.items()}
    indices = arrow_numbers(footprint, ~has_area)
    wkb = arrow_column([bytes.fromhex(code) for code in codes], pa.binary())
    return found | {"footprint": pa.DictionaryArray.from_arrays(indices, wkb)}


def circle_boxes(lon: np.ndarray, lat: np.ndarray, radius_m: np.ndarray) -> np.ndarray:
    """Return boxes (west, south, east, north) that hold circles, NaN for no radius meaning the point; shape (n, 4).

    Examples
    --------
    >>> circle_boxes(np.array([10.0]), np.array([0.0]), np.array([np.nan])).tolist()
    [[10.0, 0.0, 10.0, 0.0]]
    """
    angle = np.minimum(np.nan_to_num(radius_m) / _RADIUS_M * _SLACK, np.pi)
    high = np.degrees(angle)
    # Where a circle reaches a pole it has every longitude.
    ratio = np.sin(np.minimum(angle, np.pi / 2)) / np.maximum(np.cos(np.radians(lat)), 1e-12)
    wide = np.where(ratio < 1, np.degrees(np.arcsin(np.minimum(ratio, 1))), 180.0)
    return np.stack([lon - wide, lat - high, lon + wide, lat + high], axis=-1)
