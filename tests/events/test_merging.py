"""Two events are one, or are not: a person says so, each claim is kept, and no later reading undoes it."""

import dataclasses
import datetime as dt
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from events import (
    Event,
    EventChangedError,
    EventFilter,
    EventStore,
    Extraction,
    UnknownEventError,
    extract,
    keep_apart,
    merge,
    proposed,
    read_report,
    tellings,
    undo,
)
from events.__main__ import cli
from gazetteer import Gazetteer

ARMY = "A car bomb exploded at a market in Homs on Thursday, killing 60 people, the army said."
HOSPITAL = "Twelve people were killed on 11 March when a car bomb went off at a market in Homs, a hospital said."
THIRD = "A car bomb at a market in Homs killed 20 people on Thursday, witnesses said."
OTHER = "Protesters marched through Aleppo on Thursday, organisers said."


def _read(gazetteer: Gazetteer, text: str, source: str) -> Extraction:
    return extract(read_report(text, source=source, published=dt.date(2021, 3, 12)), gazetteer)


@pytest.fixture
def store(tmp_path: Path, gazetteer: Gazetteer) -> EventStore:
    found = EventStore(tmp_path / "p.sqlite")
    for text, source in ((ARMY, "Wire"), (HOSPITAL, "Daily"), (OTHER, "Radio")):
        found.save(_read(gazetteer, text, source))
    return found


def _event(store: EventStore, word: str) -> Event:
    return next(each for each in store.select(EventFilter()).events if word in each.sentence)


def _two(store: EventStore) -> tuple[Event, Event]:
    return _event(store, "the army"), _event(store, "a hospital")


def test_nothing_is_merged_by_itself_and_the_pair_is_proposed(store: EventStore) -> None:
    army, hospital = _two(store)
    assert [{each.first.event_id, each.second.event_id} for each in proposed(store)] == [
        {army.event_id, hospital.event_id}
    ]
    assert store.query().counts(EventFilter()).total == 3


def test_a_merge_keeps_each_claim_both_sentences_and_what_they_disagree_about(store: EventStore) -> None:
    army, hospital = _two(store)
    merge(store, army.event_id, hospital.event_id, why="one market, one bomb")
    now = store.event(army.event_id)
    assert now.killed is not None
    assert (now.killed.best, now.killed.low, now.killed.high) == (60, 12, 60)
    told = tellings(store, army.event_id)
    assert told.disagreements == ("killed: 60, says the army; 12, says the hospital",)
    assert [each.sentence for each in told.events] == [ARMY, HOSPITAL]
    assert told.events[1] == hospital, "with its claims, its place and its report"
    assert told.origin_count == 2
    assert store.query().counts(EventFilter()).total == 2
    assert proposed(store) == ()
    last = [store.revisions(each.event_id)[-1] for each in (army, hospital)]
    assert [each.who for each in last] == ["analyst", "analyst"]
    assert last[0].why == f"one happening with {hospital.event_id}: one market, one bomb"
    assert last[1].why == f"merged into {army.event_id}: one market, one bomb"


def test_undo_brings_both_back_exactly_and_the_histories_keep_all(store: EventStore) -> None:
    army, hospital = _two(store)
    merge(store, army.event_id, hospital.event_id)
    undo(store)
    assert _two(store) == (army, hospital)
    assert store.query().counts(EventFilter()).total == 3
    assert store.revisions(hospital.event_id)[-1].why == f"taken back: one happening with {army.event_id}"
    assert len(proposed(store)) == 1
    with pytest.raises(UnknownEventError, match="nothing to take back"):
        undo(store)


def test_merges_are_undone_in_any_order(store: EventStore, gazetteer: Gazetteer) -> None:
    store.save(_read(gazetteer, THIRD, "Herald"))
    army, hospital, third = *_two(store), _event(store, "witnesses")
    merge(store, army.event_id, hospital.event_id)
    merge(store, third.event_id, army.event_id)
    assert [each.event_id for each in tellings(store, army.event_id).events][1:] == [hospital.event_id, third.event_id]
    undo(store, event_id=hospital.event_id)
    now = store.event(army.event_id)
    assert now.killed is not None
    assert (now.killed.low, now.killed.high) == (20, 60)
    undo(store)
    assert (*_two(store), _event(store, "witnesses")) == (army, hospital, third)


def test_what_a_person_corrected_since_stays_when_a_merge_is_taken_back(store: EventStore) -> None:
    army, hospital = _two(store)
    merge(store, army.event_id, hospital.event_id)
    with store.writing() as connection:
        from events.decisions import Decisions

        now = Decisions(connection).now(army.event_id)
        assert now.killed is not None
        mended = dataclasses.replace(now, killed=dataclasses.replace(now.killed, best=14, rule="as an analyst says"))
        Decisions(connection).write(mended, at="2021-03-12T00:00:00+00:00", who="analyst", why="counted")
    undo(store)
    assert store.event(army.event_id).killed == mended.killed


