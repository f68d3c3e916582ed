"""What a golden file of a report asks for, and whether the events that were found give it."""

import re
from typing import Any

from pyproj import Geod
from shapely.geometry import Point

from events import Event, Extraction
from gazetteer import place_point

GEOD = Geod(ellps="WGS84")


def _is_then(event: Event, wanted: dict[str, Any]) -> bool:
    if "date" in wanted:
        return event.date_start == event.date_end == wanted["date"]
    if "date_from" not in wanted:
        return True
    return (
        event.date_start is not None
        and event.date_end is not None
        and wanted["date_from"] <= event.date_start <= event.date_end <= wanted["date_to"]
    )


def _is_there(event: Event, wanted: dict[str, Any]) -> bool:
    where = event.where
    if where is None or where.place is None:
        return bool(wanted.get("unplaced_ok"))
    if "country" in wanted and where.place.country_code != wanted["country"]:
        return False
    point = place_point(where)
    if "named" in wanted and where.place.is_rough:
        # The gazetteer has the name and only the province for it: right is that name, drawn as an area that holds the point.
        is_named = where.place.name == wanted["named"]
        return is_named and where.footprint is not None and where.footprint.covers(Point(wanted["near"]))
    if "near" in wanted and point is not None:
        metres = GEOD.inv(*point, *wanted["near"])[2]
        if metres > 1000 * wanted["within_km"]:
            return False
    if wanted.get("is_area") and where.footprint is None:
        return False
    if "contains" in wanted and (where.footprint is None or not where.footprint.covers(Point(wanted["contains"]))):
        return False
    return not (
        "excludes" in wanted and where.footprint is not None and where.footprint.covers(Point(wanted["excludes"]))
    )


def fits(event: Event, wanted: dict[str, Any]) -> bool:
    """Say whether an event is the one that a golden entry describes."""
    sides = {"side1": event.side1, "side2": event.side2, "claimed_by": tuple(c.by for c in event.claims)}
    return (
        event.type in wanted["type"]
        and _is_then(event, wanted)
        and ("date_prec" not in wanted or event.date_prec == wanted["date_prec"])
        and ("killed" not in wanted or (event.killed is not None and event.killed.best == wanted["killed"]))
        and ("injured" not in wanted or (event.injured is not None and event.injured.best == wanted["injured"]))
        and any(
            _is_there(event, wanted.get(k, {"unplaced_ok": True}))
            for k in ("place", "or_place")
            if k != "or_place" or k in wanted
        )
        and all(re.search(wanted[k], " | ".join(v), re.IGNORECASE) for k, v in sides.items() if k in wanted)
    )


def told(events: tuple[Event, ...]) -> str:
    return "\n".join(
        f"{e.date_start} {e.date_end} prec {e.date_prec} | {e.type} | {e.where.place.name if e.where and e.where.place else None}"
        f" | killed {e.killed.best if e.killed else None} injured {e.injured.best if e.injured else None}"
        f" | {e.side1} v {e.side2} | {[c.by for c in e.claims]} | {e.trigger}"
        for e in events
    )


def assert_events_match(wanted: dict[str, Any], got: Extraction) -> None:
    """Assert that each golden event is found once, and that no more were invented than the file allows."""
    free = list(got.happened)
    missing = []
    for entry in wanted["event"]:
        found = next((e for e in free if fits(e, entry)), None)
        if found is None:
            missing.append(entry)
        else:
            free.remove(found)
    assert not missing, f"{missing}\n--- got\n{told(got.happened)}"
    assert len(got.happened) <= wanted["max_events"], told(got.happened)


def assert_nothing_else_counts(wanted: dict[str, Any], got: Extraction) -> None:
    """Assert that captions, boilerplate, plans and strengths made no event and no toll."""
    for words in wanted["no_event_within"]:
        assert words in got.report.text
        assert not [e for e in got.happened if words in e.sentence], words
    tolls = {n for e in got.happened for t in (e.killed, e.injured) if t for n in (t.best, t.low, t.high)}
    assert wanted.get("nobody_killed") not in tolls


def assert_document_date_matches(wanted: dict[str, Any], got: Extraction) -> None:
    """Assert the document date, and that a conflict with the printed one is said with both dates."""
    date = wanted["document_date"]
    assert got.document_date.date == date["date"]
    if "printed" in date:
        assert got.document_date.printed == date["printed"]
        assert got.document_date.conflict is not None
        assert all(any(words in w for w in got.warnings) for words in date["warning_names"]), got.warnings
    else:
        assert got.document_date.conflict is None
