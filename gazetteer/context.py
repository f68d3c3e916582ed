"""What a text says about its countries: named ones, demonyms, well-known names, each heard the louder the nearer."""

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import NamedTuple

from gazetteer.gazetteer import Gazetteer
from gazetteer.home_words import home_words
from gazetteer.language import ENGLISH, language_of
from gazetteer.lexicon import lexicon
from gazetteer.place import Candidate, FeatureClass, Place, Tier
from gazetteer.scene import is_dateline, is_scene
from gazetteer.toponym import Toponym

# A vote's weight: a country by name or by what is its land ("the Libyan coast"), the same where it only says who acts, an
# ADM1 or well-known town, a dateline, and what the caller says.
_COUNTRY, _LAND, _TOWN, _DATELINE, _GIVEN = 2.0, 1.5, 1.0, 2.0, 4.0
_ACTOR, _DEMONYM = 0.8, 0.6
# What a word of a country's institutions says of local news, and what they can say together.
_HOME_WORD, _MOST_HOME = 0.5, 2.5
# What speaks for all other countries together: few votes are no certainty.
_ELSEWHERE = 0.4
# What a language says that one country speaks: little, but more than nothing.
_HOME, _HOMES, _UKRAINIAN = 0.5, {"tr": "TR"}, re.compile("[іїєґ]")
# Characters after which a vote counts for little more than its floor: two paragraphs or so.
_REACH = 600.0
_FLOOR = 0.3
# What is named later counts less for a name than what came before it.
_LATER = 0.6
_MOST_VOTES = 60
# A province is meant where its name is about as likely its own as a town's: "in Nelson" is in the town.
_SURE_CONTAINER, _NEARLY = 0.6, 0.15
# "In the northern province of Aurora", "in Chad's Ouaddai province".
_BEHIND = re.compile(
    r"(?:\s*,\s*(?:in\s+(?:the\s+)?)?|\s*\(|\s+in\s+(?:the\s+)?)"
    r"(?:[^\W\d_a-z][\w.-]*(?: [^\W\d_a-z][\w.-]*){0,2}['’]s\s+)?"
    r"(?:(?:far |south|north)?-?(?:north|south|east|west|central)(?:ern)?\s+)?"
    r"(?:(?:province|state|region|governorate|oblast|department|district|prefecture|county)\s+of\s+)?"
    r"(?P<name>[^\W\d_a-z][\w.'’-]*(?:[ -][^\W\d_a-z][\w.'’-]*){0,3})"
)
_DISTRICT_WORD = re.compile(r"\s+(?:province|district|county|department)\b")
# Tiers that need checking.
LOOSE = frozenset({Tier.SKELETON, Tier.TYPO, Tier.ONLINE})
# A name is known well where its best place is this large and no namesake elsewhere is a fifth of it.
_WELL_KNOWN = 100_000


class Vote(NamedTuple):
    """What speaks for a country: where it stands in the text, how loud, the name, and whether it says where things happen."""

    start: int
    country_code: str
    weight: float
    name: str
    is_scene: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """The countries as heard from one position, the loudest first.

    ``shares`` are of all votes and of what speaks for no country in particular, so their sum is below 1; ``scene`` are
    of the votes that say where things happen and sum to 1. Both are empty without such votes. ``is_given`` where the
    caller says the country, ``is_english`` where nothing says that the text is in another language.
    """

    shares: dict[str, float]
    scene: dict[str, float]
    is_given: bool = False
    is_english: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """Votes for countries, each at its place in the text; those of datelines, and of its words and language, are heard ``everywhere``."""

    votes: tuple[Vote, ...]
    everywhere: tuple[Vote, ...]
    given: str | None
    language: str = ENGLISH

    def heard(self, position: int, name: str) -> Heard:
        """Return what each country's votes come to at a position.

        A name does not vote on itself: "Dublin", again and again, makes no text Irish.
        """
        # Votes stand in the order of the text: a stretch on either side is all that can be near.
        middle = bisect_left(self.votes, position, key=_start)
        stretch = self.votes[max(0, middle - 2 * _MOST_VOTES) : middle + 2 * _MOST_VOTES]
        near = [(abs(vote.start - position), vote) for vote in stretch if vote.name != name]
        near.sort(key=_distance)
        every: dict[str, float] = {}
        scene: dict[str, float] = {}
        for distance, vote in near[:_MOST_VOTES]:
            loud = vote.weight * (nearness(distance) * (_LATER if vote.start > position else 1.0))
            _count(vote, loud, every, scene)
        for vote in self.everywhere:
            if vote.name != name:
                _count(vote, vote.weight, every, scene)
        if self.given:
            every[self.given] = every.get(self.given, 0.0) + _GIVEN
            scene[self.given] = scene.get(self.given, 0.0) + _GIVEN
        return Heard(
            shares=_shares(every, beside=_ELSEWHERE),
            scene=_shares(scene),
            is_given=self.given is not None,
            is_english=self.language == ENGLISH,
        )


_start: Callable[[Vote], int] = attrgetter("start")
_distance: Callable[[tuple[int, Vote]], int] = itemgetter(0)


def _count(vote: Vote, loud: float, every: dict[str, float], scene: dict[str, float]) -> None:
    code = vote.country_code
    every[code] = every.get(code, 0.0) + loud
    if vote.is_scene:
        scene[code] = scene.get(code, 0.0) + loud


def nearness(characters: int) -> float:
    """Return how loud a name is heard so many characters away, before or behind; never less than a floor."""
    return _FLOOR + math.exp(-abs(characters) / _REACH)


