"""Event data of others comes in: every row is stored, known again, or returned with a reason; what people decided stays."""

import csv
import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from events import EventFilter, EventStore, EventType, accepted
from events.__main__ import cli
from events.datasets import Dataset, EventRow, Summary, form_rows, import_file, import_rows, sniff, try_rows
from events.datasets.formats import form_of
from events.datasets.source import open_source
from events.faults import find_faults
from gazetteer import Gazetteer

GED = (
    "id,year,type_of_violence,dyad_name,side_a,side_b,source_office,source_headline,where_prec,where_coordinates,adm_1,latitude,longitude,"
    "country,date_prec,date_start,date_end,best,low,high\n"
)
GED_ROWS = (
    '10.0,2016,1,Syria - IS,Government of Syria,IS,SOHR,"Clashes, north of Aleppo",1,Aleppo town,Aleppo Governorate,36.2012,37.1611,Syria,1,'
    "2016-01-01 00:00:00,2016-01-01 00:00:00,4,4,4\n"
    "11,2016,3,IS - Civilians,IS,Civilians,,,4,Homs Governorate,Homs Governorate,34.7,36.7,Syria,2,2016-01-02T00:00:00,2016-01-05T00:00:00,3,5,3\n"
    "12,2016,2,A - B,A,B,,,1,Nowhere,,95,37.1,Syria,1,2016-01-01,2016-01-01,1,1,1\n"
    "13,2016,2,A - B,A,B,,,1,,,36.1,37.1,Syria,1,2016-02-30,2016-02-30,1,1,1\n"
)


@pytest.fixture
def store(tmp_path: Path) -> EventStore:
    return EventStore(tmp_path / "own.sqlite")


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def numbers(done: Summary) -> tuple[int, int, int, int]:
    return done.stored, done.updated, done.unchanged, done.rejected


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def events_of(store: EventStore) -> dict[str, object]:
    shown = store.select(EventFilter()).events
    return {event.sentence: event for event in shown}


def test_ucdp_rows_become_events_and_the_others_come_back_with_reasons(
    tmp_path: Path, store: EventStore, gazetteer: Gazetteer
) -> None:
    rejects = tmp_path / "rejects.csv"
    found = import_file(store, written(tmp_path, "ged.csv", GED + GED_ROWS), gazetteer, rejects=rejects)
    assert (found.form, numbers(found.summary), found.summary.read) == ("ucdp", (2, 0, 0, 2), 4)
    clash, homs = store.select(EventFilter()).events
    assert clash.where is not None
    assert clash.where.place is not None
    assert homs.killed is not None
    assert (clash.type, clash.sentence, clash.side2) == (EventType.BATTLE, "Clashes, north of Aleppo", ("IS",))
    assert (clash.where.place.lon, clash.where.place.lat, clash.where.place.country_code) == (37.1611, 36.2012, "SY")
    assert clash.where.place.admin1_code
    assert [claim.by for claim in clash.claims] == ["SOHR"]
    assert (homs.type, homs.where_prec, homs.date_prec) == (EventType.VIOLENCE, 4, 2)
    assert (homs.killed.low, homs.killed.best, homs.killed.high) == (3, 3, 3)
    assert any("widened" in reason for reason in homs.reasons)
    assert not clash.needs_review
    assert list(find_faults(store)) == []
    with rejects.open(encoding="utf-8", newline="") as file:
        back = list(csv.DictReader(file))
    assert [row["id"] for row in back] == ["12", "13"]
    assert "latitude is 95" in back[0]["reject_reason"]
    assert "2016-02-30" in back[1]["reject_reason"]
    mended = rejects.read_text(encoding="utf-8").replace(",95,", ",35,").replace("2016-02-30", "2016-02-28")
    again = import_file(store, written(tmp_path, "mended.csv", mended), gazetteer)
    assert numbers(again.summary) == (2, 0, 0, 0)
    assert len(store.select(EventFilter()).events) == 4


