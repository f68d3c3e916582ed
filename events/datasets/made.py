"""A row of a dataset as an event of the project."""

import datetime as dt
import hashlib
import re
from functools import lru_cache
from typing import Any

from events.by_hand import days_prec
from events.datasets.row import Count, EventRow, RowError
from events.datasets.where import Whereabouts
from events.event import EventType, TimePrecision
from events.event_status import EventStatus

_MOST_WORDS, _MOST_SIDES, _MOST_OUTLETS, _MOST_NAME = 10_000, 12, 6, 200
_MOST_PEOPLE = 10_000_000
_DAY = 24 * 60
# Sides and outlets come again and again.
_KEPT = 1 << 14
_NUMBER = re.compile(r"[0-9]{1,18}(?=[^0-9]*$)")
_MOST_NEAR = (1 << 40) - 1
Plain = dict[str, Any]
_PRECISIONS = range(1, 8)
_DATE_PRECISIONS = range(1, 6)


class EventMaker:
    """Makes events of a dataset's rows; ``last_day`` is the last on which something can have happened."""

    def __init__(self, dataset: str, whereabouts: Whereabouts, *, last_day: dt.date) -> None:
        self._dataset = dataset
        self._where = whereabouts
        self._last_day = last_day

    def record(self, row: EventRow, event_id: str) -> Plain:
        """Return a row's event as `events.codec` writes an `Event`, of no report yet; parts that are as by default are left out.

        Raises
        ------
        RowError
            With why the row is none.
        """
        start, end, prec = self._days(row)
        if row.where_prec is not None and row.where_prec not in _PRECISIONS:
            raise RowError(
                f"Its where_prec is {row.where_prec}; UCDP's scale runs from 1 (exact) to 7 (international)."
            )
        where = self._where.of(row)
        doubt = self._where.doubt(row)
        notes = " ".join(row.notes.split())[:_MOST_WORDS]
        if where is None and start is None and not notes:
            raise RowError("It says neither when, nor where, nor what. Fill one of these cells and import it again.")
        kind = row.type or (EventType.CASUALTIES if row.killed and row.killed.best else EventType.OTHER)
        found: Plain = {
            "event_id": event_id, "report_id": "", "source": self._dataset, "type": kind, "sub_type": row.sub_type,
            "date_start": start, "date_end": end, "date_prec": prec, "where": where,
            "where_prec": where["where_prec"] if where is not None else None, "side1": _names(row.side1, _MOST_SIDES),
            "side2": _names(row.side2, _MOST_SIDES), "killed": _toll(row.killed), "injured": _toll(row.injured),
            "claims": _claims(row.outlets) if row.outlets else (),
            "sentence": notes or self._told(row, kind), "start": 0, "end": 0, "trigger": "", "trigger_start": 0, "trigger_end": 0,
            "confidence": row.confidence, "needs_review": bool(doubt),
            "reasons": self._reasons(row, doubt), "origin": {"source_id": row.source_id, "url": row.url},
        }  # fmt: skip
        if row.status is not EventStatus.HAPPENED:
            # Nobody was hurt in what did not happen; what the row says of it is told in the reasons.
            found |= {"status": row.status, "killed": None, "injured": None}
        if row.minute is not None and 0 <= row.minute < _DAY:
            found["time"] = {
                "start_min": row.minute, "end_min": row.minute, "prec": TimePrecision.MINUTE, "zone": "", "offset_min": None,
                "start": 0, "end": 0,
            }  # fmt: skip
        return found

    def _reasons(self, row: EventRow, doubt: str) -> tuple[str, ...]:
        said = f"{self._dataset} codes it {row.code}" if row.code else f"from {self._dataset}"
        unknown = self._where.unknown(row)
        status = _status_reason(row)
        others = tuple(filter(None, (doubt, unknown, status)))
        return (said, *row.remarks, *others) if row.remarks or others else (said,)

    def _days(self, row: EventRow) -> tuple[dt.date | None, dt.date | None, int | None]:
        start = row.date_start or row.date_end
        end = row.date_end or start
        if start is None or end is None:
            return None, None, None
        if end < start:
            raise RowError(f"It ends on {end} before it begins on {start}. Correct its dates and import it again.")
        if start > self._last_day:
            raise RowError(f"Its date is {start}, which lies in the future. Correct it and import it again.")
        if row.date_prec is not None and row.date_prec not in _DATE_PRECISIONS:
            raise RowError(
                f"Its date_prec is {row.date_prec}; UCDP's scale runs from 1 (the day) to 5 (within a year)."
            )
        return start, end, row.date_prec or days_prec(start, end)

    def _told(self, row: EventRow, kind: EventType) -> str:
        """Return words for an event that its row tells in none."""
        what = row.code if row.code and not row.code[0].isdigit() else kind.value.capitalize()
        sides = " and ".join(", ".join(side[:3]) for side in (row.side1, row.side2) if side)
        return "; ".join(part for part in (what, sides, row.place) if part)[:_MOST_WORDS] + f" ({self._dataset})"


