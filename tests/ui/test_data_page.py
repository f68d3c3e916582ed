"""Data: a table comes in by a mapping that is looked at and corrected, and its import is undone; known datasets are recognised."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from events import EventFilter, EventStore, Selection, default_path
from events.datasets import imported_datasets
from events.export_log import logged_exports
from tests.ui.conftest import Open, press, words

UCDP = (
    b"id,year,type_of_violence,conflict_name,dyad_name,side_a,side_b,source_article,where_prec,where_coordinates,adm_1,latitude,longitude,"
    b"country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n"
)


def _select(page: AppTest, label: str, value: str) -> AppTest:
    return next(each for each in page.selectbox if each.label == label).set_value(value).run()


def _numbers() -> tuple[int, ...]:
    return tuple(
        each.events for each in imported_datasets(EventStore(default_path(), read_only=True)) if not each.is_undone
    )


def test_a_table_is_corrected_imported_undone_and_brought_back(open_page: Open) -> None:
    page = press(open_page("data"), "Try the sample table")
    assert not page.exception
    assert "CSV with semicolons, 11 columns, 10 rows" in words(page)
    assert "Of 10 rows, 7 events and 3 rejects" in words(page)
    page = _select(page, "Column for First side", "Partei A")
    assert "as you say; such as “Northern Brigade”" in words(page)
    page = press(page, "Import")
    assert not page.exception
    assert "Read 10 = 7 stored + 0 updated + 0 unchanged + 3 rejected." in words(page)
    rejects = next(each.value for each in page.dataframe if "Why" in each.value.columns)
    assert rejects["Ref."].tolist() == ["K-05", "K-07", "K-09"]
    assert "95,000" in rejects["Why"][0]
    events = EventStore(default_path()).select(EventFilter()).events
    assert {side for event in events for side in event.side1} == {
        "Northern Brigade",
        "Coastal Guard",
        "Residents",
    }
    assert "Read 10 = 0 stored + 0 updated + 7 unchanged + 3 rejected." in words(press(page, "Import again"))
    page = press(page, "Undo")
    assert "import undone, 7 events kept aside" in words(page)
    assert EventStore(default_path()).select(EventFilter()).events == ()
    page = press(page, "Bring it back")
    assert _numbers() == (7,)


def test_a_mapping_is_kept_and_read_by_for_the_next_table_with_these_columns(open_page: Open) -> None:
    page = press(open_page("data"), "Try the sample table")
    page = press(_select(page, "Column for Second side", "Partei B"), "Keep as a recipe")
    page = press(page, "Another file")
    page.file_uploader(key="data_upload").set_value(
        [("mai.csv", "Ref.;Fecha;Qué pasó;Ciudad;Land;Breite;Länge;Tote;Partei A;Partei B;Bemerkung\nM-1;02.05.2021;clash;Sirte;Libya;;;1;A;B;x\n".encode(), "text/csv")]
    ).run()  # fmt: skip
    assert "As your recipe for tables with these columns says." in words(page)
    assert "Of 1 row, 1 event and 0 rejects" in words(page)
    assert next(each.value for each in page.selectbox if each.label == "Column for Second side") == "Partei B"


def test_a_hostile_table_is_shown_as_it_is_and_what_is_no_table_is_a_sentence(open_page: Open) -> None:
    page = open_page("data")
    evil = 'date,<img src=x onerror=alert(1)>,place\n2021-03-12,"=cmd|\'/c calc\'!A1",**Sirte** <script>\n2021-13-40,"-",x\n'
    page.file_uploader(key="data_upload").set_value([("a](javascript:x).csv", evil.encode(), "text/csv")]).run()
    assert not page.exception
    # what Markdown draws has its signs taken away
    assert not [each.value for each in page.caption if re.search(r"(?<!\\)<", str(each.value))]
    assert not [each.value for each in page.markdown if "](javascript" in str(each.value)]
    page = press(page, "Import")
    assert "Read 2 = 1 stored + 0 updated + 0 unchanged + 1 rejected." in words(page)
    page = press(page, "Another file")
    page.file_uploader(key="data_upload").set_value(
        [("old.xls", b"\xd0\xcf\x11\xe0rest", "application/vnd.ms-excel")]
    ).run()
    assert "old.xls: This is an Excel workbook of before 2007" in words(page)


def test_a_known_dataset_is_recognised_and_its_licence_travels(open_page: Open) -> None:
    row = b"7,2020,1,c,d,Army,Rebels,Reuters,1,Homs,Homs,34.73,36.71,Syria,1,2020-05-01,2020-05-01,0,0,0,3,3,4,2\n"
    page = open_page("data")
    page.file_uploader(key="data_upload").set_value([("ged.csv", UCDP + row, "text/csv")]).run()
    assert "UCDP GED, 24 columns, 1 row" in words(page)
    page = press(page, "Import")
    assert "Read 1 = 1 stored" in words(page)
    assert "CC BY 4.0" in words(page)


def _out(open_page: Open) -> AppTest:
    press(press(open_page("data"), "Try the sample table"), "Import")
    page = open_page("data")
    page.session_state["data_part"] = "out"
    return page.run()


def test_a_release_says_what_leaves_is_checked_logged_and_nothing_leaves_where_the_check_fails(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _out(open_page)
    assert not page.exception
    # two clashes and the other kinds each stand alone in their province and on their day
    assert "7 selected = 0 leave + 7 withheld" in words(page).replace("**", "")
    assert "Nothing would leave" in words(page)
    page = _select(page, "Release profile", "partner")
    assert "7 selected = 7 leave + 0 withheld" in words(page).replace("**", "")
    changes = next(each.value for each in page.dataframe if "Coarser" in each.value.columns).set_index("Field")
    assert changes.loc["Point", "Coarser"] == 7
    page = press(page, "Write the file and check it")
    assert not page.exception
    assert "Checked: nothing that the profile forbids stands in the file. 7 events" in words(page)
    log = logged_exports(EventStore(default_path(), read_only=True))
    assert [(each.name, each.profile, each.events) for each in log] == [("dateline-partner.geojson", "partner", 7)]

    def unchanged(selection: Selection, path: Path, **_: object) -> int:
        path.write_text('{"note": "32.375, 15.092"}' if selection.events else "{}", encoding="utf-8")
        return 7

    monkeypatch.setattr("geo.release.writing.export", unchanged)
    page = press(_select(page, "Format", ".json"), "Write the file and check it")
    assert "The release was not written: Partner release forbids what the file would hold" in words(page)
    assert "Checked" not in words(page)
    assert len(logged_exports(EventStore(default_path(), read_only=True))) == 1


def test_the_project_says_where_it_lies_is_backed_up_and_names_its_licences(open_page: Open) -> None:
    page = _out(open_page)
    page.session_state["data_part"] = "project"
    page = press(page.run(), "Back up now")
    assert not page.exception
    assert str(default_path()) in [each.value for each in page.code]
    assert "Backed up and checked" in words(page)
    assert any("by hand" in each.value.get("Why", []).tolist() for each in page.dataframe)
    assert "table: licence not said" in words(page).replace("**", "")
