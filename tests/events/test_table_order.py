"""Events are sorted over the whole project: alike ones keep their order, what is not known comes last whichever way."""

import datetime as dt
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from events import (
    BadFilterError,
    Event,
    EventFilter,
    EventQuery,
    EventType,
    OrderBy,
    TableOrder,
    Toll,
    parse_table_order,
    place_words,
)
from events.__main__ import cli
from gazetteer import fold
from tests.events.made_events import event_lists, filters, made, project, resolved

ORDERS = [TableOrder(by=by, descending=down) for by in OrderBy for down in (False, True)]
# What a person would compare; "" and None are not known.
PLAIN: dict[OrderBy, Callable[[Event], object]] = {
    OrderBy.DATE: lambda event: event.date_start,
    OrderBy.TYPE: lambda event: event.type.value,
    OrderBy.PLACE: lambda event: fold(place_words(event.where) or "") if event.where else "",
    OrderBy.PRECISION: lambda event: event.where_prec,
    OrderBy.KILLED: lambda event: event.killed.best if event.killed else None,
    OrderBy.INJURED: lambda event: event.injured.best if event.injured else None,
    OrderBy.CLAIMANT: lambda event: fold("; ".join(claim.by for claim in event.claims)),
    OrderBy.CONFIDENCE: lambda event: event.confidence,
    OrderBy.REVIEW: lambda event: event.needs_review,
    OrderBy.SOURCE: lambda event: fold(event.source),
}


def _sorted(events: list[Event], order: TableOrder) -> list[str]:
    key = PLAIN[order.by]
    known = [event for event in events if key(event) not in (None, "")]
    known.sort(key=key, reverse=False)  # type: ignore[arg-type] # each order's keys can be compared
    if order.descending:
        values = sorted({key(event) for event in known}, reverse=True)  # type: ignore[type-var]
        known = [event for value in values for event in events if key(event) == value]
    return [event.event_id for event in [*known, *(event for event in events if event not in known)]]


@given(events=event_lists(), event_filter=filters, order=st.sampled_from(ORDERS))
@settings(max_examples=40)
def test_pages_of_any_filter_are_sorted_as_a_person_would(
    events: tuple[Event, ...], event_filter: EventFilter, order: TableOrder
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = project(Path(folder) / "p.sqlite", events)
        query = EventQuery(store)
        shown = set(query.ids(event_filter))
        reports = list(dict.fromkeys(event.report_id for event in events))
        in_order = sorted(events, key=lambda event: reports.index(event.report_id))
        wanted = _sorted([event for event in in_order if event.event_id in shown], order)
        pages = [query.page(event_filter, order=order, limit=3, offset=n)["event_id"].to_pylist() for n in (0, 3, 6)]
        assert [event_id for page in pages for event_id in page] == wanted
        assert list(query.ids_and_counts(event_filter, order=order)[0]) == wanted
        assert [event.event_id for event in store.select(event_filter, order=order).events] == wanted


def _toll(best: int) -> Toll:
    return Toll(best=best, low=best, high=best, start=0, end=1)


def test_an_edit_is_sorted_in_and_positions_are_told_in_order(tmp_path: Path) -> None:
    events = [made(0, killed=_toll(3)), made(1, killed=None), made(2, killed=_toll(7))]
    store = project(tmp_path / "p.sqlite", events)
    order = parse_table_order("-killed")
    page = store.query().page(EventFilter(), order=order)
    assert (page["event_id"].to_pylist(), page["position"].to_pylist()) == (["e-2", "e-0", "e-1"], [2, 0, 1])
    place = resolved(name="Aden").place
    assert place is not None
    store.place_event("e-2", place, why="seen")
    assert store.query().page(EventFilter(), order=parse_table_order("place"))["event_id"].to_pylist()[0] == "e-2"
    assert store.query().page(EventFilter(), order=order)["event_id"].to_pylist() == ["e-2", "e-0", "e-1"]


def test_words_are_sorted_whatever_their_case_and_accents(tmp_path: Path) -> None:
    names = ["zawiya", "Édéa", "Ede", "", "اربيل"]
    store = project(tmp_path / "p.sqlite", [made(n, source=name) for n, name in enumerate(names)])
    found = store.select(EventFilter(), order=parse_table_order("source")).events
    assert [event.source for event in found] == ["Ede", "Édéa", "zawiya", "اربيل", ""]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_an_order_is_read_as_it_is_written(order: TableOrder) -> None:
    assert parse_table_order(str(order)) == order


@pytest.mark.parametrize("text", ["1; DROP TABLE m.event", "--killed", "-", "toll", "killed " * 100])
def test_what_is_no_order_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadFilterError, match="sort must be one of date, type"):
        parse_table_order(text)


def test_list_sorts(tmp_path: Path) -> None:
    events = [
        made(0, killed=_toll(1), date_start=dt.date(2021, 3, 1)),
        made(1, type=EventType.STRIKE),
        made(2, killed=_toll(5), date_start=dt.date(2021, 4, 1)),
    ]
    project(tmp_path / "p.sqlite", events).close()
    words = ["list", "--db", str(tmp_path / "p.sqlite")]
    done = CliRunner().invoke(cli, [*words, "--sort", "-killed"])
    assert re.findall(r"^e-\d", done.stdout, re.MULTILINE) == ["e-2", "e-0", "e-1"]
    done = CliRunner().invoke(cli, [*words, "--sort", "toll"])
    assert (done.exit_code, "sort must be one of date" in done.stderr) == (2, True)
