"""Train what says which place named elsewhere in a report an event belongs to: ``python tools/train_told_places.py``, a part of ``make train``.

It learns from MUC-4's news with their answer keys (`../shared/data/muc4`): of an event that answers an incident, which of the
places that the text names is the key's. ``--folds`` writes the weights that `benchmarks.reports` reads each fifth of the texts with.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click
import lightgbm
import numpy as np
import onnx
from train_weights import as_onnx
from weights_hash import write_hash

from benchmarks.reports.corpora import MissingCorpusError
from benchmarks.reports.muc4 import FOLDS, TYPES, Judge, answered, fold_of, fold_weights, is_near
from benchmarks.reports.templates import Document, Template, load
from events import Event, extract, read_report
from events.told_places import VERSION, WEIGHTS, ToldPlaces
from events.told_rows import COLUMNS, is_unplaced
from gazetteer import Gazetteer, open_gazetteer

# Few texts: small trees, and each leaf of many places.
_SETTINGS = {
    "objective": "binary", "learning_rate": 0.04, "num_leaves": 7, "min_data_in_leaf": 15, "feature_fraction": 0.4, "bagging_fraction": 0.7,
    "bagging_freq": 1, "lambda_l2": 5, "num_threads": 1, "force_col_wise": True, "verbose": -1, "deterministic": True, "seed": 1,
}  # fmt: skip
_ROUNDS = 150
# An event that only may tell an incident counts half of one that answers it.
_UNSURE = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """An event without a place of its own: a row a place that the text names, whether it is the key's, and how much that weighs."""

    fold: int
    rows: np.ndarray
    labels: np.ndarray
    weight: float


@click.command()
@click.option("--folds", is_flag=True, help="Write the benchmark's weights, each learned without a fifth of the texts.")
def main(*, folds: bool) -> None:
    """Train, and write the weights that are shipped, or those of the folds."""
    try:
        documents = load()
    except MissingCorpusError:
        click.echo("The news (../shared/data/muc4) are not on this machine: nothing to train on.", err=True)
        return
    asked = asked_of(documents, open_gazetteer())
    for path, rows in (
        [(fold_weights(fold), [each for each in asked if each.fold != fold]) for fold in range(FOLDS)]
        if folds
        else [(WEIGHTS, asked)]
    ):
        onnx.save(as_onnx(learn(rows), len(COLUMNS), f"told places {VERSION}"), path)
        if not folds:
            write_hash(path)
        click.echo(f"{path.name}: {len(rows):,} events; {path.stat().st_size / 1e6:.2f} MB")


def asked_of(documents: Sequence[Document], gazetteer: Gazetteer) -> list[Asked]:
    """Return the events of the texts that have a key and no place of their own, each with the places that its text names."""
    judge = Judge(gazetteer)
    found: list[Asked] = []
    for document in documents:
        fold = fold_of(document)

        def note(
            events: Sequence[Event],
            *told: object,
            day: object,
            document: Document = document,
            fold: int = fold,
            **_: object,
        ) -> tuple[Event, ...]:
            places = ToldPlaces(*told, day)  # type: ignore[arg-type, call-arg]  # what extract gives is passed on
            found.extend(_asked(document, tuple(events), places, judge, fold))
            return tuple(events)

        with patch("events.coding.placed_events", note):
            extract(read_report(document.text), gazetteer)
    return found


def _asked(document: Document, events: tuple[Event, ...], places: ToldPlaces, judge: Judge, fold: int) -> list[Asked]:
    answers = {event: number for number, event in answered(document.templates, events, judge).items()}
    found = []
    for number, event in enumerate(events):
        told = places.of(event) if is_unplaced(event) else []
        keys = _keys(document, event, judge)
        alike = [key for key in keys if event.type in TYPES.get(key.type, ())]
        if number in answers and not alike:
            keys = [document.templates[answers[number]]]
        if not told or not keys:
            continue
        wanted = [place for key in (alike or keys) for place in key.places]
        labels = [
            any(judge.is_just_there(replace(event, where=each.where), place) for place in wanted) for each in told
        ]
        weight = 1.0 if number in answers else _UNSURE
        found.append(Asked(fold, places.rows(number, events), np.array(labels, dtype=float), weight))
    return found


def _keys(document: Document, event: Event, judge: Judge) -> list[Template]:
    near = [each for each in document.templates if is_near(event, each)]
    return [each for each in near if any(judge.is_there(event, place) for place in each.places)]


def learn(asked: Sequence[Asked]) -> lightgbm.Booster:
    """Learn from events which of the places is theirs."""
    rows, labels = np.concatenate([each.rows for each in asked]), np.concatenate([each.labels for each in asked])
    weights = np.concatenate([np.full(len(each.labels), each.weight) for each in asked])
    return lightgbm.train(
        _SETTINGS, lightgbm.Dataset(rows, labels, weight=weights, feature_name=list(COLUMNS)), _ROUNDS
    )


if __name__ == "__main__":
    main()
