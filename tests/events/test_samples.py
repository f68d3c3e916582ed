"""The sample reports and the second wording of the first, against golden files written by hand before any extractor ran."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from events import Extraction, extract, read_report
from gazetteer import Gazetteer
from tests.events.golden import assert_document_date_matches, assert_events_match, assert_nothing_else_counts

ROOT = Path(__file__).parents[2]
GOLDEN = sorted((ROOT / "samples").glob("*.golden.toml")) + sorted((ROOT / "tests/data/reports").glob("*.golden.toml"))
each_report = pytest.mark.parametrize("golden", GOLDEN, ids=lambda p: p.name.removesuffix(".golden.toml"))


def _read(golden: Path, gazetteer: Gazetteer) -> tuple[dict[str, Any], Extraction]:
    text = golden.with_name(golden.name.replace(".golden.toml", ".txt")).read_text(encoding="utf-8")
    return tomllib.loads(golden.read_text(encoding="utf-8")), extract(read_report(text), gazetteer)


@each_report
def test_every_event_that_a_report_tells_is_found_and_none_invented(golden: Path, gazetteer: Gazetteer) -> None:
    assert_events_match(*_read(golden, gazetteer))


@each_report
def test_captions_boilerplate_plans_and_strengths_are_no_events(golden: Path, gazetteer: Gazetteer) -> None:
    assert_nothing_else_counts(*_read(golden, gazetteer))


@each_report
def test_the_document_date_is_the_one_the_text_supports_and_a_conflict_is_said(
    golden: Path, gazetteer: Gazetteer
) -> None:
    assert_document_date_matches(*_read(golden, gazetteer))


@each_report
def test_every_span_slices_to_its_words(golden: Path, gazetteer: Gazetteer) -> None:
    _, got = _read(golden, gazetteer)
    text = got.report.text
    for event in got.events:
        assert text[event.start : event.end] == event.sentence
        assert text[event.trigger_start : event.trigger_end] == event.trigger
    assert all(text[r.toponym.start : r.toponym.end] == r.toponym.text for r in got.resolutions)
    assert all(text[d.start : d.end] == d.text for d in got.dates)
