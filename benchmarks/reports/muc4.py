"""MUC-4's incidents (upper-case news, 1989 and 1990): found, their days, their places, and how many were killed."""

import datetime as dt
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from benchmarks.reports.figures import Figure, Part, share
from benchmarks.reports.pairing import paired
from benchmarks.reports.templates import Document, Place, Template, load
from events import Event, EventType, Extraction, extract, read_report
from gazetteer import Gazetteer, GazetteerError, fold

# Which of our types an incident's type is, to tell events of one day in one country apart.
TYPES = {
    "ATTACK": {EventType.VIOLENCE, EventType.BATTLE, EventType.STRIKE, EventType.SHELLING, EventType.CASUALTIES},
    "BOMBING": {EventType.BOMBING, EventType.SHELLING, EventType.STRIKE},
    "KIDNAPPING": {EventType.ABDUCTION},
    "ARSON": {EventType.DESTRUCTION, EventType.RIOT},
    "ROBBERY": {EventType.VIOLENCE, EventType.RIOT},
}
_DAY = dt.timedelta(days=1)
FOLDS = 5


@dataclass(slots=True)
class _Tally:
    """Counts over the templates, and what is missed by kind."""

    templates: int = 0
    found: int = 0
    exact: int = 0
    placed: int = 0
    with_killed: int = 0
    killed_of_found: int = 0
    killed: int = 0
    alone: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    off: Counter[str] = field(default_factory=Counter)
    places: Counter[tuple[str, bool]] = field(default_factory=Counter)
    types: Counter[tuple[str, bool]] = field(default_factory=Counter)
    tolls: Counter[str] = field(default_factory=Counter)


class Judge:
    """Says of an event whether it is an incident's day and place."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._ids: dict[str, frozenset[str]] = {}
        self._countries: dict[str, str] = {}

    def country(self, name: str) -> str:
        """Return the ISO code of a country's name, "" where it is none."""
        if name not in self._countries:
            try:
                self._countries[name] = self._gazetteer.country(name).country_code
            except GazetteerError:
                found = [each.place for each in self._gazetteer.lookup(name)]
                self._countries[name] = next((p.country_code for p in found if p.feature_code.startswith("PCL")), "")
        return self._countries[name]

    def is_called(self, event: Event, name: str) -> bool:
        """Say whether an event is at the place of that name."""
        if event.where is None:
            return False
        if name not in self._ids:
            self._ids[name] = frozenset(each.place.place_id for each in self._gazetteer.lookup(name))
        place = event.where.place
        names = {fold(event.where.toponym.text), *((fold(place.name),) if place else ())}
        return fold(name) in names or (place is not None and place.place_id in self._ids[name])

    def is_there(self, event: Event, place: Place) -> bool:
        """Say whether an event is in a place's country, or at one of its names where the gazetteer has none for it."""
        if event.where is None:
            return False
        if event.where.place is not None and event.where.place.country_code:
            return event.where.place.country_code == self.country(place.country)
        return any(self.is_called(event, name) for name in place.inside)

    def is_just_there(self, event: Event, place: Place) -> bool:
        """Say whether an event is at the most specific name of a place; a town is wrong where the key has the country only."""
        return self.is_there(event, place) and self.is_called(event, place.name)


def is_near(event: Event, template: Template) -> bool:
    """Say whether all days of an event lie within a day of an incident's."""
    start, end = event.date_start, event.date_end
    if start is None or end is None:
        return False
    return any(day - _DAY <= start and end <= day + _DAY for day in template.days)


def _is_on(event: Event, template: Template) -> bool:
    return event.date_start == event.date_end and event.date_start in template.days


def answered(templates: Sequence[Template], events: Sequence[Event], judge: Judge) -> dict[int, int]:
    """Return for the numbers of the incidents that are found the number of the event that answers it."""

    def fit(template: Template, event: Event) -> float | None:
        if not is_near(event, template) or not any(judge.is_there(event, place) for place in template.places):
            return None
        is_just = any(judge.is_just_there(event, place) for place in template.places)
        return 4 * _is_on(event, template) + 2 * is_just + (event.type in TYPES.get(template.type, ()))

    return paired(templates, events, fit)