def test_rejects_of_a_file_with_its_columns_in_capitals_keep_their_cells(
    tmp_path: Path, store: EventStore, gazetteer: Gazetteer
) -> None:
    rejects = tmp_path / "rejects.csv"
    found = import_file(store, written(tmp_path, "ged.csv", GED.upper() + GED_ROWS), gazetteer, rejects=rejects)
    assert numbers(found.summary) == (2, 0, 0, 2)
    with rejects.open(encoding="utf-8", newline="") as file:
        assert [(row["ID"], row["LATITUDE"]) for row in csv.DictReader(file)] == [("12", "95"), ("13", "36.1")]
    with open_source(rejects) as source:
        tried = try_rows(form_rows(source, form_of("ucdp")), "UCDP GED", gazetteer, last_day=dt.date(2030, 1, 1))
    assert [reject.reason.split(";")[0] for reject in tried.rejects] == [
        "Its latitude is 95",
        "Its date_start is '2016-02-30', which is no day. Write it as 2021-03-12 and import it again.",
    ], "as an import reads a file of rejects, and columns in capitals, so does its trial"


def test_a_later_version_updates_by_the_id_and_leaves_what_a_person_decided(
    tmp_path: Path, store: EventStore, gazetteer: Gazetteer
) -> None:
    first = written(tmp_path, "v1.csv", GED + GED_ROWS[: GED_ROWS.index("\n12,") + 1])
    import_file(store, first, gazetteer)
    assert numbers(import_file(store, first, gazetteer).summary) == (0, 0, 2, 0)
    decided = next(event for event in store.select(EventFilter()).events if event.where_prec == 4)
    decision = accepted(decided)
    from events import decide

    decide(store, [decision])
    text = (
        (GED + GED_ROWS[: GED_ROWS.index("\n12,") + 1]).replace(",4,4,4\n", ",6,4,9\n").replace(",3,5,3\n", ",5,5,5\n")
    )
    done = import_file(store, written(tmp_path, "v2.csv", text), gazetteer).summary
    assert (numbers(done), done.kept, done.elsewhere) == ((0, 1, 1, 0), 1, 1)
    store.delete_report(done.report_id)
    assert len(store.select(EventFilter()).events) == 2, "what only changed stays"
    clash, homs = store.select(EventFilter()).events
    assert clash.killed is not None
    assert (clash.killed.best, clash.killed.high) == (6, 9)
    assert homs.killed is not None
    assert homs.killed.best == 3
    assert [each.why for each in store.revisions(clash.event_id)][1].startswith("imported again from v2.csv")


def test_deleting_its_report_undoes_an_import_and_restoring_it_or_importing_again_brings_it_back(
    tmp_path: Path, store: EventStore, gazetteer: Gazetteer
) -> None:
    file = written(tmp_path, "ged.csv", GED + GED_ROWS)
    found = import_file(store, file, gazetteer)
    (report,) = store.reports()
    assert (report.report_id, report.event_count) == (found.summary.report_id, 2)
    assert "UCDP GED" in report.title
    assert "CC BY 4.0" in store.extraction(report.report_id).report.text
    assert store.extraction(report.report_id).events == ()
    assert store.delete_report(report.report_id) == 2
    assert store.select(EventFilter()).events == ()
    assert store.deleted_reports()[0].event_count == 2
    assert store.restore_report(report.report_id) == 2
    assert len(store.select(EventFilter()).events) == 2
    store.delete_report(report.report_id)
    done = import_file(store, file, gazetteer).summary
    assert (done.back, numbers(done)) == (2, (0, 0, 2, 2))
    store.delete_report(report.report_id)
    other = import_file(store, written(tmp_path, "other.csv", GED + GED_ROWS), gazetteer).summary
    assert numbers(other) == (2, 0, 0, 2)
    assert len(store.select(EventFilter()).events) == 2
    assert store.report(other.report_id) is not None
    store.purge_report(other.report_id, why="tried")
    assert store.select(EventFilter()).events == ()


