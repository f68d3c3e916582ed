"""The words of which news dates are made, and the patterns that find them."""

import re

_MONTH_WORDS = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for word in words.split()
}
NUMBERS = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
NUMBERS |= {"a": 1, "an": 1, "several": 3, "few": 3, "fifteen": 15, "twenty": 20, "thirty": 30}

_FULL = [words.split()[0].capitalize() for words in _MONTH_WORDS]
_SHORT = sorted((w.capitalize() for w in MONTHS if w.capitalize() not in _FULL), key=len, reverse=True)
_MONTH = "(?:(?:" + "|".join(_FULL) + r")\b|(?:" + "|".join(_SHORT) + r")\b\.?)"
_CAPITALS = "(?:" + "|".join(w.upper() for w in sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
MONTH = rf"(?:{_MONTH}|{_CAPITALS})"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
YEAR = r"(?:19|20)\d\d\b"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat)\.(?=\s)|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?=,? \d))"
_COUNT = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
_OF_DAY = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midnight|dawn))?"
# "Two days after" counts from the day told last; "two days after the attack", "after rebels attacked" count from that.
_NO_CLAUSE = r"\b(?!\s+(?!(?:in|at|on|near|outside|and|but|when|by)\b)[\w“\"'’])"
# A habit is no day: "every Friday", "on Fridays", "the weekly Friday protest".
_HABIT = rf"\b(?:[Ee]very|[Ee]ach|[Ww]eekly|[Mm]ost)\s+(?:other\s+)?{WEEKDAY}|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days\b"
_ANY_CASE = frozenset(
    {"relative", "anaphoric", "ago", "period", "back", "weekend", "weeks_ago_weekday", "years_ago_today"}
)
_TO = r"\s*(?:-|–|—|to|until|till|through|and)\s*"

