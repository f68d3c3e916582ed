"""Places and names: which place does a name mean, and what area does a phrase cover?"""

from gazetteer.build import index_path
from gazetteer.cues import Cue, find_cue, strip_cue
from gazetteer.errors import (
    BadPlacesFileError,
    GazetteerError,
    IndexBrokenError,
    IndexMissingError,
    PlacesBrokenError,
    PlacesLockedError,
    PlacesReadOnlyError,
    UnknownCountryError,
    UnknownPlaceError,
)
from gazetteer.gazetteer import Gazetteer, open_world
from gazetteer.geoparse import geometry_record, geoparse, place_point, place_record, relation_record, resolution_record
from gazetteer.home import cache_dir, data_dir, default_project
from gazetteer.lines import Row, echo_answers
from gazetteer.names import fold
from gazetteer.opening import open_gazetteer
from gazetteer.own_places import Added, OwnPlaces
from gazetteer.own_row import OwnPlace
from gazetteer.place import Candidate, FeatureClass, Place, Tier
from gazetteer.places_table import BadRow, PlacesTable, read_table
from gazetteer.project_file import Failures, ProjectFile
from gazetteer.recognize import recognize
from gazetteer.resolve import resolve
from gazetteer.toponym import Relation, RelationKind, Resolution, Toponym

__all__ = [
    "Added",
    "BadPlacesFileError",
    "BadRow",
    "Candidate",
    "Cue",
    "Failures",
    "FeatureClass",
    "Gazetteer",
    "GazetteerError",
    "IndexBrokenError",
    "IndexMissingError",
    "OwnPlace",
    "OwnPlaces",
    "Place",
    "PlacesBrokenError",
    "PlacesLockedError",
    "PlacesReadOnlyError",
    "PlacesTable",
    "ProjectFile",
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
    "default_project",
    "echo_answers",
    "find_cue",
    "fold",
    "geometry_record",
    "geoparse",
    "index_path",
    "open_gazetteer",
    "open_world",
    "place_point",
    "place_record",
    "read_table",
    "recognize",
    "relation_record",
    "resolution_record",
    "resolve",
    "strip_cue",
]
