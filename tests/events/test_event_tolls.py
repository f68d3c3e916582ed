"""The toll of an event from all that its report says of it, sentence by sentence."""

import csv
from pathlib import Path

import pytest

from events import extract, read_report
from gazetteer import Gazetteer

_TABLE = Path(__file__).parents[1] / "cases" / "event_tolls.tsv"


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["text"][28:90])
def test_the_first_event_has_the_toll_that_its_whole_report_tells(row: dict[str, str], gazetteer: Gazetteer) -> None:
    events = extract(read_report(row["text"]), gazetteer).events
    first = events[0]
    assert (str(first.killed.best) if first.killed else "") == row["killed"], events


def test_those_who_were_also_killed_are_counted_with_the_first_and_the_rule_says_so(gazetteer: Gazetteer) -> None:
    killed = extract(read_report(_rows()[0]["text"]), gazetteer).events[0].killed
    assert killed is not None
    assert (killed.low, killed.high) == (3, 3)
    assert killed.rule == "1 and 2 counted together: the latter “also”"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gunmen attacked a bar in Ndola on Thursday. They fled on foot. The attack took place near the market.", 1),
        ("Gunmen attacked a bar in Ndola on Thursday. They fled. The killing of a guard in Kitwe was reported too.", 2),
        ("A bomb exploded in Ndola on Thursday. Yesterday's explosion destroyed a shop.", 2),
        ("Minister Paul Banda was murdered in Ndola on Thursday. He was shot dead in his car.", 1),
    ],
)
def test_an_event_that_is_told_again_is_one_and_another_day_or_place_is_another(
    text: str, count: int, gazetteer: Gazetteer
) -> None:
    events = extract(read_report(f"Lusaka, 6 May 2023 -- {text}"), gazetteer).events
    harm = {"battle", "attack on civilians", "bombing", "casualties, cause not said"}
    assert len([event for event in events if event.type.value in harm]) == count, events
