"""Marks in a report's text: each kind says its link, and nothing of the text is lost where they overlap."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from events import Claim, Extraction, ListedActor, Toll, extract, read_report
from gazetteer import Gazetteer
from ui.report_text import MOST_SHOWN, segments

TEXT = (
    "HOMS, Syria, 12 March 2021 - The Free Homs Army (FHA) attacked Homs on Thursday and killed 60 soldiers, the mayor said. "
    "On Wednesday the FHA shelled Palmyra, wounding three people, according to drivers."
)


@pytest.fixture(scope="module")
def found(gazetteer: Gazetteer) -> Extraction:
    return extract(read_report(TEXT), gazetteer)


def _of(marked: list[dict[str, Any]], kind: str) -> dict[str, str]:
    return {each["text"]: each["words"] for each in marked if kind in each["kinds"]}


def test_each_kind_says_its_link_in_plain_words(found: Extraction) -> None:
    marked = segments(found)
    assert _of(marked, "toll")["60"] == "60 killed: toll of battle, Homs, 11 March 2021"
    date = _of(marked, "date")["Thursday"]
    assert date.startswith(
        "“Thursday” = 11 March 2021, counted from the report’s day, 12 March 2021, from the dateline"
    )
    assert date.endswith("the day of battle, Homs")
    assert "the mayor said" in _of(marked, "claim")
    assert any("side 1, who acts" in words for words in _of(marked, "actor").values())
    assert "attacked" in _of(marked, "event")
    assert {"Homs", "Palmyra"} <= _of(marked, "place").keys()


def test_a_side_is_marked_under_its_acronym_and_its_listed_names(found: Extraction) -> None:
    acted = replace(found.events[-1], side1=("Free Homs Army",))
    marked = segments(replace(found, events=(acted,)))
    assert _of(marked, "actor")["FHA"].startswith("Free Homs Army: side 1, who acts")
    renamed = replace(acted, side1=("Army of the Old City",))
    listed = (ListedActor(name="Army of the Old City", aliases=("FHA",)),)
    assert "FHA" not in _of(segments(replace(found, events=(renamed,))), "actor")
    assert "FHA" in _of(segments(replace(found, events=(renamed,)), listed), "actor")


def test_no_letter_is_lost_where_marks_overlap_nest_or_point_nowhere(found: Extraction) -> None:
    text = "<b>\u202eمدينة</b> & \U0001f4a5\ud800 " + TEXT
    event = found.events[0]
    spans = [(0, 9), (3, 30), (5, 5), (8, 2), (20, len(text) + 99), (-4, 3), (29, 31)]
    claims = tuple(Claim(by="<i>x</i>", verb="said", date=dt.date(2021, 3, 1), start=a, end=b) for a, b in spans)
    hostile = replace(
        event, start=0, claims=claims, killed=Toll(best=1, low=1, high=1, start=2, end=40), side1=("(", "", "مدينة")
    )
    marked = segments(replace(found, report=replace(found.report, text=text), events=(hostile,), resolutions=()))
    assert "".join(each["text"] for each in marked) == text.replace("\u202e", "")
    both = next(each for each in marked if {"claim", "toll"} <= set(each["kinds"]))
    assert both["id"] == event.event_id
    assert "مدينة" in _of(marked, "actor")
    assert all(each["words"].count("\n") < 6 for each in marked)


def test_a_long_text_is_marked_up_to_where_it_is_shown(found: Extraction) -> None:
    text = TEXT + " killed" * MOST_SHOWN
    last = replace(found.events[0], trigger_start=MOST_SHOWN - 3, trigger_end=MOST_SHOWN + 9, start=0, end=len(text))
    marked = segments(replace(found, report=replace(found.report, text=text), events=(last,) * 50))
    assert sum(len(each["text"]) for each in marked) == MOST_SHOWN
    assert "event" in marked[-1]["kinds"]