ACLED_OLD = (
    "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,ALLY_ACTOR_1,INTER1,ACTOR2,ALLY_ACTOR_2,INTER2,"
    "INTERACTION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES\n"
    "620,1LBY,1,01 January 2014,2014,1,Battle-No change of territory,Militia,,3,Military Forces,,1,13,Libya,Tripoli,,,Tripoli,32.88,13.19,1,"
    "Reuters; AFP,Caf\xe9 fight,0\n"
    "620,2LBY,2,9/9/99,1999,2,Riots/Protests,Rioters (Libya),,5,,,0,50,Libya,Misratah,,,Misrata,,,,Lib Obs,,\n"
    "620,3LBY,3,01/13/2014,2014,3,Remote violence,A,,2,B,,1,12,Libya,Tripoli,,,Tripoli,0,0,3,,,2\n"
)
ACLED_NEW = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,"
    "inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,"
    "source_scale,notes,fatalities,tags,timestamp\n"
    'LBY1,2023-05-01,2023,1,Political violence,Explosions/Remote violence,Air/drone strike,"Forces, A",X; Y,State forces,B,,Rebel group,'
    "State forces-Rebel group,,434,Northern Africa,Libya,Tripoli,,,Tripoli,32.88,13.19,1,Libya Observer,National,A strike.,3,,1683000000\n"
)
ACLED_SLIM = "event_date,event_type,country,location,fatalities\n2020-02-03,Battles,Libya,Sirte,7\n2020-02-03,Battles,Libya,Sirte,7\n"


def test_acled_in_its_old_new_slim_and_json_forms(tmp_path: Path, store: EventStore, gazetteer: Gazetteer) -> None:
    old = import_file(store, written(tmp_path, "old.csv", ACLED_OLD, "latin-1"), gazetteer)
    assert (old.form, numbers(old.summary)) == ("acled", (3, 0, 0, 0))
    by_day = {str(event.date_start): event for event in store.select(EventFilter()).events if event.date_prec != 4}
    fight, riot = by_day["2014-01-01"], by_day["1999-09-06"]
    same_month = [event for event in store.select(EventFilter()).events if event.date_prec == 4]
    (shells,) = same_month
    assert (fight.sentence, [claim.by for claim in fight.claims]) == ("Café fight", ["Reuters", "AFP"])
    assert (riot.date_prec, str(riot.date_end), riot.killed) == (3, "1999-09-12", None)
    assert riot.where is not None
    assert riot.where.place is not None
    assert (riot.where.toponym.text, riot.where.place.feature_class.value, riot.where_prec) == ("Misrata", "P", 1)
    assert (str(shells.date_start), str(shells.date_end), shells.type) == (
        "2014-01-01",
        "2014-01-31",
        EventType.SHELLING,
    )
    assert shells.where is not None
    assert shells.where.place is not None
    assert shells.where.place.country_code == "LY"
    new = import_file(store, written(tmp_path, "new.csv", "\ufeff" + ACLED_NEW), gazetteer)
    assert numbers(new.summary) == (1, 0, 0, 0)
    cells = next(csv.DictReader(ACLED_NEW.splitlines()))
    api = {"success": True, "data": [{**cells, "fatalities": 3, "latitude": 32.88}, {**cells, "event_id_cnty": "LBY2"}]}
    found = import_file(store, written(tmp_path, "api.json", json.dumps(api)), gazetteer)
    assert numbers(found.summary) == (1, 0, 1, 0)
    slim = written(tmp_path, "slim.csv", ACLED_SLIM)
    # Alike rows without an id are as many events, and the same ones when they come again.
    assert numbers(import_file(store, slim, gazetteer).summary) == (2, 0, 0, 0)
    assert numbers(import_file(store, slim, gazetteer).summary) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (ACLED_SLIM.replace("\n", "\r\n"), 2),
        (ACLED_SLIM.replace("\n", "\r"), 2),
        (ACLED_SLIM.replace("Sirte,7\n2020", "Sirte\r \r,7\n2020"), 2),
    ],
    ids=["Windows", "Macintosh", "returns within a cell"],
)
def test_lines_end_as_they_do_in_the_file(
    tmp_path: Path, store: EventStore, gazetteer: Gazetteer, text: str, stored: int
) -> None:
    assert numbers(import_file(store, written(tmp_path, "slim.csv", text), gazetteer).summary) == (stored, 0, 0, 0)


