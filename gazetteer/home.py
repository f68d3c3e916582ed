"""Where the user's data and the index live, and which version of the product this is."""

import os
import tomllib
from functools import cache
from pathlib import Path

import platformdirs

from gazetteer.errors import HomeMissingError


def _folder(environment_name: str, otherwise: str) -> Path:
    home = os.environ.get("DATELINE_HOME")
    folder = Path(home).expanduser() / environment_name if home else Path(otherwise)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HomeMissingError(
            f"The folder {folder} cannot be made ({error.strerror}). Set DATELINE_HOME to a folder that can be written."
        ) from error
    return folder


def cache_dir() -> Path:
    """Return the folder of what can be built again (the place index); created on demand.

    ``$DATELINE_HOME/cache`` where ``DATELINE_HOME`` is set, else the system's cache folder for Dateline.
    """
    return _folder("cache", platformdirs.user_cache_dir("dateline"))


def data_dir() -> Path:
    """Return the folder of what a person made (projects); created on demand.

    ``$DATELINE_HOME/data`` where ``DATELINE_HOME`` is set, else the system's data folder for Dateline.
    """
    return _folder("data", platformdirs.user_data_dir("dateline"))


def default_project() -> Path:
    """Return where a person's own project lives: reports, events and places of their own in one file."""
    return data_dir() / "projects" / "default.sqlite"


@cache
def product_version() -> str:
    """Return the product's version as its project file states it."""
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
