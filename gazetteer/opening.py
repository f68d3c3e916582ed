"""The gazetteer as a user has it: the shipped one under fetched country files and the places of their project."""

from collections.abc import Callable
from pathlib import Path

from gazetteer.build import open_index
from gazetteer.fetch import fetched_layers
from gazetteer.gazetteer import Gazetteer
from gazetteer.home import default_project
from gazetteer.own_places import OwnPlaces


def open_world(*, progress: Callable[[float, str], None] | None = None) -> Gazetteer:
    """Open the shipped gazetteer alone; build its index in the cache folder on first use.

    Parameters
    ----------
    progress
        Hears a share from 0 to 1 and words while the index is built.

    Raises
    ------
    IndexMissingError
        Where the index is not there and cannot be built; the message says what to do.
    """
    return Gazetteer(open_index(progress))


def open_gazetteer(*, project: Path | None = None, progress: Callable[[float, str], None] | None = None) -> Gazetteer:
    """Open the gazetteer with a project's own places and fetched country files over it.

    What index is missing is built in the cache folder.

    Parameters
    ----------
    project
        The project's file; None is the default one. A file that is not there has no places.
    progress
        Hears a share from 0 to 1 and words while the shipped data's index is built.

    Raises
    ------
    IndexMissingError
        Where the index is not there and cannot be built; the message says what to do.
    PlacesBrokenError
        If ``project`` is there and is no project.
    """
    world = open_world(progress=progress)
    own = OwnPlaces(project or default_project()).layer()
    layers = [*([own] if own is not None else []), *fetched_layers(world)]
    return world.with_layers(layers) if layers else world
