"""Names that stand before a noun: "Grad rockets" names no actor, "Russian attacks" and "Hamas positions" do."""

import re
from collections.abc import Sequence

from events.actors import Actor

# Whose these are, is a party to the fight.
_MILITARY = (
    r"(?:positions?|targets?|bases?|camps?|hide-?outs?|strongholds?|convoys?|checkpoints?|outposts?|posts?|patrols?|depots?|arsenals?|headquarters|compounds?|cells?|lines|sites?|vehicles|columns?|"
    r"attacks?|assaults?|raids?|offensives?|advances?|ambush(?:es)?|incursions?|counter-?attacks?|counter-?offensives?|strikes?|shelling|bombardments?|leaders?|chiefs?|supporters|fronts?|groups?|units?|wings?|blocs?|networks?|splinter\w*|delegations?|militias?)"
)
_NOUN = re.compile(r"\s+(?P<noun>[a-z][\w-]*)")
# What may follow a name that stands for itself.
_NO_NOUN = re.compile(
    r"(?:in|on|at|to|from|of|by|with|for|near|over|into|onto|against|across|around|along|about|through|inside|outside|under|behind|beside|beyond|between|amid|without|within|towards?|north|south|"
    r"east|west|late|early|last|this|that|and|or|nor|but|who|which|whose|when|while|where|as|after|before|until|till|during|since|because|if|than|then|also|later|again|now|twice|once|not|just|"
    r"is|are|was|were|be|been|has|had|have|will|would|could|should|may|might|can|did|does|do|said|says|told|took|shot|hit|struck|held|fought|began|went|came|sent|led|left|lost|won|met|fell|drove|"
    r"flew|made|set|blew|broke|ran|threw|put|cut|beat|overran|retook|withdrew|killing|leaving|wounding|injuring|\w+ed|\w+ly)",
    re.IGNORECASE,
)
# "Russian", "the Syrian army", "Boko Haram", "rebel"; and what more may stand before the attack that is theirs.
_WHO = (
    r"(?P<who>(?:(?:(?:al|el)-)?(?:U\.[SKN]\.|[A-Z][\w'’-]*)\s+){0,4}(?:rebel|militant|insurgent|jihadist|separatist|regime|junta|government|army|military|coalition|police|militia|navy|paramilitary)\s+"
    r"|(?:(?:(?:al|el)-)?(?:U\.[SKN]\.|[A-Z][\w'’-]*)\s+){1,4})"
)
_KIND = r"(?:(?:air|drone|missile|rocket|mortar|artillery|ground|armou?red|suicide|armed|deadly|major|fresh|new|big|large|dawn|night|overnight|surprise|cross-border|retaliatory)\s+){0,2}"
_BY_NAME = re.compile(rf"{_WHO}{_KIND}$")
_NO_AUTHOR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|Ramadan|Eid|New Year|Tet|The|A|An|This|"
    r"That|Another|Deadly|Suicide|Heavy|Fresh|Overnight|Recent|Several|Two|Three|More|Air|Car|Truck|Rocket|Mortar|Drone|Missile|Armed|Artillery|Ground)\b"
)
# An attack known by a name is mostly named for where it was; a people's, an acronym's and a force's are theirs.
_NAMED_FOR = re.compile(r"\bthe\s+(?:(?:19|20)\d\d\s+)?$", re.IGNORECASE)
_OF_A_PARTY = re.compile(
    r"^(?:al|el)-|^(?:[A-Z]\w*(?:n|i|ish|ese)|[A-Z]{2,6}|U\.[SKN]\.)\b|(?:\b[a-z]+|Taliban|Hamas|Hezbollah|Houthis?|State|Haram)$"
)
WEAPONS = re.compile(
    r"\b(?:warplanes|aircraft|jets|drones|artillery|helicopters|tanks|gunboats|warships)$", re.IGNORECASE
)
_WITH = re.compile(r"\bwith\s+(?:heavy\s+|its\s+|their\s+)?$", re.IGNORECASE)
_OF_A_JET = re.compile(r"\s+(?:jets?|planes?|aircraft|bombers?)\b", re.IGNORECASE)
_REPELS = re.compile(
    r"\b(?:repel(?:led|ling|s)?|repuls(?:ed|ing)|(?:beat|beaten|drove|driven|fought|fighting|fended|held|push(?:ed|ing)|threw) (?:back|off)|withst(?:ood|anding)|thwart(?:ed|ing)?|foil(?:ed|ing)?|"
    r"halt(?:ed|ing)|stopp(?:ed|ing)|broke up)\s+(?:(?:an?|the|two|three|four|five|six|seven|eight|nine|ten|\d+|several|another|repeated)\s+)*$",
    re.IGNORECASE,
)
_ATTACK = re.compile(
    rf"\s+(?:(?:an?|the|two|three|four|five|six|seven|eight|nine|ten|\d+|several|another|repeated|off|back)\s+)*{_WHO}{_KIND}"
    r"(?:attacks?|assaults?|raids?|offensives?|advances?|ambush(?:es)?|incursions?|counter-?attacks?)\b"
)


