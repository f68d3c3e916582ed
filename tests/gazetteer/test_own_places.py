"""Places of one's own: a table in, kept in the project, winning over the shipped gazetteer, undone by name."""

import datetime as dt
import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from events import open_project
from gazetteer import (
    BadPlacesFileError,
    Gazetteer,
    OwnPlaces,
    PlacesBrokenError,
    UnknownPlaceError,
    geoparse,
    open_gazetteer,
    read_table,
)
from tests.command_line import run_here

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
GOOD = """name,aliases,lon,lat,class,radius_m,country_code,parent,note
Checkpoint Zebra,Zebra gate|نقطة زيبرا,13.40,32.50,camp,300,LY,,seen on patrol
Tripoli,,13.19,32.88,town,,LY,,our own Tripoli
Somewhere in Ghat,,,,town,,LY,Ghat,only the district is known
"""


def added(text: str, gazetteer: Gazetteer, path: Path) -> OwnPlaces:
    places = OwnPlaces(path, read_only=False)
    table = read_table(text.encode(), gazetteer)
    assert not table.bad
    places.add(table.places, source="mine.csv", now=NOW)
    return places


@pytest.fixture
def project(gazetteer: Gazetteer, tmp_path: Path) -> Path:
    path = tmp_path / "mine.sqlite"
    added(GOOD, gazetteer, path)
    return path


def test_added_places_are_found_in_every_script_and_win_over_the_shipped_ones(project: Path) -> None:
    mine = open_gazetteer(project=project)
    for name in ("Checkpoint Zebra", "zebra gate", "نقطة زيبرا"):
        assert mine.lookup(name, country="LY")[0].place.place_id == "own:ly-checkpoint-zebra"
    best = mine.lookup("Tripoli", country="LY")[0]
    assert best.place.place_id == "own:ly-tripoli"
    assert "from your own gazetteer" in best.reasons
    found = {r.toponym.text: r.place for r in geoparse("Shells hit Tripoli and Checkpoint Zebra in Libya.", mine)}
    assert {found["Tripoli"], found["Checkpoint Zebra"]} == {
        mine.place("own:ly-tripoli"),
        mine.place("own:ly-checkpoint-zebra"),
    }


def test_a_place_without_a_point_lies_in_its_parent(project: Path) -> None:
    rough = open_gazetteer(project=project).place("own:ly-somewhere-in-ghat")
    assert rough.is_rough
    assert rough.parent_id is not None
    assert rough.radius_m >= 1_000


def test_a_removed_place_is_gone_and_the_shipped_answer_is_back(project: Path, gazetteer: Gazetteer) -> None:
    places = OwnPlaces(project, read_only=False)
    places.remove("tripoli")
    places.remove("Zebra gate")  # by an alias
    mine = open_gazetteer(project=project)
    assert mine.lookup("Tripoli", country="LY")[0].place == gazetteer.lookup("Tripoli", country="LY")[0].place
    assert mine.lookup("Checkpoint Zebra", country="LY") == gazetteer.lookup("Checkpoint Zebra", country="LY")
    with pytest.raises(UnknownPlaceError, match="no place of your own"):
        places.remove("Tripoli")


def test_the_same_table_twice_keeps_each_place_once(project: Path, gazetteer: Gazetteer) -> None:
    places = OwnPlaces(project, read_only=False)
    again = places.add(read_table(GOOD.encode(), gazetteer).places, source="mine.csv", now=NOW)
    assert (again.new, again.replaced) == (0, 3)
    assert len(places.all()) == 3


def test_places_travel_with_the_projects_file_beside_its_events(project: Path, tmp_path: Path) -> None:
    store = open_project(project)  # read-only: the file has places only so far
    assert store.reports() == ()
    open_project(project, writing=True).close()
    moved = tmp_path / "elsewhere" / "moved.sqlite"
    moved.parent.mkdir()
    moved.write_bytes(project.read_bytes())
    assert open_gazetteer(project=moved).place("own:ly-checkpoint-zebra").radius_m == 300.0


