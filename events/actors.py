"""Who acts and who suffers: names, bodies and common nouns around a trigger; spellings of one name joined."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from events.counts import COUNTED
from events.listed_actor import KnownActors
from events.word_tree import tree, tree_of_any_case

_TABLE = tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8"))
_NAME = r"[^\W\d_a-z][\w'’-]*"
# A name opens a word: tried at each hyphen, one word of many hyphens would be read once for each of them.
_OPENS = r"(?<![\w-])(?<!\w['’])"
# Common nouns of those who act or suffer: "rebels", "farmers".
HEADS = frozenset((*_TABLE["armed"], *_TABLE["civil"]))
_HEADS = tree_of_any_case(HEADS)
_TITLES = tree(_TABLE["titles"])
_BODIES = "|".join(_TABLE["bodies"])
_ARMED = "|".join(map(re.escape, _TABLE["armed"]))
# "Field Marshal Khalifa Haftar"; "the Libyan National Army (LNA)"; "GNA militias"; "residents of Timbuktu"; "Haftar's troops".
_PHRASE = re.compile(
    rf"(?P<person>\b{_TITLES}\s+(?:{_NAME})(?:\s+(?:al-|el-|bin |van |de )?{_NAME}){{0,3}})"
    rf"|(?P<body>\b(?:{_NAME}\s+(?:(?:of|for|the|and)\s+(?:the\s+)?)?){{0,5}}(?:{_BODIES})\b(?:\s+(?:of|for)\s+(?:the\s+)?(?:{_NAME}\s+(?:of\s+)?){{0,3}}{_NAME})?(?:\s+(?:{_ARMED})\b)?)(?:\s*\((?P<short>[A-Z]{{2,6}})\))?"
    rf"|(?P<common>\b(?:{_NAME}['’]s?\s+)?(?:(?:(?:(?:al|el)-)?{_NAME}|pro-\w+|anti-\w+|armed|unknown|unidentified|suspected|masked|local|village|government|military|rebel|Islamist|security|foreign|opposition|regular|special|riot|air|coast|border|naval|peacekeeping|army|police|allied|loyal|militia|aid|junta|regime|federal|state|separatist|paramilitary|tribal|clan|loyalist|suicide|insurgent|jihadist|militant|coalition|dissident|elite|tank|naval|fighter|cartel|gang|opposition|prison)\s+){{0,3}}{_HEADS}\b(?:\s+(?:of|from)\s+(?:the\s+)?{_NAME}(?:\s+(?:for|of|the|{_NAME})){{0,6}}(?<=\w)|\s+loyal\s+to\s+(?:the\s+)?{_NAME}(?:\s+(?:of\s+)?{_NAME}){{0,4}})?)"
    r"|(?P<acronym>\b(?:[A-Z]{3,6}|UN|EU|AU)\b)"
    rf"|(?P<name>(?<![.!?] )\b{_NAME}(?:\s+(?:al-|el-|bin )?{_NAME}){{1,2}})"
    rf"|(?P<single>\b(?:(?:al|el)-)?{_NAME})"
)
_LEADING = re.compile(
    rf"^(?:the|a|an|in|on|at|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|but|and|when|after|some|several|many|other|another|at least|about|around|nearly|almost|up to|over|more than|fewer than|a few|{COUNTED}|\d[\d,]*)\s+",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday|The|A|An|In|On|At|He|She|It|They|His|Her|Its|But|And|After|Before|When|While|No|Some|This|That|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gov|Two|Three|Tens|Dozens|Scores|Hundreds|Thousands|Police station|FILE)$"
)


_UNIONS = frozenset({"UN", "EU", "AU"})
# Names of bodies in which a place may stand: "Kachin Independence Army", "Donetsk People's Republic forces". A state, union or
# republic is a place too, so that it needs its forces behind it.
_AT_HOME = frozenset({"State", "Republic", "Union", "Nations"})
_ORGANISED = "|".join(body for body in _TABLE["bodies"] if body not in _AT_HOME)
_BODY_NAME = re.compile(
    rf"{_OPENS}(?!(?:In|At|On|Near|From|After|Before|By|Since|When|While|But|And|Outside|Inside|Across)\b){_NAME}\s+(?:{_NAME}\s+|(?:of|for)\s+(?:the\s+)?){{0,6}}?(?:(?:{_ORGANISED})\b(?:\s+(?:of|for)\s+(?:the\s+)?(?:{_NAME}\s+(?:of\s+)?){{0,3}}{_NAME})?"
    rf"|(?:{'|'.join(sorted(_AT_HOME))})\s+(?:{_ARMED})\b)"
)
# The first word of a sentence is capitalised whatever it is: it acts where a verb follows, and it is no plural or "-ing".
_VERB_FOLLOWS = re.compile(
    r"\s+(?:has|had|have|was|were|is|are|will|would|also|later|said|says|told|met|went|took|left|held|flew|fought|struck|hit|shot|made|gave|led|drove|withdrew|sent|began|[a-z]+ed)\b|['’]s\b"
)
_NO_NAME = re.compile(r"(?:s|ing|ion|ment|ly)$")
_BYSTANDERS = frozenset(_TABLE["civil"]) - frozenset(_TABLE["may_attack"])
_CLAIMANTS = frozenset(_TABLE["claimants"])
_MID_SENTENCE = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]+")
# A lone capitalised word behind one of these says where, not who: "near the Shambhu border".
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|around|outside|inside|towards?|into|across)\s+(?:the\s+)?(?:[\w’'-]+['’]s\s+)?"
    r"(?:(?:(?:north|south|east|west|central)[\w-]*|rural|remote|mountainous|upper|lower|downtown|coastal)\s+)*$",
    re.IGNORECASE,
)
# "Nigeria's Benue State" is a place, "the Islamic State" is not.
_STATE = re.compile(r"(?:['’]s\s.*|\b(?!Islamic\b)[\w-]+\s)State$")
_NO_ACTOR = re.compile(
    r"^(?:Cyclone|Hurricane|Typhoon|Tropical|Storm|Operation|Exercise|Lake|Mount|Route|Highway|Camp)\b"
)


_GATHERS = re.compile(r"(?:group|convoy|crowd|gang|mob|brigade|coalition|delegation|couple)s?$")
_OF_THEM = re.compile(rf"\s+of\s+(?:[\w-]+\s+){{0,3}}?{_HEADS}\b")


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as named, at its place in the sentence; ``is_common`` for "militants" and its like."""

    name: str
    start: int
    end: int
    is_common: bool
    is_person: bool


