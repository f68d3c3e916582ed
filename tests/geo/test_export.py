"""Files of exactly what is on screen, through the library and through the command line."""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from events import DocumentDate, Event, Extraction, Report, Selection, open_project
from gazetteer import Relation, RelationKind, Resolution, Toponym
from geo import UnknownFormatError, build_view, default_title, export
from geo.export import EXPORT_SUFFIXES
from tests.command_line import run_here
from tests.geo.conftest import place, resolution

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path, story_selection: Selection) -> Path:
    """A project file that holds the story."""
    file = tmp_path / "story.sqlite"
    report = Report(report_id="r1", text="Fighting broke out.", source="Example Wire")
    extraction = Extraction(
        report=report,
        document_date=DocumentDate(date=None, source=None, score=0.0),
        warnings=(),
        events=story_selection.events,
        resolutions=(),
        dates=(),
    )
    open_project(file, writing=True).save(extraction)
    return file


def geo(*arguments: str | Path) -> CompletedProcess[str]:
    done = run_here("geo", *arguments)
    return CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def ids_of(file: Path) -> set[str]:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".geojson":
        return {feature["properties"]["event_id"] for feature in json.loads(text)["features"]}
    if file.suffix == ".csv":
        return {row["event_id"] for row in csv.DictReader(io.StringIO(text))} - {"#event+id"}  # HXL's second header
    return {number for number in (f"e{n:05d}" for n in range(10)) if number in text}


@pytest.mark.parametrize("suffix", [".geojson", ".csv", ".hxl.csv", ".json", ".html"])
def test_every_format_holds_the_same_events(story_selection: Selection, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"out{suffix}"
    assert export(build_view(story_selection), file) == 10
    shown = {event.event_id for event in story_selection.events}
    assert ids_of(file) == (shown if suffix != ".html" else shown - {"e00007"})
    beside = {tmp_path / f"out{suffix}.about.json"} if suffix != ".html" else set()
    assert set(tmp_path.iterdir()) == {file, *beside}, "no half-written file beside it"


def test_a_view_and_its_selection_write_the_same_file(story_selection: Selection, tmp_path: Path) -> None:
    export(story_selection, tmp_path / "a.geojson")
    export(build_view(story_selection), tmp_path / "b.geojson")
    assert (tmp_path / "a.geojson").read_bytes() == (tmp_path / "b.geojson").read_bytes()


def test_an_unknown_suffix_lists_what_works(story_selection: Selection, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=re.escape(", ".join(EXPORT_SUFFIXES))):
        export(story_selection, tmp_path / "out.docx")
    assert not list(tmp_path.iterdir())


def test_the_drafted_title_says_how_many_and_when(story_selection: Selection) -> None:
    assert default_title(build_view(story_selection)) == "10 events, 1 February 2021 to 5 March 2021"


def test_the_command_line_exports_what_the_filter_lets_through(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "battles.geojson"
    done = geo("export", out, "--type", "battle", "--db", project)
    assert done.returncode == 0, done.stderr
    assert ids_of(out) == {"e00000", "e00001"}
    assert done.stdout == ""
    assert "2 events written" in done.stderr


@pytest.mark.parametrize("name", ["out.docx", "out.shp", "out"])
def test_formats_that_are_not_built_are_refused_with_those_that_are(project: Path, tmp_path: Path, name: str) -> None:
    done = geo("export", tmp_path / name, "--db", project)
    assert done.returncode == 2
    assert ".geojson" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_file_beside_says_which_events_of_which_project_these_are(project: Path, tmp_path: Path) -> None:
    done = geo("export", tmp_path / "a.shp.zip", "--type", "battle", "--db", project)
    assert "columns.txt in the archive has these in full" in done.stderr
    assert geo("export", tmp_path / "a.csv", "--type", "battle", "--db", project).returncode == 0
    said = json.loads((tmp_path / "a.csv.about.json").read_text(encoding="utf-8"))
    told = [
        said[name]
        for name in ("filter", "events_in_file", "filtered_out", "events_in_project", "project", "project_version")
    ]
    assert told == ["battle", 2, 8, 10, "story", 10]


def test_a_folder_that_is_not_there_is_a_sentence(project: Path, tmp_path: Path) -> None:
    done = geo("export", tmp_path / "nowhere" / "out.csv", "--db", project)
    assert done.returncode == 1
    assert "There is no folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_line_draws_the_sheet(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.svg"
    done = geo("brief", out, "--title", "North coast", "--db", project)
    assert done.returncode == 0, done.stderr
    assert "North coast" in out.read_text(encoding="utf-8")


def test_an_unknown_paper_is_misuse(project: Path, tmp_path: Path) -> None:
    done = geo("brief", tmp_path / "sheet.png", "--paper", "a9", "--db", project)
    assert done.returncode == 2
    assert "a4" in done.stderr


def test_a_filter_that_lets_nothing_through_is_not_briefed(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    done = geo("brief", out, "--country", "NZ", "--db", project)
    assert done.returncode == 1
    assert "No event passes the filter (in New Zealand), so there is nothing to brief" in done.stderr
    assert not out.exists()


def test_the_sheet_names_the_country_of_its_filter(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.svg"
    assert geo("brief", out, "--country", "LY", "--db", project).returncode == 0
    assert "Filter: in Libya" in out.read_text(encoding="utf-8")


def test_an_export_keeps_the_place_as_the_report_has_it(
    make_event: Callable[..., Event], make_selection: Callable[[Sequence[Event]], Selection], tmp_path: Path
) -> None:
    sentence = "Shells fell on southern Tarrin."
    south = Relation(kind=RelationKind.PART, start=115, end=130, bearing=180.0)
    named = Toponym(start=124, end=130, text="Tarrin")
    sector = Resolution(toponym=named, place=place(), score=0.9, tier=None, relation=south)
    unknown = Resolution(toponym=Toponym(start=10, end=19, text="Xandoquil"), place=None, score=0.0, tier=None)
    events = [
        make_event(0, where=sector, sentence=sentence, start=100, end=131),
        make_event(1, where=unknown, where_prec=None, sentence=sentence, start=100, end=131),
    ]
    export(make_selection(events), tmp_path / "a.geojson")
    told = [f["properties"] for f in json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"]]
    assert [(each["place_name"], each["place_phrase"]) for each in told] == [
        ("Tarrin", "southern Tarrin"),
        ("Xandoquil", "Xandoquil"),
    ]


@pytest.mark.parametrize("suffix", [".csv", ".html"])
def test_no_name_turns_the_letters_after_it_round(
    make_event: Callable[..., Event],
    make_selection: Callable[[Sequence[Event]], Selection],
    tmp_path: Path,
    suffix: str,
) -> None:
    turning = "Army \u202etrops\u202c and \u2066more"
    event = make_event(sentence=turning, source=turning, side1=(turning,), where=resolution(place(turning)))
    out = tmp_path / f"out{suffix}"
    export(make_selection([event]), out, title=turning)
    text = out.read_text(encoding="utf-8")
    assert "Army trops and more" in text
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069]|\\u(?:202[a-e]|206[6-9])", text)
