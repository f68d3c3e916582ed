"""``python -m events place | unplace``: where an event was, as a person says it, and the way back."""

import re
from pathlib import Path

import click

from events.errors import EventsError, StoreReadOnlyError, UnknownEventError
from events.event import Event
from events.options import db_option
from events.place_decision import place_said, put_event
from events.placing import countries_of, distance_from_report_m, is_placed_by_analyst
from events.project import open_project
from events.store import EventStore
from gazetteer import Gazetteer, Place, Tier, UnknownPlaceError, open_gazetteer

_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,9})?)\s*,\s*(-?\d{1,2}(?:\.\d{1,9})?)\s*", re.ASCII)
_EAST, _NORTH = 180.0, 90.0
# A degree of latitude in metres: what the digits of a point leave open.
_DEGREE_M, _LEAST_M = 111_320.0, 1.0
_MOST_TOLD, _MOST_WHY = 6, 300


class _ChoiceError(EventsError, ValueError):
    """A place that is not clear, or not likely, as it was given."""


@click.command("place")
@click.argument("event_id")
@click.option("--at", "point", metavar="LON,LAT", help="The point where it was, in degrees (12.65,32.08).")
@click.option("--place", "name", metavar="NAME|ID", help="The place where it was: a name, or an id of the gazetteer.")
@click.option("--why", default="", help="The reason, for the event's history.")
@click.option("--sure", is_flag=True, help="Also where the place lies far from everything that the report names.")
@db_option
def place_command(event_id: str, point: str | None, name: str | None, why: str, db: Path | None, *, sure: bool) -> None:
    """Put an event where you say it was; no later reading of its report undoes that."""
    if (point is None) == (name is None):
        raise click.UsageError("Say where it was by one of --at LON,LAT and --place NAME.")
    at = point_id(point) if point is not None else None
    store = _writable(db, event_id)
    event, gazetteer = store.event(event_id), open_gazetteer(project=store.path)
    report = store.extraction(event.report_id)
    place = gazetteer.place(at) if at is not None else named_place(str(name), countries_of(report), gazetteer)
    away = None if sure else distance_from_report_m(place, report)
    if away is not None:
        raise _ChoiceError(
            f"{place_said(place, gazetteer)} is {away / 1000:,.0f} km from everything that the report names. "
            "If it is meant, say so with --sure."
        )
    reason = " ".join(why.split())[:_MOST_WHY] or f"{_name_of(event)} is {place_said(place, gazetteer)}"
    placed = put_event(store, event, place, report, gazetteer, why=reason)
    click.echo(f"{event_id}\t{place.place_id}\t{place.lon:g}\t{place.lat:g}\t{placed.where_prec}")
    click.echo(
        f"{_name_of(event)} is at {place_said(place, gazetteer)}. Take it back: python -m events unplace {event_id}",
        err=True,
    )


@click.command("unplace")
@click.argument("event_id")
@db_option
def unplace_command(event_id: str, db: Path | None) -> None:
    """Take back where a person said that an event was; its history keeps both."""
    store = _writable(db, event_id)
    event = store.event(event_id)
    if not is_placed_by_analyst(event):
        raise UnknownEventError(f"Nobody placed the event {event_id!r} by hand: there is nothing to take back.")
    earlier = store.take_back(event_id, seen=event)
    place = earlier.where.place if earlier.where is not None else None
    click.echo(f"{event_id}\t{place.place_id if place is not None else '-'}")
    click.echo(f"Taken back: it is {f'at {place.name}' if place is not None else 'not placed'}, as before.", err=True)


def _writable(db: Path | None, event_id: str) -> EventStore:
    """Open the project for writing where it has the event; none is made for an event that it cannot have."""
    store = open_project(db)
    store.event(event_id)
    if store.is_sample:
        raise StoreReadOnlyError(
            "The sample project cannot be changed. Save reports of your own first: python -m events add REPORT.txt"
        )
    return open_project(db, writing=True)


def point_id(text: str) -> str:
    """Return the id of a point, as exact as its digits."""
    match = _POINT.fullmatch(text)
    lon, lat = (float(match[1]), float(match[2])) if match else (_EAST + 1, 0.0)
    if match is None or abs(lon) > _EAST or abs(lat) > _NORTH:
        raise click.UsageError(
            f"--at must be a longitude (-180 to 180) and a latitude (-90 to 90) such as 12.65,32.08, got {text[:40]!r}."
        )
    digits = min(len(part.partition(".")[2]) for part in match.groups())
    return f"geo:{lat:.5f},{lon:.5f};u={max(_LEAST_M, _DEGREE_M / 2 * 10.0**-digits):.1f}"


def named_place(name: str, countries: tuple[str, ...], gazetteer: Gazetteer) -> Place:
    """Return the one place of an id or a name: in these countries (ISO 3166-1 alpha-2) where they have some of it."""
    try:
        return gazetteer.place(name)
    except UnknownPlaceError:
        found = [each.place for each in gazetteer.lookup(name) if each.tier is Tier.EXACT or each.tier is Tier.FOLDED]
    at_home = [place for place in found if place.country_code in countries]
    likely = at_home or found
    if not likely:
        raise _ChoiceError(
            f"No place is called {name[:60]!r}. Look it up: python -m gazetteer search NAME, or give a point: --at LON,LAT"
        )
    if len(likely) > 1:
        told = "; ".join(f"{place.place_id} ({place_said(place, gazetteer)})" for place in likely[:_MOST_TOLD])
        more = f", and {len(likely) - _MOST_TOLD} more" if len(likely) > _MOST_TOLD else ""
        raise _ChoiceError(
            f"{len(likely)} places are called {name[:60]!r}. Give one by its id, --place ID: {told}{more}"
        )
    return likely[0]


def _name_of(event: Event) -> str:
    return event.where.toponym.text if event.where is not None and event.where.toponym.text else "the event"
