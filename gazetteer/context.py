"""What a text says about its countries: named ones, demonyms, well-known names, each heard the louder the nearer."""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.place import Candidate, Place, Tier
from gazetteer.toponym import Toponym

# A vote's weight: a country by name, by demonym, an ADM1 or well-known town, and what the caller or dateline says.
_COUNTRY, _DEMONYM, _TOWN, _GIVEN = 2.0, 1.5, 1.0, 4.0
# Characters after which a vote counts for little more than its floor: two paragraphs or so.
_REACH = 600.0
_FLOOR = 0.3
# What is named later counts less for a name than what came before it.
_LATER = 0.6
_MOST_VOTES = 60
_SURE_CONTAINER = 0.6
# Tiers that need checking.
LOOSE = frozenset({Tier.SKELETON, Tier.TYPO, Tier.ONLINE})
# A name is known well where its best place is this large and no namesake elsewhere is a fifth of it.
_WELL_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class Context:
    """Votes for countries, each at its place in the text."""

    votes: tuple[tuple[int, str, float, str], ...]
    given: str | None

    def shares(self, position: int, name: str) -> dict[str, float]:
        """Return each country's share of the votes as heard from a position; shares sum to 1, empty without votes.

        A name does not vote on itself: "Dublin", again and again, makes no text Irish.
        """
        heard: dict[str, float] = {}
        # Votes stand in the order of the text: a stretch on either side is all that can be near.
        middle = bisect_left(self.votes, position, key=lambda vote: vote[0])
        stretch = self.votes[max(0, middle - 2 * _MOST_VOTES) : middle + 2 * _MOST_VOTES]
        others = (vote for vote in stretch if vote[3] != name)
        near = sorted(others, key=lambda vote: abs(vote[0] - position))[:_MOST_VOTES]
        for start, code, weight, _ in near:
            loud = _FLOOR + math.exp(-abs(start - position) / _REACH)
            heard[code] = heard.get(code, 0.0) + weight * loud * (_LATER if start > position else 1.0)
        if self.given:
            heard[self.given] = heard.get(self.given, 0.0) + _GIVEN
        total = sum(heard.values())
        return {code: loud / total for code, loud in sorted(heard.items(), key=lambda item: -item[1])} if total else {}


def read_context(
    toponyms: Sequence[Toponym],
    candidates: Sequence[tuple[Candidate, ...]],
    gazetteer: Gazetteer,
    *,
    country: str | None,
) -> Context:
    """Collect the votes of a text; ``candidates`` are those of each toponym without any context."""
    votes: list[tuple[int, str, float, str]] = []
    lists = lexicon()
    for toponym, found in zip(toponyms, candidates, strict=True):
        if toponym.is_demonym:
            votes.append((toponym.start, lists.demonyms[toponym.text], _DEMONYM, toponym.text))
        elif toponym.text in lists.abbreviations:
            votes.append((toponym.start, lists.abbreviations[toponym.text], _COUNTRY, toponym.text))
        elif found and (weight := _weight(found)):
            votes.append((toponym.start, found[0].place.country_code, weight, toponym.text))
    return Context(tuple(votes), gazetteer.country(country).country_code if country else None)


def _weight(found: tuple[Candidate, ...]) -> float:
    best = found[0]
    if not best.place.country_code or best.score < 0.75:
        return 0.0
    if best.place.feature_code.startswith("PCL"):
        return _COUNTRY
    rivals = [
        c.place.population for c in found[1:] if c.place.country_code != best.place.country_code and c.score > 0.7
    ]
    if best.place.feature_code == "ADM1" and not rivals:
        return _TOWN
    return _TOWN if best.place.population >= _WELL_KNOWN and max(rivals, default=0) < best.place.population / 5 else 0.0


def find_container(text: str, toponym: Toponym, gazetteer: Gazetteer) -> Place | None:
    """Return the country or province named right behind: "Tripoli, Libya", "Bangor (Maine)"."""
    match = re.match(
        r"(?:\s*,\s*|\s*\(|\s+in\s+(?:the\s+)?)([^\W\d_a-z][\w.'’-]*(?:[ -][^\W\d_a-z][\w.'’-]*){0,3})",
        text[toponym.end : toponym.end + 60],
    )
    if not match:
        return None
    name = match[1].rstrip(".,")
    for shown in (name, name.split(" ")[0]):
        for candidate in gazetteer.lookup(lexicon().states.get(shown, shown))[:8]:
            if candidate.place.feature_code.startswith("PCL") or candidate.place.feature_code == "ADM1":
                return candidate.place if candidate.tier not in LOOSE and candidate.score > _SURE_CONTAINER else None
    return None


def lies_in(place: Place, container: Place) -> bool:
    """Return whether a place lies in a country or province, itself excepted."""
    if place.country_code != container.country_code or place.place_id == container.place_id:
        return False
    return container.feature_code.startswith("PCL") or place.admin1_code == container.admin1_code
