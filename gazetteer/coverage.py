"""How much of a country the gazetteer lists: whether the only village of a name is likely the only one there is."""

from functools import lru_cache

from gazetteer.gazetteer import Gazetteer

# Towns and villages listed for a million people. Where all are listed they are hundreds: 230 in France, which has no
# villages below 500 people in the world file; its list of Ukraine has 140 where the state counts 28,000 in all.
_WELL_LISTED = 200.0


@lru_cache(maxsize=512)
def lists_few_villages(country_code: str, gazetteer: Gazetteer) -> bool:
    """Return whether many villages of a country are not listed; a fetched country file has them all.

    Examples
    --------
    >>> from gazetteer import open_gazetteer
    >>> lists_few_villages("ML", open_gazetteer()), lists_few_villages("FR", open_gazetteer())
    (True, False)
    """
    millions = gazetteer.country(country_code).population / 1e6
    return gazetteer.towns_in(country_code) < _WELL_LISTED * max(millions, 0.1)
