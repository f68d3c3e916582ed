"""How many reports of 2 kB a second of processor time are read, from text to events."""

import datetime as dt
import gc
import itertools
import statistics
from pathlib import Path

from benchmarks.reports.figures import Figure, Part
from benchmarks.timing import per_second
from events import extract, find_dates, read_report
from gazetteer import Gazetteer, geoparse

_SAMPLES = Path(__file__).parents[2] / "samples"
_DAY = dt.date(2020, 6, 4)
_LENGTH, _COUNT, _ROUNDS = 2_000, 60, 5


def made_reports() -> list[str]:
    """Return texts of 2 kB made of the paragraphs of our own samples, each beginning with another dateline or paragraph."""
    paragraphs = [
        paragraph.strip()
        for path in sorted(_SAMPLES.glob("*.txt"))
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")
        if paragraph.strip()
    ]
    texts = []
    for number in range(_COUNT):
        # Steps of another size each time, so that no two texts have the same paragraphs in the same order.
        step = 1 + number // len(paragraphs)
        turn = itertools.cycle(paragraphs[number % len(paragraphs) :: step] + paragraphs[::step])
        text = ""
        while len(text) < _LENGTH:
            text += f"{next(turn)}\n\n"
        texts.append(text[:_LENGTH].rsplit(" ", 1)[0])
    return texts


def run(gazetteer: Gazetteer) -> Part:
    """Read all the texts some times over, and keep the median."""
    texts = made_reports()

    def read() -> int:
        return sum(len(extract(read_report(text), gazetteer).events) for text in texts)

    events = read()
    gc.collect()
    speeds = [per_second(len(texts), read) for _ in range(_ROUNDS)]
    named = per_second(len(texts), lambda: [geoparse(text, gazetteer, demonyms=True) for text in texts])
    dated = per_second(len(texts), lambda: [find_dates(text, anchor=_DAY) for text in texts])
    return Part(
        title="Speed",
        figures=(
            Figure(
                what="speed: reports of 2 kB a CPU second", of=f"{len(texts)} texts, {events:,} events",
                value=statistics.median(speeds), floor=60, aim=120,
            ),
        ),
        notes=(
            f"The whole path, `read_report` and `extract`, one process, after one warming round: the median of {_ROUNDS} rounds ({min(speeds):.0f} to {max(speeds):.0f}). "
            f"Alone, finding and placing names does {named:.0f} a CPU second, finding dates {dated:.0f}. "
            "The texts are put together from our own samples, so that their names have been looked up before; MUC-4's texts, each new, say above how it is without that.",
        ),
    )  # fmt: skip
