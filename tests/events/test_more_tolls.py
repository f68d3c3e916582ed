"""Missing, displaced, captured, and who the dead were: from the text through the project to files and words."""

import csv
import io
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from events import EventFilter, EventStore, Status, Toll, TollPart, extract, part_words, read_report, to_csv
from events.tables import event_table
from events.toll_parts import more_toll_words, with_sides
from gazetteer import Gazetteer
from tests.events.made_events import made, save

STORY = (
    "GAO, Mali, 12 March 2021 - Rebels attacked an army camp in Gao on Thursday, killing 12 civilians and three soldiers, police said. "
    "Rebels captured seven soldiers in Gao on Wednesday. On 9 March floods in Kidal displaced 2,000 people."
)


def _toll(best: int) -> Toll:
    return Toll(best=best, low=best, high=best, start=0, end=0)


def _part(best: int, who: str, status: Status) -> TollPart:
    return TollPart(kind="killed", best=best, low=best, high=best, who=who, status=status)


def test_a_report_tells_who_the_dead_were_and_what_became_of_others(gazetteer: Gazetteer) -> None:
    events = extract(read_report(STORY), gazetteer).events
    attack = next(event for event in events if event.killed is not None)
    assert attack.killed is not None
    assert attack.killed.best == 15
    assert [(part.best, part.who, part.status.value) for part in attack.parts] == [
        (12, "civilians", "civilian"), (3, "soldiers", "combatant"),
    ]  # fmt: skip
    assert [event.captured.best for event in events if event.captured] == [7]
    assert [event.displaced.best for event in events if event.displaced] == [2000]


def test_a_part_is_of_the_side_that_bears_its_name() -> None:
    parts = (
        _part(3, "soldiers", Status.COMBATANT),
        _part(2, "government soldiers", Status.COMBATANT),
        _part(9, "shoppers", Status.CIVILIAN),
    )
    assert [part.side for part in with_sides(parts, ("rebels",), ("soldiers",))] == [2, 2, None]
    assert [part.side for part in with_sides(parts, ("soldiers",), ("soldiers",))] == [None, None, None]


def test_they_are_columns_and_words() -> None:
    event = made(killed=_toll(5), missing=_toll(12), captured=_toll(3), parts=(_part(4, "miners", Status.CIVILIAN),))
    (row,) = csv.DictReader(
        io.StringIO(
            to_csv(
                [
                    event,
                ]
            )
        )
    )
    assert [row[name] for name in ("missing_best", "displaced_best", "captured_best", "civilians_killed", "combatants_killed")] == [
        "12", "", "3", "4", "",
    ]  # fmt: skip
    assert more_toll_words(event) == "12 missing, 3 captured"
    assert part_words(event.parts) == "killed: 4 miners (civilian)"


@pytest.fixture
def store(tmp_path: Path) -> EventStore:
    return EventStore(tmp_path / "project.db")


def test_a_project_keeps_them_and_its_table_says_them(store: EventStore) -> None:
    event = made(killed=_toll(5), missing=_toll(12), parts=(_part(4, "miners", Status.CIVILIAN),))
    save(store, [event])
    assert store.select(EventFilter()).events == (event,)


def test_a_project_saved_before_there_were_any_still_opens(store: EventStore) -> None:
    event = made(killed=_toll(5))
    save(store, [event])
    with store.writing() as connection:
        record = json.loads(connection.scalar(sa.select(event_table.c.record)))
        for name in ("missing", "displaced", "captured", "parts"):
            del record[name]
        connection.execute(event_table.update().values(record=json.dumps(record)))
    assert EventStore(store.path).select(EventFilter()).events == (event,)
