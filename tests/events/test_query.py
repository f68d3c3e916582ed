"""The query lets through what a plain reading of the filter does, and its counts add up."""

import dataclasses
import datetime as dt
import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely
from click.testing import CliRunner
from hypothesis import given, settings
from shapely.geometry.base import BaseGeometry

from events import (
    BadFilterError,
    Event,
    EventFilter,
    EventQuery,
    EventStatus,
    EventStore,
    EventType,
    Toll,
    filter_from_params,
    filter_to_params,
    parse_polygon,
    parse_table_order,
    polygon_text,
    select_events,
)
from events.__main__ import cli
from tests.events import made_events
from tests.events.made_events import event_lists, filters, made, project, resolved, save


def _expected(events: tuple[Event, ...], event_filter: EventFilter) -> tuple[list[str], dict[str, int]]:
    """Read the filter plainly: the ids in order, and the counts."""
    wholly = event_filter.certain
    order = (
        sorted(events, key=lambda each: (each.report_id not in ids, ids.index(each.report_id)))
        if (ids := list(dict.fromkeys(each.report_id for each in events)))
        else []
    )
    shown, certain, dateless, placeless, unhappened = [], 0, 0, 0, 0
    for event in order:
        dates = made_events.dates_pass(event, event_filter, wholly=wholly)
        place = made_events.place_passes(event, event_filter, wholly=wholly)
        rest = made_events.rest_passes(event, event_filter)
        if dates and place and rest:
            shown.append(event)
            surely = (
                made_events.dates_pass(event, event_filter, wholly=True),
                made_events.place_passes(event, event_filter, wholly=True),
            )
            certain += all(surely)
        else:
            unhappened += event.status is not EventStatus.HAPPENED
        dateless += dates is None and place is True and rest
        placeless += place is None and dates is True and rest
    shown.sort(key=lambda each: (each.date_start is None, each.date_start or dt.date.max))
    placed = sum(map(made_events.is_placed, shown))
    counts = {
        "total": len(events), "placed": placed, "not_placed": len(shown) - placed,
        "not_dated": sum(each.date_start is None for each in shown), "filtered_out": len(events) - len(shown),
        "certain": certain, "possible": len(shown) - certain, "without_date": dateless, "without_place": placeless,
        "not_happened": unhappened,
    }  # fmt: skip
    return [each.event_id for each in shown], counts


@given(events=event_lists(), event_filter=filters)
@settings(max_examples=40)
def test_the_query_agrees_with_a_plain_reading_of_the_filter(
    events: tuple[Event, ...], event_filter: EventFilter
) -> None:
    ids, counts = _expected(events, event_filter)
    selected = select_events(
        tuple(sorted(events, key=lambda each: [e.report_id for e in events].index(each.report_id))), event_filter
    )
    assert [each.event_id for each in selected.events] == ids
    assert dataclasses.asdict(selected.counts) == counts
    assert filter_from_params(filter_to_params(event_filter)) == event_filter
    with tempfile.TemporaryDirectory() as folder:
        query = EventQuery(project(Path(folder) / "p.sqlite", events))
        assert list(query.ids(event_filter)) == ids
        assert dataclasses.asdict(query.counts(event_filter)) == counts
        mask, certain = query.mask(event_filter), query.mask(dataclasses.replace(event_filter, certain=True))
        assert {query.id_at(int(position)) for position in np.flatnonzero(mask)} == set(ids)
        assert mask.sum() == len(ids)
        assert certain.sum() == counts["certain"]
        assert not (certain & ~mask).any()
        assert query.per_day(event_filter)["events"].to_numpy().sum() == len(ids) - counts["not_dated"]
        for by in ("type", "admin1", "country", "weekday", "source"):
            tallied = query.tallies(event_filter, by=by)
            assert sum(tallied["events"].to_pylist()) == len(ids)
            assert sum(tallied["certain"].to_pylist()) == counts["certain"]
        assert query.page(event_filter)["event_id"].to_pylist() == ids


