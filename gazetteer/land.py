"""Land and sea, coasts and borders, from the outlines of all countries."""

from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.gazetteer import Gazetteer
from gazetteer.place import Place
from gazetteer.plane import polygons

# Countries are drawn for maps of 1:50 million: coasts and borders lie within about two kilometres of the true ones.
SLACK_DEGREES = 0.02


class Land:
    """The land of all countries, looked up by area; made once for a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        found = {code: gazetteer.outline(gazetteer.country(code).place_id) for code in gazetteer.country_codes()}
        self._outlines = {code: outline for code, outline in found.items() if outline is not None}
        self._codes = tuple(self._outlines)
        self._tree = shapely.STRtree(list(self._outlines.values()))
        self._neighbours = lru_cache(maxsize=256)(self._read_neighbours)
        self._borders = lru_cache(maxsize=256)(self._read_border)
        # The longest, Canada's, takes 300 kB, all together 2 MB.
        self._coasts = lru_cache(maxsize=256)(self._read_coast)

    def outline(self, code: str) -> BaseGeometry | None:
        """Return a country's outline, or None where there is none."""
        return self._outlines.get(code)

    def around(self, area: BaseGeometry) -> BaseGeometry:
        """Return the land within the boxes around the parts of an area (EPSG:4326)."""
        found = []
        for part in shapely.get_parts(area):
            if not part.is_empty:
                # What lies just outside the box counts too where land is widened by the slack.
                box = shapely.box(*part.bounds).buffer(1.5 * SLACK_DEGREES, join_style="mitre")
                found += [clipped(self._outlines[self._codes[at]], box) for at in self._tree.query(box)]
        return polygons(shapely.union_all(found))

    def covers(self, area: BaseGeometry) -> bool:
        """Return whether an area lies wholly in one country."""
        return bool(len(self._tree.query(area, predicate="within")))

    def share(self, line: BaseGeometry) -> float:
        """Return which share of a line's length lies on land."""
        return float(line.intersection(self.around(line)).length / line.length) if line.length > 0 else 1.0

    def clip(self, area: BaseGeometry, *, least_share: float) -> BaseGeometry:
        """Return the part of an area that lies on land, or the whole where that is less than a share of it."""
        if self.covers(area):
            return area
        kept = area.intersection(self.around(area).buffer(SLACK_DEGREES, quad_segs=2))
        return polygons(kept) if kept.area > 0 and kept.area >= least_share * area.area else area

    def clip_to_country(self, area: BaseGeometry, code: str) -> BaseGeometry:
        """Return the part of an area that lies in a country; the part on land where none does."""
        outline = self._outlines.get(code)
        if outline is not None:
            wide = shapely.box(*area.bounds).buffer(1.5 * SLACK_DEGREES)
            kept = area.intersection(clipped(outline, wide).buffer(SLACK_DEGREES, quad_segs=2))
            if kept.area > 0:
                return polygons(kept)
        return self.clip(area, least_share=0.0)

    def sea(self, area: BaseGeometry) -> BaseGeometry:
        """Return the part of an area that is no country's land; may be empty."""
        return area.difference(self.around(area))

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Return the codes of the countries that share a land border with one, sorted."""
        return self._neighbours(code)

    def _read_neighbours(self, code: str) -> tuple[str, ...]:
        outline = self._outlines.get(code)
        if outline is None:
            return ()
        near = self._tree.query(outline, predicate="dwithin", distance=SLACK_DEGREES)
        return tuple(sorted(self._codes[at] for at in near if self._codes[at] != code))

    def border(self, code: str, other: str) -> BaseGeometry | None:
        """Return the line where two countries meet, or None where they do not."""
        return self._borders(code, other)

    def _read_border(self, code: str, other: str) -> BaseGeometry | None:
        one, two = self._outlines.get(code), self._outlines.get(other)
        return None if one is None or two is None else shared_line(one, two)

    def borders(self, code: str) -> BaseGeometry | None:
        """Return the line where a country meets others' land, or None for an island."""
        lines = [line for other in self.neighbours(code) if (line := self.border(code, other)) is not None]
        return shapely.union_all(lines) if lines else None

    def coast(self, code: str) -> BaseGeometry | None:
        """Return the line where a country meets the sea, or None where it does not."""
        return self._coasts(code)

    def _read_coast(self, code: str) -> BaseGeometry | None:
        outline = self._outlines.get(code)
        if outline is None:
            return None
        boundary, here, beside = outline.boundary, shapely.box(*outline.bounds).buffer(1), []
        shapely.prepare(boundary)
        for other in self.neighbours(code):
            # Of a neighbour's many islands few lie beside the country.
            parts = shapely.get_parts(clipped(self._outlines[other], here))
            near = parts[shapely.dwithin(boundary, parts, 2 * SLACK_DEGREES)]
            beside += shapely.buffer(near, SLACK_DEGREES, quad_segs=2).tolist()
        line = boundary.difference(shapely.union_all(beside))
        # Slivers remain where two outlines disagree.
        parts = [part for part in shapely.get_parts(shapely.line_merge(line)) if part.length > 5 * SLACK_DEGREES]
        return shapely.union_all(parts) if parts else None


@lru_cache(maxsize=2)
def land(gazetteer: Gazetteer) -> Land:
    """Return the land of a gazetteer's countries, made once."""
    return Land(gazetteer)


def shared_line(one: BaseGeometry, two: BaseGeometry) -> BaseGeometry | None:
    """Return the part of the first outline's boundary that lies on the second's, or None where they do not meet."""
    margin = 3 * SLACK_DEGREES
    here = shapely.box(*one.bounds).buffer(margin).intersection(shapely.box(*two.bounds).buffer(margin))
    if here.is_empty:
        return None
    boundary = shapely.clip_by_rect(one.boundary, *here.bounds)
    other = clipped(two, here.buffer(margin)).buffer(SLACK_DEGREES, quad_segs=2)
    line = boundary.intersection(other)
    return line if line.length > 0 else None


def outline_of(place: Place, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return a place's outline (EPSG:4326), or None where there is none or the place, found online, is not ours."""
    return gazetteer.outline(place.place_id) if gazetteer.holds(place.place_id) else None


@lru_cache(maxsize=1024)
def reaches(place: Place, code: str, gazetteer: Gazetteer) -> bool:
    """Return whether what lies in no single country, a river or a sea, has a part in this one or on its coast."""
    outline, country = outline_of(place, gazetteer), land(gazetteer).outline(code)
    return outline is not None and country is not None and bool(outline.dwithin(country, SLACK_DEGREES))


def country_code(place: Place) -> str:
    """Return the code of a place that is a country, "" for any other."""
    return place.country_code if place.feature_code.startswith("PCL") else ""


def clipped(outline: BaseGeometry, box: BaseGeometry) -> BaseGeometry:
    """Return the part of an outline within the box around another shape."""
    part = shapely.clip_by_rect(outline, *box.bounds)
    return polygons(part if part.is_valid else shapely.make_valid(part))
