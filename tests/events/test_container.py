"""An event that names no place is somewhere in the country that its report is about, and says that it is no more than that."""

import datetime as dt

import pytest

from events import DateSource, Event, extract, read_report
from gazetteer import Gazetteer


def _events(text: str, gazetteer: Gazetteer, **options: str) -> tuple[Event, ...]:
    return extract(read_report(text), gazetteer, **options).events  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("BOGOTA, 8 Dec 2019 (Wire) - A car bomb exploded on Friday and killed 12 people.", "CO"),
        ("SAN SALVADOR, 8 Dec 2019 (Wire) - Gunmen shot dead two teachers on Friday.", "SV"),
        ("PORT-AU-PRINCE, Haiti - Gunmen shot dead two teachers on Friday.", "HT"),
        ("PARIS, Texas - Gunmen shot dead two teachers on Friday.", "US"),
        ("Kenyan police said that gunmen killed four officers on Friday.", "KE"),
        ("PARIS, 8 Dec 2019 (Wire) - Malian officials said gunmen killed four. The Malian army and Mali's president "
         "spoke of Malian courage. Malian radio was silent. Malian schools closed, and so did Malian banks.", "ML"),
    ],
)  # fmt: skip
def test_what_names_no_place_is_somewhere_in_the_country_that_the_report_is_about(
    text: str, country: str, gazetteer: Gazetteer
) -> None:
    event = _events(text, gazetteer)[0]
    assert event.where is not None
    assert event.where.place is not None
    assert (event.where.place.country_code, event.where_prec, event.where.toponym.text) == (country, 6, "")
    assert event.needs_review
    assert any("no place is named for it: somewhere in" in reason for reason in event.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed four officers on Friday.",
        "Envoys of Kenya, Peru and Japan spoke. Gunmen killed four officers on Friday.",
    ],
)
def test_a_report_about_no_one_country_leaves_it_open(text: str, gazetteer: Gazetteer) -> None:
    *_, event = _events(text, gazetteer)
    assert event.where is None


def test_the_country_that_a_person_gives_goes_before(gazetteer: Gazetteer) -> None:
    (event,) = _events("Gunmen killed four officers on Friday.", gazetteer, country="ml")
    assert event.where is not None
    assert event.where.place is not None
    assert event.where.place.country_code == "ML"


def test_a_name_that_nobody_can_place_stays_open_for_a_person(gazetteer: Gazetteer) -> None:
    (event,) = _events("HOMS, Syria - Gunmen attacked the village of Xandoquil on Thursday.", gazetteer)
    assert event.where is not None
    assert (event.where.toponym.text, event.where.place) == ("Xandoquil", None)


def test_a_day_said_in_a_sentence_without_an_event_dates_the_one_behind_it(gazetteer: Gazetteer) -> None:
    text = (
        "HOMS, Syria, 12 March 2021 - Yesterday at seven in the morning, some twenty men came by road. "
        "They attacked a police post in Palmyra."
    )
    (event,) = _events(text, gazetteer)
    assert (event.date_start, event.date_end, event.date_prec) == (dt.date(2021, 3, 11), dt.date(2021, 3, 11), 2)


def test_a_wire_without_any_day_tells_of_its_own_day_and_says_so(gazetteer: Gazetteer) -> None:
    read = extract(read_report("HOMS, Syria, 12 March 2021 (Wire) - Gunmen attacked a post in Palmyra."), gazetteer)
    (event,) = read.events
    assert read.document_date.source is DateSource.DATELINE
    assert (event.date_start, event.date_end, event.date_prec) == (dt.date(2021, 3, 12), dt.date(2021, 3, 12), 2)
    assert any("no date in the text" in reason for reason in event.reasons)
