"""``events place`` and ``unplace``: where an event was, said on the command line."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from events import Event, EventFilter, EventStore, extract, read_report
from events.__main__ import cli
from gazetteer import Gazetteer

TEXT = (
    "HOMS, Syria, 12 March 2021 - Gunmen attacked the village of Xandoquil on Thursday and killed two. "
    "Shelling hit a farm 12 km south of Vandobrek on Tuesday."
)


@pytest.fixture
def store(tmp_path: Path, gazetteer: Gazetteer) -> EventStore:
    found = EventStore(tmp_path / "p.sqlite")
    found.save(extract(read_report(TEXT), gazetteer))
    return found


def _event(store: EventStore, word: str) -> Event:
    return next(each for each in store.select(EventFilter()).events if word in each.sentence)


def _run(store: EventStore, *words: str) -> Result:
    done = CliRunner().invoke(cli, [*words, "--db", str(store.path)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


def test_an_event_is_put_at_a_point_as_exact_as_its_digits_and_taken_back(store: EventStore) -> None:
    event = _event(store, "Xandoquil")
    done = _run(store, "place", event.event_id, "--at", "36.72,34.73", "--why", "the  mayor\nsaid so")
    assert done.exit_code == 0
    assert done.stdout.split("\t")[0] == event.event_id
    assert f"unplace {event.event_id}" in done.stderr
    where = store.event(event.event_id).where
    assert where is not None
    assert where.place is not None
    assert (where.place.lon, where.place.lat, round(where.place.radius_m)) == (36.72, 34.73, 557)
    assert where.place.name == "Xandoquil", "it goes by the name of the report"
    assert store.revisions(event.event_id)[-1].why == "the mayor said so"
    done = _run(store, "unplace", event.event_id)
    assert (done.exit_code, done.stdout) == (0, f"{event.event_id}\t-\n")
    assert store.event(event.event_id) == event
    assert len(store.revisions(event.event_id)) == 3
    done = _run(store, "unplace", event.event_id)
    assert (done.exit_code, "nothing to take back" in done.stderr) == (1, True)


def test_a_name_is_the_place_of_the_reports_country_and_the_words_around_it_count(store: EventStore) -> None:
    event = _event(store, "Vandobrek")
    done = _run(store, "place", event.event_id, "--place", "Palmyra")
    assert done.exit_code == 0, done.stderr
    placed = store.event(event.event_id)
    assert placed.where is not None
    assert placed.where.place is not None
    assert placed.where.place.country_code == "SY"
    assert placed.where.relation is not None, "12 km south of it is not the place itself"
    assert "Vandobrek is" in store.revisions(event.event_id)[-1].why


def test_what_is_not_clear_or_not_likely_is_asked_in_words(store: EventStore, gazetteer: Gazetteer) -> None:
    event = _event(store, "Xandoquil")
    done = _run(store, "place", event.event_id, "--place", "Springfield")
    assert done.exit_code == 1
    assert re.search(r"\d+ places are called 'Springfield'. Give one by its id", done.stderr)
    done = _run(store, "place", event.event_id, "--place", "Vandobrek-in-Nowhere")
    assert (done.exit_code, "No place is called" in done.stderr) == (1, True)
    lima = gazetteer.search("Lima", country="PE")[0].place
    done = _run(store, "place", event.event_id, "--place", lima.place_id)
    assert (done.exit_code, "say so with --sure" in done.stderr) == (1, True)
    assert store.event(event.event_id) == event
    assert _run(store, "place", event.event_id, "--place", lima.place_id, "--sure").exit_code == 0


@pytest.mark.parametrize("at", ["32.08", "200,10", "10,91", "12,65;32", "nan,1", "1e3,2", ""])
def test_a_point_that_is_none_is_misuse(store: EventStore, at: str) -> None:
    done = _run(store, "place", _event(store, "Xandoquil").event_id, "--at", at)
    assert (done.exit_code, "--at must be a longitude" in done.stderr) == (2, True)


def test_both_or_neither_is_misuse_and_an_unknown_event_ends_in_a_sentence(store: EventStore) -> None:
    event_id = _event(store, "Xandoquil").event_id
    assert _run(store, "place", event_id).exit_code == 2
    assert _run(store, "place", event_id, "--at", "1,2", "--place", "Homs").exit_code == 2
    for words in (("place", "e-none", "--at", "1,2"), ("unplace", "e-none")):
        done = _run(store, *words)
        assert (done.exit_code, "has no event 'e-none'" in done.stderr) == (1, True)


def test_the_sample_project_stays_as_it_is_and_no_project_is_made(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").symlink_to(home / "cache")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    listed = CliRunner().invoke(cli, ["list"]).stdout
    done = CliRunner().invoke(cli, ["place", listed.split("\t")[0], "--at", "13.2,32.9"])
    assert (done.exit_code, "The sample project cannot be changed" in done.stderr) == (1, True)
    assert not list(tmp_path.glob("data/**/default.sqlite"))
