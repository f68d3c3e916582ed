"""What the letters of a name, and the signs between two words, say in any text."""

from functools import lru_cache
from typing import NamedTuple

from gazetteer.lexicon import lexicon
from gazetteer.names import fold


class Form(NamedTuple):
    """What a name's letters say, whatever the text."""

    folded: str
    is_capitals: bool
    has_digit: bool
    has_hyphen: bool
    is_demonym: bool
    is_state: bool
    is_abbreviation: bool


@lru_cache(maxsize=1 << 14)
def form_of(name: str) -> Form:
    """Return what a name's letters and the lists say of it."""
    lists = lexicon()
    return Form(
        fold(name), name.isupper(), any(letter.isdigit() for letter in name), "-" in name,
        name in lists.demonyms, name in lists.states, name in lists.abbreviations,
    )  # fmt: skip


@lru_cache(maxsize=1 << 10)
def gap_code(gap: str) -> int:
    """Return what kind of sign stands between two words."""
    if gap == " ":
        return 0
    for code, signs in enumerate((",", ".", "(", ")"), start=1):
        if gap.startswith(signs):
            return code
    if "-" in gap:
        return 5
    return 6 if "'" in gap or "’" in gap else 7 if not gap.strip() else 8
