"""The country that a text is about, asked whether a name is one of its places."""

from gazetteer.gazetteer import Gazetteer
from gazetteer.names import drop_article, fold
from gazetteer.place import Candidate, FeatureClass, Tier

# A match by sound or with a typing error says little of what is no place name at all.
_BY_NAME = frozenset({Tier.EXACT, Tier.FOLDED, Tier.CUE, Tier.ABBREVIATION})
_REGIONS = frozenset({"ADM1", "RGN", "RGNH", "RGNE"})
# So many candidates are listed of a name that more may have been cut off.
_FULL_LIST = 40


class Homeland:
    """One country's names; without a country nothing is known."""

    def __init__(self, gazetteer: Gazetteer, country: str | None) -> None:
        self._gazetteer = gazetteer
        self._code = gazetteer.country(country).country_code if country else ""

    def __bool__(self) -> bool:
        return bool(self._code)

    def knows(self, name: str) -> bool:
        """Return whether a name that the gazetteer has is one of the country's places'."""
        if not self._code:
            return False
        found = self._gazetteer.lookup(name)
        if self._holds(found):
            return True
        return len(found) >= _FULL_LIST and self._holds(self._gazetteer.lookup(name, country=self._code))

    def has_region(self, name: str) -> bool:
        """Return whether a name is one of the country's provinces' or regions': "the Donbas"."""
        found = self._gazetteer.lookup(name) if self._code else ()
        return any(c.place.feature_code in _REGIONS for c in found if c.place.country_code == self._code)

    def has_town(self, name: str) -> bool:
        """Return whether one of the country's towns or villages is called so itself."""
        found = self._gazetteer.lookup(name, country=self._code) if self._code else ()
        return any(
            c.place.feature_class is FeatureClass.POPULATED
            and drop_article(fold(c.place.name)) == drop_article(fold(name))
            for c in found
            if c.place.country_code == self._code
        )

    def lists(self, name: str) -> bool:
        """Return whether the country has the name in any listing, but for sound or typing errors."""
        return bool(self._code) and self._holds(self._gazetteer.lookup(name, country=self._code))

    def may_spell(self, name: str) -> bool:
        """Return whether a name may be another spelling of one of the country's places: "Hodeidah"."""
        if not self._code:
            return False
        return any(c.place.country_code == self._code for c in self._gazetteer.lookup(name, country=self._code))

    def _holds(self, found: tuple[Candidate, ...]) -> bool:
        return any(c.place.country_code == self._code and c.tier in _BY_NAME for c in found)
