"""The words of which times of day are made, the patterns that find them, and the hours that they mean."""

import re

from events.date_words import DAY, MONTH, WEEKDAY

HOURS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}

# Minutes from midnight of the day told; past 1440 into the next day. The hours are the usual ones of news, sunrise and sunset
# those of low latitudes: nothing here knows the place.
PARTS = {
    "dawn": (300, 420), "daybreak": (300, 420), "sunrise": (300, 420), "first light": (300, 420),
    "pre dawn": (0, 360), "predawn": (0, 360), "hours": (0, 360), "morning": (360, 720), "early morning": (240, 540),
    "afternoon": (720, 1080), "evening": (1080, 1439), "dusk": (1050, 1200), "sunset": (1050, 1200), "sundown": (1050, 1200),
    "nightfall": (1080, 1260), "dark": (1080, 1260), "night": (1200, 1800), "tonight": (1080, 1800), "overnight": (1200, 1800),
    "late night": (1260, 1560), "night time": (1200, 1800), "nighttime": (1200, 1800), "": (0, 1439),
}  # fmt: skip
EDGES = {
    ("early", ""): (0, 480), ("late", ""): (1080, 1439), ("early", "morning"): (240, 540), ("late", "morning"): (540, 720),
    ("early", "afternoon"): (720, 900), ("late", "afternoon"): (900, 1080), ("early", "evening"): (1020, 1200),
    ("late", "evening"): (1200, 1439), ("late", "night"): (1260, 1560),
} | {
    (lead, part): (PARTS[part][0], 1439) for lead in ("since", "after") for part in PARTS if part and "hours" not in part
} | {
    ("before", part): (0, 360) for part in ("dawn", "daybreak", "sunrise", "first light")
} | {
    ("before", part): (900, PARTS[part][0] + 60) for part in ("dusk", "sunset", "sundown", "nightfall", "dark")
}  # fmt: skip
# Minutes east of Greenwich, only where the letters name one zone; IST, CST, BST, AST, PST, MST and CDT name several.
OFFSETS = {
    "EST": -300, "EDT": -240, "PDT": -420, "MDT": -360, "WEST": 60, "CET": 60, "CEST": 120, "WAT": 60, "CAT": 120, "SAST": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "EAT": 180, "PKT": 300, "NPT": 345, "WIB": 420, "WITA": 480, "HKT": 480, "JST": 540,
    "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "BRT": -180,
}  # fmt: skip

ATTACK = (
    r"(?:\w+\s+)?(?:raid|attack|assault|ambush|air ?strike|strike|bombing|bombardment|shelling|explosion|blast|shooting|shootout|clash|"
    r"battle|firefight|gunfight|robbery|rally|protest|march|demonstration|kidnapping|abduction|killing|massacre|incursion|"
    r"offensive|operation|swoop|crackdown)(?:s|es)?\b"
)
_SUFFIX = r"(?:[aApP]\.[mM]\.?|[aApP][mM]\b)"
_H12 = r"(?:1[0-2]|0?[1-9])"
_H24 = r"(?:2[0-3]|[01]?\d)"
_M = r"[0-5]\d(?!\d)"
_HOUR_WORD = "(?:" + "|".join(HOURS) + r")\b"
_DAYS = rf"(?:{WEEKDAY}|yesterday|today|(?:the\s+)?{DAY}\s+{MONTH}|{MONTH}\s+{DAY})"
_IN_PART = (
    rf"(?:\s+o['’]clock)?\s+(?:in\s+the\s+(?:early\s+)?(?:morning|afternoon|evening)|at\s+night|this\s+(?:morning|afternoon|evening)|"
    rf"(?:on\s+)?(?:{WEEKDAY}|yesterday)\s+(?:morning|afternoon|evening|night))"
)
_LETTERS = "|".join(sorted({*OFFSETS, "IST", "CST", "BST", "AST", "PST", "MST", "CDT", "GST"}, key=len, reverse=True))
_ZONE_NEEDED = (
    rf"(?P<zone>(?i:GMT|UTC)(?:\s*[+-]\s*\d{{1,2}}(?::?\d\d)?)?|Z\b|(?i:local\s+time)\b|(?:{_LETTERS})\b|"
    r"(?!(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|This|That|Prime|Some|First|Second|Last|The)[A-Z][a-z]+\s+(?:[Ss]tandard\s+)?[Tt]ime\b)"
)
_ZONE = rf"(?:\s*\(?{_ZONE_NEEDED})?"
_LEADS = (
    r"(?:shortly|just|soon|right|immediately|moments|minutes)\s+(?:after|before)|around|about|approximately|roughly|"
    r"circa|some time around|after"
)
LEAD = re.compile(rf"\b(?P<lead>{_LEADS})\s+$", re.IGNORECASE)
AT = re.compile(r"\b(?:at|from|of)\s+$", re.IGNORECASE)
"""What may stand right before a clock."""
_QUARTERS = r"(?:(?:half|(?:a\s+)?quarter)\s+past|(?:a\s+)?quarter\s+to)\s+"
# "At 1930 today": the words behind say that it is no year and no count.
_IS_CLOCK = rf"(?=\s*(?:,\s*)?(?:today|yesterday|tonight|last\s+night|this\s+(?:morning|afternoon|evening)|on\s+(?:the\s+)?(?:{WEEKDAY}|{DAY}\s+{MONTH}|{MONTH}\s+{DAY})|{WEEKDAY}))"

