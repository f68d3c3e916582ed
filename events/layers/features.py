"""What a file with geometry holds before it is judged, and how much of one is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj

from events.errors import UnreadableDataError


def any_field(_: str) -> bool:
    """Say of each field that it is wanted."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much of a file is read: one feature more than ``features``, so that the caller can refuse; ``unpacked`` bytes of an archive or a database."""

    features: int
    unpacked: int

    @property
    def megabytes(self) -> int:
        """``unpacked`` in words for people."""
        return self.unpacked // 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """``geometries`` (None where one cannot be read) in the units of ``crs``, None where the file does not say it; ``properties`` of each; ``links`` to other files passed over."""

    geometries: np.ndarray
    properties: Sequence[Mapping[str, Any]]
    crs: pyproj.CRS | None
    links: int = 0


def one_named(found: Sequence[Any], wanted: str | None, name_of: Callable[[Any], str]) -> Any:
    """Return the layer of a name, the first where none is asked for."""
    if not found:
        raise UnreadableDataError("The file holds no layer with geometry. Choose another, or export the layer anew.")
    named = [each for each in found if wanted is None or name_of(each) == wanted]
    if not named:
        raise UnreadableDataError(
            f"The file has no layer {wanted!r}; it has {', '.join(name_of(each) for each in found[:10])}. Name one of these."
        )
    return named[0]