def _areas(query: EventQuery, *positions: int) -> list[BaseGeometry | None]:
    """Return what events are drawn as where that is an area."""
    areas, numbers = query.areas(), query.drawn()["area"].to_pylist()
    return [areas[numbers[position]] if numbers[position] >= 0 else None for position in positions]


def _ids(query: EventQuery, **wanted: object) -> set[str]:
    return set(query.ids(EventFilter(**wanted)))  # type: ignore[arg-type]


def test_an_area_holds_what_surely_lies_in_it_and_lets_through_what_may(tmp_path: Path) -> None:
    inside, border, outside = shapely.box(11, 31, 12, 32), shapely.box(9, 31, 11, 32), shapely.box(1, 1, 2, 2)
    events = [
        made(0, where=resolved(15, 32)),
        made(1, where=resolved(11, 31, prec=4, footprint=inside)),
        made(2, where=resolved(10, 31, prec=4, footprint=border)),
        made(3, where=resolved(9.9, 32, prec=2, radius_m=25_000.0)),
        made(4, where=resolved(1, 1, prec=4, footprint=outside)),
        made(5, where=None),
    ]
    query = EventQuery(project(tmp_path / "p.sqlite", events))
    asked = EventFilter(polygon=parse_polygon("10 30,20 30,20 33,10 33"))
    assert query.mask(asked).tolist() == [True, True, True, True, False, False]
    assert query.mask(dataclasses.replace(asked, certain=True)).tolist() == [True, True, False, False, False, False]
    counts = query.counts(asked)
    assert (counts.certain, counts.possible, counts.without_place, counts.filtered_out) == (2, 2, 1, 2)
    assert query.ids(dataclasses.replace(asked, certain=True)) == ("e-0", "e-1")
    shape, point, nothing = _areas(query, 1, 0, 5)
    assert shape is not None
    assert shape.equals(inside)
    assert point is nothing is None
    drawn = query.drawn()
    assert [(drawn["lon"][n].as_py(), drawn["lat"][n].as_py()) for n in (0, 5)] == [(15, 32), (None, None)]


def test_the_events_of_a_place_are_found_by_its_id(tmp_path: Path) -> None:
    events = [made(0, where=resolved(15, 32)), made(1, where=None), made(2, where=resolved(15, 32))]
    query = EventQuery(project(tmp_path / "p.sqlite", events))
    place = events[0].where.place.place_id  # type: ignore[union-attr]
    assert set(query.ids_of_place(place)) == {
        e.event_id for e in events if e.where and e.where.place and e.where.place.place_id == place
    }
    assert query.ids_of_place("none'; DROP TABLE event") == ()


def test_days_that_only_overlap_are_possible(tmp_path: Path) -> None:
    week = made(1, date_start=dt.date(2021, 3, 1), date_end=dt.date(2021, 3, 7), date_prec=3)
    query = EventQuery(project(tmp_path / "p.sqlite", [made(0), week, made(2, date_start=None, date_end=None)]))
    asked = EventFilter(from_date=dt.date(2021, 3, 4), to_date=dt.date(2021, 3, 6))
    counts = query.counts(asked)
    assert query.ids(asked) == ("e-1", "e-0")
    assert (counts.certain, counts.possible, counts.without_date) == (1, 1, 1)


