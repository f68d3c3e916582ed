"""Which columns hold positions: longitude and latitude, both in one cell, or shapes; and whether the two were swapped."""

import itertools
import re

from shapely.geometry.base import BaseGeometry

from events.datasets.countries import Countries
from events.datasets.row import RowError
from events.datasets.tables.fields import Field, How, Use
from events.datasets.tables.headers import name_score
from events.datasets.tables.profile import Column
from events.datasets.tables.values import read_degrees
from gazetteer import Gazetteer, country_at, parse_coordinates

_TRIED, _POINTS_TRIED = 40, 200
_MOSTLY, _SOME, _A_FIFTH, _FEW = 0.8, 0.5, 0.2, 5
_TWO_NUMBERS = re.compile(r"\D*(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)\D*")


def where_uses(columns: list[Column], countries: Countries, gazetteer: Gazetteer) -> list[Use]:
    """Return the columns that hold positions among these."""
    uses: list[Use] = []
    shape = max(columns, key=lambda column: (column.shape_share, -column.position), default=None)
    if shape is not None and shape.shape_share >= _SOME:
        drawn = any(isinstance(cell, BaseGeometry) for cell in shape.cells)
        reason = "the file draws a shape for each row" if drawn else "its values are shapes (WKT or GeoJSON)"
        uses.append(Use(field=Field.GEOMETRY, column=shape.name, how=How.SHAPE, reason=reason))
    left = [column for column in columns if not uses or column is not shape]
    pair = _named_pair(left, countries, gazetteer) or _unnamed_pair(left)
    if pair:
        return uses + pair
    position = _position(left)
    return uses + ([position] if position else [])


def _named_pair(columns: list[Column], countries: Countries, gazetteer: Gazetteer) -> list[Use]:
    lat = _best(columns, Field.LAT)
    lon = _best([column for column in columns if column is not lat], Field.LON)
    if lat is None or lon is None:
        return []
    why = _swapped(lat, lon, columns, countries, gazetteer)
    if why:
        return [
            Use(field=Field.LON, column=lat.name, how=_way(lat), reason=why),
            Use(field=Field.LAT, column=lon.name, how=_way(lon), reason=why),
        ]
    return [
        Use(field=Field.LON, column=lon.name, how=_way(lon), reason=_called(lon, 180)),
        Use(field=Field.LAT, column=lat.name, how=_way(lat), reason=_called(lat, 90)),
    ]


def _best(columns: list[Column], field: Field) -> Column | None:
    scored = [(name_score(column.name, field, column.tag), -column.position, column) for column in columns]
    # swapped columns are still degrees of a longitude
    fitting = [each for each in scored if each[0] > 0 and each[2].within(180) >= _SOME]
    return max(fitting, key=lambda each: each[:2], default=(0, 0, None))[2]


def _called(column: Column, limit: int) -> str:
    outside = sum(abs(number) > limit for number in column.numbers)
    beyond = f"; {outside:,} of the first {len(column.cells):,} lie outside and are rejected" if outside else ""
    return f"it is called “{column.name}”, and its values lie within -{limit} to {limit}{beyond}"


def _way(column: Column) -> How:
    commas = column.share(lambda cell: isinstance(cell, str) and "," in cell and "." not in cell)
    return How.COMMA if commas > 0.1 else How.NUMBER


def _swapped(lat: Column, lon: Column, columns: list[Column], countries: Countries, gazetteer: Gazetteer) -> str:
    """Return why latitude and longitude stand in each other's column, "" where nothing says so."""
    outside = sum(abs(number) > 90 for number in lat.numbers)
    beyond = outside / len(lat.cells)
    # a slip here and there is none; of the longitudes of the world a quarter lies beyond 90
    if (beyond > _MOSTLY or (outside >= _FEW and beyond >= _A_FIFTH)) and lon.within(90) > 0.98:
        return f"“{lat.name}” and “{lon.name}” are swapped: {beyond:.0%} of the values of “{lat.name}” lie beyond 90 degrees, none of “{lon.name}”"
    named = [
        column
        for column in columns
        if name_score(column.name, Field.COUNTRY, column.tag) and column.number_share < _SOME
    ]
    if not named or lat.filled < 0.9 or lon.filled < 0.9 or named[0].filled < 0.9:
        return ""
    straight = turned = tried = 0
    for north, east, said in zip(lat.cells, lon.cells, named[0].cells, strict=False):
        code = countries.code(str(said))
        try:
            y, x = read_degrees(north, How.NUMBER, limit=90), read_degrees(east, How.NUMBER, limit=90)
        except RowError:
            continue
        if code is None or tried >= _POINTS_TRIED:
            continue
        tried += 1
        straight += country_at(x, y, gazetteer) == code
        turned += country_at(y, x, gazetteer) == code
    if tried and turned > 0.6 * tried and straight < 0.2 * tried:
        return f"“{lat.name}” and “{lon.name}” are swapped: so {turned} of {tried} rows lie in the country of “{named[0].name}”, as they stand {straight}"
    return ""


def _unnamed_pair(columns: list[Column]) -> list[Use]:
    """Return two columns side by side that are degrees with decimals: latitude stands first where both could be one."""
    exact = [column for column in columns if column.filled > _SOME and _has_decimals(column)]
    for first, second in itertools.pairwise(exact):
        if second.position != first.position + 1 or min(first.within(180), second.within(180)) < 1:
            continue
        lat, lon = (first, second) if first.within(90) == 1 else (second, first)
        if lat.within(90) < 1:
            continue
        reason = (
            f"“{lat.name}” and “{lon.name}” stand side by side and hold degrees with decimals; check which is which"
        )
        return [
            Use(field=Field.LON, column=lon.name, how=_way(lon), reason=reason),
            Use(field=Field.LAT, column=lat.name, how=_way(lat), reason=reason),
        ]
    return []


def _has_decimals(column: Column) -> bool:
    # three decimals are a hundred metres; shares and prices have two
    return column.number_share > 0.98 and sum(round(n, 2) != n for n in column.numbers) >= _MOSTLY * len(column.numbers)


def _position(columns: list[Column]) -> Use | None:
    for column in sorted(columns, key=lambda each: (-name_score(each.name, Field.POSITION, each.tag), each.position)):
        seen = [str(cell) for cell in column.cells[:_TRIED]]
        if column.number_share > 0.2 or not any(any(map(str.isdigit, cell)) for cell in seen):
            continue
        found = [parse_coordinates(cell) for cell in seen]
        held = sum(each is not None for each in found)
        pairs = [(float(m[1]), float(m[2])) for cell in seen if (m := _TWO_NUMBERS.fullmatch(cell))]
        name = column.name.lower()
        lon_first = sum(abs(first) > 90 >= abs(second) for first, second in pairs) > 0.3 * len(seen) > 0
        if lon_first or (len(pairs) > _MOSTLY * len(seen) and re.match(r"\W*(lon|lng|x)\w*\W*(lat|y)", name)):
            return Use(field=Field.POSITION, column=column.name, how=How.LON_LAT, reason="its values are longitude and latitude, in this order")  # fmt: skip
        if held >= _MOSTLY * len(seen):
            kinds = "MGRS" if name.find("mgrs") >= 0 else "positions"
            return Use(field=Field.POSITION, column=column.name, how=How.WRITTEN, reason=f"its values are {kinds} that can be read ({held} of the first {len(seen)})")  # fmt: skip
    return None