def fold_of(document: Document) -> int:
    """Return to which of the `FOLDS` a text belongs: it is read with weights that were learned on the other folds' texts."""
    return zlib.crc32(document.text.encode()) % FOLDS


def fold_weights(fold: int) -> Path:
    """Return the file of what a fold's texts are read with."""
    return Path(__file__).resolve().parent.parent / "weights" / f"told_places_{fold}.onnx"


def _score(documents: Sequence[Document], readings: Sequence[Extraction], judge: Judge) -> _Tally:
    tally = _Tally()
    for document, reading in zip(documents, readings, strict=True):
        answers = answered(document.templates, reading.happened, judge)
        for number, template in enumerate(document.templates):
            tally.templates += 1
            tally.with_killed += template.killed is not None
            tally.types[template.type.lower(), number in answers] += 1
            if number in answers:
                _add_found(tally, template, reading.happened[answers[number]], judge)
            else:
                tally.lost[_why_lost(template, reading, judge)] += 1
    return tally


def _add_found(tally: _Tally, template: Template, event: Event, judge: Judge) -> None:
    is_on = _is_on(event, template)
    is_placed = any(judge.is_just_there(event, place) for place in template.places)
    tally.found += 1
    tally.exact += is_on
    tally.placed += is_placed
    tally.places[template.places[0].kind or "country only", is_placed] += 1
    if not is_on:
        days = sorted(template.days)
        is_span = event.date_start != event.date_end
        early = event.date_start is not None and event.date_start < days[0]
        tally.off["several days" if is_span else "a day early" if early else "a day late"] += 1
    if template.killed is not None:
        told = event.killed.best if event.killed else None
        tally.killed_of_found += 1
        tally.killed += told == template.killed
        tally.alone += template.killed == 1
        if told != template.killed:
            tally.tolls["no toll read" if told is None else "more" if told > template.killed else "fewer"] += 1


def _why_lost(template: Template, reading: Extraction, judge: Judge) -> str:
    events = reading.happened
    if not events:
        return "no event read"
    there = [e for e in events if any(judge.is_there(e, place) for place in template.places)]
    near = [e for e in events if is_near(e, template)]
    if not any(e.date_start for e in events):
        return "no event dated"
    if any(e in there for e in near):
        return "its event answers another template"
    if near:
        placed = [e for e in near if e.where is not None]
        if placed:
            is_all = len(placed) == len(near)
            return f"right day, {'all' if is_all else 'those placed'} in another country"
        return "right day, none placed"
    return "in the country, on another day" if there else "neither day nor country"


def _read(documents: Sequence[Document], gazetteer: Gazetteer) -> tuple[list[Extraction], float]:
    before = time.process_time()
    readings = [_extract(document, gazetteer) for document in documents]
    return readings, share(len(documents), time.process_time() - before)


def _extract(document: Document, gazetteer: Gazetteer, *, date: dt.date | None = None) -> Extraction:
    """Read a text with weights that did not see it, those of its fold."""
    with patch("events.told_places.WEIGHTS", fold_weights(fold_of(document))):
        return extract(read_report(document.text), gazetteer, date=date)


def _helped(
    documents: Sequence[Document], readings: Sequence[Extraction], gazetteer: Gazetteer
) -> tuple[list[Extraction], int]:
    """Read anew, with the day that the dateline prints, what was read with another day."""
    anew, count = [], 0
    for document, reading in zip(documents, readings, strict=True):
        if document.printed is not None and document.printed != reading.document_date.date:
            anew.append(_extract(document, gazetteer, date=document.printed))
            count += 1
        else:
            anew.append(reading)
    return anew, count