def test_an_area_across_the_date_line_has_both_sides(tmp_path: Path) -> None:
    places = {"e-0": 179.0, "e-1": -179.0, "e-2": 170.0, "e-3": -179.9, "e-4": 0.0}
    events = [made(n, where=resolved(lon, -17.0)) for n, lon in enumerate(places.values())]
    # A circle whose centre lies west of the line, the area east of it.
    events.append(made(5, where=resolved(179.95, -17.0, prec=2, radius_m=25_000.0)))
    query = EventQuery(project(tmp_path / "p.sqlite", events))
    for text in (
        "175 -20,185 -20,185 -10,175 -10",
        "-185 -20,-175 -20,-175 -10,-185 -10",
        "535 -20,540 -20,540 -10,535 -10;-180 -20,-175 -20,-175 -10,-180 -10",
    ):
        assert _ids(query, polygon=parse_polygon(text)) == {"e-0", "e-1", "e-3", "e-5"}, text
        assert query.mask(EventFilter(polygon=parse_polygon(text), certain=True)).sum() == 4
    assert _ids(query, bbox=(175.0, -20.0, -175.0, -10.0)) == {"e-0", "e-1", "e-3", "e-5"}
    assert _ids(query, bbox=(-180.0, -20.0, -175.0, -10.0)) == {"e-1", "e-3", "e-5"}


def test_a_lasso_that_crosses_itself_is_both_its_loops(tmp_path: Path) -> None:
    query = EventQuery(project(tmp_path / "p.sqlite", [made(0, where=resolved(1, 5)), made(1, where=resolved(9, 5)), made(2, where=resolved(5, 9))]))  # fmt: skip
    assert _ids(query, polygon=parse_polygon("0 0,10 10,10 0,0 10")) == {"e-0", "e-1"}


def test_a_person_is_found_in_every_spelling_and_nobody_else(tmp_path: Path) -> None:
    names = [
        "Khalifa Haftar",
        "Hifter",
        "Field Marshal Khalifa Hafter",
        "Saddam Haftar",
        "Niger",
        "Libyan National Army",
    ]
    events = [made(n, side1=("GNA",), side2=(name,)) for n, name in enumerate(names)]
    query = EventQuery(project(tmp_path / "p.sqlite", events))
    assert _ids(query, actors=("haftar",)) == set(), "without a capital it is the same name, not a spelling"
    assert _ids(query, actors=("Hifter",)) == {"e-0", "e-1", "e-2", "e-3"}
    assert _ids(query, actors=("Khalifa Hifter",)) == {"e-0", "e-1", "e-2"}
    assert _ids(query, actors=("Nigeria", "Syrian Army")) == set()
    assert _ids(query, actors=("gna",)) == {f"e-{n}" for n in range(6)}


def test_what_is_saved_deleted_and_brought_back_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    store = project(path, [made(n, report_id=f"r-{n}", type=list(EventType)[n % 3]) for n in range(6)])
    query = EventQuery(EventStore(path, read_only=True))
    version, positions = query.version, {event_id: query.position_of(event_id) for event_id in query.ids(EventFilter())}
    assert positions == {f"e-{n}": n for n in range(6)}
    assert query.refresh() == version
    store.delete_report("r-2")
    assert query.total == 6, "as it was, until it is refreshed"
    assert query.refresh() == store.version > version
    assert [query.id_at(n) for n in range(query.total)] == ["e-0", "e-1", "e-3", "e-4", "e-5"]
    assert query.position_of("e-2") is None
    save(store, [made(9, report_id="r-9", sentence="A new word: zeppelin.")])
    query.refresh()
    assert query.ids(EventFilter(text="zeppelin")) == ("e-9",)
    store.restore_report("r-2")
    query.refresh()
    fresh = EventQuery(store)
    everything = [query.id_at(n) for n in range(query.total)]
    assert everything == [fresh.id_at(n) for n in range(fresh.total)] == [f"e-{n}" for n in (0, 1, 2, 3, 4, 5, 9)]
    assert query.drawn().equals(fresh.drawn())
    assert query.facets() == fresh.facets() == store.facets()
    with pytest.raises(IndexError, match="0 to 6"):
        query.id_at(7)
    areas = [shapely.box(n, 20, n + 1, 21) for n in range(3)]
    for n, area in enumerate(areas):
        save(store, [made(20 + n, report_id=f"r-{20 + n}", where=resolved(n, 20, prec=4, footprint=area))])
        query.refresh()
    assert [shape.bounds for shape in _areas(query, 7, 8, 9) if shape] == [area.bounds for area in areas]
    assert query.ids(EventFilter(bbox=(1.2, 20.0, 1.8, 21.0), certain=False)) == ("e-21",)


