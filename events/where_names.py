"""The names among which the learned place of an event is chosen: the geoparser's, and other capitalised words that may be a place's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from events.sentence_words import KIND, Word
from events.where_choices import Choice

Span = tuple[int, int]
# "al-Dabbit", "as-Safira": the article of an Arabic name is written small.
_SMALL = re.compile(r"(?:al|el|as|ar|an|ash|at|ad|az|ed|d|l)[-’'‘]+[A-Z]")
_INNER = frozenset("de du da do del la le al el es bin ibn".split())
# Small words, and the days, begin and end no name; what stands up to "day" in the lists is such a word.
_NO_NAME = frozenset(range(KIND["day"] + 1)) | {KIND[each] for each in ("owns", "comma", "stop", "bracket")}
TYPES = frozenset(KIND[each] for each in ("town", "province", "spot"))
_DIRECTION = KIND["direction"]
# A sentence of capitals only is no list of names.
_LONGEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that may be where an event was: its span, the capitalised words around it, and the geoparser's choice, None for none."""

    span: Span
    run: Span
    choice: Choice | None


def capital_runs(sentence: str, words: Sequence[Word]) -> list[Span]:
    """Return the spans of capitalised words in a row, in order, without the small words with which a sentence begins."""
    found: list[Span] = []
    run: list[Word] = []
    for word in (*words, None):
        if word is not None and _goes_on(sentence, word, run):
            run.append(word)
            continue
        _close(run, found)
        run = [word] if word is not None and _begins(sentence, word) else []
    return found


def _begins(sentence: str, word: Word) -> bool:
    text = sentence[word.start : word.end]
    return (text[0].isupper() and word.kind not in _NO_NAME) or _SMALL.match(text) is not None


def _goes_on(sentence: str, word: Word, run: list[Word]) -> bool:
    if not run:
        return False
    gap = sentence[run[-1].end : word.start]
    if _begins(sentence, word):
        return gap.strip() == ""
    if word.kind in {KIND["dash"], KIND["quote"]} or word.kind == KIND["number"]:
        return gap == "" or (
            word.kind == KIND["quote"] and sentence[word.end : word.end + 1].isupper() and word.lower in "‘'’"
        )
    return word.lower in _INNER and gap.strip() == ""


def _close(run: list[Word], found: list[Span]) -> None:
    while run and (run[-1].kind in {KIND["dash"], KIND["quote"]} or run[-1].lower in _INNER):
        run.pop()
    if run:
        found.append((run[0].start, run[-1].end))


def names_of(sentence: str, words: Sequence[Word], choices: Sequence[Choice], adjectives: Sequence[Span]) -> list[Name]:
    """Return the names of a sentence, in order: each choice, and each run of capitals that holds none of them.

    Parameters
    ----------
    adjectives
        Spans of what is made of a place's name ("Syrian"): alone they are no name of one.
    """
    runs = capital_runs(sentence, words)
    found: list[Name] = []
    for choice in choices:
        around = next(((a, b) for a, b in runs if a < choice.end and choice.start < b), (choice.start, choice.end))
        run = min(around[0], choice.start), max(around[1], choice.end)
        found.append(Name(span=(choice.start, choice.end), run=run, choice=choice))
    for a, b in runs:
        is_taken = any(a < c.end and c.start < b for c in choices) or any(x <= a and b <= y for x, y in adjectives)
        if not is_taken and len(sentence[a:b].split()) <= _LONGEST and b - a > 1:
            found.append(Name(span=(a, b), run=(a, b), choice=None))
    return sorted(found, key=lambda name: name.span)


def variants_of(sentence: str, words: Sequence[Word], name: Name) -> list[Span]:
    """Return the spans that a name may be marked with, its own first: with the capitals about it, a type word, a direction, or without."""
    (start, end), (first, last) = name.span, name.run
    found = [(start, end), (start, last), (first, last), (first, end)]
    behind = [word for word in words if word.start >= last][:2]
    for number, word in enumerate(behind, 1):
        if word.kind in TYPES and all(sentence[a:b].isspace() for a, b in _gaps(last, behind[:number])):
            found += [(start, word.end), (first, word.end)]
    ahead = [word for word in words if word.end <= start][-1:]
    if ahead and ahead[0].kind == _DIRECTION and sentence[ahead[0].end : start].isspace():
        found += [(ahead[0].start, end), (ahead[0].start, last)]
    inner = [word for word in words if first <= word.start and word.end <= last]
    while len(inner) > 1 and inner[-1].kind in TYPES:
        inner.pop()
        found += [(start, inner[-1].end), (first, inner[-1].end)]
    while len(inner) > 1 and inner[0].kind in TYPES | {_DIRECTION}:
        inner.pop(0)
        found += [(inner[0].start, end), (inner[0].start, last), (inner[0].start, inner[-1].end)]
    return [span for span in dict.fromkeys(found) if span[0] < span[1]]


def _gaps(end: int, words: Sequence[Word]) -> list[Span]:
    ends = [end, *(word.end for word in words)]
    return [(a, word.start) for a, word in zip(ends, words, strict=False)]
