"""A release to a file: only what the profile lets through, checked when it is finished, left nowhere where something leaks."""

import datetime as dt
import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from html import escape
from pathlib import Path

import orjson

from events import EventFilter, Selection
from events.export_log import sha256_of
from events.grades import NO_GRADES
from events.release import Forbidden, Profile, Released, forbidden_in, released
from gazetteer import Gazetteer
from geo.basemap import world_labels
from geo.errors import GeoError
from geo.export import ABOUT, check_folder, export
from geo.inline_basemap import detail_box, label_rows
from geo.release.files import UncheckableError, file_pieces
from geo.release.search import Label, Leak, search
from geo.view import build_view

_SHOWN = 5
Write = Callable[[Selection, Path, str], object]


class LeakError(GeoError, PermissionError):
    """A finished file holds what its profile forbids, or cannot be checked; it was not left at its destination."""

    def __init__(self, words: str, leaks: tuple[Leak, ...] = ()) -> None:
        super().__init__(words)
        self.leaks = leaks


def export_released(
    selection: Selection, path: Path, profile: Profile, write: Write, *, today: dt.date, gazetteer: Gazetteer, title: str = "",
    log: Callable[[Path, Released], object] = lambda _file, _found: None, secret: bytes | None = None,
) -> Released:  # fmt: skip
    """Write what a profile lets through to a file, check the file, and only then put it at its destination.

    Parameters
    ----------
    write
        Writes a selection to a path that ends as ``path`` does, with a title; what it writes beside the file is checked and moved too.
    log
        Hears of the file, which still lies elsewhere, before it is moved; what it raises keeps the file from leaving.
    secret
        As `events.release.released` takes it.

    Raises
    ------
    LeakError
        If something forbidden stands in the file, with what and where, or it cannot be opened for the check.
    """
    found = released(selection.events, profile, today, gazetteer, secret)
    leaving = leaving_selection(selection, found, profile)
    check_folder(path)
    # Beside the destination, so that moving it is one step; hidden, and gone whatever happens.
    with tempfile.TemporaryDirectory(prefix=".release-", dir=path.parent) as folder:
        file = Path(folder) / "file" / path.name
        file.parent.mkdir()
        write(leaving, file, title)
        mark(file, found)
        known = _known(leaving, Path(folder) / "empty" / path.name, write, found)
        labels = _labels(leaving, gazetteer) if path.suffix.lower() == ".html" else frozenset()
        check(file.parent, selection, found, profile, known=known, labels=labels)
        log(file, found)
        for each in sorted(file.parent.iterdir(), key=lambda each: each == file):
            each.replace(path.with_name(each.name))
    return found


def release_writer(profile: Profile, gazetteer: Gazetteer, produced: dt.datetime) -> Write:
    """Return what writes the files of a profile, as `geo.export.export` does and with the profile's banner in what they say of themselves."""

    def write(selection: Selection, path: Path, title: str) -> int:
        return export(
            selection, path, title=title, produced=produced, gazetteer=gazetteer, handling=profile.banner
        )  # fmt: skip

    return write


def check(
    folder: Path, selection: Selection, found: Released, profile: Profile, *, known: frozenset[str] = frozenset(),
    labels: frozenset[Label] = frozenset(),
) -> None:  # fmt: skip
    """Look for leaks in the files of a folder; raises as `export_released`."""
    forbidden = forbidden_in(selection.events, found, profile, "\n".join(each for each in known if len(each) < 10_000))
    for file in sorted(folder.iterdir()):
        refuse(search_file(file, forbidden, known=known, labels=labels), profile)


def search_file(
    file: Path, forbidden: Forbidden, *, known: frozenset[str] = frozenset(), labels: frozenset[Label] = frozenset()
) -> tuple[Leak, ...]:
    """Return what leaks of a finished file (see `search`); raises LeakError where it cannot be opened for the check."""
    try:
        return search(file_pieces(file), forbidden, known=known, labels=labels)
    except UncheckableError as error:
        raise LeakError(f"The release was not written: {error}. Choose another format.") from error


