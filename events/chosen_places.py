"""What a person's choices for names change in a report that is saved already: its events move, and keep their ids and history."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from events.codec import from_plain, to_plain
from events.decisions import Decisions
from events.event import Event, EventType, Extraction
from events.event_status import EventStatus
from events.placing import is_one_happening, is_placed_by_analyst
from events.removal import Removals
from events.tables import event_table
from gazetteer import CHOSEN, Resolution, fold, is_chosen

_NAMED_ANEW = "what the name means was chosen for this project"
_MACHINE_AGAIN = "a choice for the name was taken back"
_NOT_A_PLACE = "“{}” is no place, says an analyst"
_Word = tuple[EventType, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What the choices did: under which ids the project knows events of the reading, and how many of its events changed."""

    known: dict[str, str]
    moved: int
    is_any: bool


def move_chosen(
    connection: sa.Connection, extraction: Extraction, *, earlier: str, decided: Collection[str], at: str
) -> Moves:
    """Give the saved events of a report the places that a new reading has by a person's choices for names.

    An event's id follows from its place, so that a reading after a choice has another id for the same happening: the saved
    event stays the one it is, with an entry in its history. What a person placed on its own is left alone; an event whose
    name is no place any more, and of which the reading tells no other, is no longer placed.

    Parameters
    ----------
    earlier
        The reading that the project has of the report (`events.stored_reading.reading_of`).
    decided
        Ids of the report's events that a person placed on its own.
    """
    now_none = {fold(each.toponym.text) for each in extraction.dismissed}
    was_none = {fold(item["toponym"]["text"]) for item in json.loads(earlier).get("dismissed", ())}
    turned = now_none ^ was_none
    is_any = bool(now_none or was_none) or CHOSEN in earlier or any(is_chosen(r) for r in extraction.resolutions)
    if not is_any:
        return Moves(known={}, moved=0, is_any=False)
    known = _known(connection, extraction.report.report_id, decided)
    decisions, found, moved = Decisions(connection), dict[str, str](), 0
    for event in extraction.events:
        told_alike = known.get(_word(event), [])
        twin = _twin(event, told_alike, turned)
        if twin is None:
            continue
        told_alike.remove(twin)
        found[event.event_id] = twin.event_id
        is_by_choice = is_chosen(event.where) or _is_of(now_none, twin.where)
        if not (is_by_choice or is_chosen(twin.where) or _is_of(turned, event.where)):
            continue
        # Only what follows from the place: what else a person may have mended stays.
        now = replace(
            twin, where=event.where, where_prec=event.where_prec, confidence=event.confidence,
            needs_review=event.needs_review, reasons=event.reasons,
        )  # fmt: skip
        if to_plain(now) != to_plain(twin):
            decisions.write(now, at=at, who="analyst", why=_NAMED_ANEW if is_by_choice else _MACHINE_AGAIN)
            moved += 1
    for event in (each for alike in known.values() for each in alike):
        if event.where is not None and _is_of(now_none, event.where):
            decisions.write(_without_place(event, event.where), at=at, who="analyst", why=_NAMED_ANEW)
            moved += 1
    return Moves(known=found, moved=moved, is_any=True)


def _known(connection: sa.Connection, report_id: str, decided: Collection[str]) -> dict[_Word, list[Event]]:
    """Return a report's events as the project has them, by the word that tells each, but for those that a person placed or deleted."""
    query = sa.select(event_table.c.record).where(
        event_table.c.report_id == report_id, event_table.c.event_id.not_in(Removals(connection).events())
    )
    found: dict[_Word, list[Event]] = {}
    for record in connection.scalars(query):
        event = from_plain(Event, json.loads(record))
        if event.event_id not in decided and not is_placed_by_analyst(event):
            found.setdefault(_word(event), []).append(event)
    return found


def _word(event: Event) -> _Word:
    return event.type, event.sub_type, event.trigger_start


def _twin(event: Event, told_alike: Sequence[Event], turned: Collection[str]) -> Event | None:
    """Return the saved event of the same happening among those told by the same word: for the same name, unless that is or was no place."""
    same = [each for each in told_alike if each.event_id == event.event_id]
    same += [each for each in told_alike if is_one_happening(each, event)]
    same += [each for each in told_alike if _is_of(turned, each.where) or _is_of(turned, event.where)]
    return same[0] if same else None


def _is_of(names: Collection[str], where: Resolution | None) -> bool:
    return where is not None and fold(where.toponym.text) in names


def _without_place(event: Event, where: Resolution) -> Event:
    reasons = tuple(each for each in event.reasons if each not in where.reasons)
    reason = _NOT_A_PLACE.format(where.toponym.text)
    return replace(
        event,
        where=None,
        where_prec=None,
        needs_review=event.status is EventStatus.HAPPENED,
        reasons=(*reasons, reason),
    )
