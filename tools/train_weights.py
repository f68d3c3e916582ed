"""Train what is learned on corpora with gold toponyms: ``make train``, or ``python tools/train_weights.py --without lgl``.

LightGBM learns, ONNX is kept: the product runs it with onnxruntime and never sees a corpus. The corpora are in ../shared
and nothing of their text goes into the weights: a tree holds which column it asks for, a threshold and a value.
"""

import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click
import lightgbm
import numpy as np
import onnx
from made_texts import made_documents, made_papers
from onnxmltools.convert import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType
from training_rows import GAINS, Rows, candidate_rows, caseless_rows, span_rows
from weights_hash import write_hash

from benchmarks.geoparse import FOLDS
from benchmarks.toponyms.corpora import NAMES, is_there, load
from gazetteer import candidate_features, lost_features, open_gazetteer, span_features
from gazetteer.trees import SHIPPED, VERSIONS

_ALL = {
    "learning_rate": 0.05, "bagging_fraction": 0.8, "bagging_freq": 1, "num_threads": 2, "verbose": -1, "deterministic": True,
}  # fmt: skip
_SETTINGS = {
    "ranker": {
        **_ALL, "objective": "lambdarank", "label_gain": GAINS, "num_leaves": 31, "min_data_in_leaf": 20,
        "feature_fraction": 0.7, "seed": 7,
    },
    "spans": {**_ALL, "objective": "binary", "num_leaves": 47, "min_data_in_leaf": 15, "feature_fraction": 0.6, "seed": 3},
    "caseless": {
        **_ALL, "objective": "binary", "num_leaves": 31, "min_data_in_leaf": 20, "feature_fraction": 0.5, "seed": 5,
    },
}  # fmt: skip
_ROUNDS = {"ranker": 300, "spans": 350, "caseless": 250}
READERS = {"ranker": candidate_rows, "spans": span_rows, "caseless": caseless_rows}
_COLUMNS = {"ranker": candidate_features.COLUMNS, "spans": span_features.COLUMNS, "caseless": lost_features.COLUMNS}


@click.command()
@click.option(
    "--without", type=click.Choice(list(NAMES)), help="Leave one corpus out, and keep the weights as its fold's."
)
@click.option("--only", type=click.Choice(list(READERS)), help="Train only one of them.")
def main(without: str | None, only: str | None) -> None:
    """Train, and write the weights that are shipped, or those of a fold."""
    if not is_there():
        click.echo("The corpora (../shared/data/toponyms) are not on this machine: nothing to train on.", err=True)
        return
    gazetteer = open_gazetteer()
    corpora = list(itertools.chain(*(load(name) for name in NAMES if name != without)))
    made = [*corpora, *made_documents(gazetteer)]
    # Towns' papers teach which namesake is meant. Of which words are names, corpora say it better: with them F1 fell by .5.
    texts = {"ranker": [*made, *made_papers(gazetteer)], "spans": made, "caseless": made}
    folder = SHIPPED if without is None else FOLDS / f"without_{without}"
    folder.mkdir(parents=True, exist_ok=True)
    for kind, read in READERS.items():
        if only in {None, kind}:
            documents = texts[kind]
            rows = [each for document in documents for each in read(document, gazetteer)]
            path = folder / f"{kind}.onnx"
            save(kind, learn(kind, rows), path)
            if without is None:
                write_hash(path)
            count = sum(len(labels) for _, labels in rows)
            click.echo(f"{kind}: {len(documents):,} documents, {count:,} rows; {path.stat().st_size / 1e6:.2f} MB")


def learn(kind: str, rows: Sequence[Rows]) -> lightgbm.Booster:
    """Return the trees of a kind, learned from the rows of documents."""
    columns, labels = (np.concatenate([each[at] for each in rows]) for at in (0, 1))
    groups = [len(each[1]) for each in rows] if kind == "ranker" else None
    data = lightgbm.Dataset(columns, labels, group=groups, feature_name=list(_COLUMNS[kind]))
    return lightgbm.train(_SETTINGS[kind], data, _ROUNDS[kind])


def save(kind: str, trees: lightgbm.Booster, path: Path) -> None:
    """Write the trees of a kind as what the product runs."""
    onnx.save(as_onnx(trees, len(_COLUMNS[kind]), f"{kind} {VERSIONS[kind]}"), path)


def as_onnx(trees: lightgbm.Booster, columns: int, said: str) -> onnx.ModelProto:
    """Return trees over so many columns as what the product runs; ``said`` is their kind and version."""
    # What is run is the plain sum of the leaves, as in a regression: the converter knows no ranking objective.
    text = trees.model_to_string()
    for objective in ("lambdarank", "binary sigmoid:1"):
        text = text.replace(f"objective={objective}", "objective=regression")
    text = text.replace("[objective: binary]", "[objective: regression]")
    plain, given = lightgbm.Booster(model_str=text), [("features", FloatTensorType([None, columns]))]
    model = convert_lightgbm(plain, initial_types=given, zipmap=False)
    model.graph.name = "trees"  # a new random name each time otherwise, and the file's hash with it
    model.metadata_props.add(key="dateline", value=said)
    return model


if __name__ == "__main__":
    main()
