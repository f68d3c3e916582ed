"""Strips along lines: borders, coasts, rivers, and the sea off a coast."""

import shapely
from shapely import affinity
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from gazetteer.gazetteer import Gazetteer
from gazetteer.land import SLACK_DEGREES, Land, clipped, country_code, land, outline_of, shared_line
from gazetteer.measure import Measure
from gazetteer.part import half_beyond, outer_part
from gazetteer.place import FeatureClass, Place
from gazetteer.plane import to_lonlat, to_metres
from gazetteer.shape import disc, near, radius_of, ring_sector
from gazetteer.sides import side_of

_BORDER_M = 20_000.0
_COAST_M = 15_000.0
# What reports call a tri-border area reaches a day's drive: Liptako-Gourma, from Dori to beyond Ansongo.
_MEETING_M = 100_000.0
_OFFSHORE_M = 40_000.0
# Rivers are drawn for maps of 1:50 million and pass within 7 km of 95% of the towns on their banks.
_RIVERSIDE_M = 10_000.0
_BESIDE_M = 20_000.0
# "East of the Euphrates" is a third of Syria; where no country is told it is the river's neighbourhood.
_SIDE_M, _NEARBY_M = 250_000.0, 100_000.0
_HALF_ANGLE = 60.0
_SIMPLER_M = 1_000.0
# News distances are round figures, and coasts are drawn coarsely.
_ROUND, _SLACK_M = 0.25, 2_000.0
# Off "the eastern coast" is off the eastern two fifths of it.
_COAST_SHARE = 0.4


def border_strip(
    place: Place, other: Place | None, bearings: tuple[float, ...], measure: Measure | None, gazetteer: Gazetteer
) -> BaseGeometry | None:
    """Return the strip along a border (EPSG:4326), on both sides; None where there is no such border.

    With ``other``, where the two meet; else where a state meets others' land. A town's border is its surroundings.
    """
    lands, code = land(gazetteer), country_code(place)
    outline = outline_of(place, gazetteer)
    if outline is None or outline.area == 0:
        return to_lonlat(place, disc(radius_of(place) + _BORDER_M))
    sides = [outline]
    if other is not None:
        there = outline_of(other, gazetteer)
        line = _shared(lands, place, other, outline, there)
        sides += [] if there is None else [there]
    else:
        line = lands.borders(code) if code else outline.boundary
        sides += [
            around for each in lands.neighbours(place.country_code) if (around := lands.outline(each)) is not None
        ]
    if line is None:
        return None
    width = _BORDER_M if measure is None else measure.most_m * (1 + _ROUND) + _SLACK_M
    strip = _along(to_metres(place, line).simplify(_SIMPLER_M), width)
    if bearings:
        middle = to_metres(place, outline).centroid
        far = 4 * radius_of(place) + shapely.hausdorff_distance(strip.envelope, middle)
        kept = strip.intersection(
            shapely.union_all([ring_sector(0.0, far, bearing, _HALF_ANGLE, middle) for bearing in bearings])
        )
        strip = kept if kept.area > 0 else strip
    area = to_lonlat(place, strip)
    if not code:
        return area
    kept = area.intersection(shapely.union_all([clipped(side, area) for side in sides]))
    return kept if kept.area > 0 else area


