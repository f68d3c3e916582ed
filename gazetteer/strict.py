"""Strict matches: as written, folded, abbreviated, with another article, without its type word."""

import re

from gazetteer.cues import Cue, expand_abbreviations
from gazetteer.index import IndexFile, hash_key
from gazetteer.keys import ABBREVIATION, BARE, CUE_STRIPPED, code_key
from gazetteer.matches import ListedNames, Matches
from gazetteer.names import drop_article, unify_articles
from gazetteer.place import FeatureClass, Tier
from gazetteer.records import Records

_CODE_WORTH, _BARE_WORTH, _ARTICLE_WORTH, OTHER_KIND_WORTH = 0.8, 0.85, 0.95, 0.6
# Shorter words in capitals are abbreviations as often as names.
_SHORTEST_SHOUTED = 4
# How far from a namesake of another kind the place meant may lie: a camp or port at the town of that name, an air base
# some way out, a river or valley by it. For a field or a mountain a town of that name says nothing: it is not offered.
NEAR_NAMESAKE_M = {
    "city": 0.0, "admin": 25_000.0, "camp": 10_000.0, "port": 15_000.0, "airport": 40_000.0, "air_base": 40_000.0,
    "landmark": 3_000.0, "water": 60_000.0, "valley": 60_000.0,
}  # fmt: skip
# An oil field says nothing of a dam of its name.
_STANDS_IN = frozenset({FeatureClass.POPULATED, FeatureClass.ADMIN})
# Dams and power stations: the bare name is the town's or the river's ("south of the Euphrates", "in Kakhovka").
_NEEDS_ITS_WORD = frozenset({"DAM", "PS", "PSH", "PSN"})
BARED = "same name without the article"
_CODE = re.compile("[A-Z]{3,4}|[A-Z]{2}[0-9]{2}")


class StrictLookup:
    """The index's tables of whole names and of names without article or type word."""

    def __init__(self, index: IndexFile, records: Records, names: ListedNames) -> None:
        self._records, self._names = records, names
        self._full, self._loose = index.table("full"), index.table("loose")
        self._loose_names, self._loose_kinds = index.numbers("loose.name"), index.numbers("loose.kind")

    def find(
        self, written: str, folded: str, stripped: tuple[str, Cue] | None, wanted: Cue | None, found: Matches
    ) -> None:
        """Add the places of which this is a name; ``stripped`` is it without its type word, ``wanted`` the one beside it."""
        hashed, bare = hash_key(folded), drop_article(folded)
        self._by_spelling(written, folded, hashed, found)
        unified = unify_articles(folded)
        if unified != folded:
            self._add(unified, Tier.FOLDED, 1.0, "same name, its article written otherwise", found)
        if bare != folded:
            self._add(bare, Tier.FOLDED, _BARE_WORTH, BARED, found)
        entries = self._loose.find(hashed if bare == folded else hash_key(bare))
        for entry in entries:
            number = self._loose_names[entry]
            if self._loose_kinds[entry] == BARE and self._names.kinds[number] != ABBREVIATION:
                found.keep(number, Tier.FOLDED, _ARTICLE_WORTH, "same name with or without the article")
        if stripped is not None or wanted is not None or bare != folded:
            self._by_cue(folded, stripped, wanted, found)
        else:
            self._by_listed_cue(entries, None, found)
        self._by_abbreviation(folded, found)

    def _by_spelling(self, written: str, folded: str, hashed: int, found: Matches) -> None:
        names, kinds = self._names.text, self._names.kinds
        # "HOMS", but "EU" is no town in Normandy.
        is_shouted = written.isupper() and len(folded) >= _SHORTEST_SHOUTED
        is_small = written.islower() and len(folded) >= _SHORTEST_SHOUTED
        for number in self._full.find(hashed):
            listed = names[number]
            if kinds[number] == ABBREVIATION:
                # Capitals only: "US" is a country, "us" is not.
                if written.replace(".", "") == listed.replace(".", ""):
                    found.keep(number, Tier.ABBREVIATION, 1.1, "abbreviation {listed}")
            elif (
                listed == written
                or (is_shouted and listed.upper() == written)
                or (is_small and listed.lower() == written)
            ):
                found.keep(number, Tier.EXACT, 1.0, "same spelling")
            else:
                found.keep(number, Tier.FOLDED, 1.0, "same name but for case, accents or signs: {listed}")
        if _CODE.fullmatch(written):
            for number in self._full.find(hash_key(code_key(written))):
                found.keep(number, Tier.ABBREVIATION, _CODE_WORTH, f"airport code {written}")

    def _by_abbreviation(self, folded: str, found: Matches) -> None:
        """Add the places of which this is a name once its first word is written out or abbreviated."""
        other = expand_abbreviations(folded)
        if other is not None:
            self._add(other, Tier.ABBREVIATION, 1.0, "written out or abbreviated", found)

    def _by_cue(self, folded: str, stripped: tuple[str, Cue] | None, wanted: Cue | None, found: Matches) -> None:
        """Add what the name means once a type word in it, or beside it, is taken for the kind of place."""
        bare, kind = stripped or (folded, wanted)
        for form in dict.fromkeys((bare, drop_article(bare))):
            entries = self._loose.find(hash_key(form))
            self._by_listed_cue(entries, kind, found)
            if kind is None or (form == folded and wanted is None):
                continue
            for number in (*self._full.find(hash_key(form)), *self._full.find(hash_key(unify_articles(form)))):
                if self._names.kinds[number] != ABBREVIATION:
                    self._keep_by_kind(number, kind, "", found)
            for entry in entries:
                if self._loose_kinds[entry] == BARE:
                    self._keep_by_kind(self._loose_names[entry], kind, "", found)

    def _by_listed_cue(self, entries: list[int], kind: Cue | None, found: Matches) -> None:
        """Add the places whose type word stands in the list but not in the text."""
        for entry in entries:
            number = self._loose_names[entry]
            if self._loose_kinds[entry] != CUE_STRIPPED:
                continue
            if kind is None and self._records.kind(self._names.place_of[number])[1] in _NEEDS_ITS_WORD:
                continue
            self._keep_by_kind(number, kind, "listed as {listed}", found)

    def _add(self, key: str, tier: Tier, worth: float, words: str, found: Matches) -> None:
        for number in self._full.find(hash_key(key)):
            if self._names.kinds[number] != ABBREVIATION:
                found.keep(number, tier, worth, words)

    def _keep_by_kind(self, number: int, kind: Cue | None, words: str, found: Matches) -> None:
        if kind is None:
            found.keep(number, Tier.CUE, _BARE_WORTH, words)
            return
        feature_class, code = self._records.kind(self._names.place_of[number])
        if kind.wants(feature_class, code):
            of_kind = f"is of the kind asked for: {kind.label}"
            found.keep(number, Tier.CUE, 1.1, f"{of_kind}; {words}" if words else of_kind, kind)
        elif kind.kind in NEAR_NAMESAKE_M and feature_class in _STANDS_IN and code != "PCLI":
            found.keep(number, Tier.CUE, OTHER_KIND_WORTH, f"bears the name but is no {kind.label}", kind)
