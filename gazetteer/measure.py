"""Distances as reports write them: "12 km", "30 to 40 miles", "half a mile", "two hundred kilometres", "a few km"."""

import re
from dataclasses import dataclass

_UNITS_M = {
    "km": 1000.0, "kms": 1000.0, "kilometre": 1000.0, "kilometer": 1000.0, "klick": 1000.0,
    "mile": 1609.344, "mi": 1609.344, "nautical mile": 1852.0,
    "metre": 1.0, "meter": 1.0, "m": 1.0, "yard": 0.9144,
}  # fmt: skip
_SMALL = {
    word: float(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {"a": 1.0, "an": 1.0}
_TENS = {
    word: 10.0 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_VALUES = _SMALL | _TENS
# What a loose word covers, least and most; "several" is 3 or 10 (ACLED's rule), dozens are 12s.
_LOOSE = {
    "a couple of": (1.5, 3.0), "a few": (2.0, 6.0), "several": (3.0, 10.0), "a dozen": (10.0, 14.0),
    "dozens of": (24.0, 70.0), "tens of": (20.0, 70.0), "scores of": (40.0, 90.0), "hundreds of": (150.0, 600.0),
    "half a": (0.5, 0.5), "a quarter of a": (0.25, 0.25), "three quarters of a": (0.75, 0.75), "half": (0.5, 0.5),
}  # fmt: skip

_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_SPELLED = rf"(?:{_WORD})(?:(?:\s+and\s+|[\s-]+)(?:(?:{_WORD})\b|hundred|thousand))*(?:\s+and\s+a\s+half)?|(?:hundred|thousand)"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,4}}(?:[.,]\d{{1,2}})?|{'|'.join(_LOOSE)}|{_SPELLED})"
_UNIT = r"nautical\s+miles?|kilomet(?:re|er)s?|klicks?|kms?|miles?|mi|met(?:re|er)s?|yards?|m"
# A sum of money ("$5m") is no distance.
MEASURE = rf"(?<![\w$€£.,])(?P<n>{_NUMBER})(?:(?:\s*(?:{_UNIT}))?\s*(?:-|–|—|to|or|and)\s*(?P<n2>{_NUMBER}))?(?:\s|-)*(?P<u>{_UNIT})\b"


@dataclass(frozen=True, slots=True)
class Measure:
    """A distance in metres, from ``least_m`` to ``most_m``; both are the same where one figure is given."""

    least_m: float
    most_m: float

    @property
    def middle_m(self) -> float:
        """Return the middle of the range."""
        return (self.least_m + self.most_m) / 2


def read_measure(match: re.Match[str]) -> Measure:
    """Return the distance of a match of a pattern that holds ``MEASURE``.

    Examples
    --------
    >>> def metres(text): return read_measure(re.search(MEASURE, text))
    >>> metres("two hundred and fifty km"), metres("30 to 40 km").middle_m, metres("1,200 m").least_m
    (Measure(least_m=250000.0, most_m=250000.0), 35000.0, 1200.0)
    """
    unit = " ".join(match["u"].lower().split())
    metres = _UNITS_M.get(unit) or _UNITS_M[unit.removesuffix("s")]
    least, most = _number(match["n"])
    if match["n2"]:
        most = _number(match["n2"])[1]
    return Measure(min(least, most) * metres, max(least, most) * metres)


def _number(text: str) -> tuple[float, float]:
    words = " ".join(text.lower().split())
    if words in _LOOSE:
        return _LOOSE[words]
    if words[0].isdigit():
        figure = re.sub(r",(?=\d{3}\b)", "", words).replace(",", ".")
        return float(figure), float(figure)
    half = 0.5 if words.endswith(" and a half") else 0.0
    total, group = 0.0, 0.0
    for word in words.removesuffix(" and a half").replace("-", " ").split():
        if word in {"hundred", "thousand"}:
            group = (group or 1.0) * (100.0 if word == "hundred" else 1000.0)
            total, group = (total + group, 0.0) if word == "thousand" else (total, group)
        else:
            group += _VALUES.get(word, 0.0)
    return total + group + half, total + group + half
