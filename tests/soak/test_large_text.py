"""Ten megabytes of text are read to the end, with progress all the way."""

from pathlib import Path

import pytest

from events import extract, read_report
from gazetteer import Gazetteer

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.soak


def test_ten_megabytes_are_read_whole_with_progress_that_never_goes_back(gazetteer: Gazetteer) -> None:
    sample = (ROOT / "samples" / "sahel.txt").read_text(encoding="utf-8")
    once = extract(read_report(sample), gazetteer)
    times = 10_000_000 // len(sample.encode())
    text = "\n\n".join([sample] * times)
    told: list[tuple[float, str]] = []
    found = extract(read_report(text), gazetteer, progress=lambda share, words: told.append((share, words)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert len(set(shares)) > 100
    assert {words for _, words in told} >= {"Reading the layout", "Finding places", "Finding dates", "Finding events"}
    assert len(found.events) >= 0.9 * times * len(once.events)
    assert all(text[e.start : e.end] == e.sentence for e in found.events[:: len(found.events) // 200])
