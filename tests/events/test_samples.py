"""The sample reports and the second wording of the first, against golden files written by hand before any extractor ran."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from events import Extraction, extract, read_report
from gazetteer import Gazetteer
from tests.events.golden import assert_document_date_matches, assert_events_match, assert_nothing_else_counts, told
from tests.events.sample_score import SampleScore, score_sample

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.golden.toml"))
GOLDEN = SAMPLES + sorted((ROOT / "tests/data/reports").glob("*.golden.toml"))
# The first five, and the second wording, are read without a fault; the others are scored with all.
STRICT = [golden for golden in GOLDEN if "max_events" in tomllib.loads(golden.read_text(encoding="utf-8"))]


def _name(golden: Path) -> str:
    return golden.name.removesuffix(".golden.toml")


each_report = pytest.mark.parametrize("golden", GOLDEN, ids=_name)


def _read(golden: Path, gazetteer: Gazetteer) -> tuple[dict[str, Any], Extraction]:
    text = golden.with_name(golden.name.replace(".golden.toml", ".txt")).read_text(encoding="utf-8")
    return tomllib.loads(golden.read_text(encoding="utf-8")), extract(read_report(text), gazetteer)


@pytest.fixture(scope="module")
def scores(gazetteer: Gazetteer) -> dict[str, SampleScore]:
    """Return the score of each sample report; ``pytest -s`` shows them."""
    found = {}
    for golden in SAMPLES:
        wanted, got = _read(golden, gazetteer)
        score = found[_name(golden)] = score_sample(wanted, got.happened)
        print(  # noqa: T201 - the figures of each report, for pytest -s
            f"\n{_name(golden)}: {score.found} of {score.asked} found with day and place ({score.found_whole} with all else), "
            f"{len(score.invented)} of {score.read} invented",
            *(f"\n  missed {entry['type']} {entry.get('date')} {entry['place']}" for entry in score.missed),
            *(f"\n  invented {told((event,))}" for event in score.invented),
        )
    return found


def _fault(scores: dict[str, SampleScore]) -> str:
    return "; ".join(f"{name}: {s.found}/{s.asked}, {len(s.invented)} invented" for name, s in scores.items())


def test_there_are_ten_sample_reports_with_eighty_events(scores: dict[str, SampleScore]) -> None:
    assert len(scores) >= 10
    assert sum(score.asked for score in scores.values()) >= 80


def test_nine_of_ten_events_of_the_samples_are_found_with_their_day_and_place(scores: dict[str, SampleScore]) -> None:
    found, asked = (sum(getattr(score, of) for score in scores.values()) for of in ("found", "asked"))
    assert found / asked >= 0.90, _fault(scores)


def test_of_twenty_events_of_the_samples_no_more_than_one_is_invented(scores: dict[str, SampleScore]) -> None:
    invented, read = sum(len(s.invented) for s in scores.values()), sum(s.read for s in scores.values())
    assert invented / read <= 0.05, _fault(scores)


@pytest.mark.parametrize("golden", STRICT, ids=_name)
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
