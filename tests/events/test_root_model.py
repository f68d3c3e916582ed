"""The learned root of a sentence: what it says of plain sentences, what its weights are made of, and that no text is in them."""

import hashlib
import tomllib
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import root_of
from events.errors import RootWeightsError
from events.root_features import COLUMNS, row_of
from events.root_model import WEIGHTS, Root, read_weights, write_weights


@pytest.mark.parametrize(
    ("text", "source", "root"),
    [
        # PLV's people count sanctions imposed as force, and help that is cut as a sanction.
        ("Norway imposed sanctions on two banks in Minsk.", "Norway", Root.COERCE),
        ("France cut its aid to Niger on Friday.", "France", Root.SANCTION),
        ("The junta threatened to expel the ambassador from Bamako.", "The junta", Root.THREATEN),
        ("The governor met tribal elders in Sirte for talks.", "The governor", Root.CONSULT),
        ("The union demanded that the ministry pay its teachers.", "The union", Root.REQUEST),
        ("The opposition rejected the government's offer.", "The opposition", Root.REJECT),
        ("The mission accused the army of looting shops.", "The mission", Root.ACCUSE),
        ("Gunmen attacked a patrol near Kidal.", "Gunmen", Root.ASSAULT),
    ],
)
def test_the_root_of_a_plain_sentence(text: str, source: str, root: Root) -> None:
    assert root_of(text, source=(0, len(source))).root is root


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_any_text_and_any_spans_give_a_root(text: str, start: int, end: int) -> None:
    guess = root_of(text, source=(0, min(start, len(text))), target=(start, start + end))
    assert isinstance(guess.root, Root)
    assert guess.lead >= 0


def test_a_sentence_is_of_unit_length_and_nothing_is_nothing() -> None:
    assert np.linalg.norm(row_of("Rebels freed six soldiers.", None, None)) == pytest.approx(1.0)
    assert not row_of("", None, None).any()
    assert row_of("a " * 100_000, None, None).shape == (COLUMNS,)


def test_weights_are_read_as_they_were_written_to_within_a_step(tmp_path: Path) -> None:
    made = np.random.default_rng(1).normal(size=(len(Root), COLUMNS)).astype(np.float32)
    write_weights(tmp_path / "made.npz", made)
    step = np.abs(made).max(axis=1, keepdims=True) / 127
    assert (np.abs(read_weights(tmp_path / "made.npz") - made) <= step * 0.51).all()


def test_weights_that_cannot_be_read_or_are_of_another_version_say_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"no weights")
    with pytest.raises(RootWeightsError, match="holds no weights that can be read: run make train"):
        read_weights(broken)
    other = tmp_path / "other.npz"
    np.savez_compressed(
        other, values=np.zeros((2, 2), np.int8), scale=np.ones((2, 1), np.float32), version=np.array("0")
    )
    with pytest.raises(RootWeightsError, match="another version"):
        read_weights(other)


def test_the_weights_are_small_and_their_source_and_hash_are_told() -> None:
    entry = tomllib.loads((WEIGHTS.parents[1] / "SOURCES.toml").read_text(encoding="utf-8"))["files"][
        "weights/roots.npz"
    ]
    assert set(entry) >= {"name", "source", "version", "licence", "attribution", "sha256", "command"}
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() == entry["sha256"], "run: make train"
    assert WEIGHTS.stat().st_size < 1_500_000


def test_the_weights_are_numbers_under_hashes_and_hold_no_words() -> None:
    with zipfile.ZipFile(WEIGHTS) as members:
        assert sorted(members.namelist()) == ["scale.npy", "values.npy", "version.npy"]
        assert members.comment == b""
    with np.load(WEIGHTS, allow_pickle=False) as read:
        values, scale, version = read["values"], read["scale"], read["version"]
    # One step of 255 for each root and column, and one scale for each root: there is no room for a letter.
    assert (values.shape, values.dtype, scale.shape, scale.dtype) == (
        (len(Root), COLUMNS),
        np.int8,
        (len(Root), 1),
        np.float32,
    )
    assert str(version).isdigit()
    # Several words share a column: the table of them cannot be read back.
    assert (values != 0).any(axis=0).mean() > 0.5
