"""What a report only recalls: anniversaries, marks of time, old crimes before a court, fighting that is over."""

import re

from events.date_words import NUMBERS
from events.trigger import Recalled

_COUNT = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
# The words of a noun phrase, or of a short subject, between what points to the past and the trigger.
PHRASE = r"(?:(?!(?:in|on|at|of|to|by|and|but|or|when|while|as|is|was|were|be|had|has|have|after|before|for|with|from|since|that|which|who)\b)[\w'’.-]+\s+){0,4}"
_PASSIVE = r"(?:(?:was|were|had|had been)\s+)?"
_AFTER_IT = re.compile(
    rf"\b(?P<n>{_COUNT})\s+(?P<u>day|week|month|year)s?\s+(?:on\s+)?(?:after|since|from)\s+{PHRASE}{_PASSIVE}$|\b(?P<day>(?:the|a) day after)\s+{PHRASE}{_PASSIVE}$",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    rf"\b(?:anniversary of|(?:months|years|decades|a decade|half a century) (?:after|since|on from)|since)\s+{PHRASE}$",
    re.IGNORECASE,
)
# How far before a trigger these words may stand, in characters: with no bound a sentence of a thousand tolls is read a thousand times.
_LOOK_BACK = 300
# "The attacks in which gunmen killed 166" are told of as the attacks are.
_RELATIVE = re.compile(rf"\s+[\w'’-]+,?\s+(?:(?:in|during|by) which|that|which)\s+{PHRASE}{_PASSIVE}$", re.IGNORECASE)
_OF_YEAR = re.compile(rf"(?:\bthe|['’]s)\s+(?:19|20)\d\d\s+{PHRASE}$", re.IGNORECASE)
_IS_TOLD = re.compile(r"\s+(?:struck|hit|killed|began|started|broke out|erupted|swept|was|were|of \d|on (?:[A-Z]|\d))")
# Before a court, or in memory, stands what was news before. An arrest "for" a protest or clash may be of the same day.
_TRIED = re.compile(
    r"\b(?:(?:sentenced|convicted|jailed|imprisoned|trial|tried|charged|acquitted|indicted|prosecut\w+|guilty|wanted|extradited|sentences?|charges|warrants?|"
    r"compensation|commemorat\w+|memorials?|in memory)\b[^.;]{0,60}?\b(?:for|of|over|with|in connection with)"
    r"|(?:arrested|detained|held|questioned|suspects?|suspected)\b[^.;]{0,60}?\b(?:in connection with|on suspicion of|over|linked to|related to|suspected of))"
    rf"\s+{PHRASE}$",
    re.IGNORECASE,
)
_GAP = r"(?:\s+(?:in|at|near|between|around|across|outside|over|of|with)\s+(?:(?!\b(?:killed|wounded|injured|left|before|until|after|and|that|which)\b)[\w\s'’-]){1,40}?)?"
_OVER = re.compile(
    rf"^{_GAP}\s+(?:(?:is|are|was|were|has been|have been|had been)\s+(?:now |finally |largely |all but )?over\b"
    r"|(?:(?:has|have|had)\s+)?(?:now |finally |largely |mostly )?(?:ended|stopped|ceased|subsided|abated|died down|calmed(?: down)?|(?:come|came) to an end)\b"
    r"(?!\s+(?:peacefully|with|when|after|outside|at|without|in (?:violence|clashes|chaos|bloodshed|arrests|death)|up)\b))",
    re.IGNORECASE,
)
# "And the war that followed cost 300,000 lives": no toll of what began it.
_FOLLOWED = re.compile(
    r"\b(?:war|conflict|insurgency|rebellion|fighting|violence|unrest|crisis|famine)\s+(?:that|which)\s+(?:then\s+)?(?:followed|ensued)\b[^.;]{0,80}\Z",
    re.IGNORECASE,
)
_ENDED = re.compile(
    rf"\b(?:(?:to|will|must|would|can) (?:end|halt|stop|cease)|end to|end of)\s+(?:(?:all|days|weeks|months|years)\s+(?:of\s+)?)?{PHRASE}$"
    rf"|\b(?:calm|quiet|normality|normalcy|peace)\b[^.;]{{0,50}}\b(?:after|following)\s+(?:(?:days|weeks|months|years)\s+of\s+)?{PHRASE}$",
    re.IGNORECASE,
)


def is_no_news(sentence: str, start: int, end: int) -> bool:
    """Say whether the words at ``start, end`` only mark another time, or say that something is over.

    Examples
    --------
    >>> text = "He will visit Bucha a year after the bombing."
    >>> is_no_news(text, text.index("bombing"), len(text) - 1)
    True
    """
    before, after = _led_up_to(sentence, start), sentence[end : end + _LOOK_BACK]
    if _OVER.match(after) or _ENDED.search(before) or _FOLLOWED.search(sentence, max(0, start - _LOOK_BACK), start):
        return True
    if (mark := _AFTER_IT.search(before)) is not None:
        return (mark["u"] or "").lower() == "year"
    mark = _ANNIVERSARY.search(before)
    # "Since the earthquake struck on Monday" tells of the earthquake, "the worst since the earthquake" does not.
    return mark is not None and not (mark.group().lower().startswith("since") and _IS_TOLD.match(after))


def recall_of(sentence: str, start: int) -> Recalled | None:
    """Return how a sentence looks back on what its words at ``start`` mean; None where it is told as news.

    Examples
    --------
    >>> text = "Two men were arrested on Friday, three days after the attack."
    >>> recall_of(text, text.index("attack"))
    Recalled(count=3, unit='day')
    >>> recall_of("He was jailed for the attack.", 22)
    Recalled(count=None, unit=None)
    """
    before = _led_up_to(sentence, start)
    mark = _AFTER_IT.search(before)
    if mark is not None and mark["day"]:
        return Recalled(1, "day")
    if mark is not None:
        count = int(mark["n"]) if mark["n"].isdigit() else NUMBERS[mark["n"].lower()]
        return Recalled(count, mark["u"].lower())
    return Recalled(None, None) if _TRIED.search(before) or _OF_YEAR.search(before) else None


def _led_up_to(sentence: str, start: int) -> str:
    return _RELATIVE.sub(" ", sentence[max(0, start - _LOOK_BACK) : start])