def event_key(dataset: str, row: EventRow, occurrence: int) -> str:
    """Return the id of a row's event, the same for each import of its dataset; ``occurrence`` counts rows alike without an id, from 0.

    Rows that follow each other get ids that do, by the number in the source's id or by the day: that a million ids are entered
    in order halves the time which they take.

    Examples
    --------
    >>> event_key("UCDP GED", EventRow(source_id="244657"), 0)
    """
    if row.source_id:
        number = _NUMBER.search(row.source_id)
        near, said = int(number[0]) if number else 0, f"{dataset}\x1f{row.source_id}"
    else:
        near = row.date_start.toordinal() if row.date_start else 0
        said = f"{dataset}\x1e{row_key(row)}\x1e{occurrence}"
    return f"d{_short(dataset)}{near & _MOST_NEAR:010x}{_hash(said, 6)}"


@lru_cache(maxsize=16)
def _short(dataset: str) -> str:
    return _hash(dataset, 2)


def _hash(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=size).hexdigest()


def row_key(row: EventRow) -> str:
    """Return what makes rows without an id alike."""
    if row.cells:
        return "\x1f".join(map(str, row.cells.values()))
    parts = (
        row.date_start,
        row.date_end,
        row.place,
        row.lon,
        row.lat,
        row.code,
        row.side1,
        row.side2,
        row.notes,
        row.extra,
    )
    return "\x1f".join(map(str, parts))


def _status_reason(row: EventRow) -> str:
    if row.status is EventStatus.HAPPENED:
        return ""
    tolls = (("killed", row.killed), ("injured", row.injured))
    told = " and ".join(f"{count.best} {what}" for what, count in tolls if count is not None and count.best)
    return f"its dataset says it was {row.status}" + (f": {told} are not counted" if told else "")


def _toll(count: Count | None) -> dict[str, int] | None:
    if count is None:
        return None
    if not 0 <= count.low <= count.best <= count.high <= _MOST_PEOPLE:
        raise RowError(
            f"Its toll is {count.low}, {count.best}, {count.high} (low, best, high); these run upwards, from 0 to {_MOST_PEOPLE:,}."
        )
    return {"best": count.best, "low": count.low, "high": count.high, "start": 0, "end": 0}


@lru_cache(maxsize=_KEPT)
def _claims(outlets: tuple[str, ...]) -> tuple[Plain, ...]:
    return tuple(
        {"by": name, "verb": "reported", "date": None, "start": 0, "end": 0} for name in _names(outlets, _MOST_OUTLETS)
    )


@lru_cache(maxsize=_KEPT)
def _names(given: tuple[str, ...], most: int) -> tuple[str, ...]:
    if not given:
        return ()
    return tuple(dict.fromkeys(name for each in given if (name := " ".join(each.split())[:_MOST_NAME])))[:most]