# The feasts of news and how they are written; each is a group of its own in the pattern.
FEASTS = {
    "fitr": r"(?:Eid|Id)[\s-]+(?:al|ul|el)[\s-]+Fitr", "adha": r"(?:Eid|Id)[\s-]+(?:al|ul|el)[\s-]+Adha|Feast of the Sacrifice",
    "eid": "Eid", "ramadan": "Ramadan", "ashura": "Ashura", "arbaeen": r"Arba[’'a]?een", "mawlid": r"Mawlid|(?:the )?Prophet(?: Muhammad)?[’']s birthday",
    "nowruz": "Nowruz|Newroz|Nawroz", "orthodox_easter": "Orthodox Easter", "orthodox_christmas": "(?:Orthodox|Coptic) Christmas(?: Day)?",
    "good_friday": "Good Friday", "easter_monday": "Easter Monday", "easter": "Easter(?: Sunday)?", "christmas": "Christmas(?: Day| Eve)?",
    "new_year": r"New Year[’']s (?:Day|Eve)", "thanksgiving": "Thanksgiving(?: Day)?", "yom_kippur": "Yom Kippur", "rosh_hashanah": "Rosh Hashanah",
    "diwali": "Diwali", "lunar_new_year": "(?:Lunar|Chinese) New Year",
}  # fmt: skip
_FEAST = (
    r"(?:\b(?:[Tt]he\s+)?(?P<eve>[Ee]ve\s+of|day\s+before)\s+(?:the\s+)?)?(?:\b(?:[Tt]he\s+)?(?P<nth>first|second|third|last)\s+day\s+of\s+)?"
    rf"\b(?P<feast>{'|'.join(f'(?P<{name}>{words})' for name, words in FEASTS.items())})\b(?:,?\s+(?P<y>{YEAR}))?(?!\s+[A-Z]|-)"
)
# Which day it is depends on the country.
_NATIONAL = (
    r"(?:\b(?:[Tt]he\s+)?(?P<eve>[Ee]ve\s+of|day\s+before)\s+(?:the\s+)?)?"
    r"\b(?P<national>(?:Independence|Army|Armed Forces|Victory|Republic|National|Constitution|Liberation|Revolution|Labou?r|May|Workers[’']|Martyrs[’']|"
    r"Heroes[’']|(?:National\s+)?Unity|Unification|Bastille|Veterans[’']?|Memorial|Remembrance|Armistice|Flag|Freedom|Youth|Anzac|ANZAC|Women[’']s|"
    rf"Defenders?(?:\s+of\s+the\s+Fatherland|[’'])?)\s+Day)\b(?:,?\s+(?P<y>{YEAR}))?(?!\s+[A-Z]|-)"
)
# "31 March last year", "in May of the previous year".
_YEAR_SAID = r",?\s+(?:of\s+)?(?P<said>last|this|next|the\s+previous)\s+year\b"
_SIDE = r"(?P<side>of|beginning|starting|ending|to)\s+(?:on\s+)?(?:the\s+)?"
_PART = r"(?P<part>first half|second half|latter half|first week|second week|third week|fourth week|last week|first days?|last days?|opening days|closing days|beginning|start|middle|end)"
_SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE if kind in _ANY_CASE else 0))
    for kind, pattern in (
        ("habit", _HABIT),
        ("feast", _FEAST),
        ("national_day", _NATIONAL),
        ("week_of", rf"\b(?:[Tt]he\s+)?week\s+{_SIDE}(?P<m>{MONTH})\s+(?P<d>{DAY})(?:,?\s+(?P<y>{YEAR}))?"),
        ("week_of", rf"\b(?:[Tt]he\s+)?week\s+{_SIDE}(?P<d>{DAY})\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"),
        ("two_days", rf"\b(?P<d1>{DAY})(?:,\s+{DAY})+,?\s+and\s+(?P<d2>{DAY})\s+(?P<m1>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"),
        ("two_days", rf"\b(?P<m1>{MONTH})\s+(?P<d1>{DAY})(?:,\s+{DAY})+,?\s+and\s+(?P<d2>{DAY})(?!\s*(?:people|were|of|killed))(?:,?\s+(?P<y>{YEAR}))?"),
        ("nth_of_month", r"\b(?:the\s+)?(?P<d>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th))\s+of\s+(?P<mod>last|this|next|the previous|the same)\s+month\b"),
        ("same_day_in_year", rf"\b[Oo]n\s+this\s+day\s+in\s+(?P<y>{YEAR})"),
        ("years_ago_today", rf"\b(?P<n>{_COUNT})\s+years?\s+ago\s+(?P<w>today|yesterday|tomorrow)\b"),
        ("weekday_of_week", rf"\b(?P<w>{WEEKDAY})\s+(?:of\s+)?(?P<mod>last|this|next|the\s+previous|the\s+following)\s+week\b"),
        ("weekday_of_week", rf"\b(?P<mod>[Ll]ast|[Tt]his|[Nn]ext)\s+week,?\s+on\s+(?P<w>{WEEKDAY})"),
        ("weeks_ago_weekday", rf"\b(?P<n>[Aa]|{_COUNT})\s+weeks?\s+ago\s+(?:on\s+|last\s+)?(?P<w>{WEEKDAY})"),
        ("night_to", rf"\b(?:[Oo]vernight|(?:on\s+)?(?:the\s+)?[Nn]ight)\s+(?:of\s+|from\s+|between\s+)?{WEEKDAY}\s+(?:into|to|and|till|until)\s+(?P<w>{WEEKDAY})"),
        ("night_to", rf"\b[Oo]vernight\s+(?:in)?to\s+(?P<w>{WEEKDAY})"),
        ("night_of", rf"\b[Oo]vernight(?:\s+on)?\s+(?P<w>{WEEKDAY})"),
        ("two_days", rf"\b(?P<m1>{MONTH})\s+(?P<d1>{DAY}){_TO}(?P<m2>{MONTH})\s+(?P<d2>{DAY})(?:,?\s+(?P<y>{YEAR}))?"),
        ("two_days", rf"\b(?P<d1>{DAY})\s+(?P<m1>{MONTH}){_TO}(?P<d2>{DAY})\s+(?P<m2>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"),
        ("two_days", rf"\b(?P<d1>{DAY}){_TO}(?P<d2>{DAY})\s+(?P<m1>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"),
        ("two_days", rf"\b(?P<m1>{MONTH})\s+(?P<d1>{DAY}){_TO}(?P<d2>{DAY})(?!\s*(?:people|were|of|killed))(?:,?\s+(?P<y>{YEAR}))?"),
        ("day", rf"\b(?:(?P<w>{WEEKDAY}),?\s+)?(?:the\s+)?(?P<d>{DAY})\s+(?:of\s+)?(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR})|{_YEAR_SAID})?(?:,?\s+\(?(?P<w2>{WEEKDAY})\)?)?"),
        ("day", rf"\b(?:(?P<w>{WEEKDAY}),?\s+\(?)?(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{DAY})(?!:\d|,\d{{3}})(?:,?\s+(?P<y>{YEAR})|{_YEAR_SAID})?"),
        ("day", r"\b(?P<y>(?:19|20)\d\d)-(?P<mn>0[1-9]|1[0-2])-(?P<d>3[01]|[12]\d|0[1-9])\b"),
        ("telegram", rf"\b(?P<d>3[01]|[12]\d|0[1-9])(?:2[0-3]|[01]\d)[0-5]\dZ\s+(?P<m>{MONTH})\s+(?P<y>(?:19|20)?\d\d)\b"),
        ("numeric", r"(?<![\d/.])(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)?\d\d)(?![\d/])"),
        ("numeric", r"(?<![\d-])(?P<a>\d{1,2})(?P<sep>-)(?P<b>\d{1,2})-(?P<y>(?:19|20)\d\d)(?![\d-])"),
        ("month_in_figures", r"(?<![\d/])(?P<mn>0[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?![\d/])"),
        ("part_of_month", rf"\b(?:[Tt]he\s+)?{_PART}\s+of\s+(?P<m>{MONTH})(?:,?\s+(?:of\s+)?(?P<y>{YEAR}))?(?!\s+\d)"),
        ("part_of_year", rf"\b(?:(?:[Tt]he|[Ii]n)\s+)?{_SEASON}\s+(?:of\s+)?(?P<y>{YEAR})"),
        ("last_season", rf"\b(?P<mod>[Ll]ast|[Tt]his|[Tt]his past)\s+{_SEASON}\b(?!\s+(?:offensive|school|camp))"),
        ("part_of_year", rf"\b(?:[Tt]he\s+)?(?P<nth>first|second|third|fourth|last)\s+(?P<of>quarter|half)\s+of\s+(?P<y>{YEAR})"),
        ("part_of_year", rf"\b(?P<early>[Ee]arly|[Ll]ate|[Mm]id)[\s-]+(?:in\s+)?(?P<y>{YEAR})(?!\s+(?:people|troops|fighters|soldiers))"),
        ("month", rf"\b(?:(?P<mod>[Mm]id|[Ee]arly|[Ll]ate|[Ll]ast|[Tt]his|[Nn]ext|[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Oo]f|[Ff]rom|[Ee]nd of|[Bb]eginning of|[Mm]iddle of)[\s-]+)(?P<m>{MONTH})(?:,?\s+(?:of\s+)?(?P<y>{YEAR})|{_YEAR_SAID})?(?!\s+\d)"),
        ("month", rf"\b(?P<m>{MONTH}),?\s+(?:of\s+)?(?P<y>{YEAR})"),
        ("month", rf"\b(?P<m>{MONTH}){_YEAR_SAID}"),
        ("weekdays", rf"\b(?P<w>{WEEKDAY})(?:,\s+{WEEKDAY})+,?\s+and\s+(?P<w2>{WEEKDAY})"),
        ("weekdays", rf"\b(?P<w>{WEEKDAY}){_TO}(?P<w2>{WEEKDAY})"),
        ("weekday", rf"\b(?:(?P<mod>[Ll]ast|[Nn]ext|[Tt]his(?:\s+past|\s+coming)?|[Tt]he\s+(?:previous|following))\s+)?(?P<w>{WEEKDAY}){_OF_DAY}"),
        ("relative", r"\b(?P<r>the day before yesterday|yesterday|today|tonight|tomorrow|last night|overnight|this (?:morning|afternoon|evening)|(?:earlier|later) today)\b" + _OF_DAY),
        ("anaphoric", rf"\b(?P<r>(?:earlier|later) (?:in the|that) day|(?:on )?(?:the|that) same (?:day|evening|night|morning|afternoon)|the (?:previous|following|next) (?:day|morning|night|evening)|that (?:day|night|evening|morning|afternoon)|the day (?:before|after){_NO_CLAUSE}|a day (?:earlier|later|(?:before|after){_NO_CLAUSE})|(?:the )?next morning)\b"),
        ("anaphoric", rf"\b(?P<n>{_COUNT})\s+(?P<u>day|week|month|year)s?\s+(?P<dir>earlier|later|afterwards|previously|(?:before|after){_NO_CLAUSE})\b"),
        ("lone_day", r"(?<=\bon )the (?P<d>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th))(?=\s*(?:[.,;:)]|$|(?:and|but|when|as|after|in|at|near|by|the)\b))"),
        ("ago", rf"\b(?P<n>{_COUNT})\s+(?P<u>minute|hour|day|week|month|year)s?\s+ago\b"),
        ("back", rf"\b(?:the|these)\s+(?:past|last|previous)\s+(?P<n>{_COUNT})\s+(?P<u>hour|day|week|month|year)s?\b"),
        ("weekend", r"\b(?:over|during|at|on|through|throughout) the weekend\b"),
        ("period", r"\b(?P<mod>earlier this|later this|early this|late last|early last|this past|the past|last|this|next|the previous|the coming|the following)\s+(?P<u>week|weekend|month|year)\b(?!\s+(?:old|end))"),
        ("year", rf"(?:(?<=\b[Tt]he )|(?<=['’]s ))(?P<y>{YEAR})(?=\s+[A-Za-z])"),
        ("year", rf"\b(?:[Ii]n|[Ss]ince|[Ee]arly|[Ll]ate|[Oo]f|[Dd]uring|[Uu]ntil|[Bb]y)\s+(?P<y>{YEAR})(?!\s+(?:people|troops|fighters|soldiers|men|women|children|houses|families))"),
    )
)  # fmt: skip
