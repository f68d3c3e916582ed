"""What a file of one's own holds before it is judged, and what every reader of one asks of it."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj

from geo.errors import LayerError

MOST_FEATURES = 20_000
# The fields that name a feature, the best first.
NAMING = ("name", "label", "title", "name_en", "shapename", "adm1_en", "adm2_en", "description", "type", "status")


# The fields that say how many people live in a feature: population, pop_total, POP2020, and the T_TL of OCHA's tables.
_POPULATION = re.compile(r"(?:total_?)?pop(?:ulation|n)?(?:_?(?:total|tot|sum|est|count))?_?(\d{4})?|t_tl")
_MOST_PEOPLE = 2e9


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLayer:
    """What a file holds, before it is judged: ``geometries`` (None where one cannot be read), ``labels``, ``populations`` (None where a feature brings none), and ``crs``, None where it is not said."""

    geometries: np.ndarray
    labels: Sequence[str]
    populations: Sequence[float | None]
    crs: pyproj.CRS | None
    links: int = 0


def label_of(properties: Mapping[str, Any]) -> str:
    """Return what the fields of a feature call it; "" where they do not."""
    known = {str(key).casefold(): value for key, value in properties.items()}
    return next((str(known[key]) for key in NAMING if isinstance(known.get(key), str | int) and str(known[key])), "")


def is_asked(field: str) -> bool:
    """Say whether a field names a feature or says how many people live there: no other is read."""
    return field.casefold() in NAMING or _POPULATION.fullmatch(field.casefold()) is not None


def population_of(properties: Mapping[str, Any]) -> float | None:
    """Return how many people live in a feature, of several years the last; None where its fields do not say.

    Examples
    --------
    >>> population_of({"POP2019": 4100, "Pop_2021": "4,250", "popup": 7})
    4250.0
    >>> population_of({"population": "many"}) is None
    True
    """
    found = [
        (match[1] or "", number)
        for key, value in properties.items()
        if (match := _POPULATION.fullmatch(str(key).casefold())) and (number := _people(value)) is not None
    ]
    return max(found)[1] if found else None


def _people(value: object) -> float | None:
    try:
        number = float(str(value).replace(",", "").replace("\u00a0", "")) if not isinstance(value, bool) else math.nan
    except ValueError:
        return None
    return number if 0 < number <= _MOST_PEOPLE else None


def refuse_many(number: int) -> None:
    """Refuse more features than a map draws."""
    if number > MOST_FEATURES:
        raise LayerError(
            f"A layer may have {MOST_FEATURES:,} features, this one has more. Cut it to the area you need (in QGIS: Clip), or dissolve it."
        )
