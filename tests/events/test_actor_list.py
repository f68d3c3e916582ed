"""The list of actors of a project: what a person says goes before the reading, is kept, and can be taken back."""

import datetime as dt
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from events import ActorKind, ActorList, EventFilter, EventStore, ListedActor, extract, read_report
from events.__main__ import cli
from events.errors import BadActorError, UnknownActorError
from events.spelling import is_same_actor
from gazetteer import Gazetteer

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
LNA = ListedActor(
    name="Libyan National Army", aliases=("Haftar's forces",), acronym="LNA", country="LY", kind=ActorKind.REBELS
)
HAWKS = ListedActor(name="Desert Hawks")


@pytest.fixture
def actors(tmp_path: Path) -> ActorList:
    return ActorList(tmp_path / "p.sqlite", read_only=False)


def test_what_is_listed_is_there_after_reopening_and_a_project_without_a_list_has_none(actors: ActorList) -> None:
    actors.keep(LNA, now=NOW)
    actors.keep(HAWKS, now=NOW)
    assert ActorList(actors.path).all() == (HAWKS, LNA)
    assert ActorList(actors.path.with_name("none.sqlite")).all() == ()


def test_each_change_is_taken_back_the_last_first(actors: ActorList) -> None:
    actors.keep(LNA, now=NOW)
    actors.keep(HAWKS, now=NOW)
    merged = actors.merge("LNA", "Desert Hawks", now=NOW)
    assert (merged.name, merged.aliases) == ("Libyan National Army", ("Haftar's forces", "Desert Hawks"))
    renamed = actors.rename("libyan national army", "LAAF", now=NOW)
    assert "Libyan National Army" in renamed.aliases
    assert actors.all() == (renamed,)
    assert actors.undo(now=NOW) == "Libyan National Army renamed LAAF"
    assert actors.all() == (merged,)
    actors.undo(now=NOW)
    assert actors.all() == (HAWKS, LNA)
    actors.undo(now=NOW)
    actors.undo(now=NOW)
    assert actors.all() == ()
    with pytest.raises(UnknownActorError, match="nothing to take back"):
        actors.undo(now=NOW)
    assert len(actors.history()) == 8


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        (ListedActor(name="  "), "needs a name"),
        (ListedActor(name="A" * 121), "120 letters"),
        (ListedActor(name="X", country="Libya"), "two letters"),
        (ListedActor(name="Other", aliases=("lna",)), "is a name of Libyan National Army already"),
    ],
)
def test_what_cannot_be_listed_is_said_and_nothing_changes(actors: ActorList, actor: ListedActor, words: str) -> None:
    actors.keep(LNA, now=NOW)
    with pytest.raises(BadActorError, match=words):
        actors.keep(actor, now=NOW)
    with pytest.raises(UnknownActorError):
        actors.merge("LNA", "Libyan National Army", now=NOW)
    assert actors.all() == (LNA,)


def test_nobody_rewrites_the_history(actors: ActorList) -> None:
    actors.keep(LNA, now=NOW)
    with sqlite3.connect(actors.path) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM listed_actor")


@pytest.mark.parametrize("name", ["LNA", "LNA fighters", "Haftar's forces", "the Libyan National Army"])
def test_a_reading_uses_the_listed_name_whatever_the_text_writes(name: str, gazetteer: Gazetteer) -> None:
    report = read_report(f"On 4 June 2020, {name} attacked soldiers in Sirte.")
    (event,) = extract(report, gazetteer, actors=(LNA,)).events
    assert (event.side1, event.side2) == (("Libyan National Army",), ("soldiers",))


def test_a_name_that_no_rule_knows_is_found_where_it_is_listed(gazetteer: Gazetteer) -> None:
    listed = ListedActor(name="Sons of Light", aliases=("the lamplighters",))
    report = read_report("On 4 June 2020, the lamplighters attacked soldiers in Sirte.")
    (event,) = extract(report, gazetteer, actors=(listed,)).events
    assert event.side1 == ("Sons of Light",)


def test_a_filter_finds_all_names_of_an_actor_in_events_that_were_saved_before(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    store = EventStore(tmp_path / "p.sqlite")
    for name in ("The LNA", "The Libyan National Army", "Desert Hawks fighters", "The Desert Hawks", "Rebels"):
        store.save(extract(read_report(f"On 4 June 2020, {name} attacked soldiers in Sirte."), gazetteer))

    def sides(wanted: str) -> int:
        return store.select(EventFilter(actors=(wanted,))).counts.placed

    assert (sides("LNA"), sides("Libyan National Army"), sides("Desert Hawks"), sides("LAAF")) == (2, 2, 2, 0)
    actors = ActorList(store.path, read_only=False)
    actors.keep(ListedActor(name="LAAF", aliases=("LNA", "Libyan National Army", "Desert Hawks")), now=NOW)
    assert {sides(each) for each in ("LAAF", "LNA", "Desert Hawks")} == {4}
    actors.undo(now=NOW)
    assert sides("LAAF") == 0


def test_a_people_is_not_its_rebels() -> None:
    assert not is_same_actor("Somali rebels", "Somali")
    assert is_same_actor("Taliban fighters", "Taliban")
    assert not is_same_actor("LNA", "Lebanese Army")


def test_the_command_line_lists_merges_renames_and_takes_back(tmp_path: Path) -> None:
    def run(*words: str) -> str:
        result = CliRunner().invoke(cli, ["actors", *words, "--project", str(tmp_path / "p.sqlite")])
        assert result.exit_code == 0, result.output
        return result.stdout

    run(
        "add",
        "Libyan National Army",
        "--alias",
        "Haftar's forces",
        "--acronym",
        "LNA",
        "--country",
        "LY",
        "--kind",
        "rebels",
    )
    run("add", "LAAF")
    run("merge", "LNA", "LAAF")
    run("rename", "LNA", "Libyan Arab Armed Forces")
    told = json.loads(run("list", "--json"))
    assert (told["name"], told["country"], told["kind"], told["events"]) == (
        "Libyan Arab Armed Forces",
        "LY",
        "rebels",
        0,
    )
    assert told["aliases"] == ["Haftar's forces", "LAAF", "Libyan National Army"]
    run("undo")
    assert run("list").startswith("Libyan National Army\tLNA\tLY\trebels\t")
    assert "merged into" in run("list", "--history")


def test_the_command_line_says_what_is_wrong_in_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["actors", "rename", "Nobody", "X", "--project", str(tmp_path / "p.sqlite")])
    assert result.exit_code == 1
    assert "The list has no actor 'Nobody'" in result.stderr
