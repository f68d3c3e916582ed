"""Train what says where an event happened: ``python tools/train_where.py``, a part of ``make train``.

It learns from two thirds of Halterman's sentences (2019, MIT); the other third is what ``make bench-events`` scores the shipped file with.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click
import lightgbm
import numpy as np
import onnx
from train_weights import as_onnx
from weights_hash import write_hash

from benchmarks.reports.corpora import MissingCorpusError
from benchmarks.reports.event_place import Row, training_rows
from benchmarks.reports.place_bounds import core
from events.where_choices import choice_of
from events.where_columns import COLUMNS
from events.where_features import WhereFeatures
from events.where_model import VERSION, WEIGHTS
from gazetteer import Gazetteer, geoparse, open_gazetteer

_SETTINGS = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 31, "min_data_in_leaf": 15, "feature_fraction": 0.5, "bagging_fraction": 0.8,
    "bagging_freq": 1, "num_threads": 1, "force_col_wise": True, "verbose": -1, "deterministic": True, "seed": 5,
}  # fmt: skip
_ROUNDS = 250


@click.command()
def main() -> None:
    """Train, and write the weights that are shipped."""
    try:
        verbs = training_rows()
    except MissingCorpusError:
        click.echo(
            "The sentences (../shared/data/event_location) are not on this machine: nothing to train on.", err=True
        )
        return
    gazetteer = open_gazetteer()
    read = [each for row in verbs if (each := rows_of(row, gazetteer)) is not None]
    columns, labels = (np.concatenate([each[at] for each in read]) for at in (0, 1))
    trees = lightgbm.train(_SETTINGS, lightgbm.Dataset(columns, labels, feature_name=list(COLUMNS)), _ROUNDS)
    WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(as_onnx(trees, len(COLUMNS), f"where {VERSION}"), WEIGHTS)
    write_hash(WEIGHTS)
    click.echo(f"where: {len(verbs):,} verbs, {len(labels):,} places; {WEIGHTS.stat().st_size / 1e6:.2f} MB")


def rows_of(row: Row, gazetteer: Gazetteer) -> tuple[np.ndarray, np.ndarray] | None:
    """Return features and labels of the places of a sentence for its verb; None where it names none that we find."""
    found = [each for each in geoparse(row.text, gazetteer, demonyms=True) if not each.is_adjective]
    if not found:
        return None
    gold = {core(row.text, *span) for span in row.places}
    labels = [core(row.text, each.toponym.start, each.toponym.end) in gold for each in found]
    features = WhereFeatures(row.text, [choice_of(each, 0) for each in found])
    return features.rows(row.verb), np.array(labels, dtype=float)


if __name__ == "__main__":
    main()
