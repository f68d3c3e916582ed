"""Records as JSON text in which each outline is written once: a country's is 100 kB, and reports name the same ones again and again."""

import json
import secrets
from collections import OrderedDict
from dataclasses import dataclass

import shapely

# Text of the outlines named last that is kept, in characters: some two hundred countries.
_MOST_KEPT = 32_000_000
_DEGREES = 1e-6
_TOKEN = secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class WrittenOutline:
    """A geometry that `json_line` writes as GeoJSON (lon, lat; six decimals), from memory where it was written before."""

    geometry: shapely.Geometry


def written_outline(geometry: shapely.Geometry | None) -> WrittenOutline | None:
    """Return a geometry as what `json_line` writes fast; see `gazetteer.json_record.Outline`."""
    return None if geometry is None else WrittenOutline(geometry)


def json_line(record: dict[str, object]) -> str:
    """Return a record as one line of ASCII JSON; its values may be `WrittenOutline` too.

    Examples
    --------
    >>> json_line({"at": WrittenOutline(shapely.Point(13.0, 32.5))})
    '{"at": {"type":"Point","coordinates":[13.0,32.5]}}'
    """
    outlines: list[str] = []

    def stand_in(value: object) -> str:
        if not isinstance(value, WrittenOutline):
            raise TypeError(f"expected JSON's own types or an outline, got {type(value).__name__}")
        outlines.append(_KEPT.text(value.geometry))
        return _TOKEN

    # A text cannot hold the token by design: nobody knew it when the text was written.
    parts = json.dumps(record, ensure_ascii=True, default=stand_in).split(f'"{_TOKEN}"')
    if not outlines:
        return parts[0]
    return "".join(piece for pair in zip(parts, (*outlines, ""), strict=True) for piece in pair)


class _Outlines:
    """The texts of the geometries written last; a geometry is known by itself, which the gazetteer keeps for each place."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[shapely.Geometry, str]] = OrderedDict()
        self._length = 0

    def text(self, geometry: shapely.Geometry) -> str:
        """Return a geometry as GeoJSON."""
        key = id(geometry)
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
            return known[1]
        text: str = shapely.to_geojson(shapely.set_precision(geometry, _DEGREES))
        # The geometry is kept with its text, so that no other one takes its id.
        self._kept[key] = geometry, text
        self._length += len(text)
        while self._length > _MOST_KEPT:
            self._length -= len(self._kept.popitem(last=False)[1][1])
        return text


_KEPT = _Outlines()
