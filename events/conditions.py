"""A filter as conditions of the read model's rows, in the three answers of SQL: yes, no, and not known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from events.area import area_of
from events.arrow_columns import arrow_numbers
from events.filter import EventFilter, ReviewState
from events.flat import STATUSES, TYPES, word_list
from events.listed_actor import KnownActors, ListedActor
from events.read_model import Reader, ReadModel
from events.shapes import meeting
from events.spelling import is_same_actor
from events.subset import TablePart

_HAS_DATE = "date_start IS NOT NULL AND date_end IS NOT NULL"
Parameters = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """A filter in SQL.

    Attributes
    ----------
    rows
        What stands behind FROM.
    dates, place
        Whether an event lies within the filter's dates, and where it asks for; null where it has no date, or no place.
    rest
        Whether it is otherwise as asked for, never null.
    certain
        Whether its days and what is drawn for it lie wholly inside; true where the filter names neither.
    parameters
        The values behind the names in these.
    """

    rows: str
    dates: str
    place: str
    rest: str
    certain: str
    parameters: Parameters

    @property
    def shown(self) -> str:
        """Whether the filter lets an event through."""
        return " AND ".join(f"({part})" for part in (self.dates, self.place, self.rest) if part != "TRUE") or "TRUE"


def conditions_of(event_filter: EventFilter, model: ReadModel, reader: Reader) -> Conditions:
    """Return a filter's conditions; the shapes that meet its area are lent to the reader."""
    values: Parameters = {}
    rows, in_area, is_inside = _area(event_filter, model, reader)
    dates, in_days = _dates(event_filter, values)
    certain = _all([in_days, is_inside])
    place = [
        _known("country_code", f"country_code IN {_any('country', event_filter.countries, values)}", event_filter.countries),
        _known("country_code", f"admin1 IN {_any('adm1', event_filter.adm1, values)}", event_filter.adm1),
        in_area,
    ]  # fmt: skip
    if event_filter.max_where_prec is not None:
        values["prec"] = event_filter.max_where_prec
        place.append("CASE WHEN shape IS NOT NULL THEN where_prec <= $prec END")
    if event_filter.certain:
        dates, place = in_days, [*place[:2], is_inside, *place[3:]]
    return Conditions(
        rows=rows,
        dates=dates,
        place=_all(place),
        rest=_all(_rest(event_filter, model, values)),
        certain=certain,
        parameters={name: value for name, value in values.items() if value is not None},
    )


def conditions_of_part(conditions: Conditions, part: TablePart) -> Conditions:
    """Return the conditions of one part of what a filter tells apart."""
    shown = conditions.shown
    only = {
        TablePart.SHOWN: "TRUE",
        TablePart.PLACED: "shape IS NOT NULL",
        TablePart.NOT_PLACED: "shape IS NULL",
        TablePart.NOT_DATED: "date_start IS NULL",
        TablePart.POSSIBLE: f"NOT coalesce(({conditions.certain}), FALSE)",
        TablePart.TO_CHECK: "needs_review",
    }
    if part in only:
        wanted = f"({shown}) AND ({only[part]})"
    elif part is TablePart.WITHOUT_DATE:
        wanted = f"({conditions.dates}) IS NULL AND ({conditions.place}) AND ({conditions.rest})"
    elif part is TablePart.WITHOUT_PLACE:
        wanted = f"({conditions.place}) IS NULL AND ({conditions.dates}) AND ({conditions.rest})"
    else:
        wanted = f"NOT coalesce(({shown}), FALSE)"
    return replace(conditions, dates="TRUE", place="TRUE", rest=f"coalesce(({wanted}), FALSE)")


def _all(parts: list[str]) -> str:
    return " AND ".join(f"({part})" for part in parts if part != "TRUE") or "TRUE"


def _any(name: str, wanted: tuple[str, ...], values: Parameters) -> str:
    keys = [f"{name}{number}" for number in range(len(wanted))]
    values.update(zip(keys, wanted, strict=True))
    return f"({', '.join(f'${key}' for key in keys)})"


