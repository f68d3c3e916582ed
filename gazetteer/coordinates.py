"""Coordinates written in a text: degrees, degrees with minutes and seconds, MGRS, UTM and copied geometries."""

import re
from collections.abc import Iterator
from itertools import chain

from gazetteer.degrees import find_compact, find_pairs, read_pair
from gazetteer.geometry_text import find_geometries
from gazetteer.grids import find_mgrs, find_utm
from gazetteer.mention import CoordinateMention, moved_to
from gazetteer.position_lists import find_lists

# Longer queries and spans are no coordinates, whatever they begin with.
_LONGEST = 500
# All that may stand beside the coordinates of a text that is nothing else.
_WORDS = frozenset(
    "coordinates coords gps geo mgrs utm grid lat lon long lng latitude longitude at point position type geometry feature properties".split()
)
# Other scripts' digits and signs, and letters written for a degree sign, all a single character long.
_PLAIN = str.maketrans(
    {
        chr(first + digit): str(digit)
        for first in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x1040, 0xFF10)
        for digit in range(10)
    }
    | {"٫": ".", "،": ",", "؛": ";", "⁰": "°", "ᵒ": "°", "◦": "°", "。": ".", "，": ","}
)
_UNPLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_DIGIT = re.compile(r"[0-9]")
# Two decimals and more, a degree sign, a hemisphere's letter behind a digit, or a word for coordinates.
# Each alternative begins with a set of letters, which rules out most places of a text without a closer look.
_SIGN = re.compile(
    r"\d(?:\.\d{2}|,\d{4}|deg|[ \u00a0]?(?:[NSEWnsew]|(?i:north|south|east|west))\b)|[°º˚∘]|[NSEW](?<!\w[NSEW]) ?\d"
    r"|[lL](?<!\w[lL])(?i:at|on)|[cC](?i:oord)|[gG](?:(?i:rid|eo:)|(?<!\w[gG])(?i:ps))|[dD](?i:egree)|[mM](?i:lat)"
    r"|[шШ](?:(?i:ирот)|\.)|عرض|شمال|جنوب"
)
_AROUND_SIGN = 120
_AROUND = " \t\r\n()[]{}.,;:\u00a0"


def find_coordinates(text: str) -> tuple[CoordinateMention, ...]:
    r"""Find the coordinates in a text, those that are out of range too, each with the reason.

    Two bare numbers count where a word ("coordinates", "lat/lon", "GPS") says what they are, or where both have three
    decimals and lie in range, latitude first; never where they are money, shares, times or parts of a list.

    Returns
    -------
    tuple of CoordinateMention
        In text order, not overlapping; ``text[m.start:m.end] == m.text``.

    Examples
    --------
    >>> [(m.lon, m.lat, m.radius_m) for m in find_coordinates("A strike near 32°53'14\"N 13°11'29\"E killed two.")]
    [(13.19138888888889, 32.88722222222222, 20.2)]
    >>> [m.refusal for m in find_coordinates("95.2°N 13.1°E")]
    ['Latitude 95.2 is out of range: it runs from -90 to 90 degrees.']
    """
    plain = text.translate(_PLAIN) if not text.isascii() and _UNPLAIN.search(text) else text
    if not _DIGIT.search(plain):
        return ()
    taken: list[CoordinateMention] = []
    # Geometries first, whose longitude comes first; then grids: their zones and letters could be read as degrees.
    kinds = (find_geometries, _grids, find_compact, find_lists, _pairs)
    for kind in kinds:
        found = sorted(kind(plain), key=lambda mention: mention.start)
        taken = _merged(taken, found)
    return tuple(moved_to(mention, text, 0) for mention in taken)


def _grids(text: str) -> Iterator[CoordinateMention]:
    return chain(find_mgrs(text), find_utm(text))


def _pairs(text: str) -> Iterator[CoordinateMention]:
    """Yield the pairs of degrees near what only coordinates have: most numbers of a text are tolls, dates and money."""
    end = 0
    spans: list[tuple[int, int]] = []
    for sign in _SIGN.finditer(text):
        start = max(0, sign.start() - _AROUND_SIGN)
        if spans and start <= end:
            start, _ = spans.pop()
        end = min(len(text), sign.end() + _AROUND_SIGN)
        spans.append((start, end))
    for start, end in spans:
        for mention in find_pairs(text[start:end]):
            yield moved_to(mention, text, start)


def parse_coordinates(text: str) -> CoordinateMention | None:
    """Read a text that is coordinates and nothing else, None where it is anything else; the first of several points.

    Two bare numbers are latitude and longitude, however few decimals they have.

    Examples
    --------
    >>> found = parse_coordinates("32.8872, 13.1913")
    >>> (found.lon, found.lat, found.radius_m) if found else None
    (13.1913, 32.8872, 7.3)
    >>> parse_coordinates("Tripoli")
    """
    return next(iter(parse_positions(text)), None)


def parse_positions(text: str) -> tuple[CoordinateMention, ...]:
    """Read a text that is nothing but coordinates of one or more points; empty where it is anything else.

    Examples
    --------
    >>> [(m.lat, m.lon) for m in parse_positions("32.1, 12.3; 32.4, 12.9")]
    [(32.1, 12.3), (32.4, 12.9)]
    """
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return ()
    for written in (text, text.upper()):
        found = find_coordinates(written)
        rest = list(text)
        for mention in found:
            rest[mention.start : mention.end] = " " * (mention.end - mention.start)
        if found and set(re.findall(r"\w+", "".join(rest).lower())) <= _WORDS:
            return tuple(moved_to(mention, text, 0) for mention in found)
    begin = len(text) - len(text.lstrip(_AROUND))
    pair = read_pair(text.strip(_AROUND).translate(_PLAIN))
    return (moved_to(pair, text, begin),) if pair is not None else ()


def _merged(taken: list[CoordinateMention], found: list[CoordinateMention]) -> list[CoordinateMention]:
    """Return both in text order without those found that overlap what is taken, or one another."""
    kept, at, end = [], 0, 0
    for mention in found:
        while at < len(taken) and taken[at].end <= mention.start:
            at += 1
        is_free = mention.start >= end and (at == len(taken) or taken[at].start >= mention.end)
        if is_free:
            kept.append(mention)
            end = mention.end
    return sorted(taken + kept, key=lambda mention: mention.start)
