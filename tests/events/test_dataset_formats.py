"""Each known format is known by its columns, and its hard rows say what they mean."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from events import EventFilter, EventStore, EventType
from events.crosswalk import vocabulary
from events.datasets import EventRow, RowError, import_file, sniff
from events.datasets.codes import acled_kind, cameo_kind, plover_kind
from events.datasets.formats import form_of
from gazetteer import Gazetteer

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\t"
    "Story ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
    '7\t2018-06-01\tThe "Front"\tNA\tLibya\tConsult\t042\t1\tCitizen (Libya)\tNULL\tLibya\t1\t2\tXinhua\tNULL\tNA\tTripoli\tLibya\t32.8\t13.1\n'
)
SIGACTS = "time,event_type,target,city\n2004-01-01 14:42:00,IED,,\n2004-01-01 14:42:00,IED,,\n2004-01-01 15:00:00,Mortar,Civilians     Baghdad,\nTime,Attack Type,Target,City\n"
GTD = (
    "sep=;\neventid;iyear;imonth;iday;country;country_txt;provstate;city;latitude;longitude;specificity;summary;attacktype1;attacktype1_txt;gname;target1;nkill;nwound\n"
    '201501000001;2015;1;0;113;Libya;Tripoli;Tripoli;32.9;13.2;4;"01/00/2015: A bomb; went off.";3;Bombing/Explosion;Unknown;Market;-99;2.0\n'
)


def test_the_files_of_each_format_come_in_whole(tmp_path: Path, gazetteer: Gazetteer) -> None:
    gold = [
        {"id": "D", "event": "DOCUMENT", "eventText": "says what this is"},
        {"id": "A", "date": "2000-01-01", "event": "FIGHT", "mode": "heavy-weapons", "eventText": "shelled", "text": "A shelled B.",
         "source": [{"actorText": "A"}], "target": [{"actorText": "B"}], "dead": "dozens", "eventLoc": ""},
    ]  # fmt: skip
    harm = [{"id": "CIV1", "date": "2/24/2022", "latitude": "50.0", "longitude": "36.2", "location": "Kharkiv", "description": "A block was hit.",
             "sources": ["https://example.org/x"], "filters": [{"key": "Type", "value": "Residential"}]}]  # fmt: skip
    files = {
        "icews.tab": (ICEWS, "icews", (1, 0)), "sigacts.csv": (SIGACTS, "sigacts", (3, 1)), "gtd.csv": (GTD, "gtd", (1, 0)),
        "gold.json": (json.dumps(gold), "plover", (1, 1)), "harm.json": (json.dumps(harm), "timemap", (1, 0)),
    }  # fmt: skip
    store = EventStore(tmp_path / "own.sqlite")
    for name, (text, key, wanted) in files.items():
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        form = sniff(file)
        assert form is not None, name
        found = import_file(store, file, gazetteer)
        assert (form.key, found.summary.stored, found.summary.rejected) == (key, *wanted), name
        assert import_file(store, file, gazetteer).summary.unchanged == wanted[0], name
    events = {event.source: event for event in store.select(EventFilter()).events if event.source != "SIGACTS Iraq"}
    talks, bomb, fight, hit = (events[name] for name in ("ICEWS", "GTD", "PLOVER", "timemap"))
    assert (talks.type, talks.where_prec, talks.side1) == (EventType.TALKS, 4, ('The "Front"',))
    assert (bomb.type, bomb.where_prec, bomb.killed, str(bomb.date_end), bomb.side1) == (
        EventType.BOMBING,
        4,
        None,
        "2015-01-31",
        (),
    )
    assert (fight.type, fight.killed, fight.side2) == (EventType.SHELLING, None, ("B",))
    assert (hit.type, str(hit.date_start), [claim.by for claim in hit.claims]) == (
        EventType.OTHER,
        "2022-02-24",
        ["example.org"],
    )
    placed = [event for event in store.select(EventFilter()).events if event.source == "SIGACTS Iraq"]
    towns = [event.where.place.name for event in placed if event.where is not None and event.where.place is not None]
    assert sorted(towns) == ["Baghdad", "Iraq", "Iraq"]
    assert {event.where_prec for event in placed} == {1, 6}


@pytest.mark.parametrize(
    ("key", "cells", "said"),
    [
        ("viina", {"event_id": "5", "date": "20220224", "t_artillery_b": "1", "a_rus_b": "1", "GEO_PRECISION": "ADM2", "longitude": "36,2",
                   "latitude": "50,1"}, {"type": EventType.SHELLING, "where_prec": 3, "lon": 36.2, "side1": ("Russian forces",)}),
        ("plover", {"Event ID": "x", "Event Type": "PROTEST", "Event Mode": "riot", "Actor Name": "None", "Event Date": "2020-01-02",
                    "Country": "LBY"}, {"type": EventType.RIOT, "side1": (), "country": "LBY"}),
        ("gdelt", {"GLOBALEVENTID": "1", "SQLDATE": "20201113", "EventCode": "0874", "ActionGeo_Type": "1"}, {"type": EventType.TERRITORY}),
        ("ucdp", {"id": "3.0", "type_of_violence": "3", "latitude": "0", "longitude": "0", "best": "2"}, {"source_id": "3", "lon": None}),
    ],
)  # fmt: skip
def test_hard_rows_say_what_they_mean(key: str, cells: Mapping[str, str], said: Mapping[str, object]) -> None:
    row: EventRow = form_of(key).read(cells)
    assert {name: getattr(row, name) for name in said} == dict(said)


def test_columns_in_another_case_and_order_with_others_between_say_the_same(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    header, row = ICEWS.splitlines()
    cells = dict(zip(header.upper().split("\t"), row.split("\t"), strict=True)) | {"NEW IN 2031": "x"}
    turned = dict(reversed(cells.items()))
    file = tmp_path / "newer.tab"
    file.write_text("\t".join(turned) + "\n" + "\t".join(turned.values()) + "\n", encoding="utf-8")
    store = EventStore(tmp_path / "own.sqlite")
    found = import_file(store, file, gazetteer)
    (event,) = store.select(EventFilter()).events
    assert (found.form, event.type, event.side1, event.where_prec) == ("icews", EventType.TALKS, ('The "Front"',), 4)
    assert event.origin is not None
    assert event.origin.source_id == "7"


@pytest.mark.parametrize(
    ("key", "cells", "reason"),
    [
        ("acled", {"event_date": "someday"}, "no day"),
        ("acled", {"event_date": "2020-01-01", "latitude": "32", "longitude": ""}, "no longitude"),
        ("acled", {"event_date": "2020-01-01", "fatalities": "-3"}, "fatalities are -3"),
        ("ucdp", {"best": "many"}, "no whole number"),
        ("gtd", {"iyear": "2015", "imonth": "13", "iday": "1"}, "which is none"),
    ],
)
def test_rows_that_are_no_events_say_why(key: str, cells: Mapping[str, str], reason: str) -> None:
    with pytest.raises(RowError, match=reason):
        form_of(key).read(cells)


def test_the_codes_of_our_types_are_read_back_as_these() -> None:
    for row in vocabulary():
        if row.sub_type or row.type is EventType.TERRITORY:
            continue
        for code, kind in ((row.cameo, cameo_kind), (row.plover, lambda said: plover_kind(*said.split("/")))):
            found = kind(code)[0] if code is not None else row.type
            assert found in {row.type, EventType.BATTLE} or row.cameo in {"073", "160", "170"}, (code, found)
    assert acled_kind("Other", "Strategic developments") == (None, "")
    assert cameo_kind("1832")[0] is EventType.BOMBING
