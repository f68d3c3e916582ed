"""Short texts made from the gazetteer, whose places are known: what corpora of American news do not teach."""

import random
import re
from collections.abc import Iterator

from benchmarks.toponyms.corpora import Document, Gold
from gazetteer import Gazetteer, Place
from gazetteer.home_words import institutions
from gazetteer.lexicon import lexicon

_SEED = 11
# How many texts of each sort; of places with at least so many people, and of towns that share a province.
_ALONE, _WITH_COUNTRY, _TOGETHER, _STRUCK = 1500, 1500, 1500, 1500
_WELL_KNOWN, _TOWN = 200_000, 5_000
_WORLD, _MOST = (-180.0, -90.0, 180.0, 90.0), 60_000
# Papers of towns that need no country: how many texts by country, of towns of how many people at most, how far its neighbours lie, and in one
# text of so many a city of the world is named too.
_LOCAL = {
    "US": 900,
    "GB": 200,
    "CA": 150,
    "AU": 150,
    "IE": 60,
    "NZ": 60,
    "IN": 150,
    "ZA": 80,
    "PH": 80,
    "NG": 80,
    "KE": 60,
    "PK": 60,
}
_LOCAL_CITY, _NEIGHBOURS_M, _ABROAD = 120_000, 60_000.0, 4
# One name in so many is invented: what no list has is a place all the same where a type word says so.
_INVENTED = 7
# {0}, {1}, {2} are places; {p} is a person, {s} the surname alone, {n} a newspaper or body that bears a town's name.
_ALONE_WORDS = (
    "Two people were killed in {0} on Monday.", "The minister visited {0} for talks.", "Flights to {0} were cancelled.",
    "Protesters gathered in {0} again on Friday, {p} said.", "A bomb exploded in {0}, officials said.", "Aid has not reached {0} yet.",
    "{p} was born in {0}. {s} left the army last year.", "The {n} reported a fire in {0}.", "{0} was quiet overnight, the {n} said.",
    "Troops took up positions around {0}, according to General {p}.", "Why {0} matters: {p} explains.", "In {0}, {p} denied it.",
)  # fmt: skip
_COUNTRY_WORDS = (
    "Gunmen attacked a market in {0}, {1}, on Sunday.", "Floods in {1} cut off the town of {0}.",
    "{1}'s army said that it had taken {0}.", "Hundreds fled {0} in {1} this week.", "A convoy left {0} for the capital of {1}.",
    "A drone struck {0} air base in {1}.", "Fighters still hold the {0} dam in {1}.", "A camp near {0} district, in {1}, was hit.",
    "{p}, the governor of {0}, spoke on {1}'s state television.", "Rebels stormed {0} prison. {1} sent reinforcements.",
    "Shells fell on {0} village, {1}, killing {p}.", "The mayor of {0} blamed {1}.", "The port of {0} in {1} was closed; the {n} has more.",
)  # fmt: skip
_TOGETHER_WORDS = (
    "Fighting was reported in {0}, {1} and {2} on Tuesday.", "Shells fell on {0} and {1}; in {2} the power was out.",
    "The road from {0} to {1} is closed, and {2} has no water.", "Residents of {0} fled to {1} and {2}.",
    "Militias clashed between {0} and {1}, {p} told the {n}. {2} was spared.", "The mountains between the towns of {0} and {1} burned; {2} is cut off.",
    "Strikes hit {0}, {1} and villages near {2}.", "A bus from {0} to {1} overturned outside {2}, killing {p} and {p}.",
    "{p} and {p} were arrested in {0}; {s} had lived in {1}, near {2}.", "Army units left {0} for {1}. In {2}, the {n} was shut.",
)  # fmt: skip
# {d} is the country's adjective, no place.
_STRUCK_WORDS = (
    "{d} jets bombed {0}.", "{d} forces shelled {0} overnight.", "Rockets were fired at {0}.", "Airstrikes on {0} killed five.",
    "{0} came under fire.", "{0} fell to rebels after a week.", "The army retook {0}.", "Militants overran {0} and {1}.",
    "{0} and {1} were hit by {d} artillery.", "Clashes broke out in southern {0}.", "An explosion rocked {0}; {p} was hurt.",
    "{p} fled {0} when {d} troops came.", "{d} soldiers raided {0}, north of {1}.", "{s} said {0} had been taken.",
)  # fmt: skip
# {0} is the paper's town, {1} to {3} lie near it, {b} is what in it bears its name, {i} a word of the country's institutions.
_LOCAL_WORDS = (
    "The {0} {b} will vote on the plan next week, {p} said.", "{p}, 34, of {1}, was charged after a fire in {0}.",
    "A crash on the road between {0} and {1} left {p} in hospital.", "{0} beat {1} 3-1 on Saturday; {2} play next.",
    "{p}, a longtime resident of {0}, died at home. {s} was born in {2}.", "The {0} {b} has raised money for a new hall.",
    "{1}'s {b} said {p} would be back in spring.", "Police in {2} are looking for a man from {1}.",
    "Residents of {0} and {1} will pay more for water.", "{p} grew up in {3} and works for the {0} {b}.",
    "Rain closed a bridge near {2} on Monday.", "The {n} reported it first.", "{s} moved here from {1} in 1998.",
    "Voters in {0}, {1} and {3} go to the polls in May.", "A shop in {3} was broken into again.", "{0} remembers {p}.",
)  # fmt: skip
_LOCAL_SAYS = (
    "It is a matter for the {i}, {p} said.", "The {i} was told on Tuesday.", "What about the {i}?", "{p} spoke of the {i} again.",
)  # fmt: skip
_ABROAD_WORDS = (
    "{p} came back from {w} last month.",
    "{s} had flown in from {w}.",
    "A film made in {w} is shown on Friday.",
)
_TOWN_BODIES = (
    "City Council", "Police Department", "High School", "Public Library", "Fire Department", "Rotary Club", "Town Hall",
    "Town Council", "Hospital", "Primary School", "Football Club", "Chamber of Commerce", "Historical Society",
)  # fmt: skip
_BODIES = ("Times", "Post", "Herald", "Star", "Tribune", "Observer", "University Press", "Liberation Army", "Battalion")
_SYLLABLES = (
    "ba bel dar dra fa gor hal ish jab kar kel lu mar nov ost pol qar ra sab tal ur vel wad xan yar zul".split()
)