def _shares(loud: dict[str, float], *, beside: float = 0.0) -> dict[str, float]:
    """Return each country's share of the votes and of the weight ``beside`` them, the largest first."""
    total = sum(loud.values()) + beside
    return {code: loud[code] / total for code in sorted(loud, key=loud.__getitem__, reverse=True)}


def read_context(
    text: str,
    toponyms: Sequence[Toponym],
    candidates: Sequence[tuple[Candidate, ...]],
    gazetteer: Gazetteer,
    *,
    country: str | None,
) -> Context:
    """Collect the votes of a text; ``candidates`` are those of each toponym without any context."""
    votes, everywhere = [], []
    said = _said(text, toponyms, candidates, gazetteer)
    language = language_of(text)
    words = home_words(text) if language == ENGLISH else {}
    for toponym, found in zip(toponyms, candidates, strict=True):
        told = said.get(toponym.text, found)
        vote = _vote(text, toponym, told)
        if vote is None or _is_at_home(vote, told, words):
            continue
        if not toponym.is_demonym and is_dateline(text, toponym):
            everywhere.append(Vote(vote.start, vote.country_code, _DATELINE, vote.name, is_scene=False))
        else:
            votes.append(vote)
    home = "UA" if not text.isascii() and _UKRAINIAN.search(text) else _HOMES.get(language, "")
    if home:
        everywhere.append(Vote(0, home, _HOME, "", is_scene=False))
    for code, count in words.items():
        everywhere.append(Vote(0, code, min(_MOST_HOME, count * _HOME_WORD), "", is_scene=True))
    given = gazetteer.country(country).country_code if country else None
    return Context(tuple(votes), tuple(everywhere), given, language)


def _is_at_home(vote: Vote, found: Sequence[Candidate], words: Collection[str]) -> bool:
    """Say whether a town speaks for a far country where local news may mean its own: "Paris" in Henry County's paper."""
    is_town = bool(found) and found[0].place.feature_class is FeatureClass.POPULATED
    if not is_town or not words or vote.country_code in words:
        return False
    return any(each.place.country_code in words and each.tier is Tier.EXACT for each in found)


def _said(
    text: str, toponyms: Sequence[Toponym], candidates: Sequence[tuple[Candidate, ...]], gazetteer: Gazetteer
) -> dict[str, tuple[Candidate, ...]]:
    """Return the candidates in the area that the text says behind a name: "London, Ontario" is no vote for Britain."""
    said: dict[str, tuple[Candidate, ...]] = {}
    for toponym, found in zip(toponyms, candidates, strict=True):
        if toponym.is_demonym or len({each.place.country_code for each in found}) < 2 or toponym.text in said:
            continue
        area = find_container(text, toponym, found, gazetteer)
        inside = tuple(each for each in found if area is not None and lies_in(each.place, area))
        if inside:
            said[toponym.text] = inside
    return said


def _vote(text: str, toponym: Toponym, found: tuple[Candidate, ...]) -> Vote | None:
    lists = lexicon()
    if toponym.is_demonym:
        is_land = is_scene(text, toponym)
        code = lists.adjective_code(toponym.text) or ""
        return Vote(toponym.start, code, _LAND if is_land else _DEMONYM, toponym.text, is_land)
    code = lists.abbreviations.get(toponym.text, "")
    is_state = bool(code)
    if not code and found and (weight := _weight(found)):
        code, is_state = found[0].place.country_code, found[0].place.feature_code.startswith("PCL")
        if not is_state:
            is_town = not toponym.is_metonym
            return Vote(toponym.start, code, weight if is_town else _ACTOR, toponym.text, is_town)
    if not code:
        return None
    is_where = is_scene(text, toponym)
    return Vote(toponym.start, code, _COUNTRY if is_where else _ACTOR, toponym.text, is_where)


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


def find_container(
    text: str, toponym: Toponym, candidates: Collection[Candidate], gazetteer: Gazetteer
) -> Place | None:
    """Return the country, province or district named right behind: "Tripoli, Libya", "Bangor (Maine)", "in Chad's Ouaddai province".

    Of two of that name the one in which a candidate lies: "Atlanta, Georgia" is in no state of the Caucasus. A district
    counts only where a candidate lies in it, or the text calls it one and no other place has its name.
    """
    match = _BEHIND.match(text, toponym.end, toponym.end + 90)
    if not match:
        return None
    name = match["name"].rstrip(".,")
    found = gazetteer.lookup(lexicon().states.get(name, name))
    if not found:
        # "Tripoli, Libya Monday", but "in Red Oak" is not in the Red Sea province.
        name = name.split(" ")[0]
        found = gazetteer.lookup(lexicon().states.get(name, name))
    least = max(_SURE_CONTAINER, found[0].score - _NEARLY) if found else 1.0
    areas = [
        each.place for each in found[:8] if each.tier not in LOOSE and each.score > least and _is_large(each.place)
    ]
    holding = next((area for area in areas if any(lies_in(each.place, area) for each in candidates)), None)
    if holding is not None:
        return holding
    districts = [each.place for each in found if each.tier not in LOOSE and each.place.feature_code == "ADM2"]
    holding = next((area for area in districts if any(lies_in(each.place, area) for each in candidates)), None)
    if holding is None and not areas and len(districts) == 1 and _DISTRICT_WORD.match(text, match.end("name")):
        return districts[0]
    return holding or next(iter(areas), None)


def _is_large(place: Place) -> bool:
    return place.feature_code.startswith("PCL") or place.feature_code == "ADM1"


def lies_in(place: Place, container: Place) -> bool:
    """Return whether a place lies in a country, province or district, itself excepted."""
    if place.country_code != container.country_code or place.place_id == container.place_id:
        return False
    if container.feature_code == "ADM2":
        return place.parent_id == container.place_id
    return container.feature_code.startswith("PCL") or place.admin1_code == container.admin1_code
