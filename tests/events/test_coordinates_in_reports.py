"""Coordinates in a report place its events, and none of their digits counts people or days."""

import datetime as dt

import pytest

from events import Event, extract, read_report
from gazetteer import Gazetteer

DAY = dt.date(2020, 5, 4)


def _events(text: str, gazetteer: Gazetteer) -> tuple[Event, ...]:
    return extract(read_report(text, country="LY"), gazetteer, date=DAY).events


def _tolls(event: Event) -> tuple[int | None, int | None]:
    return (event.killed.best if event.killed else None, event.injured.best if event.injured else None)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("A strike at 33S US 12345 67890 killed three people on Monday.", 3, None),
        ("An air strike at 32.47, 11.89 killed 4 on Sunday.", 4, None),
        ("An air strike at 32.4734, 11.8978 killed 4 soldiers and wounded 12.", 4, 12),
        ("Two men were killed by shelling at 32°53'14\"N 13°11'29\"E on Sunday.", 2, None),
        ("Shelling at 325314N 0131129E injured 5 children.", None, 5),
        ("Clashes at 13.19 E, 32.88 N left 9 dead.", 9, None),
        ("The shelling of UTM 33N 332000 3640000 killed six and injured 20 others.", 6, 20),
        ("An air strike killed at 32.47N 11.89E a commander, three soldiers died later.", 3, None),
        ("An air strike at 95.2°N 113.1°E killed two men.", 2, None),
        ("A drone strike near grid 33S US 123 678 wounded seven fighters.", None, 7),
        ("Shelling hit coordinates 32.1, 12.3 and killed 11.", 11, None),
    ],
)
def test_the_digits_of_coordinates_are_no_tolls(
    text: str, killed: int | None, injured: int | None, gazetteer: Gazetteer
) -> None:
    assert [_tolls(event) for event in _events(text, gazetteer)][:1] == [(killed, injured)]


def test_an_event_quotes_its_sentence_with_the_coordinates(gazetteer: Gazetteer) -> None:
    text = "BENGHAZI, 4 May 2020 - It was quiet. An air strike at 32.4734, 11.8978 killed 4 on 3 May. It rained."
    (event,) = _events(text, gazetteer)
    assert event.sentence == text[event.start : event.end] == "An air strike at 32.4734, 11.8978 killed 4 on 3 May."
    assert text[event.trigger_start : event.trigger_end] == event.trigger


def test_the_digits_of_coordinates_are_no_dates(gazetteer: Gazetteer) -> None:
    told = extract(read_report("A boat sank at 20° 10.2019' N, 12° 5.2020' E on 3 May 2020; six drowned."), gazetteer)
    assert [date.text for date in told.dates] == ["3 May 2020"]


def test_a_sentence_ends_behind_coordinates(gazetteer: Gazetteer) -> None:
    text = "On Sunday an air strike hit 32.88 N, 13.19 E. The army said five soldiers died in clashes in Sirte."
    assert [event.sentence[:9] for event in _events(text, gazetteer)] == ["On Sunday", "The army "]