def gdelt(number: int, **cells: str) -> str:
    from events.datasets.formats.gdelt import GDELT2

    said = {
        "GLOBALEVENTID": str(number), "SQLDATE": "20201113", "Actor1Name": 'AL "JAZEERA', "EventCode": "042", "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Sirte, Surt, Libya", "ActionGeo_CountryCode": "LY", "ActionGeo_Lat": "31.2", "ActionGeo_Long": "16.6",
        "SOURCEURL": "https://example.org/a", **cells,
    }  # fmt: skip
    return "\t".join(said.get(name, "") for name in GDELT2) + "\n"


def test_gdelt_without_a_header_keeps_codes_as_strings(tmp_path: Path, store: EventStore, gazetteer: Gazetteer) -> None:
    text = (
        gdelt(1)
        + gdelt(2, EventCode="195", ActionGeo_Type="0", ActionGeo_FullName="")
        + gdelt(1)
        + gdelt(2, EventCode="190")
    )
    found = import_file(store, written(tmp_path, "20201113000000.export.CSV", text), gazetteer)
    assert (found.form, numbers(found.summary)) == ("gdelt", (2, 0, 1, 1))
    visit, strike = sorted(store.select(EventFilter()).events, key=lambda event: event.event_id)
    assert (visit.type, visit.reasons, visit.where_prec) == (EventType.TALKS, ("GDELT codes it CAMEO 042",), 1)
    assert (strike.type, strike.where, visit.side1) == (EventType.STRIKE, None, ('AL "JAZEERA',))


def test_an_import_that_is_ended_goes_on_where_it_was_and_nothing_is_there_twice(
    store: EventStore, gazetteer: Gazetteer
) -> None:
    rows = [EventRow(source_id=str(n), notes=f"Event {n}", country="LY", place="Sirte") for n in range(10)]
    dataset = Dataset(name="Ours", file="ours.csv")

    def stop(done: Summary) -> None:
        if done.read >= 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_rows(store, rows, dataset, gazetteer, progress=stop, batch=3)
    assert numbers(import_rows(store, rows, dataset, gazetteer, batch=3)) == (4, 0, 6, 0)
    changed = [replace(row, notes="Another") if row.source_id == "3" else row for row in rows]
    assert numbers(import_rows(store, changed, dataset, gazetteer, batch=3)) == (0, 1, 9, 0)
    assert len(store.select(EventFilter()).events) == 10


def test_the_command_says_what_became_of_the_rows(tmp_path: Path, home: Path) -> None:
    file, db, rejects = written(tmp_path, "ged.csv", GED + GED_ROWS), tmp_path / "a.sqlite", tmp_path / "r.csv"
    done = run(file, "--db", db, "--rejects", rejects)
    assert done.exit_code == 1
    assert done.stdout.split("\t") == [
        "ged.csv", "UCDP GED", "4 read", "2 stored", "0 updated", "0 unchanged", "2 rejected\n",
    ]  # fmt: skip
    slim = written(tmp_path, "slim.csv", ACLED_SLIM)
    assert run(slim, "--as", "acled", "--db", db, "--dataset", "Mine", "--licence", "ours").exit_code == 0
    assert run(slim, "--as", "gdelt", "--db", db).exit_code == 1


def test_a_table_of_reports_is_no_event_data(tmp_path: Path) -> None:
    assert sniff(written(tmp_path, "reports.csv", "title,text,date\nA,Shells fell.,2021-01-01\n")) is None
    assert sniff(written(tmp_path, "note.txt", "Shells fell on Sirte.")) is None
    assert sniff(written(tmp_path, "broken.json", "[{")) is None
