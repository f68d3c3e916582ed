"""Train what says which words of a sentence tell where an event happened: ``python tools/train_where_names.py``, a part of ``make train``.

It learns from the two thirds of Halterman's sentences (2019, MIT) from which `train_where` learns; ``--folds`` scores it by
cross-validation inside them, from which the threshold is taken. Words go in as hashes, many under one: no text is in the weights.
"""

import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click
import lightgbm
import numpy as np
import onnx
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from train_weights import as_onnx
from weights_hash import write_hash

from benchmarks.reports.corpora import MissingCorpusError
from benchmarks.reports.event_place import Row, score, training_rows
from events.where_bounds import COLUMNS as BOUNDS
from events.where_lexical import COLUMNS as HASHES
from events.where_lexical import WEIGHTS as WORD_WEIGHTS
from events.where_lexical import write_words
from events.where_named import (
    BOUND_WEIGHTS,
    COLUMNS,
    NAME_WEIGHTS,
    VERSION,
    NamedWhere,
    NameReading,
    chosen,
    score_columns,
)
from gazetteer import Gazetteer, geoparse, open_gazetteer

_ALL = {"objective": "binary", "num_threads": 2, "force_col_wise": True, "verbose": -1, "deterministic": True}
_NAMES = {**_ALL, "learning_rate": 0.04, "num_leaves": 31, "min_data_in_leaf": 15, "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1, "seed": 5}  # fmt: skip
_BOUNDS = {**_ALL, "learning_rate": 0.06, "num_leaves": 15, "min_data_in_leaf": 8, "feature_fraction": 0.5, "seed": 3}
_NAME_ROUNDS, _BOUND_ROUNDS = 250, 120
_FOLDS = 5
_REGULAR = 4.0


@dataclass(frozen=True, slots=True)
class Read:
    """A verb's sentence as numbers: rows, hashes and labels of its names, rows and labels of the spans of those that are right."""

    row: Row
    reading: NameReading
    rows: np.ndarray
    hashes: list[list[int]]
    labels: np.ndarray
    bounds: np.ndarray
    right: np.ndarray


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: a weight a hash, and the trees of names and of bounds."""

    words: np.ndarray
    names: lightgbm.Booster
    bounds: lightgbm.Booster


@click.command()
@click.option("--folds", is_flag=True, help="Score it by cross-validation, and write nothing.")
def main(*, folds: bool) -> None:
    """Train, and write the weights that are shipped."""
    try:
        verbs = training_rows()
    except MissingCorpusError:
        click.echo(
            "The sentences (../shared/data/event_location) are not on this machine: nothing to train on.", err=True
        )
        return
    gazetteer = open_gazetteer()
    read = [each for row in verbs if (each := read_of(row, gazetteer)) is not None]
    if folds:
        _show_folds(verbs, read)
        return
    learned = learn(read)
    write_words(WORD_WEIGHTS, learned.words)
    onnx.save(as_onnx(learned.names, len(COLUMNS), f"where names {VERSION}"), NAME_WEIGHTS)
    onnx.save(as_onnx(learned.bounds, len(BOUNDS), f"where bounds {VERSION}"), BOUND_WEIGHTS)
    for path in (WORD_WEIGHTS, NAME_WEIGHTS, BOUND_WEIGHTS):
        write_hash(path)
        click.echo(f"{path.name}: {len(verbs):,} verbs; {path.stat().st_size / 1e6:.2f} MB")


def read_of(row: Row, gazetteer: Gazetteer) -> Read | None:
    """Return a verb's sentence as numbers; None where it has no name."""
    reading = NameReading(row.text, geoparse(row.text, gazetteer, demonyms=True))
    if not reading.names:
        return None
    labels = [any(a < name.span[1] and name.span[0] < b for a, b in row.places) for name in reading.names]
    told = [k for k, label in enumerate(labels) if label and len(reading.variants[k]) > 1]
    bounds = [reading.bound_rows(k) for k in told] or [np.empty((0, len(BOUNDS)), dtype=np.float32)]
    right = [span in row.places for k in told for span in reading.variants[k]]
    return Read(
        row, reading, reading.rows(row.verb), reading.hashes(row.verb), np.array(labels, dtype=float),
        np.concatenate(bounds), np.array(right, dtype=float),
    )  # fmt: skip


def learn(read: Sequence[Read]) -> Learned:
    """Learn from sentences; the trees see of each what words say that were learned without it."""
    labels = np.concatenate([each.labels for each in read])
    folds = np.array([_fold(each.row, "words") for each in read for _ in each.labels])
    table = _table(read)
    scores = np.zeros(len(labels))
    for fold in range(_FOLDS):
        scores[folds == fold] = table[folds == fold] @ _weights(table[folds != fold], labels[folds != fold])
    names = lightgbm.train(_NAMES, lightgbm.Dataset(_columns(read, scores), labels), _NAME_ROUNDS)
    right = np.concatenate([each.right for each in read])
    bounds = lightgbm.train(
        _BOUNDS, lightgbm.Dataset(np.concatenate([each.bounds for each in read]), right), _BOUND_ROUNDS
    )
    return Learned(_weights(table, labels), names, bounds)


def find(learned: Learned, read: Sequence[Read]) -> list[list[NamedWhere]]:
    """Return the spans that may be where each verb's event happened, with their chances."""
    chances = iter(learned.names.predict(_columns(read, _table(read) @ learned.words)).tolist())
    found = []
    for each in read:
        spans = []
        for number, variants in enumerate(each.reading.variants):
            chance, (start, end) = next(chances), variants[0]
            if len(variants) > 1:
                likely = learned.bounds.predict(each.reading.bound_rows(number))
                (start, end), chance = variants[int(likely.argmax())], chance * float(likely.max())
            spans.append(NamedWhere(start=start, end=end, chance=chance, place=None))
        found.append(spans)
    return found


def _show_folds(verbs: Sequence[Row], read: Sequence[Read]) -> None:
    found: dict[int, list[NamedWhere]] = {}
    for fold in range(_FOLDS):
        asked = [each for each in read if _fold(each.row, "") == fold]
        learned = learn([each for each in read if _fold(each.row, "") != fold])
        found |= {id(each.row): spans for each, spans in zip(asked, find(learned, asked), strict=True)}
    placed = [row for row in verbs if row.places]
    for least in (0.25, 0.3, 0.325, 0.35, 0.375, 0.4, 0.45):
        answers = {
            id(row): frozenset((e.start, e.end) for e in chosen(found.get(id(row), []), least=least)) for row in verbs
        }
        of_all, of_placed = (score(rows, [answers[id(row)] for row in rows]) for rows in (verbs, placed))
        click.echo(f"{least}: F1 {of_all[2]:.4f} ({of_all[0]:.3f} / {of_all[1]:.3f}), of placed {of_placed[2]:.4f}")


def _fold(row: Row, salt: str) -> int:
    return zlib.crc32((salt + row.text).encode()) % _FOLDS


def _table(read: Sequence[Read]) -> csr_matrix:
    rows = [hashed for each in read for hashed in each.hashes]
    ends = np.cumsum([0, *map(len, rows)])
    values = np.concatenate([np.full(len(row), 1 / len(row) ** 0.5) for row in rows])
    return csr_matrix((values, np.concatenate(rows), ends), shape=(len(rows), HASHES))


def _weights(table: csr_matrix, labels: np.ndarray) -> np.ndarray:
    # Without a constant: the trees know the number of names.
    model = LogisticRegression(C=_REGULAR, solver="liblinear", fit_intercept=False, random_state=1)
    return np.asarray(model.fit(table, labels).coef_[0])


def _columns(read: Sequence[Read], scores: np.ndarray) -> np.ndarray:
    ends = np.cumsum([len(each.labels) for each in read])
    return np.concatenate([
        np.hstack([each.rows, score_columns(part)])
        for each, part in zip(read, np.split(scores, ends[:-1]), strict=True)
    ])  # fmt: skip


if __name__ == "__main__":
    main()
