"""What the Data page calls the fields of an event and the ways in which a column may be written; how it shows a stranger's cells."""

import datetime as dt
from collections.abc import Mapping

from events import readable, safe_cell
from events.datasets.tables import Field, How

FIELDS: Mapping[Field, str] = {
    Field.DATE_START: "First day", Field.DATE_END: "Last day", Field.PLACE: "Place", Field.LAT: "Latitude", Field.LON: "Longitude",
    Field.COUNTRY: "Country", Field.TYPE: "What happened", Field.NOTES: "What it tells", Field.SIDE1: "First side",
    Field.SIDE2: "Second side", Field.KILLED: "Killed", Field.SOURCE_ID: "The row’s own id",
    Field.ADM1: "Province", Field.POSITION: "Position in one column", Field.GEOMETRY: "Shape", Field.SUB_TYPE: "What kind of it", Field.STATUS: "Did it happen",
    Field.KILLED_LOW: "Killed, at least", Field.KILLED_HIGH: "Killed, at most", Field.INJURED: "Injured",
    Field.OUTLETS: "Who reported it", Field.URL: "Web address", Field.DATE_PREC: "How exact the day is",
    Field.WHERE_PREC: "How exact the place is",
}  # fmt: skip
# These are always asked for; the others only where a column was found for them, or under "Other fields".
ASKED = tuple(FIELDS)[:12]
HELP: Mapping[Field, str] = {
    Field.SOURCE_ID: "Rows of the same id are the same event: importing the next version of the table updates them.",
    Field.PLACE: "A row without coordinates is placed by this name, where the gazetteer knows it.",
    Field.DATE_PREC: "As in UCDP GED: 1 (the day) to 5 (more than a month).",
    Field.WHERE_PREC: "As in UCDP GED: 1 (exact) to 7 (international).",
    Field.STATUS: "Happened, planned, threatened or denied: only what happened is counted.",
    Field.POSITION: "Both numbers in one column, decimal, in degrees and minutes, or MGRS.",
}
WAYS_SAID: Mapping[How, str] = {
    How.TEXT: "as it stands", How.LIST: "several, by ; or |", How.TYPE: "type words", How.STATUS: "happened, planned …", How.COUNTRY: "names or codes",
    How.NUMBER: "1234.5", How.COMMA: "1234,5", How.YEAR_FIRST: "year first", How.DAY_FIRST: "day first",
    How.MONTH_FIRST: "month first", How.EPOCH_S: "seconds since 1970", How.EPOCH_MS: "milliseconds since 1970",
    How.SERIAL: "sheet’s day numbers", How.WRITTEN: "latitude, longitude or MGRS", How.LON_LAT: "longitude, latitude",
    How.SHAPE: "a shape",
}  # fmt: skip


def shortened(value: object, longest: int) -> str:
    """Return a stranger's value in one line of at most so many letters."""
    text = " ".join(readable(str(value)).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def shown_cell(value: object, longest: int) -> str:
    """Return a stranger's value as a cell of a table on the page, "" where there is none."""
    if value is None or isinstance(value, bool | int | float | dt.date):
        return "" if value is None else str(value)
    return str(safe_cell(shortened(value, longest)))
