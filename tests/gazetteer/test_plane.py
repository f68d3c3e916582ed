"""The plane around a place, beside PROJ's own azimuthal equidistant projection."""

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from gazetteer import Gazetteer
from gazetteer.plane import to_lonlat, to_metres

CLOSE_M = 0.001


@pytest.mark.parametrize("name", ["Tripoli", "Longyearbyen", "Suva"])
def test_the_plane_is_the_azimuthal_equidistant_projection(name: str, gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup(name)[0].place
    shape = shapely.Point(place.lon, place.lat).buffer(1.5)
    local = f"+proj=aeqd +lat_0={place.lat} +lon_0={place.lon} +datum=WGS84 +units=m"
    theirs = shapely.transform(
        shape, Transformer.from_crs("EPSG:4326", local, always_xy=True).transform, interleaved=False
    )
    ours = to_metres(place, shape)
    assert np.abs(shapely.get_coordinates(ours) - shapely.get_coordinates(theirs)).max() < CLOSE_M
    back = to_lonlat(place, ours)
    assert back.symmetric_difference(shape).area < 1e-6 * shape.area or not -178 < place.lon < 178
