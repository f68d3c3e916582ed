"""Points given by coordinates as places: made from what a text writes, found by searching for them, known by ``geo:`` ids."""

import re
from typing import TYPE_CHECKING

from gazetteer.coordinates import parse_positions
from gazetteer.countries import country_at
from gazetteer.mention import CoordinateMention, Form
from gazetteer.place import COORDINATES, Candidate, FeatureClass, Place, Tier

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer

# A geo URI (RFC 5870); "u" is the uncertainty in metres.
_ID = re.compile(
    r"geo:(?P<lat>-?[0-9]{1,2}\.[0-9]{5}),(?P<lon>-?[0-9]{1,3}\.[0-9]{5});u=(?P<radius>[0-9]{1,7}(?:\.[0-9])?)"
)
_SCORE = 0.99
# What programs write is no name for people.
_COPIED = frozenset({Form.GEOJSON, Form.WKT, Form.KML})
# Towns farther off say nothing of where a point is; one 10 km off counts half of one at the point.
_NEAREST_M, _HALF_M = 100_000.0, 10_000.0


def point_place(mention: CoordinateMention, gazetteer: "Gazetteer") -> Place | None:
    """Return the point of coordinates as a place, None where they mean none."""
    if mention.lon is None or mention.lat is None or mention.radius_m is None:
        return None
    is_copied = mention.form in _COPIED
    name = f"{mention.lat:.6g}, {mention.lon:.6g}" if is_copied else " ".join(mention.text.split())
    return _place(name, mention.lon, mention.lat, mention.radius_m, gazetteer)


def point_of_id(place_id: str, gazetteer: "Gazetteer") -> Place | None:
    """Return the point that an id of :func:`point_place` says, under the name of its numbers; None for another id."""
    match = _ID.fullmatch(place_id)
    if match is None or abs(float(match["lat"])) > 90 or abs(float(match["lon"])) > 180:
        return None
    lat, lon = float(match["lat"]), float(match["lon"])
    return _place(f"{lat:.5f}, {lon:.5f}", lon, lat, float(match["radius"]), gazetteer)


def search_points(query: str, gazetteer: "Gazetteer", *, country: str | None, limit: int) -> tuple[Candidate, ...]:
    """Return the points that a query of coordinates and nothing else means, then the towns nearest to them.

    Points at sea lie in no country, so ``country`` (ISO 3166-1 alpha-2) keeps only the towns to it. Empty where the
    query is anything else, or means no point.
    """
    places = [place for mention in parse_positions(query) if (place := point_place(mention, gazetteer)) is not None]
    points = [
        Candidate(place=place, score=_SCORE, tier=Tier.EXACT, reasons=("the coordinates as written",))
        for place in places
    ]
    near: dict[str, Candidate] = {}
    for point in places:
        for town, metres in gazetteer.nearest_places(point.lon, point.lat, limit=limit, radius_m=_NEAREST_M):
            score = round(_SCORE / (1 + metres / _HALF_M), 4)
            if country in {None, town.country_code} and score > (
                near[town.place_id].score if town.place_id in near else 0
            ):
                near[town.place_id] = Candidate(
                    place=town, score=score, tier=Tier.EXACT, reasons=(f"{_length(metres)} from {point.name}",)
                )
    towns = sorted(near.values(), key=lambda candidate: (-candidate.score, candidate.place.place_id))
    return (*points, *towns)[:limit]


def _length(metres: float) -> str:
    return "less than 1 km" if metres < 1000 else f"{metres / 1000:.0f} km"


def _place(name: str, lon: float, lat: float, radius_m: float, gazetteer: "Gazetteer") -> Place:
    lon, lat = round(lon, 6), round(lat, 6)
    return Place(
        place_id=f"geo:{lat:.5f},{lon:.5f};u={radius_m:.1f}", name=name, lon=lon, lat=lat, radius_m=radius_m,
        country_code=country_at(lon, lat, gazetteer), feature_class=FeatureClass.SPOT, feature_code=COORDINATES,
    )  # fmt: skip
