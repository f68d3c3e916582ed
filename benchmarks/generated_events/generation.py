"""Reports and events drawn from the stage: pure, streamed, and the same for the same seed and gazetteer."""

import datetime as dt
from collections.abc import Iterator
from hashlib import blake2b
from random import Random

from benchmarks.generated_events.happening import draw_event
from benchmarks.generated_events.sentences import Draft
from benchmarks.generated_events.stage import Stage, Theatre, build_stage
from events import DateSource, DocumentDate, Extraction, Report
from gazetteer import Gazetteer

_MEAN_EXTRA, _MOST_EVENTS = 2.2, 12


def generate_events(count: int, *, seed: int = 0, gazetteer: Gazetteer) -> Iterator[Extraction]:
    """Give reports with exactly ``count`` events in all, as the reader of reports would have read them.

    The first reports of a longer run are those of a shorter one; only the last report is cut to the count. Spans are
    true: a sentence stands in its report where it says. Armed groups and outlets are invented, places are real.

    Parameters
    ----------
    count
        How many events, 0 or more.
    seed
        Another seed gives other events with other ids.
    gazetteer
        Where the towns and areas are from: the shipped one, for the same events everywhere.

    Raises
    ------
    ValueError
        If ``count`` is negative.
    LookupError
        If the gazetteer has not the towns of ``words.toml``.
    """
    if count < 0:
        raise ValueError(f"count must be 0 or more, got {count}.")
    luck = Random(f"dateline events {seed}")
    stage = build_stage(gazetteer, luck)
    made = number = 0
    while made < count:
        size = min(1 + int(luck.expovariate(1 / _MEAN_EXTRA)), _MOST_EVENTS)
        extraction = _report(stage, luck, f"{seed}:{number}", size, count - made)
        made += len(extraction.events)
        number += 1
        yield extraction


def _report(stage: Stage, luck: Random, name: str, size: int, most: int) -> Extraction:
    theatre = stage.theatres.draw(luck)
    day, focus = theatre.calendar.draw(luck)
    source, report_id = stage.sources.draw(luck), f"r{_digest(name)}"
    town = theatre.towns[focus] if focus is not None else theatre.busy.draw(luck)
    head = f"{town.name.upper()}, {day.day} {day:%B %Y} — "
    parts, at, happenings = [head], len(head), []
    for position in range(size):
        draft = Draft(at)
        happening = draw_event(
            stage, theatre, town if focus is not None else None, day, luck,
            draft=draft, report_id=report_id, source=source, event_id=f"e{_digest(f'{name}:{position}')}",
        )  # fmt: skip
        happenings.append(happening)
        parts += [happening.event.sentence, " "]
        at = draft.at + 1
    kept = happenings[:most]
    report = Report(
        report_id=report_id, text="".join(parts).strip(), title=_title(theatre, day), source=source, published=day,
        country=theatre.country,
    )  # fmt: skip
    return Extraction(
        report=report,
        document_date=DocumentDate(
            date=day, source=DateSource.DATELINE, score=0.95, reason="printed above the text", printed=day
        ),
        warnings=(),
        events=tuple(each.event for each in kept),
        resolutions=tuple(each.event.where for each in kept if each.event.where is not None),
        dates=tuple(each.date for each in kept if each.date is not None),
    )


def _title(theatre: Theatre, day: dt.date) -> str:
    return f"{theatre.country_name}: situation on {day.day} {day:%B %Y}"


def _digest(name: str) -> str:
    return blake2b(name.encode(), digest_size=8).hexdigest()
