"""Toponyms as a text writes them, and the decision which place each one means."""

from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from gazetteer.place import Candidate, Place, Tier


class RelationKind(StrEnum):
    """How a phrase relates the area meant to the place it names."""

    PART = "part"  # southern Tripoli: inside
    DIRECTION = "direction"  # south of Tripoli: outside
    DISTANCE = "distance"  # 12 km south of Gharyan
    NEAR = "near"
    OUTSKIRTS = "outskirts"
    BETWEEN = "between"
    ROAD = "road"
    OFFSHORE = "offshore"
    BORDER = "border"
    ALONG = "along"  # a river or coast


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name as written: ``text[start:end]``, 0-based string offsets, the bare name.

    ``cue`` is the type word that belongs to it ("camp", "air base", "town"), lower case, or "". ``is_coordinates``
    where no name stands there but coordinates, readable or not; ``is_dismissed`` where a person says that it is no place.
    ``chance`` is how likely these very words are a place's name (0 to 1), as Dateline's recogniser believes, 1 where lists
    alone decide; None where others found the name.
    """

    start: int
    end: int
    text: str
    is_demonym: bool = False
    is_metonym: bool = False
    cue: str = ""
    is_coordinates: bool = False
    is_dismissed: bool = False
    chance: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A spatial relation; ``start`` and ``end`` cover the whole phrase ("12 km south of Gharyan").

    ``distance_m`` in metres; ``bearing`` in degrees clockwise from north; None where not said.
    ``other`` is the second place that bounds the area: the far end of ``between`` and ``road``, the state on the other
    side of a ``border``, the town near which a river is meant.
    """

    kind: RelationKind
    start: int
    end: int
    distance_m: float | None = None
    bearing: float | None = None
    other: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The decision on one toponym.

    ``place`` is the named anchor or None (abstained); ``footprint`` the area meant, EPSG:4326 lon/lat,
    or None where the place is a point; ``radius_m`` how far the truth may lie from the point, or None
    where the footprint says it; ``where_prec`` UCDP GED 1 (exact) to 7 (international), None if not placed.
    ``area_id`` is the province or country in which the place lies where namesakes there cannot be told apart.
    ``about`` is the country that the text is about, as its other names say (ISO 3166-1 alpha-2, "" where they do not, or
    where nobody asked): a person's choice for the name holds in texts about it.
    ``score`` is the probability that the words are a place's name and mean this place, or one within 161 km of it; of what is
    not placed, of demonyms and of coordinates it is how well they fit by the rules. ``fit`` is that of what is placed, None
    where the score says it.
    """

    toponym: Toponym
    place: Place | None
    score: float
    tier: Tier | None
    reasons: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    relation: Relation | None = None
    footprint: BaseGeometry | None = None
    radius_m: float | None = None
    area_id: str | None = None
    where_prec: int | None = None
    needs_review: bool = False
    about: str = ""
    fit: float | None = None

    @property
    def is_adjective(self) -> bool:
        """Return whether a demonym only says whose: "Libyan forces", but not "the Libyan border"."""
        return self.toponym.is_demonym and self.relation is None
