"""One person of whose death a sentence tells by its grammar alone: "... was assassinated", "the murder of Ana Rojas", "his body was found"."""

import re
import tomllib
from pathlib import Path

from events.counts import Count
from events.word_tree import tree_of_any_case

_TABLE = tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8"))
_PERSON = tree_of_any_case(_TABLE["persons"])
_BY_VERB = "one person, as the verb says"
_BY_NOUN = "one person, as “{}” says"
_LONGEST = 240
_NAME_AND_SURNAME = 2
_ADVERB = r"(?:also\s+|later\s+|reportedly\s+|apparently\s+|\w+ly\s+)?"

# What was murdered is one person, whoever it was; what was killed may be a bill.
_WAS_KILLED = re.compile(
    rf"\b(?:was|has been|had been)\s+{_ADVERB}(?:(?:murdered|assassinated|gunned down|shot dead|shot and killed|slain|lynched|beheaded|found dead|"
    r"(?:kidnapped|abducted|tortured) and (?:then )?(?:murdered|killed|executed)|(?:shot|stabbed|beaten|hacked|burned) to death)|(?P<killed>killed))\b",
    re.IGNORECASE,
)
# "He died tonight in hospital": whose subject is one person, by its noun.
_DIED = re.compile(
    rf"\b(?:(?:has|had)\s+)?{_ADVERB}(?:(?<!\bto )(?<!\bnot )died|passed away|perished|lost (?:his|her) life|succumbed to)\b(?!\s+(?:down|out|aged|peacefully|at (?:the age|\d)|of (?:natural|old age|cancer|a heart|heart|an? (?:long )?illness|pneumonia|covid|aids)|in (?:19|20)\d\d|in (?:his|her) (?:sleep|\w+ties))\b)",
    re.IGNORECASE,
)
# Of whom only a pronoun tells may have died of anything.
_VIOLENTLY = re.compile(
    r"\b(?:victim|(?:taken|rushed|brought|flown) to|shot|shots|bullets?|wounds?|injuries|stabbed|blast|explosion|bomb|grenade|attack|ambush|beaten|crossfire|gunfire|fire)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:^|[.;:“”\"]|--|\b(?:that|when|after|before|while|where|because|and|but|although|as)\s)(?P<subject>(?:(?!\b(?:that|when|after|before|while|where|because|and|but|although|as)\s)[^.;:“”\"])*)$",
    re.IGNORECASE,
)
# "Who was murdered" stands behind its one person; "asked who was murdered" behind a question, and of many "everyone who" tells.
_WHO = re.compile(r"(?P<lead>(?:^|[\s,])[^.;:]{0,80}?\S),?\s+who\s*$", re.IGNORECASE)
_NO_ONE_WHO = re.compile(
    r"\b(?:ask\w*|know\w*|said|say|says|tell\w*|told|see|learn\w*|determine|everyone|everybody|anyone|anybody|someone|somebody|nobody|no one|those|one|all|each|any|every)(?: of (?:them|those))?,?$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:it|which|what|who|whom|whoever|everyone|everybody|anyone|anybody|someone|no[ -]?one|nobody|none|neither|nothing|famil(?:y|ies)|group|crew|population|people|if|whether|not|number|tolls?)\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|several|many|\d{1,3}) (?!years?\b|km\b|miles\b|\w+ (?:of|in|on) age)[a-z]|^\s*no\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:bill|deal|project|plan|proposal|amendment|measure|story|idea|hopes?|process|cow|dog|horse|sheep|goat|camel|elephant|lion|animal|cattle|livestock|herd|talks|"
    r"force|unit|army|battalion|patrol|convoy)\b",
    re.IGNORECASE,
)
_NOUN = r"(?:murder|assassination|killing|slaying|death|execution)"
_DEATH_OF = re.compile(
    rf"\b{_NOUN} (?:(?:late |early )?(?:on|in|last|this) [^.,;]{{1,40}}? )?of (?:(?!(?:the|his|her|their|its|by|in|at|and|with|of|on|two|three|several|many)\b)"
    rf"[\w'’-]*[^\Ws] ){{0,4}}?(?P<who>{_PERSON}|[a-z]+(?<!hu)man)\b(?!['’-]| and\b)",
    re.IGNORECASE,
)
# Of murders and assassinations only persons are the object, so that a name needs no noun beside it.
_MURDER_OF = re.compile(
    r"\b(?P<noun>murder|assassination|slaying)(?:,? (?:(?:late |early |yesterday|today|tonight|(?:on|in|last|this) )[^.,;]{0,40}?)?)? of (?P<who>[^,;:()\[\]\"”]{2,110})",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(
    r"(?<!\b[a-z]{2})(?<!\b[a-z])(?<!msgr)(?<!\bgen)(?<!\bcol)(?<!\bsen)(?<!\bgov)(?<!\brev)\.(?:\s|$)|\s(?:in|on|at|by|near|from|with|during|when|while|after|before|to|for|who|whose|which|that|was|were|is|are|has|have|had|took|takes|occurred|yesterday|today|"
    r"tonight|last|this|early|late|as|but|committed|perpetrated|carried|will|would|could|may|the (?:night|day|morning|evening|afternoon)|\d)\b|\s--",
    re.IGNORECASE,
)
_MANY = re.compile(
    rf"\b(?:{'|'.join(sorted({*(f'{p}s' for p in _TABLE['persons']), *(w for w in (*_TABLE['civil'], *_TABLE['armed']) if w.endswith(('s', 'men', 'people', 'children', 'women')))}, key=len, reverse=True))}|"
    r"people|men|women|children|clergy|several|many|some|other|others|more|these|those|their|family|families|group|innocent|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)\b",
    re.IGNORECASE,
)
_ONE = re.compile(rf"\b(?:{_PERSON}|[a-z]+(?<!hu)(?<!wo)man|woman)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:^|\s)(?:he|she)$", re.IGNORECASE)
# "Castillo's murder", "his assassination"; not "the army's killing of", "the country's murder rate".
_POSSESSED = re.compile(
    r"(?:\b(?P<whose>his|her)|(?P<owner>\b[\w-]+)(?:['’]s|(?<=[sz])['’]))\s+(?:(?:brutal|recent|cowardly|savage|vile|violent)\s+)?(?P<noun>murder|assassination|slaying)\b"
    r"(?!\s+(?:of|attempt\w*|plot\w*|plan\w*|threat\w*|rate|trial|case|charges?|squads?|weapon|victims?|investigation|in cold)\b)",
    re.IGNORECASE,
)
_NO_OWNER = re.compile(
    r"(?:today|yesterday|night|day|week|month|year|morning|evening|country|nation|world|city|state|army|police|group|government|guerrilla|party|people|men|women|children|cartel|movement|front)$",
    re.IGNORECASE,
)
_TIMES = {"double": 2, "triple": 3, "quadruple": 4}
_SEVERAL = re.compile(
    rf"\b(?P<times>{'|'.join(_TIMES)}) (?:murder|assassination|homicide|killing)\b(?! (?:of|attempt|plot))",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:(?P<whose>his|her|whose)|(?:[\w-]+)(?:['’]s|(?<=[sz])['’]))\s+(?:[\w-]+\s+){0,3}?(?:body|corpse)\s+(?:(?:was|has been|had been|is|turned up)\b(?!\s+(?:not|never))|show(?:ed|s)|bore|appeared|lay)"
    rf"|\bthe (?:[\w-]+\s+){{0,2}}?(?:body|corpse) of (?:the\s+)?(?P<who>[^,;:.\"]{{2,90}}?)(?:,[^,;:.\"]{{2,90}},)?\s+(?:was|has been|had been)\s+{_ADVERB}(?:found|discovered|recovered|dumped|identified|left)\b",
    re.IGNORECASE,
)


