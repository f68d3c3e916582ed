"""Whole documents per CPU second, beside flashgeotext, which finds names and resolves nothing."""

from collections.abc import Iterator
from pathlib import Path

from flashgeotext.geotext import GeoText

from benchmarks.timing import Ratio, paired
from events import extract, read_report
from gazetteer import geoparse, open_gazetteer

SAMPLES = Path(__file__).parents[1] / "samples"


def run() -> Iterator[Ratio]:
    """Read the sample reports twenty times over."""
    gazetteer = open_gazetteer()
    texts = [file.read_text(encoding="utf-8") for file in sorted(SAMPLES.glob("*.txt"))] * 20
    rival = GeoText()
    theirs = (len(texts), lambda: [rival.extract(input_text=text) for text in texts])
    yield paired(
        "documents geoparsed (found, resolved, footprints)",
        "documents",
        (len(texts), lambda: [geoparse(text, gazetteer) for text in texts]),
        "flashgeotext (finds names, resolves nothing)",
        theirs,
    )
    yield paired(
        "documents read into events",
        "documents",
        (len(texts), lambda: [extract(read_report(text), gazetteer) for text in texts]),
        "flashgeotext (finds names, resolves nothing)",
        theirs,
    )
