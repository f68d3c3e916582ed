"""What the app keeps until the project changes; what goes to the browser's map is in ui/map_cache.py, what several reports tell in ui/tellings_cache.py."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import numpy as np
import pyarrow as pa
import streamlit as st

from events import (
    ActorList,
    Counts,
    Event,
    EventFilter,
    EventQuery,
    EventStore,
    Exposure,
    Facets,
    ListedActor,
    ProjectReading,
    Reporting,
    TallyBy,
    default_path,
    open_project,
)
from gazetteer import (
    Gazetteer,
    NameChoice,
    NameChoices,
    OwnPlace,
    OwnPlaces,
    Place,
    UnknownCountryError,
    open_gazetteer,
)
from geo import (
    EventView,
    build_view,
)

P = ParamSpec("P")
R = TypeVar("R")
# So many places stand in the list under the map's search.
_MOST_FOUND = 6


@st.cache_resource(show_spinner="Opening the place index (the first time takes half a minute)…", max_entries=2)
def _gazetteer(project: str, own_stamp: str) -> Gazetteer:  # noqa: ARG001 - the stamp changes when own places do
    return open_gazetteer(project=Path(project))


def gazetteer() -> Gazetteer:
    """Return the gazetteer with the project's own places, shared by all sessions."""
    project = default_path()
    return _gazetteer(str(project), OwnPlaces(project).stamp())


@st.cache_resource(max_entries=64, show_spinner=False)
def _found_places(project: str, own_stamp: str, text: str) -> tuple[Place, ...]:  # noqa: ARG001 - the key, as above
    return tuple(candidate.place for candidate in gazetteer().search(text, limit=_MOST_FOUND))


def found_places(text: str) -> tuple[Place, ...]:
    """Return the places that a name on the map's search may mean, the likeliest first."""
    project = default_path()
    return _found_places(str(project), OwnPlaces(project).stamp(), text)


@st.cache_resource(max_entries=2, show_spinner=False)
def _own_places(project: str, own_stamp: str) -> dict[str, OwnPlace]:  # noqa: ARG001 - as above
    return {own.place.place_id: own for own in OwnPlaces(Path(project)).all()}


def own_places() -> dict[str, OwnPlace]:
    """Return the project's own places by their ids, in the order in which they were added; shared, so not to be changed."""
    project = default_path()
    return _own_places(str(project), OwnPlaces(project).stamp())


def writable_places() -> OwnPlaces:
    """Open the default project's own places for writing; the project is made where there is none."""
    writable_store()
    return OwnPlaces(default_path(), read_only=False)


def name_choices() -> tuple[NameChoice, ...]:
    """Return what the analysts of the project said that names mean, the newest first."""
    return NameChoices(default_path()).all()


def listed_actors() -> tuple[ListedActor, ...]:
    """Return the project's listed actors by name."""
    return ActorList(default_path()).all()


def writable_actors() -> ActorList:
    """Open the default project's list of actors for writing; the project is made where there is none."""
    writable_store()
    return ActorList(default_path(), read_only=False)


def writable_choices() -> NameChoices:
    """Open the default project's choices for names for writing; the project is made where there is none."""
    writable_store()
    return NameChoices(default_path(), read_only=False)


@st.cache_resource(max_entries=1, show_spinner=False)
def country_names() -> dict[str, str]:
    """Return the countries' names by ISO 3166-1 alpha-2 code, in the order of the names; shared, so not to be changed."""
    known = gazetteer()
    names = {code: known.country(code).name for code in known.country_codes()}
    return dict(sorted(names.items(), key=lambda each: each[1]))


def country_name(code: str) -> str:
    """Return a country's name; "several countries" for no code, the code itself where it is unknown."""
    try:
        return gazetteer().country(code).name if code else "several countries"
    except UnknownCountryError:
        return code


@st.cache_resource(show_spinner="Opening the project…", max_entries=4)
def _store(path: str, *, exists: bool) -> EventStore:  # noqa: ARG001 - exists is part of the key: the first save makes the project
    return open_project()


def store() -> EventStore:
    """Return the project on screen: the default one, or the sample project while there is none."""
    path: Path = default_path()
    return _store(str(path), exists=path.is_file())


def writable_store() -> EventStore:
    """Open the default project for writing; it is made where there is none."""
    return open_project(writing=True)


