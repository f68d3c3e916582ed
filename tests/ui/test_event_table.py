"""The table of events says of a page of the query what it says of the events themselves."""

import tempfile
from pathlib import Path

from hypothesis import given, settings

from events import Claim, Event, EventFilter, EventStore, Toll, open_project
from tests.events.made_events import event_lists, made, project, resolved
from ui.event_table import event_rows, page_rows

NOTHING = Toll(best=0, low=0, high=0, start=0, end=1)
# What the made ones seldom are.
EVENTS = (
    *(made(prec, where=resolved(prec=prec)) for prec in range(1, 8)),
    *(made(10 + prec, where=resolved(prec=prec, is_rough=True, radius_m=9_400.0)) for prec in range(1, 8)),
    made(20, date_start=None, date_end=None),
    made(21, where=None),
    made(22, where=resolved(prec=None)),
    made(23, where=resolved(place=False)),
    made(24, killed=NOTHING),
    made(25, killed=NOTHING, injured=Toll(best=4, low=3, high=9, start=0, end=1), confidence=0.666, needs_review=True),
    made(26, side1=("GNA", "=cmd()"), side2=("LNA",), sentence="=1+1", source="-Wire"),
    made(27, claims=tuple(Claim(by=by, verb="said", date=None, start=0, end=1) for by in ("police", "a witness", "police"))),
)  # fmt: skip


def _told_alike(store: EventStore) -> int:
    """Return how many events both say alike."""
    query = store.query()
    page = query.page(EventFilter(statuses=()), limit=5000)
    ids = page["event_id"].to_pylist()
    assert page_rows(page, store.sentences(ids)) == event_rows(store.events(ids))
    return len(ids)


def test_a_page_says_what_the_events_say_however_little_is_known(tmp_path: Path) -> None:
    assert _told_alike(project(tmp_path / "p.sqlite", EVENTS)) == len(EVENTS)


def test_a_page_says_what_the_samples_events_say(home: Path) -> None:
    assert _told_alike(open_project()) > 20


@settings(max_examples=40)
@given(events=event_lists())
def test_a_page_says_what_any_events_say(events: tuple[Event, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = project(Path(folder) / "p.sqlite", events)
        assert _told_alike(store) == len(events)
        store.close()
