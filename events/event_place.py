"""Where an event happened: the place of its clause that the grammar gives to it, or the one that "the town" points back to."""

import re
from collections.abc import Sequence

from events.actors import body_names
from events.claims import FoundClaim
from events.event import DateMention, EventType
from events.layout import Sentence
from events.listed_places import listed_places
from events.place_ties import best_place, chances_of, likely_places
from events.trigger import Trigger
from gazetteer import Resolution

_LOCATIVE = re.compile(
    r"\b(?:in|at|near|on|outside|inside|around|across|into|over|between|through|throughout|towards?|along|off|of|to|from|within)\s+(?:the\s+|its\s+)?(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"\b(?:from|via)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:the|that|this)\s+(?:[a-z]+\s+)?(?:town|city|village|area|district|base|airport|port|capital|province|region|camp)\b|\bthere\b|"
    # No army, but a town has an airport and a market.
    r"\bits\s+(?:(?:main|central|old|only|international)\s+)?(?:airport|outskirts|suburbs|streets|market|bazaar|hospital|town hall|city hall)\b|"
    # "It" is a place behind verbs of going to one, holding one or fighting for one.
    r"\b(?:re-?)?(?:captur|seiz|occup|liberat|enter|reach|besieg|surround|storm|abandon|evacuat|shell|bombard)(?:ed|es|ied|ing|e)? it\b|"
    r"\b(?:retaken|retook|re-?took|overran|overrun|overrunning|held|holding|left|fled) it\b",
    re.IGNORECASE,
)
_COUNTRYWIDE = re.compile(
    r"\b(?:nation-?wide|country-?wide|(?:across|throughout|around|all over) the (?:whole |entire )?(?:country|nation))\b",
    re.IGNORECASE,
)
_THERE = re.compile(r"\s*[,:;–—-]\s*(?:and\s+|but\s+|where\s+)?there\b", re.IGNORECASE)
# "A statue of Columbus", "burned a flag of Israel": whom or what it shows, not where it is.
_SHOWN = re.compile(
    r"\b(?:statues?|busts?|portraits?|effig(?:y|ies)|pictures?|posters?|photo(?:graph)?s?|images?|murals?|flags?) of\s+(?:the\s+)?(?:[A-Z][\w.'’-]*\s+){0,3}$"
)
# So many characters before a name are looked at for what shows it.
_SHOWN_WITHIN = 80
# What a country does stands right behind it; one behind a preposition, an "and" or another name is where something is.
_ACTS = re.compile(r"\s+(?:(?:has|had|have|also|later|then|on \w+|\w+ly|said it)\s+){0,3}")
_GOVERNED = re.compile(
    r"\b(?:in|at|near|of|from|to|into|across|inside|outside|around|with|against|over|through|for|by|on|between|off|within|and|or|that|which)\s+(?:the\s+|\w+ern\s+)*$|[\w]+,\s+$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\w+ed\b|(?:sent|took|held|hit|struck|shot|fought|flew|brought|overran|retook|lost|met|began|drove|won|blew|withdrew)\b",
    re.IGNORECASE,
)
# "Egypt and | Sudan held talks"; "clashes between | Armenia and Azerbaijan".
_PAIR = re.compile(r"\s+and\s+(?:the\s+)?")
_SECOND = re.compile(r"(?:^|[.,;]\s+|\bthat\s+)(?:the\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*\s+and\s+(?:the\s+)?$")
_OPPOSED = re.compile(
    r"\b(?:clash\w*|fighting|battles?|skirmish\w*|fire|talks|negotiations|agreement|treaty|deal|truce|cease-?fire)\s+between\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CAME = re.compile(r"\s+(?:came|comes|follows|followed|happened|occurred|coincides|coincided|prompted|sparked|drew)\b")
# "Rebels in the east attacked the town of Bunagana": the object, or what is called by its kind, is where.
_OBJECT = re.compile(
    r"\b(?:town|city|village|port|district|camp|base|settlement|suburb|neighbou?rhood|township|hamlet)\s+of\s+$",
    re.IGNORECASE,
)
# "A truce brokered by the United States": who brought it about, not where it holds.
_BROKER = re.compile(
    r"\b(?:brokered|mediated|negotiated|sponsored|facilitated|backed|supervised|hosted) by (?:the )?$", re.IGNORECASE
)
# In points of `_score`: the only place of a sentence, in the trigger's clause and near, behind a preposition, needs no learned say.
_SURE = 1.5
# Of these types one sentence may tell one event in each of several places.
_SEVERAL = frozenset(
    {
        EventType.PROTEST,
        EventType.RIOT,
        EventType.DISASTER,
        EventType.STRIKE,
        EventType.SHELLING,
        EventType.BATTLE,
        EventType.BOMBING,
        EventType.ARREST,
        EventType.AID,
        EventType.TERRITORY,
        EventType.VIOLENCE,
        EventType.ABDUCTION,
        EventType.DISPLACEMENT,
    }
)


def places_of(
    text: str,
    sentence: tuple[int, int],
    trigger: Trigger,
    resolutions: Sequence[Resolution],
    claims: Sequence[tuple[int, int]],
    dates: Sequence[DateMention] = (),
    others: Sequence[Trigger] = (),
) -> tuple[Resolution, ...]:
    """Return where a trigger's event happened: usually one place, several where the text lists them, none where it names none.

    Parameters
    ----------
    sentence, claims
        Spans in the text: the sentence, and the phrases that say who speaks in it.
    resolutions, dates, others
        Places, dates and triggers of the sentence: a place in another trigger's clause is in no list with one of this.
    """
    # "Marched in Santiago, a day after police shot dead a student in Valparaíso": another day's place is not this one's.
    elsewhere = [o.clause for o in others if o.recalled is not None and o.clause != trigger.clause]
    here = [
        r
        for r in resolutions
        if not r.is_adjective and not any(a <= r.toponym.start - sentence[0] < b for a, b in elsewhere)
    ]
    scored = [(_score(text, sentence, trigger, r, claims), r) for r in here]
    scored = [(score, r) for score, r in scored if score > 0]
    if not scored:
        return ()
    is_sure = len(scored) == 1 and scored[0][0] >= _SURE
    chances = {} if is_sure else chances_of(text[slice(*sentence)], sentence[0], trigger, resolutions)
    likely = likely_places(scored, chances)
    if not likely:
        return ()
    taken = [other.clause for other in others if other.clause != trigger.clause]
    best = best_place(sentence[0], likely, chances, taken)
    if trigger.type in _SEVERAL and best.relation is None:
        free = [r for _, r in scored if not any(a <= r.toponym.start - sentence[0] < b for a, b in taken)]
        return tuple(listed_places(text, best, free, dates)) if best in free else (best,)
    return (best,)


def acting_countries(
    sentence: Sentence, here: Sequence[Resolution], triggers: Sequence[Trigger]
) -> tuple[Resolution, ...]:
    """Return the countries that do what the sentence tells, and are no place of it: "Azerbaijan has recaptured the town"."""
    text = sentence.text
    countries = [
        r for r in here if r.place is not None and r.place.feature_code.startswith("PCL") and not r.is_adjective
    ]
    found: list[Resolution] = []
    after = -1
    for r in reversed(countries):  # of "Egypt and Sudan held talks" the second acts, and so does the first
        a, b = r.toponym.start - sentence.start, r.toponym.end - sentence.start
        acts = any(_ACTS.fullmatch(text, b, t.start) for t in triggers if t.start > b and _is_act(r, t))
        pair = after >= 0 and _PAIR.fullmatch(text, b, after) is not None
        before = text[max(0, a - 40) : a]
        if (acts or pair) and (_GOVERNED.search(before) is None or (acts and _SECOND.search(before))):
            found.append(r)
            after = a
        elif _OPPOSED.search(before):
            found += [r, *countries[countries.index(r) + 1 :][:1]]
        else:
            after = -1
    return tuple(found)


def _is_act(country: Resolution, trigger: Trigger) -> bool:
    """Say whether a trigger behind a country's name is its act: "Mali attacked", no "Mali attack" but "a US attack"."""
    return _VERB.match(trigger.word) is not None or country.toponym.text in {"U.S.", "US", "U.K.", "UK"}


def outside_bodies(sentence: Sentence, here: Sequence[Resolution]) -> list[Resolution]:
    """Leave out the places that are only words in a body's name, or what a picture shows: "Kachin Independence Army"; "Mali's Army" names Mali."""
    names = [(a + sentence.start, b + sentence.start) for a, b in body_names(sentence.text)]
    kept = []
    for r in here:
        at, end = r.toponym.start, r.toponym.end
        within = any(a <= at and end <= b and (at, end) != (a, b) for a, b in names)
        is_owner = re.match(r"['’]s\b", sentence.text[end - sentence.start :]) is not None
        if _SHOWN.search(sentence.text[: at - sentence.start][-_SHOWN_WITHIN:]) and not r.is_adjective:
            continue
        if not within or is_owner or r.is_adjective:
            kept.append(r)
    return kept


def outside_speakers(sentence: Sentence, here: Sequence[Resolution], claims: Sequence[FoundClaim]) -> list[Resolution]:
    """Leave out the places that only speak in a sentence, which are where nothing happened: "the village fell, Moscow said"."""
    said = [(claim.start + sentence.start, claim.end + sentence.start, claim.by) for claim in claims]
    return [
        r
        for r in here
        if r.is_adjective
        or not any(a <= r.toponym.start < b and _bare_name(by) == _bare_name(r.toponym.text) for a, b, by in said)
    ]


def _bare_name(name: str) -> str:
    return " ".join(name.split()).lower().removeprefix("the ")


def points_back(words: str) -> bool:
    """Say whether words mean a place named before: "the town", "there"."""
    return _BACK.search(words) is not None


def is_countrywide(words: str) -> bool:
    """Say whether a sentence counts over a whole country: "nationwide", "across the country"."""
    return _COUNTRYWIDE.search(words) is not None


def words_back(words: str, start: int) -> str:
    """Return the last words from ``start`` on that mean a place named before, else the last of all; "" for none."""
    found = [(match.start(), match.group()) for match in _BACK.finditer(words)]
    inside = [said for at, said in found if at >= start]
    return inside[-1] if inside else found[-1][1] if found else ""


def means_known_place(sentence: Sentence, trigger: Trigger, found: Sequence[Resolution]) -> bool:
    """Say whether a clause without a place of its own says "the town": a place in another clause is not meant then.

    Right behind the name, "there" means it: "not so in Patna: there, a crowd threw stones".
    """
    a, b = sentence.start + trigger.clause[0], sentence.start + trigger.clause[1]
    is_own = any(a <= where.toponym.start < b for where in found)
    if is_own or any(_THERE.match(sentence.text, where.toponym.end - sentence.start) for where in found):
        return False
    return points_back(sentence.text[trigger.clause[0] : trigger.clause[1]])


def is_definite(sentence: str, start: int) -> bool:
    """Say whether the words at ``start`` mean something told before: "the attack", "this raid"."""
    return sentence[:start].lower().endswith(("the ", "this ", "that "))


def is_told_again(sentence: str, start: int, end: int) -> bool:
    """Say whether words only set an event told before against another: "The attack came two weeks after the talks"."""
    is_definite = sentence[:start].strip().lower() in {"the", "this", "that"}
    return is_definite and _CAME.match(sentence, end) is not None


def _score(
    text: str, sentence: tuple[int, int], trigger: Trigger, r: Resolution, claims: Sequence[tuple[int, int]]
) -> float:
    start = r.relation.start if r.relation else r.toponym.start
    at = sentence[0] + trigger.start
    before = text[max(sentence[0], start - 40) : start]
    score = 1.0
    if r.place is None:
        score -= 0.15
    elif r.where_prec is not None and r.where_prec >= 6:
        score -= 0.5
    elif r.toponym.is_coordinates:
        score += 0.3
    in_clause = sentence[0] + trigger.clause[0] <= r.toponym.start < sentence[0] + trigger.clause[1]
    score += 0.5 if in_clause else 0.0
    gap = start - (sentence[0] + trigger.end) if start >= at else at - r.toponym.end
    score -= max(0, gap) / 150 + (0.1 if start < at else 0.0)
    if r.relation is not None or _LOCATIVE.search(before):
        score += 0.3
    if r.place is not None and (
        _OBJECT.search(before) or text[sentence[0] + trigger.end : start].lower() in {" ", " the "}
    ):
        score += 0.3
    if (
        _ORIGIN.search(before)
        and trigger.type not in {EventType.DISPLACEMENT, EventType.BATTLE, EventType.TERRITORY}
        and r.relation is None
    ):
        score -= 0.8
    # "Alasabaa town, western Tripoli": what follows a place behind a comma only says where that one is.
    if re.search(r"\w,\s+$", before) and r.relation is not None:
        score -= 0.4
    if _BROKER.search(before):
        score -= 1.5
    if r.toponym.is_metonym or re.match(r"-(?:based|backed|led|held|born)", text[r.toponym.end : r.toponym.end + 8]):
        score -= 1.5
    if any(a <= r.toponym.start < b for a, b in claims):
        score -= 1.0
    if re.match(r"['’]s\b", text[r.toponym.end : r.toponym.end + 3]) and r.relation is None:
        score -= 0.3
    return score
