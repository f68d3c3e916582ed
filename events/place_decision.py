"""Putting an event where a person says it was: what the page and the command line do alike."""

from events.event import Event, Extraction
from events.store import EventStore
from gazetteer import Gazetteer, Place, Resolution, UnknownCountryError, chosen_resolution, kind_words


def put_event(
    store: EventStore, event: Event, place: Place, report: Extraction, gazetteer: Gazetteer, *, why: str
) -> Event:
    """Put an event at a place and return it as it is then; the words of its report around the name say where that is.

    "12 km south of" the place is not the place: `gazetteer.chosen_resolution` reads these words. Raises as
    `EventStore.place_event` does.
    """
    related = related_place(event, place, report, gazetteer)
    return store.place_event(event.event_id, place, why=why, related=related, seen=event)


def related_place(event: Event, place: Place, report: Extraction, gazetteer: Gazetteer) -> Resolution | None:
    """Return what an event's report says of a place around the name ("12 km south of"); None where the event has no name of one."""
    if event.where is None:
        return None
    return chosen_resolution(event.where.toponym, place, gazetteer, text=report.report.text, others=report.resolutions)


def place_said(place: Place, gazetteer: Gazetteer) -> str:
    """Say a place in one line: name, kind, province, country."""
    admin1 = gazetteer.admin1(place.country_code, place.admin1_code) if place.country_code else None
    province = admin1.name if admin1 is not None and admin1.place_id != place.place_id else ""
    try:
        country = gazetteer.country(place.country_code).name if place.country_code else "at sea or in several countries"
    except UnknownCountryError:
        country = place.country_code
    kind = f"a point, exact to {place.radius_m:,.0f} m" if place.is_coordinates else kind_words(place)
    return ", ".join(filter(None, (place.name, kind, province, country)))