def refuse(leaks: tuple[Leak, ...], profile: Profile) -> None:
    """Raise LeakError, which says what leaks and where, if anything does."""
    if not leaks:
        return
    told = "; ".join(f"{leak.what} ({leak.where})" for leak in leaks[:_SHOWN])
    more = f" and {len(leaks) - _SHOWN} more" if len(leaks) > _SHOWN else ""
    raise LeakError(
        f"The release was not written: {profile.title} forbids what the file would hold: {told}{more}. Change what was typed for it "
        "(title, summary, producer); where it was not typed, tell us of it: this is a fault.",
        leaks,
    )


def mark(file: Path, found: Released) -> None:
    """Write the markings into a finished file, where its format has room for them: GeoJSON as a member, a page as its first line."""
    record = found.markings.record()
    if file.suffix == ".geojson":
        head = b'{"type":"FeatureCollection",'
        data = file.read_bytes()
        if data.startswith(head):
            file.write_bytes(head + b'"release":' + orjson.dumps(record) + b"," + data[len(head) :])
    elif file.suffix == ".html" and found.markings.handling:
        line = escape(
            f"{found.markings.handling} · {found.markings.title}: places as {found.markings.places}", quote=False
        )
        text = file.read_text(encoding="utf-8").replace("<body>", f'<body>\n<p class="handling">{line}</p>', 1)
        file.write_text(text, encoding="utf-8", newline="")
    _mark_beside(file.with_name(f"{file.name}{ABOUT}"), file, record)


def _mark_beside(beside: Path, file: Path, record: Mapping[str, object]) -> None:
    """Write the markings, and the hash of the marked file, into what is said of it beside."""
    if beside.is_file():
        said = json.loads(beside.read_text(encoding="utf-8"))
        said |= {"file_sha256": sha256_of(file), "release": record}
        beside.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def leaving_selection(selection: Selection, found: Released, profile: Profile) -> Selection:
    """Return what leaves by a profile as a selection; where the profile keeps anything back, its counts, filter and grades tell nothing of the rest."""
    return _selection(selection, found, keeps_all=profile.keeps_all)


def _selection(selection: Selection, found: Released, *, keeps_all: bool) -> Selection:
    """Return what leaves as a selection whose counts and filter tell nothing of what stays."""
    events = found.events
    placed = sum(
        each.where is not None and each.where.place is not None and each.where_prec is not None for each in events
    )
    counts = replace(
        selection.counts, total=selection.counts.total if keeps_all else len(events), placed=placed, not_placed=len(events) - placed, filtered_out=selection.counts.total - len(events) if keeps_all else 0,
        not_dated=sum(each.date_start is None for each in events), certain=len(events), possible=0, without_date=0, without_place=0,
    )  # fmt: skip
    asked = selection.filter
    told = (
        asked
        if keeps_all
        else EventFilter(from_date=asked.from_date, to_date=asked.to_date, types=asked.types, countries=asked.countries)
    )
    # What an analyst thinks of a source and of what it says stays with the machine's reasons.
    grades = selection.grades if keeps_all else NO_GRADES
    return Selection(events=events, counts=counts, filter=told, grades=grades, credits=selection.credits)


def _known(leaving: Selection, path: Path, write: Write, found: Released) -> frozenset[str]:
    """Return the texts of a file without any event: they are the program's own."""
    path.parent.mkdir()
    nothing = _selection(leaving, replace(found, events=()), keeps_all=False)
    write(nothing, path, "")
    mark(path, found)
    # What cannot be opened is refused when the file itself is checked.
    with suppress(UncheckableError):
        return frozenset(
            piece.value for file in path.parent.iterdir() for piece in file_pieces(file) if isinstance(piece.value, str)
        )
    return frozenset()


def _labels(leaving: Selection, gazetteer: Gazetteer) -> frozenset[Label]:
    extent = build_view(leaving).extent
    boxes = [box for box in (extent, detail_box(extent)) if box is not None]
    rows = [*world_labels(), *(row for box in boxes for row in label_rows(gazetteer, box))]
    return frozenset((str(row[0]), float(str(row[1])), float(str(row[2]))) for row in rows)
