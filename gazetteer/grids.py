"""MGRS and UTM references in a text: 33S UR 12345 67890, 33N 332000mE 3640000mN, UTM zone 33N, 332000 E 3640000 N."""

import re
from collections.abc import Iterator

from gazetteer.errors import BadCoordinatesError
from gazetteer.mention import CoordinateMention, Form, accepted, refused
from gazetteer.mgrs import parse_mgrs
from gazetteer.utm import BANDS, SOUTH_M, band_span, to_degrees, zone_span

_MGRS = re.compile(
    r"(?<![\w.,-])(?P<zone>[0-9]{1,2})(?P<gap>[ \u00a0]?)(?P<band>[A-Z])(?P<space>[ \u00a0]?)(?P<square>[A-Z]{2})"
    r"(?:[ \u00a0]?(?P<digits>[0-9]{1,5}[ \u00a0][0-9]{1,5}|[0-9]{1,11}))?(?![\w-]|[.,]\d)"
)
# What each must hold, and hardly any text does; looked for first, because it is found much faster.
_MGRS_HINT, _UTM_HINT = re.compile(r"[0-9][ \u00a0]?[A-Z][ \u00a0]?[A-Z]{2}"), re.compile(r"[0-9]{5}")
_MGRS_SAID = re.compile(r"\b(?:MGRS|grid(?:[ ]square)?(?:[ ]ref(?:erence|\.)?)?|GR)\b[^\d\n]{0,12}$", re.IGNORECASE)
# "13JAN2020" is a day, though also a square in Mexico.
_MONTHS = frozenset("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split())
_SURE_DIGITS, _LEAST_DIGITS = 8, 4

_METRES = r"[0-9]{5,7}(?:\.[0-9]{1,3})?"
_ZONE = r"(?P<zone>[0-9]{1,2})[ \u00a0]?(?P<letter>[A-Z]|[Nn]orth|[Ss]outh)?\b"
_BETWEEN = r"[ \u00a0]?[,;:/]?[ \u00a0]{0,2}"
_UTM = re.compile(
    rf"(?<![\w.,-]){_ZONE}{_BETWEEN}(?:E[ ]?)?(?P<first>{_METRES})(?P<first_letter>[ ]?m?[ ]?[EN])?(?![^\W\d_])"
    rf"{_BETWEEN}(?:N[ ]?)?(?P<second>{_METRES})(?P<second_letter>[ ]?m?[ ]?[EN])?(?![\w-]|[.,]\d)"
)
_UTM_LAST = re.compile(
    rf"(?<![\w.,-])(?P<first>{_METRES})(?P<first_letter>[ ]?m?[ ]?[EN]){_BETWEEN}(?P<second>{_METRES})(?P<second_letter>[ ]?m?[ ]?[EN])"
    rf"[ ]?[,(]?[ ]?(?:UTM[ ])?(?:[Zz]one[ ])?{_ZONE}(?![\w-])"
)
_UTM_SAID = re.compile(r"(?:\bUTM\b[ ]?[:,(]?[ ]?(?:(?i:zone)\b[ ]?[:.]?[ ]?)?|\b(?i:zone)[ ])$")
_LEAST_EAST, _MOST_EAST = 100_000.0, 900_000.0
_NORTHERN_M, _SOUTHERN_M = (0.0, 9_330_000.0), (1_110_000.0, SOUTH_M)
# The widest zone, Norway's 32V, reaches this far from its middle meridian.
_WIDEST_DEGREES = 6.5
_LOOK_BACK = 30


def find_mgrs(text: str) -> Iterator[CoordinateMention]:
    """Yield MGRS references in text order; those that are wrong only where they can hardly be anything else."""
    if not _MGRS_HINT.search(text):
        return
    for match in _MGRS.finditer(text):
        said = _MGRS_SAID.search(text, max(0, match.start() - _LOOK_BACK), match.start())
        digits = (match["digits"] or "").replace("\u00a0", " ")
        count = len(digits) - digits.count(" ")
        is_spaced = bool(match["space"])
        is_sure = said is not None or count >= _SURE_DIGITS or (is_spaced and " " in digits)
        if (match["gap"] and not is_spaced) or (count < _LEAST_DIGITS and said is None):
            continue
        if match["band"] + match["square"] in _MONTHS and not is_spaced and count < _SURE_DIGITS:
            continue
        try:
            square = parse_mgrs(match.group())
        except BadCoordinatesError as error:
            if is_sure:
                yield refused(Form.MGRS, match.span(), text, str(error))
            continue
        yield accepted(Form.MGRS, match.span(), text, (square.lon, square.lat), (square.size_m, square.size_m))


def find_utm(text: str) -> Iterator[CoordinateMention]:
    """Yield UTM coordinates; without "UTM" or "zone" ahead, the zone has its letter at its side."""
    if not _UTM_HINT.search(text):
        return
    for match in _UTM.finditer(text):
        said = _UTM_SAID.search(text, max(0, match.start() - _LOOK_BACK), match.start())
        mention = _utm(text, match, said.start() if said is not None else match.start())
        is_lettered = len(match["letter"] or "") == 1
        is_close = is_lettered and match.end("zone") == match.start("letter")
        if said is not None or is_close or (is_lettered and not mention.refusal):
            yield mention
    for match in _UTM_LAST.finditer(text):
        if match["letter"] and {match["first_letter"][-1], match["second_letter"][-1]} == {"E", "N"}:
            yield _utm(text, match, match.start())


def _utm(text: str, match: re.Match[str], start: int) -> CoordinateMention:
    span = (start, match.end())
    is_north_first = (match["first_letter"] or "").endswith("N")
    east, north = (match["second"], match["first"]) if is_north_first else (match["first"], match["second"])
    zone, letter = int(match["zone"]), (match["letter"] or "")[:1].upper()
    point = _point(zone, letter, float(east), float(north))
    if isinstance(point, str):
        return refused(Form.UTM, span, text, point)
    cell = max(_unit_m(east), _unit_m(north)) if "." in east + north else min(_unit_m(east), _unit_m(north))
    return accepted(Form.UTM, span, text, point, (cell, cell))


def _unit_m(metres: str) -> float:
    """Return what the last digit stands for: metres are always written in full, so noughts at the end are rounding."""
    whole, _, decimals = metres.partition(".")
    noughts = len(whole) - len(whole.rstrip("0"))
    return 10.0 ** -len(decimals) if decimals else 10.0**noughts


def _point(zone: int, letter: str, east: float, north: float) -> tuple[float, float] | str:
    """Return longitude and latitude, or the sentence why there is no such point."""
    why = _wrong_part(zone, letter, east)
    if why:
        return why
    # N and S are bands and hemispheres: the band is meant where the northing lies in it.
    if letter in BANDS:
        south, top = band_span(letter)
        point = to_degrees(east, north if south >= 0 else north - SOUTH_M, zone)
        if point is not None and south <= point[1] <= top:
            return point if _is_in_reach(point[0], zone) else _far(east, zone)
        if letter not in "NS":
            return f"Northing {north:.0f} does not lie in band {letter}, which runs from {south:g} to {top:g} degrees of latitude."
    low, high = _SOUTHERN_M if letter == "S" else _NORTHERN_M
    if not low <= north <= high:
        return f"Northing {north:.0f} is out of range: {'south' if letter == 'S' else 'north'} of the equator it runs from {low:.0f} to {high:.0f}."
    point = to_degrees(east, north - SOUTH_M if letter == "S" else north, zone)
    return point if point is not None and _is_in_reach(point[0], zone) else _far(east, zone)


def _wrong_part(zone: int, letter: str, east: float) -> str:
    if not 1 <= zone <= 60:
        return f"There is no UTM zone {zone}: zones run from 1 to 60."
    if not letter:
        return f"UTM zone {zone} needs N or S for the hemisphere, or the letter of its band."
    if letter not in BANDS:
        return f"There is no UTM band {letter}: bands are C to X without I and O, polar (UPS) grids are not read."
    if zone_span(zone, letter) is None:
        return f"There is no UTM zone {zone}X: around Svalbard zones are 31, 33, 35 and 37."
    if not _LEAST_EAST <= east <= _MOST_EAST:
        return f"Easting {east:.0f} is out of range: it runs from {_LEAST_EAST:.0f} to {_MOST_EAST:.0f}."
    return ""


def _is_in_reach(lon: float, zone: int) -> bool:
    return abs((lon - (6 * zone - 183) + 180) % 360 - 180) <= _WIDEST_DEGREES


def _far(east: float, zone: int) -> str:
    return f"Easting {east:.0f} lies far outside zone {zone} at that northing."
