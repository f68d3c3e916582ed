"""``python -m gazetteer search --online``: what Nominatim knows of a name that the gazetteer lacks."""

import click

from gazetteer.context import LOOSE
from gazetteer.errors import OnlineFailedError, OnlineRefusedError
from gazetteer.gazetteer import Gazetteer
from gazetteer.online import ATTRIBUTION, search_online
from gazetteer.online_settings import read_online_settings
from gazetteer.place import Candidate


def add_online(
    name: str, found: tuple[Candidate, ...], gazetteer: Gazetteer, *, country: str | None, limit: int
) -> tuple[tuple[Candidate, ...], OnlineFailedError | None]:
    """Return the places found online before those of the gazetteer, at most ``limit``, and what failed or None.

    Where the gazetteer holds the name itself, nothing is asked and ``found`` is returned.

    Raises
    ------
    click.UsageError
        If this user does not allow searching online.
    """
    try:
        read_online_settings()
        if _holds(name, gazetteer, country):
            click.echo("The gazetteer holds this name, so nothing was asked online.", err=True)
            return found, None
        online = search_online(name, country=country, limit=limit)
    except OnlineRefusedError as error:
        raise click.UsageError(str(error)) from error
    except OnlineFailedError as error:
        return found, error
    if online:
        click.echo(ATTRIBUTION, err=True)
    return (*online, *found)[:limit], None


def _holds(name: str, gazetteer: Gazetteer, country: str | None) -> bool:
    code = None if country is None else gazetteer.country(country).country_code
    return any(
        candidate.tier not in LOOSE and code in {None, candidate.place.country_code}
        for candidate in gazetteer.lookup(name, country=code)
    )
