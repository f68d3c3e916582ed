"""Coordinates written in a text: degrees, degrees with minutes and seconds, MGRS and UTM."""

import re
from collections.abc import Iterator
from itertools import chain

from gazetteer.degrees import find_compact, find_pairs, read_pair
from gazetteer.grids import find_mgrs, find_utm
from gazetteer.mention import CoordinateMention, moved_to

# Longer queries and spans are no coordinates, whatever they begin with.
_LONGEST = 120
_WORDS = frozenset(
    (
        "",
        "coordinates",
        "coords",
        "gps",
        "gps coordinates",
        "geo",
        "mgrs",
        "utm",
        "grid",
        "lat/lon",
        "lat/long",
        "lat, lon",
        "lon/lat",
        "at",
        "point",
    )
)
# Two decimals and more, a degree sign, a hemisphere's letter behind a digit, or a word for coordinates.
_SIGN = re.compile(
    r"\d\.\d{2}|\d,\d{4}|[°º˚∘]|\ddeg|\d[ \u00a0]?[NSEWnsew]\b|\b[NSEW] ?\d|(?i:\blat|\blon|coord|grid|\bgps|degree|geo:|широт|ш\.|شمال|جنوب)"
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
    taken: list[CoordinateMention] = []
    # Grids first: their zones and letters could be read as degrees.
    for kind in (chain(find_mgrs(text), find_utm(text)), find_compact(text), _pairs(text)):
        found = sorted(kind, key=lambda mention: mention.start)
        taken = _merged(taken, found)
    return tuple(taken)


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
    """Read a text that is coordinates and nothing else, None where it is anything else.

    Two bare numbers are latitude and longitude, however few decimals they have.

    Examples
    --------
    >>> found = parse_coordinates("32.8872, 13.1913")
    >>> (found.lon, found.lat, found.radius_m) if found else None
    (13.1913, 32.8872, 7.3)
    >>> parse_coordinates("Tripoli")
    """
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    begin = len(text) - len(text.lstrip(_AROUND))
    core = text.strip(_AROUND)
    for written in (core, core.upper()):
        for mention in find_coordinates(written):
            rest = core[: mention.start] + core[mention.end :]
            if rest.strip(_AROUND).lower() in _WORDS:
                return moved_to(mention, text, begin)
    pair = read_pair(core)
    return moved_to(pair, text, begin) if pair is not None else None


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