def until_changed(
    *, max_entries: int, show_spinner: str | bool = False, ttl_s: int | None = 3600
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function says of the project on screen until the project changes; shared by all sessions, so not to be changed."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        def of_version(path: str, version: int, said: int, *args: P.args, **kwargs: P.kwargs) -> R:  # noqa: ARG001 - they are the key
            return function(*args, **kwargs)

        # Streamlit tells caches apart by the names of their functions.
        of_version.__module__ = function.__module__
        of_version.__qualname__ = f"{function.__qualname__}.of_version"
        kept = st.cache_resource(max_entries=max_entries, show_spinner=show_spinner, ttl=ttl_s)(of_version)

        @wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> R:
            now = store()
            listed = 0 if now.is_sample else ActorList(now.path).stamp()
            return kept(str(now.path), now.version, listed + now.graded, *args, **kwargs)

        return answer

    return decorate


@st.cache_resource(max_entries=4, show_spinner=False)
def _project_reading(path: str, *, exists: bool) -> ProjectReading:  # noqa: ARG001 - the key, as of _store
    return ProjectReading(store())


def project_reading() -> ProjectReading:
    """Return the first reading of the project on screen, shared by all sessions; pages wait for it before they ask `query`."""
    now = store()
    return _project_reading(str(now.path), exists=now.path.is_file())


@st.cache_resource(show_spinner="Reading the project…", max_entries=4)
def _open_query(path: str, *, exists: bool) -> None:  # noqa: ARG001 - the key, as of _store: what is read is kept by the store
    store().query()


def query() -> EventQuery:
    """Return the query over the project on screen, up to date and shared by all sessions; the first one of a large project takes a while."""
    now = store()
    _open_query(str(now.path), exists=now.path.is_file())
    return now.query()


@until_changed(max_entries=32)
def mask(event_filter: EventFilter) -> np.ndarray:
    """Return for each position whether its event passes."""
    return query().mask(event_filter)


@until_changed(max_entries=64)
def counts(event_filter: EventFilter) -> Counts:
    """Return how many events pass."""
    return query().counts(event_filter)


@until_changed(max_entries=128)
def tallies(event_filter: EventFilter, by: TallyBy) -> pa.Table:
    """Return the events counted by one thing."""
    return query().tallies(event_filter, by=by)


@until_changed(max_entries=32)
def toll_over_time(event_filter: EventFilter) -> pa.Table:
    """Return the toll summed up to each day."""
    return query().toll_over_time(event_filter)


@until_changed(max_entries=64)
def exposure(event_filter: EventFilter) -> Exposure:
    """Return how many reports and sources the events shown stand on."""
    return query().exposure(event_filter)


@until_changed(max_entries=4)
def facets() -> Facets:
    """Return what there is to filter by."""
    return query().facets()


@until_changed(max_entries=4)
def area_names() -> dict[str, str]:
    """Return the names of the project's countries and provinces by their codes."""
    found, known = facets(), gazetteer()
    names = {code: country_name(code) for code in found.countries}
    for code in found.admin1:
        country, _, admin1 = code.partition(".")
        place = known.admin1(country, admin1) if country in names else None
        names[code] = f"{place.name}, {names[country]}" if place is not None else code
    return names


def names_of_areas() -> dict[str, str]:
    """Return the names of all countries and of the project's provinces by their codes."""
    return {**country_names(), **area_names()}


@until_changed(max_entries=8, show_spinner="Counting reports…")
def reporting(event_filter: EventFilter) -> Reporting:
    """Return where and when reports are thin."""
    return query().reporting(event_filter)


@until_changed(max_entries=64)
def reports_by_area(event_filter: EventFilter) -> dict[str, int]:
    """Return how many reports tell of each province and country."""
    return query().reports_by_area(event_filter)


# Of fifty thousand events a view takes a quarter of a gigabyte: two are kept, of all days and of those shown.
@until_changed(max_entries=2, show_spinner="Selecting events…")
def _view(event_filter: EventFilter, place_credits: tuple[str, ...]) -> EventView:
    selection = store().select(event_filter)
    return build_view(selection, place_credits=place_credits, country_names=gazetteer().country_names())


def view(event_filter: EventFilter) -> EventView:
    """Return the view of a selection, with the attributions of the gazetteer as it is now."""
    return _view(event_filter, tuple(gazetteer().attributions()))


@until_changed(max_entries=2)
def review_ids(limit: int) -> tuple[str, ...]:
    """Return the ids of the events that wait for review, those that matter most first."""
    return query().review_ids(limit=limit)


def events_at(place_id: str) -> tuple[Event, ...]:
    """Return the project's events that are placed at a place, whatever the filter."""
    return store().events(query().ids_of_place(place_id))