def test_another_project_under_the_same_name_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    query = EventQuery(project(path, [made(0)]))
    for file in tmp_path.glob("p.sqlite*"):
        file.unlink()
    project(path, [made(n, report_id=f"r-{n}") for n in (5, 6)])
    query.refresh()
    assert query.ids(EventFilter()) == ("e-5", "e-6")


@pytest.fixture
def snapshots(monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """Let small projects have snapshots too; give their folder."""
    monkeypatch.setattr("events.opening._SMALL", 2)
    for file in (home / "cache").glob("events-*"):
        file.unlink()
    return home / "cache"


def test_a_snapshot_is_opened_brought_up_to_date_and_rebuilt_where_it_cannot_be_trusted(
    tmp_path: Path, snapshots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = shapely.box(11, 31, 12, 32)
    path, events = (
        tmp_path / "p.sqlite",
        [made(n, report_id=f"r-{n}", where=resolved(prec=4, footprint=area)) for n in range(60)],
    )
    store = project(path, events)
    heard: list[tuple[int, int]] = []
    first = EventQuery(store, on_progress=lambda done, total: heard.append((done, total)))
    assert heard == [(60, 60)]
    (file,) = snapshots.glob("events-*")
    columns = shapely.from_wkb(pq.read_table(file)["footprint"].to_pylist())
    assert all(shape.equals(area) for shape in columns)

    def written() -> set[tuple[str, int, int]]:
        return {(each.name, each.stat().st_ino, each.stat().st_mtime_ns) for each in snapshots.glob("events-*")}

    def opened() -> tuple[EventQuery, bool]:
        before = written()
        return EventQuery(EventStore(path)), written() != before

    again, is_rebuilt = opened()
    assert not is_rebuilt
    assert again.drawn().equals(first.drawn())
    assert again.ids(EventFilter()) == first.ids(EventFilter())
    store.delete_report("r-7")
    changed, is_rebuilt = opened()
    assert not is_rebuilt
    assert changed.total == 59
    assert changed.version == store.version
    store.restore_report("r-7")
    good = file.read_bytes()
    for damaged in (
        b"",
        b"PAR1",
        good[:200] + bytes(40) + good[240:],
        good[:-60],
    ):
        file.write_bytes(damaged)
        query, is_rebuilt = opened()
        assert is_rebuilt, f"{len(damaged)} of {len(good)} bytes"
        assert query.ids(EventFilter()) == first.ids(EventFilter())
        assert file.read_bytes() != damaged
    monkeypatch.setattr("events.snapshot._SCHEMA", "of a later Dateline")
    assert opened()[1]
    assert not opened()[1]
    for other in tmp_path.glob("p.sqlite*"):
        other.unlink()
    project(path, [made(n, report_id=f"q-{n}") for n in range(100, 200)])
    query, is_rebuilt = opened()
    assert is_rebuilt, "another project lies there now, whatever its version"
    assert query.total == 100


def test_a_cache_folder_that_cannot_be_written_to_costs_only_time(
    tmp_path: Path, snapshots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("events.snapshot.cache_dir", lambda: Path("/proc/none"))
    assert EventQuery(project(tmp_path / "p.sqlite", [made(n) for n in range(9)])).total == 9
    assert not list(snapshots.glob("events-*"))


def test_threads_that_read_while_others_save_get_right_answers(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    store = project(
        path, [made(n, report_id=f"r-{n}", killed=Toll(best=n, low=n, high=n, start=0, end=1)) for n in range(40)]
    )
    query = EventQuery(store)
    area = parse_polygon("10 30,20 30,20 33,10 33")

    def reads(number: int) -> None:
        for _ in range(15):
            assert query.ids(EventFilter(min_killed=number, max_killed=number, polygon=area)) == (f"e-{number}",)
            counts = query.counts(EventFilter(min_killed=number))
            assert counts.placed + counts.filtered_out == counts.total
            mask = query.mask(EventFilter(max_killed=39))
            assert mask.sum() == 40

    def writes() -> None:
        for n in range(100, 112):
            save(store, [made(n, report_id=f"r-{n}")])
            query.refresh()
            store.delete_report(f"r-{n - 1}") if n % 3 == 0 else None
            query.refresh()

    with ThreadPoolExecutor(5) as pool:
        for done in [pool.submit(writes), *(pool.submit(reads, number) for number in (3, 17, 21, 39))]:
            done.result()
    assert query.total == store.query().total == 40 + 12 - 4


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from-date", "soon"), ("to-date", "2020-13-01"), ("type", "party"), ("country", "Libya"), ("adm1", "Tripoli"), ("adm1", "LY58"),
        ("bbox", "1,2"), ("bbox", "nan,0,1,1"), ("bbox", "10,20,30,inf"), ("bbox", "0,40,10,30"),
        ("polygon", "here"), ("polygon", "1 2,3 4"), ("polygon", "1 2 3,4 5 6,7 8 9"), ("polygon", "0 0,1 1,2 2"), ("polygon", "0 0,0 0,0 0"),
        ("polygon", "nan 1,2 3,4 5"), ("polygon", "0 0,1 91,2 2"), ("polygon", "0 0,1e9 1,2 2"), ("polygon", "1 2,3 4,5 inf"),
        ("polygon", ",".join(f"{n / 10} {n % 7}" for n in range(501))), ("polygon", "__import__('os')"),
        ("max-where-prec", "9"), ("max-where-prec", "²"), ("min-killed", "-1"), ("min-killed", "many"), ("max-killed", "1e3"), ("max-killed", "9" * 40),
        ("min-confidence", "2"), ("min-confidence", "nan"), ("min-confidence", "high"), ("review", "maybe"), ("certain", "perhaps"),
    ],
)  # fmt: skip
def test_garbage_in_the_address_is_refused_with_a_sentence(name: str, value: str) -> None:
    with pytest.raises(BadFilterError, match=f"^{name} .*[.]$"):
        filter_from_params({name: value})


def test_nothing_of_an_address_is_read_as_a_program_or_a_query(tmp_path: Path) -> None:
    store = project(tmp_path / "p.sqlite", [made(0)])
    for hostile in ("'; DROP TABLE m.event; --", "$word0", "\x00", "%s", "' OR '1'='1", "\\", ";;;", "💥 \u202e"):
        for name in ("text", "actor", "source"):
            assert store.select(filter_from_params({name: hostile})).counts.total == 1
    assert store.select(EventFilter()).counts.placed == 1


def test_limits_that_stand_the_wrong_way_round_are_refused() -> None:
    for low, high in (("from-date", "to-date"), ("min-killed", "max-killed")):
        values = ("2021-02-01", "2021-01-01") if "date" in low else ("5", "4")
        with pytest.raises(BadFilterError, match="Swap"):
            filter_from_params({low: values[0], high: values[1]})


def test_an_address_keeps_each_millionth_of_a_degree() -> None:
    chosen = EventFilter(
        bbox=(-0.123456, -89.999999, 179.123457, 0.000001),
        polygon=(((179.123456, 1.000001), (181.5, 1.0), (180.0, -0.654321)),),
    )
    assert filter_from_params(filter_to_params(chosen)) == chosen
    assert parse_polygon(polygon_text(chosen.polygon)) == chosen.polygon
    assert filter_to_params(chosen)["bbox"] == "-0.123456,-89.999999,179.123457,0.000001"


def test_the_command_line_the_address_and_the_query_let_the_same_through(tmp_path: Path) -> None:
    events = [
        made(0, where=resolved(15, 32), source="Radio; TV", killed=Toll(best=5, low=5, high=5, start=0, end=1)),
        made(1, where=resolved(15, 32, code="7"), needs_review=True, confidence=0.3),
        made(2, where=resolved(40, 32, country="IQ"), killed=Toll(best=9, low=9, high=9, start=0, end=1)),
        made(3, where=resolved(15, 32, prec=2, radius_m=400_000.0)),
    ]  # fmt: skip
    path = tmp_path / "p.sqlite"
    query = EventQuery(project(path, events))
    params = [
        {"adm1": "LY.58"}, {"polygon": "10 30,20 30,15 33"}, {"polygon": "10 30,20 30,20 33;39 31,41 31,41 33"}, {"min-killed": "6"},
        {"max-killed": "6"}, {"min-confidence": "0.5"}, {"source": "Radio\\; TV"}, {"review": "to-check"}, {"review": "settled"},
        {"polygon": "10 30,20 30,20 34,10 34", "certain": "yes"},
    ]  # fmt: skip
    for each in params:
        wanted = query.ids(filter_from_params(each))
        assert 0 < len(wanted) < 4, each
        options = [
            word for name, value in each.items() for word in (f"--{name}", value)[: 1 if name == "certain" else 2]
        ]
        done = CliRunner().invoke(cli, ["list", "--format", "json", "--db", str(path), *options])
        assert done.exit_code == 0, done.output
        assert [row["event_id"] for row in json.loads(done.stdout)] == list(wanted), each


def test_tables_have_what_charts_and_lists_show(tmp_path: Path) -> None:
    toll = Toll(best=4, low=2, high=9, start=0, end=1)
    events = [
        made(0, killed=toll, side1=("Army", "GNA"), side2=("Army",)),
        made(
            1, type=EventType.RIOT, where=resolved(prec=2, radius_m=12_000.0), date_end=dt.date(2021, 3, 7), date_prec=2
        ),
        made(2, date_start=None, date_end=None, date_prec=None, where=None, side1=()),
    ]
    query = EventQuery(project(tmp_path / "p.sqlite", events))
    days = query.per_day(EventFilter()).to_pylist()
    assert days == [
        {"day": dt.date(2021, 3, 5), "type": "battle", "events": 1}, {"day": dt.date(2021, 3, 5), "type": "riot", "events": 1},
    ]  # fmt: skip
    by_actor = {row["key"]: row for row in query.tallies(EventFilter(), by="actor").to_pylist()}
    assert (by_actor["Army"]["events"], by_actor["GNA"]["events"]) == (2, 1), "once for each event, whatever the side"
    assert [by_actor["Army"][f"killed_{each}"] for each in ("low", "best", "high")] == [2, 4, 9]
    assert query.tallies(EventFilter(types=(EventType.RIOT,)), by="type")["killed_best"].to_pylist() == [None]
    assert {row["key"]: row["events"] for row in query.tallies(EventFilter(), by="weekday").to_pylist()} == {
        "Friday": 1,
        "": 2,
    }
    with pytest.raises(ValueError, match="weekday"):
        query.tallies(EventFilter(), by="moon")  # type: ignore[arg-type]
    drawn = query.drawn()
    assert drawn["radius_m"].to_pylist() == [None, 12_000.0, None]
    assert drawn["first_day"].to_pylist() == [18691, 18691, None]
    assert drawn["lon"].to_pylist() == [16.6, 16.6, None]
    assert drawn["admin1"].to_pylist() == ["LY.58", "LY.58", ""]
    page = query.page(EventFilter(), order=parse_table_order("-killed"), limit=2, offset=1)
    assert page["event_id"].to_pylist() == ["e-1", "e-2"]
    assert query.page(EventFilter(), limit=1)["side1"].to_pylist() == [["Army", "GNA"]]
    facets = query.facets()
    assert facets.actors == ("Army", "GNA")
    assert (facets.admin1, facets.sources) == (("LY.58",), ("Wire",))
