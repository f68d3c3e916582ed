"""Weights under the hashes of words, as small whole numbers with a scale, in one file."""

from pathlib import Path

import numpy as np


def read_hashed_weights(
    path: Path, *, version: str, shape: tuple[int, ...], error: type[Exception]
) -> tuple[np.ndarray, np.ndarray]:
    """Return a file's whole numbers, of that shape, and what they are to be multiplied by.

    Raises
    ------
    error
        If the file holds none of this version, with the next step.
    """
    try:
        with np.load(path, allow_pickle=False) as read:
            values, scale, written = read["values"], read["scale"], str(read["version"])
    except (OSError, ValueError, KeyError) as wrong:
        raise error(f"{path.name} holds no weights that can be read: run make train.") from wrong
    if written != version or values.shape != shape:
        raise error(f"{path.name} holds weights of another version: run make train.")
    return values, scale
