"""Files of exactly what is on screen: the suffix says the format."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from events import Event, Selection, to_csv, to_geojson, to_hxl, to_json
from gazetteer import Gazetteer, open_gazetteer
from geo.errors import UnknownFormatError
from geo.html import to_html
from geo.view import EventView, build_view

_TABLES: dict[str, Callable[[tuple[Event, ...]], str]] = {".geojson": to_geojson, ".csv": to_csv, ".json": to_json}
_HXL = ".hxl.csv"
EXPORT_SUFFIXES = (*_TABLES, _HXL, ".html")


def check_format(path: Path) -> str:
    """Return the suffix of a file that we can write, lower case.

    Raises
    ------
    UnknownFormatError
        If no writer knows it; says which work.
    """
    suffix = _HXL if path.name.lower().endswith(_HXL) else path.suffix.lower()
    if suffix not in EXPORT_SUFFIXES:
        raise UnknownFormatError(
            f"Cannot write {path.name!r}: the file name must end in one of {', '.join(EXPORT_SUFFIXES)}."
        )
    return suffix


def export(
    what: EventView | Selection,
    path: Path,
    *,
    title: str = "",
    produced: dt.datetime | None = None,
    gazetteer: Gazetteer | None = None,
) -> int:
    """Write a view or selection to a file and return the number of events in it.

    Parameters
    ----------
    what
        What is on screen.
    path
        Ends in .geojson, .csv, .hxl.csv (tags for humanitarian tools), .json or .html. Written beside and then renamed, so a failure leaves no half a file.
    title, produced, gazetteer
        Heading, moment of production and source of place labels of an .html file; P-codes of an .hxl.csv file.

    Raises
    ------
    UnknownFormatError
        If the suffix is none of these.
    VendorMissingError
        If .html is asked for and the browser libraries have not been copied.
    """
    suffix = check_format(path)
    selection = what if isinstance(what, Selection) else what.selection
    if suffix in _TABLES:
        text = _TABLES[suffix](selection.events)
    elif suffix == _HXL:
        text = to_hxl(selection.events, gazetteer or open_gazetteer())
    else:
        view = what if isinstance(what, EventView) else build_view(what)
        text = to_html(view, title or default_title(view), produced=produced, gazetteer=gazetteer)
    part = path.with_name(f"{path.name}.part")
    # newline="" keeps the CSV's own line ends
    part.write_text(text, encoding="utf-8", newline="")
    part.replace(path)
    return len(selection.events)


def default_title(view: EventView) -> str:
    """Return a plain title: how many events, and when.

    Never a place: naming one would claim that all events lie there.
    """
    number = len(view.events)
    span = ""
    if view.date_range:
        first, last = (f"{day.day} {day:%B %Y}" for day in view.date_range)
        span = f", {first}" if first == last else f", {first} to {last}"
    return f"{number:,} event{'' if number == 1 else 's'}{span}"
