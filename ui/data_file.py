"""The file that is being brought in on the Data page: chosen, opened, known as what it is; nothing of it is left on disk."""

import hashlib
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import streamlit as st

from events import EventsError, default_path
from events.datasets import sniff, without_reasons
from events.datasets.formats import Form
from events.datasets.tables import Guess, Recipes, Table, TableMapping, applied, guess_mapping, open_table
from geo import readable
from ui import cache
from ui.words import count_of, plain

MOST_MB = 200
_SAMPLE = Path(__file__).parents[1] / "samples" / "table.csv"
_FILE, _UPLOAD, _FAILED = "data_file", "data_upload", "data_failed"
_LEFT = ("data_file", "data_done", "data_dry", "data_failed")
# So many rows are counted before the page is drawn.
_MOST_COUNTED = 200_000
_FIRST = 20
_LONGEST_NAME = 80
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\\\:*?"<>|\ud800-\udfff]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file of events as it was opened.

    Attributes
    ----------
    token
        Names the file and its layer among those that were opened, for the keys of the fields.
    number
        How many rows it has; `is_more` where it has more than were counted.
    guess
        The proposed mapping; `from_recipe` where one's own recipe gave it.
    mapping
        The mapping as it is now, with what a person said.
    form
        The known format that its columns are of, None where they are of none.
    first
        The cells of its first rows.
    """

    token: str
    name: str
    data: bytes
    table: Table
    first: tuple[tuple[object, ...], ...]
    number: int
    is_more: bool
    form: Form | None
    guess: Guess
    from_recipe: bool
    mapping: TableMapping
    layer: str | None = None

    @property
    def rows_words(self) -> str:
        """How many rows, in words."""
        return f"more than {self.number:,} rows" if self.is_more else count_of(self.number, "row")


def recipes() -> Recipes:
    """Return the mappings that the analyst keeps, in a folder beside the project."""
    return Recipes(default_path().parent / "recipes")


def opened_file() -> DataFile | None:
    """Return the file that is being brought in, None where none is."""
    found: DataFile | None = st.session_state.get(_FILE)
    return found


def remap(mapping: TableMapping) -> None:
    """Take another mapping for the file, before the page runs anew."""
    file = opened_file()
    if file is not None:
        st.session_state[_FILE] = replace(file, mapping=mapping)


def leave_file() -> None:
    """Forget the file and what was made of it."""
    for name in _LEFT:
        st.session_state.pop(name, None)


@contextmanager
def on_disk(name: str, data: bytes) -> Iterator[Path]:
    """Give a file a path while it is read; no folder is in its name (`_file_name`)."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


def choose_file() -> None:
    """Draw the field for a file, and the sample to try."""
    st.file_uploader(
        "A file of events: CSV, Excel, ODS, JSON, GeoJSON, KML, GeoPackage, zipped shapefile, Parquet, FlatGeobuf, GPX",
        key=_UPLOAD, max_upload_size=MOST_MB, on_change=_uploaded,
        help="UCDP, ACLED and other known datasets are recognised; of any other table you say which column is what. The file is read on this machine only.",
    )  # fmt: skip
    failed = st.session_state.get(_FAILED)
    if failed:
        st.error(plain(failed), icon=":material/error:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("No file at hand? Ten made-up rows with odd columns show how it goes.", width="content")
        st.button("Try the sample table", key="data_sample", icon=":material/table:", on_click=_sample)


def file_bar(file: DataFile, what: str) -> None:
    """Say which file it is, what it was taken for, and offer another."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{plain(file.name[-_LONGEST_NAME:])}** · {plain(what)}", width="content")
        st.button("Another file", key="data_other", icon=":material/close:", on_click=leave_file)
    if len(file.table.layers) > 1:
        st.selectbox(
            "Sheet or layer", file.table.layers, format_func=readable, key=f"data_layer_{file.token}", on_change=_other_layer,
            index=file.table.layers.index(file.layer) if file.layer in file.table.layers else 0, width=320,
        )  # fmt: skip
    for note in file.table.notes:
        st.caption(plain(note))


def _uploaded() -> None:
    upload = st.session_state.get(_UPLOAD)
    if upload is not None:
        _open(upload.name, upload.getvalue())


def _sample() -> None:
    _open(_SAMPLE.name, _SAMPLE.read_bytes())


def _other_layer() -> None:
    file = opened_file()
    if file is not None:
        _open(file.name, file.data, layer=st.session_state[f"data_layer_{file.token}"])


def _open(name: str, data: bytes, *, layer: str | None = None) -> None:
    """Open a file, and propose what its columns hold; what cannot be opened is said."""
    if layer is None:
        leave_file()
    name = _file_name(name)
    try:
        table = without_reasons(open_table(data, layer=layer))
        number, is_more = _counted(table)
        kept = recipes().matching(table.columns)
        guess = Guess(applied(kept, table.columns)) if kept is not None else guess_mapping(table, cache.gazetteer())
    except EventsError as error:
        st.session_state[_FAILED] = f"{name}: {error}"
        return
    except MemoryError:
        st.session_state[_FAILED] = (
            f"{name} is too large for this machine. Import it with: python -m events import FILE"
        )
        return
    said = hashlib.blake2b(data, digest_size=6)
    said.update(repr((name, layer)).encode(errors="surrogatepass"))
    mapping = guess.mapping if guess.mapping.name else replace(guess.mapping, name=_stem(name))
    for each in ("data_done", "data_dry", _FAILED):
        st.session_state.pop(each, None)
    st.session_state[_FILE] = DataFile(
        token=said.hexdigest(), name=name, data=data, table=table, first=tuple(row.cells for row in islice(table.rows(), _FIRST)), number=number, is_more=is_more, guess=guess, mapping=mapping,
        from_recipe=kept is not None, layer=layer, form=_form(name, data),
    )  # fmt: skip


def _form(name: str, data: bytes) -> Form | None:
    with on_disk(name, data) as path:
        return sniff(path)


def _counted(table: Table) -> tuple[int, bool]:
    number = 0
    for number, _ in enumerate(table.rows(), 1):
        if number > _MOST_COUNTED:
            return _MOST_COUNTED, True
    return number, False


def _file_name(name: str) -> str:
    """Return a stranger's file name as one that every system can write."""
    return _FORBIDDEN.sub("_", name)[-_LONGEST_NAME:].strip(" .") or "table"


def _stem(name: str) -> str:
    return " ".join(readable(name).split()).rsplit(".", 1)[0][:_LONGEST_NAME] or "table"
