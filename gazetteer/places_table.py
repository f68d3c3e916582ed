"""A user's table of places: the good rows kept, each bad one returned with its reason.

Columns, in any order, by these names, their usual synonyms or HXL tags: ``name`` (required), ``aliases`` (separated
by ``|``), ``lon`` (``#geo+lon``) and ``lat`` (``#geo+lat``) or ``wkt`` (an area), ``class`` (a word such as "camp", or
GeoNames' "S/CAMP"), ``radius_m``, ``country_code`` (``#country+code``), ``parent`` and ``same_as`` (place ids or
names), ``pcode`` and ``note``. Tables of OCHA's P-codes (``ADM1_EN, ADM1_PCODE, ...`` or ``#adm1+name, #adm1+code``)
give the codes to ADM1 and ADM2 and add ADM3.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazetteer.cells import open_cell
from gazetteer.errors import BadPlacesFileError
from gazetteer.gazetteer import Gazetteer
from gazetteer.names import fold
from gazetteer.own_position import outside_their_countries, refuse_swapped_names
from gazetteer.own_row import COLUMNS, OwnPlace, apart_from, read_row
from gazetteer.place import Place
from gazetteer.place_cells import BadValueError

MAX_BYTES, MAX_ROWS = 20_000_000, 100_000
_SYNONYMS = {
    "latitude": "lat", "y": "lat", "longitude": "lon", "lng": "lon", "long": "lon", "x": "lon", "alias": "aliases",
    "other names": "aliases", "alternatenames": "aliases", "geometry": "wkt", "country": "country_code",
    "iso2": "country_code", "adm0 pcode": "country_code", "feature class": "class", "type": "class", "kind": "class",
    "radius": "radius_m", "comment": "note", "notes": "note", "p code": "pcode", "place": "name",
    "mgrs": "coordinates", "utm": "coordinates", "coords": "coordinates", "gps": "coordinates", "lat lon": "coordinates",
    "coordinates": "coordinates", "geo lat": "lat", "geo lon": "lon", "loc name": "name", "loc code": "pcode", "country code": "country_code",
}  # fmt: skip
_ADMIN = re.compile(r"(?:adm|admin) ?([0-3]) ?(en|name|name en|pcode|code|fr|name fr)")


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that was not taken: its number in the file (the header is 1), the column at fault, its value, and why."""

    number: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesTable:
    """What was read: the good rows' places, and the bad rows."""

    places: tuple[OwnPlace, ...]
    bad: tuple[BadRow, ...]


def read_table(content: bytes, gazetteer: Gazetteer, *, country: str | None = None) -> PlacesTable:
    """Read a table of places (CSV by comma, semicolon or tab; UTF-8 or Windows-1252).

    Parameters
    ----------
    gazetteer
        In which parents and twins are found, and country codes checked.
    country
        The country of rows that name none; None takes the one that holds their point.

    Raises
    ------
    BadPlacesFileError
        If nothing of it can be taken: no header that we know, too large, binary, or lon and lat swapped throughout.
    """
    places: dict[int, OwnPlace] = {}
    bad: list[BadRow] = []
    seen: dict[tuple[str, str], int] = {}
    read: dict[str, Place] = {}
    unnamed: set[int] = set()
    for number, row in _rows(content):
        if not any(row.values()):
            continue
        coded = (fold(row.get("name", "")), row["pcode"]) if row.get("pcode") else None
        try:
            _refuse_again(seen.get(coded) if coded else None, row.get("name", ""))
            own = read_row({**row, "country_code": row.get("country_code") or country or ""}, gazetteer, among=read)
            named = (fold(own.place.name), own.place.place_id)
            namesake = read.get(own.place.place_id) if named in seen and not coded else None
            if namesake is not None:
                own = apart_from(own, namesake) or own
                named = (named[0], own.place.place_id)
                _refuse_again(seen.get(named), own.place.name)
        except BadValueError as error:
            bad.append(BadRow(number=number, column=error.column, value=error.value, reason=error.reason))
            continue
        if not (row.get("country_code") or country):
            unnamed.add(number)
        seen[coded or named], read[own.place.place_id] = number, own.place
        places[number] = own
    refuse_swapped_names({n: own for n, own in places.items() if n in unnamed}, gazetteer)
    for number, wrong in outside_their_countries(places, gazetteer).items():
        place = places.pop(number).place
        reason = f"lies outside {place.country_code}: {wrong}"
        bad.append(BadRow(number=number, column="lon", value=f"{place.lon:g}, {place.lat:g}", reason=reason))
    return PlacesTable(places=tuple(places.values()), bad=tuple(sorted(bad, key=lambda row: row.number)))


