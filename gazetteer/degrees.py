"""Pairs of latitude and longitude in a text: with letters, signs or labels, or bare where nothing else is likely meant."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gazetteer.angles import Angle, Axis, find_angles
from gazetteer.cautions import (
    has_figures_ahead,
    has_market_ahead,
    has_money_ahead,
    has_unit_behind,
    is_said,
    is_said_lon_first,
)
from gazetteer.mention import CoordinateMention, Form, accepted, cell_metres, refused

_BETWEEN = re.compile(
    r"[\"'”]?[ \t\u00a0\u202f]{0,3}(?:[,;/|&]|and|by|x|-|–|و)?[ \t\u00a0\u202f]{0,3}(?:\r?\n[ \t]{0,4})?[\"'“]?"
)
_BETWEEN_BARE = re.compile(r"[ \u00a0]?[,;][ \u00a0]{0,2}")
_BETWEEN_SAID = re.compile(r"[ \u00a0]{0,2}(?:[,;/|]|and)?[ \u00a0]{1,2}|[ \u00a0]?[,;/|][ \u00a0]?")
# "An air strike at 32.47, 11.89", but neither a share price nor a time of the day.
_AT = re.compile(r"\bat[ \u00a0]\(?$", re.IGNORECASE)
# "Zintan (31.93, 12.25)", "the Nafusa town of Zintan, western Libya (31.93, 12.25)": brackets behind a name, with nothing else inside.
_BRACKETED = re.compile(r"[^\W\d_a-z][\w'’-]+,?(?:[ \u00a0][^\W\d_]+){0,3}[ \u00a0]?[(\[][ \u00a0]?$")
_CLOSES = re.compile(r"[ \u00a0]?[)\]]")
_LISTED_BEHIND = re.compile(r"\s?(?:[,;]|,?\s?and)\s?[+−-]?\d+\.\d{2,}")
_LISTED_AHEAD = re.compile(r"\d\.\d{2,}\s?[,;]\s?$")
_LEAST_DECIMALS, _LEAST_AT, _LEAST_SAID = 3, 2, 1
_LOOK_BACK = 60
# 325314N 0131129E, 3253N 01311E, N325314 E0131129: degrees, minutes and seconds without a gap.
_COMPACT = re.compile(
    r"(?<![\w.])(?P<north>[NS])?(?P<lat>[0-9]{6}|[0-9]{4})(?P<lat_rest>\.[0-9]{1,4})?(?(north)|(?P<n>[NS]))[ ,/]{0,3}"
    r"(?P<east>[EW])?(?P<lon>[0-9]{4,7})(?P<lon_rest>\.[0-9]{1,4})?(?(east)|(?P<e>[EW]))(?!\w)"
)
# What these must hold, and few texts do; found much faster.
_COMPACT_HINT = re.compile(r"[0-9]{4}(?:\.[0-9]{1,4})?[NS]?[ ,/]{0,3}[EW]?[0-9]{4}")


def find_pairs(text: str) -> Iterator[CoordinateMention]:
    """Yield the pairs of a text in its order; bare numbers count with a word for them, or with three decimals each."""
    angles = find_angles(text)
    first = next(angles, None)
    for second in angles:
        mention = _pair(text, first, second) if first is not None else None
        if mention is not None:
            yield mention
        first = None if mention is not None else second


def read_pair(text: str) -> CoordinateMention | None:
    """Return the pair that a text of two numbers and nothing else means: bare ones are latitude and longitude."""
    angles = list(find_angles(text))
    for one, other in pairwise(angles):
        if len(angles) == 2 and not text[: one.start].strip() and not text[other.end :].strip():
            is_bare = one.axis is None and other.axis is None and _BETWEEN_SAID.fullmatch(text[one.end : other.start])
            return _mention(text, one, other) if is_bare else _pair(text, one, other)
    return None


def find_compact(text: str) -> Iterator[CoordinateMention]:
    """Yield pairs such as 325314N 0131129E."""
    if not _COMPACT_HINT.search(text):
        return
    for match in _COMPACT.finditer(text):
        lat = _spelled_out(match["lat"], match["lat_rest"] or "", match["north"] or match["n"])
        lon = _spelled_out(match["lon"], match["lon_rest"] or "", match["east"] or match["e"])
        pair = list(find_angles(f"{lat}, {lon}"))
        if len(pair) == 2:
            yield _mention(text, *pair, span=match.span())


def _spelled_out(digits: str, rest: str, letter: str) -> str:
    degrees = 2 + len(digits) % 2
    whole, minutes, seconds = digits[:degrees], digits[degrees : degrees + 2], digits[degrees + 2 :]
    last = f"{minutes}' {seconds}{rest}\"" if seconds else f"{minutes}{rest}'"
    return f"{whole}° {last} {letter}"


def _pair(text: str, one: Angle, other: Angle) -> CoordinateMention | None:
    gap = text[one.end : other.start]
    if one.axis is not None and other.axis is not None:
        is_pair = one.axis is not other.axis and one.is_lettered and other.is_lettered
        # "Buses 12E and 14N" are none.
        is_count = not any(angle.is_marked or angle.decimals or angle.has_minutes for angle in (one, other))
        is_pair = is_pair and not (is_count and "and" in gap)
        return _mention(text, one, other) if is_pair and _BETWEEN.fullmatch(gap) else None
    ahead = text[max(0, one.number_at - _LOOK_BACK) : one.number_at]
    is_lon_first = is_said_lon_first(ahead)
    is_told = is_lon_first or is_said(ahead)
    if other.axis is None and (is_told or one.axis is None):
        # "lat/lon 32.88, 13.19": the second label is not the first number's.
        one = replace(one, axis=None, start=one.number_at)
        return _unlettered(text, one, other, ahead, is_told=is_told, is_lon_first=is_lon_first)
    told, untold = (one, other) if other.axis is None else (other, one)
    is_pair = told.is_lettered and (untold.is_marked or (untold is other and untold.decimals >= _LEAST_DECIMALS))
    return _mention(text, one, other) if is_pair and _BETWEEN.fullmatch(gap) else None


def _unlettered(
    text: str, one: Angle, other: Angle, ahead: str, *, is_told: bool, is_lon_first: bool
) -> CoordinateMention | None:
    """Return the pair that two numbers without letters mean, None where they are likely something else."""
    gap, least = text[one.end : other.start], min(one.decimals, other.decimals)
    if one.is_marked and other.is_marked:
        is_fine = least >= _LEAST_AT or (one.has_minutes and other.has_minutes)
        return _mention(text, one, other) if (is_fine or is_told) and _BETWEEN.fullmatch(gap) else None
    if has_money_ahead(ahead) or has_unit_behind(text, other.end) or _LISTED_BEHIND.match(text, other.end):
        return None
    if is_told:
        is_pair = least >= _LEAST_SAID and _BETWEEN_SAID.fullmatch(gap) is not None
        return _mention(text, one, other, is_lon_first=is_lon_first) if is_pair else None
    is_bracketed = _BRACKETED.search(ahead) is not None and _CLOSES.match(text, other.end) is not None
    if least < _LEAST_DECIMALS and not (
        least >= _LEAST_AT and (is_bracketed or _AT.search(ahead)) and not _is_price_or_time(one, other, ahead)
    ):
        return None
    if least == _LEAST_DECIMALS and has_figures_ahead(ahead):
        return None
    is_pair = _BETWEEN_BARE.fullmatch(gap) is not None and _LISTED_AHEAD.search(ahead) is None
    return _mention(text, one, other) if is_pair and abs(one.value) <= 90 and abs(other.value) <= 180 else None


def _is_price_or_time(one: Angle, other: Angle, ahead: str) -> bool:
    """Say whether words ahead or the numbers themselves may mean prices, shares or times: "at 10.30, 12.45"."""
    return has_market_ahead(ahead) or all(
        angle.decimals == 2 and 0 <= angle.value < 24 and round(angle.value % 1 * 100) < 60 for angle in (one, other)
    )


def _mention(
    text: str, one: Angle, other: Angle, *, is_lon_first: bool = False, span: tuple[int, int] | None = None
) -> CoordinateMention:
    """Return the mention of a pair, refused where a part of it is out of range."""
    is_lon_first = is_lon_first or one.axis is Axis.LON or other.axis is Axis.LAT
    lon, lat = (one, other) if is_lon_first else (other, one)
    form = Form.DMS if one.has_minutes or other.has_minutes else Form.DECIMAL
    where = span or (one.start, other.end)
    why = one.fault or other.fault or _out_of_range(lon, lat)
    if why:
        return refused(form, where, text, why)
    return accepted(form, where, text, (lon.value, lat.value), cell_metres(lat.value, lon.unit, lat.unit))


def _out_of_range(lon: Angle, lat: Angle) -> str:
    if abs(lat.value) > 90:
        is_swapped = lat.axis is None and abs(lat.value) <= 180 and abs(lon.value) <= 90
        hint = " Latitude comes first: are the two swapped?" if is_swapped else ""
        return f"Latitude {lat.value:g} is out of range: it runs from -90 to 90 degrees.{hint}"
    if abs(lon.value) > 180:
        return f"Longitude {lon.value:g} is out of range: it runs from -180 to 180 degrees."
    if lon.value == 0 and lat.value == 0:
        return "0, 0 is what programs write for a place that is not known."
    return ""
