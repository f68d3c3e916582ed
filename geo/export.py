"""Files of exactly what is on screen: the suffix says the format."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from events import (
    Counts,
    EventFilter,
    EventStore,
    Selection,
    credits_of,
    csv_parts,
    feature_lines,
    file_table,
    filter_words,
    geojson_parts,
    to_hxl,
    to_json,
)
from events.export_log import sha256_of
from gazetteer import Gazetteer, open_gazetteer
from geo.errors import UnknownFolderError, UnknownFormatError
from geo.excel_file import write_workbook
from geo.export_note import ExportNote, table_hash
from geo.gis_files import write_flatgeobuf, write_geopackage, write_shapefiles
from geo.html import to_html
from geo.kml_file import write_kml, write_kmz
from geo.parquet_file import write_geoparquet
from geo.view import PLACE_CREDIT, EventView, build_view

Writer = Callable[[pa.Table, Path, ExportNote], None]
ABOUT = ".about.json"
# RFC 8142 puts this sign before each feature; files that end in .geojsonl do without.
_RECORD_SEPARATOR = "\x1e"


def _write_parts(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    with path.open("wb") as file:
        for part in parts:
            file.write(part)


_TABLES: dict[str, Writer] = {
    ".geojson": lambda table, path, _: _write_parts(path, geojson_parts(table)),
    ".geojsonl": lambda table, path, _: _write_parts(path, feature_lines(table)),
    ".geojsons": lambda table, path, _: _write_parts(path, feature_lines(table, before=_RECORD_SEPARATOR)),
    ".csv": lambda table, path, _: _write_parts(path, csv_parts(table)),
    ".xlsx": write_workbook,
    ".kml": write_kml,
    ".kmz": write_kmz,
    ".gpkg": write_geopackage,
    ".shp.zip": write_shapefiles,
    ".parquet": write_geoparquet,
    ".fgb": write_flatgeobuf,
}
_JSON, _HXL, _HTML = ".json", ".hxl.csv", ".html"
EXPORT_SUFFIXES = (*_TABLES, _JSON, _HXL, _HTML)
# The others say inside which events they hold.
ABOUT_BESIDE = (".geojson", ".geojsonl", ".geojsons", ".csv", ".fgb", _JSON, _HXL)
_LONGEST_FIRST = sorted(EXPORT_SUFFIXES, key=len, reverse=True)


def check_format(path: Path) -> str:
    """Return the suffix of a file that we can write, lower case.

    Raises
    ------
    UnknownFormatError
        If no writer knows it; says which work.
    """
    name = path.name.lower()
    suffix = next((each for each in _LONGEST_FIRST if name.endswith(each)), None)
    if suffix is None:
        raise UnknownFormatError(
            f"Cannot write {path.name!r}: the file name must end in one of {', '.join(EXPORT_SUFFIXES)}."
        )
    return suffix


def check_folder(path: Path) -> None:
    """Raise UnknownFolderError where a file's folder is not there."""
    if not path.parent.is_dir():
        raise UnknownFolderError(
            f"There is no folder {str(path.parent)!r} to write {path.name} to. Make it, or choose another."
        )


