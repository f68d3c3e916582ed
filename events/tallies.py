"""Events counted: by day and type, by what charts stand on, and what there is to filter by."""

from typing import Any, get_args

import pyarrow as pa

from events.arrow_columns import arrow_column
from events.conditions import Conditions
from events.event import EventType
from events.exposure import Exposure
from events.facets import Facets, TallyBy
from events.flat import HAPPENED, TYPES
from events.read_model import Reader
from events.selection import Counts

# A happening of several days, or of a day that is not known exactly, is on no weekday.
_WEEKDAY = "CASE WHEN date_start = date_end AND coalesce(date_prec, 1) = 1 THEN dayname(date_start) ELSE '' END"
_KEYS = {
    "type": "type", "admin1": "coalesce(admin1, '')", "country": "coalesce(country_code, '')", "weekday": _WEEKDAY,
    "source": "source", "actor": "unnest(list_distinct(list_concat(side1, side2)))",
}  # fmt: skip
_SUMS = ", ".join(
    f"(sum({name}) FILTER (status = {HAPPENED}))::BIGINT AS {name.removesuffix('_')}"
    for name in ("killed_low", "killed_best", "killed_high")
)


def counts_of(is_of: Conditions, reader: Reader) -> Counts:
    """Return how many events there are, and how many of them are shown, placed, dated and certain; these add up."""
    row = reader.table(
        "SELECT count(*) AS total, count(*) FILTER (shown AND placed) AS placed, "  # noqa: S608 - values are parameters
        "count(*) FILTER (shown AND NOT placed) AS not_placed, count(*) FILTER (shown AND undated) AS not_dated, "
        "count(*) FILTER (shown AND certain) AS certain, "
        "count(*) FILTER (dates IS NULL AND place AND rest) AS without_date, "
        "count(*) FILTER (place IS NULL AND dates AND rest) AS without_place, "
        f"count(*) FILTER (NOT coalesce(shown, FALSE) AND status <> {HAPPENED}) AS not_happened FROM "
        f"(SELECT ({is_of.dates}) AS dates, ({is_of.place}) AS place, ({is_of.rest}) AS rest, "
        f"({is_of.shown}) AS shown, ({is_of.certain}) AS certain, shape IS NOT NULL AS placed, "
        f"date_start IS NULL AS undated, status FROM {is_of.rows})",
        is_of.parameters,
    ).to_pylist()[0]
    shown = row["placed"] + row["not_placed"]
    return Counts(**row, filtered_out=row["total"] - shown, possible=shown - row["certain"])


def per_day(conditions: Conditions, reader: Reader) -> pa.Table:
    """Return ``day, type, events`` of the dated events shown, each on its first day, by day and type."""
    rows = reader.table(
        f"SELECT date_start AS day, type, count(*) AS events FROM {conditions.rows} "  # noqa: S608 - values are parameters
        f"WHERE {conditions.shown} AND date_start IS NOT NULL GROUP BY ALL ORDER BY day, type",
        conditions.parameters,
    )
    return rows.set_column(1, "type", type_words(rows["type"]))


def reports_by_area(conditions: Conditions, reader: Reader) -> dict[str, int]:
    """Return how many reports tell of the events shown in each province (LY.58) and in each country (LY)."""
    rows = reader.table(
        "SELECT admin1 AS area, count(DISTINCT report_number) AS reports "  # noqa: S608 - as above
        f"FROM {conditions.rows} WHERE ({conditions.shown}) AND admin1 <> '' GROUP BY admin1 UNION ALL "
        f"SELECT country_code, count(DISTINCT report_number) FROM {conditions.rows} "
        f"WHERE ({conditions.shown}) AND country_code <> '' GROUP BY country_code",
        conditions.parameters,
    )
    return dict(zip(rows["area"].to_pylist(), rows["reports"].to_pylist(), strict=True))


