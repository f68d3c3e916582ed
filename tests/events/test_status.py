"""What is planned, threatened or denied is read and kept, and counts nowhere as happened."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from events import (
    Event,
    EventFilter,
    EventStatus,
    EventStore,
    Toll,
    corrected,
    decide,
    extract,
    proposed,
    read_report,
    to_csv,
)
from events.__main__ import cli
from events.codec import from_plain, to_plain
from gazetteer import Gazetteer
from tests.events.made_events import made, save

_TEXT = (
    "TRIPOLI, 4 June 2020 - Rebels shelled Misrata on Tuesday, killing three people.\n\n"
    "The army plans to send 200 soldiers to Sirte next week. It threatened to bomb Zuwara.\n\n"
    "The rebels denied that they had attacked Gharyan on Monday."
)
_TOLL = Toll(best=5, low=5, high=5, start=0, end=1)


def _read(gazetteer: Gazetteer) -> tuple[Event, ...]:
    return extract(read_report(_TEXT), gazetteer).events


def _store(tmp_path: Path) -> EventStore:
    store = EventStore(tmp_path / "p.sqlite")
    save(
        store,
        [
            made(0, killed=_TOLL),
            made(1, status=EventStatus.PLANNED, date_start=dt.date(2030, 1, 1), date_end=dt.date(2030, 1, 1)),
            made(2, status=EventStatus.DENIED, killed=_TOLL, side1=("Nobody",)),
            made(3, status=EventStatus.THREATENED, where=None),
        ],
    )
    return store


def test_a_report_tells_what_happened_and_what_did_not_each_with_its_place_and_day(gazetteer: Gazetteer) -> None:
    read = [
        (e.status.value, e.type.value, e.where.place.name, e.date_start)
        for e in _read(gazetteer)
        if e.where is not None and e.where.place is not None and e.type != "statement"
    ]
    assert read == [
        ("happened", "shelling", "Misratah", dt.date(2020, 6, 2)),
        ("planned", "movement or delivery", "Sirte", dt.date(2020, 6, 8)),
        ("threatened", "air or drone strike", "Zuwarah", None),
        ("denied", "battle", "Gharyan", dt.date(2020, 6, 1)),
    ]


def test_only_what_happened_is_shown_and_counted_unless_more_is_asked_for(tmp_path: Path) -> None:
    query = _store(tmp_path).query()
    assert query.ids(EventFilter()) == ("e-0",)
    counts = query.counts(EventFilter())
    assert (counts.placed, counts.not_placed, counts.filtered_out, counts.not_happened) == (1, 0, 3, 3)
    assert counts.placed + counts.not_placed + counts.filtered_out == counts.total
    assert set(query.ids(EventFilter(statuses=()))) == {"e-0", "e-1", "e-2", "e-3"}
    assert query.ids(EventFilter(statuses=(EventStatus.THREATENED,))) == ("e-3",)
    assert query.facets().last_date == dt.date(2021, 3, 5)
    assert "Nobody" not in query.facets().actors


def test_a_toll_of_what_did_not_happen_is_in_no_sum(tmp_path: Path) -> None:
    query, every = _store(tmp_path).query(), EventFilter(statuses=())
    rows = query.tallies(every, by="type").to_pylist()
    assert [(row["events"], row["killed_best"]) for row in rows] == [(4, 5)]
    assert query.toll_over_time(every)["killed_best"].to_pylist() == [5]


def test_what_did_not_happen_is_in_no_queue_and_no_pair(tmp_path: Path) -> None:
    store = EventStore(tmp_path / "p.sqlite")
    save(
        store,
        [
            made(0, report_id="r-0", sentence="Rebels shelled Sirte."),
            made(1, report_id="r-1", sentence="Rebels shelled Sirte.", status=EventStatus.DENIED, needs_review=True),
        ],
    )
    assert store.query().review_ids(limit=9) == ()
    assert proposed(store, least=0.0) == ()
    assert [report.event_count for report in store.reports()] == [0, 1]


def test_an_event_saved_before_statuses_were_read_has_happened(tmp_path: Path) -> None:
    old = orjson.loads(orjson.dumps(to_plain(made())))
    del old["status"]
    assert from_plain(Event, old).status is EventStatus.HAPPENED
    store = EventStore(tmp_path / "p.sqlite")
    save(store, [made()])
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE event SET record = ?", (json.dumps(old),))
    again = EventStore(store.path)
    assert again.query().ids(EventFilter()) == ("e-0",)
    assert again.event("e-0").status is EventStatus.HAPPENED


def test_what_a_person_says_of_a_status_outlives_another_reading(tmp_path: Path, gazetteer: Gazetteer) -> None:
    store = EventStore(tmp_path / "p.sqlite")
    found = extract(read_report(_TEXT), gazetteer)
    store.save(found)
    planned = next(event for event in found.events if event.status is EventStatus.PLANNED)
    happened = corrected(planned, replace(planned, status=EventStatus.HAPPENED), why="a later report tells it")
    decide(store, [happened])
    store.save(extract(read_report(_TEXT), gazetteer))
    assert store.event(planned.event_id).status is EventStatus.HAPPENED
    assert planned.event_id in store.query().ids(EventFilter())


@pytest.mark.parametrize(
    ("options", "statuses"),
    [
        ([], {"happened", "planned", "threatened", "denied"}),
        (["--format", "csv"], {"happened"}),
        (["--format", "csv", "--status", "planned"], {"planned"}),
        (["--status", "happened"], {"happened"}),
    ],
)
def test_extract_marks_each_event_and_its_tables_hold_what_happened(
    options: list[str], statuses: set[str], gazetteer: Gazetteer
) -> None:
    done = CliRunner().invoke(cli, ["extract", *options], input=_TEXT)
    assert done.exit_code == 0, done.output
    if "csv" in options:
        header, *rows = done.stdout.splitlines()
        column = header.split(",").index("status") - len(header.split(","))
        found = {row.split(",")[column] for row in rows}
    else:
        found = {event["status"] for event in json.loads(done.stdout)["events"]}
    assert found == statuses


def test_list_refuses_a_status_that_is_none() -> None:
    done = CliRunner().invoke(cli, ["list", "--status", "maybe"])
    assert done.exit_code == 2
    assert "happened, planned, threatened, denied or all" in done.output


def test_a_table_tells_the_status_behind_the_columns_it_had_before() -> None:
    header, row = to_csv([made(status=EventStatus.PLANNED)]).splitlines()
    assert header.endswith("information_credibility,status,dataset,source_id,source_url,lon,lat")
    assert row.split(",")[-6] == "planned"