def is_attribute(sentence: str, actor: Actor) -> bool:
    """Say whether a name only describes the noun behind it, and that is nothing of a party's: "Grad rockets", "Shiite mosque"."""
    following = _NOUN.match(sentence, actor.end)
    if actor.is_common or following is None or _NO_NOUN.fullmatch(following["noun"]):
        return False
    return re.fullmatch(_MILITARY, following["noun"]) is None


def is_of_a_party(sentence: str, actor: Actor) -> bool:
    """Say whether a name stands before what a party to a fight holds: "Hamas positions"."""
    following = _NOUN.match(sentence, actor.end)
    return following is not None and re.fullmatch(_MILITARY, following["noun"]) is not None


def author(sentence: str, start: int, places: Sequence[tuple[int, int]]) -> tuple[str, int]:
    """Return whose act the noun at ``start`` is said to be, and where the name begins; "" where it is nobody's.

    Parameters
    ----------
    places
        Spans of place names: "the Mumbai attacks" were made there, by nobody of that name.

    Examples
    --------
    >>> author("Troops drove off an al-Shabaab assault.", 31, ())
    ('al-Shabaab', 20)
    """
    found = _BY_NAME.search(sentence, max(0, start - 60), start)
    while found is not None and (_NO_AUTHOR.match(found["who"]) or not sentence[: found.start()].strip(" \"“'‘")):
        # The first word of a sentence is capitalised whatever it is.
        at = found.start() + len(found["who"].split()[0])
        found = _BY_NAME.search(sentence, at, start)
    if found is None or found["who"].rstrip().endswith(("'s", "’s")):
        return "", start
    if _NAMED_FOR.search(sentence, 0, found.start()) and not _OF_A_PARTY.search(found["who"].strip()):
        return "", start  # "the 2013 Westgate attack"
    a, b = found.start("who"), found.start("who") + len(found["who"].rstrip())
    if any(a < end and first < b for first, end in places):
        return "", start
    return found["who"].strip(), a


def is_repelled(sentence: str, start: int) -> bool:
    """Say whether what begins at ``start`` is what somebody beat back: "drove off an | al-Shabaab assault"."""
    return _REPELS.search(sentence, max(0, start - 60), start) is not None


def repelled(sentence: str, end: int) -> str:
    """Return whose attack it is that the verb before ``end`` beat back: "repelled six Russian attacks"; "" where it is not said."""
    found = _ATTACK.match(sentence, end)
    return found["who"].strip() if found is not None else ""


def is_a_means(sentence: str, actor: Actor) -> bool:
    """Say whether words name what somebody fights with: "retaliated with artillery", "a fighter jet"."""
    is_with = _WITH.search(sentence, max(0, actor.start - 20), actor.start) is not None
    return (is_with and WEAPONS.search(actor.name) is not None) or _OF_A_JET.match(sentence, actor.end) is not None