@pytest.mark.parametrize("is_merged", [True, False], ids=["merged", "apart"])
def test_a_later_reading_of_either_report_undoes_nothing(
    store: EventStore, gazetteer: Gazetteer, *, is_merged: bool
) -> None:
    army, hospital = _two(store)
    (merge if is_merged else keep_apart)(store, army.event_id, hospital.event_id)
    before = store.select(EventFilter()).events
    for text, source in ((ARMY, "Wire"), (HOSPITAL, "Daily")):
        read = _read(gazetteer, text, source)
        assert store.save(read).new == 0
        # The gazetteer has learned since: the same word has another id now.
        renamed = tuple(dataclasses.replace(each, event_id=f"{each.event_id}-anew") for each in read.events)
        assert store.save(dataclasses.replace(read, events=renamed)).new == 0
    assert store.select(EventFilter()).events == before
    assert proposed(store) == ()


def test_when_a_report_is_deleted_the_other_one_still_tells_of_the_event(store: EventStore) -> None:
    army, hospital = _two(store)
    merge(store, army.event_id, hospital.event_id)
    store.delete_report(army.report_id)
    assert _event(store, "a hospital") == hospital
    assert store.query().counts(EventFilter()).total == 2
    store.restore_report(army.report_id)
    assert _two(store) == (army, hospital)


def test_two_events_that_each_stand_for_others_are_not_merged(store: EventStore, gazetteer: Gazetteer) -> None:
    for text, source in ((THIRD, "Herald"), (THIRD.replace("20", "21"), "Post")):
        store.save(_read(gazetteer, text, source))
    army, hospital = _two(store)
    third, fourth = _event(store, "killed 20"), _event(store, "killed 21")
    merge(store, army.event_id, hospital.event_id)
    merge(store, third.event_id, fourth.event_id)
    with pytest.raises(EventChangedError, match="stand for others already"):
        merge(store, army.event_id, third.event_id)
    with pytest.raises(UnknownEventError):
        merge(store, army.event_id, fourth.event_id)
    with pytest.raises(UnknownEventError, match="one and the same"):
        keep_apart(store, army.event_id, army.event_id)


def test_copies_of_one_text_are_one_origin(tmp_path: Path, gazetteer: Gazetteer) -> None:
    store = EventStore(tmp_path / "copies.sqlite")
    long = (
        f"{ARMY} Nobody claimed responsibility for the attack, which came a day after talks had begun in the capital."
    )
    for source in ("Wire", "Daily"):
        store.save(_read(gazetteer, long, source))
    one, other = (each.event_id for each in store.select(EventFilter()).events)
    merge(store, one, other)
    assert tellings(store, one).origin_count == 1


def test_what_was_decided_cannot_be_rewritten(store: EventStore) -> None:
    army, hospital = _two(store)
    keep_apart(store, army.event_id, hospital.event_id)
    with sqlite3.connect(store.path) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM pairing")


def _run(store: EventStore, *words: str) -> Result:
    done = CliRunner().invoke(cli, ["dedupe", *words, "--db", str(store.path)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


def test_the_command_line_proposes_and_a_person_decides(store: EventStore) -> None:
    army, hospital = _two(store)
    table, lines = _run(store), _run(store, "--json")
    assert army.event_id in table.stdout
    assert "for: both at Homs" in table.stdout
    record = json.loads(lines.stdout)
    assert {each["event_id"] for each in record["events"]} == {army.event_id, hospital.event_id}
    assert record["probability"] > 0.5
    done = _run(store, "--merge", army.event_id, hospital.event_id)
    assert (done.exit_code, done.stdout) == (0, f"{army.event_id}\t{hospital.event_id}\tmerged\t2\n")
    assert "Told differently: killed: 60, says the army; 12, says the hospital" in done.stderr
    assert _run(store).stdout == ""
    assert _run(store, "--undo", "--of", hospital.event_id).exit_code == 0
    assert _run(store, "--apart", army.event_id, hospital.event_id).exit_code == 0
    assert _run(store).stdout == ""
    assert _run(store, "--undo").exit_code == 0
    failed = _run(store, "--undo")
    assert failed.exit_code == 1
    assert "nothing to take back" in failed.stderr
    assert _run(store, "--undo", "--merge", "a", "b").exit_code == 2
    assert _run(store, "--merge", "a", "b").exit_code == 1
