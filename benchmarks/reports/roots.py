"""Sentences with PLOVER's roots, and what is learned of them: ridge regression on hashed words, in numpy alone."""

import csv
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.reports.corpora import corpus
from events.root_features import Span, row_of
from events.root_model import Root

FOLDS = 5
# Older names of the gold standard record of 2016.
_RENAMED = {
    "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "RETREAT": "YIELD", "CONCEDE": "YIELD",
}  # fmt: skip
# How much is smoothed; and what a sentence weighs that is shown once more without its target, as reports mark none.
_RIDGE, _WITHOUT_TARGET = 0.1, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence, the spans of who acts and upon whom (None where the words are not in it), and the root that people gave."""

    text: str
    source: Span | None
    target: Span | None
    root: str

    @property
    def behind(self) -> int:
        """Where the words for the source end."""
        return self.source[1] if self.source else 0


def load() -> tuple[Row, ...]:
    """Return the sentences of PLV, in the file's order."""
    with corpus("events", "PLV_train.tsv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            _row(each["sentence"], each["source"], each["target"], each["gold_root"])
            for each in csv.DictReader(lines, delimiter="\t")
        )


def load_manual() -> tuple[Row, ...]:
    """Return the sentences of PLOVER's gold standard record, most of them examples of CAMEO's manual; only to learn from."""
    read = json.loads(corpus("events", "PLOVER_GSR_CAMEO.json").read_text(encoding="utf-8"))
    return tuple(
        _row(each["text"], _actor(each.get("source")), _actor(each.get("target")), _RENAMED.get(each["event"], each["event"]))
        for each in read
        if each.get("text")
    )  # fmt: skip


def _actor(given: object) -> str:
    first = given[0] if isinstance(given, list) and given else None
    return str(first.get("actorText") or "") if isinstance(first, dict) else ""


def _row(text: str, source: str, target: str, root: str) -> Row:
    return Row(text=text, source=_span(text, source), target=_span(text, target), root=root)


def _span(text: str, words: str) -> Span | None:
    start = text.find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else None


def fold_of(row: Row) -> int:
    """Return the fold of a sentence; one that stands in the file twice is in one fold."""
    return hashlib.sha256(row.text.encode()).digest()[0] % FOLDS


def learn(rows: Sequence[Row]) -> np.ndarray:
    """Return weights of shape (roots, columns) from sentences, each with its target and without."""
    whole = [row_of(each.text, each.source, each.target) for each in rows]
    bare = [row_of(each.text, each.source, None) for each in rows]
    columns = np.array(whole + bare)
    wanted = np.array([[1.0 if each.root == root else -1.0 for root in Root] for each in rows] * 2)
    smoothing = np.repeat([_RIDGE, _RIDGE / _WITHOUT_TARGET], len(rows))
    # In the dual, as there are far fewer sentences than columns.
    likeness = columns @ columns.T
    shares = np.linalg.solve(likeness.astype(float) + np.diag(smoothing), wanted)
    return np.asarray(shares.T.astype(np.float32) @ columns)


def answers(weights: np.ndarray, rows: Sequence[Row], *, has_target: bool = True) -> list[str]:
    """Return the likeliest root of each sentence."""
    roots = list(Root)
    columns = np.array([row_of(each.text, each.source, each.target if has_target else None) for each in rows])
    return [roots[at].value for at in (columns @ weights.T).argmax(axis=1)]
