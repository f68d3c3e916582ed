"""Geometries copied from programs: GeoJSON, WKT and KML, all of which write longitude first."""

import re
from collections.abc import Iterator

from gazetteer.mention import CoordinateMention, Form, accepted, cell_metres, refused

_NUMBER = r"[-+]?[0-9]{1,7}(?:\.[0-9]{0,18})?(?:[eE][-+]?[0-9]{1,2})?"
# Without quotes ("coordinates: [32.88, 13.19]") a person wrote it, and people write latitude first.
_GEOJSON = re.compile(r"\\?[\"']coordinates\\?[\"']\s{0,4}:\s{0,4}(?P<body>\[[-+0-9.,\seE\[\]]{3,})")
_GEOJSON_POSITION = re.compile(rf"\[\s*({_NUMBER})\s*,\s*({_NUMBER})(?:\s*,\s*{_NUMBER}){{0,2}}\s*\]")
_WKT = re.compile(
    r"(?:\bSRID=(?P<srid>[0-9]{1,6});\s?)?\b(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s{0,2}(?:ZM?|M)?\s{0,2}(?P<body>\([-+0-9.,\seE()]{3,})",
    re.IGNORECASE,
)
_WKT_POSITION = re.compile(rf"(?:^|[(,])\s*({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER}){{0,2}}\s*(?=[,)]|$)")
_KML = re.compile(r"<coordinates>(?P<body>[-+0-9.,\seE]{3,})</coordinates>")
_KML_POSITION = re.compile(rf"(?:^|(?<=\s))({_NUMBER}),({_NUMBER})(?:,{_NUMBER})?(?=\s|$)")
# What each must hold: texts with none of these are passed over.
_GEOJSON_WORD, _KML_WORD, _WKT_BODY = "coordinates", "<coordinates>", re.compile(r"\([-+0-9.,\seE()]{3}")
_DEGREES_SRID = "4326"
_NAMES = {Form.GEOJSON: "GeoJSON", Form.WKT: "WKT", Form.KML: "KML"}


def find_geometries(text: str) -> Iterator[CoordinateMention]:
    """Yield the geometries of a text; one of several positions is the middle of them all, known to their reach.

    Examples
    --------
    >>> [(m.lon, m.lat, m.text) for m in find_geometries('{"type": "Point", "coordinates": [13.19, 32.89]}')]
    [(13.19, 32.89, '[13.19, 32.89]')]
    """
    for match in _GEOJSON.finditer(text) if _GEOJSON_WORD in text else ():
        start = match.start("body")
        yield from _geometry(Form.GEOJSON, text, (start, _closing(text, start, match.end(), "[]")), _GEOJSON_POSITION)
    for match in _WKT.finditer(text) if _WKT_BODY.search(text) else ():
        span = (match.start(), _closing(text, match.start("body"), match.end(), "()"))
        if match["srid"] not in {None, _DEGREES_SRID}:
            why = f"SRID {match['srid']} does not count in degrees: only SRID 4326, longitude and latitude, is read."
            yield refused(Form.WKT, span, text, why)
        else:
            yield from _geometry(Form.WKT, text, span, _WKT_POSITION, begin=match.start("body"))
    for match in _KML.finditer(text) if _KML_WORD in text else ():
        body = match["body"]
        start = match.start("body") + len(body) - len(body.lstrip())
        yield from _geometry(Form.KML, text, (start, start + len(body.strip())), _KML_POSITION)


def _closing(text: str, start: int, end: int, brackets: str) -> int:
    """Return where the bracket that opens at ``start`` is closed; the last closing one where it never is."""
    depth = 0
    for at in range(start, end):
        depth += (text[at] == brackets[0]) - (text[at] == brackets[1])
        if depth == 0:
            return at + 1
    return max(start + 1, text.rfind(brackets[1], start, end) + 1)


def _geometry(
    form: Form, text: str, span: tuple[int, int], position: re.Pattern[str], *, begin: int | None = None
) -> Iterator[CoordinateMention]:
    body = text[span[0] if begin is None else begin : span[1]]
    written = [match.groups() for match in position.finditer(body)]
    if not written:
        return
    points = [(float(lon), float(lat)) for lon, lat in written]
    why = next((fault for point in points if (fault := _out_of_range(form, *point))), "")
    if why:
        yield refused(form, span, text, why)
        return
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    middle = ((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    # Programs leave out noughts at the end: the finest number tells how fine all are.
    unit = 10.0 ** -max(len(number.lower().partition("e")[0].partition(".")[2]) for pair in written for number in pair)
    width, height = max(lons) - min(lons) + unit, max(lats) - min(lats) + unit
    yield accepted(form, span, text, middle, cell_metres(middle[1], width, height))


def _out_of_range(form: Form, lon: float, lat: float) -> str:
    if abs(lat) > 90:
        hint = " Are the two swapped?" if abs(lat) <= 180 and abs(lon) <= 90 else ""
        return f"Latitude {lat:g} is out of range: it runs from -90 to 90 degrees, and {_NAMES[form]} writes it second.{hint}"
    if abs(lon) > 180:
        return f"Longitude {lon:g} is out of range: it runs from -180 to 180 degrees."
    if lon == 0 and lat == 0:
        return "0, 0 is what programs write for a place that is not known."
    return ""
