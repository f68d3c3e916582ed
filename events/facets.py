"""What there is to filter by."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from events.event import EventType

TallyBy = Literal["type", "actor", "admin1", "country", "weekday", "source"]
"""What events are counted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Values in use, the most frequent first, and the span of dates; ``admin1`` as ``EventFilter.adm1`` has them."""

    types: tuple[EventType, ...]
    actors: tuple[str, ...]
    countries: tuple[str, ...]
    admin1: tuple[str, ...]
    sources: tuple[str, ...]
    first_date: dt.date | None
    last_date: dt.date | None
