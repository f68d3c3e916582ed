"""Which way a date looks that names no year or week: back, as most of the news does, or ahead."""

import re
from enum import Enum


class Direction(Enum):
    """What the words beside a date say of it."""

    BACK = -1
    UNKNOWN = 0
    AHEAD = 1


# So much of the text before and behind a date is read.
_BEFORE, _BEHIND = 100, 90
# What may stand between a word and the day that it speaks of: "until 9 a.m. EST Tuesday", "early on Monday".
_HOUR = re.compile(
    r"\b(?:(?:\d{1,2}(?:[:.]\d\d)?\s*(?:a\.?m\b\.?|p\.?m\b\.?|o'clock)|noon|midnight)\s*(?:\(?(?:[A-Z]{3,4}|local time)\)?)?\s*,?\s*(?:on\s+)?)$"
)
_PLANNED = "scheduled|due|planned|expected|set|slated|postponed|delayed|adjourned|intended|needed|supposed|extended"
_COMING = re.compile(
    r"\b(?:will|shall|would|to be held|scheduled|due|plan(?:s|ned)?|planning (?:to|for)|plans for|expect(?:s|ed)?|upcoming|set (?:to|for)|slated|forecast|"
    r"deadline|intend(?:s|ed)?|is to|are to|(?:was|were) to|called? for|threaten(?:s|ed)? to|vow(?:s|ed)?|promised|"
    r"(?:postponed|delayed|adjourned) (?:to|until)|(?:agreed|decided|arranged|pledged) to (?!the\b|an?\b)|agreed on (?:talks|elections|a meeting))\b[^.;]{0,60}$|"
    r"\b(?:as (?:soon|early) as|no later than|ahead of|in time for|before|by|until)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?P<helped>\b(?:be|being|will|would|to|shall|can|could|may|might|should|must)\s+(?:[a-z]+ly\s+)?(?:have\s+)?)?"
    r"\b(?P<verb>[a-z]{2,}ed|said|told|read|held|met|left|went|came|took|gave|made|began|won|lost|found|fell|hit|struck|shot|sent|saw|ran|flew|"
    r"drove|spoke|wrote|broke|brought|bought|caught|fought|sought|taught|led|rose|sank|stole|swore|threw|withdrew|grew)\s+"
    r"(?:(?:late|early|again|there|here|down|up|out|back)\s+)?(?:on\s+)?$"
)
_NO_VERB = frozenset({"hundred", "indeed", "wicked", "sacred", "naked"})
_NOT_BEFORE = re.compile(
    r"\b(?:had|did|was|were|could)(?:\s+not|n['’]t)\b[^.;]{0,60}\b(?:until|till|before)\s+$", re.IGNORECASE
)
_UNTIL = re.compile(r"\b(?:until|till|before|by)\s+$", re.IGNORECASE)
_HAD = re.compile(r",?\s+(?:\w+\s+){1,4}had\b")
# "The ministry on Sunday issued".
_DID = re.compile(
    r"\s+(?:[a-z]{2,}ed|said|told|held|met|left|went|came|took|gave|made|began|won|lost|found|fell|hit|struck|sent|saw|ran|broke|brought|fought|sought|led|rose)\b"
)
# "On June 1 the army took back".
_TOLD = re.compile(
    r",?\s+(?:(?!\b(?:will|would|to|is|are)\b)[^.;])*?\b(?:was|were|had|[a-z]{2,}ed|said|told|held|met|left|went|came|took|gave|made|began|won|lost|found|fell|hit|struck|sent|saw|ran|broke|brought|fought|led|rose|shot|sank)\b"
)
_WILL = re.compile(r",?\s+(?:(?!\b(?:said|[a-z]{2,}ed|was|were|had)\b)[^.;])*?\b(?:will|is to|are to|is due|are due)\b")
_OPENS = re.compile(r"(?:^|[.;:!?\n”\"]\s*)(?:On|By|Next|This)?\s*$")
_OF = re.compile(r"['’]s\b")
_AIM = re.compile(r"\s+(?:deadline|return date|target date|cut-?off|will|is to|are to)\b")


def direction_of(text: str, start: int, end: int) -> Direction:
    """Return which way the date at ``text[start:end]`` looks.

    Examples
    --------
    >>> text = "He would appeal the ruling, announced Tuesday, before Friday."
    >>> [direction_of(text, text.index(day), text.index(day) + len(day)).name for day in ("Tuesday", "Friday")]
    ['BACK', 'AHEAD']
    """
    before, behind = text[max(0, start - _BEFORE) : start], text[end : end + _BEHIND]
    before = _HOUR.sub("", before)
    done = _DONE.search(before)
    if done and not done["helped"] and done["verb"] not in _NO_VERB:
        return Direction.AHEAD if re.fullmatch(_PLANNED, done["verb"]) else Direction.BACK
    if _NOT_BEFORE.search(before) or (_UNTIL.search(before) and _HAD.match(behind)):
        return Direction.BACK
    if looks_ahead(before) and not (_OF.match(behind) or _DID.match(behind)):
        return Direction.AHEAD
    if _UNTIL.search(before) or _AIM.match(behind) or (_OPENS.search(before) and _WILL.match(behind)):
        return Direction.AHEAD
    return Direction.BACK if _OPENS.search(before) and _TOLD.match(behind) else Direction.UNKNOWN


def looks_ahead(before: str) -> bool:
    """Say whether the words before a date say that it is still to come."""
    return _COMING.search(before) is not None
