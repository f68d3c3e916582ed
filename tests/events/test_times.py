"""Times of day, recurrences and national days; the truth is in cases/times_of_day.tsv, recurrences.tsv, national_days.tsv and event_times.tsv."""

import csv
import datetime as dt
import json
from pathlib import Path

import orjson
import pytest

from events import (
    Event,
    EventFilter,
    EventQuery,
    EventStore,
    Report,
    clock_text,
    event_record,
    extract,
    find_dates,
    find_recurrences,
    find_times,
    to_csv,
    to_geojson,
    zone_text,
)
from events.codec import from_plain, to_plain
from gazetteer import Gazetteer

_CASES = Path(__file__).parents[1] / "cases"


def _rows(name: str) -> list[dict[str, str]]:
    with (_CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", _rows("times_of_day.tsv"), ids=lambda row: row["sentence"])
def test_the_times_of_a_sentence(row: dict[str, str]) -> None:
    found = [
        (
            row["sentence"][t.start : t.end],
            clock_text(t.start_min),
            clock_text(t.end_min),
            t.prec.value,
            zone_text(t) or "",
        )
        for t in find_times(row["sentence"])
    ]
    told = tuple(row[name] for name in ("phrase", "start", "end", "prec", "zone"))
    assert found == ([] if row["phrase"] == "-" else [told])


@pytest.mark.parametrize("row", _rows("recurrences.tsv"), ids=lambda row: row["sentence"])
def test_the_words_for_what_recurs(row: dict[str, str]) -> None:
    found = [row["sentence"][start:end] for start, end in find_recurrences(row["sentence"])]
    assert found == ([] if row["words"] == "-" else [row["words"]])


@pytest.mark.parametrize("row", _rows("national_days.tsv"), ids=lambda row: f"{row['country']} {row['sentence']}")
def test_the_national_days_of_a_country(row: dict[str, str]) -> None:
    found = find_dates(row["sentence"], anchor=dt.date.fromisoformat(row["said"]), country=row["country"])
    days = [(each.text, each.date_start.isoformat(), each.date_end.isoformat(), each.date_prec) for each in found]
    assert days == ([] if row["phrase"] == "-" else [(row["phrase"], row["day"], row["day"], 1)])


def _read(text: str, gazetteer: Gazetteer, *, said: str, country: str) -> tuple[Event, ...]:
    report = Report(report_id="r", text=text)
    return extract(report, gazetteer, date=dt.date.fromisoformat(said), country=country).events


@pytest.mark.parametrize("row", _rows("event_times.tsv"), ids=lambda row: row["text"])
def test_an_event_has_the_time_that_its_report_tells(row: dict[str, str], gazetteer: Gazetteer) -> None:
    event = _read(row["text"], gazetteer, said=row["said"], country=row["country"])[0]
    record = event_record(event)
    if row["date_start"]:
        assert (record["date_start"], record["date_end"]) == (row["date_start"], row["date_end"])
    found = {name: record[f"time_{name}"] or "" for name in ("start", "end", "prec", "zone")}
    assert found == {
        "start": row["time_start"], "end": row["time_end"], "prec": row["prec"], "zone": row["zone"],
    }  # fmt: skip
    assert (record["recurrence"] or "") == row["recurrence"]


def test_each_of_two_strikes_of_a_night_has_its_own_time(gazetteer: Gazetteer) -> None:
    text = "At 11:30 p.m. on Monday a drone struck Sirte, and at 2 a.m. on Tuesday a second drone struck Sabha."
    times = [event.time for event in _read(text, gazetteer, said="2021-06-09", country="LY")]
    assert [time and time.start_min for time in times] == [23 * 60 + 30, 120]


def test_the_attack_told_again_gives_its_time_to_the_one_told_first(gazetteer: Gazetteer) -> None:
    text = "Gunmen killed six soldiers at a checkpoint in Sabha on Tuesday. Two trucks were burnt. The attack took place at 5 a.m. near the market."
    found = _read(text, gazetteer, said="2021-06-09", country="LY")
    assert found[0].time is not None
    assert (found[0].killed and found[0].killed.best, found[0].time.start_min) == (6, 300)


_TEXT = "A car bomb exploded in Sabha at about 3:40 a.m. local time on Tuesday in the third such attack in a week."


def test_a_time_goes_through_files_and_the_project(gazetteer: Gazetteer, tmp_path: Path) -> None:
    extraction = extract(Report(report_id="r", text=_TEXT), gazetteer, date=dt.date(2021, 6, 9), country="LY")
    event = extraction.events[0]
    assert event.time is not None
    assert _TEXT[event.time.start : event.time.end] == "about 3:40 a.m. local time"
    told = {
        "time_start": "03:40", "time_end": "03:40", "time_prec": "hour", "time_zone": "local",
        "recurrence": "the third such attack in a week",
    }  # fmt: skip
    properties = json.loads(to_geojson([event]))["features"][0]["properties"]
    row = next(csv.DictReader(to_csv([event]).splitlines()))
    for written in (properties, row):
        assert {name: written[name] for name in told} == told
    store = EventStore(tmp_path / "project.sqlite")
    store.save(extraction)
    assert store.events([event.event_id]) == (event,)
    page = EventQuery(store).page(EventFilter(), limit=1).to_pylist()[0]
    assert (page["time_start"], page["time_end"], page["time_prec"], page["time_zone"]) == (
        220,
        220,
        "hour",
        "local time",
    )
    assert page["recurrence"] == told["recurrence"]
    store.close()


def test_an_event_saved_before_times_were_read_opens_without_one(gazetteer: Gazetteer) -> None:
    event = _read(_TEXT, gazetteer, said="2021-06-09", country="LY")[0]
    old = orjson.loads(orjson.dumps(to_plain(event)))
    del old["time"], old["recurrence"]
    read = from_plain(Event, old)
    assert (read.time, read.recurrence) == (None, "")
    assert read.event_id == event.event_id
