"""Admiralty grades that a person gives: how reliable a source is, in a project, and how credible what an event tells.

They stand apart from all that is read: no reading gives or changes one, and each entry is kept with who, when and why.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from events.errors import BadGradeError, UnknownEventError
from events.event import Event
from events.tables import grade_table, report_table
from gazetteer import fold

RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable",
    "F": "reliability cannot be judged",
}  # fmt: skip
CREDIBILITY = {
    "1": "confirmed by other sources", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable",
    "6": "truth cannot be judged",
}  # fmt: skip
_MOST_WHY = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Both halves of a grade, "" where nobody gave it: ``source`` a key of `RELIABILITY`, ``information`` one of `CREDIBILITY`."""

    source: str = ""
    information: str = ""

    @property
    def code(self) -> str:
        """The grade as it is written: "B2", "B–" and "–2" where one half is not given, "" where none is."""
        return f"{self.source or '–'}{self.information or '–'}" if self.source or self.information else ""

    @property
    def words(self) -> str:
        """The grade in words, "not graded" where nobody gave one.

        Examples
        --------
        >>> Grade(source="B", information="2").words
        'B2: source usually reliable, information probably true'
        """
        said = (
            f"source {RELIABILITY[self.source]}" if self.source else "source not graded",
            f"information {CREDIBILITY[self.information]}" if self.information else "information not graded",
        )
        return f"{self.code}: {', '.join(said)}" if self.code else "not graded"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeEntry:
    """One thing that a person said: ``name`` is the source's, or the event's id; ``grade`` "" takes an earlier one away."""

    name: str
    is_source: bool
    grade: str
    at: dt.datetime
    who: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """The grades of a project that stand: ``sources`` by `source_key`, ``events`` by id."""

    sources: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)

    def of(self, event: Event) -> Grade:
        """Return the grade of an event: its source's, and that of what it tells."""
        return Grade(source=self.of_source(event.source), information=self.events.get(event.event_id, ""))

    def of_source(self, name: str) -> str:
        """Return a source's letter; "" where nobody graded it."""
        return self.sources.get(source_key(name), "") if self.sources else ""


NO_GRADES = Grades()


def source_key(name: str) -> str:
    """Return the form of a source's name in which its spellings are one."""
    return fold(name) or " ".join(name.split())


class GradeBook:
    """The grades of a project as seen and given over one connection; a project of before there were any has none."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._is_kept = sa.inspect(connection).has_table(grade_table.name)

    def stamp(self) -> int:
        """Return a number that grows with each entry."""
        newest = sa.select(sa.func.coalesce(sa.func.max(grade_table.c.number), 0))
        return int(self._connection.scalar(newest) or 0) if self._is_kept else 0

    def standing(self) -> Grades:
        """Return the grades that stand."""
        rows = self._standing()
        return Grades(
            sources={row.source: row.grade for row in rows if row.event_id is None},
            events={row.event_id: row.grade for row in rows if row.event_id is not None},
        )

    def history(self, event: Event | None = None) -> tuple[GradeEntry, ...]:
        """Return all entries, or those about an event and its source, the oldest first, those that were taken back too."""
        rows = self._rows() if event is None else [row for row in self._rows() if _is_about(row, event)]
        return tuple(
            GradeEntry(
                name=row.name if row.event_id is None else row.event_id, is_source=row.event_id is None, grade=row.grade,
                at=dt.datetime.fromisoformat(row.at), who=row.who, why=row.why,
            )
            for row in rows
        )  # fmt: skip

    def grade_source(
        self, name: str, grade: str, *, at: dt.datetime, who: str, why: str, event: Event | None = None
    ) -> None:
        """Give a source a letter, "" takes it away; ``event`` is one of its events, where there is one.

        Raises
        ------
        BadGradeError
            If there is no such letter, or the source has no name.
        """
        key = source_key(name)
        if not key:
            raise BadGradeError("This event names no source, so that there is none to grade. Grade the information.")
        self._enter(_checked(grade, RELIABILITY, "a source, by a letter"), source=key, name=" ".join(name.split()), at=at, who=who, why=why, titled=event)  # fmt: skip

    def grade_event(self, event: Event, grade: str, *, at: dt.datetime, who: str, why: str) -> None:
        """Give what an event tells a figure, "" takes it away; raises BadGradeError if there is no such figure."""
        said = _checked(grade, CREDIBILITY, "information, by a figure")
        self._enter(said, event_id=event.event_id, at=at, who=who, why=why)

    def take_back(self, event: Event | None = None, *, at: dt.datetime, who: str) -> str:
        """Take back the last entry that stands, of a project or of an event and its source, and return what it was, in words.

        Raises
        ------
        UnknownEventError
            If nothing was graded, or all is taken back.
        """
        rows = [row for row in self._live() if event is None or _is_about(row, event)]
        if not rows:
            raise UnknownEventError("Nobody graded this, or all was taken back: there is nothing to take back.")
        last = rows[-1]
        words = f"{last.grade or 'not graded'}, {last.name or last.event_id}"
        values = {"event_id": last.event_id, "report_id": last.report_id, "source": last.source, "name": last.name}
        self._insert(**values, grade=last.grade, undoes=last.number, at=at, who=who, why=f"taken back: {words}")
        return words

    def _enter(
        self, grade: str, *, at: dt.datetime, who: str, why: str, event_id: str | None = None, source: str = "", name: str = "",
        titled: Event | None = None,
    ) -> None:  # fmt: skip
        report_id = None
        if titled is not None:
            # A report that names no outlet is its own source, under its title: that goes where the report is purged.
            query = sa.select(report_table.c.source).where(report_table.c.report_id == titled.report_id)
            report_id = None if str(self._connection.scalar(query) or "").strip() else titled.report_id
        self._insert(
            event_id=event_id, report_id=report_id, source=source, name=name, grade=grade, undoes=None, at=at, who=who,
            why=" ".join(why.split())[:_MOST_WHY],
        )  # fmt: skip

    def _insert(self, *, at: dt.datetime, **values: object) -> None:
        self._connection.execute(grade_table.insert().values(at=at.isoformat(), **values))

    def _rows(self) -> list[sa.Row[tuple[object, ...]]]:
        return (
            list(self._connection.execute(sa.select(grade_table).order_by(grade_table.c.number)))
            if self._is_kept
            else []
        )

    def _live(self) -> list[sa.Row[tuple[object, ...]]]:
        """Return the entries that were not taken back."""
        rows = self._rows()
        undone = {row.undoes for row in rows}
        return [row for row in rows if row.undoes is None and row.number not in undone]

    def _standing(self) -> list[sa.Row[tuple[object, ...]]]:
        latest = {(row.event_id, row.source): row for row in self._live()}
        return [row for row in latest.values() if row.grade]


def _is_about(row: sa.Row[tuple[object, ...]], event: Event) -> bool:
    return bool(row.event_id == event.event_id if row.event_id is not None else row.source == source_key(event.source))


def _checked(grade: str, known: Mapping[str, str], what: str) -> str:
    said = grade.strip().upper()
    if said and said not in known:
        listed = ", ".join(f"{each} {words}" for each, words in known.items())
        raise BadGradeError(f"{grade[:20]!r} grades nothing. You can grade {what}: {listed}.")
    return said
