"""The events as a table for everything that draws: one row an event, in words, colours and numbers."""

from collections.abc import Mapping, Sequence

import pandas as pd

from events import NO_GRADES, Event, Grades, place_words, readable
from geo.event_look import event_precision, look_of
from geo.style import style_of
from geo.words import claim_words, count_words, date_words, event_time_words, event_toll_words, with_status

_COLUMNS = {
    "event_id": "str",
    "report_id": "str",
    "type": "str",
    "sub_type": "str",
    "label": "str",
    "colour": "str",
    "line_colour": "str",
    "shape": "str",
    "date_start": "datetime64[s]",
    "date_end": "datetime64[s]",
    "date_prec": "Int64",
    "date_words": "str",
    "place_words": "str",
    "as_written": "str",
    "country_code": "str",
    "where_prec": "Int64",
    "precision_words": "str",
    "drawing": "str",
    "is_area": "bool",
    "lon": "Float64",
    "lat": "Float64",
    "radius_m": "Float64",
    "side1": "str",
    "side2": "str",
    "killed_best": "Int64",
    "killed_low": "Int64",
    "killed_high": "Int64",
    "injured_best": "Int64",
    "injured_low": "Int64",
    "injured_high": "Int64",
    "killed_words": "str",
    "injured_words": "str",
    "toll_words": "str",
    "claimed_by": "str",
    "confidence": "float64",
    "needs_review": "bool",
    "sentence": "str",
    "source": "str",
    "source_no": "int64",
    "grade": "str",
    "time_words": "str",
    "status": "str",
}


def _row(event: Event, numbers: Mapping[tuple[str, str], int], grades: Grades) -> tuple[object, ...]:
    style = style_of(event.type)
    look, where = look_of(event), event.where
    point = look.point
    killed, injured = event.killed, event.injured
    return (
        event.event_id,
        event.report_id,
        event.type.value,
        event.sub_type,
        style.label,
        style.colour,
        style.line_colour,
        style.shape,
        event.date_start,
        event.date_end,
        event.date_prec,
        with_status(date_words(event.date_start, event.date_end, event.date_prec), event.status),
        readable(place_words(where)),
        readable(where.toponym.text if where else ""),
        where.place.country_code if where and where.place else "",
        event.where_prec,
        event_precision(event),
        look.drawing.value,
        look.is_area,
        point.x if point is not None else None,
        point.y if point is not None else None,
        look.radius_m,
        readable("; ".join(event.side1)),
        readable("; ".join(event.side2)),
        *((killed.best, killed.low, killed.high) if killed else (None, None, None)),
        *((injured.best, injured.low, injured.high) if injured else (None, None, None)),
        count_words(killed, "killed"),
        count_words(injured, "injured"),
        event_toll_words(event),
        readable(claim_words(event)),
        event.confidence,
        event.needs_review,
        readable(event.sentence),
        readable(event.source),
        numbers[readable(event.source), event.report_id],
        grades.of(event).code,
        readable(event_time_words(event)),
        event.status.value,
    )


def event_table(
    events: Sequence[Event], numbers: Mapping[tuple[str, str], int], grades: Grades = NO_GRADES
) -> pd.DataFrame:
    """Return one row an event, in their order; unknown numbers are ``pd.NA``, unknown words "".

    ``numbers`` gives the number of each source, by its name as it is shown and its report's id; ``grades`` are the project's.
    """
    return pd.DataFrame([_row(event, numbers, grades) for event in events], columns=list(_COLUMNS)).astype(_COLUMNS)
