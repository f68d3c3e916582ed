"""Places: what an analyst looks up, adds, mends, merges, imports, and gets told when it cannot be."""

import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from gazetteer import OwnPlaces, open_gazetteer
from tests.ui.conftest import ROOT, Open, press, words

HOSTILE = "[Gate](javascript:alert(1)) <b>four</b>"


def search(page: AppTest, name: str) -> AppTest:
    return page.text_input(key="q").set_value(name).run()


def own(tmp_path: Path) -> list[str]:
    """Return the names of the places in the project's file."""
    return [each.place.name for each in OwnPlaces(tmp_path / "data/projects/default.sqlite").all()]


def fill(page: AppTest, **fields: str) -> AppTest:
    for name, value in fields.items():
        boxes = page.text_area if name in {"aliases", "note"} else page.text_input
        boxes(key=f"new_{name}").set_value(value)
    return press(page, "Save the place")


def added(page: AppTest, name: str = "Checkpoint Zebra", **fields: str) -> AppTest:
    page = press(page, "Add a place")
    return fill(page, **{"name": name, "lat": "32.5", "lon": "13.4", **fields})


def found(page: AppTest) -> list[str]:
    return list(page.dataframe[0].value["Place"])


def test_a_first_visit_says_what_the_page_is_for_and_offers_searches(open_page: Open) -> None:
    page = open_page("places")
    assert "Look up what a name in a report means" in words(page)
    page = press(page, "مصراتة")
    assert found(page)[0] == "Misratah"
    assert not page.exception


def test_coordinates_are_found_as_a_point_with_the_towns_nearest_to_it(open_page: Open) -> None:
    page = search(open_page("places"), "32.8872, 13.1913")
    table = page.dataframe[0].value
    assert table.iloc[0].to_dict() == {
        "Place": "32.8872, 13.1913", "Kind": "coordinates", "Country": "Libya", "Province": "",
        "Match": "the coordinates as written", "Remarks": "",
    }  # fmt: skip
    assert table.iloc[1]["Place"] == "Tripoli"
    assert table.iloc[1]["Match"] == "less than 1 km from 32.8872, 13.1913"
    said = words(page)
    for each in ("Tripoli District (province) → Libya (country)", "32.88720° N, 13.19130° E", "coordinates as written"):
        assert each in said, each
    assert not page.exception


def test_a_name_is_found_and_its_card_tells_kind_parents_names_reach_and_source(open_page: Open) -> None:
    page = search(open_page("places"), "Misrata")
    table = page.dataframe[0].value
    assert table.iloc[0].to_dict() == {
        "Place": "Misratah", "Kind": "city", "Country": "Libya", "Province": "Misrata",
        "Match": "one of its other names", "Remarks": "",
    }  # fmt: skip
    said = words(page)
    for each in (
        "Misrata (province) → Libya (country)", "32.37535° N, 15.09254° E", "32°22′31″N 15°05′33″E", "within 6 km",
        "GeoNames no. 2214846 (CC BY 4.0)", "Cyrillic:", "Мисрата", "مصراتة",
    ):  # fmt: skip
        assert each in said, each
    assert "Misrata: province, Libya" in [button.label.replace("\\", "") for button in page.button]


def test_the_address_keeps_search_and_place(open_page: Open) -> None:
    open_page("places")
    page = AppTest.from_file(str(ROOT / "ui/pages/places.py"), default_timeout=60)
    page.query_params["q"] = "Tripoli"
    page.query_params["place"] = "gn:266826"
    page = page.run()
    assert "Lebanon (country)" in words(page)
    assert found(page)[0] == "Tripoli"


def test_a_country_narrows_the_search_and_an_address_that_names_no_place_is_left_out(open_page: Open) -> None:
    open_page("places")
    page = AppTest.from_file(str(ROOT / "ui/pages/places.py"), default_timeout=60)
    page.query_params["place"] = "gn:no-such-place"
    page = page.run()
    assert not page.error
    page = search(page, "Tripoli")
    page = page.selectbox(key="in").set_value("LB").run()
    assert set(page.dataframe[0].value["Country"]) == {"Lebanon"}


def test_events_of_the_project_at_a_place_are_listed(open_page: Open) -> None:
    page = search(open_page("places"), "Tripoli")
    assert "events of the sample project here" in words(page)
    assert any("southern Tripoli" in button.label for button in page.button)
    assert "No event of the sample project is placed here" in words(search(page, "Ghadamis"))