def lone_death(text: str) -> Count | None:
    """Return the one person of whose death a sentence tells, by its grammar; for sentences that count none.

    In texts in capitals names cannot be told from other words: "was assassinated" says one person by itself.

    Examples
    --------
    >>> lone_death("a magistrate called mariela, of Cali, was assassinated today.").best
    1
    >>> lone_death("They condemned the murder of Ana Rojas.").best
    1
    >>> lone_death("The bill was killed in the Senate.")
    >>> lone_death("They condemned the murder of political leaders.")
    """
    return _of_noun(text) or _of_verb(text) or _of_body(text)


def _count(start: int, end: int, who: str, rule: str) -> Count:
    return Count(1, 1, 1, start, end, end, who, rule, is_noun=True)


def _of_noun(text: str) -> Count | None:
    of = _DEATH_OF.search(text)
    if of is not None:
        return _count(of.start("who"), of.end("who"), of["who"], _BY_VERB)
    for match in _MURDER_OF.finditer(text):
        stop = _PHRASE_ENDS.search(match["who"])
        phrase = match["who"][: stop.start() if stop else None].strip(" .")
        if phrase and (found := _of_names(phrase, match.start("who"), match["noun"])) is not None:
            return found
    several = _SEVERAL.search(text)
    if several is not None:
        best = _TIMES[several["times"].lower()]
        return Count(
            best, best, best, several.start(), several.end(), several.end(), "", f"“{several[0]}”: {best}", is_noun=True
        )
    for match in _POSSESSED.finditer(text):
        owner = match["owner"] or ""
        if match["whose"] or not (_NO_OWNER.search(owner) or _MANY.fullmatch(owner)):
            return _count(match.start("noun"), match.end("noun"), "", _BY_NOUN.format(match["noun"].lower()))
    return None


