"""Train the probability of what is found: ``python tools/train_sureness.py --without lgl``, a part of ``make train``, after the other weights.

It learns from what the geoparser makes of documents that its weights never saw. For the file that is shipped each corpus is read
with the weights that were trained without it; for a fold, which must know nothing of its corpus, the others are read in parts,
with weights trained on the rest for this alone.
"""

import itertools
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click
import lightgbm
import numpy as np
import onnx
from made_texts import made_documents, made_papers
from train_weights import READERS, as_onnx, learn, save
from weights_hash import write_hash

from benchmarks.geoparse import FOLDS
from benchmarks.toponyms.corpora import NAMES, Document, is_there, load
from benchmarks.toponyms.lettering import LETTERING
from benchmarks.toponyms.scores import NEAR_KM
from gazetteer import Gazetteer, Toponym, open_gazetteer, recognize
from gazetteer.geoparse import given_toponyms
from gazetteer.ranking import distance_km
from gazetteer.resolve import decide
from gazetteer.sureness_features import COLUMNS, NAME_COLUMNS, name_features, sureness_features
from gazetteer.trees import SHIPPED, VERSIONS

_PARTS = 2
# Of so many made texts one is enough to learn a part's weights with.
_MADE = 3
_SETTINGS = {
    "objective": "binary", "learning_rate": 0.04, "num_leaves": 4, "min_data_in_leaf": 40, "feature_fraction": 0.4, "bagging_fraction": 0.7,
    "bagging_freq": 1, "lambda_l2": 5.0, "num_threads": 1, "force_col_wise": True, "verbose": -1, "deterministic": True, "seed": 11,
}  # fmt: skip
# The surer the recogniser, the surer the name.
_NAME_SETTINGS = {**_SETTINGS, "feature_fraction": 1.0, "monotone_constraints": [1, 0]}
_ROUNDS, _NAME_ROUNDS = 150, 100
# Of every so many documents one is read in capitals and one in small letters too.
_OTHER_LETTERS = 4


@click.command()
@click.option(
    "--without", type=click.Choice(list(NAMES)), help="Leave one corpus out, and keep the weights as its fold's."
)
def main(without: str | None) -> None:
    """Train, and write the weights that are shipped, or those of a fold."""
    if not is_there():
        click.echo("The corpora (../shared/data/toponyms) are not on this machine: nothing to train on.", err=True)
        return
    gazetteer = open_gazetteer()
    if without is None:
        read = (unseen_rows(load(name), gazetteer, FOLDS / f"without_{name}") for name in NAMES)
        folder = SHIPPED
    else:
        read = (rows_in_parts(load(name), gazetteer) for name in NAMES if name != without)
        folder = FOLDS / f"without_{without}"
    judged = list(itertools.chain.from_iterable(read))
    for kind, trees, columns in (
        ("naming", learn_names(judged), NAME_COLUMNS),
        ("sureness", learn_places(judged), COLUMNS),
    ):
        path = folder / f"{kind}.onnx"
        onnx.save(as_onnx(trees, len(columns), f"{kind} {VERSIONS[kind]}"), path)
        if without is None:
            write_hash(path)
        click.echo(f"{kind}: {sum(len(each.is_name) for each in judged):,} names; {path.stat().st_size / 1e6:.2f} MB")


@dataclass(frozen=True, slots=True)
class Judged:
    """What is placed in a document: the features of names and places, and whether each is right; ``is_given`` where people found the names."""

    names: np.ndarray
    places: np.ndarray
    is_name: np.ndarray
    is_right: np.ndarray
    is_given: bool


def learn_names(judged: Sequence[Judged]) -> lightgbm.Booster:
    """Return trees that say whether what the recogniser found is a place's name."""
    found = [each for each in judged if not each.is_given]
    columns, labels = np.concatenate([each.names for each in found]), np.concatenate([each.is_name for each in found])
    data = lightgbm.Dataset(columns, labels, feature_name=list(NAME_COLUMNS))
    return lightgbm.train(_NAME_SETTINGS, data, _NAME_ROUNDS)


def learn_places(judged: Sequence[Judged]) -> lightgbm.Booster:
    """Return trees that say whether a name's place is right."""
    columns = np.concatenate([each.places[each.is_name] for each in judged])
    labels = np.concatenate([each.is_right[each.is_name] for each in judged])
    return lightgbm.train(_SETTINGS, lightgbm.Dataset(columns, labels, feature_name=list(COLUMNS)), _ROUNDS)


def rows_in_parts(documents: Sequence[Document], gazetteer: Gazetteer) -> Iterator[Judged]:
    """Yield what is judged of documents, each read with weights trained on the other parts of them and on made texts."""
    made = list(made_documents(gazetteer))[::_MADE]
    more = {"ranker": [*made, *list(made_papers(gazetteer))[::_MADE]], "spans": made, "caseless": made}
    own = {kind: [list(read(each, gazetteer)) for each in documents] for kind, read in READERS.items()}
    others = {kind: [rows for each in more[kind] for rows in read(each, gazetteer)] for kind, read in READERS.items()}
    for part in range(_PARTS):
        with TemporaryDirectory() as folder:
            for kind in READERS:
                rest = [rows for n, each in enumerate(own[kind]) if n % _PARTS != part for rows in each]
                save(kind, learn(kind, [*rest, *others[kind]]), Path(folder) / f"{kind}.onnx")
            yield from unseen_rows(documents[part::_PARTS], gazetteer, Path(folder))


def unseen_rows(documents: Sequence[Document], gazetteer: Gazetteer, weights: Path) -> Iterator[Judged]:
    """Yield what is judged of documents that the weights never saw: of what is found, and of the gold spans where they are given."""
    for number, document in enumerate(documents):
        texts = [document.text]
        for name, turn in (("upper-cased", 0), ("lower-cased", 1)):
            if number % _OTHER_LETTERS == turn:
                texts.append(LETTERING[name](document.text))
        for text in texts:
            found = recognize(text, gazetteer, weights=weights)
            yield from _judged(replace(document, text=text), found, gazetteer, weights)
        given = given_toponyms(document.text, document.placed, gazetteer)
        yield from _judged(document, given, gazetteer, weights, is_given=True)


def _judged(
    document: Document, toponyms: Sequence[Toponym], gazetteer: Gazetteer, weights: Path, *, is_given: bool = False
) -> Iterator[Judged]:
    """Yield what is placed and can be judged: not demonyms, nor names to which people gave no place."""
    decided = decide(document.text, toponyms, gazetteer, weights=weights)
    kept, named, right = [], [], []
    for number, each in enumerate(decided.found):
        span = each.toponym.start, each.toponym.end
        gold = document.gold.get(span)
        is_unknown = span in document.adjectives or (gold is not None and gold.point is None)
        if each.place is None or each.toponym.is_demonym or is_unknown:
            continue
        point = gold.point if gold is not None else None
        kept.append(number)
        named.append(point is not None)
        right.append(point is not None and distance_km(point, (each.place.lon, each.place.lat)) <= NEAR_KM)
    if kept:
        places = sureness_features(decided.weighings, decided.ranked, decided.found)[kept]
        names = name_features(decided.found)[kept]
        yield Judged(names, places, np.array(named), np.array(right), is_given)


if __name__ == "__main__":
    main()
