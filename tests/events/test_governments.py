"""An event is not put where a government speaks, if the sentence names a place."""

import datetime as dt

import pytest

from events import extract, read_report
from gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Moscow said its jets bombed a depot near Idlib, Syria, on Monday, killing nine people.", "Idlib"),
        ("Militias backed by Tehran shelled a base in Kirkuk, Iraq, on Monday, killing two.", "Kirkuk"),
        ("The Pentagon confirmed an air strike in Sirte, Libya, on Monday that killed five.", "Sirte"),
        ("A bomb killed ten in Damascus on Monday, the Kremlin said.", "Damascus"),
    ],
)
def test_an_event_is_put_at_the_place_not_at_the_government(text: str, place: str, gazetteer: Gazetteer) -> None:
    found = extract(read_report(text), gazetteer, date=dt.date(2020, 3, 4)).events
    assert found
    assert {event.where.toponym.text for event in found if event.where} == {place}
