"""Whom "they", "the group" and "its troops" mean: an actor of the same sentence or of one just before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from events.actors import Actor, find_actors
from events.agents import of_agent
from events.event import EventType
from events.trigger import Trigger

# What may stand between a subject and its verb: "they had also been | attacked".
_CHAIN = r"\s+(?:(?:has|had|have|was|were|is|are|been|being|also|then|later|again|both|all|\w+ly|on \w+day)\s+){0,4}$"
_BODY_NOUN = r"(?:group|movement|militia|organi[sz]ation|sect|network|outfit|faction|gang|cartel|bloc|force)"
_SUBJECT = re.compile(rf"\b(?P<who>they|it|he|she|(?<=the )(?:[\w-]+\s+){{0,2}}?{_BODY_NOUN}){_CHAIN}", re.IGNORECASE)
_OBJECT = re.compile(r"\s+(?:(?:at|on|against|upon|towards?)\s+)?(?P<who>them|it)\b(?!\s+(?:was|is|had|has)\b)")
_OWN = re.compile(r"\b(?P<whose>its|their)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_OWN_NAME = re.compile(r"(?P<whose>its|their)\s", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this|these|those)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
# "The group led by X" and "the rebels in the north" are named by what follows.
_NAMED_BEHIND = re.compile(r"\s+(?:of|from|led|loyal|called|calling|known|who|which|that|based|backed|allied)\b")
_GENERIC = re.compile(
    r"(?:armed|ethnic|militant|rebel|paramilitary|extremist|jihadist|islamist|insurgent|separatist|terrorist|militia|guerrilla|same|\w+-(?:led|backed|allied))",
    re.IGNORECASE,
)
# "The banned group" is one; "the security force" is another body.
_PLAIN = re.compile(
    r"(?!(?:security|police|peacekeeping|air|task|special|government|border|joint|international|multinational|regional|aid|rights)\b)[a-z][\w-]+"
)
_IS_BODY = re.compile(rf"{_BODY_NOUN}$", re.IGNORECASE)
# Those who may be members of a body that was named: "the mercenaries" of the Wagner Group.
_MEMBERS = re.compile(
    r"(?:militants|rebels|fighters|insurgents|jihadists|mercenaries|paramilitaries|militiamen|extremists|terrorists|guerrillas|separatists)$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?:s|men|women|police|people|children|cattle|infantry|youth)$", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"\b(?:Police|Government|Ministry|Nations|Union|Agency|Republic|Council|Committee|UN|EU|AU|US|UK|NATO|Hospital|University|Court|Parliament)$"
)
_VERB = re.compile(
    r"\s+(?:\([^)]{2,60}\)\s+)?(?:has|had|have|was|were|is|are|will|also|said|says|told|met|went|took|left|held|hold|flew|fought|struck|hit|shot|made|led|drove|came|sent|began|[a-z]+ed|[a-z]+s)\b"
)
_ARMED = re.compile(
    r"\b(?:army|military|forces?|troops|soldiers|police\w*|guards|militants?|rebels?|fighters|insurgents|jihadists|bandits|gunmen|attackers|assailants|separatists|guerrillas|militia\w*|mercenaries|cartel|gang|settlers|herders|herdsmen|tribesmen|vigilantes|kidnappers|terrorists|commandos|marines|men)$",
    re.IGNORECASE,
)
_KILLED = re.compile(r"(?:kill|wound|injur)ed$")
# How many sentences before its own an antecedent may stand.
_BACK = 3


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence before, the spans of places in it, and its countries: the one that opens it may be "it"."""

    text: str
    places: frozenset[tuple[int, int]]
    countries: tuple[tuple[int, int], ...] = ()

    def actors(self) -> tuple[Actor, ...]:
        """Return who acts in it, a country that is its subject first."""
        found = find_actors(self.text, self.places)
        for start, end in self.countries:
            if self.text[:start].strip().lower() in {"", "the"} and _VERB.match(self.text, end):
                return (Actor(self.text[start:end], start, end, is_common=False, is_person=False), *found)
        return found


Sides = tuple[tuple[str, ...], tuple[str, ...]]


def stand_ins(sentence: str, trigger: Trigger) -> tuple[Actor, ...]:
    """Return the pronouns and body nouns that act at a trigger or are acted upon: "they | attacked | them".

    Examples
    --------
    >>> [a.name for a in stand_ins("On Monday they attacked.", Trigger(EventType.BATTLE, "attack", 15, 23, (0, 24)))]
    ['they']
    """
    found = []
    subject = _SUBJECT.search(sentence, max(trigger.clause[0], trigger.start - 60), trigger.start)
    if subject is not None:
        found.append(Actor(subject["who"].lower(), *subject.span("who"), is_common=True, is_person=False))
    target = _OBJECT.match(sentence, trigger.end)
    if target is not None:
        found.append(Actor(target["who"], *target.span("who"), is_common=True, is_person=False))
    return tuple(found)


def resolve(sentence: str, sides: Sides, actors: Sequence[Actor], before: Sequence[Said]) -> Sides:
    """Return sides with the names that pronouns and nominals stand for; a pronoun whose antecedent is not known names nobody.

    Parameters
    ----------
    actors
        The sentence's actors, with its `stand_ins`.
    before
        The sentences before it, the nearest last.
    """
    first = _resolved(sentence, sides[0], actors, before, sides[1])
    return first, _resolved(sentence, sides[1], actors, before, first)


