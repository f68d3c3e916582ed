"""Short reports with their truth, and which fields of it the reader gets right.

A cell of each of these tables in ``tests/cases`` holds what is right, split by ``|``: a word that must stand in the
answer (names, sides, claimants), a value (days, numbers; ``12..99`` any in between), nothing between two bars for
"nothing said", ``*`` for anything. An empty ``date_end`` is the day of ``date_start``. A row without a text is one more
event of the report above; ``need`` says whether the event must be found, may be, or (none) that there is none.
"""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from events import Event, Toll, extract, read_report
from gazetteer import Gazetteer

_CASES = Path(__file__).parents[1] / "cases"
TABLES = ("one_sentence_reports.tsv", "short_reports.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueEvent:
    """What a report says of one event; the cells as the table writes them."""

    is_required: bool
    cells: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortReport:
    """A report of one to three sentences; ``trap`` names what it lures a reader into, "" nothing."""

    number: str
    trap: str
    date: dt.date
    text: str
    events: tuple[TrueEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One field of one true event beside what was read; ``read`` is None where the event was not found."""

    report: ShortReport
    field: str
    truth: str
    read: str | None
    is_right: bool

    def __str__(self) -> str:
        read = "no event" if self.read is None else repr(self.read)
        return f"{self.report.number} {self.field}: {read}, not {self.truth!r}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All answers on one report, and the events that it does not tell of."""

    report: ShortReport
    answers: tuple[Answer, ...]
    invented: tuple[Event, ...]


def read_short_reports(table: str = TABLES[0]) -> tuple[ShortReport, ...]:
    """Read a table of ``tests/cases``."""
    grouped: list[tuple[dict[str, str], list[TrueEvent]]] = []
    with (_CASES / table).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["text"]:
                grouped.append((row, []))
            if row["need"] != "none":
                grouped[-1][1].append(TrueEvent(is_required=row["need"] == "must", cells=row))
    return tuple(
        ShortReport(
            number=row["report"],
            trap=row["trap"],
            date=dt.date.fromisoformat(row["date"]),
            text=row["text"].replace(r"\n", "\n"),
            events=tuple(events),
        )
        for row, events in grouped
    )


def read(report: ShortReport, gazetteer: Gazetteer) -> Reading:
    """Extract the events of a report and compare them with its truth, each true event with the one that fits it best."""
    got = extract(read_report(report.text), gazetteer, date=report.date).happened
    pairs = list(zip(report.events, _best_pairs(report.events, got), strict=True))
    found = [(true, event) for true, event in pairs if true.is_required]
    answers = [answer for true, event in found for answer in _judged(report, true, event)]
    left = [event for event in got if all(event is not other for _, other in found)]
    invented = tuple(event for event in left if not _is_allowed(event, report))
    counted = len(got) - len(left) + len(invented)
    wanted = len(found)
    answers.append(
        Answer(report=report, field="count", truth=str(wanted), read=str(counted), is_right=counted == wanted)
    )
    return Reading(report=report, answers=tuple(answers), invented=invented)


def share(readings: Iterable[Reading], field: str) -> tuple[int, int]:
    """Return how many answers on a field are right, and of how many."""
    answers = [answer for reading in readings for answer in reading.answers if answer.field == field]
    return sum(answer.is_right for answer in answers), len(answers)


def check_floor(readings: Sequence[Reading], field: str, floors: Mapping[str, int]) -> None:
    """Assert that a field has as many right answers as its floor asks for; the wrong ones are named."""
    right, _ = share(readings, field)
    wrong = [answer for each in readings for answer in each.answers if answer.field == field and not answer.is_right]
    assert right >= floors[field], "\n".join(map(str, wrong))


def told(event: Event) -> str:
    """Say what an event was read as, in one line."""
    cells = " | ".join(f"{field} {read(event)}" for field, (read, _) in _READ.items() if read(event))
    return f"{event.trigger!r}: {cells}"


def _best_pairs(truth: Sequence[TrueEvent], got: Sequence[Event]) -> tuple[Event | None, ...]:
    pool = [*got, *[None] * len(truth)]
    return max(permutations(pool, len(truth)), key=lambda taken: sum(map(_likeness, truth, taken)))


def _likeness(true: TrueEvent, event: Event | None) -> int:
    # The right kind outweighs all the rest; an event that may be there has many cells that accept anything.
    if event is None:
        return 0
    kind = (len(_READ) + 1) * _is_right(true, "type", event)
    return kind + true.is_required * (1 + sum(_is_right(true, field, event) for field in _READ))


def _is_allowed(event: Event, report: ShortReport) -> bool:
    """Say whether an event is one that the report may be read to tell of: its kind, its days, its toll."""
    return any(
        all(_is_right(true, field, event) for field in ("type", "date", "killed"))
        for true in report.events
        if not true.is_required
    )


def _judged(report: ShortReport, true: TrueEvent, event: Event | None) -> list[Answer]:
    return [
        Answer(
            report=report,
            field=field,
            truth=_cell(true, field),
            read=None if event is None else read_cell(event),
            is_right=event is not None and _is_right(true, field, event),
        )
        for field, (read_cell, _) in _READ.items()
    ]


def _cell(true: TrueEvent, field: str) -> str:
    if field != "date":
        return true.cells[field]
    return f"{true.cells['date_start']}/{true.cells['date_end']}".rstrip("/")


def _is_right(true: TrueEvent, field: str, event: Event) -> bool:
    read_cell, accepts = _READ[field]
    return accepts(_cell(true, field), read_cell(event))


def _is_same(cell: str, answer: str) -> bool:
    return cell == "*" or answer in cell.split("|")


def _is_named(cell: str, answer: str) -> bool:
    return cell == "*" or any(
        (word.casefold() in answer.casefold()) if word else not answer for word in cell.split("|")
    )


def _is_number(cell: str, answer: str) -> bool:
    low, dots, high = cell.partition("..")
    if dots:
        return answer != "" and int(low) <= int(answer) <= int(high)
    return _is_same(cell, answer)


def _are_days(cell: str, answer: str) -> bool:
    start, _, end = answer.partition("/")
    starts, _, ends = cell.partition("/")
    return _is_same(starts, start) and (_is_same(ends, end or start) if ends else starts == "*" or not end)


def _days(event: Event) -> str:
    if event.date_start is None:
        return ""
    days = f"{event.date_start}"
    return days if event.date_end in (None, event.date_start) else f"{days}/{event.date_end}"


def _best(toll: Toll | None) -> str:
    return "" if toll is None else str(toll.best)


def _place(event: Event) -> str:
    return "" if event.where is None or event.where.place is None else event.where.toponym.text


def _country(event: Event) -> str:
    return "" if event.where is None or event.where.place is None else event.where.place.country_code


# Field of the truth: how an event says it, and whether a cell of the table takes that for right.
_READ: dict[str, tuple[Callable[[Event], str], Callable[[str, str], bool]]] = {
    "type": (lambda event: str(event.type), _is_same),
    "date": (_days, _are_days),
    "place": (_place, _is_named),
    "country": (_country, _is_same),
    "killed": (lambda event: _best(event.killed), _is_number),
    "injured": (lambda event: _best(event.injured), _is_number),
    "side1": (lambda event: ", ".join(event.side1), _is_named),
    "side2": (lambda event: ", ".join(event.side2), _is_named),
    "claimed_by": (lambda event: ", ".join(claim.by for claim in event.claims), _is_named),
}
FIELDS = ("count", *_READ)