def test_a_file_that_is_no_project_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_text("my notes " * 1000, encoding="utf-8")
    with pytest.raises(PlacesBrokenError, match="--db PATH"):
        open_gazetteer(project=path)


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (",,13,32,,,LY,,", "name", "a name with letters is needed"),
        ("Alpha,,13,,,,LY,,", "lat", "belong together"),
        ("Alpha,,thirteen,32,,,LY,,", "lon", "degrees are written"),
        ("Alpha,,13,132,,,LY,,", "lat", "did you swap"),
        ("Alpha,,nan,32,,,LY,,", "lon", "no finite number"),
        ("Alpha,,,,,,LY,,", "lon", "needs lon and lat, a wkt, or a parent"),
        ("Alpha,,13,32,spaceship,,LY,,", "class", "expected a word"),
        ("Alpha,,13,32,camp,-5,LY,,", "radius_m", "between 1 and"),
        ("Alpha,,13,32,camp,,XX,,", "country_code", "no country code"),
        ("Alpha,,,,camp,,LY,Nowhere-at-all-xyz,", "parent", "search for it first"),
        ("Alpha,,40,50,camp,,LY,,", "lon", "lies outside LY: the country or the coordinates"),
        ("Alpha,,32.9,13.1,camp,,LY,,", "lon", "lies outside LY: did you swap lon and lat?"),
        ("Alpha,,13°75'E,32°10'N,,,LY,,", "lon", "minutes"),
        ("Checkpoint Zebra,,13,32,,,LY,,", "name", "stands in row 2"),
        ("Alpha\u202e,,13,32,,,LY,,", "name", "control characters"),
    ],
)
def test_a_bad_row_is_returned_with_its_reason_and_the_good_ones_are_kept(
    gazetteer: Gazetteer, line: str, column: str, words: str
) -> None:
    table = read_table((GOOD + line + "\n").encode(), gazetteer)
    assert len(table.places) == 3
    assert [(row.number, row.column) for row in table.bad] == [(5, column)]
    assert words in table.bad[0].reason


def test_broken_shapes_are_refused_and_areas_are_taken(gazetteer: Gazetteer) -> None:
    text = (
        "name;wkt;country_code\n"
        "Sector A;POLYGON ((13 32, 13.2 32, 13.2 32.2, 13 32));LY\n"
        "Sector B;POLYGON ((13 32, 13.2;LY\n"
        "Sector C;POLYGON ((500 32, 13.2 32, 13.2 32.2, 500 32));LY\n"
    )
    table = read_table(text.encode(), gazetteer)
    assert [own.place.name for own in table.places] == ["Sector A"]
    assert table.places[0].outline is not None
    assert [row.column for row in table.bad] == ["wkt", "wkt"]


def test_lines_are_placed_half_way_and_kinds_go_by_the_words_of_reports(gazetteer: Gazetteer) -> None:
    text = (
        "name;wkt;class;country_code\n"
        "Road of tanks;LINESTRING (13 32, 14 32);road;LY\n"
        "Sirte front;POLYGON ((16 31, 16.2 31, 16.2 31.2, 16 31));front line;LY\n"
    )
    road, front = (own.place for own in read_table(text.encode(), gazetteer).places)
    assert (road.lon, road.lat, road.feature_code) == (13.5, 32.0, "RD")
    assert (front.feature_class, front.feature_code) == ("L", "MILZ")


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("lat,lon", "32°30'00\"N,13°12'00\"E"),
        ("mgrs", "33SUR3089797286"),
        ("coordinates", '"32.5, 13.2"'),
    ],
)
def test_coordinates_are_taken_as_people_write_them(header: str, cells: str, gazetteer: Gazetteer) -> None:
    cells = cells.replace('00"', "00''")
    table = read_table(f"name,class,{header}\nPost 7,checkpoint,{cells}\n".encode(), gazetteer)
    assert table.bad == ()
    place = table.places[0].place
    assert (place.country_code, place.feature_code) == ("LY", "PSTP")
    assert abs(place.lat - 32.5) < 0.3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"town,east,north\nA,1,2\n", "No column is called name"),
        (b"PK\x03\x04\x00\x00", "no text"),
        (b"name,lon,lat,country_code\nZuwara,32.93,12.08,LY\nSirte,31.2,16.59,LY\n", "did you swap lon and lat"),
        (b"name,lon,lat\nZuwara,32.93,12.08\nThe old mill,31.2,16.59\n", "Zuwara would lie where .* did you swap"),
    ],
)
def test_a_table_of_which_nothing_can_be_taken_says_why(gazetteer: Gazetteer, content: bytes, words: str) -> None:
    with pytest.raises(BadPlacesFileError, match=words):
        read_table(content, gazetteer)