def _refuse_again(earlier: int | None, name: str) -> None:
    if earlier is not None:
        raise BadValueError("name", name, f"the same place stands in row {earlier}")


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row's number and its values by our own column names."""
    if len(content) > MAX_BYTES:
        raise BadPlacesFileError(f"The file has more than {MAX_BYTES // 1_000_000} MB. Split it into parts.")
    text = _decoded(content)
    if not text.strip():
        raise BadPlacesFileError("The file is empty. Its first line names the columns: name,lon,lat")
    first = text.lstrip("\n\r ").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns: list[str] | None = None
    is_checked = False
    try:
        for number, cells in enumerate(reader, 1):
            if number > MAX_ROWS:
                raise BadPlacesFileError(f"The file has more than {MAX_ROWS:,} rows. Split it into parts.")
            if columns is None or _is_hxl(cells):
                columns = _merged(columns, [_column(cell) for cell in cells])
                continue
            if not is_checked:
                _check_header(columns, first)
                is_checked = True
            yield number, _row(columns, cells)
    except csv.Error as error:
        raise BadPlacesFileError(f"The file is no table that we can read: {error}. Save it as CSV.") from error
    _check_header(columns or [], first)


def _decoded(content: bytes) -> str:
    if b"\0" in content[:4096]:
        raise BadPlacesFileError("The file is no text. Save the table as CSV, UTF-8, and add that.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _is_hxl(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(cell.strip().startswith("#") for cell in cells) > len(cells) / 2


def _column(title: str) -> str:
    """Return our name of a column, "adm1 name" and the like for OCHA's, or "" for one that we do not use."""
    plain = fold(title.replace("_", " ").replace("#", " ").replace("+", " "))
    own = plain.replace(" ", "_")
    if own in COLUMNS:
        return own
    admin = _ADMIN.fullmatch(plain)
    if admin is not None and plain != "adm0 pcode":
        return f"adm{admin[1]} {'pcode' if admin[2] in {'pcode', 'code'} else 'name'}"
    return _SYNONYMS.get(plain, "")


def _merged(columns: list[str] | None, tagged: list[str]) -> list[str]:
    """Let a row of HXL tags speak for columns whose titles we do not know."""
    if columns is None:
        return tagged
    return [own or tag for own, tag in zip(columns, tagged + [""] * len(columns), strict=False)]


def _check_header(columns: Sequence[str], first: str) -> None:
    has_names = "name" in columns or any(column.endswith(" name") for column in columns)
    if not has_names:
        raise BadPlacesFileError(
            f"No column is called name: the first line is {first[:80]!r}. The columns are: {', '.join(COLUMNS)}"
        )


def _row(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    row: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and not row.get(column):
            row[column] = open_cell(cell.strip())
    levels = [level for level in "321" if row.get(f"adm{level} pcode") and row.get(f"adm{level} name")]
    if levels and not row.get("name"):
        level = levels[0]
        row |= {"name": row[f"adm{level} name"], "pcode": row[f"adm{level} pcode"], "level": level}
        above = row.get(f"adm{int(level) - 1} name", "")
        if level == "3" and above:
            row["parent"] = above
    return row