_END = rf"(?:{_H12}(?:[:.]{_M})?\s*{_SUFFIX}|noon\b|midnight\b)"
_FROM = rf"(?:{_H12}(?:[:.]{_M})?(?:\s*{_SUFFIX})?|noon\b|midnight\b)"
_NIGHTS = "morning|afternoon|evening|night"
_LIGHT = r"dawn|daybreak|sunrise|first\s+light|dusk|sunset|sundown|nightfall|dark"

# What a sentence in small letters must hold for a pattern to be tried in it.
_DIGIT = re.compile(r"\d")
_HAS_SUFFIX = re.compile(r"\d\s?[ap]\.?m\b")
_HAS_FIGURES = re.compile(r"\b(?:(?:2[0-3]|[01]\d)[:.]?|\d[:.])[0-5]\d(?:z?\b)(?!,)|\d{6}z")
_NEEDLES = {
    "nights": ("morning", "afternoon", "evening", "night"),
    "noons": ("noon", "midnight", "midday"),
    "edges": ("early", "late "),
    "hours": ("hours",),
    "lights": ("dawn", "daybreak", "sunrise", "first light", "dusk", "sunset", "sundown", "nightfall", "dark"),
    "modifiers": ("dawn", "midnight", "morning", "afternoon", "evening", "night"),
    "overnight": ("overnight",),
}


_KINDS = tuple((needle, kind) for kind, needles in _NEEDLES.items() for needle in needles)


def kinds_in(sentence: str) -> frozenset[str]:
    """Return what kinds of times a sentence may tell; only patterns of these are worth a try."""
    small = sentence.lower()
    found = {kind for needle, kind in _KINDS if needle in small}
    if _DIGIT.search(small):
        if _HAS_SUFFIX.search(small):
            found |= {"suffix", "ends"}
        if _HAS_FIGURES.search(small):
            found.add("figures")
    if "noon" in small or "midnight" in small:
        found.add("ends")
    return frozenset(found)


