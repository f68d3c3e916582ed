"""Seventy further short reports, written before the reader saw them and mended on since, are read as well as before."""

import time
from collections.abc import Callable

import pytest

from events import extract, read_report
from events.triggers import find_triggers
from gazetteer import Gazetteer
from tests.events.one_sentence import FIELDS, TABLES, Reading, check_floor, read, read_short_reports, told

REPORTS = read_short_reports(TABLES[1])
# Right answers of 70 reports (count) and 54 events (the rest). Raise a floor with what lifts it; never lower one.
_FLOORS = {
    "count": 68,
    "type": 50,
    "date": 50,
    "place": 46,
    "country": 48,
    "killed": 52,
    "injured": 50,
    "side1": 45,
    "side2": 50,
    "claimed_by": 50,
}
_TOLLS = "12 killed, 5 wounded, "


@pytest.fixture(scope="module")
def readings(gazetteer: Gazetteer) -> tuple[Reading, ...]:
    return tuple(read(report, gazetteer) for report in REPORTS)


@pytest.mark.parametrize("field", FIELDS)
def test_short_reports_are_read_as_well_as_before(field: str, readings: tuple[Reading, ...]) -> None:
    check_floor(readings, field, _FLOORS)


def test_hardly_an_event_is_invented(readings: tuple[Reading, ...]) -> None:
    invented = [event for each in readings for event in each.invented]
    assert len(invented) <= 1, "\n".join(map(told, invented))


def test_the_table_has_seventy_reports_and_fifteen_traps() -> None:
    assert len({report.text for report in REPORTS}) == 70
    assert len({report.trap for report in REPORTS if report.trap}) == 15


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("A bomb killed two soldiers in Kirkuk on Friday. The governor said so in a tweet.", ["governor"]),
        ("A bomb killed two soldiers in Kirkuk on Friday. The governor said bread prices fell.", []),
        ("A bomb killed two soldiers in Kirkuk on Friday.\n\nThe governor said so in a tweet.", []),
    ],
)
def test_who_speaks_of_it_in_the_next_sentence_is_its_source(
    text: str, speakers: list[str], gazetteer: Gazetteer
) -> None:
    (event,) = extract(read_report(text), gazetteer).events
    assert [claim.by for claim in event.claims] == speakers


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Sweden donated 50 combat vehicles to Ukraine on Friday.", ("Ukraine",)),
        ("Iran sent 200 rockets to the Houthis on Friday.", ("Houthis",)),
        ("The army sent tanks to Raqqa on Friday.", ()),
    ],
)
def test_arms_have_a_recipient_where_they_do_not_only_go_somewhere(
    text: str, recipients: tuple[str, ...], gazetteer: Gazetteer
) -> None:
    (event,) = extract(read_report(text), gazetteer).events
    assert event.side2 == recipients


def test_a_sentence_full_of_tolls_costs_what_its_length_says(gazetteer: Gazetteer) -> None:
    def reads(count: int) -> Callable[[], object]:
        report = read_report(_TOLLS * count)
        return lambda: extract(report, gazetteer)

    assert len(find_triggers(_TOLLS * 3)) >= 1
    reads(20)()
    assert _cost(reads(600)) / _cost(reads(300)) < 3


def _cost(act: Callable[[], object]) -> float:
    """Return the CPU seconds of the cheapest of three runs."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        act()
        seconds.append(time.process_time() - start)
    return min(seconds)
