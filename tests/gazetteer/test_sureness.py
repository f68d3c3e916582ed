"""How sure a place is: a probability, which changes neither what is found nor where it is put."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from gazetteer import Gazetteer, geoparse
from gazetteer.errors import WeightsError
from gazetteer.geoparse import given_toponyms
from gazetteer.geoparse_command import geoparse_command
from gazetteer.resolve import decide, resolve
from gazetteer.sureness import Sureness, sureness
from gazetteer.sureness_features import COLUMNS, NAME_COLUMNS, name_features, sureness_features
from gazetteer.trees import SHIPPED

_TEXT = "Shells fell on Tripoli, Libya, and on Gharyan. In Springfield the mayor of Paris met Xandoquil, the Libyan."
_NAMES, _PLACES = SHIPPED / "naming.onnx", SHIPPED / "sureness.onnx"


def _spans(text: str, *names: str) -> list[tuple[int, int]]:
    return sorted((text.index(name), text.index(name) + len(name)) for name in names)


def test_scores_are_probabilities_and_the_decisions_stay_as_they_are(gazetteer: Gazetteer) -> None:
    toponyms = given_toponyms(_TEXT, _spans(_TEXT, "Tripoli", "Libya,", "Gharyan", "Springfield", "Paris"), gazetteer)
    before = decide(_TEXT, toponyms, gazetteer).found
    after = resolve(_TEXT, toponyms, gazetteer)
    for one, other in zip(before, after, strict=True):
        assert (one.place, one.tier, one.reasons, one.needs_review) == (
            other.place, other.tier, other.reasons, other.needs_review,
        )  # fmt: skip
        if one.place is not None:
            assert other.fit == one.score
            assert 0.01 <= other.score <= 0.99


def test_what_is_not_placed_and_demonyms_keep_the_score_of_the_rules(gazetteer: Gazetteer) -> None:
    found = geoparse(_TEXT, gazetteer, demonyms=True, spans=_spans(_TEXT, "Xandoquil", "Libyan", "Gharyan"))
    told = {each.toponym.text: each.fit for each in found}
    assert told["Xandoquil"] is None
    assert told["Libyan"] is None
    assert told["Gharyan"] is not None


def test_a_name_that_others_found_is_surer_than_the_same_that_was_found(gazetteer: Gazetteer) -> None:
    found = geoparse(_TEXT, gazetteer)
    given = geoparse(_TEXT, gazetteer, spans=[(each.toponym.start, each.toponym.end) for each in found])
    assert all(each.toponym.chance is not None for each in found)
    assert all(one.score <= other.score for one, other in zip(found, given, strict=True) if one.place is other.place)


def test_the_surer_the_recogniser_the_surer_the_name() -> None:
    rows = np.array([(logit, 0.0) for logit in range(-8, 9)], dtype=np.float32)
    sums = sureness()._names.sums(rows)
    assert (np.diff(sums) >= 0).all()


def test_features_are_finite_whatever_is_decided(gazetteer: Gazetteer) -> None:
    for names in ((), ("Xandoquil",), ("Tripoli", "Xandoquil", "Springfield")):
        toponyms = given_toponyms(_TEXT, _spans(_TEXT, *names), gazetteer)
        decided = decide(_TEXT, toponyms, gazetteer)
        rows = sureness_features(decided.weighings, decided.ranked, decided.found)
        assert rows.shape == (len(names), len(COLUMNS))
        assert name_features(decided.found).shape == (len(names), len(NAME_COLUMNS))
        assert np.isfinite(rows).all()


def test_weights_that_are_broken_or_of_another_version_are_refused_in_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(_PLACES.read_bytes()[:1000])
    with pytest.raises(WeightsError, match="holds no weights that can be read"):
        Sureness(_NAMES, broken)
    other = tmp_path / "other.onnx"
    other.write_bytes(_NAMES.read_bytes().replace(b"naming 1", b"naming 0"))
    with pytest.raises(WeightsError, match=r"another kind or version \(naming 0\).*make train"):
        Sureness(other, _PLACES)
    with pytest.raises(WeightsError, match=r"another kind or version"):
        Sureness(_PLACES, _NAMES)


def test_the_command_line_says_broken_weights_before_it_reads(tmp_path: Path) -> None:
    (tmp_path / "sureness.onnx").write_bytes(b"no weights")
    refused = CliRunner().invoke(geoparse_command, ["--weights", str(tmp_path)], input="Tripoli")
    assert isinstance(refused.exception, WeightsError)
