"""Where the research corpora are: in ../shared, and nothing of them is committed."""

from pathlib import Path

DATA = Path(__file__).parents[3] / "shared" / "data"
Span = tuple[int, int]


class MissingCorpusError(FileNotFoundError):
    """A corpus is not on this machine; the message is the line that says so."""


def corpus(*parts: str) -> Path:
    """Return the path of a corpus.

    Raises
    ------
    MissingCorpusError
        If it is not on this machine.
    """
    path = DATA.joinpath(*parts)
    if not path.exists():
        raise MissingCorpusError(f"../shared/data/{'/'.join(parts)} is not on this machine: no row for it.")
    return path


def is_whole(text: str, start: int, end: int) -> bool:
    """Say whether a span is made of whole words; some that people marked are a few letters off."""
    inside = text[start:end]
    if not inside or inside != inside.strip():
        return False
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not (before.isalnum() and inside[0].isalnum()) and not (after.isalnum() and inside[-1].isalnum())
