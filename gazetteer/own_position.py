"""Whether places of one's own lie where their countries and their names say: lon and lat are easily swapped."""

from collections.abc import Mapping
from functools import lru_cache

from pyproj import Geod

from gazetteer.countries import country_outlines
from gazetteer.errors import BadPlacesFileError
from gazetteer.gazetteer import Gazetteer
from gazetteer.own_row import OwnPlace
from gazetteer.place import LOOSE_TIERS, Place

# How far outside its country's box a place may lie: at sea, or where outlines are coarse.
_MARGIN_DEGREES = 1.0
# So near to a listed place of its name a place is that one; so many rows are asked.
_SAME_M, _MOST_ASKED = 50_000.0, 200
_GEOD = Geod(ellps="WGS84")
_Box = tuple[float, float, float, float]


def outside_their_countries(places: Mapping[int, OwnPlace], gazetteer: Gazetteer) -> dict[int, str]:
    """Return the numbers of the rows whose places lie far off the country they name, with what may be wrong.

    Raises
    ------
    BadPlacesFileError
        If all do and would not with lon and lat swapped.
    """
    boxes = _country_boxes(gazetteer)
    told = [number for number, own in places.items() if own.place.country_code in boxes]
    outside = [number for number in told if is_outside(places[number], gazetteer)]
    gone = [places[number].place for number in outside]
    swapped = [_fits(boxes[place.country_code], place.lat, place.lon) for place in gone]
    if outside and len(outside) == len(told) and all(swapped):
        where = ", ".join(sorted({place.country_code for place in gone}))
        raise _swapped(f"All rows fall outside {where}")
    words = {True: "did you swap lon and lat?", False: "the country or the coordinates are wrong"}
    return {number: words[is_swapped] for number, is_swapped in zip(outside, swapped, strict=True)}


def refuse_swapped_names(places: Mapping[int, OwnPlace], gazetteer: Gazetteer) -> None:
    """Refuse rows without a country of which listed names lie where lon and lat would put them swapped, and none as it is.

    Raises
    ------
    BadPlacesFileError
        With the sentence that asks whether they are swapped.
    """
    as_is, swapped = 0, []
    for own in list(places.values())[:_MOST_ASKED]:
        place = own.place
        if not place.place_id.startswith("own:") or not -90 <= place.lon <= 90:
            continue
        found = [c.place for c in gazetteer.lookup(place.name) if c.tier not in LOOSE_TIERS]
        as_is += any(_is_at(place.lon, place.lat, known) for known in found)
        swapped += [place.name] if any(_is_at(place.lat, place.lon, known) for known in found) else []
    if swapped and not as_is:
        raise _swapped(
            f"{' and '.join(swapped[:2])} would lie where we know {'them' if swapped[1:] else 'it'} the other way round"
        )


def _swapped(what: str) -> BadPlacesFileError:
    return BadPlacesFileError(
        f"{what}; did you swap lon and lat? Longitude is the column lon, latitude lat. Nothing was added."
    )


def _is_at(lon: float, lat: float, known: Place) -> bool:
    return abs(lat) <= 90 and float(_GEOD.inv(lon, lat, known.lon, known.lat)[2]) < _SAME_M


def is_outside(own: OwnPlace, gazetteer: Gazetteer) -> bool:
    """Return whether a place lies far off the country that it names; False where it names none."""
    box = _country_boxes(gazetteer).get(own.place.country_code)
    return box is not None and not _fits(box, own.place.lon, own.place.lat)


@lru_cache(maxsize=2)
def _country_boxes(gazetteer: Gazetteer) -> dict[str, _Box]:
    _, outlines, codes = country_outlines(gazetteer)
    return {code: outline.bounds for code, outline in zip(codes, outlines, strict=True)}


def _fits(box: _Box, lon: float, lat: float) -> bool:
    west, south, east, north = box
    across = west - _MARGIN_DEGREES <= lon <= east + _MARGIN_DEGREES
    return across and south - _MARGIN_DEGREES <= lat <= north + _MARGIN_DEGREES
