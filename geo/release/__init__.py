"""Files that leave the house: written by a release profile, opened as a stranger would, and kept only where nothing leaks."""

from geo.release.search import Leak, search
from geo.release.sheet import ReleasedSheet, compose_released, save_released
from geo.release.writing import LeakError, export_released, release_writer

__all__ = [
    "Leak",
    "LeakError",
    "ReleasedSheet",
    "compose_released",
    "export_released",
    "release_writer",
    "save_released",
    "search",
]
