"""Kinds of places in plain words, for readers who do not know GeoNames' codes."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazetteer.place import Place

_FILE = Path(__file__).parent / "data" / "kinds.toml"
# GeoNames gives towns and villages one code; the words go by their people. Bounds of our own.
_CITY, _TOWN = 100_000, 5_000


@dataclass(frozen=True, slots=True)
class _Table:
    classes: dict[str, str]
    codes: dict[str, str]
    offered: dict[str, float]
    called: dict[str, str]


@cache
def _table() -> _Table:
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return _Table(
        raw["classes"], raw["codes"], {kind: float(reach) for kind, reach in raw["offered"].items()}, raw["called"]
    )


def kind_words(place: Place) -> str:
    """Say what kind of place it is.

    Examples
    --------
    >>> from gazetteer.place import FeatureClass
    >>> kind_words(Place(place_id="x", name="X", lon=0, lat=0, country_code="LY", feature_class=FeatureClass.SPOT,
    ...                  feature_code="AIRB", radius_m=2500))
    'air base'
    """
    if place.feature_code == "PPL" and place.population:
        return "city" if place.population >= _CITY else "town" if place.population >= _TOWN else "village"
    return code_words(place.feature_class, place.feature_code)


def code_words(feature_class: str, feature_code: str) -> str:
    """Say what a GeoNames feature class and code stand for; an unknown code is called by its class.

    Examples
    --------
    >>> code_words("S", "CMPRF"), code_words("S", "XYZ")
    ('refugee camp', 'site')
    """
    table = _table()
    return table.codes.get(feature_code) or table.classes.get(feature_class, "place")


def offered_kinds() -> dict[str, str]:
    """Return the kinds that a form offers: GeoNames' class and code ("S/AIRB") by which `read_row` knows it, and its words."""
    return {kind: code_words(*kind.split("/")) for kind in _table().offered}


def kind_called(words: str) -> str | None:
    """Return the kind ("S/PSTB") that words mean, as a form offers it or as reports call it; None for other words.

    Examples
    --------
    >>> kind_called("Checkpoint"), kind_called("front line"), kind_called("village green")
    ('S/PSTP', 'L/MILZ', None)
    """
    word = words.strip().lower().replace("-", " ").replace("_", " ")
    table = _table()
    return table.called.get(word) or next((kind for kind, shown in offered_kinds().items() if shown == word), None)


def usual_reach_m(kind: str) -> float | None:
    """Return how far a place of an offered kind ("S/AIRB") usually reaches, None for another kind.

    Examples
    --------
    >>> usual_reach_m("S/AIRB"), usual_reach_m("S/XYZ")
    (2500.0, None)
    """
    return _table().offered.get(kind)
