"""Whether a country's name says where things happen or only who acts; and the place that a dateline names."""

import re

from gazetteer.lexicon import lexicon
from gazetteer.toponym import Toponym

# How far a look goes on either side of a name.
_REACH = 60
_DIRECTION = r"(?:(?:north|south|east|west)(?:ern|[ -]?(?:east|west)(?:ern)?)?|central|upper|lower)"
# What is had by land, not by people: the Libyan capital, Syria's coast, the east of Sudan.
_GROUND = (
    r"(?:capitals?|cit(?:y|ies)|towns?|villages?|ports?|provinces?|regions?|governorates?|districts?|oblasts?|coasts?|coastlines?|"
    r"shores?|waters|borders?|frontiers?|border(?:land|line)s?|territor(?:y|ies)|soil|airspace|mainland|islands?|desert|mountains?|"
    r"highlands|valleys?|countryside|enclaves?|exclaves?|peninsula|suburbs?|airports?|side|interior|north|south|east|west|"
    r"north-?east|north-?west|south-?east|south-?west)"
)
# Words that may stand between: "the Syrian rebel-held border town", but not "Syrian troops entered the town".
_BETWEEN = r"(?:(?!(?:the|a|an|in|on|at|of|to|from|near|into|and|or)\b)[a-z-]*[a-rt-z][ -]){0,2}?"
_HAS_GROUND = re.compile(rf"(?:['’]s?)?[ -]{_BETWEEN}(?:{_DIRECTION}[ -])?{_GROUND}\b")
# "Syria's Hodeidah", "northern Libya's Sirte", but not "China's Xi": what follows must be a place, which its caller knows.
_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")
_OF_GROUND = re.compile(rf"\b(?:{_GROUND}|parts?|areas?|corner|heart|map|rest|much|most|all|half)\s+of\s+(?:the\s+)?$")
_DIRECTED = re.compile(rf"\b{_DIRECTION}[ -]$", re.IGNORECASE)
# A name by itself in brackets, or behind the comma of another name: "Sirte (Libya)", "Sirte, Libya".
_APPOSED = re.compile(r"[\w)’'.][,(]\s*$|\w\s+\($")
_WORD_BEFORE = re.compile(r"([\w-]+)\s+(?:the\s+)?$")
_PREFIX = re.compile(r"(?<!\w)(\w)$")
# Nouns whose "of" names an office or body, and the verbs and prepositions that set one against a state.
_WHO = frozenset({"of", "for", "from", "on", "to", "between", "over", "above", "through", "via", "left"})
# An abbreviation before a plain word is an adjective: "in U.S. air strikes".
_NOUN_BEHIND = re.compile(
    r"\s+(?!(?:and|or|on|in|at|as|by|for|from|to|where|which|when|while|with|but|is|was|has|had|after|before|since|during)\b)[a-z]"
)
# What stands between the place of a dateline and its dash: further names, a date, an agency.
_PIECE = re.compile(
    r",?\s*(?:\([^)\n]{2,40}\)|\d{1,2}(?:st|nd|rd|th)?\b|\d{4}\b|[^\W\d_a-z][\w’'-]*\.?(?:\s[^\W\d_a-z][\w’'-]*\.?){0,3}|/|,)"
)
_DASH = re.compile(r"\s*(?:[-–—]{1,2}|:)(?=\s)")
_MOST_PIECES = 6


def is_scene(text: str, toponym: Toponym) -> bool:
    """Say whether a country's name or demonym tells where: "in Libya", "the Libyan coast", not "Libya's army".

    News names states as actors more often than as places.
    """
    after = text[toponym.end : toponym.end + _REACH]
    if _HAS_GROUND.match(after):
        return True
    if toponym.is_demonym or _POSSESSIVE.match(after):
        return False
    before = text[max(0, toponym.start - _REACH) : toponym.start]
    if toponym.text in lexicon().abbreviations and _NOUN_BEHIND.match(after):
        return False
    if _DIRECTED.search(before) or _APPOSED.search(before) or _OF_GROUND.search(before):
        return True
    # Arabic writes "in" and "to" on to the name: "بسوريا".
    word = _WORD_BEFORE.search(before) or _PREFIX.search(before)
    lists = lexicon()
    return word is not None and word[1].lower() in (lists.locative | lists.territory_verbs) - _WHO


def is_dateline(text: str, toponym: Toponym) -> bool:
    """Say whether a name is where a report was filed: "TRIPOLI, 3 May (Reuters) -", "Tripoli, Libya – 3 May 2020:".

    Without capitals throughout a date or an agency must stand there too.

    Examples
    --------
    >>> text = "MANILA, 3 May - Boats sank."
    >>> is_dateline(text, Toponym(start=0, end=6, text="MANILA"))
    True
    >>> is_dateline("Sirte: ten shells fell.", Toponym(start=0, end=5, text="Sirte"))
    False
    """
    line = text.rfind("\n", 0, toponym.start) + 1
    ahead = text[line : toponym.start]
    if len(ahead) > _REACH or any(word[:1].islower() for word in ahead.split()):
        return False
    at, is_filed = toponym.end, toponym.text.isupper()
    for _ in range(_MOST_PIECES):
        if _DASH.match(text, at):
            return is_filed
        piece = _PIECE.match(text, at, at + _REACH)
        if piece is None:
            return False
        is_filed = is_filed or any(sign.isdigit() or sign == "(" for sign in piece.group())
        at = piece.end()
    return False
