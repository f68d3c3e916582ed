"""The briefing sheet: from one view to a picture that survives the question "where is this from?"."""

import hashlib
import io
import threading
from collections.abc import Mapping
from pathlib import Path

import shapely
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from gazetteer import Gazetteer, product_version
from geo.errors import UnknownFormatError
from geo.sheet_compose import Sheet, compose
from geo.sheet_fonts import clean
from geo.sheet_options import SheetOptions
from geo.view import EventView

__all__ = [
    "SHEET_SUFFIXES",
    "Sheet",
    "SheetOptions",
    "check_suffix",
    "compose_sheet",
    "data_hash",
    "draw_sheet",
    "product_version",
    "save_sheet",
    "sheet_preview",
    "write_sheet",
]

SHEET_SUFFIXES = (".pdf", ".png", ".svg")
PRINT_DPI = 300
_SCREEN_DPI = 150
# matplotlib's settings are global: one sheet at a time, whatever thread asks for it.
_DRAWING = threading.RLock()
_SETTINGS: Mapping[str, object] = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "dateline",  # the same data give the same bytes
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "path.simplify": True,
    "text.usetex": False,
    "text.parse_math": False,
    "hatch.linewidth": 0.5,
}


def compose_sheet(view: EventView, options: SheetOptions | None = None, gazetteer: Gazetteer | None = None) -> Sheet:
    """Draw the sheet and keep the account of what stands where (see `draw_sheet`)."""
    options = options or SheetOptions()
    with _DRAWING, rc_context(_SETTINGS):  # type: ignore[arg-type]  # rc keys are literals in the stubs
        sheet = compose(view, options, gazetteer, stamp=f"Dateline {product_version()}, data {data_hash(view)[:10]}")
        FigureCanvasAgg(sheet.figure)
        return sheet


def draw_sheet(view: EventView, options: SheetOptions | None = None, gazetteer: Gazetteer | None = None) -> Figure:
    """Draw the briefing sheet of a view.

    Parameters
    ----------
    view
        What is on screen.
    options
        Title, paper, dates, marking; see `SheetOptions`.
    gazetteer
        For place and country names; None leaves out names that the events do not give.

    Returns
    -------
    Figure
        A matplotlib figure with an Agg canvas, of no pyplot state. Save it with `write_sheet`.

    Raises
    ------
    UnknownPaperError
        If the paper is not known.
    """
    return compose_sheet(view, options, gazetteer).figure


def write_sheet(
    view: EventView, path: Path, options: SheetOptions | None = None, gazetteer: Gazetteer | None = None
) -> Path:
    """Write the sheet as .png (300 dpi), .svg or .pdf (both with text as text), and return the path.

    The file's metadata say title, filter, counts, data hash and version. The same view and options give the
    same bytes.

    Raises
    ------
    UnknownFormatError
        If the suffix is none of the three.
    UnknownPaperError
        If the paper is not known.
    """
    path = Path(path)
    check_suffix(path)
    save_sheet(compose_sheet(view, options, gazetteer), view, path, options)
    return path


def check_suffix(path: Path) -> str:
    """Return a sheet file's suffix in lower case.

    Raises
    ------
    UnknownFormatError
        If it is not one of `SHEET_SUFFIXES`.
    """
    suffix = path.suffix.lower()
    if suffix not in SHEET_SUFFIXES:
        raise UnknownFormatError(f"A sheet is written as {', '.join(SHEET_SUFFIXES)}, got {path.name!r}.")
    return suffix


def save_sheet(sheet: Sheet, view: EventView, path: Path, options: SheetOptions | None = None) -> None:
    """Write a composed sheet in one format; several formats of one sheet need no new drawing."""
    suffix = check_suffix(path)
    options = options or SheetOptions()
    metadata = _METADATA[suffix](sheet, view, options)
    with _DRAWING, rc_context(_SETTINGS):  # type: ignore[arg-type]  # rc keys are literals in the stubs
        sheet.figure.savefig(path, format=suffix[1:], dpi=PRINT_DPI, metadata=metadata)


def sheet_preview(sheet: Sheet) -> bytes:
    """Return the sheet as a PNG for the screen: sharp at the width of a page, a quarter of the print's pixels."""
    file = io.BytesIO()
    with _DRAWING, rc_context(_SETTINGS):  # type: ignore[arg-type]  # rc keys are literals in the stubs
        sheet.figure.savefig(file, format="png", dpi=_SCREEN_DPI)
    return file.getvalue()


def data_hash(view: EventView) -> str:
    """Return a SHA-256 in hex over all that the view knows of its events; the same data give the same hash."""
    table = view.events.drop(columns=["geometry", "drawn"]).to_csv(index=False)
    shapes = b"".join(shapely.to_wkb(shape) if shape is not None else b"-" for shape in view.events.geometry)
    return hashlib.sha256(table.encode() + shapes).hexdigest()


def _described(sheet: Sheet, view: EventView) -> str:
    return clean(f"{sheet.summary} Filter: {view.filter_words}. {sheet.counts}. Data SHA-256 {data_hash(view)}.")


def _png(sheet: Sheet, view: EventView, options: SheetOptions) -> dict[str, str]:
    stamp = {"Creation Time": options.produced.isoformat()} if options.produced else {}
    return {
        "Title": sheet.title,
        "Author": clean(options.producer),
        "Description": _described(sheet, view),
        "Software": f"Dateline {product_version()}",
        "Filter": clean(view.filter_words),
        "Data-SHA256": data_hash(view),
        **stamp,
    }


def _svg(sheet: Sheet, view: EventView, options: SheetOptions) -> dict[str, object]:
    return {
        "Title": sheet.title,
        "Publisher": clean(options.producer) or None,
        "Description": _described(sheet, view),
        "Creator": f"Dateline {product_version()}",
        "Identifier": f"sha256:{data_hash(view)}",
        "Date": options.produced.isoformat() if options.produced else None,
    }


def _pdf(sheet: Sheet, view: EventView, options: SheetOptions) -> dict[str, object]:
    return {
        "Title": sheet.title,
        "Author": clean(options.producer),
        "Subject": _described(sheet, view),
        "Keywords": f"sha256:{data_hash(view)}",
        "Creator": f"Dateline {product_version()}",
        "Producer": f"Dateline {product_version()}",
        "CreationDate": options.produced,
    }


_METADATA = {".png": _png, ".svg": _svg, ".pdf": _pdf}
