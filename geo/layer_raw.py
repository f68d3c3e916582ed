"""What a file of one's own holds before it is judged, and what every reader of one asks of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj

from geo.errors import LayerError

MOST_FEATURES = 20_000
MOST_UNPACKED = 64 * 1024**2
# The fields that name a feature, the best first.
NAMING = ("name", "label", "title", "name_en", "shapename", "adm1_en", "adm2_en", "description", "type", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLayer:
    """What a file holds, before it is judged: ``geometries`` (None where one cannot be read), ``labels``, and ``crs``, None where it is not said."""

    geometries: np.ndarray
    labels: Sequence[str]
    crs: pyproj.CRS | None
    links: int = 0


def label_of(properties: Mapping[str, Any]) -> str:
    """Return what the fields of a feature call it; "" where they do not."""
    known = {str(key).casefold(): value for key, value in properties.items()}
    return next((str(known[key]) for key in NAMING if isinstance(known.get(key), str | int) and str(known[key])), "")


def refuse_many(number: int) -> None:
    """Refuse more features than a map draws."""
    if number > MOST_FEATURES:
        raise LayerError(
            f"A layer may have {MOST_FEATURES:,} features, this one has more. Cut it to the area you need (in QGIS: Clip), or dissolve it."
        )


def one_named(found: Sequence[Any], wanted: str | None, name_of: Callable[[Any], str]) -> Any:
    """Return the layer of a name, the first where none is asked for."""
    if not found:
        raise LayerError("The file holds no layer with geometry. Choose another, or export the layer anew.")
    named = [each for each in found if wanted is None or name_of(each) == wanted]
    if not named:
        raise LayerError(
            f"The file has no layer {wanted!r}; it has {', '.join(name_of(each) for each in found[:10])}. Name one of these."
        )
    return named[0]