def test_a_namesake_is_one_click_away(open_page: Open) -> None:
    page = search(open_page("places"), "Tripoli")
    page = next(button for button in page.button if button.label.endswith("city, Lebanon")).click().run()
    assert "Lebanon (country)" in words(page)


def test_an_unknown_name_leads_to_a_form_with_that_name_and_the_place_is_found_from_then_on(
    open_page: Open, tmp_path: Path
) -> None:
    page = search(open_page("places"), "Xandoquil gate")
    assert "No place called Xandoquil gate. Check the spelling, or add it by clicking the map." in words(page)
    assert page.text_input(key="new_name").value == "Xandoquil gate"
    page = press(page, "Save the place")
    assert [each.value.replace("\\", "") for each in page.error] == [
        "Place: click the map where it is, type its longitude and latitude, or say in what it lies."
    ]
    page = fill(page, lat="32.5", lon="13.4", aliases="Zyx gate\nنقطة زيبرا", note="seen on patrol")
    said = words(page)
    assert "Xandoquil gate is saved. It is found first" in said
    assert "takes the sample project's place" in said
    assert "seen on patrol" in said
    assert found(page) == ["Xandoquil gate"]
    page = search(page, "نقطة زيبرا")
    assert found(page)[0] == "Xandoquil gate"
    assert page.dataframe[0].value["Remarks"][0] == "your own"
    assert own(tmp_path) == ["Xandoquil gate"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"lat": "thirty"}, "Latitude: no number; degrees are written 13.1913."),
        ({"lat": "95"}, "Latitude: latitude runs from -90 to 90; did you swap lon and lat?"),
        ({"radius": "-4"}, "Reach: a radius lies between 1 and 5,000,000 metres."),
        ({"name": " "}, "Name: a name with letters is needed."),
        ({"parent": "Nowhere-at-all"}, "Lies in: no place of the gazetteer has this id or name: search for it first."),
    ],
)
def test_a_value_that_cannot_be_is_said_beside_the_form_and_nothing_is_lost(
    open_page: Open, tmp_path: Path, fields: dict[str, str], sentence: str
) -> None:
    page = added(open_page("places"), **{"note": "kept", **fields})
    assert [each.value.replace("\\", "") for each in page.error] == [sentence]
    assert page.text_area(key="new_note").value == "kept"
    assert own(tmp_path) == []


def test_a_point_far_outside_its_country_is_refused(open_page: Open) -> None:
    page = press(open_page("places"), "Add a place")
    page.selectbox(key="new_country").set_value("LY")
    page = fill(page, name="Gate", lat="13.4", lon="32.5")
    assert "Country: the point lies outside Libya; did you swap longitude and latitude?" in words(page)


def test_ones_own_place_wins_over_the_listed_one(open_page: Open, tmp_path: Path) -> None:
    page = added(open_page("places"), name="Tripoli", lat="32.88", lon="13.19")
    page = search(page, "Tripoli")
    assert page.dataframe[0].value.iloc[0][["Country", "Remarks"]].tolist() == ["Libya", "your own"]
    mine = open_gazetteer(project=tmp_path / "data/projects/default.sqlite")
    assert mine.lookup("Tripoli", country="LY")[0].place.place_id == "own:ly-tripoli"


def test_a_second_place_of_ones_own_by_that_name_is_not_written_over_the_first(open_page: Open, tmp_path: Path) -> None:
    page = added(added(open_page("places"), note="the first"), note="the second")
    assert "You have a place called Checkpoint Zebra in Libya already." in words(page)
    (kept,) = OwnPlaces(tmp_path / "data/projects/default.sqlite").all()
    assert kept.note == "the first"


def test_an_edited_place_has_its_new_name_only_and_undo_brings_the_old_one_back(
    open_page: Open, tmp_path: Path
) -> None:
    page = press(added(open_page("places"), aliases="Zyx gate"), "Edit")
    assert page.text_area(key="new_aliases").value == "Zyx gate"
    page = fill(page, name="Checkpoint Yak", lat="32.6")
    assert own(tmp_path) == ["Checkpoint Yak"]
    assert "32.60000° N" in words(page)
    page = press(page, "Undo")
    assert own(tmp_path) == ["Checkpoint Zebra"]
    assert "Undone." in words(page)
    assert "32.50000° N" in words(page)


def test_a_removed_place_is_gone_and_undo_brings_it_back(open_page: Open, tmp_path: Path) -> None:
    page = press(added(open_page("places"), aliases="Zyx gate"), "Remove")
    assert "Checkpoint Zebra is removed." in words(page)
    assert own(tmp_path) == []
    page = press(page, "Undo")
    assert own(tmp_path) == ["Checkpoint Zebra"]
    assert "Zyx gate" in words(page)


