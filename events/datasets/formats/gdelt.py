"""GDELT 1 and 2: event files without a header, and tables of them that somebody gave one."""

from collections.abc import Sequence

from events.datasets.cells import Cells, day_of, id_of, point_of, rest_of, text_of, whole_of
from events.datasets.codes import cameo_kind
from events.datasets.countries import iso_of_fips
from events.datasets.dataset import Dataset
from events.datasets.formats.form import Form
from events.datasets.row import EventRow

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code",
    "Type3Code",
)  # fmt: skip
_GEO = (
    "Geo_Type",
    "Geo_FullName",
    "Geo_CountryCode",
    "Geo_ADM1Code",
    "Geo_ADM2Code",
    "Geo_Lat",
    "Geo_Long",
    "Geo_FeatureID",
)
_BEFORE = ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate")
_BETWEEN = (
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone",
)  # fmt: skip
_WHO = ("Actor1", "Actor2")


def _columns(geo: Sequence[str]) -> tuple[str, ...]:
    actors = tuple(f"{who}{part}" for who in _WHO for part in _ACTOR)
    places = tuple(f"{who}{part}" for who in (*_WHO, "Action") for part in geo)
    return (*_BEFORE, *actors, *_BETWEEN, *places, "DATEADDED", "SOURCEURL")


GDELT2 = _columns(_GEO)
GDELT1 = _columns([part for part in _GEO if part != "Geo_ADM2Code"])
# Files of before April 2013 have no address.
_BY_WIDTH = {len(GDELT2): GDELT2, len(GDELT1): GDELT1, len(GDELT1) - 1: GDELT1[:-1]}
# What a table that others made of it calls the same columns, in lower case without signs.
_ALSO = {
    "globaleventid": "GLOBALEVENTID", "day": "SQLDATE", "sqldate": "SQLDATE", "actor1name": "Actor1Name", "actor2name": "Actor2Name",
    "eventcode": "EventCode", "actiongeotype": "ActionGeo_Type", "mentiontype": "ActionGeo_Type",
    "actiongeofullname": "ActionGeo_FullName", "stprcntry": "ActionGeo_FullName", "actiongeolat": "ActionGeo_Lat",
    "actiongeocountrycode": "ActionGeo_CountryCode", "country": "ActionGeo_CountryCode", "latextra": "ActionGeo_Lat", "actiongeolong": "ActionGeo_Long", "longextra": "ActionGeo_Long", "sourceurl": "SOURCEURL",
    "confidence": "Confidence",
}  # fmt: skip
_USED = frozenset(
    {"GLOBALEVENTID", "SQLDATE", "Actor1Name", "Actor2Name", "EventCode", "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_Lat",
     "ActionGeo_Long", "SOURCEURL"}
)  # fmt: skip
# GDELT's kinds of place (country, US state, US city, city, province) as UCDP's precision.
_WHERE_PREC = {1: 6, 2: 4, 3: 1, 4: 1, 5: 4}
_ID_DIGITS = range(1, 19)


def columns_without_header(first: Sequence[str]) -> tuple[str, ...] | None:
    """Return the columns of a table without header by its first row; None where that is a header, or none of GDELT's."""
    columns = _BY_WIDTH.get(len(first))
    if columns is None or not first[0].isdigit() or not first[1].isdigit() or len(first[0]) not in _ID_DIGITS:
        return None
    return columns


def knows(columns: Sequence[str], _rows: Sequence[Cells]) -> bool:
    """Say whether a table is GDELT's events."""
    return {"GLOBALEVENTID", "SQLDATE", "EventCode", "ActionGeo_Lat"} <= set(map(_called, columns))


def read(cells: Cells) -> EventRow:
    """Return what a row of GDELT says; where it happened is its action's place, codes are strings with their leading zeros."""
    code = text_of(cells, "EventCode")
    kind, sub_type = cameo_kind(code)
    place_type = whole_of(cells, "ActionGeo_Type")
    lon, lat = point_of(cells, "ActionGeo_Long", "ActionGeo_Lat") if place_type else (None, None)
    parts = [part.strip() for part in text_of(cells, "ActionGeo_FullName").split(",") if part.strip()]
    confidence = whole_of(cells, "Confidence")
    return EventRow(
        source_id=id_of(cells, "GLOBALEVENTID"), type=kind, sub_type=sub_type, code=f"CAMEO {code}" if code else "",
        date_start=day_of(cells, "SQLDATE"), date_prec=1, place=parts[0] if parts else "",
        adm1=parts[-2] if len(parts) > 1 else "", country=_country(cells, parts) if parts or place_type else None,
        lon=lon, lat=lat,
        where_prec=_WHERE_PREC.get(place_type or 0) if lon is not None else None, side1=_side(cells, 1), side2=_side(cells, 2),
        url=text_of(cells, "SOURCEURL"), confidence=min(1.0, max(0.0, confidence / 100)) if confidence is not None else 1.0,
        extra=rest_of(cells, _USED), cells=cells,
    )  # fmt: skip


def _country(cells: Cells, parts: Sequence[str]) -> str | None:
    """Return the country by its code, which is of FIPS (IZ is Iraq, IS Israel), else by its name at the end of the place's."""
    return iso_of_fips(text_of(cells, "ActionGeo_CountryCode")) or (parts[-1] if parts else None)


def _side(cells: Cells, number: int) -> tuple[str, ...]:
    name = text_of(cells, f"Actor{number}Name")
    return (name,) if name else ()


def _called(column: str) -> str:
    return _ALSO.get(_plain(column), column)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


FORM = Form(
    key="gdelt",
    dataset=Dataset(
        name="GDELT", licence="free use with citation and a link to the GDELT Project", url="https://www.gdeltproject.org/",
        citation="The GDELT Project, event database. Leetaru, Kalev, and Philip Schrodt (2013).", form="gdelt",
    ),
    knows=knows,
    read=read,
    called=_called,
)  # fmt: skip
