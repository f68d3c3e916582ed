"""The vocabulary beside other schemas: each type has a code or a reason for none, each code is one of its schema."""

import csv
import io
import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from events import EventType, Toll, codes_of, schema_codes, to_coded_csv, to_coded_geojson, vocabulary
from events.__main__ import cli
from events.crosswalk import VocabularyRow
from tests.events.made_events import made

ROOT = Path(__file__).parents[2]
KILLED = Toll(best=3, low=3, high=3, start=0, end=0)


@pytest.mark.parametrize("row", vocabulary(), ids=lambda row: f"{row.type.value}, {row.sub_type or 'any'}")
def test_each_row_has_a_code_of_each_schema_or_says_why_not(row: VocabularyRow) -> None:
    known = schema_codes()
    for name, code in (("acled", row.acled), ("plover", row.plover), ("cameo", row.cameo), ("gtd", row.gtd)):
        assert code is None or code in known[name]
    assert set(row.ucdp) <= known["ucdp"]
    assert row.none or (row.acled and row.plover and row.cameo and row.ucdp and row.gtd)


def test_each_sub_type_that_a_trigger_may_have_is_in_the_vocabulary() -> None:
    tables = (ROOT / "events" / "data" / name for name in ("triggers.toml", "rare_wordings.toml"))
    triggers = [row for table in tables for row in tomllib.loads(table.read_text(encoding="utf-8"))["trigger"]]
    told = {(EventType(each["type"]), each["sub_type"]) for each in triggers}
    known = {(row.type, row.sub_type) for row in vocabulary()}
    # What says that nobody claims an attack is no event.
    assert told - known == {(EventType.STATEMENT, "no claim of responsibility")}
    assert len(known) == len(vocabulary())
    assert {(kind, "") for kind in EventType} <= known


def test_ucdps_violence_goes_by_the_dead_and_the_sides() -> None:
    army, rebels = ("Libyan Army",), ("rebels",)
    assert codes_of(made(side1=army, side2=rebels)).ucdp is None
    assert "a death only" in codes_of(made(side1=army, side2=rebels)).reason
    assert codes_of(made(side1=army, side2=rebels, killed=KILLED)).ucdp == "1"
    assert codes_of(made(side1=rebels, side2=("militias",), killed=KILLED)).ucdp == "2"
    assert codes_of(made(side1=rebels, side2=(), killed=KILLED)).ucdp is None
    assert codes_of(made(type=EventType.VIOLENCE, side1=rebels, killed=KILLED)).ucdp == "3"


def test_a_sub_type_that_nobody_listed_has_the_codes_of_its_type() -> None:
    assert codes_of(made(type=EventType.ARREST, sub_type="of our own")).cameo == "173"


def test_codes_are_columns_behind_the_others() -> None:
    events = [made(type=EventType.AGREEMENT), made(1, type=EventType.DISASTER)]
    agreed, flood = csv.DictReader(io.StringIO(to_coded_csv(events)))
    assert (agreed["acled"], agreed["plover"], agreed["cameo"], agreed["ucdp"]) == ("Agreement", "AGREE", "057", "")
    assert {flood[name] for name in ("acled", "plover", "cameo", "ucdp", "gtd")} == {""}
    told = json.loads(to_coded_geojson(events))["features"]
    assert [each["properties"]["cameo"] for each in told] == ["057", None]


def test_the_verb_prints_a_row_for_each() -> None:
    done = CliRunner().invoke(cli, ["types"])
    lines = done.output.splitlines()
    assert done.exit_code == 0
    assert lines[0].split("\t")[:3] == ["type", "sub_type", "acled"]
    assert len(lines) == 1 + len(vocabulary())
    assert "arrest\tarrest\tArrests\tCOERCE/arrest\t173\t-\t-\t" in done.output


def test_codes_of_a_table_are_refused_in_words() -> None:
    done = CliRunner().invoke(cli, ["list", "--codes"])
    assert done.exit_code == 2
    assert "--codes goes with --format geojson or csv" in done.output