def _known(column: str, condition: str, wanted: tuple[str, ...]) -> str:
    """Return a condition that is not known where a column is null, true where nothing is wanted."""
    return f"CASE WHEN {column} IS NOT NULL THEN {condition} END" if wanted else "TRUE"


def _dates(event_filter: EventFilter, values: Parameters) -> tuple[str, str]:
    """Return the conditions of overlapping with the filter's days, and of lying wholly within them."""
    overlap, within = [], []
    if event_filter.from_date is not None:
        values["first"] = event_filter.from_date
        overlap.append("date_end >= $first")
        within.append("least(date_start, date_end) >= $first")
    if event_filter.to_date is not None:
        values["last"] = event_filter.to_date
        overlap.append("date_start <= $last")
        within.append("greatest(date_start, date_end) <= $last")
    if not overlap:
        return "TRUE", "TRUE"
    return tuple(f"CASE WHEN {_HAS_DATE} THEN {' AND '.join(parts)} END" for parts in (overlap, within))  # type: ignore[return-value] # two in, two out


def _area(event_filter: EventFilter, model: ReadModel, reader: Reader) -> tuple[str, str, str]:
    """Return the rows to look at, and the conditions of touching the filter's area and of lying wholly in it."""
    area = area_of(event_filter.bbox, event_filter.polygon)
    if area is None:
        return "m.event", "TRUE", "TRUE"
    shapes, inside = meeting(reader.arrangement.shapes, area, model.footprints)
    reader.lend(
        "met", pa.table({"met_shape": arrow_numbers(shapes.astype(np.int32)), "is_inside": arrow_numbers(inside)})
    )
    touching = "CASE WHEN shape IS NOT NULL THEN is_inside IS NOT NULL END"
    within = "CASE WHEN shape IS NOT NULL THEN coalesce(is_inside, FALSE) END"
    return "m.event LEFT JOIN met ON met_shape = shape", touching, within


def _rest(event_filter: EventFilter, model: ReadModel, values: Parameters) -> list[str]:
    found = []
    if event_filter.types:
        found.append(f"type IN ({', '.join(str(TYPES.index(kind)) for kind in event_filter.types)})")
    if event_filter.statuses:
        found.append(f"status IN ({', '.join(str(STATUSES.index(each)) for each in event_filter.statuses)})")
    if event_filter.actors:
        found.append(_actors(event_filter.actors, model.actors(), model.listed()))
    if event_filter.sources:
        found.append(f"source IN {_any('source', event_filter.sources, values)}")
    limits: list[tuple[str, object, str]] = [
        ("min_killed", event_filter.min_killed, "killed_best >="),
        ("max_killed", event_filter.max_killed, "killed_best <="),
        ("confidence", event_filter.min_confidence, "confidence >="),
    ]
    for name, value, compared in limits:
        if value is not None:
            values[name] = value
            found.append(f"coalesce({compared} ${name}, FALSE)")
    if event_filter.review is not None:
        found.append("needs_review" if event_filter.review is ReviewState.TO_CHECK else "NOT needs_review")
    for number, word in enumerate(dict.fromkeys(word_list(event_filter.text))):
        values[f"word{number}"] = f" {word} "
        found.append(f"contains(words, $word{number})")
    return found


def _actors(wanted: tuple[str, ...], known: list[str], listed: Sequence[ListedActor]) -> str:
    """Return the condition that one of the wanted actors, in whatever spelling, stands on a side."""
    names = KnownActors(listed)
    aims = {name for each in wanted if (name := names.name_of(each)) is not None}
    same = [
        number
        for number, name in enumerate(known)
        if names.name_of(name) in aims or any(is_same_actor(name, each) for each in wanted)
    ]
    either = [f"list_contains(side1, {number}) OR list_contains(side2, {number})" for number in same]
    return " OR ".join(either) or "FALSE"
