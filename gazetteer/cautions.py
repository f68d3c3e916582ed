"""Words around bare numbers that say whether they are coordinates, or money, shares, times and the like."""

import re

# Words ahead which say that two numbers are coordinates, latitude first; then those that say it the other way round.
_SAID = re.compile(
    r"(?:\b(?:co-?ordinates?|coords?|gps|geo-?locat\w+|coordonn[ée]es|coordenadas|koordinat\w*|координат\w*|lat(?:itude)?\W{1,3}(?:and\W)?lon(?:g|gitude)?)|إحداثيات)\b[^\d.\n]{0,30}$|\bgeo:$|#map=[0-9]{1,2}(?:\.[0-9]{1,3})?/$",
    re.IGNORECASE,
)
_SAID_LON_FIRST = re.compile(r"\blon(?:g|gitude)?\W{1,3}(?:and\W)?lat(?:itude)?\b[^\d.\n]{0,30}$", re.IGNORECASE)
_FIGURES_WORDS = (
    r"trad(?:ed|ing|es)|settl\w+|quot\w+|pric\w+|pegged|index|indices|shares?|stocks?|rates?|inflation|dollars?|euros?|rouble|ruble|barrel|crude|brent|"
    r"scor\w*|lost|won|average\w*|means?|medians?|ratios?|interval|CI|odds|sections?|chapter|valued|sold|bought|opened\sat|closed\sat|laps?|pi"
)
# Nearer to places than to figures, but for numbers of two decimals, as prices have.
_MARKET_WORDS = r"clos\w+(?!\s+(?:in|on|to))|open\w*(?!\s+fire)|stood|stands|fix\w+"
_FIGURES = re.compile(rf"\b(?:{_FIGURES_WORDS})\b[^.\n]*$", re.IGNORECASE)
_MARKET = re.compile(rf"\b(?:{_FIGURES_WORDS}|{_MARKET_WORDS})\b[^.\n]*$", re.IGNORECASE)
_MONEY_AHEAD = re.compile(r"(?:[$€£¥₽₴₪₹]|\b(?:USD|EUR|GBP|v|ver|version|release))\.?\s?$", re.IGNORECASE)
_UNIT_BEHIND = re.compile(
    r"\s?(?:[%‰$€£¥₽₴₪₹]|(?:-|\b)(?:per\s?cent|percent\w*|pct|points?|million|billion|thousand|mn|bn|m|km|cm|mm|kg|kilom\w+|met(?:re|er)s?|miles?|tons?|tonnes?|dollars?|euros?|pounds?|rou?bles?|lira|dinars?|lower|higher|up|down|weaker|stronger|versus|against|to\s+the|years?|seconds?|minutes?|hours?)\b)",
    re.IGNORECASE,
)


def is_said(ahead: str) -> bool:
    """Say whether the words ahead announce coordinates, latitude first."""
    return _SAID.search(ahead) is not None


def is_said_lon_first(ahead: str) -> bool:
    """Say whether the words ahead announce longitude and latitude."""
    return _SAID_LON_FIRST.search(ahead) is not None


def has_figures_ahead(ahead: str) -> bool:
    """Say whether the words ahead speak of prices, shares, scores or statistics.

    Examples
    --------
    >>> has_figures_ahead("The odds ratio was "), has_figures_ahead("A patrol stood at ")
    (True, False)
    """
    return _FIGURES.search(ahead) is not None


def has_market_ahead(ahead: str) -> bool:
    """Say whether the words ahead may speak of a market: "stood at", "opened"; but "opened fire" does not."""
    return _MARKET.search(ahead) is not None


def has_money_ahead(ahead: str) -> bool:
    """Say whether a sign of money or a word for a version stands at a number's left."""
    return _MONEY_AHEAD.search(ahead) is not None


def has_unit_behind(text: str, end: int) -> bool:
    """Say whether a unit or a share stands at a number's right."""
    return _UNIT_BEHIND.match(text, end) is not None
