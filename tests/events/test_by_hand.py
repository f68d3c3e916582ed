"""Events that a person makes, without a report or of its words: everywhere as the others are, and undone by no later reading."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from events import (
    BadEventError,
    Event,
    EventFilter,
    EventStore,
    EventType,
    Verdict,
    accepted,
    decide,
    event_from_words,
    event_without_report,
    extract,
    figure,
    read_report,
    take_back,
    to_csv,
    to_geojson,
)
from events.__main__ import cli
from gazetteer import Gazetteer, OwnPlaces, open_gazetteer, read_row

DAY = dt.date(2021, 3, 12)
TEXT = (
    "HOMS, Syria, 12 March 2021 - Gunmen attacked the village of Xandoquil on Thursday and killed two. "
    "The bridge near Palmyra was gone by Tuesday, drivers said. A bomb exploded in Homs on Tuesday."
)
WORDS = "bridge near Palmyra was gone"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EventStore]:
    found = EventStore(tmp_path / "p.sqlite")
    yield found
    found.close()


def _all(store: EventStore) -> tuple[Event, ...]:
    return store.select(EventFilter()).events


def _of_words(store: EventStore, gazetteer: Gazetteer) -> Event:
    """Make an event of words that the machine passes over; return it."""
    report = read_report(TEXT)
    store.save(extract(report, gazetteer))
    found = store.extraction(report.report_id)
    palmyra = next(each.place for each in found.resolutions if each.toponym.text == "Palmyra")
    first = TEXT.index(WORDS)
    decision = event_from_words(
        found, first, first + len(WORDS), EventType.DESTRUCTION, start=dt.date(2021, 3, 9), place=palmyra, why="drivers"
    )
    return decide(store, [decision])[0]


def test_an_event_without_a_report_is_in_every_answer_and_in_no_list_of_reports(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    homs = gazetteer.search("Homs", country="SY")[0].place
    decision = event_without_report(
        EventType.BOMBING, start=DAY, place=homs, words="A parked car blew up.", source="my own eyes", side1=["a gang", " "],
        killed=figure(4, 3, 6), why="I was there",
    )  # fmt: skip
    made = decide(store, [decision])[0]
    assert (made.verdict, made.needs_review, made.date_prec) == (Verdict.MADE, False, 1)
    assert _all(store) == (made,)
    query = store.query()
    assert query.ids_of_place(homs.place_id) == (made.event_id,)
    assert query.counts(EventFilter(from_date=DAY, to_date=DAY, countries=("SY",))).placed == 1
    assert query.review_ids(limit=9) == ()
    for written in (to_csv([made]), to_geojson([made])):
        assert "A parked car blew up." in written
        assert "my own eyes" in written
    assert store.reports() == ()
    assert store.count_reports() == 0
    assert store.report_days() == {}
    assert [(each.who, each.why) for each in store.revisions(made.event_id)] == [("analyst", "I was there")]
    take_back(store, [decision])
    assert _all(store) == ()
    assert [each.why for each in store.revisions(made.event_id)] == ["I was there", "taken back: I was there"]


def test_an_event_without_day_place_or_words_is_kept_and_says_what_it_is(store: EventStore) -> None:
    made = decide(store, [event_without_report(EventType.ARREST, start=None)])[0]
    assert (made.sentence, made.where, made.date_prec) == ("Arrest, as an analyst says.", None, None)
    assert store.query().counts(EventFilter()).not_placed == 1


@pytest.mark.parametrize(("best", "low", "high"), [(1, 2, 3), (4, None, 3), (-1, None, None)])
def test_figures_that_contradict_each_other_are_refused(best: int, low: int | None, high: int | None) -> None:
    with pytest.raises(BadEventError, match="in that order"):
        figure(best, low, high)


def test_days_in_the_wrong_order_and_words_outside_the_text_are_refused(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    with pytest.raises(BadEventError, match="on or after"):
        event_without_report(EventType.RIOT, start=DAY, end=dt.date(2021, 3, 1))
    found = extract(read_report(TEXT), gazetteer)
    for first, last in ((5, 5), (0, len(TEXT) + 1), (TEXT.index(" Syria"), TEXT.index("Syria"))):
        with pytest.raises(BadEventError, match="Choose the words"):
            event_from_words(found, first, last, EventType.RIOT, start=None)


def test_an_event_of_words_has_their_sentence_and_the_name_that_stands_there(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    made = _of_words(store, gazetteer)
    assert made.sentence == "The bridge near Palmyra was gone by Tuesday, drivers said."
    assert (made.trigger, TEXT[made.start : made.end].strip()) == (WORDS, made.sentence)
    assert made.where is not None
    assert made.where.toponym.text == "Palmyra"
    assert made.event_id in [each.event_id for each in store.extraction(made.report_id).events]
    assert store.revisions(made.event_id)[0].who == "analyst"


@pytest.mark.parametrize("change", ["day", "country", "gazetteer", "deleted", "accepted"])
def test_a_new_reading_undoes_no_event_that_a_person_made(
    store: EventStore, gazetteer: Gazetteer, tmp_path: Path, change: str
) -> None:
    made = _of_words(store, gazetteer)
    alone = decide(store, [event_without_report(EventType.RIOT, start=DAY)])[0]
    others = {each.event_id for each in _all(store)} - {made.event_id, alone.event_id}
    if change == "gazetteer":
        row = {"name": "Xandoquil", "lat": "34.9", "lon": "36.8", "country_code": "SY", "class": "village"}
        OwnPlaces(store.path, read_only=False).add((read_row(row, gazetteer),), source="test", now=store.now())
        gazetteer = open_gazetteer(project=store.path)
    if change == "deleted":
        store.delete_report(made.report_id)
    if change == "accepted":
        decide(store, [accepted(made)])
    day, country = (dt.date(2019, 1, 5) if change == "day" else None), ("IQ" if change == "country" else None)
    reading = extract(read_report(TEXT), gazetteer, date=day, country=country)
    shown = store.as_decided(reading).events
    assert change == "deleted" or made in shown
    assert [each.start for each in shown] == sorted(each.start for each in shown)
    store.save(reading)
    now = {each.event_id: each for each in _all(store)}
    assert now[made.event_id] == made
    assert now[alone.event_id] == alone
    assert change in {"day", "country", "gazetteer"} or set(now) == {made.event_id, alone.event_id, *others}


def test_a_second_event_at_a_word_does_not_hide_the_one_that_the_machine_read(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    report = read_report(TEXT)
    store.save(extract(report, gazetteer))
    found = store.extraction(report.report_id)
    read = next(each for each in found.events if each.trigger_start > TEXT.index("drivers"))
    decide(store, [event_from_words(found, read.trigger_start, read.trigger_end, EventType.RIOT, start=None)])
    assert read in store.as_decided(extract(report, gazetteer)).events
    assert store.save(extract(report, gazetteer)).new == 0
    assert read in _all(store)


def test_the_command_line_adds_an_event_by_hand(tmp_path: Path, home: Path) -> None:
    project, run = ["--project", str(tmp_path / "p.sqlite")], CliRunner().invoke
    done = run(
        cli,
        ["add", "--type", "bombing", "--date", "2021-03-12", "--place", "gn:169577", "--killed", "3-6",
         "--side1", "a gang; others", "--said-by", "a nurse", "--note", "A car blew up.", *project],
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    event_id, day, kind, place_id = done.stdout.strip().split("\t")
    assert (day, kind, place_id[:3]) == ("2021-03-12", "bombing", "gn:")
    made = EventStore(tmp_path / "p.sqlite", read_only=True).event(event_id)
    assert made.killed is not None
    assert (made.killed.low, made.killed.high, made.side1, made.source) == (3, 6, ("a gang", "others"), "a nurse")
    listed = run(cli, ["list", "--format", "csv", *project])
    assert "A car blew up." in listed.stdout
    point = run(cli, ["add", "--type", "riot", "--at", "36.7,34.7", *project])
    assert point.stdout.strip().endswith("geo:34.70000,36.70000;u=5566.0")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Give files of reports, or an event by hand"),
        (["--place", "Homs"], "Give files of reports, or an event by hand"),
        (["x.txt", "--type", "riot"], "leave out the files"),
        (["--type", "no such"], "must be one of"),
        (["--type", "riot", "--killed", "many"], "must be a number of people"),
        (["--type", "riot", "--killed", "7-4"], "in that order"),
        (["--type", "riot", "--date", "2021-03-12", "--to", "2021-03-01"], "on or after"),
        (["--type", "riot", "--place", "Homs", "--at", "1,2"], "by one of"),
        (["--type", "riot", "--at", "500,2"], "longitude"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_and_exit_status_2(tmp_path: Path, options: list[str], said: str) -> None:
    told = CliRunner().invoke(cli, ["add", *options, "--project", str(tmp_path / "p.sqlite")])
    assert (told.exit_code, said in told.stderr) == (2, True), told.stderr
