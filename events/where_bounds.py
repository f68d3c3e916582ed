"""Where the name of an event's place begins and ends: each span that it may have as numbers, for the trees that choose one."""

import zlib
from collections.abc import Sequence

import numpy as np

from events.sentence_words import Word
from events.where_names import Name, Span

COLUMNS = (
    "added_before", "added_behind", "cut", "first_kind", "is_first_capital", "first_verb", "last_kind", "is_last_capital", "behind_kind", "is_behind_capital",
    "last_word", "first_word", "cut_kind", "cut_word", "is_own", "is_run", "begins_run", "ends_run", "is_unlisted", "place_kind", "place_score",
    "next_kind", "previous_kind", "next_word", "is_next_capital", "words", "inner_last_kind", "inner_last_word", "inner_first_kind", "inner_first_word",
    "variants", "letters", "is_possessive", "holds_other",
)  # fmt: skip
# Words are told apart by their hash only, and only so well.
_WORDS = 64


def bound_rows(
    sentence: str, words: Sequence[Word], name: Name, variants: Sequence[Span], others: Sequence[Span]
) -> np.ndarray:
    """Return a row a span that a name may have, shape (variants, len(COLUMNS)), float32; what is not there is -1.

    Parameters
    ----------
    others
        Spans of the sentence's other names.
    """
    told = [(*_of_span(sentence, words, name, span), len(variants), span[1] - span[0],
        sentence[span[1] : span[1] + 1] in {"'", "’"}, any(a < span[1] and span[0] < b for a, b in others)) for span in variants]  # fmt: skip
    return np.array(told, dtype=np.float32).reshape(len(told), len(COLUMNS))


def _of_span(sentence: str, words: Sequence[Word], name: Name, span: Span) -> tuple[float, ...]:
    (a, b), (start, end) = name.span, span
    ahead = [word for word in words if start <= word.start < a]
    behind = [word for word in words if b <= word.start < end]
    cut = [word for word in words if a <= word.start < b and not start <= word.start < end]
    inner = [word for word in words if start <= word.start < end] or list(words[:1])
    following = next((word for word in words if word.start >= end), None)
    previous = next((word for word in reversed(words) if word.end <= start), None)
    first, last = (ahead[0] if ahead else None), (behind[-1] if behind else None)
    kind, score = (name.choice.kind, name.choice.score) if name.choice else (-1, -1)
    return (
        len(ahead), len(behind), len(cut), _kind(first), _capital(sentence, first), first.verb if first else -1, _kind(last), _capital(sentence, last),
        _kind(behind[0] if behind else None), _capital(sentence, behind[0] if behind else None), _hash(last), _hash(first),
        _kind(cut[0] if cut else None), _hash(cut[-1] if cut else None), span == name.span, span == name.run, start == name.run[0], end == name.run[1],
        name.choice is None, kind, score, _kind(following), _kind(previous), _hash(following), _capital(sentence, following),
        len(inner), _kind(inner[-1]), _hash(inner[-1]), _kind(inner[0]), _hash(inner[0]),
    )  # fmt: skip


def _kind(word: Word | None) -> int:
    return -1 if word is None else word.kind


def _capital(sentence: str, word: Word | None) -> int:
    return -1 if word is None else int(sentence[word.start].isupper())


def _hash(word: Word | None) -> int:
    return -1 if word is None else zlib.crc32(word.lower.encode("utf-8", "surrogatepass")) % _WORDS