def by_pronoun(trigger: Trigger, sentence: str, before: Sequence[Said]) -> Trigger:
    """Name a bare killing by "they" for what it is, where those meant go armed: "Rebels came. They killed six farmers"."""
    if trigger.type is not EventType.CASUALTIES or _KILLED.match(trigger.word) is None:
        return trigger
    subject = _SUBJECT.search(sentence, max(trigger.clause[0], trigger.start - 60), trigger.start)
    if subject is None or " been " in subject.group() or re.search(r"\b(?:was|were|is|are)\b", subject.group()):
        return trigger
    who = Actor(subject["who"].lower(), *subject.span("who"), is_common=True, is_person=False)
    for name in _antecedents(who.name, sentence, who, before):
        if not name.is_common or _ARMED.search(name.name):
            told = f"{sentence[: who.start]}{'rebels'.rjust(who.end - who.start)}{sentence[who.end :]}"
            longer = len(told) - len(sentence)
            moved = of_agent(replace(trigger, start=trigger.start + longer, end=trigger.end + longer), told)
            return replace(trigger, type=moved.type, sub_type=moved.sub_type)
        return trigger
    return trigger


def _resolved(
    sentence: str, names: tuple[str, ...], actors: Sequence[Actor], before: Sequence[Said], other: tuple[str, ...]
) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        actor = next((a for a in reversed(actors) if a.name == name), None)
        word = _stands_for(sentence, actor) if actor is not None else None
        if actor is None or word is None:
            found.append(name)
            continue
        meant = (each.name for each in _antecedents(word, sentence, actor, before) if each.name not in other)
        best = next(meant, None if word == name and word in _PRONOUNS else name)
        if best is not None:
            found.append(best)
    return tuple(dict.fromkeys(found))


_PRONOUNS = frozenset({"they", "it", "he", "she", "them"})


def _stands_for(sentence: str, actor: Actor) -> str | None:
    """Return the word that points back: a pronoun, that of "its troops", or "militants" for "the militants"; None for a name."""
    if actor.name in _PRONOUNS:
        return actor.name
    own = _OWN_NAME.match(actor.name) or (_OWN.search(sentence[: actor.start]) if actor.is_common else None)
    if own is not None:
        return "it" if own["whose"].lower() == "its" else "they"
    *adjectives, head = actor.name.split()
    is_group = _IS_BODY.search(head) is not None
    generic = [_GENERIC.fullmatch(word) or (is_group and _PLAIN.fullmatch(word)) for word in adjectives]
    if not actor.is_common or not all(generic):
        return None
    if not _DEFINITE.search(sentence[: actor.start]) or _NAMED_BEHIND.match(sentence, actor.end):
        return None
    return head.lower()


def _antecedents(word: str, sentence: str, actor: Actor, before: Sequence[Said]) -> Iterator[Actor]:
    """Yield whom a word may mean, the likeliest first."""
    here = Said(sentence[: max(0, actor.start)], frozenset())
    near = [here, *reversed(before[-_BACK:])] if word in _PRONOUNS else list(reversed(before[-_BACK:]))
    told = [(said, each) for said in near for each in said.actors()]
    if word in _PRONOUNS:
        # The first actor of a sentence is mostly its subject.
        yield from (each for said, each in told if _agrees(word, said, each))
        return
    same_head = [e for _, e in told if e.is_common and " " in e.name and e.name.lower().endswith(f" {word}")]
    yield from (e for e in same_head if not all(_GENERIC.fullmatch(part) for part in e.name.split()[:-1]))
    if any(each.name.lower() == word for _, each in told):
        return  # "Militants attacked. The militants fled": they were told of by no name
    if _IS_BODY.search(word) or _MEMBERS.match(word):
        yield from (each for said, each in told if _is_band(said, each))


def _agrees(word: str, said: Said, actor: Actor) -> bool:
    if actor.name.lower() in _PRONOUNS or (not actor.is_common and not _is_subject(said, actor)):
        return False
    is_individual = actor.is_person and " " in actor.name
    if word in {"he", "she"}:
        return is_individual
    if is_individual:
        return False
    is_plural = actor.is_common and _PLURAL.search(actor.name) is not None
    return is_plural or not actor.is_common if word in {"they", "them"} else not is_plural


def _is_band(said: Said, actor: Actor) -> bool:
    """Say whether an actor is a named body that may be called a group, and whose members militants or rebels."""
    if _OFFICIAL.search(actor.name) or (actor.is_person and " " in actor.name):
        return False
    if actor.is_common:
        return _MEMBERS.search(actor.name) is not None and actor.name[0].isupper() and " " in actor.name
    return _is_subject(said, actor) or not actor.is_person


def _is_subject(said: Said, actor: Actor) -> bool:
    """Say whether a name opens its sentence or has a verb behind it; a lone capitalised word elsewhere may be anything."""
    lead = said.text[: actor.start].strip().lower()
    return not actor.is_person or lead in {"", "the"} or _VERB.match(said.text, actor.end) is not None
