"""Reports: what an analyst may paste, and the sentence that each gets back."""

import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open, event_rows, press, read, words

STORY = "HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing four people, police said."


def test_empty_text_says_what_to_do(open_page: Open) -> None:
    page = read(open_page("reports"), "  \n ")
    assert [each.value for each in page.error] == [
        "There is no text in this report. Paste the report's text and try again."
    ]
    assert not page.exception


def test_a_report_without_any_date_asks_for_its_day(open_page: Open) -> None:
    page = read(open_page("reports"), "A bomb exploded in Homs on Tuesday, killing three people, police said.")
    assert "Neither a dateline nor the text says when this was written" in words(page)
    assert event_rows(page)["Date"].tolist() == ["date not known"]
    page.date_input(key="other_date").set_value("2021-03-12").run()
    assert event_rows(page)["Date"].tolist() == ["9 March 2021"]


def test_a_wrong_dateline_is_said_and_the_supported_day_is_proposed(open_page: Open) -> None:
    text = (Path(__file__).parents[2] / "samples/libya.txt").read_text(encoding="utf-8")
    page = read(open_page("reports"), text)
    assert page.radio(key="which_date").options == ["2020-06-04 (proposed)", "2020-05-04 (as printed)", "Another day"]
    assert page.radio(key="which_date").value == "2020-06-04 (proposed)"
    page.radio(key="which_date").set_value("2020-05-04 (as printed)").run()
    assert "1 June 2019" in " ".join(event_rows(page)["Date"])


def test_a_place_in_no_gazetteer_is_listed_as_not_placed_and_saved_without_a_point(open_page: Open) -> None:
    page = read(
        open_page("reports"),
        "BAMAKO, Mali, 12 March 2021 - Gunmen attacked the village of Xandoquil on Thursday and killed two farmers.",
    )
    assert "**Xandoquil** (village) → not placed" in words(page)
    assert "Next: press “Choose” to say where it is" in words(page)
    assert event_rows(page)["Place"].tolist() == ["Xandoquil"]
    page = press(page, "Save")
    assert "1 event saved" in words(page)
    assert "**0** on the map + **1** not placed + **0** filtered out = **1** event" in words(open_page("explore"))


def test_a_name_with_twenty_namesakes_is_flagged_for_review_with_its_rivals(open_page: Open) -> None:
    page = read(
        open_page("reports"), "12 March 2021 - A bomb exploded in San Antonio on Thursday, killing three people."
    )
    page.session_state["report_pick"] = page.session_state["found"].events[0].event_id
    page.run()
    assert event_rows(page)["Review"].tolist() == ["to be checked"]
    assert "Rival places: San Antonio" in words(page)


def test_a_date_in_2099_is_warned_about(open_page: Open) -> None:
    page = read(open_page("reports"), STORY.replace("2021", "2099"))
    assert "2099-03-12, lies in the future. Check it" in words(page)


def test_the_country_is_chosen_by_its_name_as_on_explore(open_page: Open) -> None:
    page = open_page("reports")
    country = page.selectbox(key="country")
    assert {"Syria", "Libya", "Mali"} < set(country.options)
    country.set_value("SY")
    page = read(page, STORY)
    assert page.session_state["found"].report.country == "SY"


def test_a_title_that_is_too_long_is_refused_in_words_and_nothing_is_dropped(open_page: Open) -> None:
    page = open_page("reports")
    page.text_input(key="title").set_value("A long title " * 30)
    page = read(page, STORY)
    assert "shorten the title (at most 300 letters)" in words(page)
    assert page.text_input(key="title").value.startswith("A long title")
    assert "found" not in page.session_state


