"""What leaves by a release profile: never finer than it allows, and counts that add up."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from events import Claim, Event, Toll
from events.errors import ProfileError
from events.export_log import has_changed, log_export, logged_exports, sha256_of
from events.filter import EventFilter
from events.release import (
    Profile,
    Released,
    forbidden_in,
    open_profile,
    preview,
    profile_names,
    read_profile,
    release_secret,
    released,
)
from gazetteer import Gazetteer, Relation, RelationKind, Resolution, Toponym, place_point
from tests.command_line import run_here
from tests.events.made_events import made, project, resolved

TODAY = dt.date(2021, 4, 1)
GRID = '[place]\nprecision = "grid"\ngrid_km = 10\n'


def profile(text: str) -> Profile:
    return read_profile(text, "mine")


def in_town(name: str, gazetteer: Gazetteer, number: int = 0, prec: int = 1, **changes: object) -> Event:
    place = gazetteer.lookup(name)[0].place
    where = Resolution(
        toponym=Toponym(start=0, end=len(name), text=name), place=place, score=0.9, tier=None, where_prec=prec,
        candidates=gazetteer.lookup(name)[:3], radius_m=place.radius_m,
    )  # fmt: skip
    return made(number, where=where, sentence=f"Shells fell on {name}, the radio said.", start=0, end=60, **changes)


def release(events: list[Event], text: str, gazetteer: Gazetteer, today: dt.date = TODAY) -> Released:
    found = released(events, profile(text), today, gazetteer)
    assert len(found.events) + len(found.withheld) == len(events)
    assert sum(number for _, number in found.markings.withheld) == len(found.withheld)
    return found


@pytest.mark.parametrize("text", ['[place]\nprecision = "jitter"', "[place]\njitter_km = 5"])
def test_jitter_is_refused_as_dishonest_with_the_reason(text: str) -> None:
    with pytest.raises(ProfileError, match=r"line 2: jitter is not done: .* looks exact and is wrong"):
        profile(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('title = "x"\n[sources]\nnamed = "some"', "line 3: named = 'some': expected one of all, kinds, none"),
        ("[tiem]\ndelay_days = 3", "line 1: unknown word 'tiem'; did you mean 'time'?"),
        ('[fields]\nleft_out = ["sentance"]', "line 2: 'sentance' is no field that can be left out; did you mean 'sentence'?"),
        ('[place]\nprecision = "grid"', 'line 2: precision = "grid" and grid_km = N belong together'),
        ("[group]\nleast = true", "line 2: least must be a number from 1 to 1e.06, got True"),
    ],
)  # fmt: skip
def test_a_typing_error_says_its_line_and_the_word_expected(text: str, words: str) -> None:
    with pytest.raises(ProfileError, match=words.replace("?", r"\?")):
        profile(text)


def test_the_shipped_profiles_read() -> None:
    assert [open_profile(name).name for name in profile_names()] == ["internal", "partner", "public"]


def test_internal_changes_nothing(gazetteer: Gazetteer) -> None:
    events = [in_town("Gharyan", gazetteer)]
    assert list(released(events, open_profile("internal"), TODAY, gazetteer).events) == events


@pytest.mark.parametrize("name", ["Gharyan", "Goma", "Kharkiv", "Tromsø"])
def test_a_square_holds_the_true_point_and_is_no_smaller_than_asked(name: str, gazetteer: Gazetteer) -> None:
    event = in_town(name, gazetteer)
    (after,) = release([event], GRID, gazetteer).events
    assert after.where is not None
    assert after.where.footprint is not None
    assert event.where is not None
    assert event.where.place is not None
    assert shapely.covers(after.where.footprint, shapely.Point(event.where.place.lon, event.where.place.lat))
    west, south, east, north = after.where.footprint.bounds
    middle = shapely.LineString([(west, north), (east, north)])
    assert north - south >= 10 / 111.7
    assert middle.length >= 10 / 111.7
    assert after.where_prec == 2
    assert place_point(after.where) != place_point(event.where)


def test_two_points_of_a_square_cannot_be_told_apart(gazetteer: Gazetteer) -> None:
    events = [
        made(n, where=resolved(16.601 + n / 1000, 31.201 + n / 1000, name=f"Village{n}"), sentence="") for n in range(3)
    ]
    after = release(events, GRID, gazetteer).events
    assert len({(each.where.footprint.wkt, each.where.place) for each in after if each.where}) == 1


@pytest.mark.parametrize(
    ("precision", "name", "prec"), [("adm1", "Mizdah", 4), ("country", "Libya", 6), ("adm2", "Mizdah", 4)]
)
def test_a_town_becomes_its_area_with_the_areas_precision(
    precision: str, name: str, prec: int, gazetteer: Gazetteer
) -> None:
    (after,) = release([in_town("Gharyan", gazetteer)], f'[place]\nprecision = "{precision}"', gazetteer).events
    assert after.where is not None
    assert after.where.place is not None
    assert (after.where.place.name, after.where_prec, after.where.candidates) == (name, prec, ())
    assert after.where.footprint is not None
    assert "Gharyan" not in repr(after)


def test_what_may_lie_over_a_border_of_provinces_goes_to_the_country(gazetteer: Gazetteer) -> None:
    event = in_town("Gharyan", gazetteer, prec=2)
    assert event.where is not None
    wide = shapely.Point(13.0, 32.2).buffer(1.0)
    event = made(0, where=resolved(13.02, 32.17, prec=2, name="Gharyan", code="80", footprint=wide))
    (after,) = release([event], '[place]\nprecision = "adm1"', gazetteer).events
    assert after.where is not None
    assert after.where.place is not None
    assert (after.where.place.name, after.where_prec) == ("Libya", 6)


def test_words_of_finer_places_go_from_every_field(gazetteer: Gazetteer) -> None:
    event = in_town(
        "Gharyan", gazetteer, side1=("Gharyan police",), recurrence="the third in Gharyan",
        claims=(Claim(by="the mayor of Gharyan", verb="said", date=None, start=0, end=1),),
    )  # fmt: skip
    assert event.where is not None
    far = Relation(kind=RelationKind.DISTANCE, start=15, end=36, distance_m=12_000.0, bearing=180.0)
    where = Resolution(**{name: getattr(event.where, name) for name in event.where.__slots__} | {"relation": far})
    event = made(
        1,
        where=where,
        sentence="Shells fell on a depot 12 km south of Gharyan and near Yafran.",
        side1=("Gharyan police",),
    )
    (after,) = release([event], GRID, gazetteer).events
    assert after.side1 == ("[place] police",)
    assert not any(word in repr(after) for word in ("Gharyan", "Yafran", "12 km"))
    assert after.sentence.startswith("Shells fell on a depot [place]")


def test_a_source_that_is_left_out_goes_with_its_words(gazetteer: Gazetteer) -> None:
    said = Claim(by="Radio Liwa", verb="said", date=None, start=0, end=1)
    events = [
        made(0, source="Radio Liwa", sentence="Masked men stormed the depot."),
        made(1, source="Wire", sentence="Fighting broke out, Radio Liwa said.", claims=(said,)),
        made(2, source="Wire", sentence="Fighting ended."),
    ]
    after = release(events, '[sources]\nleft_out = ["Radio Liwa"]', gazetteer).events
    assert [(each.source, each.sentence) for each in after] == [("", ""), ("Wire", ""), ("Wire", "Fighting ended.")]
    assert "Liwa" not in repr(after)


def test_what_a_left_out_source_said_goes_with_its_spelling_and_claims(gazetteer: Gazetteer) -> None:
    said = Claim(by="a resident", verb="said", date=None, start=0, end=1)
    event = in_town("Gharyan", gazetteer, source="Radio Liwa", claims=(said,), recurrence="the third this week")
    (after,) = release([event], '[sources]\nleft_out = ["Radio Liwa"]', gazetteer).events
    assert (after.claims, after.recurrence, after.trigger) == ((), "", "")
    assert after.where is not None
    assert after.where.toponym.text == ""


def test_a_source_is_left_out_however_its_name_is_spaced_and_capitalised(gazetteer: Gazetteer) -> None:
    events = [made(0, source="Radio Liwa", sentence="Shells fell."), made(1, source="Wire", sentence="Fighting ended.")]
    after = release(events, '[sources]\nleft_out = ["radio  LIWA"]', gazetteer).events
    assert [(each.source, each.sentence) for each in after] == [("", ""), ("Wire", "Fighting ended.")]
    kinds = release(
        events, '[sources]\nnamed = "kinds"\n[sources.kinds]\n"radio liwa" = "local radio"', gazetteer
    ).events
    assert [each.source for each in kinds] == ["local radio", "other source"]


def test_a_slip_in_a_source_that_is_to_be_left_out_stops_the_release(gazetteer: Gazetteer) -> None:
    events = [made(0, source="Kestrel Desk"), made(1, source="Wire")]
    with pytest.raises(ProfileError, match="no source is called 'Kestrl Desk'; did you mean 'Kestrel Desk'"):
        release(events, '[sources]\nleft_out = ["Kestrl Desk"]', gazetteer)
    assert release(events, '[sources]\nleft_out = ["Gulf Bulletin"]', gazetteer).events


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ('[sources]\nleft_out = ["Radio Liwa"]', {"source": "Radio Liwa"}),
        ('[sources]\nleft_out = ["Radio Liwa"]', {"side1": ("Radio Liwa",)}),
        ('[sources]\nnamed = "none"', {"reasons": ("as Radio Liwa has it",)}),
        (GRID, {"sentence": "It was in Gharyan."}),
        (GRID, {"side2": ("Gharyan brigade",)}),
        (GRID, {"sub_type": "raid on Gharyan"}),
    ],
)
def test_the_check_looks_for_what_the_release_itself_forgot(
    text: str, changes: dict[str, object], gazetteer: Gazetteer
) -> None:
    event = in_town("Gharyan", gazetteer, source="Radio Liwa")
    found = release([event], text, gazetteer)
    forgetful = replace(found, events=(replace(found.events[0], **changes),))  # type: ignore[arg-type]
    forbidden = forbidden_in([event], forgetful, profile(text))
    assert ("Radio Liwa" in forbidden.sources) == ("sources" in text)
    assert ("Gharyan" in forbidden.names) == (text == GRID)


@pytest.mark.parametrize("text", [GRID, '[sources]\nnamed = "none"'])
def test_ids_that_leave_tell_nothing_and_are_the_same_in_each_release_of_a_project(
    text: str, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    event, store = made(0, event_id="d4c0a000003bbb1", report_id="import-3bbb1"), project(tmp_path / "p.sqlite", [])
    store.path.touch()
    secret = release_secret(store, profile(text))
    assert secret == release_secret(store, profile(text))
    assert secret != release_secret(store, open_profile("public"))
    first, again = (released([event], profile(text), TODAY, gazetteer, secret) for _ in range(2))
    assert first.events[0].event_id == again.events[0].event_id
    assert "3bbb1" not in repr(first.events)
    assert first.true_id(first.events[0]) == event.event_id
    assert event.event_id in forbidden_in([event], first, profile(text)).ids


def test_no_small_rest_is_told_by_difference(gazetteer: Gazetteer) -> None:
    months = [(2, day) for day in range(1, 4)] + [(3, day) for day in range(1, 6)] + [(1, 1)]
    days = [dt.date(2021, month, day) for month, day in months]
    events = [made(n, date_start=day, date_end=day) for n, day in enumerate(days)]
    found = release(events, '[group]\nleast = 3\notherwise = "count"', gazetteer)
    assert [(each.month, each.events) for each in found.markings.counted] == [("2021-03", 5), ("", 4)]


def test_sources_by_their_kind(gazetteer: Gazetteer) -> None:
    text = '[sources]\nnamed = "kinds"\n[sources.kinds]\nWire = "news agency"'
    events = [made(0, source="Wire", sentence=""), made(1, source="Radio", sentence="")]
    after = release(events, text, gazetteer).events
    assert [each.source for each in after] == ["news agency", "other source"]


def test_delay_and_least_precision_withhold_with_the_reason(gazetteer: Gazetteer) -> None:
    events = [
        made(0, date_start=TODAY, date_end=TODAY), made(1), made(2, date_start=None, date_end=None),
        made(3, where=resolved(prec=6)), made(4, where=None),
    ]  # fmt: skip
    found = release(events, "[time]\ndelay_days = 14\n[place]\nmax_where_prec = 4", gazetteer)
    assert [each.event_id for each in found.events] == ["e-1"]
    assert [each.reason for each in found.withheld] == [
        "younger than 14 days", "not dated, so that nobody knows whether it is old enough",
        "placed less precisely than where_prec 4", "placed less precisely than where_prec 4",
    ]  # fmt: skip


def test_small_groups_are_withheld_and_counted_where_enough_are_together(gazetteer: Gazetteer) -> None:
    days = [dt.date(2021, 3, day) for day in (1, 1, 1, 2, 3, 4)]
    events = [made(n, date_start=day, date_end=day) for n, day in enumerate(days)]
    found = release(events, '[group]\nleast = 3\notherwise = "count"', gazetteer)
    assert [found.true_id(each) for each in found.events] == ["e-0", "e-1", "e-2"]
    assert [(each.country_code, each.month, each.events) for each in found.markings.counted] == [("LY", "2021-03", 3)]


def test_the_preview_counts_each_field_with_an_example(gazetteer: Gazetteer) -> None:
    events = [in_town("Gharyan", gazetteer, killed=Toll(best=3, low=3, high=3, start=0, end=1))]
    found = released(events, open_profile("public"), dt.date(2021, 3, 6), gazetteer)
    assert preview(events, found) == ()
    after = release(events, '[place]\nprecision = "adm1"\n[words]\nsentence = false\nreasons = false', gazetteer)
    rows = {each.name: each for each in preview(events, after)}
    assert rows["place_name"].words == "1 coarsened (Gharyan → Mizdah)"
    assert (rows["sentence"].removed, rows["rivals"].removed, rows["killed_best"].kept) == (1, 1, 1)


def test_the_log_says_what_a_file_came_from_and_whether_the_data_changed(tmp_path: Path) -> None:
    store = project(tmp_path / "p.sqlite", [made(0), made(1)])
    file = tmp_path / "out.csv"
    file.write_text("x", encoding="utf-8")
    wanted = EventFilter(countries=("LY",))
    log_export(store, file, store.select(wanted).event_ids, wanted, profile="public", withheld=1)
    (logged,) = logged_exports(store, sha256=sha256_of(file))
    assert (logged.filter, logged.events, logged.withheld, logged.name) == (wanted, 1, 1, "out.csv")
    assert not has_changed(store, logged)
    told = run_here("events", "check", "--export", file, "--db", store.path)
    assert told.returncode == 0, told.stderr
    assert b"the data are the same" in told.stdout
    store.delete_report("r-0")
    assert has_changed(store, logged)
    file.write_text("y", encoding="utf-8")
    told = run_here("events", "check", "--export", file, "--db", store.path)
    assert told.returncode == 1
    assert b"logged no export of exactly this file" in told.stderr
