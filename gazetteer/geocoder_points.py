"""What a geocoder answers to coordinates in a query: "32.8872, 13.1913", degrees and minutes, MGRS, UTM."""

from geopy.exc import GeocoderQueryError
from geopy.location import Location

from gazetteer.address import address_of
from gazetteer.address_lookup import Box, is_inside
from gazetteer.coordinate_place import resolve_mention
from gazetteer.coordinates import parse_coordinates
from gazetteer.gazetteer import Gazetteer
from gazetteer.json_record import place_record


def locate_point(query: str, gazetteer: Gazetteer, codes: tuple[str, ...], box: Box | None) -> list[Location] | None:
    """Return the point that a query of nothing but coordinates means; None where it is anything else.

    The list is empty where the point lies outside of what was asked for.

    Raises
    ------
    geopy.exc.GeocoderQueryError
        If the coordinates are out of range.
    """
    mention = parse_coordinates(query)
    if mention is None:
        return None
    resolution = resolve_mention(mention, gazetteer)
    place = resolution.place
    if place is None:
        raise GeocoderQueryError(" ".join(resolution.reasons))
    if (codes and place.country_code not in codes) or (box is not None and not is_inside(place.lon, place.lat, box)):
        return []
    raw = {
        **place_record(place),
        "radius_m": place.radius_m,
        "is_rough": False,
        "score": resolution.score,
        "tier": None if resolution.tier is None else resolution.tier.value,
        "reasons": list(resolution.reasons),
        "needs_review": resolution.needs_review,
    }
    return [Location(address_of(place, gazetteer), (place.lat, place.lon), raw)]
