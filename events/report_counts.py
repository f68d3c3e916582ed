"""How many reports and sources tell of each area and week, counted in the read model."""

import numpy as np
import pyarrow as pa

from events.conditions import Conditions
from events.read_model import Reader
from events.reporting import EVERYWHERE, SQUARE, SQUARE_DEGREES

# A country as a whole says nothing of where in it; what is only known to a month says nothing of a week.
_WIDEST_PREC, _LONGEST_PREC = 5, 3
# Of the calendar's first day on no week has a number below 0, which SQL would round the wrong way.
_FIRST_MONDAY = "DATE '0001-01-01'"


def count_reports(conditions: Conditions, reader: Reader) -> pa.Table:
    """Return ``area, week, reports, sources`` of the events shown that are dated to a week and placed more closely than a country.

    Events of unknown province count for their square of `SQUARE_DEGREES`, and all that are dated to a week for `EVERYWHERE`.
    """
    shapes = reader.arrangement.shapes
    reader.lend(
        "spots", pa.table({"spot": np.arange(len(shapes), dtype=np.int32), "square": squares(shapes.lon, shapes.lat)})
    )
    # Numbers for names, once for both counts: half the time of comparing the names themselves.
    return reader.table(
        "WITH told AS (SELECT CASE WHEN shape IS NULL "  # noqa: S608 - values are parameters
        f"OR where_prec > {_WIDEST_PREC} THEN NULL WHEN admin1 <> '' THEN admin1 ELSE square END AS area, "
        f"((date_start - {_FIRST_MONDAY}) // 7)::INTEGER AS number, report_number, hash(source) AS source "
        f"FROM {conditions.rows} LEFT JOIN spots ON spot = shape WHERE ({conditions.shown}) AND date_start IS NOT NULL "
        f"AND coalesce(date_prec, 1) <= {_LONGEST_PREC}), "
        "names AS (SELECT DISTINCT area, hash(area) AS code FROM told WHERE area IS NOT NULL), "
        "each AS MATERIALIZED (SELECT DISTINCT hash(area) AS code, number, report_number, source FROM told), "
        "counted AS (SELECT area, number, reports, sources FROM (SELECT code, number, count(DISTINCT report_number) AS reports, "
        "count(DISTINCT source) AS sources FROM each GROUP BY code, number) JOIN names USING (code) UNION ALL "
        f"SELECT '{EVERYWHERE}', number, count(DISTINCT report_number), count(DISTINCT source) FROM each GROUP BY number) "
        f"SELECT area, {_FIRST_MONDAY} + number * 7 AS week, reports, sources FROM counted",
        conditions.parameters,
    )


def squares(lon: np.ndarray, lat: np.ndarray) -> pa.Array:
    """Return the names of the squares in which points (degrees) lie."""
    column = np.clip((np.nan_to_num(lon) + 180) // SQUARE_DEGREES, 0, 360 // SQUARE_DEGREES - 1).astype(np.int32)
    row = np.clip((np.nan_to_num(lat) + 90) // SQUARE_DEGREES, 0, 180 // SQUARE_DEGREES - 1).astype(np.int32)
    code, first = np.unique(row * 1000 + column, return_inverse=True)
    names = [
        f"{SQUARE}{each % 1000 * SQUARE_DEGREES - 180},{each // 1000 * SQUARE_DEGREES - 90}" for each in code.tolist()
    ]
    return pa.array(names, pa.string()).take(pa.array(first))
