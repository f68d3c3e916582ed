"""Review: hostile text is text, a sentence that never ends is cut, the sample project is not changed."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from events import EventFilter, EventStore, accepted, decide, extract, read_report, to_csv, to_geojson
from gazetteer import Gazetteer
from tests.ui.conftest import Open, press, words
from ui.event_card import card_words
from ui.review_event import context_html


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EventStore]:
    """Return the project that the pages show."""
    file = tmp_path / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    with closing(EventStore(file)) as opened:
        yield opened


def test_markup_in_a_report_is_shown_as_it_stands(gazetteer: Gazetteer) -> None:
    text = (
        "HOMS, Syria, 12 March 2021 - Gunmen <img src=x onerror=alert(1)> attacked Homs on Thursday and killed two "
        "<script>alert(2)</script> people."
    )
    found = extract(read_report(text), gazetteer)
    drawn = context_html(found.events[0], text)
    assert "<img" not in drawn
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn
    assert "<b>attacked</b>" in drawn
    assert "<u>Homs</u>" in drawn


def test_a_sentence_that_never_ends_is_cut(gazetteer: Gazetteer) -> None:
    text = f"12 March 2021 - A bomb exploded in Homs on Thursday {'and then again ' * 3000}."
    found = extract(read_report(text), gazetteer)
    assert len(context_html(found.events[0], text)) < 6_000


def test_the_samples_are_copied_before_they_are_reviewed(open_page: Open) -> None:
    page = open_page("review")
    assert "These are the sample reports, which nobody can change" in words(page)
    page = press(page, "Copy the sample reports into my project")
    assert not page.exception
    assert "To be checked:" in words(page)
    labels = [each.label for each in page.button]
    assert labels[:5] == ["Accept", "Next place", "Edit", "Not an event", "Later"]


def test_a_place_that_nobody_doubted_settles_nothing_for_the_other_events(
    open_page: Open, gazetteer: Gazetteer, store: EventStore
) -> None:
    text = (
        "HOMS, Syria, 12 March 2021 - Twelve people died in Homs on Thursday. A car bomb exploded in Homs on Tuesday, "
        "killing four people, police said."
    )
    store.save(extract(read_report(text), gazetteer))
    before = {each.event_id: each for each in store.select(EventFilter()).events}
    doubtful = [each for each in before.values() if each.needs_review]
    assert len(before) == 2
    assert [each.killed.best for each in doubtful if each.killed] == [12]
    page = press(open_page("review"), "Accept")
    assert "Nothing waits for review" in words(page)
    after = {each.event_id: each for each in store.select(EventFilter()).events}
    assert [key for key in before if before[key] != after[key]] == [doubtful[0].event_id]


def test_two_reports_of_one_event_are_asked_about_merged_and_brought_back(
    open_page: Open, gazetteer: Gazetteer, store: EventStore
) -> None:
    army = "A car bomb exploded at a market in Homs on Thursday, killing 60 people, the army said."
    hospital = (
        "Twelve people were killed on 11 March when a car bomb went off at a <i>market</i> in Homs, a hospital said."
    )
    for text, source in ((army, "Wire"), (hospital, "Daily")):
        store.save(extract(read_report(text, source=source, published=dt.date(2021, 3, 12)), gazetteer))
    decide(store, [accepted(each) for each in store.select(EventFilter()).events])
    before = store.select(EventFilter()).events
    page = open_page("review")
    assert not page.exception
    said = words(page)
    assert "Same event?" in said
    assert "both at Homs" in said
    assert "60 killed in one, 12 in the other" in said
    drawn = "".join(str(each.proto.body) for each in page.get("html"))
    assert "the army said" in drawn
    assert "a hospital said" in drawn
    assert "<i>" not in drawn
    page = press(page, "Merge")
    assert not page.exception
    assert "Nothing waits for review" in words(page)
    (now,) = store.select(EventFilter()).events
    assert now.killed is not None
    assert (now.killed.low, now.killed.high) == (12, 60)
    told = dict(card_words(now).rows)
    assert told["Told differently"] == "killed: 60, says the army; 12, says the hospital"
    assert told["One event of"] == "2 reports, 2 origins"
    assert "Daily" in told["Told 2"]
    assert "<i>market</i>" in told["Told 2"], "plain words: who draws them escapes them"
    (row,) = csv.DictReader(io.StringIO(to_csv([now])))
    assert row["told_differently"] == told["Told differently"]
    assert json.loads(to_geojson([now]))["features"][0]["properties"]["told_differently"] == told["Told differently"]
    page = press(page, "Undo")
    assert "Same event?" in words(page)
    assert store.select(EventFilter()).events == before
    page = press(page, "Two events")
    assert "Nothing waits for review" in words(page)
    assert store.select(EventFilter()).events == before


def test_who_denies_an_event_and_whose_counts_are_apart_is_why_it_waits(
    open_page: Open, gazetteer: Gazetteer, store: EventStore
) -> None:
    text = (
        "HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing four people, police said. Doctors put the toll "
        "at 21. The rebels denied any involvement."
    )
    store.save(extract(read_report(text), gazetteer))
    drawn = words(open_page("review"))
    assert "two sources give 4 and 21 killed" in drawn
    assert "rebels denied it" in drawn


def test_a_time_of_day_is_corrected_and_cleared_and_undone(
    open_page: Open, gazetteer: Gazetteer, store: EventStore
) -> None:
    text = "HOMS, Syria, 12 March 2021 - Twelve people died in Homs at 15:30 GMT on Thursday."
    store.save(extract(read_report(text), gazetteer))
    (seen,) = store.select(EventFilter()).events
    assert seen.time is not None

    def corrected_to(first: str) -> str:
        page = press(open_page("review"), "Edit")
        fields = {each.label: each for each in page.text_input}
        assert (fields["Time, from"].value, fields["Zone"].value) == ("15:30", "GMT")
        fields["Time, from"].set_value(first)
        fields["Time, to"].set_value("")
        fields["Zone"].set_value("+02:00" if first else "")
        return words(press(page, "Save and next"))

    assert "is no time of day" in corrected_to("25:00")
    assert store.select(EventFilter()).events == (seen,)
    corrected_to("03:40")
    (now,) = store.select(EventFilter()).events
    assert now.time is not None
    assert (now.time.start_min, now.time.end_min, now.time.offset_min) == (220, 220, 120)
    store.save(extract(read_report(text), gazetteer))
    assert store.select(EventFilter()).events == (now,)
    assert [each.event.time for each in store.revisions(now.event_id)] == [seen.time, now.time]
    store.take_back(now.event_id, seen=now)
    corrected_to("")
    assert store.select(EventFilter()).events[0].time is None


def test_what_a_person_says_did_not_happen_is_kept_and_counted_no_more(
    open_page: Open, gazetteer: Gazetteer, store: EventStore
) -> None:
    found = extract(read_report("HOMS, Syria, 12 March 2021 - Twelve people died in Homs on Thursday."), gazetteer)
    store.save(found)
    page = press(open_page("review"), "Edit")
    next(each for each in page.selectbox if each.label == "Status").set_value("denied")
    press(page, "Save and next")
    store.save(found)
    assert store.select(EventFilter()).events == ()
    (kept,) = store.select(EventFilter(statuses=())).events
    assert (kept.status.value, kept.killed is not None, kept.verdict.value) == ("denied", True, "corrected")