RANGES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("ends", rf"\b(?P<phrase>(?:between|from)\s+(?P<first>{_FROM})\s*(?:and|to|until|till|[-–])\s*(?P<last>{_END})(?-i:{_ZONE}))"),
        ("suffix", rf"(?<![\d:.-])\b(?P<phrase>(?P<first>{_FROM})\s*(?:-|–|to)\s*(?P<last>{_END})(?-i:{_ZONE}))"),
        ("figures", rf"\b(?P<phrase>(?:between|from)\s+(?P<first>{_H24}:{_M})\s*(?:and|to|until|till|[-–])\s*(?P<last>{_H24}:{_M})(?-i:{_ZONE}))"),
    )
)  # fmt: skip
"""Groups ``phrase, first, last, zone``."""
CLOCKS = tuple(
    (kind, needs, re.compile(pattern))
    for kind, needs, pattern in (
        ("figures", "", rf"\b(?P<phrase>(?P<telegram>(?:3[01]|[12]\d|0[1-9]))(?P<clock>(?:2[0-3]|[01]\d)[0-5]\d)(?P<zone>Z))(?=\s+{MONTH}\s+\d\d)"),
        ("suffix", "", rf"(?<![\d:.])(?P<phrase>(?P<clock>{_H12}(?:[:.]{_M})?\s*{_SUFFIX}){_ZONE})"),
        ("nights", "", rf"(?<![\d:.])\b(?P<phrase>(?P<clock>(?i:(?:{_QUARTERS})?(?:{_H12}(?:[:.]{_M})?|{_HOUR_WORD}))(?:{_IN_PART})){_ZONE})"),
        ("figures", "", rf"(?<![\d:.-])(?P<phrase>(?P<clock>{_H24}[:.]{_M}|(?:2[0-3]|[01]\d){_M})(?:\s*(?:hours|hrs|h)\b)?\s*\(?{_ZONE_NEEDED})"),
        ("figures", "", rf"(?<![\d:.-])(?P<phrase>(?P<clock>{_H24}:{_M}|(?:2[0-3]|[01]\d){_M})\s*(?:hours|hrs|h)\b)"),
        ("figures", "at or about", rf"(?<![\d:.-])(?P<phrase>(?P<clock>{_H24}:{_M})(?![:.]?\d))"),
        ("figures", "at", rf"(?<![\d:.-])(?P<phrase>(?P<clock>(?:2[0-3]|[01]\d)\.?{_M}){_IS_CLOCK})"),
        ("noons", "at or about", rf"\b(?P<phrase>(?P<clock>(?i:noon|midday|midnight)\b){_ZONE})"),
    )
)  # fmt: skip
"""What a sentence must hold, what must stand before, and the pattern with groups ``phrase, clock`` and, of some, ``zone, telegram``."""
DAY_BEFORE = re.compile(rf"\b{_DAYS}\s+(?:early\s+|late\s+)?$", re.IGNORECASE)
PARTS_OF_DAY = tuple(
    (kind, needs, re.compile(pattern, re.IGNORECASE))
    for kind, needs, pattern in (
        ("edges", "", rf"\b(?P<fixed>)(?P<phrase>(?P<edge>early|late)\s+(?:on\s+)?{_DAYS}(?:\s+(?P<part>{_NIGHTS})\b)?)"),
        ("hours", "", rf"\b(?P<fixed>)(?P<phrase>(?:in|during)\s+the\s+(?:early|small|wee|pre-?dawn)\s+(?:morning\s+)?(?P<part>hours)(?:\s+of\s+{_DAYS}(?:\s+morning)?)?)"),
        ("nights", "", rf"\b(?P<fixed>)(?P<phrase>(?:last|this|that|same|previous|next|following)\s+(?P<part>{_NIGHTS})|tonight)\b"),
        ("nights", "day", rf"\b(?P<fixed>)(?P<phrase>(?P<part>{_NIGHTS}))\b"),
        ("nights", "", rf"\b(?P<fixed>)(?:in|during)\s+the\s+(?P<phrase>(?:(?P<edge>early|late)\s+)?(?P<part>{_NIGHTS}))\b(?!\s+hours|\s+(?:news|sky|shift))"),
        ("lights", "", rf"\b(?P<fixed>)(?:at|around|about)\s+(?P<phrase>(?P<part>{_LIGHT}))\b"),
        ("nights", "", r"\b(?P<fixed>)(?:at|around|about)\s+(?P<phrase>(?P<part>night))\b"),
        ("lights", "", rf"\b(?P<fixed>)(?P<phrase>(?:(?:shortly|just|soon)\s+)?(?P<lead>before|after|since)\s+(?P<part>{_LIGHT}))\b"),
        ("modifiers", "", rf"(?<!-)\b(?P<phrase>(?P<part>pre-?dawn|dawn|midnight|overnight|early[\s-]morning|late[\s-]night|night[\s-]?time|{_NIGHTS}))(?=[\s-]+{ATTACK})"),
        ("overnight", "", r"(?<!-)\b(?P<phrase>(?P<part>overnight))\b(?!\s+(?:stay|train|bus|flight|trip|guests?|success|sensation|camp|curfew|bag|ferry|shift|delivery))"),
    )
)  # fmt: skip
"""As `CLOCKS`, with groups ``phrase, part``, and ``edge`` or ``lead``; ``fixed`` where the words before say that it is a time."""
