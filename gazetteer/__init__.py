"""Places and names: which place does a name mean, and what area does a phrase cover?"""

from gazetteer.build import index_path
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
from gazetteer.geoparse import geometry_record, geoparse, place_point, place_record, relation_record, resolution_record
from gazetteer.home import cache_dir, data_dir
from gazetteer.lines import Row, echo_answers
from gazetteer.names import fold
from gazetteer.place import Candidate, FeatureClass, Place, Tier
from gazetteer.recognize import recognize
from gazetteer.resolve import resolve
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
    "Row",
    "Tier",
    "Toponym",
    "UnknownCountryError",
    "UnknownPlaceError",
    "cache_dir",
    "data_dir",
    "echo_answers",
    "find_cue",
    "fold",
    "geometry_record",
    "geoparse",
    "index_path",
    "open_gazetteer",
    "place_point",
    "place_record",
    "recognize",
    "relation_record",
    "resolution_record",
    "resolve",
    "strip_cue",
]