@lru_cache(maxsize=4096)
def find_actors(
    sentence: str, places: frozenset[tuple[int, int]] = frozenset(), known: frozenset[str] = frozenset()
) -> tuple[Actor, ...]:
    """Return the actors that a sentence names, in order.

    Parameters
    ----------
    places
        Spans in the sentence of what is no actor but a place.
    known
        Words that the report capitalises inside its sentences too: as the first word of one they are names as well.

    Examples
    --------
    >>> [actor.name for actor in find_actors("Hours later Haftar attacked the town.")]
    ['Haftar']
    """
    found = []
    for match in _PHRASE.finditer(sentence):
        kind = match.lastgroup if match.lastgroup != "short" else "body"
        name, start = match.group(), match.start()
        while (lead := _LEADING.match(name)) is not None:
            start += lead.end()
            name = name[lead.end() :]
        name = re.sub(r"\s*\([A-Z]{2,6}\)$", "", name).strip()
        end = start + len(name)
        inside = any(
            start < b and a < end and (kind in {"single", "name"} or (a <= start and end <= b)) for a, b in places
        )
        if (len(name) < 3 and name not in _UNIONS) or inside or _NEVER.match(name) or _NO_ACTOR.match(name):
            continue
        is_state = kind == "body" and _STATE.search(name) is not None
        if (is_state or kind in {"single", "name"}) and _LOCATIVE.search(sentence[max(0, start - 50) : start]):
            continue
        if kind == "single" and not sentence[:start].strip(" \"“'‘") and not _is_name(sentence, name, end, known):
            continue
        if name.lower() in _CLAIMANTS or (kind == "common" and _is_made_of(sentence, name, end)):
            continue
        if kind in {"single", "acronym"} and name.upper() == name and len(name) > 6:
            continue
        found.append(Actor(name, start, end, kind == "common", kind in {"person", "name", "single"}))
    return tuple(found)


def _is_made_of(sentence: str, name: str, end: int) -> bool:
    """Say whether a word only gathers those named behind it: "a convoy of soldiers", "a group of armed men"."""
    return _GATHERS.search(name) is not None and _OF_THEM.match(sentence, end) is not None


def _is_name(sentence: str, word: str, end: int, known: frozenset[str]) -> bool:
    if word in known:
        return True
    return _NO_NAME.search(word) is None and _VERB_FOLLOWS.match(sentence, end) is not None


