"""When, where and how many, in plain words."""

import datetime as dt
from collections.abc import Callable

import pytest

from events import Event
from gazetteer import FeatureClass, Place, Relation, RelationKind, Resolution, Toponym
from geo import date_words, place_words, toll_words

DAY = dt.date


@pytest.mark.parametrize(
    ("start", "end", "prec", "words"),
    [
        (DAY(2021, 3, 5), DAY(2021, 3, 5), 1, "5 March 2021"),
        (DAY(2021, 3, 5), DAY(2021, 3, 5), 2, "about 5 March 2021"),
        (DAY(2021, 3, 5), None, 1, "5 March 2021"),
        (DAY(2021, 3, 5), DAY(2021, 3, 8), 1, "5–8 March 2021"),
        (DAY(2021, 3, 5), DAY(2021, 3, 8), 2, "between 5 and 8 March 2021"),
        (DAY(2021, 3, 30), DAY(2021, 4, 2), 1, "30 March–2 April 2021"),
        (DAY(2020, 12, 30), DAY(2021, 1, 2), 1, "30 December 2020–2 January 2021"),
        (DAY(2021, 3, 1), DAY(2021, 3, 31), 4, "March 2021"),
        (DAY(2021, 1, 1), DAY(2021, 12, 31), 5, "2021"),
        (None, None, None, "date not known"),
    ],
)
def test_dates(start: dt.date | None, end: dt.date | None, prec: int | None, words: str) -> None:
    assert date_words(start, end, prec) == words


TOWN = Place(
    place_id="t:1",
    name="Tarrin",
    lon=1.0,
    lat=2.0,
    country_code="LY",
    feature_class=FeatureClass.POPULATED,
    feature_code="PPL",
    radius_m=1.0,
)


@pytest.mark.parametrize(
    ("kind", "bearing", "distance_m", "words"),
    [
        (RelationKind.PART, 180.0, None, "southern Tarrin"),
        (RelationKind.DIRECTION, 315.0, None, "north-west of Tarrin"),
        (RelationKind.DISTANCE, 180.0, 12_000.0, "12 km south of Tarrin"),
        (RelationKind.DISTANCE, None, 12_500.0, "12.5 km from Tarrin"),
        (RelationKind.NEAR, None, None, "near Tarrin"),
        (RelationKind.OUTSKIRTS, None, None, "outskirts of Tarrin"),
        (RelationKind.OFFSHORE, None, None, "off Tarrin"),
        (RelationKind.BORDER, 270.0, None, "western border of Tarrin"),
        (RelationKind.BETWEEN, None, None, "between Tarrin and Tarrin"),
        (RelationKind.ROAD, None, None, "road Tarrin–Tarrin"),
    ],
)
def test_relations(kind: RelationKind, bearing: float | None, distance_m: float | None, words: str) -> None:
    relation = Relation(kind=kind, start=0, end=1, bearing=bearing, distance_m=distance_m, other=TOWN)
    where = Resolution(
        toponym=Toponym(start=0, end=6, text="Tarrin"), place=TOWN, score=1.0, tier=None, relation=relation
    )
    assert place_words(where) == words


def test_a_place_in_no_gazetteer_keeps_its_name() -> None:
    where = Resolution(toponym=Toponym(start=0, end=4, text="Xyzz"), place=None, score=0.0, tier=None)
    assert place_words(where) == "Xyzz"


def test_no_toll_is_no_words(make_event: Callable[..., Event]) -> None:
    event = make_event()
    assert toll_words(event.killed, event.injured) == ""