def _is_one(phrase: str) -> bool:
    """Say whether those whose murder it was are one person: "senator and candidate Luis Galan", not "Jesuits"."""
    last = phrase.rsplit(maxsplit=1)[-1]
    is_counted = _MANY.search(phrase) is not None or re.search(r"\d", phrase) is not None
    return not is_counted and (_ONE.search(phrase) is not None or not last.endswith("s") or last[:1].isupper())


def _of_names(phrase: str, start: int, noun: str) -> Count | None:
    """Return the one or two persons of whose murder the words from ``start`` on tell, None where these may be more."""
    first, *others = re.split(r"\s+and\s+", phrase, maxsplit=1)
    rule = _BY_NOUN.format(noun.lower())
    # "Senator and candidate Galan" is one, "Galan and Rojas" are two; "Galan and two guards" go on as a list.
    if not others or _ONE.search(first.split()[-1]):
        return _count(start, start + len(phrase), "", rule) if _is_one(phrase) else None
    if not _is_one(first):
        return None
    if _MANY.search(others[0]) or re.match(r"\d|(?:an?|the|his|her|their)\b", others[0]):
        return _count(start, start + len(first), "", rule)
    is_name = len(others[0].split()) == _NAME_AND_SURNAME or _is_one(others[0])
    return (
        Count(2, 2, 2, start, start + len(phrase), start + len(phrase), "", "two persons, named") if is_name else None
    )


def _of_verb(text: str) -> Count | None:
    for match in _WAS_KILLED.finditer(text):
        begin = max(0, match.start() - _LONGEST)
        before = text[begin : match.start()]
        who = _WHO.search(before)
        if who is not None:
            if not _NO_ONE_WHO.search(who["lead"]) and not (match["killed"] and _THING.search(who["lead"])):
                return _count(match.start(), match.end(), "", _BY_VERB)
            continue
        subject = _SUBJECT.search(before)
        said = subject["subject"].strip(" ,-") if subject is not None else ""
        first = re.split(r",", said)[0] if said else ""
        last = re.sub(r"^\s*who\b", "", said.rsplit(",", 1)[-1])
        if not said or _NOBODY.search(first) or _NOBODY.search(last) or (match["killed"] and _THING.search(first)):
            continue
        return _count(match.start(), match.end(), "", _BY_VERB)
    for match in _DIED.finditer(text):
        subject = _SUBJECT.search(text[max(0, match.start() - _LONGEST) : match.start()])
        said = subject["subject"].strip(" ,-") if subject is not None else ""
        first = re.split(r"\s(?:of|from|in|at|with|who|near)\s", re.split(r",", said)[0])[0].strip() if said else ""
        is_one = _ONE.search(said) if not _PRONOUN.search(said) else _VIOLENTLY.search(text)
        if is_one and not (_NOBODY.search(first) or _MANY.search(said)):
            return _count(match.start(), match.end(), "", _BY_VERB)
    return None


def _of_body(text: str) -> Count | None:
    for match in _BODY.finditer(text):
        if match["who"] is None or _is_one(match["who"]):
            return _count(match.start(), match.end(), "", "one person, as the body says")
    return None
