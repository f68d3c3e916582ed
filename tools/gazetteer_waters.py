"""What rivers and seas have in common while the gazetteer is built: their names, and the country they lie in."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import shapely
from gazetteer_rows import Row
from shapely.geometry.base import BaseGeometry

from gazetteer.names import fold

WATERS = Path(__file__).parents[1] / "gazetteer/data/waters.toml"
# A water belongs to a country when that country holds this share of its line.
SHARE_OF_ONE_COUNTRY = 0.9
# A bay is a country's own when it is no larger than this and no other country's land is nearer to it than that.
BAY_M, SHORE_DEG = 500_000.0, 0.15


@dataclass(frozen=True, slots=True)
class Land:
    """The countries with their outlines, in a tree."""

    rows: tuple[Row, ...]
    tree: shapely.STRtree

    def around(self, line: BaseGeometry) -> Row | None:
        """Return the country in which nearly all of a line lies, or None."""
        whole = float(line.length)
        for number in sorted(int(each) for each in self.tree.query(line, predicate="intersects")):
            if float(line.intersection(self.rows[number].outline).length) >= SHARE_OF_ONE_COUNTRY * whole:
                return self.rows[number]
        return None

    def beside(self, water: BaseGeometry) -> Row | None:
        """Return the one country on whose shore a water lies, or None."""
        shores = self.tree.query(water, predicate="dwithin", distance=SHORE_DEG)
        return self.rows[int(shores[0])] if len(shores) == 1 else None

    def without(self, water: BaseGeometry) -> BaseGeometry:
        """Return a water without the land that a coarse outline covers."""
        near = [self.rows[int(number)].outline for number in self.tree.query(water, predicate="intersects")]
        return water.difference(shapely.union_all(near)) if near else water


def read_land(countries: Sequence[Row]) -> Land:
    """Return the countries that have an outline."""
    drawn = tuple(row for row in countries if row.outline is not None)
    return Land(drawn, shapely.STRtree([row.outline for row in drawn]))


def read_waters() -> dict[str, dict[str, dict[str, list[object]]]]:
    """Return ``waters.toml``: the tables ``rivers`` and ``seas`` by name, and the list ``left_out``."""
    return tomllib.loads(WATERS.read_text(encoding="utf-8"))


def slug(name: str) -> str:
    """Return a name as it stands in an id: "Gulf of Aden" is "gulf-of-aden"."""
    return fold(name).replace(" ", "-")
