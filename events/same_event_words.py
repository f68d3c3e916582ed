"""The words of a sentence that tell one happening from another: without days, places, figures and small words, by their stems."""

import re
from functools import lru_cache

from events.event import Event

_OWNER = re.compile(r"['’]s\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[^\W\d_a-z][\w’'-]+(?:\s+[^\W\d_a-z][\w’'-]+)*")
# "Israeli", "Ukrainian", "Turkish": half the sentences of a war have one.
_PEOPLE = re.compile(r"[^\W\d_]+(?:ian|ean|ese|ish|aqi|eli|ani|ali|yan|can|eni)s?")
# Words of the trade, and those that say when: they are in every report.
_SMALL = frozenset(
    """a about according after again against all also among an and another any are around as at away back be been before being
    between both but by came during each early east eastern far five for four from had has have he her his hour hundred in into is it
    its later least less local many men more morning most near news night nine north northern of off official officials on one only or
    other out over own people person police reported said same saying says seven several she six since so some south southern spokesman
    state statement suspected than that the their them then there they this those three through to told town two under until up was
    week were west western when where which while who whom with within would year yesterday today killed killing kill died dead death
    wounded injured wounding injuring hurt toll city village province region district area country monday tuesday wednesday thursday
    friday saturday sunday january february march april may june july august september october november december overnight late
    ten eight twenty dozens""".split()
)
# Different words for one thing; the first stands for all.
_ALIKE = (
    ("bomb", "explosive", "blast", "explosion", "explode", "blew", "detonate", "device"),
    ("car", "vehicle", "truck", "lorry"),
    ("bus", "coach", "minibus"),
    ("soldier", "serviceman", "troop", "army", "military", "patrol"),
    ("officer", "policeman", "policewoman", "inspector", "sergeant", "constable"),
    ("child", "student", "pupil", "schoolchild"),
    ("farmer", "villager", "resident"),
    ("worker", "labourer", "employee"),
    ("house", "home", "apartment", "building", "block"),
    ("fire", "blaze", "burn", "torch", "arson", "flame", "smoke"),
    ("prison", "jail", "cell", "inmate", "prisoner", "convict"),
    ("school", "college", "classroom", "campus"),
    ("cafe", "bakery", "restaurant", "bar", "nightclub", "club"),
    ("wedding", "marriage"),
    ("quake", "earthquake", "tremor"),
    ("loot", "plunder", "ransack"),
    ("consulate", "embassy", "mission"),
    ("massacre", "slaughter", "behead", "throat"),
    ("collapse", "ruin", "rubble"),
    ("miss", "vanish", "unaccounted"),
    ("storm", "raid", "overran", "assault", "stormed"),
    ("foreigner", "migrant"),
    ("warplane", "plane", "jet", "aircraft", "fighter-jet"),
    ("shell", "shelling", "artillery", "mortar"),
    ("strike", "bombard", "bombardment"),
    ("protest", "demonstrate", "demonstration", "demonstrator", "protester", "march", "rally"),
    ("abduct", "kidnap", "hostage", "seize"),
    ("arrest", "detain", "capture"),
    ("ship", "tanker", "vessel", "boat"),
    ("mosque", "prayer", "worshipper"),
    ("church", "cathedral"),
    ("rebel", "militant", "insurgent", "guerrilla", "jihadist", "fighter"),
    ("gunman", "gunmen", "armed", "assailant", "attacker", "bandit", "shot", "shoot", "shooting", "gun"),
    ("market", "bazaar"),
    ("hospital", "clinic"),
    ("commander", "leader", "chief"),
    ("harbour", "port"),
    ("coal", "mine", "miner"),
)  # fmt: skip
_FIRST = {word: words[0] for words in _ALIKE for word in words}


def telling_stems(event: Event) -> frozenset[str]:
    """Return the stems of what an event's sentence tells, without the words of its place and of who says so."""
    name = event.where.toponym.text if event.where is not None else ""
    return _stems(event.sentence) - _stems(" ".join([name, *(claim.by for claim in event.claims)]))


def telling_names(event: Event) -> frozenset[str]:
    """Return the names in an event's sentence that are not its place, in small letters, without the first word of the sentence."""
    place = event.where.toponym.text if event.where is not None else ""
    # "Nigeria's Plateau" is two names.
    found = {part.casefold() for name in _NAME.finditer(event.sentence[:2_000]) for part in _OWNER.split(name.group())}
    return frozenset(
        name for name in found if name not in _SMALL and name not in place.casefold() and not _PEOPLE.fullmatch(name)
    )


@lru_cache(maxsize=50_000)
def _stems(text: str) -> frozenset[str]:
    words = (word.group().casefold() for word in _WORD.finditer(text[:2_000]))
    stems = (
        stem_of(word)
        for word in words
        if word not in _SMALL and word.removesuffix("s") not in _SMALL and len(word) > 1 and not _PEOPLE.fullmatch(word)
    )
    return frozenset(stem for stem in stems if stem not in _SMALL)


def stem_of(word: str) -> str:
    """Return what the forms of an English word share, and one word for those that mean the same here.

    Examples
    --------
    >>> stem_of("exploded"), stem_of("bombs"), stem_of("policemen")
    ('bomb', 'bomb', 'officer')
    """
    word = word.removesuffix("'s").removesuffix("’s")
    if word in _FIRST:
        return _FIRST[word]
    word = re.sub(r"men$", "man", word)
    for end, other in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if word.endswith(end) and len(word) - len(end) > 2:
            bare = word[: -len(end)] + other
            break
    else:
        bare = word
    return next((_FIRST[form] for form in (bare, f"{bare}e") if form in _FIRST), bare.removesuffix("e"))
