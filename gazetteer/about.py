"""Which country a text is about where a name stands, as its other names say: the context in which a person's choice for it holds."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gazetteer.context import nearness
from gazetteer.names import fold
from gazetteer.toponym import Resolution

# "Tripoli, Lebanon", "Tripoli (Lebanon)", "Tripoli in Lebanon".
_LIES_IN = re.compile(r"\s*,\s*|\s*\(|\s+in\s+(?:the\s+)?")
_LONGEST_GAP = 12
# Who acts says less of where than a place does.
_ACTOR = 0.5
# A text is about a country that has more than this share of what is heard: a round-up of several is about none of them.
_MOSTLY = 0.5
# So many names on either side are heard.
_MOST = 40


@dataclass(frozen=True, slots=True)
class _Vote:
    start: int
    name: str
    country_code: str
    weight: float


class About:
    """The countries of a text's places: each other name that is placed and needs no review is a vote, once however often it stands.

    A name does not vote on itself, so that what a person chooses for it, or what the machine made of it, leaves its own context
    as it is. All mentions of a name have one context, that of the first, but for those behind which a country stands.
    """

    def __init__(self, found: Iterable[tuple[int, Resolution]], country: str | None) -> None:
        """Collect the votes.

        Parameters
        ----------
        found
            Where each resolution stands in the whole text, and the resolution, in text order.
        country
            ISO 3166-1 alpha-2; where it is given it is what the text is about.
        """
        self._given = country.upper() if country else ""
        self._votes: list[_Vote] = []
        self._firsts: dict[str, int] = {}
        self._countries: dict[str, str] = {}
        for start, each in found:
            name = fold(each.toponym.text)
            self._firsts.setdefault(name, start)
            if each.place is not None and each.place.country_code and not each.needs_review:
                weight = _ACTOR if each.toponym.is_demonym or each.toponym.is_metonym else 1.0
                self._votes.append(_Vote(start, name, each.place.country_code, weight))

    def country(self, name: str) -> str:
        """Return the code of the country that the text is about for a name; "" where its other names are of several, or of none."""
        if self._given:
            return self._given
        folded = fold(name)
        if folded not in self._countries:
            self._countries[folded] = self._heard(folded)
        return self._countries[folded]

    def _heard(self, name: str) -> str:
        start = self._firsts.get(name, 0)
        at = bisect_left(self._votes, start, key=lambda vote: vote.start)
        near = [vote for vote in self._votes[max(0, at - _MOST) : at + _MOST] if vote.name != name]
        loudest: dict[tuple[str, str], float] = {}
        for vote in near:
            loud = vote.weight * nearness(vote.start - start)
            key = (vote.country_code, vote.name)
            loudest[key] = max(loud, loudest.get(key, 0.0))
        shares: dict[str, float] = {}
        for (code, _), loud in loudest.items():
            shares[code] = shares.get(code, 0.0) + loud
        best = max(shares, key=lambda code: shares[code], default="")
        return best if best and shares[best] > _MOSTLY * sum(shares.values()) else ""

    def told(self, text: str, found: Sequence[Resolution]) -> list[Resolution]:
        """Return resolutions, in text order, with what the text is about for each; "Tripoli, Lebanon" is about Lebanon."""
        behind = (*found[1:], None)
        return [
            replace(each, about=_said_behind(text, each, follower) or self.country(each.toponym.text))
            for each, follower in zip(found, behind, strict=False)
        ]


def _said_behind(text: str, resolution: Resolution, behind: Resolution | None) -> str:
    """Return the country that stands right behind a name and has a place of that name, "" where none does."""
    if behind is None or behind.place is None or behind.toponym.is_demonym:
        return ""
    is_area = behind.place.feature_code.startswith("PCL") or behind.place.feature_code == "ADM1"
    gap = text[resolution.toponym.end : behind.toponym.start]
    if not is_area or len(gap) > _LONGEST_GAP or _LIES_IN.fullmatch(gap) is None:
        return ""
    code = behind.place.country_code
    places = [each.place for each in resolution.candidates] + ([resolution.place] if resolution.place else [])
    return code if any(place.country_code == code for place in places) else ""
