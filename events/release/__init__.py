"""What may leave the house: release profiles, the events as they allow, and a preview of it."""

from events.release.aliases import release_secret
from events.release.forbidden import WORD, Forbidden, forbidden_in
from events.release.preview import FieldChange, preview
from events.release.profile import Named, Precision, Profile, Small
from events.release.profile_file import open_profile, profile_names, read_profile
from events.release.released import GroupCount, Markings, Released, Withheld, precision_words, released
from events.release.words import Hidden

__all__ = [
    "WORD",
    "FieldChange",
    "Forbidden",
    "GroupCount",
    "Hidden",
    "Markings",
    "Named",
    "Precision",
    "Profile",
    "Released",
    "Small",
    "Withheld",
    "forbidden_in",
    "open_profile",
    "precision_words",
    "preview",
    "profile_names",
    "read_profile",
    "release_secret",
    "released",
]
