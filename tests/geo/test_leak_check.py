"""The leak check finds what is planted in a finished file, raises no false alarm, and leaves no file that leaks."""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pypdf
import pytest

from events import Claim, Counts, Event, EventFilter, Selection, Toll
from events.release import Forbidden, Profile, forbidden_in, open_profile, read_profile, released
from gazetteer import Gazetteer, Resolution, Toponym
from geo import SHEET_SUFFIXES, SheetOptions, build_view, export
from geo.errors import NothingToBriefError
from geo.export import ABOUT, EXPORT_SUFFIXES
from geo.release import LeakError, compose_released, export_released, save_released, search
from geo.release.files import file_pieces
from geo.release.piece import Piece
from geo.style import Drawing
from tests.command_line import run_here
from tests.events.made_events import made, project
from tests.geo.planting import plant

TODAY = dt.date(2021, 4, 1)
SENTENCE = "Masked gunmen of the Zuwaida brigade stormed the fuel depot at dawn on Friday."
_TABLE = (Path(__file__).parents[1] / "cases" / "planted_leaks.tsv").read_text(encoding="utf-8")
CASES = list(csv.DictReader(_TABLE.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
STRICT = read_profile(
    '[place]\nprecision = "grid"\ngrid_km = 10\n[sources]\nnamed = "none"\n[words]\nsentence = false\nreasons = false\n[time]\ndelay_days = 7',
    "strict",
)


STRICT_PROVINCES = read_profile(
    '[place]\nprecision = "adm1"\n[sources]\nnamed = "kinds"\n[words]\nsentence = false\nreasons = false\n[group]\nleast = 1',
    "provinces",
)


def at(name: str, gazetteer: Gazetteer, number: int, **changes: object) -> Event:
    place = gazetteer.lookup(name)[0].place
    where = Resolution(
        toponym=Toponym(start=0, end=len(name), text=name), place=place, score=0.9, tier=None, where_prec=1, radius_m=place.radius_m,
        candidates=gazetteer.lookup(name)[:4],
    )  # fmt: skip
    return made(number, where=where, **changes)


def selection_of(events: list[Event]) -> Selection:
    placed = sum(each.where is not None for each in events)
    counts = Counts(
        total=len(events) + 5, placed=placed, not_placed=len(events) - placed, not_dated=0, filtered_out=5, certain=len(events), possible=0,
        without_date=0, without_place=0,
    )  # fmt: skip
    return Selection(events=tuple(events), counts=counts, filter=EventFilter(text="depot"))


@pytest.fixture(scope="module")
def selection(gazetteer: Gazetteer) -> Selection:
    said = Claim(by="the mayor of Gharyan", verb="said", date=None, start=0, end=4)
    return selection_of(
        [
            at("Gharyan", gazetteer, 0, source="Sahel Observer Daily", sentence=SENTENCE, claims=(said,), reasons=("same spelling",)),
            at("Misrata", gazetteer, 1, killed=Toll(best=3, low=3, high=4, start=0, end=1), side1=("Tripoli brigade",)),
            at("Tripoli", gazetteer, 2, source="Wire", sentence="Shells fell on the city on Friday."),
            at("Sebha", gazetteer, 9, date_start=TODAY, date_end=TODAY, sentence="Nobody heard of it."),
            made(4, where=None, sentence="Talks went on."),
        ]
    )  # fmt: skip


def write(selection: Selection, path: Path, title: str, gazetteer: Gazetteer) -> int:
    view = build_view(selection) if path.suffix == ".html" else selection
    return export(view, path, title=title, gazetteer=gazetteer)


@pytest.fixture(scope="module")
def clean(selection: Selection, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A clean release in each text format."""
    folder = tmp_path_factory.mktemp("clean")
    files = {kind: folder / f"out.{kind}" for kind in ("geojson", "csv", "json", "html")}
    for file in files.values():
        found = export_released(
            selection, file, STRICT, lambda *a: write(*a, gazetteer), today=TODAY, gazetteer=gazetteer
        )
        assert (len(found.events), len(found.withheld)) == (4, 1)
    return files


@pytest.fixture(scope="module")
def forbidden(selection: Selection, gazetteer: Gazetteer) -> Forbidden:
    return forbidden_in(selection.events, released(selection.events, STRICT, TODAY, gazetteer), STRICT)


@pytest.fixture(scope="module")
def program(clean: dict[str, Path]) -> frozenset[str]:
    """The long scripts of a clean page: the map's program and base map."""
    return frozenset(
        piece.value for piece in file_pieces(clean["html"]) if isinstance(piece.value, str) and len(piece.value) > 5_000
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['leak']}, {case['format']}")
def test_a_planted_leak_is_found(
    case: dict[str, str], clean: dict[str, Path], forbidden: Forbidden, program: frozenset[str], tmp_path: Path
) -> None:
    kind = case["format"]
    source = clean.get(kind, clean["geojson"])
    file = plant(kind, case["where"], case["text"], source, tmp_path)
    leaks = search(file_pieces(file), forbidden, known=program)
    assert leaks, "the leak was not found"


@pytest.mark.parametrize("kind", sorted({case["format"] for case in CASES} - {"geojson", "csv", "json", "html"}))
def test_nothing_is_found_where_nothing_was_planted(
    kind: str, clean: dict[str, Path], forbidden: Forbidden, tmp_path: Path
) -> None:
    assert search(file_pieces(plant(kind, "nowhere", "-", clean["geojson"], tmp_path)), forbidden) == ()


def test_a_line_of_the_base_map_that_runs_past_an_event_is_no_leak(forbidden: Forbidden) -> None:
    lon, lat = forbidden.points[0]
    rough, fine = f"[{lon:.2f},{lat:.2f}]", f"[{lon:.4f},{lat:.4f}]"
    base = f"[{rough},[1.11,2.22]]"
    script = Piece("a script", "1", value=f"draw({base});", is_code=True)
    assert search([script], forbidden) != ()
    assert search([script], forbidden, known=frozenset({f"const base = {base};"})) == ()
    other = Piece("a script", "1", value=f"draw({base}, {fine});", is_code=True)
    assert search([other], forbidden, known=frozenset({f"const base = {base};"})) != ()


def test_there_are_thirty_planted_leaks_and_more() -> None:
    assert len(CASES) >= 30


@pytest.fixture(params=["partner", "provinces"])
def profile(request: pytest.FixtureRequest) -> Profile:
    """Give a profile that names sources, and one that does not."""
    return STRICT_PROVINCES if request.param == "provinces" else open_profile("partner")


# A page is among the clean files above: writing one takes seconds.
@pytest.mark.parametrize("suffix", sorted(set(EXPORT_SUFFIXES) - {".html"}))
def test_a_clean_export_raises_no_false_alarm(
    suffix: str, profile: Profile, selection: Selection, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    file = tmp_path / f"out{suffix}"
    found = export_released(selection, file, profile, lambda *a: write(*a, gazetteer), today=TODAY, gazetteer=gazetteer)
    assert file.is_file()
    assert len(found.events) + len(found.withheld) == len(selection.events)
    assert {each.name for each in tmp_path.iterdir()} <= {file.name, f"{file.name}{ABOUT}"}


def test_a_file_that_leaks_is_left_nowhere_and_the_reason_says_what_and_where(
    selection: Selection, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    def leaky(what: Selection, path: Path, title: str) -> None:
        write(what, path, title, gazetteer)
        if what.events:
            path.write_text(
                path.read_text(encoding="utf-8").replace('"sub_type":""', '"sub_type":"Gharyan"', 1), encoding="utf-8"
            )

    with pytest.raises(LeakError, match=r"the name of a finer place, 'Gharyan' \(out\.geojson, features 1, sub_type\)"):
        export_released(selection, tmp_path / "out.geojson", STRICT, leaky, today=TODAY, gazetteer=gazetteer)
    assert not list(tmp_path.iterdir())


def test_a_title_that_names_the_place_is_a_leak(selection: Selection, gazetteer: Gazetteer, tmp_path: Path) -> None:
    def titled(_what: Selection, path: Path, title: str) -> None:
        path.write_text(json.dumps({"title": title}), encoding="utf-8")

    for title in ("Attack", "Attack on Gharyan"):
        with pytest.raises(LeakError, match="'Gharyan'") if "on" in title else nullcontext():
            export_released(
                selection, tmp_path / "out.json", STRICT, titled, today=TODAY, gazetteer=gazetteer, title=title
            )


def test_a_file_that_no_check_knows_does_not_leave(selection: Selection, gazetteer: Gazetteer, tmp_path: Path) -> None:
    def odd(_what: Selection, path: Path, _title: str) -> None:
        path.write_bytes(b"?")

    with pytest.raises(LeakError, match="no check knows this kind of file"):
        export_released(selection, tmp_path / "out.xyz", STRICT, odd, today=TODAY, gazetteer=gazetteer)
    assert not list(tmp_path.iterdir())


@pytest.fixture
def saved(tmp_path: Path, selection: Selection) -> Iterator[Path]:
    store = project(tmp_path / "p.sqlite", [each for each in selection.events if each.where is not None])
    yield store.path
    store.close()


def test_the_command_line_previews_releases_and_logs(saved: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.geojson"
    told = run_here("geo", "export", out, "--profile", "partner", "--preview", "--db", saved)
    assert told.returncode == 0, told.stderr
    assert "place_name\t4 coarsened (" in told.stdout.decode()
    assert not out.exists()
    done = run_here("geo", "export", out, "--profile", "partner", "--db", saved)
    assert done.returncode == 0, done.stderr
    assert "4 selected = 4 leave + 0 withheld" in done.stderr.decode()
    assert json.loads(out.read_text(encoding="utf-8"))["release"]["handling"] == "FOR PARTNERS ONLY"
    checked = run_here("events", "check", "--export", out, "--db", saved)
    assert "profile\tpartner" in checked.stdout.decode()
    wrong = run_here("geo", "export", out, "--profile", "pubic", "--db", saved)
    assert "expected internal, partner, public" in wrong.stderr.decode()


MARKED = read_profile(
    'title = "Marked"\nhandling = "HOUSE USE"\nportion = "(H)"\n[place]\nprecision = "adm1"\n[sources]\nnamed = "none"\n'
    "[words]\nsentence = false\nreasons = false\n[time]\ndelay_days = 7",
    "marked",
)


def test_a_sheet_by_a_profile_draws_only_areas_says_what_it_is_and_hides_what_it_must(
    selection: Selection, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    done = compose_released(selection, MARKED, SheetOptions(), today=TODAY, gazetteer=gazetteer)
    assert {event.drawing for event in done.sheet.events if event.is_placed} == {Drawing.AREA}
    logged = []
    for suffix in SHEET_SUFFIXES:
        save_released(done, tmp_path / f"sheet{suffix}", lambda file, _found: logged.append(file.name))
    assert logged == [f"sheet{suffix}" for suffix in SHEET_SUFFIXES] == sorted(each.name for each in tmp_path.iterdir())
    told = pypdf.PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()
    assert told.count("HOUSE USE · Marked") == 2
    assert told.count("(H)") == 2 + len(done.found.events)
    assert "places as provinces (ADM1); 1 withheld (1 younger than 7 days)" in " ".join(told.split())
    for hidden in ("Gharyan", "Sahel", "Zuwaida", "not graded", "centred"):
        assert hidden not in told


def test_a_sheet_whose_typed_words_name_the_place_is_refused(selection: Selection, gazetteer: Gazetteer) -> None:
    with pytest.raises(LeakError, match=r"'Gharyan' \(the sheet's words\).*Change what was typed"):
        compose_released(selection, MARKED, SheetOptions(title="Gharyan burns"), today=TODAY, gazetteer=gazetteer)
    with pytest.raises(NothingToBriefError, match="none of 5 events may leave"):
        compose_released(selection, MARKED, SheetOptions(), today=dt.date(2021, 3, 6), gazetteer=gazetteer)


def test_a_sheet_of_the_command_line_is_in_the_log_with_its_profile(saved: Path, tmp_path: Path) -> None:
    done = run_here("geo", "brief", tmp_path / "out.svg", "--profile", "partner", "--who", "Amal", "--db", saved)
    assert done.returncode == 0, done.stderr
    assert "4 selected = 4 leave + 0 withheld" in done.stderr.decode()
    checked = run_here("events", "check", "--export", tmp_path / "out.svg", "--db", saved).stdout.decode()
    assert "profile\tpartner" in checked
    assert "Amal" in checked
