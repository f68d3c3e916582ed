"""The learned order of candidates: what it is made of, what it may change, and weights that cannot be used."""

import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, geoparse
from gazetteer.candidate_features import COLUMNS, candidate_features
from gazetteer.errors import WeightsError
from gazetteer.geoparse import given_toponyms
from gazetteer.geoparse_command import geoparse_command
from gazetteer.ranker import Ranker, ranker
from gazetteer.resolve import weigh
from gazetteer.trees import SHIPPED as FOLDER

SHIPPED = FOLDER / "ranker.onnx"
FORMAT = frozenset(
    "TreeEnsembleRegressor ai.onnx.ml OnnxMLTools aggregate_function base_values nodes_falsenodeids nodes_featureids nodes_hitrates "
    "nodes_missing_value_tracks_true nodes_modes nodes_nodeids nodes_treeids nodes_truenodeids nodes_values post_transform "
    "target_ids target_nodeids target_treeids target_weights onnxmltools LgbmRegressor".split()
) | {"told places"}  # the name that tools/train_told_places.py gives its trees
TEXT = "Two people died in Springfield, Illinois. Peoria and Decatur sent doctors; Springfield thanked Illinois."


def _spans(text: str, *names: str) -> list[tuple[int, int]]:
    found = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            found.append((start, start + len(name)))
            start = text.find(name, start + 1)
    return sorted(found)


def test_a_namesake_goes_where_the_others_of_the_text_are(gazetteer: Gazetteer) -> None:
    text = "Police in Lebanon said the crash happened near Manchester. Concord and Nashua sent fire engines."
    found = {
        r.toponym.text: r.place
        for r in geoparse(text, gazetteer, spans=_spans(text, "Manchester", "Concord", "Nashua"))
    }
    places = {name: (place.country_code, place.admin1_code) for name, place in found.items() if place is not None}
    assert places == dict.fromkeys(("Manchester", "Concord", "Nashua"), ("US", "NH"))


def test_one_name_means_one_place_in_all_of_a_text(gazetteer: Gazetteer) -> None:
    spans = _spans(TEXT, "Springfield")
    ids = {r.place.place_id for r in geoparse(TEXT, gazetteer, spans=spans) if r.place is not None}
    assert len(ids) == 1


def test_the_features_are_a_row_a_candidate_and_all_numbers(gazetteer: Gazetteer) -> None:
    spans = _spans(TEXT, "Springfield", "Illinois", "Peoria", "Decatur")
    weighings = weigh(TEXT, given_toponyms(TEXT, spans, gazetteer), gazetteer).last
    features = candidate_features(TEXT, weighings)
    assert features.shape == (sum(len(each.weighed) for each in weighings), len(COLUMNS))
    assert np.isfinite(features).all()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["Tripoli", "Paris", "Xandoquil", "Springfield", "Moscow", "Congo"]), max_size=8))
def test_reordering_keeps_every_candidate_and_puts_the_best_first(gazetteer: Gazetteer, names: list[str]) -> None:
    text = ". ".join(names)
    weighings = weigh(text, given_toponyms(text, _spans(text, *set(names)), gazetteer), gazetteer).last
    for before, after in zip(weighings, ranker().rank(text, weighings).weighings, strict=True):
        ids = [sorted(w.candidate.place.place_id for w in each.weighed) for each in (before, after)]
        assert ids[0] == ids[1]
        weights = [w.weight for w in after.weighed]
        assert not weights or max(weights) == weights[0]


def test_a_text_with_a_thousand_names_is_ranked_in_parts(gazetteer: Gazetteer) -> None:
    text = "Springfield, Paris, Tripoli. " * 350
    spans = _spans(text, "Springfield", "Paris", "Tripoli")
    assert len(geoparse(text, gazetteer, spans=spans)) == len(spans)


def test_weights_that_are_broken_or_of_another_version_are_refused_in_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(SHIPPED.read_bytes()[:1000])
    with pytest.raises(WeightsError, match="holds no weights that can be read"):
        Ranker(broken)
    other = tmp_path / "other.onnx"
    other.write_bytes(SHIPPED.read_bytes().replace(b"ranker 1", b"ranker 0"))
    with pytest.raises(WeightsError, match=r"another kind or version \(ranker 0\).*make train"):
        Ranker(other)


def test_the_command_line_takes_a_folder_of_weights_and_refuses_broken_ones(tmp_path: Path) -> None:
    (tmp_path / "ranker.onnx").write_bytes(SHIPPED.read_bytes())
    done = CliRunner().invoke(geoparse_command, ["--weights", str(tmp_path)], input="Shells fell on Tripoli, Libya.")
    assert done.exit_code == 0
    assert '"Tripoli"' in done.stdout
    assert "holds no weights for the spans: those that came with Dateline are used." in done.stderr
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no weights")
    refused = CliRunner().invoke(geoparse_command, ["--weights", str(broken)], input="Tripoli")
    assert isinstance(refused.exception, WeightsError)
    other = tmp_path / "other"
    other.mkdir()
    broken.rename(other / "spans.onnx")
    refused = CliRunner().invoke(geoparse_command, ["--country", "LY", "--weights", str(other)], input="Tripoli")
    assert isinstance(refused.exception, WeightsError)


@pytest.mark.parametrize(
    "path",
    [*SHIPPED.parent.glob("*.onnx"), *(Path(__file__).parents[2] / "benchmarks" / "weights").rglob("*.onnx")],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_the_weights_hold_no_words_but_the_formats_own(path: Path) -> None:
    # Twelve letters in a row do not come about by chance in numbers of this many bytes.
    words = {word.strip(b"_. ").decode() for word in re.findall(rb"[A-Za-z_. ]{12,}", path.read_bytes())}
    # The letter behind a word is the next field's tag.
    assert {word for word in words if word not in FORMAT and word[:-1] not in FORMAT} == set()
