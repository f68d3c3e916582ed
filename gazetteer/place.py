"""Places: one gazetteer entry, and the candidates a name might mean."""

from dataclasses import dataclass
from enum import StrEnum


class FeatureClass(StrEnum):
    """GeoNames feature classes."""

    ADMIN = "A"
    HYDRO = "H"
    AREA = "L"
    POPULATED = "P"
    ROAD = "R"
    SPOT = "S"
    TERRAIN = "T"
    UNDERSEA = "U"
    VEGETATION = "V"


class Tier(StrEnum):
    """How a name was matched, from the surest to the loosest."""

    EXACT = "exact"
    FOLDED = "folded"
    CUE = "cue-stripped"
    ABBREVIATION = "abbreviation"
    SKELETON = "transliteration"
    TYPO = "typo"
    ONLINE = "online"  # found by a service online, in no gazetteer of ours


# Matches by sound or with a typing error.
LOOSE_TIERS = frozenset({Tier.SKELETON, Tier.TYPO})


# Ours, where GeoNames has no code: a point that a text gives by its coordinates.
COORDINATES = "COORD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One gazetteer entry.

    Attributes
    ----------
    place_id
        Stable across rebuilds: the source's prefix and its own id, ``gn:2210247``.
    lon, lat
        EPSG:4326 degrees. Where ``is_rough``, the parent's representative point.
    country_code
        ISO 3166-1 alpha-2, upper case; empty for what lies in no single country.
    radius_m
        How far the place reaches from its point; covers the whole parent where ``is_rough``.
    is_rough
        True where only the parent area is known.
    parent_id
        The containing place, or None.
    """

    place_id: str
    name: str
    lon: float
    lat: float
    country_code: str
    feature_class: FeatureClass
    feature_code: str
    radius_m: float
    admin1_code: str = ""
    geonames_id: int | None = None
    population: int = 0
    parent_id: str | None = None
    is_rough: bool = False

    @property
    def is_coordinates(self) -> bool:
        """Return whether the place is a point that a text gives by coordinates; ``radius_m`` is what their digits leave open."""
        return self.feature_code == COORDINATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A gazetteer place that a toponym might mean; ``score`` runs from 0 to 1, reasons are plain words."""

    place: Place
    score: float
    tier: Tier
    reasons: tuple[str, ...] = ()