def type_words(codes: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return types as words, each word stored once, for their positions in `EventType`."""
    words = arrow_column([kind.value for kind in TYPES], pa.string())
    coded = [pa.DictionaryArray.from_arrays(chunk.cast(pa.int8()), words) for chunk in codes.chunks]
    return pa.chunked_array(coded, pa.dictionary(pa.int8(), pa.string()))


def tally(conditions: Conditions, reader: Reader, actors: list[str], by: TallyBy) -> pa.Table:
    """Return ``key, events, certain, killed_low, killed_best, killed_high`` of the events shown, the most frequent first.

    Parameters
    ----------
    by
        What is counted. The key is a type in words, an actor as named (an event counts once for each of its actors), a
        province as ``LY.58``, a country's code, a weekday in English, or a source; "" where it is not known, or where
        the event is on no single day. An event without actors has no key.

    Raises
    ------
    ValueError
        If ``by`` is none of these.
    """
    if by not in get_args(TallyBy):
        raise ValueError(f"by must be one of {', '.join(get_args(TallyBy))}; got {by!r}.")
    rows = reader.table(
        f"SELECT key, count(*) AS events, count(*) FILTER (is_certain) AS certain, {_SUMS} FROM "  # noqa: S608 - as above
        f"(SELECT {_KEYS[by]} AS key, ({conditions.certain}) AS is_certain, killed_low, killed_best, killed_high, status "
        f"FROM {conditions.rows} WHERE {conditions.shown}) GROUP BY key ORDER BY events DESC, key",
        conditions.parameters,
    )
    if by == "type":
        return rows.set_column(0, "key", type_words(rows["key"]).cast(pa.string()))
    if by == "actor":
        return rows.set_column(0, "key", arrow_column([actors[code] for code in rows["key"].to_pylist()], pa.string()))
    return rows


def toll_over_time(conditions: Conditions, reader: Reader) -> pa.Table:
    """Return ``day, killed_low, killed_best, killed_high`` of the events shown that have a date and a toll, summed up to each day.

    An event counts from its first day on, one that did not happen not at all.
    """
    figures = ("killed_low", "killed_best", "killed_high")
    sums = ", ".join(f"sum(sum({name})) OVER (ORDER BY date_start)::BIGINT AS {name}" for name in figures)
    return reader.table(
        f"SELECT date_start AS day, {sums} FROM {conditions.rows} WHERE {conditions.shown} "  # noqa: S608 - as above
        f"AND date_start IS NOT NULL AND killed_best IS NOT NULL AND status = {HAPPENED} GROUP BY date_start ORDER BY day",
        conditions.parameters,
    )


def exposure_of(conditions: Conditions, reader: Reader) -> Exposure:
    """Return how much was told of the events shown, and what is missing from tallies of them."""
    row = reader.table(
        "SELECT count(*) AS events, count(DISTINCT report_number) AS reports, "  # noqa: S608 - as above
        "count(DISTINCT source) FILTER (source <> '') AS sources, "
        "count(*) FILTER (len(side1) + len(side2) = 0) AS without_actor, "
        "count(*) FILTER (killed_best IS NULL) AS without_toll, "
        "count(*) FILTER (killed_best IS NOT NULL AND date_start IS NULL) AS toll_without_date "
        f"FROM {conditions.rows} WHERE {conditions.shown}",
        conditions.parameters,
    ).to_pylist()[0]
    return Exposure(**row)


def facets_of(reader: Reader, actors: list[str]) -> Facets:
    """Return what there is to filter by, of what happened."""
    span = reader.table("SELECT min(date_start) AS first, max(date_end) AS last FROM m.happened").to_pylist()[0]
    sides = "(SELECT unnest(list_concat(side1, side2)) AS key FROM m.happened)"
    names = [(actors[code], number) for code, number in _counted(reader, "key", sides)]
    return Facets(
        types=tuple(EventType(TYPES[code]) for code, _ in _counted(reader, "type")),
        actors=tuple(name for name, _ in sorted(names, key=lambda each: (-each[1], each[0]))),
        countries=tuple(str(key) for key, _ in _counted(reader, "country_code") if key),
        admin1=tuple(str(key) for key, _ in _counted(reader, "admin1") if key),
        sources=tuple(str(key) for key, _ in _counted(reader, "source") if key),
        first_date=span["first"],
        last_date=span["last"],
    )


def _counted(reader: Reader, column: str, rows: str = "m.happened") -> list[tuple[Any, int]]:
    found = reader.table(
        f"SELECT {column} AS key, count(*) AS events FROM {rows} WHERE {column} IS NOT NULL GROUP BY key ORDER BY events DESC, key"  # noqa: S608 - our own names
    )
    return list(zip(found["key"].to_pylist(), found["events"].to_pylist(), strict=True))
