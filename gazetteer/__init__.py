"""Places and names: which place does a name mean, and what area does a phrase cover?"""

from importlib import import_module
from typing import TYPE_CHECKING

from gazetteer.build import index_path
from gazetteer.cues import Cue, find_cue, strip_cue
from gazetteer.errors import (
    BadPlacesFileError,
    GazetteerError,
    IndexBrokenError,
    IndexMissingError,
    OnlineFailedError,
    OnlineRefusedError,
    PlacesBrokenError,
    PlacesLockedError,
    PlacesReadOnlyError,
    UnknownCountryError,
    UnknownPlaceError,
)
from gazetteer.gazetteer import Gazetteer, open_world
from gazetteer.geoparse import geoparse, place_point
from gazetteer.home import cache_dir, data_dir, default_project, product_version
from gazetteer.json_record import geometry_record, place_record, relation_record, resolution_record
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

if TYPE_CHECKING:
    from gazetteer.geocoder import Dateline
    from gazetteer.online import search_online

# geopy takes a fifth as long to import as all the rest: it is imported when one of these is first used.
_NEEDS_GEOPY = {"Dateline": "gazetteer.geocoder", "search_online": "gazetteer.online"}

__all__ = [
    "Added",
    "BadPlacesFileError",
    "BadRow",
    "Candidate",
    "Cue",
    "Dateline",
    "Failures",
    "FeatureClass",
    "Gazetteer",
    "GazetteerError",
    "IndexBrokenError",
    "IndexMissingError",
    "OnlineFailedError",
    "OnlineRefusedError",
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
    "product_version",
    "read_table",
    "recognize",
    "relation_record",
    "resolution_record",
    "resolve",
    "search_online",
    "strip_cue",
]


def __getattr__(name: str) -> object:
    if name in _NEEDS_GEOPY:
        return getattr(import_module(_NEEDS_GEOPY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
