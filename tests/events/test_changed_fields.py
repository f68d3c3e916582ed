"""What differs between two states of an event is shown to whoever asks, and to the second of two who decide."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from events import (
    Decision,
    EventChangedError,
    EventFilter,
    EventStore,
    EventType,
    accepted,
    decide,
    extract,
    read_report,
)
from events.__main__ import cli
from gazetteer import Gazetteer

TEXT = "HOMS, Syria, 12 March 2021 - A car bomb killed four people in Homs on Thursday, police said."


def test_the_second_of_two_is_told_what_differs_and_diff_shows_it(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "p.sqlite"
    store = EventStore(path)
    store.save(extract(read_report(TEXT), gazetteer))
    (event,) = store.select(EventFilter()).events
    first = replace(event, type=EventType.STRIKE, side1=("army",), needs_review=False)
    decide(store, [Decision(seen=event, now=first, why="seen on film")], who="Ada")
    with pytest.raises(EventChangedError, match=r"Ada: seen on film.*type: air or drone strike, was bombing") as told:
        decide(store, [accepted(event)])
    assert set(told.value.fields) >= {"type", "actors"}

    def diff(*words: str) -> list[str]:
        done = CliRunner().invoke(cli, ["diff", event.event_id, "--db", str(path), *words])
        assert done.exit_code == 0, done.output
        return done.stdout.splitlines()

    assert "type\tbombing\tair or drone strike" in diff()
    assert diff("--from", "2") == []
    assert diff("--from", "2", "--to", "2999-01-01") == []
    for said in ("3", "1999-01-01", "yesterday"):
        refused = CliRunner().invoke(cli, ["diff", event.event_id, "--db", str(path), "--from", said])
        assert refused.exit_code == 1
        assert refused.stderr.strip()
