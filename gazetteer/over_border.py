"""Places just over the border of the country that a text is about: shells land there too."""

from functools import lru_cache

import shapely
from pyproj import Geod

from gazetteer.gazetteer import Gazetteer
from gazetteer.land import land
from gazetteer.place import FeatureClass, Place

_GEOD = Geod(ellps="WGS84")
# Reports on a country name its neighbours' towns this far over the border; of villages the name says too little.
_REACH_KM, _LEAST_PEOPLE = 150.0, 20_000


@lru_cache(maxsize=4096)
def km_over_border(place: Place, code: str, gazetteer: Gazetteer) -> float | None:
    """Return how far over a country's land border a town or base lies, in kilometres; None where it is too far or small.

    ``code`` is the ISO 3166-1 alpha-2 code of the country that the text is about.
    """
    is_town = place.feature_class is FeatureClass.POPULATED and place.population >= _LEAST_PEOPLE
    outline = land(gazetteer).outline(code)
    is_next_door = place.country_code in land(gazetteer).neighbours(code)
    if outline is None or not is_next_door or not (is_town or place.feature_class is FeatureClass.SPOT):
        return None
    line = shapely.shortest_line(shapely.Point(place.lon, place.lat), outline)
    (lon, lat), (there_lon, there_lat) = shapely.get_coordinates(line)
    km = float(_GEOD.inv(lon, lat, there_lon, there_lat)[2]) / 1000
    return km if km <= _REACH_KM else None
