"""Tables in which several places bear one name: each keeps its own P-code, parent and id."""

import datetime as dt
from pathlib import Path

from gazetteer import Gazetteer, OwnPlaces, geoparse, open_gazetteer, read_table, to_table

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
ADM3 = """ADM0_PCODE,ADM1_EN,ADM2_EN,ADM3_EN,ADM3_PCODE
SY,Homs,Homs,Hasyaville,SY040104
SY,Aleppo,Afrin,Hasyaville,SY020302
"""


def stored(text: str, gazetteer: Gazetteer, path: Path) -> Gazetteer:
    table = read_table(text.encode(), gazetteer)
    assert not table.bad
    OwnPlaces(path, read_only=False).add(table.places, source="codes.csv", now=NOW)
    return open_gazetteer(project=path)


def test_two_subdistricts_of_one_name_are_both_kept_each_under_its_code_and_in_its_province(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    mine = stored(ADM3, gazetteer, tmp_path / "codes.sqlite")
    one, other = (mine.lookup(code, country="SY")[0].place for code in ("SY040104", "SY020302"))
    assert one.place_id != other.place_id
    assert [mine.pcode(place.place_id) for place in (one, other)] == ["SY040104", "SY020302"]
    parents = [mine.place(str(place.parent_id)) for place in (one, other)]
    # Syria's districts are not listed: the governorates are, and the towns of the districts' names are none of them.
    assert [(parent.feature_code, parent.name) for parent in parents] == [("ADM1", "Homs"), ("ADM1", "Aleppo")]
    assert {c.place.place_id for c in mine.lookup("Hasyaville", country="SY")} >= {one.place_id, other.place_id}


def test_a_subdistrict_lies_in_its_listed_district_and_not_in_the_town_of_that_name(gazetteer: Gazetteer) -> None:
    text = "ADM0_PCODE,ADM1_EN,ADM2_EN,ADM3_EN,ADM3_PCODE\nYE,Taizz,Al Mukha,Someward,YE151801\n"
    (ward,) = read_table(text.encode(), gazetteer).places
    assert gazetteer.place(str(ward.place.parent_id)).feature_code == "ADM2"


def test_a_table_of_codes_added_again_replaces_and_survives_its_export(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "codes.sqlite"
    stored(ADM3, gazetteer, path)
    places = OwnPlaces(path, read_only=False)
    assert places.add(read_table(ADM3.encode(), gazetteer).places, source="again", now=NOW).replaced == 2
    exported = read_table(to_table(places.all()).encode(), gazetteer)
    assert {own.place.place_id for own in exported.places} == {own.place.place_id for own in places.all()}


def test_two_listed_counties_of_one_name_get_each_its_own_code(gazetteer: Gazetteer) -> None:
    text = (
        "ADM0_PCODE,ADM1_EN,ADM2_EN,ADM2_PCODE\n"
        "US,Iowa,Boone County,US19015\n"
        "US,Indiana,Boone County,US18011\n"
        "US,Indiana,Boone County,US18011\n"
    )
    table = read_table(text.encode(), gazetteer)
    states = [gazetteer.admin1("US", own.place.admin1_code) for own in table.places]
    assert [(own.pcode, state.name) for own, state in zip(table.places, states, strict=True) if state] == [
        ("US19015", "Iowa"),
        ("US18011", "Indiana"),
    ]
    assert [(row.number, row.reason) for row in table.bad] == [(4, "the same place stands in row 3")]


def test_namesakes_without_codes_are_told_apart_by_where_they_lie(gazetteer: Gazetteer) -> None:
    text = (
        "name,country_code,parent\nCheckpoint Zero,LY,Ghat\nCheckpoint Zero,LY,Sirte\n"
        "Checkpoint Zero,LY,Sirte\nCheckpoint Zero,LY,Ghat\n"
    )
    table = read_table(text.encode(), gazetteer)
    assert len({own.place.place_id for own in table.places}) == 2
    assert [(row.number, row.reason[-5:]) for row in table.bad] == [(4, "row 3"), (5, "row 2")]


def test_of_thousands_of_rows_the_good_are_kept_and_each_bad_one_comes_back(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    rows = [f"Post {n},{'x' if n % 100 == 7 else 15},{60 if n % 100 == 9 else 28},LY" for n in range(3_000)]
    table = read_table(("name,lon,lat,country_code\n" + "\n".join(rows)).encode(), gazetteer)
    assert len(table.places) == 2_940
    assert {row.number % 100 for row in table.bad} == {9, 11}
    assert {row.reason.split(":")[0].split(";")[0] for row in table.bad} == {"no number", "lies outside LY"}
    places = OwnPlaces(tmp_path / "many.sqlite", read_only=False)
    first = places.add(table.places, source="many.csv", now=NOW)
    again = places.add(table.places[:10], source="many.csv", now=NOW, instead_of=[table.places[20].place.place_id])
    assert (first.new, first.replaced, again.new, again.replaced) == (2_940, 0, 0, 10)
    assert len(places.all()) == 2_939


def test_a_list_of_codes_does_not_turn_a_city_into_its_district(gazetteer: Gazetteer, tmp_path: Path) -> None:
    text = "ADM0_PCODE,ADM1_EN,ADM1_PCODE\nLY,Tripoli,LY0214\nLY,Benghazi,LY0103\n"
    mine = stored(text, gazetteer, tmp_path / "codes.sqlite")
    assert mine.pcode(mine.lookup("LY0214", country="LY")[0].place.place_id) == "LY0214"
    for name in ("Tripoli", "Benghazi"):
        assert mine.lookup(name, country="LY")[0].place.feature_class == "P"
        (found,) = geoparse(f"Two were killed in {name}.", mine, country="LY")
        assert found.place is not None
        assert (found.place.feature_class, found.where_prec) == ("P", 1)
    (found,) = geoparse("Two were killed in Tripoli district.", mine, country="LY")
    assert found.place is not None
    assert mine.pcode(found.place.place_id) == "LY0214"
