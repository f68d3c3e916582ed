"""Countries as tables write them: ISO codes of two and three letters, names in any language."""

import re
from functools import cache

from gazetteer import FeatureClass, Gazetteer, Tier

_INSIDE = re.compile(r"\s*\(([^)]*)\)\s*")
_COUNTRY_CODES = frozenset({"PCLI", "PCLD", "PCLS", "PCLF", "PCL", "PCLIX", "TERR"})


class Countries:
    """Names made codes, each looked up once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, str | None] = {}

    def code(self, said: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of a country's code or name, None where it is none.

        Examples
        --------
        >>> from gazetteer import open_gazetteer
        >>> countries = Countries(open_gazetteer())
        >>> [countries.code(each) for each in ("LBY", "ly", "Syrie", "DR Congo (Zaire)", "Tripoli")]
        ['LY', 'LY', 'SY', 'CD', None]
        """
        word = said.strip()[:100]
        if word not in self._known:
            self._known[word] = self._found(word)
        return self._known[word]

    def is_place(self, name: str) -> bool:
        """Say whether the gazetteer has a place of exactly that name."""
        return any(each.tier is Tier.EXACT for each in self._gazetteer.lookup(name)[:1])

    def _found(self, word: str) -> str | None:
        upper = word.upper()
        if re.fullmatch("[A-Z]{2}", upper):
            return upper if self._gazetteer.has_country(upper) else None
        if re.fullmatch("[A-Z]{3}", upper) and upper in _alpha3():
            return _alpha3()[upper]
        outside, inside = _INSIDE.sub(" ", word).strip(), _INSIDE.search(word)
        for name in dict.fromkeys((word, outside, inside[1].strip() if inside else "")):
            for candidate in self._gazetteer.lookup(name) if name else ():
                place = candidate.place
                if place.feature_class is FeatureClass.ADMIN and place.feature_code in _COUNTRY_CODES:
                    return place.country_code
        return None


@cache
def _alpha3() -> dict[str, str]:
    """Return the alpha-2 code of each alpha-3 code, by the list that comes with `holidays`."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - only tables with such codes need it

    return {alpha3: alpha2 for _, alpha2, alpha3, *_ in COUNTRIES.values()}
