"""Sentences with the word that tells where an event happened (Halterman 2019, MIT); they stay in ../shared.

They say which words are the place, not which place it is: so what is scored is whether the words are found, and whether any
place is offered for them.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazetteer import Gazetteer, geoparse

FILE = Path(__file__).parents[3] / "shared" / "data" / "event_location" / "labeled_text.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text and the spans of the names of places in it."""

    text: str
    names: tuple[tuple[int, int], ...]


@cache
def load() -> tuple[Sentence, ...]:
    """Return the sentences; spans that do not begin and end with a word are corrupt and left out, and names without a capital."""
    found = []
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = row["text"]
            spans = [(each["start"], each["end"]) for each in row["spans"] if each["label"] == "LOCATION"]
            names = tuple(
                span for span in spans if _is_whole(text, *span) and any(map(str.isupper, text[slice(*span)]))
            )
            if names:
                found.append(Sentence(text, names))
    return tuple(found)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether a span is made of whole words."""
    inside = text[start:end]
    if not inside or inside != inside.strip():
        return False
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not (before.isalnum() and inside[0].isalnum()) and not (after.isalnum() and inside[-1].isalnum())


def report(gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the lines of the table, or one that says that the sentences are not there."""
    if not FILE.is_file():
        yield "\nHalterman's sentences (../shared/data/event_location) are not on this machine: no row for them."
        return
    sentences = load()
    exact = overlapping = offered = total = 0
    for sentence in sentences:
        found = [each for each in geoparse(sentence.text, gazetteer) if not each.is_adjective]
        spans = {(each.toponym.start, each.toponym.end): each for each in found}
        for start, end in sentence.names:
            near = [each for (a, b), each in spans.items() if a < end and start < b]
            total += 1
            exact += (start, end) in spans
            overlapping += bool(near)
            offered += any(each.place is not None or each.candidates for each in near)
    shares = [f"{100 * count / total:.1f}" for count in (exact, overlapping, offered)]
    yield f"\n### Where events happened: {len(sentences):,} sentences, {total:,} names\n"
    yield "| found just so % | found at least in part % | with a place to offer % |\n|---:|---:|---:|"
    yield f"| {shares[0]} | **{shares[1]}** (asked 88) | **{shares[2]}** |"
    yield "\nThe sentences do not say which place is meant, so that no share in the right country can be told (asked 75)."