def test_a_locked_project_keeps_the_reading_and_saves_once_it_is_free(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gazetteer.project_file._BUSY_S", 0.2)
    page = press(read(open_page("reports"), STORY), "Save")
    assert "1 event saved" in words(page)
    page = read(page, STORY.replace("Homs", "Damascus"))
    other = sqlite3.connect(tmp_path / "data/projects/default.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page = press(page, "Save")
    assert "Another program is writing to default.sqlite. Nothing was lost: wait a moment and try again." in words(page)
    assert event_rows(page)["Place"].tolist() == ["Damascus"]
    other.execute("ROLLBACK")
    other.close()
    assert "1 event saved" in words(press(page, "Save"))


def test_a_damaged_project_says_so_and_nothing_is_overwritten(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "data/projects/default.sqlite"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no database at all, but long enough to be taken for one" * 40)
    before = file.read_bytes()
    page = open_page("explore")
    assert not page.exception
    assert "default.sqlite" in words(page)
    assert file.read_bytes() == before


def _saved(page: AppTest) -> pd.DataFrame:
    tables: list[pd.DataFrame] = [each.value for each in page.dataframe]
    return next(table for table in tables if "Report" in table.columns)


def test_a_saved_report_opens_again_by_its_row_and_offers_no_second_save(open_page: Open) -> None:
    press(read(open_page("reports"), STORY), "Save")
    page = open_page("reports")
    assert page.expander[1].label == "Saved reports"
    page.session_state["saved_reports"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    page.run()
    assert event_rows(page)["Place"].tolist() == ["Homs"]
    assert "Save" not in [button.label for button in page.button]


def test_a_saved_report_without_a_title_is_known_by_its_first_words_and_its_day(open_page: Open) -> None:
    text = "On 11 March 2021, gunmen attacked a village near Homs and killed two farmers, police said."
    press(read(open_page("reports"), text), "Save")
    row = _saved(open_page("reports")).iloc[0]
    assert row["Report"] == "On 11 March 2021, gunmen attacked a village…"
    assert str(row["Date"]) == "2021-03-11"


def test_after_saving_the_form_is_empty_and_explore_is_one_click_away(open_page: Open) -> None:
    page = press(read(open_page("reports"), STORY), "Save")
    assert page.text_area(key="text").value == ""
    assert "See them on Explore" in [button.label for button in page.button]


def test_a_text_that_tells_no_event_is_not_asked_for_its_day(open_page: Open) -> None:
    page = read(open_page("reports"), "The committee will publish its yearly budget in Homs.")
    assert "No event was found in this text" in words(page)
    assert not page.radio
    assert "other_date" not in [each.key for each in page.date_input]


def test_the_conflict_of_dates_is_said_once_whichever_day_is_taken(open_page: Open) -> None:
    text = (Path(__file__).parents[2] / "samples/libya.txt").read_text(encoding="utf-8")
    page = read(open_page("reports"), text)
    assert len(page.warning) == 1
    page.radio(key="which_date").set_value("2020-05-04 (as printed)").run()
    assert words(page).count("does not agree with the text") == 1


def test_letters_that_turn_the_direction_of_reading_are_not_shown(open_page: Open) -> None:
    page = read(open_page("reports"), STORY.replace("police said", "\u202epolice\u2066 said"))
    assert "\u202e" in page.session_state["found"].report.text
    page.session_state["report_pick"] = page.session_state["found"].events[0].event_id
    page.run()
    shown = words(page) + event_rows(page).to_csv()
    assert "police" in shown
    assert not {"\u202e", "\u2066"} & set(shown)


def test_hostile_words_are_shown_and_never_become_markup(open_page: Open) -> None:
    text = STORY.replace("police said", "[click](javascript:alert(1)) <b>police</b> *said*")
    page = read(open_page("reports"), text)
    page.session_state["report_pick"] = page.session_state["found"].events[0].event_id
    page.run()
    shown = "\n".join(str(each.value) for each in page.markdown)
    assert "\\[click\\]\\(javascript" in shown
    assert "<b>" not in shown


def test_a_saved_report_is_deleted_after_a_question_and_undone(open_page: Open) -> None:
    page = press(read(open_page("reports"), STORY), "Save")
    page = press(page, "Delete this report…")
    assert "and its event? They leave the map" in words(page)
    page = press(page, "Keep it")
    assert "**1** on the map" in words(open_page("explore"))
    page = press(press(page, "Delete this report…"), "Delete")
    assert "with its event." in words(page)
    assert "exploded" not in words(page)
    assert "found" not in page.session_state
    assert "= **0** events" in words(open_page("explore"))
    page = press(page, "Undo")
    assert "Deleted:" not in words(page)
    assert "**1** on the map" in words(open_page("explore"))


def test_a_report_deleted_earlier_is_brought_back_from_the_list(open_page: Open) -> None:
    press(press(press(read(open_page("reports"), STORY), "Save"), "Delete this report…"), "Delete")
    later = open_page("reports")
    assert [each.label for each in later.expander if each.label.startswith("Deleted")] == ["Deleted reports (1)"]
    later = press(later, "Bring it back")
    assert not [each.label for each in later.expander if each.label.startswith("Deleted")]
    assert "**1** on the map" in words(open_page("explore"))


def test_a_project_that_cannot_be_written_keeps_its_report(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = press(press(read(open_page("reports"), STORY), "Save"), "Delete this report…")
    monkeypatch.setattr("gazetteer.project_file._BUSY_S", 0.1)
    other = sqlite3.connect(tmp_path / "data/projects/default.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page = press(page, "Delete")
    assert "try again" in words(page)
    other.close()
    assert not page.exception
    assert "**1** on the map" in words(open_page("explore"))


def test_the_sample_offers_no_deletion(open_page: Open) -> None:
    page = open_page("reports")
    page.session_state["saved_reports"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    page.run()
    assert page.session_state["opened"]
    assert not [button for button in page.button if button.label.startswith("Delete")]
