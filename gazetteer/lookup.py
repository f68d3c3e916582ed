"""Look-up in tiers: exact, folded, without its type word, abbreviation, by sound, typing error."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from gazetteer.cues import Cue, find_cue, strip_cue
from gazetteer.index import IndexFile
from gazetteer.loose import LooseLookup, LooseMatch
from gazetteer.matches import ListedNames, Matches
from gazetteer.names import fold
from gazetteer.place import Candidate
from gazetteer.ranking import Ranking
from gazetteer.records import Records
from gazetteer.strict import StrictLookup

_LONGEST = 120
# The names of one text are asked for again, in each of its countries.
_CACHED = 512


class Lookup:
    """The tiers over one index."""

    def __init__(self, index: IndexFile, records: Records) -> None:
        self._records, self._names = records, ListedNames(index)
        self._strict, self._loose = StrictLookup(index, records, self._names), LooseLookup(index)
        self._ranking = Ranking(records, self._names)
        self._strictly = lru_cache(maxsize=_CACHED)(self._match)

    def name_countries(self, names: Mapping[str, str]) -> None:
        """Take the countries' names by code, for the reasons in words."""
        self._ranking.country_names = names

    def find(
        self,
        name: str,
        *,
        country: str | None,
        cue: str = "",
        near: tuple[float, float] | None = None,
        loosely: bool = True,
    ) -> tuple[Candidate, ...]:
        """Return candidates, best first; ``country`` must be a checked code or None.

        ``loosely`` adds what sounds alike or differs by a typing error, where nothing surer is found.
        """
        written = name.strip()[:_LONGEST]
        folded = fold(written)
        if not folded:
            return ()
        wanted, stripped = find_cue(cue) if cue else None, strip_cue(folded)
        found = self._strictly(written, wanted)
        if loosely and not self._is_settled(found, country):
            found = found.copy()
            bare, kind = stripped or (folded, wanted)
            self._loosely(folded, bare, kind, country, found)
        return self._ranking.candidates(found, country=country, wanted=wanted, near=near)

    def _match(self, written: str, wanted: Cue | None) -> Matches:
        """Return the places of which this is a name, in whatever country; nobody adds to them."""
        found, folded = Matches(self._names), fold(written)
        self._strict.find(written, folded, strip_cue(folded), wanted, found)
        return found

    def _loosely(self, folded: str, bare: str, kind: Cue | None, country: str | None, found: Matches) -> None:
        """Add what sounds alike, then what is a typing error away; of the kind asked for only."""
        self._keep(self._loose.by_sound(bare, country), kind, found)
        for form in dict.fromkeys((folded, bare)):
            if country is not None and not self._is_settled(found, country):
                self._keep(self._loose.by_typo(form, country), kind, found)

    def _keep(self, matches: Iterable[LooseMatch], kind: Cue | None, found: Matches) -> None:
        for match in matches:
            if kind is None or kind.wants(*self._records.kind(self._names.place_of[match.number])):
                found.keep(match.number, match.tier, match.worth, match.words)

    def _is_settled(self, found: Matches, country: str | None) -> bool:
        """Return whether a place was found where it was to be found, so that loose matches are not needed."""
        if country is None:
            return bool(found.by_row)
        return any(self._records.country_code(row) == country for row in found.by_row)