def meeting_area(places: tuple[Place, Place, Place], gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return where three states or provinces meet (EPSG:4326): what lies near the border of each two; None where they do not."""
    lands, near = land(gazetteer), []
    outlines = [outline_of(place, gazetteer) for place in places]
    for one, two in ((0, 1), (0, 2), (1, 2)):
        here, there = outlines[one], outlines[two]
        line = None if here is None else _shared(lands, places[one], places[two], here, there)
        if line is None:
            return None
        near.append(to_metres(places[0], line).simplify(_SIMPLER_M).buffer(_MEETING_M, quad_segs=4))
    meeting = shapely.intersection_all(near)
    if meeting.area == 0:
        return None
    area = to_lonlat(places[0], meeting)
    sides = [clipped(outline, area) for outline in outlines if outline is not None]
    return area.intersection(shapely.union_all(sides).buffer(SLACK_DEGREES, quad_segs=2))


def _shared(
    lands: Land, place: Place, other: Place, outline: BaseGeometry, there: BaseGeometry | None
) -> BaseGeometry | None:
    if country_code(place) and country_code(other):
        return lands.border(place.country_code, other.country_code)
    return shared_line(outline, there) if there is not None else None


def coast_strip(place: Place, bearings: tuple[float, ...], gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return the land along a coast or the shore of a lake (EPSG:4326); None where the place has none."""
    outline = outline_of(place, gazetteer)
    if outline is None or outline.area == 0:
        return land(gazetteer).clip(to_lonlat(place, near(place, None)), least_share=0.05)
    line = outline.boundary if place.feature_class is FeatureClass.HYDRO else land(gazetteer).coast(place.country_code)
    if line is None:
        return None
    body = to_metres(place, outline)
    plain = to_metres(place, line).simplify(0.2 * _COAST_M)
    # A state's own coast is a small part of its country's. Cut beyond its width, the rest does not change the strip.
    strip = _along(shapely.clip_by_rect(plain, *shapely.box(*body.bounds).buffer(2 * _COAST_M).bounds), _COAST_M)
    strip = strip.difference(body) if place.feature_class is FeatureClass.HYDRO else strip.intersection(body)
    if strip.area == 0:
        return None
    if bearings:
        strip = shapely.union_all([outer_part(strip, bearing, _COAST_SHARE) for bearing in bearings])
    return to_lonlat(place, strip)


def _along(line: BaseGeometry, metres: float) -> BaseGeometry:
    """Return the strip along a line, on both sides: piece by piece, which takes half the time of the whole at once."""
    pieces = shapely.buffer(shapely.get_parts(line), metres, quad_segs=4)
    return pieces[0] if len(pieces) == 1 else shapely.union_all(pieces)


def river_strip(
    place: Place, other: Place | None, bearings: tuple[float, ...], gazetteer: Gazetteer
) -> BaseGeometry | None:
    """Return the strip along a river (EPSG:4326), on one bank if a direction is given; None where we have no line of it.

    With ``other``, only near that place.
    """
    outline = outline_of(place, gazetteer)
    if outline is None or outline.length == 0 or place.feature_class is not FeatureClass.HYDRO:
        return None
    line = to_metres(place, outline if outline.area == 0 else outline.boundary).simplify(_SIMPLER_M / 2)
    strip = line.buffer(_RIVERSIDE_M, quad_segs=4)
    if bearings:
        # The bank is drawn a little over the line, which is no better than that.
        half = 0.6 * _RIVERSIDE_M
        shifts = [half_beyond(Point(0, 0), bearing, half).centroid for bearing in bearings]
        banks = [affinity.translate(line, shift.x, shift.y).buffer(half, quad_segs=4) for shift in shifts]
        strip = shapely.union_all(banks)
    if other is not None:
        there = to_metres(place, Point(other.lon, other.lat)).buffer(radius_of(other) + _BESIDE_M)
        strip = strip.intersection(there) if strip.intersects(there) else strip
    return to_lonlat(place, strip)


def is_line(place: Place, gazetteer: Gazetteer) -> bool:
    """Return whether a place is drawn as a line, as rivers are."""
    outline = outline_of(place, gazetteer)
    return outline is not None and outline.area == 0 and outline.length > 0


def river_side(
    place: Place, bearings: tuple[float, ...], within: Place | None, gazetteer: Gazetteer
) -> BaseGeometry | None:
    """Return the land on one side of a river (EPSG:4326): deep in the country or province that is meant, else near the river."""
    course = outline_of(place, gazetteer)
    if course is None:
        return None
    line = to_metres(place, course)
    ground = outline_of(within, gazetteer) if within is not None else None
    if ground is not None and ground.area > 0:
        side = side_of(line, bearings, to_metres(place, ground), _SIDE_M)
        if side.area > 0:
            return to_lonlat(place, side)
    side = side_of(line, bearings, line.buffer(_NEARBY_M, quad_segs=4), _NEARBY_M)
    return land(gazetteer).clip(to_lonlat(place, side), least_share=0.0)


def offshore(
    place: Place,
    outline: BaseGeometry | None,
    bearings: tuple[float, ...],
    measure: Measure | None,
    gazetteer: Gazetteer,
) -> BaseGeometry | None:
    """Return the sea off a place (EPSG:4326), at a distance from the coast if one is given; None where there is no sea.

    ``outline`` is the place's, in metres around it.
    """
    lands = land(gazetteer)
    most = _OFFSHORE_M if measure is None else measure.most_m * (1 + _ROUND) + _SLACK_M
    # Plainer the farther off: a large country's coast has thousands of corners.
    plainer = max(_SIMPLER_M, 0.1 * most)
    body = disc(radius_of(place)) if outline is None else outline.simplify(plainer)
    reach = body.buffer(most + plainer + (radius_of(place) if outline is None else 0.0), quad_segs=4)
    if bearings:
        reach = shapely.union_all([outer_part(reach, bearing, _COAST_SHARE) for bearing in bearings])
    area = to_lonlat(place, reach)
    sea = lands.sea(area)
    if sea.area == 0:
        return None
    if measure is None:
        return sea
    ground = to_metres(place, lands.around(area)).simplify(plainer)
    ring = ground.buffer(most, quad_segs=4)
    least = measure.least_m * (1 - _ROUND) - _SLACK_M
    if least > 0:
        ring = ring.difference(ground.buffer(least, quad_segs=4))
    kept = sea.intersection(to_lonlat(place, ring))
    return kept if kept.area > 0 else sea


def inland(place: Place, ring: BaseGeometry, measure: Measure, gazetteer: Gazetteer) -> BaseGeometry:
    """Return the part of a ring (metres around the place) that lies inland (EPSG:4326), as far from the sea as told."""
    area = to_lonlat(place, ring)
    lands = land(gazetteer)
    # Land beyond the ring counts too: its cut edge is no coast.
    wide = to_lonlat(place, ring.envelope.buffer(2 * measure.most_m))
    ground = to_metres(place, lands.around(wide)).simplify(_SIMPLER_M / 2)
    dry = ring.intersection(ground.buffer(-measure.least_m / 2, quad_segs=4))
    return to_lonlat(place, dry) if dry.area > 0 else lands.clip(area, least_share=0.0)
