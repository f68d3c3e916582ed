"""Learned trees over columns of numbers, kept as ONNX and run by onnxruntime on one thread."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.errors import WeightsError

if TYPE_CHECKING:
    import onnxruntime

SHIPPED = Path(__file__).parent / "data" / "weights"
# What the files must say of themselves: a change of a table's columns is a change of its number.
VERSIONS = {"ranker": "1", "spans": "1", "caseless": "1", "naming": "1", "sureness": "1"}
_SAID = "dateline"


class Trees:
    """Sums of trees for rows of numbers."""

    def __init__(self, path: Path, *, kind: str, columns: int, version: str | None = None) -> None:
        """Open a file of weights.

        Parameters
        ----------
        kind
            What the trees were learned for, one of `VERSIONS`, or a kind of another room's.
        columns
            How many numbers a row has.
        version
            Of a kind of another room: the number that the file must say; None is that of `VERSIONS`.

        Raises
        ------
        WeightsError
            If it is no such file, or of another version.
        """
        self._session = _open(path)
        given = self._session.get_inputs()[0]
        self._input = given.name
        needed = f"{kind} {version or VERSIONS[kind]}"
        if _kind(self._session) != needed or given.shape[1] != columns:
            raise WeightsError(_other_words(path, self._session, needed))

    def sums(self, rows: np.ndarray) -> np.ndarray:
        """Return the trees' sum for each row; shape (rows,), float64."""
        if not len(rows):
            return np.empty(0)
        sums: np.ndarray = self._session.run(None, {self._input: rows})[0]
        return sums.reshape(-1).astype(float)


def weights_file(weights: Path | None, kind: str) -> Path:
    """Return the file of weights of a kind: in a folder the one of that name, a file where it is of the kind, else the one shipped.

    Raises
    ------
    WeightsError
        If a file holds no weights that this Dateline knows.
    """
    name = f"{kind}.onnx"
    if weights is None:
        return SHIPPED / name
    if weights.is_dir():
        return weights / name if (weights / name).is_file() else SHIPPED / name
    return weights if _kind_of(weights) == kind else SHIPPED / name


def shipped_instead(weights: Path) -> tuple[str, ...]:
    """Return the kinds of weights that a file or folder does not hold, so that the shipped ones stand in."""
    return tuple(kind for kind in VERSIONS if weights_file(weights, kind).parent == SHIPPED != weights)


@cache
def _kind_of(path: Path) -> str:
    session = _open(path)
    said = _kind(session).partition(" ")[0]
    if said not in VERSIONS:
        raise WeightsError(_other_words(path, session, " and ".join(f"{each} {VERSIONS[each]}" for each in VERSIONS)))
    return said


def _kind(session: "onnxruntime.InferenceSession") -> str:
    return str(session.get_modelmeta().custom_metadata_map.get(_SAID, ""))


def _other_words(path: Path, session: "onnxruntime.InferenceSession", needed: str) -> str:
    return (
        f"{path} holds weights of another kind or version ({_kind(session) or 'not said'}); this Dateline needs {needed}. "
        "Take the files that came with it, or run: make train"
    )


def _open(path: Path) -> "onnxruntime.InferenceSession":
    # It takes a tenth of a second to import, which a look-up of one name does not need.
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common class
        raise WeightsError(
            f"{path} holds no weights that can be read. Take the files that came with Dateline."
        ) from error
