"""How likely a place is the one meant when only its name is known."""

import math

from gazetteer.place import Place

# By GeoNames feature code, for places whose people do not say how well they are known.
_BY_CODE = {"PCLI": 0.97, "CONT": 0.95, "TERR": 0.7, "AIRB": 0.4, "AIRP": 0.3, "AIRQ": 0.2, "CAMP": 0.3, "RGN": 0.5}
_LARGE_AIRPORT_M, _LARGE_AIRPORT = 4_000.0, 0.5


def prominence(place: Place) -> float:
    """Return a place's prior, 0 to 1: towns by the logarithm of their people, areas by class, nature by its extent.

    Ten million people or a region 1,000 km wide come near 0.9; a hamlet or a field near 0.2.
    """
    people = math.log10(place.population + 1) / 7.5
    if place.feature_code in _BY_CODE:
        known = _BY_CODE[place.feature_code]
        large = place.feature_code == "AIRP" and place.radius_m >= _LARGE_AIRPORT_M
        return _LARGE_AIRPORT if large else known
    if place.feature_class == "P":
        return min(0.12 + 0.8 * people + (0.08 if place.feature_code == "PPLC" else 0.0), 0.96)
    if place.feature_code == "ADM1":
        # Below the town of the same name: "Sirte" alone is the town, "Sirte district" the area.
        return min(0.25 + 0.42 * people, 0.85)
    if place.feature_class == "A":
        return 0.1 + 0.35 * people
    extent = math.log10(max(place.radius_m, 1.0)) / 6.0
    return min(max(0.2, extent - 0.15), 0.85)
