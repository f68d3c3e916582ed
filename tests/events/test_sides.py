"""Who acts and who is acted upon, in sentences of their own wording each."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from events import extract, read_report
from gazetteer import Gazetteer

_TABLE = Path(__file__).parents[1] / "cases" / "sides.tsv"


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", restval=""))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["text"][:60])
def test_a_sentence_names_both_sides_and_nobody_else(row: dict[str, str], gazetteer: Gazetteer) -> None:
    events = extract(read_report(row["text"]), gazetteer, date=dt.date(2020, 6, 4)).events
    got = tuple(
        "; ".join(", ".join(side) for side in sides)
        for sides in zip(*((e.side1, e.side2) for e in events), strict=True)
    )
    assert got == (row["side1"], row["side2"])