def body_names(sentence: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of bodies' names; a place inside one ("Kachin Independence Army") is not where they acted.

    A name behind "in" or "at" is left out, for that says where.

    Examples
    --------
    >>> body_names("He joined the Kachin Independence Army.")
    ((14, 38),)
    """
    return tuple(
        match.span()
        for match in _BODY_NAME.finditer(sentence)
        if not _LOCATIVE.search(sentence[max(0, match.start() - 20) : match.start()])
    )


def is_bystander(actor: Actor) -> bool:
    """Say whether an actor is of those who suffer what is bombed or shelled, never of those who do it: "children"."""
    return actor.is_common and actor.name.rsplit(maxsplit=1)[-1].lower() in _BYSTANDERS


# "Libyan National Army (LNA)"; "the Front for Defence, or FPD,"; "the National Liberation Army (known by its Spanish acronym ELN)".
_TITLED = re.compile(rf"\b{_TITLES}\s+{_NAME}(?:\s+(?:al-|el-|bin |van |de )?{_NAME}){{1,3}}")
_SAID = r"(?:(?:better |also |widely |commonly )?known (?:as|by)(?: its(?: \w+)? (?:acronym|initials))?|abbreviated(?: as| to)?)"
_DEFINED = re.compile(
    rf"{_OPENS}(?P<full>(?:(?:al|el)-)?{_NAME}(?:\s+(?:(?:of|for|in|the|and)\s+){{0,2}}(?:(?:al|el)-)?{_NAME}){{0,6}})"
    rf"(?:\s*\((?P<said>{_SAID}\s+)?(?:the\s+)?|,\s+(?P<told>or|{_SAID})\s+(?:the\s+)?)(?P<short>[A-Z]{{2,6}})\s*[),]"
)


def _spelled_out(words: str, short: str, *, is_said: bool) -> str:
    """Return the name within words for which an acronym stands; "" where the letters are another's and nobody says so."""
    words = re.sub(r"^(?:The|the)\s+", "", words.strip())
    capitals = [word for word in words.split() if word[0].isupper() or word.startswith(("al-", "el-"))]
    initials = "".join(word.removeprefix("al-").removeprefix("el-")[:1].upper() for word in capitals)
    if short in initials:
        first = capitals[initials.rindex(short)]
        return words[words.index(first) :]
    is_shuffled = sorted(initials) == sorted(short) or (len(initials) >= 3 and short.startswith(initials))
    # "Kurdistan Workers' Party (PKK)": the letters are those of another language.
    is_body = len(short) > 2 and len(capitals) > 2 and re.search(rf"\b(?:{_ORGANISED})$", words) is not None
    return words if is_shuffled or is_body or (is_said and len(capitals) > 1) else ""


class Roster:
    """The actors of one report: an acronym and its full name, a person's spellings and affiliation, are one."""

    def __init__(self, text: str, listed: KnownActors | None = None) -> None:
        self._listed = listed or KnownActors()
        self.known = frozenset(_MID_SENTENCE.findall(text[:200_000]))
        self._full: dict[str, str] = {}
        self._persons: dict[str, str] = {}
        self._bodies: dict[str, str] = {}
        for match in _DEFINED.finditer(text[:200_000]):
            full = _spelled_out(match["full"], match["short"], is_said=bool(match["said"] or match["told"]))
            if full:
                self._full[match["short"]] = full
        self._short = {full: short for short, full in reversed(self._full.items())}
        for match in _TITLED.finditer(text[:200_000]):
            self.canonical(match.group())
        body = rf"(?P<b>(?:the\s+)?(?:{_NAME}(?:\s+{_NAME}){{0,3}}|army|military|police|government|navy|coalition|rebels?))"
        role = r"(?i:spokes(?:man|woman|person)|commander|chief|head|leader|general)"
        person = rf"(?P<p>(?:{_TITLES}\s+)?{_NAME}(?:\s+(?:al-|el-)?{_NAME}){{1,3}})"
        for pattern in (
            rf"{_OPENS}{body}(?:['’]s)?\s+{role}\s+{person}",
            rf"{_OPENS}{person},?\s+(?:the|a)\s+{role}\s+(?:of|for)\s+(?:the\s+)?{body}",
            rf"\b(?:the\s+)?{role}\s+(?:of|for)\s+(?:the\s+)?{body}(?:\s*\([A-Z]+\))?,?\s+{person}",
        ):
            for match in re.finditer(pattern, text[:200_000]):
                self._bodies.setdefault(_surname(match["p"]), re.sub(r"^(?:The|the)\s+", "", match["b"]))

    def canonical(self, name: str) -> str:
        """Return the name under which an actor is listed: persons by their first full spelling, bodies by their name."""
        name = re.sub(r"['’]s$|\s*\([A-Z]{2,6}\)$", "", name)
        known = self._listed.name_of(name) or self._listed.name_of(self._full.get(name, ""))
        if known is not None:
            return known
        if name in self._full:
            return name
        if name in self._short:
            return self._short[name]
        if re.match(rf"{_NAME}", name) and name.split()[-1][0].isupper() and not name.isupper():
            key = _skeleton(_surname(name))
            if len(key) >= 3:
                known = self._persons.setdefault(key, name)
                if len(known.split()) < len(name.split()) and known.split()[-1] == name.split()[-1]:
                    self._persons[key] = name
                return self._persons[key]
        return name

    def with_listed(self, sentence: str, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return a sentence's actors with those of the project's list that it names: they go before what overlaps with them."""
        found = list(actors)
        for start, end in self._listed.spans(sentence):
            over = [each for each in found if each.start < end and start < each.end]
            if any(self._listed.name_of(each.name) is not None for each in over):
                continue
            found = [each for each in found if each not in over]
            found.append(Actor(sentence[start:end], start, end, is_common=False, is_person=False))
        return tuple(sorted(found, key=lambda each: each.start))

    def body_of(self, speaker: str) -> str | None:
        """Return the body for which a named person speaks, as far as the report says."""
        body = self._bodies.get(_surname(speaker))
        return self.canonical(body) if body else None


def _surname(name: str) -> str:
    return re.sub(r"^(?:al|el)-", "", name.rsplit(maxsplit=1)[-1].strip(".,").lower())


def _skeleton(word: str) -> str:
    """Return a word's consonants, so that Hifter, Haftar and Hafter meet."""
    bare = re.sub(r"[^a-z]", "", word.lower())
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", bare)) if len(bare) > 4 else bare
