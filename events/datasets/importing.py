"""The import of one file of event data: its format, its rows into the project, and those that are no events into a file."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from events.datasets.dataset import Dataset, Summary
from events.datasets.formats import Form, form_of, known_form
from events.datasets.rejects import REASON, Rejects, mended
from events.datasets.row import EventRow, Reject, RowError
from events.datasets.source import Source, open_source
from events.datasets.storing import Progress, import_rows
from events.errors import EventsError, UnreadableDocumentError
from events.store import EventStore
from gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What an import of a file did, and the format that it was read as."""

    form: str
    dataset: Dataset
    summary: Summary


def sniff(path: Path) -> Form | None:
    """Return the known format of a file by its content, None where it is none, or cannot be read as rows."""
    try:
        with open_source(path) as source:
            return known_form(source.columns, source.first)
    except (EventsError, ValueError, OSError):
        return None


def import_file(
    store: EventStore, path: Path, gazetteer: Gazetteer, *, form: str | None = None, about: Dataset | None = None,
    rejects: Path | None = None, takes_purged: bool = False, progress: Progress = lambda _summary: None,
) -> Import:  # fmt: skip
    """Import a file of a known format; see `import_rows`.

    Parameters
    ----------
    form
        The format's key; None goes by the file's columns.
    about
        Whose the data is, where that is not what the format says; its empty fields are as the format says.
    rejects
        Where rows that are no events are written: the same columns and `REASON`, as JSON lines where the file is JSON. What was
        mended there is imported as the file itself is.

    takes_purged
        Import what was purged from the project before.

    Raises
    ------
    UnreadableDocumentError
        If the file cannot be read, or is of no known format.
    """
    with open_source(path) as source, ExitStack() as stack:
        chosen = form_of(form) if form is not None else known_form(source.columns, source.first)
        if chosen is None:
            raise UnreadableDocumentError(
                f"{path.name} has the columns {', '.join(source.columns)[:200]}: of no format that is known. Say which it is with --as."
            )
        dataset = _about(chosen.dataset, about, path)
        if takes_purged:
            store.take_purged_again(dataset.report_id)
        write = Rejects(rejects, source.columns, stack, is_json=source.is_json)
        summary = import_rows(store, form_rows(source, chosen), dataset, gazetteer, on_reject=write, progress=progress)
    return Import(form=chosen.key, dataset=dataset, summary=summary)


def _about(known: Dataset, given: Dataset | None, path: Path) -> Dataset:
    said = {} if given is None else {
        name: value for name in ("name", "version", "licence", "citation", "url") if (value := getattr(given, name))
    }  # fmt: skip
    return replace(known, **{**said, "file": path.name})


def form_rows(source: Source, form: Form) -> Iterator[EventRow | Reject]:
    """Give each row of a file as its format reads it, or with the reason why it is none.

    Column names in another case are the format's own, and what comes from a file of rejects is as it was before. The cells of a
    row, and of a reject, go by the file's names.
    """
    is_mended, own = REASON in source.columns, form.own_names(source.columns)
    for number, cells in enumerate(source.rows, 1):
        if isinstance(cells, Reject):
            yield cells
            continue
        row = mended(cells) if is_mended else cells
        try:
            if own:
                yield replace(form.read({own.get(name, name): value for name, value in row.items()}), cells=row)
            else:
                yield form.read(row)
        except RowError as error:
            yield Reject(number=number, cells=row, reason=str(error))