def run(gazetteer: Gazetteer) -> Part:
    """Score the reading of all texts."""
    documents = load()
    judge = Judge(gazetteer)
    readings, speed = _read(documents, gazetteer)
    tally = _score(documents, readings, judge)
    anew, count = _helped(documents, readings, gazetteer)
    helped = _score(documents, anew, judge) if count else tally
    printed = [(d.printed, t) for d in documents if d.printed is not None for t in d.templates]
    on_day = share(sum(day in t.days for day, t in printed), tally.templates)
    near = share(sum(any(abs(day - d) <= _DAY for d in t.days) for day, t in printed), tally.templates)
    return Part(
        title="Incidents (MUC-4)",
        figures=(
            Figure(
                what="MUC-4: incidents found, same day ± 1 and country or place", floor=0.70, aim=0.78,
                of=f"{tally.templates:,} dated templates in {len(documents)} texts", value=share(tally.found, tally.templates),
                rivals=f"dateline's day alone, ± 1 day, any place {near:.3f}",
            ),
            Figure(
                what="MUC-4: date exact", of=f"{tally.found:,} found", value=share(tally.exact, tally.found), floor=0.80, aim=0.87, counted=tally.found,
                rivals=f"dateline's day alone, of all templates {on_day:.3f}",
            ),
            Figure(
                what="MUC-4: most specific place right", of=f"{tally.found:,} found", value=share(tally.placed, tally.found),
                floor=0.75, aim=0.83, counted=tally.found, rivals=f"the country only {share(tally.places['country only', True] + tally.places['country only', False], tally.found):.3f}",
            ),
            Figure(
                what="MUC-4: killed exact where > 0", of=f"{tally.killed_of_found:,} found with a number", floor=0.70, aim=0.80,
                value=share(tally.killed, tally.killed_of_found), counted=tally.killed_of_found,
                rivals=f"always one {share(tally.alone, tally.killed_of_found):.3f}",
            ),
        ),
        notes=(
            "Every text with a template that is not optional and dated to a day; “on or before” a day and spans of days are left out. "
            "Found: an event of ours whose days all lie within a day of the template's, in its country, or at one of its names where we place it nowhere; each event answers one template. "
            "The most specific place is the last name of the key; where the key has the country only, a town is wrong. What chooses a place that is named in another sentence was learned on these texts: each is read with weights of four fifths that leave it out. Killed: the sum of the key's numbers of those whose effect is DEATH, where each has one.",
            f"Missed templates, {tally.lost.total()}: {_counted(tally.lost)}.",
            f"Of all {tally.with_killed} templates with a number of killed, found or not, right in {share(tally.killed, tally.with_killed):.3f}.",
            f"Read anew with the dateline's day given (`--date`), {count} texts whose date was read otherwise: found {share(helped.found, helped.templates):.3f}; of those date exact "
            f"{share(helped.exact, helped.found):.3f}, place {share(helped.placed, helped.found):.3f}, killed {share(helped.killed, helped.killed_of_found):.3f} of {helped.killed_of_found} "
            f"(always one {share(helped.alone, helped.killed_of_found):.3f}). What follows is of that reading.",
            f"Found, by type: {_by_kind(helped.types)}.",
            f"Missed, {helped.lost.total()}: {_counted(helped.lost)}.",
            f"Dates off: {_counted(helped.off)}. Places right, by what the key has: {_by_kind(helped.places)}. Tolls wrong: {_counted(helped.tolls)}.",
            f"Texts a CPU second: {speed:,.0f} (upper-case, 2.1 kB each).",
        ),
    )  # fmt: skip


def _counted(counts: Counter[str]) -> str:
    return " · ".join(f"{what} {count}" for what, count in counts.most_common()) or "none"


def _by_kind(counts: Counter[tuple[str, bool]]) -> str:
    total: Counter[str] = Counter()
    for (kind, _), count in counts.items():
        total[kind] += count
    return " · ".join(f"{kind} {counts[kind, True]} of {count}" for kind, count in total.most_common(8)) or "none"