def test_hxl_tags_and_other_tables_column_names_are_understood(gazetteer: Gazetteer) -> None:
    text = "Site name,Long. (deg),Lat.\n#loc+name,#geo+lon,#geo+lat\nCamp Delta,13.5,32.1\n"
    (own,) = read_table(text.encode(), gazetteer).places
    assert (own.place.name, own.place.lon, own.place.lat, own.place.country_code) == ("Camp Delta", 13.5, 32.1, "LY")
    (other,) = read_table("Name\tLatitude\tLongitude\nMÜHLE\t32.1\t13.5\n".encode("cp1252"), gazetteer).places
    assert (other.place.name, other.place.lon) == ("MÜHLE", 13.5)


def test_p_codes_attach_to_provinces_and_are_names_to_search_for(gazetteer: Gazetteer, tmp_path: Path) -> None:
    text = "ADM0_PCODE,ADM1_EN,ADM1_PCODE\n#country+code,#adm1+name,#adm1+code\nLY,Misrata,LY99\nLY,Atlantis,LY98\n"
    table = read_table(text.encode(), gazetteer)
    assert [(row.value, "no ADM1 of that name" in row.reason) for row in table.bad] == [("Atlantis", True)]
    path = tmp_path / "codes.sqlite"
    OwnPlaces(path, read_only=False).add(table.places, source="codes.csv", now=NOW)
    mine = open_gazetteer(project=path)
    province = mine.lookup("LY99", country="LY")[0].place
    assert province.feature_code == "ADM1"
    assert mine.pcode(province.place_id) == "LY99"
    assert mine.outline(province.place_id) is not None


def run(home: Path, *arguments: str) -> CompletedProcess[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_HOME", str(home))
        done = run_here("gazetteer", *arguments)
    return CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_add_search_and_remove_on_the_command_line(home: Path, tmp_path: Path) -> None:
    own_home = tmp_path / "home"
    own_home.mkdir()
    (own_home / "cache").symlink_to(home / "cache")
    table = tmp_path / "mine.csv"
    table.write_text(GOOD + "Beta,,13,=1+1,,,LY,,\n", encoding="utf-8")
    rejects = tmp_path / "bad.csv"
    done = run(own_home, "add", str(table), "--rejects", str(rejects))
    assert done.returncode == 1
    assert done.stdout.count("own:ly-") == 3
    assert "Row 5, lat '=1+1'" in done.stderr
    assert "'=1+1" in rejects.read_text(encoding="utf-8")
    found = json.loads(run(own_home, "search", "zebra gate", "--json").stdout)
    assert found[0]["place_id"] == "own:ly-checkpoint-zebra"
    assert "own gazetteer" in run(own_home, "info").stdout
    assert run(own_home, "remove", "Checkpoint Zebra").returncode == 0
    gone = run(own_home, "remove", "Checkpoint Zebra")
    assert (gone.returncode, gone.stdout) == (1, "")
    assert "no place of your own" in gone.stderr
    assert run(own_home, "add", str(tmp_path / "missing.csv")).returncode == 2
