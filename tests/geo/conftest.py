"""Events made in code: every way of being placed and dated, and text as a stranger might write it."""

import datetime as dt
from collections.abc import Callable, Sequence

import pytest
import shapely

from events import Claim, Counts, Event, EventFilter, EventType, Selection, Toll
from gazetteer import FeatureClass, Place, Relation, RelationKind, Resolution, Toponym

HOSTILE = "<script>alert('x')</script>{{ 7*7 }}{% raw %}</script><img src=x onerror=alert(1)>"


def place(name: str = "Tarrin", lon: float = 13.2, lat: float = 32.8, **changes: object) -> Place:
    values = {
        "place_id": f"test:{name}",
        "name": name,
        "lon": lon,
        "lat": lat,
        "country_code": "LY",
        "feature_class": FeatureClass.POPULATED,
        "feature_code": "PPL",
        "radius_m": 4000.0,
    }
    return Place(**(values | changes))  # type: ignore[arg-type]


def resolution(where: Place | None, **changes: object) -> Resolution:
    name = where.name if where else "Nowhere"
    values = {"toponym": Toponym(start=0, end=len(name), text=name), "place": where, "score": 0.9, "tier": None}
    return Resolution(**(values | changes))  # type: ignore[arg-type]


def event(number: int = 0, **changes: object) -> Event:
    where = changes.pop("where", resolution(place()))
    values = {
        "event_id": f"e{number:05d}",
        "report_id": "r1",
        "source": "Example Wire",
        "type": EventType.BATTLE,
        "sub_type": "",
        "date_start": dt.date(2021, 3, 5),
        "date_end": dt.date(2021, 3, 5),
        "date_prec": 1,
        "where": where,
        "where_prec": 1 if where is not None else None,
        "side1": ("Army",),
        "side2": ("Rebels",),
        "killed": None,
        "injured": None,
        "claims": (),
        "sentence": "Fighting broke out.",
        "start": 0,
        "end": 19,
        "trigger": "Fighting",
        "trigger_start": 0,
        "trigger_end": 8,
        "confidence": 0.8,
        "needs_review": False,
        "reasons": (),
    }
    return Event(**(values | changes))  # type: ignore[arg-type]


def selection(events: Sequence[Event]) -> Selection:
    placed = sum(each.where is not None and each.where_prec is not None for each in events)
    undated = sum(each.date_start is None for each in events)
    counts = Counts(
        total=len(events), placed=placed, not_placed=len(events) - placed, not_dated=undated, filtered_out=0,
        certain=len(events), possible=0, without_date=0, without_place=0,
    )  # fmt: skip
    return Selection(events=tuple(events), counts=counts, filter=EventFilter())


def toll(best: int, low: int | None = None, high: int | None = None) -> Toll:
    return Toll(best=best, low=best if low is None else low, high=best if high is None else high, start=0, end=1)


def story() -> tuple[Event, ...]:
    """Ten events of every kind: exact, radius, sector, region, country, not placed, not dated, hostile."""
    day = dt.date
    tarrin, asfar, port = place(), place("Asfar", 12.86, 32.03), place("Port Mira", 15.1, 32.37)
    land = place("Loudland", 17.0, 27.0, radius_m=700_000.0)
    sector = shapely.Polygon([(13.1, 32.75), (13.3, 32.75), (13.2, 32.85)])
    hills = shapely.box(11.5, 31.6, 13.0, 32.2)
    south = Relation(kind=RelationKind.PART, start=0, end=15, bearing=180.0)
    said = Claim(by="the army's spokesman", verb="announced", date=None, start=0, end=4)
    return (
        event(0, killed=toll(60), injured=toll(100), claims=(said,)),
        event(
            1,
            type=EventType.BATTLE,
            where=resolution(tarrin, relation=south, footprint=sector),
            where_prec=2,
            killed=toll(3),
        ),
        event(
            2,
            type=EventType.STRIKE,
            where=resolution(place("Stone Hills", 12.2, 31.9), footprint=hills),
            where_prec=5,
            date_prec=2,
            date_start=day(2021, 3, 1),
            date_end=day(2021, 3, 4),
        ),
        event(3, type=EventType.TERRITORY, where=resolution(asfar, radius_m=12_000.0), where_prec=2),
        event(
            4, type=EventType.MOVEMENT, where=resolution(port), date_start=day(2021, 2, 20), date_end=day(2021, 2, 24)
        ),
        event(
            5,
            type=EventType.TALKS,
            where=resolution(place("Qarin", 31.2, 30.0, country_code="EG")),
            date_start=day(2021, 2, 1),
            date_end=day(2021, 2, 28),
            date_prec=4,
        ),
        event(6, type=EventType.PROTEST, where=resolution(land), where_prec=6),
        event(7, type=EventType.STATEMENT, where=None),
        event(8, type=EventType.DISPLACEMENT, where=resolution(asfar), date_start=None, date_end=None, date_prec=None),
        event(
            9,
            type=EventType.BOMBING,
            where=resolution(place(HOSTILE, 14.0, 32.5)),
            sentence=HOSTILE,
            side1=(HOSTILE,),
            source=HOSTILE,
            sub_type=HOSTILE,
            claims=(Claim(by=HOSTILE, verb="said", date=None, start=0, end=1),),
            killed=toll(12, 10, 15),
        ),
    )


@pytest.fixture
def make_event() -> Callable[..., Event]:
    return event


@pytest.fixture
def make_selection() -> Callable[[Sequence[Event]], Selection]:
    return selection


@pytest.fixture
def story_selection() -> Selection:
    return selection(story())
