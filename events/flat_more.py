"""What files tell of an event beyond its flat row: it stands in the snapshot for them, and not in memory."""

from functools import lru_cache
from typing import Any

import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from events.arrow_columns import arrow_column
from events.codec import from_plain
from events.event import Status, TimeOfDay
from events.time_of_day import zone_text
from events.told_differently import TOLLS, difference_words
from events.toll_parts import MORE_TOLLS
from events.writers import phrase_in
from gazetteer import COORDINATES, representative_point

_STATUSES = (Status.CIVILIAN.value, Status.COMBATANT.value)
_POINT = 0  # of shapely's type ids
# Events of a place share its footprint, and come in many batches.
_MOST_KEPT = 2_000

MORE = pa.schema(
    [
        ("sentence", pa.string()), ("place_phrase", pa.string()), *((f"{toll}_best", pa.int64()) for toll in MORE_TOLLS),
        ("civilians_killed", pa.int64()), ("combatants_killed", pa.int64()), ("told_differently", pa.string()),
        ("zone", pa.string()), ("at_lon", pa.float64()), ("at_lat", pa.float64()), ("plot_lon", pa.float64()),
        ("plot_lat", pa.float64()), ("outline", pa.binary()),
        ("dataset", pa.string()), ("source_id", pa.string()), ("source_url", pa.string()),
    ]
)  # fmt: skip
"""One row an event, what is not known is null. ``at`` is the gazetteer's point of its place, ``plot`` the one that tables give
(`gazetteer.place_point`), both to six decimals; ``outline`` the footprint as WKB where the flat row has none though the event
has: where it is a single point, has no places, or the place no precision. ``zone`` is as `zone_text` says it."""


class MoreColumns:
    """The columns of `MORE`, filled event by event."""

    def __init__(self) -> None:
        self._rows: list[tuple[Any, ...]] = []

    def add(self, record: dict[str, Any]) -> None:
        """Add an event, as :func:`events.codec.to_plain` writes it."""
        where, time, parts = record["where"], record.get("time"), record.get("parts") or ()
        phrase = None
        if where is not None:
            toponym, said = where["toponym"], where["relation"] or where["toponym"]
            start, end = said["start"] - record["start"], said["end"] - record["start"]
            phrase = phrase_in(record["sentence"], toponym["text"], start, end)
        rules = [(toll, told["rule"]) for toll in TOLLS if (told := record.get(toll)) and told.get("rule")]
        killed = [(part["status"], part["best"]) for part in parts if part["kind"] == "killed"]
        self._rows.append(
            (
                record["sentence"], phrase, *(told["best"] if (told := record.get(toll)) else None for toll in MORE_TOLLS),
                *(_sum(killed, status) for status in _STATUSES), difference_words(rules) or None if rules else None,
                zone_text(from_plain(TimeOfDay, time)) if time else None, *self._drawn(where, record["where_prec"]),
                *_origin(record),
            )
        )  # fmt: skip

    def arrays(self) -> list[pa.Array]:
        """Return the columns."""
        columns = zip(*self._rows, strict=True) if self._rows else ((),) * len(MORE)
        return [arrow_column(values, field.type) for field, values in zip(MORE, columns, strict=True)]

    def _drawn(
        self, where: dict[str, Any] | None, prec: int | None
    ) -> tuple[float | None, float | None, float | None, float | None, bytes | None]:
        if where is None or where["place"] is None:
            return None, None, None, None, None
        place, footprint = where["place"], where.get("footprint")
        lon, lat = round(place["lon"], 6), round(place["lat"], 6)
        if not footprint:
            return lon, lat, lon, lat, None
        point, is_area = _looked_at(footprint)
        is_disc = place["feature_code"] == COORDINATES and where["relation"] is None
        plot = (lon, lat) if point is None or is_disc else point
        return lon, lat, *plot, None if is_area and prec is not None else bytes.fromhex(footprint)


@lru_cache(maxsize=_MOST_KEPT)
def _looked_at(footprint: str) -> tuple[tuple[float, float] | None, bool]:
    """Return a point inside a footprint, None where it has no places, and whether it is more than a point."""
    shape: BaseGeometry = shapely.from_wkb(footprint)
    if shape.is_empty:
        return None, False
    lon, lat = representative_point(shape)
    return (round(lon, 6), round(lat, 6)), int(shapely.get_type_id(shape)) != _POINT


def _origin(record: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    origin = record.get("origin")
    return (
        (record["source"] or None, origin["source_id"] or None, origin["url"] or None) if origin else (None, None, None)
    )


def _sum(counts: list[tuple[str, int]], status: str) -> int | None:
    found = [best for each, best in counts if each == status]
    return sum(found) if found else None
