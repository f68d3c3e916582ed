"""Lists of positions in bare numbers: "32.1, 12.3; 32.4, 12.9" is two points, not four numbers."""

import re
from collections.abc import Iterator
from itertools import pairwise

from gazetteer.cautions import has_figures_ahead, has_money_ahead, has_unit_behind, is_said
from gazetteer.mention import CoordinateMention, Form, accepted, cell_metres

_NUMBER = r"[+−-]?[0-9]{1,3}\.[0-9]{1,15}"
_PAIR = rf"{_NUMBER}[ \u00a0]?,?[ \u00a0]?{_NUMBER}"
_NEXT = r"(?:[ \u00a0]?[;|][ \u00a0]?|[ \u00a0]?,?[ \u00a0](?:and|to|&)[ \u00a0]|[ \u00a0]?\r?\n[ \t]{0,4})"
_LIST = re.compile(
    rf"(?<![\w.,+−-])(?<![,;][ \u00a0]){_PAIR}(?:{_NEXT}{_PAIR}){{1,1999}}(?![\w%‰°º]|\.[0-9]|[ \u00a0]?[,;][ \u00a0]?[-+]?[0-9])"
)
# What a list must hold, and few texts do; found much faster.
_HINT = re.compile(r"[0-9]\.[0-9]{1,15}[ \u00a0]?,?[ \u00a0]?[+−-]?[0-9]{1,3}\.[0-9]")
_PAIRS = re.compile(rf"(?P<lat>{_NUMBER})[ \u00a0]?,?[ \u00a0]?(?P<lon>{_NUMBER})")
_PLACED = re.compile(r"\b(?:at|between|from|near|around|through|via)[ \u00a0]\(?$", re.IGNORECASE)
# Positions of one list lie near one another; the figures of a table need not.
_FAR_DEGREES = 5.0
_SURE_DECIMALS = 3
_LOOK_BACK = 60


def find_lists(text: str) -> Iterator[CoordinateMention]:
    """Yield the points of lists, latitude first, where nothing else is likely meant.

    Examples
    --------
    >>> [(m.lat, m.lon) for m in find_lists("Posts at 32.1, 12.3; 32.4, 12.9 were hit.")]
    [(32.1, 12.3), (32.4, 12.9)]
    """
    if not _HINT.search(text):
        return
    for match in _LIST.finditer(text):
        pairs = list(_PAIRS.finditer(text, match.start(), match.end()))
        points = [(float(pair["lon"].replace("−", "-")), float(pair["lat"].replace("−", "-"))) for pair in pairs]
        if all(abs(lat) <= 90 and abs(lon) <= 180 for lon, lat in points) and _is_meant(text, match, points):
            for pair, point in zip(pairs, points, strict=True):
                lon_unit, lat_unit = (10.0 ** -len(pair[name].partition(".")[2]) for name in ("lon", "lat"))
                cell = cell_metres(point[1], lon_unit, lat_unit)
                yield accepted(Form.DECIMAL, pair.span(), text, point, cell)


def _is_meant(text: str, match: re.Match[str], points: list[tuple[float, float]]) -> bool:
    ahead = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if is_said(ahead):
        return True
    if has_figures_ahead(ahead) or has_money_ahead(ahead) or has_unit_behind(text, match.end()):
        return False
    decimals = {len(number.partition(".")[2]) for number in re.findall(_NUMBER, match.group())}
    is_near = all(
        abs(one[0] - other[0]) <= _FAR_DEGREES and abs(one[1] - other[1]) <= _FAR_DEGREES
        for one, other in pairwise(points)
    )
    is_told = _PLACED.search(ahead) is not None or ";" in match.group() or min(decimals) >= _SURE_DECIMALS
    return is_near and is_told and len(decimals) == 1
