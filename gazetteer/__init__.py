"""Places and names: which place does a name mean, and what area does a phrase cover?"""

from importlib import import_module
from typing import TYPE_CHECKING

from gazetteer.arabic_names import arabic_name
from gazetteer.build import index_path
from gazetteer.choice import km_between
from gazetteer.chosen import BY_ANALYST, chosen_resolution
from gazetteer.context import lies_in
from gazetteer.coordinates import find_coordinates, parse_coordinates
from gazetteer.countries import country_at
from gazetteer.cues import Cue, find_cue, strip_cue
from gazetteer.errors import (
    BadPlacesFileError,
    GazetteerError,
    IndexBrokenError,
    IndexMissingError,
    NotTextError,
    OnlineFailedError,
    OnlineRefusedError,
    PlacesBrokenError,
    PlacesLockedError,
    PlacesReadOnlyError,
    RecognizerError,
    RecognizerMissingError,
    UnknownChoiceError,
    UnknownCountryError,
    UnknownPlaceError,
)
from gazetteer.footprint import representative_point
from gazetteer.gazetteer import Gazetteer
from gazetteer.geoparse import geoparse, given_toponyms, place_point
from gazetteer.home import cache_dir, data_dir, default_project, product_version
from gazetteer.json_record import Outline, geometry_record, place_record, relation_record, resolution_record
from gazetteer.json_text import json_line, written_outline
from gazetteer.kinds import code_words, kind_words, offered_kinds
from gazetteer.lexicon import is_plain_word
from gazetteer.lines import Row, echo_answers
from gazetteer.name_choices import NameChoice, NameChoices, text_context
from gazetteer.names import fold
from gazetteer.opening import open_gazetteer, open_world
from gazetteer.outranking import CHOSEN, day_words, is_chosen
from gazetteer.own_export import to_feature_collection, to_rejects, to_table
from gazetteer.own_merge import merged_into, moved_children
from gazetteer.own_places import Added, Entry, OwnPlaces
from gazetteer.own_position import is_outside
from gazetteer.own_row import OwnPlace, read_row
from gazetteer.place import COORDINATES, Candidate, FeatureClass, Place, Tier
from gazetteer.place_area import place_footprint, place_prec
from gazetteer.place_cells import BadValueError
from gazetteer.places_table import BadRow, PlacesTable, read_table
from gazetteer.progress import ProgressLine
from gazetteer.project_file import Failures, ProjectFile, append_only
from gazetteer.prose import COORDINATES_WORD, prose_of
from gazetteer.protocols import LearnedRecognizer, LearnedResolver, Recognizer, Resolver
from gazetteer.recognize import recognize
from gazetteer.resolve import resolve
from gazetteer.scripts import names_by_script
from gazetteer.sources import origin_of
from gazetteer.surroundings import namesakes_of, parents_of
from gazetteer.text_file import decode_text
from gazetteer.toponym import Relation, RelationKind, Resolution, Toponym
from gazetteer.trees import Trees

if TYPE_CHECKING:
    from gazetteer.geocoder import Dateline
    from gazetteer.online import search_online

# geopy takes a fifth as long to import as all the rest: it is imported when one of these is first used.
_NEEDS_GEOPY = {"Dateline": "gazetteer.geocoder", "search_online": "gazetteer.online"}

__all__ = [
    "BY_ANALYST",
    "CHOSEN",
    "COORDINATES",
    "COORDINATES_WORD",
    "Added",
    "BadPlacesFileError",
    "BadRow",
    "BadValueError",
    "Candidate",
    "Cue",
    "Dateline",
    "Entry",
    "Failures",
    "FeatureClass",
    "Gazetteer",
    "GazetteerError",
    "IndexBrokenError",
    "IndexMissingError",
    "LearnedRecognizer",
    "LearnedResolver",
    "NameChoice",
    "NameChoices",
    "NotTextError",
    "OnlineFailedError",
    "OnlineRefusedError",
    "Outline",
    "OwnPlace",
    "OwnPlaces",
    "Place",
    "PlacesBrokenError",
    "PlacesLockedError",
    "PlacesReadOnlyError",
    "PlacesTable",
    "ProgressLine",
    "ProjectFile",
    "Recognizer",
    "RecognizerError",
    "RecognizerMissingError",
    "Relation",
    "RelationKind",
    "Resolution",
    "Resolver",
    "Row",
    "Tier",
    "Toponym",
    "Trees",
    "UnknownChoiceError",
    "UnknownCountryError",
    "UnknownPlaceError",
    "append_only",
    "arabic_name",
    "cache_dir",
    "chosen_resolution",
    "code_words",
    "country_at",
    "data_dir",
    "day_words",
    "decode_text",
    "default_project",
    "echo_answers",
    "find_coordinates",
    "find_cue",
    "fold",
    "geometry_record",
    "geoparse",
    "given_toponyms",
    "index_path",
    "is_chosen",
    "is_outside",
    "is_plain_word",
    "json_line",
    "kind_words",
    "km_between",
    "lies_in",
    "merged_into",
    "moved_children",
    "names_by_script",
    "namesakes_of",
    "offered_kinds",
    "open_gazetteer",
    "open_world",
    "origin_of",
    "parents_of",
    "parse_coordinates",
    "place_footprint",
    "place_point",
    "place_prec",
    "place_record",
    "product_version",
    "prose_of",
    "read_row",
    "read_table",
    "recognize",
    "relation_record",
    "representative_point",
    "resolution_record",
    "resolve",
    "search_online",
    "strip_cue",
    "text_context",
    "to_feature_collection",
    "to_rejects",
    "to_table",
    "written_outline",
]


def __getattr__(name: str) -> object:
    if name in _NEEDS_GEOPY:
        return getattr(import_module(_NEEDS_GEOPY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
