"""The generator of events, as `python -m benchmarks.generated_events` writes them."""

import itertools
import json
import time
from collections import Counter
from pathlib import Path

import pytest
import shapely

from benchmarks.generated_events import generate_events, write_project
from benchmarks.generated_events.shapes import MOST_CORNERS
from events import Event, EventFilter, EventStore, EventType, Extraction, propose
from events.codec import to_plain
from gazetteer import Gazetteer, RelationKind

COUNT = 3000
pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def made(gazetteer: Gazetteer) -> list[Extraction]:
    return list(generate_events(COUNT, seed=7, gazetteer=gazetteer))


@pytest.fixture(scope="module")
def made_events(made: list[Extraction]) -> list[Event]:
    return [event for each in made for event in each.events]


@pytest.fixture(scope="module")
def store(made: list[Extraction], tmp_path_factory: pytest.TempPathFactory) -> EventStore:
    path = tmp_path_factory.mktemp("generated") / "made.sqlite"
    write_project(made, path)
    return EventStore(path, read_only=True)


def test_the_same_seed_gives_the_same_events_and_another_seed_others(
    made: list[Extraction], gazetteer: Gazetteer
) -> None:
    again = list(generate_events(200, seed=7, gazetteer=gazetteer))
    assert again[:-1] == made[: len(again) - 1]
    other = next(generate_events(1, seed=8, gazetteer=gazetteer))
    assert other.report.report_id != made[0].report.report_id


@pytest.mark.parametrize("count", [0, 1, 2, 37])
def test_a_run_has_exactly_as_many_events_as_are_asked_for(count: int, gazetteer: Gazetteer) -> None:
    assert sum(len(each.events) for each in generate_events(count, gazetteer=gazetteer)) == count


def test_fewer_than_no_events_are_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(ValueError, match="0 or more, got -1"):
        next(generate_events(-1, gazetteer=gazetteer))


def test_all_types_precisions_and_relations_are_there(made_events: list[Event]) -> None:
    # No report tells of what is other: that is a dataset's.
    assert {event.type for event in made_events} == set(EventType) - {EventType.OTHER}
    assert {event.where_prec for event in made_events} == {1, 2, 3, 4, 5, 6, 7, None}
    assert {event.date_prec for event in made_events} == {1, 2, 3, 4, 5, None}
    kinds = {event.where.relation.kind for event in made_events if event.where and event.where.relation}
    assert kinds >= {
        RelationKind.PART, RelationKind.NEAR, RelationKind.OUTSKIRTS, RelationKind.DISTANCE, RelationKind.BETWEEN,
        RelationKind.ROAD, RelationKind.BORDER,
    }  # fmt: skip


def test_shares_are_about_those_of_news(made_events: list[Event]) -> None:
    def share(count: int) -> float:
        return count / COUNT

    assert 0.03 < share(sum(event.where_prec is None for event in made_events)) < 0.055
    assert 0.012 < share(sum(event.date_start is None for event in made_events)) < 0.03
    assert 0.03 < share(sum(event.needs_review for event in made_events)) < 0.25
    assert 0.4 < share(sum(event.where_prec == 1 for event in made_events)) < 0.65
    spots = Counter((e.where.place.lon, e.where.place.lat) for e in made_events if e.where and e.where.place)
    assert spots.most_common(1)[0][1] > 0.02 * COUNT
    assert max(event.killed.best for event in made_events if event.killed) > 50


def test_spans_stand_where_they_say(made: list[Extraction]) -> None:
    for each in made:
        text = each.report.text
        for event in each.events:
            assert text[event.start : event.end] == event.sentence
            assert text[event.trigger_start : event.trigger_end].lower() == event.trigger.lower()
            assert all(text[claim.start : claim.end] == f"{claim.by} {claim.verb}" for claim in event.claims)
            if event.where is not None:
                toponym = event.where.toponym
                assert text[toponym.start : toponym.end] == toponym.text
        assert all(text[date.start : date.end] == date.text for date in each.dates)


def test_tolls_and_dates_keep_their_order(made_events: list[Event]) -> None:
    for event in made_events:
        tolls = [toll for toll in (event.killed, event.injured) if toll]
        assert all(0 <= toll.low <= toll.best <= toll.high for toll in tolls)
        if event.date_start is not None:
            assert event.date_end is not None
            assert event.date_start <= event.date_end


def test_areas_are_valid_small_and_shared(made_events: list[Event]) -> None:
    shapes = [event.where.footprint for event in made_events if event.where and event.where.footprint is not None]
    assert len({id(shape) for shape in shapes}) < len(shapes) / 2
    for shape in {id(shape): shape for shape in shapes}.values():
        assert shape.is_valid
        assert shape.area > 0
        assert shapely.get_num_coordinates(shape) <= MOST_CORNERS


def test_a_written_project_is_what_the_store_would_have_written(
    made: list[Extraction], store: EventStore, tmp_path: Path
) -> None:
    saved = EventStore(tmp_path / "saved.sqlite")
    for each in made[:40]:
        saved.save(each)
    for each in made[:40]:
        assert store.extraction(each.report.report_id) == saved.extraction(each.report.report_id)
        for event in each.events:
            (revision,) = store.revisions(event.event_id)
            assert json.loads(json.dumps(to_plain(revision.event))) == json.loads(json.dumps(to_plain(event)))


def test_counts_of_a_written_project_add_up(made_events: list[Event], store: EventStore) -> None:
    everything = store.select(EventFilter()).counts
    assert everything.total == len(made_events) == COUNT
    for event_filter in (
        EventFilter(max_where_prec=2),
        EventFilter(types=(EventType.BATTLE,)),
        EventFilter(text="truce"),
    ):
        counts = store.select(event_filter).counts
        assert counts.placed + counts.not_placed + counts.filtered_out == COUNT
        assert 0 < counts.filtered_out < COUNT


def test_a_file_that_is_there_is_not_written_over(made: list[Extraction], tmp_path: Path) -> None:
    path = tmp_path / "made.sqlite"
    write_project(itertools.islice(made, 2), path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError, match="is there already"):
        write_project(made, path)
    assert path.read_bytes() == before


def test_events_that_nobody_told_twice_are_compared_fast_and_hardly_any_is_proposed(gazetteer: Gazetteer) -> None:
    events = [event for each in generate_events(10_000, gazetteer=gazetteer) for event in each.events]
    start = time.process_time()
    found = propose(events)
    # Alone on its machine some 4 s; the margin is for one that others use.
    assert time.process_time() - start < 12
    assert len(found) < 0.05 * len(events)
