"""The sample reports and the second wording of the first, against golden files written by hand before any extractor ran."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pyproj import Geod
from shapely.geometry import Point

from events import Event, Extraction, extract, read_report
from gazetteer import Gazetteer

ROOT = Path(__file__).parents[2]
GOLDEN = sorted((ROOT / "samples").glob("*.golden.toml")) + sorted((ROOT / "tests/data/reports").glob("*.golden.toml"))
GEOD = Geod(ellps="WGS84")


def _read(golden: Path, gazetteer: Gazetteer) -> tuple[dict[str, Any], Extraction]:
    text = golden.with_name(golden.name.replace(".golden.toml", ".txt")).read_text(encoding="utf-8")
    return tomllib.loads(golden.read_text(encoding="utf-8")), extract(read_report(text), gazetteer)


def _is_there(event: Event, wanted: dict[str, Any]) -> bool:
    where = event.where
    if where is None or where.place is None:
        return bool(wanted.get("unplaced_ok"))
    if "country" in wanted and where.place.country_code != wanted["country"]:
        return False
    if "near" in wanted:
        metres = GEOD.inv(where.place.lon, where.place.lat, *wanted["near"])[2]
        if metres > 1000 * wanted["within_km"]:
            return False
    if wanted.get("is_area") and where.footprint is None:
        return False
    if "contains" in wanted and (where.footprint is None or not where.footprint.covers(Point(wanted["contains"]))):
        return False
    return not (
        "excludes" in wanted and where.footprint is not None and where.footprint.covers(Point(wanted["excludes"]))
    )


def _fits(event: Event, wanted: dict[str, Any]) -> bool:
    """Say whether an event is the one that a golden entry describes."""
    sides = {"side1": event.side1, "side2": event.side2, "claimed_by": tuple(c.by for c in event.claims)}
    return (
        event.type in wanted["type"]
        and ("date" not in wanted or event.date_start == event.date_end == wanted["date"])
        and ("date_prec" not in wanted or event.date_prec == wanted["date_prec"])
        and ("killed" not in wanted or (event.killed is not None and event.killed.best == wanted["killed"]))
        and ("injured" not in wanted or (event.injured is not None and event.injured.best == wanted["injured"]))
        and _is_there(event, wanted.get("place", {"unplaced_ok": True}))
        and all(re.search(wanted[k], " | ".join(v), re.IGNORECASE) for k, v in sides.items() if k in wanted)
    )


def _told(events: tuple[Event, ...]) -> str:
    return "\n".join(
        f"{e.date_start} {e.date_end} prec {e.date_prec} | {e.type} | {e.where.place.name if e.where and e.where.place else None}"
        f" | killed {e.killed.best if e.killed else None} injured {e.injured.best if e.injured else None}"
        f" | {e.side1} v {e.side2} | {[c.by for c in e.claims]} | {e.trigger}"
        for e in events
    )


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda p: p.name.removesuffix(".golden.toml"))
def test_every_event_that_a_report_tells_is_found_and_none_invented(golden: Path, gazetteer: Gazetteer) -> None:
    wanted, got = _read(golden, gazetteer)
    free = list(got.events)
    missing = []
    for entry in wanted["event"]:
        found = next((e for e in free if _fits(e, entry)), None)
        if found is None:
            missing.append(entry)
        else:
            free.remove(found)
    assert not missing, f"{missing}\n--- got\n{_told(got.events)}"
    assert len(got.events) <= wanted["max_events"], _told(got.events)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda p: p.name.removesuffix(".golden.toml"))
def test_captions_boilerplate_plans_and_strengths_are_no_events(golden: Path, gazetteer: Gazetteer) -> None:
    wanted, got = _read(golden, gazetteer)
    for words in wanted["no_event_within"]:
        assert words in got.report.text
        assert not [e for e in got.events if words in e.sentence], words
    tolls = {n for e in got.events for t in (e.killed, e.injured) if t for n in (t.best, t.low, t.high)}
    assert wanted.get("nobody_killed") not in tolls


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda p: p.name.removesuffix(".golden.toml"))
def test_the_document_date_is_the_one_the_text_supports_and_a_conflict_is_said(
    golden: Path, gazetteer: Gazetteer
) -> None:
    wanted, got = _read(golden, gazetteer)
    date = wanted["document_date"]
    assert got.document_date.date == date["date"]
    if "printed" in date:
        assert got.document_date.printed == date["printed"]
        assert got.document_date.conflict is not None
        assert all(any(words in w for w in got.warnings) for words in date["warning_names"]), got.warnings
    else:
        assert got.document_date.conflict is None


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda p: p.name.removesuffix(".golden.toml"))
def test_every_span_slices_to_its_words(golden: Path, gazetteer: Gazetteer) -> None:
    _, got = _read(golden, gazetteer)
    text = got.report.text
    for event in got.events:
        assert text[event.start : event.end] == event.sentence
        assert text[event.trigger_start : event.trigger_end] == event.trigger
    assert all(text[r.toponym.start : r.toponym.end] == r.toponym.text for r in got.resolutions)
    assert all(text[d.start : d.end] == d.text for d in got.dates)