def test_a_listed_place_gets_another_name_and_its_own_answer_back(open_page: Open, tmp_path: Path) -> None:
    page = press(search(open_page("places"), "Misrata"), "Add names or correct it")
    page = fill(page, aliases="Steel Town Xq")
    assert found(search(page, "Steel Town Xq"))[0] == "Misratah"
    assert "over GeoNames no. 2214846" in words(page)
    page = press(page, "Remove my version")
    assert "Your version of Misratah is removed." in words(page)
    assert own(tmp_path) == []


def test_a_merged_place_leaves_its_names_with_the_listed_one_and_can_be_undone(open_page: Open, tmp_path: Path) -> None:
    page = added(open_page("places"), name="Steel Town Xq", lat="32.37", lon="15.09")
    page = press(page, "Same as a listed place")
    assert page.radio(key="merge_choice").options[0].replace("\\", "") == "Misratah: city, Libya, 640 m away"
    page.radio(key="merge_choice").set_value("gn:2214846").run()
    page = press(page, "Merge")
    assert "Steel Town Xq is another name of Misratah now." in words(page)
    assert own(tmp_path) == ["Misratah"]
    assert found(search(page, "Steel Town Xq"))[0] == "Misratah"
    page = press(search(page, "Misrata"), "Remove my version")
    page = press(page, "Undo")
    assert own(tmp_path) == ["Misratah"]


def test_a_table_is_imported_its_bad_rows_are_listed_with_reasons_and_can_be_downloaded(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page("places")
    table = "name,lon,lat,country_code\nAlpha camp,13.1,32.1,LY\nBeta,13,=1+1,LY\nGamma,13.2,32.2,XX\n"
    page.file_uploader(key="places_file").upload("mine.csv", table.encode(), "text/csv")
    page = press(page, "Import")
    said = words(page)
    assert "1 place imported from mine.csv." in said
    assert "mine.csv: 1 taken, 2 refused." in said
    bad = page.dataframe[1].value
    assert bad["Row"].tolist() == [3, 4]
    assert bad["Value"].tolist() == ["'=1+1", "XX"]
    assert own(tmp_path) == ["Alpha camp"]
    assert found(search(page, "Alpha camp"))[0] == "Alpha camp"


def test_a_file_that_is_no_table_says_why_and_changes_nothing(open_page: Open, tmp_path: Path) -> None:
    page = open_page("places")
    page.file_uploader(key="places_file").upload("photo.csv", (ROOT / "static/icon.png").read_bytes(), "text/csv")
    page = press(page, "Import")
    assert "The file is no text. Save the table as CSV" in words(page)
    assert not page.exception
    assert own(tmp_path) == []


def test_hostile_names_are_shown_as_text_everywhere(open_page: Open) -> None:
    page = added(open_page("places"), name=HOSTILE, aliases='<script>x</script>\n{{ 7*7 }} "', note=HOSTILE)
    assert not page.exception
    shown = "\n".join(
        str(each.value) for part in (page.markdown, page.success, page.subheader, page.caption) for each in part
    )
    assert "\\[Gate\\]\\(javascript" in shown
    for tag in ("<b>", "<script>"):
        assert tag not in shown
    page = press(search(page, HOSTILE), "Same as a listed place")
    assert "<b>" not in "\n".join(str(each.value) for each in page.markdown)


def test_a_locked_project_keeps_what_was_typed(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gazetteer.project_file._BUSY_S", 0.2)
    page = added(open_page("places"))
    other = sqlite3.connect(tmp_path / "data/projects/default.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page = added(page, name="Checkpoint Yak")
    assert "Another program is writing to default.sqlite" in words(page)
    assert page.text_input(key="new_name").value == "Checkpoint Yak"
    other.execute("ROLLBACK")
    other.close()
    press(page, "Save the place")
    assert own(tmp_path) == ["Checkpoint Zebra", "Checkpoint Yak"]


def test_without_browser_libraries_the_maps_place_says_what_to_run_and_a_place_can_be_typed_in(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.assets.VENDOR_DIR", tmp_path / "vendor")
    page = added(open_page("places"))
    assert "Run `make vendor`, then load the page again." in words(page)
    assert own(tmp_path) == ["Checkpoint Zebra"]


def test_each_field_and_button_has_a_label(open_page: Open) -> None:
    page = press(search(open_page("places"), "Misrata"), "Add a place")
    for part in (page.text_input, page.text_area, page.selectbox, page.button, page.radio, page.toggle):
        assert all(widget.label for widget in part)
