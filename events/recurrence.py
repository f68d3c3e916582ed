"""Words that say of an event that it was one of several: "every Friday since March", "the third such attack in a week", "daily shelling"."""

import re

from events.date_words import MONTH, NUMBERS, WEEKDAY, YEAR
from events.time_words import ATTACK

_NTH = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,3}(?:st|nd|rd|th)|latest)"
_COUNT = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r"|as many)"
_UNIT = r"(?:hours?|days?|nights?|weeks?|weekends?|months?|years?)"
_OFTEN = (
    r"(?:(?:almost|near(?:ly)?)[\s-]+)?(?:daily|nightly|weekly|monthly|hourly|yearly)|repeated|recurring|recurrent|frequent|constant|"
    r"continuous|round-the-clock"
)
_HAPPENING = (
    r"(?:\w+\s+)?(?:protests?|rall(?:y|ies)|march(?:es)?|demonstrations?|sit-ins?|strikes?|air\s?strikes?|shelling|bombardments?|"
    r"attacks?|raids?|assaults?|clash(?:es)?|fighting|bombings?|explosions?|blasts?|ambush(?:es)?|killings?|kidnappings?|abductions?|"
    r"robber(?:y|ies)|incidents?|riots?|arrests?|incursions?|violations?|skirmishes|fire)\b"
)
_SPAN = rf"(?:in|within|over)\s+(?:(?:just|less than|only|about)\s+)?(?:the\s+(?:past|last)\s+)?(?:{_COUNT}\s+)?{_UNIT}|this\s+{_UNIT}|since\s+[A-Z]\w+"
_SINCE = rf"(?:\s+since\s+(?:{WEEKDAY}|(?:(?:early|mid|late)[\s-])?{MONTH}(?:\s+{YEAR})?|{YEAR}|last\s+\w+))?"
_ORDINALS = (
    "second ",
    "third ",
    "fourth ",
    "fifth ",
    "sixth ",
    "seventh ",
    "eighth ",
    "ninth ",
    "tenth ",
    "eleventh ",
    "twelfth ",
    "4th ",
    "5th ",
    "6th ",
    "7th ",
    "8th ",
    "9th ",
    "0th ",
    "latest ",
)
# What a sentence in small letters must hold for each of the patterns below to be tried in it.
_NEEDLES = (
    _ORDINALS,
    (" such ",),
    ("consecutive", "straight", "successive", "in a row", "running", " time "),
    ("every ", "each "),
    ("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"),
    ("once ", "twice ", " times "),
    (
        "daily",
        "nightly",
        "weekly",
        "monthly",
        "hourly",
        "yearly",
        "repeated",
        "recurr",
        "frequent",
        "constant",
        "continuous",
        "round-the",
    ),
)
_TEXTS = (
    rf"\bthe\s+{_NTH}\s+(?:such\s+)?{ATTACK}(?:\s+(?!in\b|within\b|over\b)[\w-]+){{0,4}}?\s+(?:{_SPAN})\b",
    rf"\bthe\s+{_NTH}\s+such\s+[a-z]+\b(?:\s+(?:{_SPAN})\b)?",
    rf"\bfor\s+(?:the|a)\s+{_NTH}\s+(?:(?:consecutive|straight|successive)\s+{_UNIT}|{_UNIT}\s+(?:in\s+a\s+row|running)|time\s+(?:{_SPAN}))\b",
    rf"\b(?:(?:almost|nearly)\s+)?(?:every|each)\s+(?:other\s+|single\s+)?(?:{WEEKDAY}|day|night|week|weekend|month|year|morning|evening|afternoon)\b(?!\s+life){_SINCE}",
    rf"\bon\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days\b{_SINCE}",
    rf"\b(?:(?:once|twice)|(?:{_COUNT}|several|many)\s+times)\s+(?:a|each|every|per)\s+{_UNIT}\b{_SINCE}",
    rf"\b(?:{_OFTEN})\s+{_HAPPENING}(?!\s+(?:news|paper))",
)
_ALL = tuple(dict.fromkeys(needle for needles in _NEEDLES for needle in needles))
_PATTERNS = tuple((needles, re.compile(text, re.IGNORECASE)) for needles, text in zip(_NEEDLES, _TEXTS, strict=True))


def find_recurrences(sentence: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the words that say that a sentence's event was one of several, in text order.

    Examples
    --------
    >>> text = "Two died in the third such attack in a week."
    >>> [text[start:end] for start, end in find_recurrences(text)]
    ['the third such attack in a week']
    """
    small = sentence.lower()
    if not any(map(small.__contains__, _ALL)):
        return ()
    found: list[tuple[int, int]] = []
    for needles, pattern in _PATTERNS:
        if any(map(small.__contains__, needles)):
            spans = (match.span() for match in pattern.finditer(sentence))
            found += [span for span in spans if not any(a < span[1] and span[0] < b for a, b in found)]
    return tuple(sorted(found))