def export(
    what: EventView | Selection,
    path: Path,
    *,
    title: str = "",
    produced: dt.datetime | None = None,
    gazetteer: Gazetteer | None = None,
    project: str = "",
    project_version: int | None = None,
    handling: str = "",
) -> int:
    """Write a view or selection to a file and return the number of events in it.

    What the file says of itself (`ExportNote`) stands inside it, or in a file beside it whose name ends in ``.about.json``.

    Parameters
    ----------
    what
        What is on screen.
    path
        Ends in one of `EXPORT_SUFFIXES`. Written beside and then renamed, so a failure leaves no half a file.
    title, produced, gazetteer
        Heading of an .html file; moment of production, None for a file without a stamp; source of place labels of an .html
        file, of P-codes of an .hxl.csv file, and of the names and attributions in the note.
    project, project_version
        The project's name and version, for the note.
    handling
        How the file is to be handled, for the note; "" where nothing is said.

    Raises
    ------
    UnknownFormatError
        If the suffix is none of these.
    UnknownFolderError
        If the folder is not there.
    TooManyEventsError
        If a format cannot hold so many.
    WriteError, OSError
        If it could not be written, as on a full disk.
    VendorMissingError
        If .html is asked for and the browser libraries have not been copied.
    """
    suffix = check_format(path)
    selection = what if isinstance(what, Selection) else what.selection
    note = _note(
        selection.filter, selection.counts, gazetteer, produced=produced, project=project, project_version=project_version,
        handling=handling, datasets=credits_of(selection.credits, {event.source for event in selection.events}),
    )  # fmt: skip
    if suffix in _TABLES:
        _export_table(file_table(selection.events, selection.grades), path, suffix, note)
        return len(selection.events)

    def write(part: Path) -> None:
        if suffix == _JSON:
            text = to_json(selection.events, selection.grades)
        elif suffix == _HXL:
            text = to_hxl(selection.events, gazetteer or open_gazetteer(), selection.grades)
        else:
            view = what if isinstance(what, EventView) else _view(selection, gazetteer)
            text = to_html(view, title or default_title(view), produced=produced, gazetteer=gazetteer)
        # newline="" keeps the CSV's own line ends
        part.write_text(text, encoding="utf-8", newline="")

    _write_whole(path, write, note if suffix in ABOUT_BESIDE else None)
    return len(selection.events)


def export_events(
    store: EventStore,
    event_filter: EventFilter,
    path: Path,
    *,
    title: str = "",
    produced: dt.datetime | None = None,
    gazetteer: Gazetteer | None = None,
) -> tuple[str, ...]:
    """Write a project's events that a filter lets through, as `export` writes a selection of them and raising as it does; return their ids.

    A million of them too: where the format is made of columns, no event is made an `Event` first.
    """
    suffix = check_format(path)
    rows = store.query().file_rows(event_filter, store.grades()) if suffix in _TABLES else None
    if rows is not None:
        table, counts = rows
        note = _note(
            event_filter, counts, gazetteer, produced=produced, project=store.name, project_version=store.version,
            datasets=credits_of(store.credits(), pc.unique(table["source"]).to_pylist()),
        )  # fmt: skip
        _export_table(table, path, suffix, note)
        return tuple(table["event_id"].to_pylist())
    selection = store.select(event_filter)
    export(
        selection, path, title=title, produced=produced, gazetteer=gazetteer, project=store.name,
        project_version=store.version,
    )  # fmt: skip
    return selection.event_ids


def _view(selection: Selection, gazetteer: Gazetteer | None) -> EventView:
    if gazetteer is None:
        return build_view(selection)
    return build_view(selection, place_credits=gazetteer.attributions(), country_names=gazetteer.country_names())


def _note(
    event_filter: EventFilter, counts: Counts, gazetteer: Gazetteer | None, *, produced: dt.datetime | None, project: str,
    project_version: int | None, handling: str = "", datasets: Sequence[str] = (),
) -> ExportNote:  # fmt: skip
    return ExportNote(
        filter_words=filter_words(event_filter, gazetteer.country_names() if gazetteer else None),
        counts=counts,
        data_sha256=None,
        project=project,
        project_version=project_version,
        handling=handling,
        datasets=datasets,
        produced=produced,
        attributions=gazetteer.attributions() if gazetteer else (PLACE_CREDIT,),
    )


def _export_table(table: pa.Table, path: Path, suffix: str, note: ExportNote) -> None:
    note = replace(note, data_sha256=table_hash(table))
    _write_whole(path, lambda part: _TABLES[suffix](table, part, note), note if suffix in ABOUT_BESIDE else None)


def _write_whole(path: Path, write: Callable[[Path], None], note: ExportNote | None) -> None:
    """Write a file, and what is said of it beside, in a folder of their own; both take their places when all is written."""
    check_folder(path)
    folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    try:
        part = folder / path.name
        write(part)
        beside = folder / f"{path.name}{ABOUT}"
        if note is not None:
            beside.write_text(note.text(file=path.name, file_sha256=sha256_of(part)), encoding="utf-8")
        part.replace(path)
        if note is not None:
            beside.replace(path.with_name(beside.name))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
