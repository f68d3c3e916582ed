"""Columns with odd cells are read as they are meant, and what is not read is told before."""

from pathlib import Path

import pytest

from events import EventFilter, EventStore
from events.datasets import Count, Dataset, EventRow
from events.datasets.row import Reject
from events.datasets.table_import import import_table
from events.datasets.tables import Field, How, guess_mapping, open_table, rows
from events.datasets.tables.values import read_count
from events.event_status import EventStatus
from gazetteer import Gazetteer


def test_what_did_not_happen_is_not_counted(tmp_path: Path, gazetteer: Gazetteer) -> None:
    table = open_table(
        b"id,date,place,status,killed\n1,2021-01-01,Sirte,Occurred,3\n2,2021-01-02,Sirte,Called off,4\n3,2021-01-03,Sirte,planned,\n4,2021-01-04,Sirte,,1\n"
    )
    store = EventStore(tmp_path / "own.sqlite")
    import_table(
        store, table, guess_mapping(table, gazetteer).mapping, gazetteer, about=Dataset(name="Desk", file="a.csv")
    )
    with_all = store.select(EventFilter(statuses=tuple(EventStatus))).events
    assert [event.status.value for event in with_all] == ["happened", "denied", "planned", "happened"]
    denied = with_all[1]
    assert denied.killed is None
    assert "its dataset says it was denied: 4 killed are not counted" in denied.reasons


def test_a_status_column_that_stays_beside_is_told(gazetteer: Gazetteer) -> None:
    guess = guess_mapping(open_table(b"date,place,status\n2021-01-01,Sirte,open\n2021-01-02,Hun,planned\n"), gazetteer)
    assert guess.mapping.use(Field.STATUS) is None
    assert any("all rows count as happened" in doubt for doubt in guess.doubts)


def test_an_odd_toll_rejects_its_row_and_no_more(gazetteer: Gazetteer) -> None:
    table = open_table(b"date,place,killed\n2021-01-01,Sirte,3\n2021-01-02,Hun,-3\n2021-01-03,Hun,1\n")
    guess = guess_mapping(table, gazetteer)
    assert any("are no number, as" in doubt and "those rows are rejected" in doubt for doubt in guess.doubts)
    first, second, third = rows(table, guess.mapping, gazetteer)
    assert isinstance(first, EventRow)
    assert isinstance(third, EventRow)
    assert isinstance(second, Reject)
    assert first.killed == Count(best=3, low=3, high=3)
    assert "below 0" in second.reason


@pytest.mark.parametrize(
    ("said", "best", "low", "high"),
    [
        ("about 20", 20, 18, 22),
        ("~10", 10, 9, 11),
        ("at least 5", 5, 5, 5),
        ("Dozens", 24, 24, 99),
        ("10+", 10, 10, 10),
    ],
)
def test_tolls_in_words(said: str, best: int, low: int, high: int) -> None:
    assert read_count(said, How.NUMBER) == Count(best=best, low=low, high=high)


def test_an_id_that_stands_there_twice_leaves_the_others_ids(gazetteer: Gazetteer) -> None:
    lines = "".join(f"{n},2021-01-0{n},Sirte\n" for n in range(1, 8))
    guess = guess_mapping(open_table(f"id,date,place\n{lines}7,2021-02-01,Hun\n".encode()), gazetteer)
    assert guess.mapping.use(Field.SOURCE_ID) is not None
    assert any("it is rejected" in doubt for doubt in guess.doubts)