def made_documents(gazetteer: Gazetteer) -> Iterator[Document]:
    """Yield the texts, the same each time."""
    draw = random.Random(_SEED)
    towns = _towns(gazetteer)
    known = _well_known(towns)
    writer = _Writer(draw, known)
    for _ in range(_ALONE):
        yield writer.made(draw.choice(_ALONE_WORDS), [draw.choice(known)])
    for place in draw.sample(towns, _WITH_COUNTRY):
        yield writer.made(draw.choice(_COUNTRY_WORDS), [place, gazetteer.country(place.country_code)])
    provinces: dict[tuple[str, str], list[Place]] = {}
    for place in towns:
        provinces.setdefault((place.country_code, place.admin1_code), []).append(place)
    several = [each for each in provinces.values() if len(each) > 3]
    for _ in range(_TOGETHER):
        yield writer.made(draw.choice(_TOGETHER_WORDS), draw.sample(draw.choice(several), 3))
    adjectives = {code: word for word, code in lexicon().demonyms.items()}
    for _ in range(_STRUCK):
        pair = draw.sample(draw.choice(several), 2)
        words = draw.choice(_STRUCK_WORDS).replace("{d}", adjectives.get(pair[0].country_code, "Government"))
        yield writer.made(words, pair)


def made_papers(gazetteer: Gazetteer) -> Iterator[Document]:
    """Yield texts of towns' papers, which name no country, the same each time."""
    draw = random.Random(_SEED)
    towns = _towns(gazetteer)
    writer = _Writer(draw, _well_known(towns))
    for code, count in _LOCAL.items():
        small = [place for place in towns if place.country_code == code and place.population <= _LOCAL_CITY]
        for _ in range(count):
            town = draw.choice(small)
            beside = gazetteer.nearest_places(town.lon, town.lat, limit=16, radius_m=_NEIGHBOURS_M)
            near = [place for place, _ in beside if place.geonames_id is not None and place.name != town.name]
            if len(near) >= 3:
                yield writer.local([town, *draw.sample(near, 3)], sorted(institutions(code)))


def _towns(gazetteer: Gazetteer) -> list[Place]:
    largest = gazetteer.largest_places(_WORLD, limit=_MOST, min_population=_TOWN)
    return [place for place in largest if place.geonames_id is not None]


def _well_known(towns: list[Place]) -> list[Place]:
    return [place for place in towns if place.population >= _WELL_KNOWN or place.feature_code == "PPLC"]


class _Writer:
    """Fills words with names, and notes which of them are places."""

    def __init__(self, draw: random.Random, known: list[Place]) -> None:
        self._draw, self._known = draw, known
        lists = lexicon()
        self._first, self._last = (sorted(filter(str.isascii, names)) for names in (lists.first_names, lists.surnames))

    def made(self, words: str, places: list[Place]) -> Document:
        """Return the text of some words."""
        text, gold, surname = "", {}, ""
        for part in re.split(r"(\{\w\})", words):
            if part[:1] != "{":
                text += part
                continue
            kind = part[1]
            if kind == "p":
                surname = self._draw.choice(self._last).title()
                text += f"{self._draw.choice(self._first).title()} {surname}"
            elif kind == "s":
                text += surname or self._draw.choice(self._last).title()
            elif kind == "n":
                text += f"{self._draw.choice(self._known).name} {self._draw.choice(_BODIES)}"
            else:
                name, found = self._place(places[int(kind)])
                gold[len(text), len(text) + len(name)] = found
                text += name
        return Document(text=text, gold=gold, adjectives=frozenset())

    def local(self, places: list[Place], institutions: list[str]) -> Document:
        """Return a text of a town's paper."""
        draw = self._draw
        words = draw.sample(_LOCAL_WORDS, draw.randint(3, 6)) + draw.sample(_LOCAL_SAYS, draw.randint(0, 3))
        draw.shuffle(words)
        if not draw.randrange(_ABROAD):
            words.append(draw.choice(_ABROAD_WORDS))
        text = " ".join(words)
        while "{i}" in text:
            text = text.replace("{i}", draw.choice(institutions), 1)
        while "{b}" in text:
            text = text.replace("{b}", draw.choice(_TOWN_BODIES), 1)
        return self.made(text.replace("{w}", "{4}"), [*places, draw.choice(self._known)])

    def _place(self, place: Place) -> tuple[str, Gold]:
        is_state = place.feature_code.startswith("PCL")
        if is_state or self._draw.randrange(_INVENTED):
            return place.name, _gold(place)
        name = "".join(self._draw.choice(_SYLLABLES) for _ in range(self._draw.choice((2, 3)))).capitalize()
        return name, Gold(text=name, point=None, kind="", country="", geonames_id=None)


def _gold(place: Place) -> Gold:
    return Gold(
        text=place.name, point=(place.lon, place.lat), kind=place.feature_code, country=place.country_code,
        geonames_id=place.geonames_id,
    )  # fmt: skip
