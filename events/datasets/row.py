"""One row of somebody's event data, as any of its readers gives it: typed, and not yet an event of a project."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from shapely.geometry.base import BaseGeometry

from events.event import EventType
from events.event_status import EventStatus


class RowError(ValueError):
    """A row that cannot become an event; the message is the reason in plain words, for the file of rejects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """People counted as UCDP's best, low, high; low <= best <= high."""

    best: int
    low: int
    high: int

    @classmethod
    def exactly(cls, number: int) -> Self:
        """Return a count that nobody doubts."""
        return cls(best=number, low=number, high=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row that is no event: its number (the first below the header is 1), its cells as they were, and why."""

    number: int
    cells: Mapping[str, object]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """What a row of a dataset says of one event.

    ``source_id`` is the dataset's own id, "" where it has none. ``type`` None where the dataset's code says nothing that we
    have a word for (`code` keeps it). People are counted only where ``status`` is happened. Days are inclusive, None where not dated; ``date_prec`` and ``where_prec`` as UCDP GED.
    ``minute`` of the first day, from midnight, None where no time is given.
    ``lon, lat`` degrees on WGS 84, both or neither; ``geometry`` an area or a line in lon/lat, None for points. ``place`` is the
    place's name as the row has it, ``adm1`` and ``country`` (a name in any language, or an ISO code) where it lies. ``notes`` is what tells the
    event in words, ``outlets`` who reported it, ``extra`` all other columns, as they were. ``remarks`` say in plain words what
    was mended in reading the row. ``number`` and ``cells`` are the row's as `Reject` has them.
    """

    source_id: str = ""
    type: EventType | None = None
    sub_type: str = ""
    status: EventStatus = EventStatus.HAPPENED
    code: str = ""
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    date_prec: int | None = None
    minute: int | None = None
    place: str = ""
    adm1: str = ""
    country: str | None = None
    lon: float | None = None
    lat: float | None = None
    geometry: BaseGeometry | None = None
    where_prec: int | None = None
    side1: tuple[str, ...] = ()
    side2: tuple[str, ...] = ()
    killed: Count | None = None
    injured: Count | None = None
    notes: str = ""
    outlets: tuple[str, ...] = ()
    url: str = ""
    confidence: float = 1.0
    extra: Mapping[str, object] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    number: int = 0
    cells: Mapping[str, object] = field(default_factory=dict)
