"""Two periods, or two filters, beside each other: what changed, and how much each of them stands on."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from events.errors import BadFilterError
from events.exposure import Exposure
from events.filter import EventFilter

BEFORE, YEAR_BEFORE, _VIEW = "before", "year-before", "view:"
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")
_LEAP = (2, 29)
# "Far fewer" reports or sources: less than this share of the other period's.
FAR_FEWER = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What the filter on screen is compared with.

    Attributes
    ----------
    kind
        "before", "year-before", "days" or "view".
    days
        First and last day, of "days".
    view
        The saved view's name, of "view".
    """

    kind: str = BEFORE
    days: tuple[dt.date, dt.date] | None = None
    view: str = ""

    @property
    def text(self) -> str:
        """As the page's address has it."""
        if self.days is not None:
            return f"{self.days[0]}..{self.days[1]}"
        return f"{_VIEW}{self.view}" if self.view else self.kind


def parse_against(text: str) -> Against:
    """Read what to compare with from an address.

    Raises
    ------
    BadFilterError
        If it cannot be read.

    Examples
    --------
    >>> parse_against("2020-05-01..2020-05-31").days
    (datetime.date(2020, 5, 1), datetime.date(2020, 5, 31))
    >>> parse_against("view:Coast").text
    'view:Coast'
    """
    text = text.strip()
    if text in (BEFORE, YEAR_BEFORE):
        return Against(kind=text)
    if text.startswith(_VIEW) and len(text) > len(_VIEW):
        return Against(kind="view", view=text.removeprefix(_VIEW))
    try:
        found = _DAYS.fullmatch(text)
        first, last = (dt.date.fromisoformat(day) for day in found.groups()) if found else (None, None)
    except ValueError:
        first = last = None
    if first is None or last is None:
        raise BadFilterError(
            f"compare must be before, year-before, two days such as 2020-05-01..2020-05-31, or view: and a view's name; got {text[:40]!r}."
        )
    return Against(kind="days", days=(min(first, last), max(first, last)))


def period_before(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the period of the same length that ends the day before; None where that is before all calendars.

    Examples
    --------
    >>> period_before(dt.date(2020, 5, 11), dt.date(2020, 5, 20))
    (datetime.date(2020, 5, 1), datetime.date(2020, 5, 10))
    """
    try:
        return first - (last - first) - dt.timedelta(days=1), first - dt.timedelta(days=1)
    except OverflowError:
        return None


def year_before(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the same days a year before (28 February for the 29th); None where that is before all calendars.

    Examples
    --------
    >>> year_before(dt.date(2020, 2, 1), dt.date(2020, 2, 29))
    (datetime.date(2019, 2, 1), datetime.date(2019, 2, 28))
    """
    if first.year == dt.MINYEAR:
        return None
    one, two = (
        day.replace(year=day.year - 1, day=28 if (day.month, day.day) == _LEAP else day.day) for day in (first, last)
    )
    return one, two


def with_days(event_filter: EventFilter, days: tuple[dt.date, dt.date] | None) -> EventFilter | None:
    """Return the same filter on other days; None where there are none."""
    return replace(event_filter, from_date=days[0], to_date=days[1]) if days else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Events of one key in one period: ``events`` of which ``certain`` surely lie in it, and the killed told of them."""

    events: int = 0
    certain: int = 0
    killed_low: int | None = None
    killed_best: int | None = None
    killed_high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row: ``a`` is on screen, ``b`` what it is compared with."""

    key: str
    a: Told
    b: Told

    @property
    def difference(self) -> int:
        """How many events more there are in A."""
        return self.a.events - self.b.events

    @property
    def percent(self) -> float | None:
        """The difference in per cent of B; None where B has none."""
        return 100 * self.difference / self.b.events if self.b.events else None


def changes_between(a: Sequence[Mapping[str, object]], b: Sequence[Mapping[str, object]]) -> tuple[Change, ...]:
    """Return the changes from B to A, the largest first.

    Parameters
    ----------
    a, b
        Rows as `EventQuery.tallies` gives them.
    """
    of_a, of_b = ({str(row["key"]): _told(row) for row in rows} for rows in (a, b))
    keys = dict.fromkeys([*of_a, *of_b])
    rows = [Change(key=key, a=of_a.get(key, Told()), b=of_b.get(key, Told())) for key in keys]
    return tuple(sorted(rows, key=lambda row: (-abs(row.difference), -row.a.events - row.b.events, row.key)))


def _told(row: Mapping[str, object]) -> Told:
    return Told(**{name: row[name] for name in Told.__dataclass_fields__})  # type: ignore[arg-type] # a tally's columns


def is_told_less(a: Exposure, b: Exposure, *, days_a: int = 1, days_b: int = 1) -> bool:
    """Whether B stands on far fewer reports a day than A, or, where both are equally long, on far fewer sources."""
    is_thin = b.reports * days_a < FAR_FEWER * a.reports * days_b
    return is_thin or (days_a == days_b and b.sources < FAR_FEWER * a.sources)
