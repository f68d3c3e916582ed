"""Figures of files of event data as DuckDB counts them, beside what a project has after the import."""

import gzip
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import duckdb

_CSV = "read_csv('{file}', all_varchar = true, header = true, strict_mode = false, quote = '\"', delim = ',')"
_TAB = "read_csv('{file}', all_varchar = true, header = true, delim = '\t', quote = '')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is counted of a file: rows or events, killed (best, None where it tells none), first and last day, and those in a country (None where the file names none)."""

    events: int
    killed: int | None
    first: str
    last: str
    there: int | None

    def __str__(self) -> str:
        """Say it in a cell of a table."""
        killed = "–" if self.killed is None else f"{self.killed:,}"
        there = "–" if self.there is None else f"{self.there:,}"
        return f"{self.events:,} · {killed} · {self.first} to {self.last} · {there}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFile:
    """A file and how to count it: SQL of its rows, of a row's killed, first day, and whether it lies in ``country``; ``where`` drops what is no event.

    Of rows with the same ``key`` the first is an event, the others are rejected. A file that names no country
    has no ``country``: where its events lie is then ours alone to say, and nothing to compare.
    """

    name: str
    rows: str
    day: str
    country: str = ""
    is_there: str = "NULL"
    key: str = ""
    killed: str = "NULL"
    where: str = "true"


FILES = (
    EventFile(
        name="ged_syria_v19_16566.csv.gz", rows=_CSV, killed="best::INT", day="date_start[:10]::DATE", country="SY", is_there="country = 'Syria'",
    ),
    EventFile(
        name="ged_car_v23.geojson.gz", rows="read_json('{file}')", killed="best::INT", day="left(date_start::VARCHAR, 10)::DATE", country="CF",
        is_there="country = 'Central African Republic'",
    ),
    EventFile(
        name="gdelt2_2020-11_9354.csv.gz", rows=_CSV, day="strptime(Day, '%Y%m%d')::DATE", country="RU", is_there="Country = 'RS'",
    ),
    EventFile(
        name="icews_2018_sample.tab", rows=_TAB, day='"Event Date"::DATE', country="IN", is_there="Country = 'India'",
    ),
    EventFile(
        name="viina_subset_2022-2025.csv.gz", rows=_CSV, day="strptime(date, '%Y%m%d')::DATE", key="event_id_1pd",
    ),
    EventFile(
        name="PLOVER_GSR_CAMEO.json", rows="read_json('{file}', columns = {{'id': 'VARCHAR', 'event': 'VARCHAR', 'date': 'VARCHAR', 'dead': 'VARCHAR'}})",
        killed="try_cast(dead AS INT)", day="try_cast(date AS DATE)", where="event != 'DOCUMENT'", key="id",
    ),
    EventFile(
        name="sigacts_iraq_geocoded_68573.csv.gz", rows=_CSV, day="date::DATE", country="IQ", is_there="true",
    ),
    EventFile(
        name="sigacts_iraq_citynames_162852.csv.gz", rows=_CSV, day="try_cast(time[:10] AS DATE)", country="IQ", is_there="true",
        where="try_cast(time[:10] AS DATE) IS NOT NULL",
    ),
)  # fmt: skip


def told_by_file(file: EventFile, path: Path, folder: Path) -> tuple[int, Told]:
    """Return how many rows a file has, and what DuckDB counts of those that are events."""
    plain = folder / path.name.removesuffix(".gz")
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    # DuckDB takes a lone CR within a cell for the end of a line.
    plain.write_bytes(re.sub(rb"\r(?!\n)", b" ", data))
    rows = file.rows.format(file=plain)
    if file.key:
        rows = f"(SELECT *, row_number() OVER (PARTITION BY {file.key}) = 1 AS is_first FROM {rows})"
    where = f"({file.where}) AND {'is_first' if file.key else 'true'}"
    query = (
        f"SELECT count(*), count(*) FILTER ({where}), sum({file.killed}) FILTER ({where}), min({file.day}) FILTER ({where}), "
        f"max({file.day}) FILTER ({where}), count(*) FILTER (({where}) AND ({file.is_there})) FROM {rows}"
    )
    with duckdb.connect() as database:
        read, events, killed, first, last, there = database.execute(query).fetchall()[0]
    return read, Told(
        events=events, killed=killed, first=str(first), last=str(last), there=there if file.country else None
    )


def told_by_project(file: EventFile, project: Path) -> Told:
    """Return the same figures of what the project holds."""
    with sqlite3.connect(project) as connection:
        found = connection.execute(
            "SELECT count(*), sum(json_extract(record, '$.killed.best')), min(json_extract(record, '$.date_start')), "
            "max(json_extract(record, '$.date_start')), sum(json_extract(record, '$.where.place.country_code') = ?) FROM event",
            (file.country,),
        ).fetchone()
    events, killed, first, last, there = found
    return Told(
        events=events, killed=killed, first=str(first), last=str(last), there=(there or 0) if file.country else None
    )
