"""Events told in wordings that no single word carries: a table written before the patterns were, and when they are not tried."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from events import Event, EventStatus, extract, read_report
from events.triggers import find_triggers
from gazetteer import Gazetteer

_TABLE = Path(__file__).parents[1] / "cases" / "rare_wordings.tsv"
# Of 80 sentences that tell an event each: its type read, its place read too. Raise a floor with what lifts it; never lower one.
_TYPED, _PLACED = 75, 74


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def read(gazetteer: Gazetteer) -> list[tuple[dict[str, str], tuple[Event, ...]]]:
    day = dt.date(2021, 12, 31)
    return [(row, extract(read_report(row["text"]), gazetteer, date=day).events) for row in _rows()]


def test_events_in_rare_wordings_are_found_as_often_as_before(
    read: list[tuple[dict[str, str], tuple[Event, ...]]],
) -> None:
    typed = [(row, [e for e in events if e.type in row["type"].split("|")]) for row, events in read if row["type"]]
    placed = [
        any(event.where is not None and row["place"] in event.where.toponym.text for event in events)
        for row, events in typed
    ]
    missed = "\n".join(row["text"] for row, events in typed if not events)
    assert len(typed) == 80
    assert sum(bool(events) for _, events in typed) >= _TYPED, missed
    assert sum(placed) >= _PLACED, missed


def test_sentences_of_business_sport_courts_and_plans_tell_no_event(
    read: list[tuple[dict[str, str], tuple[Event, ...]]],
) -> None:
    happened = [(row, [e for e in events if e.status is EventStatus.HAPPENED]) for row, events in read]
    assert not [row["text"] for row, events in happened if not row["type"] and events]


_KERMA = "Soldiers swapped volleys with raiders near Kerma"


@pytest.mark.parametrize(
    ("text", "place", "types"),
    [
        (f"{_KERMA}.", "Kerma", ["battle"]),
        # Without a place such words may only add to what was told before.
        (f"{_KERMA}.", "", []),
        # A wording that is known, and denied, planned or played, speaks for the sentence.
        ("The army denied that it had shelled Kerma, where soldiers grappled with raiders.", "Kerma", []),
        ("Soldiers never swapped volleys with raiders near Kerma.", "Kerma", []),
        ("Soldiers would have swapped volleys with raiders near Kerma.", "Kerma", []),
        ("The suspects were caught on camera in Kerma.", "Kerma", []),
    ],
)
def test_a_rare_wording_needs_a_place_and_no_known_word_beside_it(text: str, place: str, types: list[str]) -> None:
    at = text.find(place) if place else -1
    places = ((at, at + len(place)),) if at >= 0 else ()
    assert [trigger.type.value for trigger in find_triggers(text, places=places)] == types


def test_the_trigger_is_the_verb_and_not_who_acts() -> None:
    (trigger,) = find_triggers(f"{_KERMA}.", places=((43, 48),))
    assert trigger.word == "swapped volleys"
