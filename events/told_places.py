"""Where an event was whose sentence names no place: of the places that the report names elsewhere, the likeliest, where it is likely enough."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from events.bare_place import bare_place
from events.event import Event, EventType
from events.event_place import is_countrywide, outside_bodies
from events.layout import Sentence
from events.told_rows import COLUMNS, ToldPlace, ToldRows, is_unplaced
from gazetteer import Gazetteer, Resolution, Trees

WEIGHTS = Path(__file__).parent / "data" / "weights" / "told_places.onnx"
# A change of the columns is a change of this number.
VERSION = "1"
# Set by cross-validation on what it learned from (`tools/train_told_places.py --folds`): from .35 to .5 as many are right,
# and the higher leaves more at the country alone where that is all that the report says.
LEAST_LIKELY = 0.45


class ToldPlaces(ToldRows):
    """The places of one report, to be weighed for its events that name none; what it is made of is said at `placed_events`."""

    def __init__(
        self,
        prose: str,
        layout: Sequence[Sentence],
        places: Sequence[Resolution],
        day: dt.date | None,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        super().__init__(prose, layout, places, day)
        self._gazetteer = gazetteer

    def placed(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """Return the events, each in its order; who is arrested for a bomb need not have been where it exploded."""
        asked = [
            number
            for number, event in enumerate(events)
            if is_unplaced(event) and event.type is not EventType.ARREST and self.of(event)
        ]
        if not asked:
            return tuple(events)
        rows = np.concatenate([self.rows(number, events) for number in asked])
        sums = _trees(WEIGHTS).sums(rows)
        # Correspondents sit in capitals: a place of the dateline alone is meant only where the sentence says "here", or "the capital".
        sums[(rows[:, COLUMNS.index("only_filed_from")] > 0) & (rows[:, COLUMNS.index("says_here")] == 0)] = -np.inf
        ends = np.cumsum([len(self.of(events[number])) for number in asked])
        answer = list(events)
        for number, likely in zip(asked, np.split(1 / (1 + np.exp(-sums)), ends[:-1]), strict=True):
            best = int(likely.argmax())
            told = self.of(events[number])[best]
            only_speaks = bool(told.named) and all(each.toponym.is_metonym for each in told.named)
            of_all = events[number].killed is not None and is_countrywide(events[number].sentence)
            if (
                likely[best] >= LEAST_LIKELY
                and not of_all
                and not only_speaks
                and not self._is_of_a_body(events[number], told)
            ):
                answer[number] = self.moved(events[number], told)
        return tuple(answer)

    def _is_of_a_body(self, event: Event, told: ToldPlace) -> bool:
        """Say whether the report names a place in a body's name only, in the event's sentence: "Donetsk People's Republic forces"."""
        number = self.number_of(event.start)
        at, named = told.nearest(number)
        return at == number and at >= 0 and not outside_bodies(self.sentence(at), [named])

    def moved(self, event: Event, told: ToldPlace) -> Event:
        """Return an event at a place that the report names elsewhere, to be reviewed; the reason says where it does."""
        number = self.number_of(event.start)
        at, named = told.nearest(number)
        reason = f"no place is named for it: likely {' '.join(named.toponym.text.split())}, {_told_words(at, number)}"
        # "Arbinda, 90 km east of Djibo" in another sentence says nothing of how far from Djibo this was.
        there = named if at == number else bare_place(named, self._gazetteer)
        where: Resolution = replace(there, reasons=(reason,), needs_review=True)
        country = event.where.reasons if event.where is not None else ()
        reasons = tuple(each for each in event.reasons if each not in country)
        return replace(event, where=where, where_prec=where.where_prec, reasons=(*reasons, reason), needs_review=True)


def placed_events(
    events: Sequence[Event],
    prose: str,
    layout: Sequence[Sentence],
    places: Sequence[Resolution],
    *,
    day: dt.date | None,
    gazetteer: Gazetteer | None = None,
) -> tuple[Event, ...]:
    """Return a report's events, those for which only its country is known at a place that it names elsewhere, where that is likely enough.

    Parameters
    ----------
    events
        In text order, of one report.
    prose, layout
        The report as it is read and its sentences, whose offsets are those of the events and places.
    places
        What the names of the report mean, in text order.
    day
        The report's date, None where it has none.
    gazetteer
        For the outline of an area that another sentence names with a distance or direction; None draws a circle.
    """
    return ToldPlaces(prose, layout, places, day, gazetteer).placed(events)


def _told_words(at: int, number: int) -> str:
    if at < 0:
        return "from where the report was filed"
    if at == number:
        return "which its sentence names otherwise"
    count = "a sentence" if abs(at - number) == 1 else f"{abs(at - number)} sentences"
    return f"which the report names {count} {'before' if at < number else 'after'} it"


@cache
def _trees(path: Path) -> Trees:
    return Trees(path, kind="told places", columns=len(COLUMNS), version=VERSION)
