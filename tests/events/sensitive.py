"""A project with a report that is to be purged and all that it can leave: an original, decisions, a deletion, a choice, a snapshot."""

import datetime as dt
from pathlib import Path

from events import EventFilter, EventStore, accepted, decide, rejected
from events.intake import Intake, bytes_source
from events.merging import merge
from events.snapshot import SnapshotWriter, snapshot_path
from gazetteer import Gazetteer, NameChoice, NameChoices, text_context

SECRET = (
    "HOMS, Syria, 12 March 2021 - Gunmen led by Abu Zubeida Quallandir attacked the village of Xandoquil on Thursday and killed two. "
    "A bomb exploded in Homs on Tuesday, killing 40 people.\n"
)
OTHER = "HOMS, Syria, 14 March 2021 - Shells fell on Homs on Saturday, killing seven people, police said.\n"
SENTENCE, NAME, PLACE = "led by Abu Zubeida Quallandir attacked the village", "Quallandir", "Xandoquil"
_NOW = dt.datetime(2021, 4, 1, tzinfo=dt.UTC)


def made_project(home: Path, gazetteer: Gazetteer, *more: str) -> EventStore:
    """Make it under a home folder, with `SECRET`, `OTHER` and more reports in it."""
    (home / "data" / "projects").mkdir(parents=True)
    made = EventStore(home / "data" / "projects" / "p.sqlite")
    texts = {"secret.txt": SECRET, "other.txt": OTHER} | {f"{number}.txt": text for number, text in enumerate(more)}
    intake = Intake(store=made, gazetteer=gazetteer)
    outcomes = list(intake.run([bytes_source(name, text.encode()) for name, text in texts.items()]))
    assert {each.reason for each in outcomes} == {""}
    report_id = secret_id(made)
    events = made.extraction(report_id).events
    decide(made, [accepted(events[0])])
    decide(made, [rejected(events[-1], why=f"not by {NAME}")])
    made.delete_report(report_id)
    made.restore_report(report_id)
    NameChoices(made.path, read_only=False).make(
        NameChoice(name=PLACE, context=text_context(made.extraction(report_id).report.text), place_id=None, at=_NOW)
    )
    theirs = next(each for each in made.select(EventFilter()).events if OTHER[29:].startswith(each.sentence.rstrip()))
    merge(made, theirs.event_id, events[0].event_id, why=f"both tell of {NAME}")
    writer = SnapshotWriter(made.path, made.query()._mark)
    writer.finish()
    snapshot_path(made.path).write_bytes(snapshot_path(made.path).read_bytes() + SECRET.encode())
    return made


def secret_id(store: EventStore) -> str:
    """Return the id of the report that is to be purged."""
    return next(each.report_id for each in store.reports() if NAME in store.extraction(each.report_id).report.text)


def holding(folder: Path, *words: str) -> list[str]:
    """Return the files that hold one of some words, as UTF-8 or UTF-16; the place index is nobody's report."""
    files = [each for each in folder.rglob("*") if each.is_file() and not each.is_symlink()]
    return [
        f"{each.name}: {word}"
        for each in files
        for word in words
        if any(word.encode(code) in each.read_bytes() for code in ("utf-8", "utf-16-le"))
    ]
