"""The learned say on which words are places: it drops what the rules hardly should have found, and adds what they missed."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.names import fold
from gazetteer.neighbours import DIRECTION
from gazetteer.span_features import COLUMNS, Find, SpanFeatures
from gazetteer.tokens import Line
from gazetteer.trees import Trees, weights_file

Span = tuple[int, int]
# Set on held-out corpora: a name of the rules goes below the one probability, what they did not find comes from the other on.
LEAST_KEPT, LEAST_ADDED = 0.05, 0.4
# A name that no list has is added only where the trees are this sure: "Houthis", "Masalit" are in none either.
_LEAST_UNLISTED = 0.8
# What a type word, a government's house or a state's name speaks for goes only where the trees are sure that it is no place.
_LEAST_SPOKEN_FOR = 0.02


class SpanScorer:
    """Trees over spans of a text."""

    def __init__(self, path: Path) -> None:
        """Open a file of weights; raises `WeightsError` where it is none, or of another version."""
        self._trees = Trees(path, kind="spans", columns=len(COLUMNS))

    def decide(
        self,
        text: str,
        lines: Sequence[Line],
        finds: Mapping[Span, Find],
        surnames: frozenset[str],
        gazetteer: Gazetteer,
    ) -> tuple[set[Span], list[tuple[int, int]]]:
        """Return the rules' finds that are no places, and what are places besides, as first and last word of all lines' words.

        Demonyms stay what the rules say; spans that are kept and added do not overlap.
        """
        spans = SpanFeatures(text, lines, finds, surnames, gazetteer)
        chance = 1 / (1 + np.exp(-self._trees.sums(spans.rows())))
        places = [spans.span(first, last) for first, last in spans.spans]
        dropped = {
            span
            for span, p in zip(places, chance, strict=True)
            if span in finds and _is_dropped(finds[span], p, is_state=spans.is_state(span))
        }
        is_taken = np.zeros(len(text) + 1, dtype=bool)
        for start, end in (span for span, find in finds.items() if find.verdict > 1 and span not in dropped):
            is_taken[start:end] = True
        added = []
        for number in np.argsort(-chance, kind="stable").tolist():
            if chance[number] < LEAST_ADDED:
                break
            start, end = places[number]
            is_likely = chance[number] >= _LEAST_UNLISTED or spans.is_listed(places[number])
            if is_likely and not is_taken[start:end].any() and not _is_for_the_rules(text[start:end]):
                added.append(spans.spans[number])
                is_taken[start:end] = True
        return dropped, sorted(added)


def _is_dropped(find: Find, chance: float, *, is_state: bool) -> bool:
    """Say whether a find of the rules goes; demonyms are theirs to say."""
    if find.verdict <= 1 or find.is_demonym:
        return False
    return chance < (_LEAST_SPOKEN_FOR if find.is_metonym or find.has_cue or is_state else LEAST_KEPT)


def _is_for_the_rules(name: str) -> bool:
    """Say whether a name is one that lists decide on: an acronym (M23, LNA), a demonym, a direction, a people."""
    is_never = all(word in lexicon().never for word in fold(name).split(" "))
    return is_never or name.isupper() or name in lexicon().demonyms or DIRECTION.fullmatch(name) is not None


@cache
def span_scorer(weights: Path | None = None) -> SpanScorer:
    """Return the scorer of a file, or of a folder that holds it, read once; None is the one that is shipped."""
    return SpanScorer(weights_file(weights, "spans"))
