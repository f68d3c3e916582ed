"""Renaming a listed actor in the events that are saved: each event keeps its history, and all are brought back at once."""

from dataclasses import replace

from events.event import Event
from events.filter import EventFilter
from events.listed_actor import ListedActor
from events.review import Decision
from events.store import EventStore
from gazetteer import fold


def renamings(store: EventStore, actor: ListedActor) -> tuple[Decision, ...]:
    """Return what gives an actor its listed name in every saved event that has another of its names as a side; `events.decide` does it.

    Only whole names are changed ("LNA", not "LNA fighters"), and nothing else of an event: what waits for review still does.
    """
    events = store.select(EventFilter(actors=actor.spellings)).events
    found = ((event, _renamed(event, actor)) for event in events)
    return tuple(
        Decision(seen=event, now=now, why=f"the actor is listed as {actor.name}")
        for event, now in found
        if now != event
    )


def _renamed(event: Event, actor: ListedActor) -> Event:
    return replace(event, side1=_names(event.side1, actor), side2=_names(event.side2, actor))


def _names(side: tuple[str, ...], actor: ListedActor) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.name if fold(name) in actor.keys else name for name in side))
