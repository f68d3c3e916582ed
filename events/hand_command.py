"""``python -m events add --type``: an event that no report tells, as a person says it."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import click

from events.by_hand import event_without_report, figure
from events.errors import BadEventError
from events.event import EventType, Toll
from events.place_command import named_place, point_id
from events.review import decide
from events.store import EventStore
from gazetteer import Gazetteer, Place

_TOLL = re.compile(r"(\d{1,8})(?:-(\d{1,8}))?", re.ASCII)
_NAMES = ("type", "to", "place", "at", "note", "said_by", "killed", "injured", "side1", "side2", "why")


def hand_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of an event by hand to a verb."""
    for option in reversed(
        (
            click.option(
                "--type", "type", metavar="TYPE", help="Add an event by hand, of this type, without a report."
            ),
            click.option("--to", type=click.DateTime(["%Y-%m-%d"]), help="By hand: its last day; --date is its first."),
            click.option("--place", metavar="NAME|ID", help="By hand: where it was, a name or an id of the gazetteer."),
            click.option("--at", metavar="LON,LAT", help="By hand: the point where it was, in degrees (12.65,32.08)."),
            click.option("--note", metavar="WORDS", help="By hand: what happened."),
            click.option("--said-by", metavar="NAME", help="By hand: the source."),
            click.option("--killed", metavar="N|LOW-HIGH", help="By hand: how many were killed."),
            click.option("--injured", metavar="N|LOW-HIGH", help="By hand: how many were injured."),
            click.option("--side1", metavar="A;B", help="By hand: who acted."),
            click.option("--side2", metavar="A;B", help="By hand: against whom."),
            click.option("--why", metavar="WORDS", help="By hand: how you know, for the history."),
        )
    ):
        command = option(command)
    return command


def is_by_hand(files: tuple[str, ...], given: dict[str, Any]) -> bool:
    """Say whether an event is to be added by hand; click turns a mixture of both ways into exit status 2."""
    options = [name for name in _NAMES if given.get(name) is not None]
    if files and options:
        raise click.UsageError(
            f"--{options[0].replace('_', '-')} adds an event without a report: leave out the files, or it."
        )
    if not files and given.get("type") is None:
        raise click.UsageError("Give files of reports, or an event by hand: --type TYPE --date DAY --place NAME")
    return not files


def add_by_hand(
    store: EventStore, gazetteer: Gazetteer, day: dt.date | None, country: str | None, given: dict[str, Any]
) -> None:
    """Add an event by hand and write its id; raises click's errors for what cannot be read."""
    kind = str(given["type"]).strip().lower()
    if kind not in {each.value for each in EventType}:
        raise click.UsageError(f"--type must be one of {', '.join(EventType)}; got {kind[:40]!r}.")
    try:
        decision = event_without_report(
            EventType(kind), start=day, end=given["to"].date() if given["to"] else None,
            place=_place(gazetteer, country, given), words=given["note"] or "", source=(given["said_by"] or "").strip(),
            side1=(given["side1"] or "").split(";"), side2=(given["side2"] or "").split(";"),
            killed=_toll("--killed", given["killed"]), injured=_toll("--injured", given["injured"]), why=given["why"] or "",
        )  # fmt: skip
    except BadEventError as error:
        raise click.UsageError(str(error)) from error
    event = decide(store, [decision])[0]
    place = event.where.place if event.where is not None else None
    click.echo(f"{event.event_id}\t{event.date_start or '-'}\t{event.type.value}\t{place.place_id if place else '-'}")
    click.echo(f"Added by hand. See its history: python -m events history {event.event_id}", err=True)


def _place(gazetteer: Gazetteer, country: str | None, given: dict[str, Any]) -> Place | None:
    if given["place"] and given["at"]:
        raise click.UsageError("Say where it was by one of --at LON,LAT and --place NAME.")
    if given["at"]:
        return gazetteer.place(point_id(given["at"]))
    return named_place(given["place"], (country,) if country else (), gazetteer) if given["place"] else None


def _toll(option: str, text: str | None) -> Toll | None:
    if text is None:
        return None
    match = _TOLL.fullmatch(text.strip())
    if match is None:
        raise click.UsageError(f"{option} must be a number of people or two, such as 4 or 4-7, got {text[:40]!r}.")
    low = int(match[1])
    return figure(low, low, int(match[2] or low))
