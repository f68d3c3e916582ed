"""Places and names: which place does a name mean, and what area does a phrase cover?"""

from gazetteer.cues import Cue, find_cue, strip_cue
from gazetteer.errors import (
    BadPlacesFileError,
    GazetteerError,
    IndexBrokenError,
    IndexMissingError,
    UnknownCountryError,
    UnknownPlaceError,
)
from gazetteer.gazetteer import Gazetteer, open_gazetteer
from gazetteer.home import cache_dir, data_dir
from gazetteer.names import fold
from gazetteer.place import Candidate, FeatureClass, Place, Tier
from gazetteer.toponym import Relation, RelationKind, Resolution, Toponym

__all__ = [
    "BadPlacesFileError",
    "Candidate",
    "Cue",
    "FeatureClass",
    "Gazetteer",
    "GazetteerError",
    "IndexBrokenError",
    "IndexMissingError",
    "Place",
    "Relation",
    "RelationKind",
    "Resolution",
    "Tier",
    "Toponym",
    "UnknownCountryError",
    "UnknownPlaceError",
    "cache_dir",
    "data_dir",
    "find_cue",
    "fold",
    "open_gazetteer",
    "strip_cue",
]
