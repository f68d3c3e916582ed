"""The country that a row names, however it names it: its place is searched there, and its point is compared with it."""

import pytest

from events import Event, EventFilter, EventStore
from events.datasets import Dataset, EventRow, import_rows
from events.datasets.formats import form_of
from gazetteer import Gazetteer


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> dict[str, Event]:
    gdelt = {"SQLDATE": "20201113", "EventCode": "190", "ActionGeo_Type": "4"}
    rows = [
        EventRow(source_id="name", place="Tripoli", country="Lebanon"),
        EventRow(source_id="former", place="Tripoli", country="Libyan Arab Jamahiriya"),
        EventRow(source_id="ucdp", place="Goma", country="DR Congo (Zaire)"),
        EventRow(source_id="short", country="Congo"),
        EventRow(source_id="gone", place="Kabul", country="Atlantis"),
        EventRow(source_id="far", place="Tripoli", country="Lebanon", lon=13.19, lat=32.88),
        EventRow(source_id="border", country="Libya", lon=11.2, lat=32.5),
        EventRow(source_id="sea", country="Libya", lon=15.0, lat=34.5),
        EventRow(source_id="moved", country="Sudan", lon=31.6, lat=4.85),
        form_of("gdelt").read({**gdelt, "GLOBALEVENTID": "1", "ActionGeo_FullName": "Hamza, Iraq", "ActionGeo_CountryCode": "IZ"}),
        form_of("gdelt").read({**gdelt, "GLOBALEVENTID": "2", "ActionGeo_FullName": "Oceans", "ActionGeo_CountryCode": "OS"}),
    ]  # fmt: skip
    store = EventStore(tmp_path_factory.mktemp("countries") / "own.sqlite")
    assert import_rows(store, [*rows], Dataset(name="Ours"), gazetteer).stored == len(rows)
    found = {event.event_id: event for event in store.select(EventFilter()).events}
    from events.datasets.made import event_key

    return {row.source_id: found[event_key("Ours", row, 0)] for row in rows}


@pytest.mark.parametrize(
    ("source_id", "country", "is_doubted"),
    [
        ("name", "LB", False), ("former", "LY", False), ("ucdp", "CD", False), ("short", "CG", False), ("far", "LB", True),
        ("border", "LY", False), ("sea", "LY", False), ("moved", "SD", False), ("1", "IQ", False),
    ],
)  # fmt: skip
def test_a_row_lies_in_the_country_that_it_names(
    stored: dict[str, Event], source_id: str, country: str, *, is_doubted: bool
) -> None:
    event = stored[source_id]
    assert event.where is not None
    assert event.where.place is not None
    assert (event.where.place.country_code, event.needs_review) == (country, is_doubted)


def test_a_point_in_another_country_stays_where_it_is_and_says_so(stored: dict[str, Event]) -> None:
    far = stored["far"]
    assert far.where is not None
    assert far.where.place is not None
    assert (far.where.place.lon, far.where.place.lat) == (13.19, 32.88)
    assert "says Lebanon, but its point lies in Libya" in far.reasons[-1]


def test_a_country_that_nobody_knows_is_kept_in_words(stored: dict[str, Event]) -> None:
    assert "says Atlantis" in stored["gone"].reasons[-1]
