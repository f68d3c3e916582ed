"""Which country a point lies in, by the countries' outlines."""

from functools import lru_cache
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer


@lru_cache(maxsize=2)
def country_outlines(gazetteer: "Gazetteer") -> tuple[shapely.STRtree, tuple[BaseGeometry, ...], tuple[str, ...]]:
    """Return the countries' outlines (EPSG:4326, valid) in a tree, by position, and their ISO 3166-1 alpha-2 codes."""
    drawn = [(gazetteer.outline(gazetteer.country(code).place_id), code) for code in gazetteer.country_codes()]
    outlines = tuple(shapely.make_valid(outline) for outline, _ in drawn if outline is not None)
    return shapely.STRtree(outlines), outlines, tuple(code for outline, code in drawn if outline is not None)


def country_at(lon: float, lat: float, gazetteer: "Gazetteer") -> str:
    """Return the code of the country that holds a point (degrees), "" at sea.

    Examples
    --------
    >>> from gazetteer import open_gazetteer
    >>> country_at(13.19, 32.2, open_gazetteer()), country_at(-30.0, 0.0, open_gazetteer())
    ('LY', '')
    """
    tree, _, codes = country_outlines(gazetteer)
    inside = sorted(tree.query(Point(lon, lat), predicate="intersects").tolist())
    return codes[inside[0]] if inside else ""
