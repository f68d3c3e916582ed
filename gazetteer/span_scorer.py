"""The learned say on which words are places: it drops what the rules hardly should have found, and adds what they missed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from gazetteer.gazetteer import Gazetteer
from gazetteer.homeland import Homeland
from gazetteer.lexicon import lexicon
from gazetteer.names import fold
from gazetteer.neighbours import DIRECTION
from gazetteer.span_features import COLUMNS, Find, SpanFeatures
from gazetteer.tokens import Line
from gazetteer.trees import Trees, weights_file

Span = tuple[int, int]
# Set on held-out corpora: a name of the rules goes below the one probability, what they did not find comes from the other on.
LEAST_KEPT, LEAST_ADDED = 0.05, 0.4
# A name that no list has is added only where the trees are this sure: "Houthis", "Masalit" are in none either. So is one
# that is none of the country's that the text is about: there is a Wagner in South Dakota.
_LEAST_UNLISTED = 0.8
# A sentence in which the rules, which know every hamlet of the country that the caller says, find no place: the trees learned
# from articles and have nothing to weigh its names by ("Mykola was killed by a mine").
_SHORT = 200
# What a type word, a government's house or a state's name speaks for goes only where the trees are sure that it is no place.
_LEAST_SPOKEN_FOR = 0.02


@dataclass(frozen=True, slots=True)
class Said:
    """What the trees say of a text's spans.

    ``dropped`` are the rules' finds that are no places; ``added`` are places besides, first and last word of all lines' words with
    their probability; ``chance`` is that of the rules' finds.
    """

    dropped: set[Span]
    added: list[tuple[int, int, float]]
    chance: dict[Span, float]


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
        homeland: Homeland,
    ) -> Said:
        """Return which of the rules' finds are no places, and what are places besides.

        Demonyms stay what the rules say; spans that are kept and added do not overlap. ``homeland`` is the country that the
        caller says the text is about, whose hamlets the rules know by name.
        """
        spans = SpanFeatures(text, lines, finds, surnames, gazetteer)
        dropped, told = self._dropped(text, spans, finds)
        if homeland and len(text) < _SHORT and not any(_is_kept(find) for find in finds.values()):
            return Said(dropped, [], told)
        taken = bytearray(len(text) + 1)
        for start, end in (span for span, find in finds.items() if find.verdict > 1 and span not in dropped):
            taken[start:end] = b"\1" * (end - start)
        # Most spans need no trees: they lie over what is kept, or lists decide on them.
        open_to_it = [
            number
            for number, (start, end) in enumerate(spans.places)
            if not _is_for_the_rules(text[start:end]) and taken.find(1, start, end) < 0
        ]
        chance = self._chance(spans, open_to_it)
        added = []
        for at in np.argsort(-chance, kind="stable").tolist():
            if chance[at] < LEAST_ADDED:
                break
            number = open_to_it[at]
            start, end = spans.places[number]
            name = text[start:end]
            is_listed = homeland.knows(name) if homeland else spans.is_listed(name)
            if (is_listed or chance[at] >= _LEAST_UNLISTED) and taken.find(1, start, end) < 0:
                added.append((*spans.spans[number], float(chance[at])))
                taken[start:end] = b"\1" * (end - start)
        return Said(dropped, sorted(added), told)

    def _dropped(
        self, text: str, spans: SpanFeatures, finds: Mapping[Span, Find]
    ) -> tuple[set[Span], dict[Span, float]]:
        """Return the rules' finds that go, and the probability of each find; demonyms are theirs to say."""
        kept = [
            number
            for number, span in enumerate(spans.places)
            if span in finds and finds[span].verdict > 1 and not finds[span].is_demonym
        ]
        dropped, told = set(), {}
        for number, p in zip(kept, self._chance(spans, kept).tolist(), strict=True):
            span = start, end = spans.places[number]
            told[span] = p
            is_spoken_for = finds[span].is_metonym or finds[span].has_cue or spans.is_state(text[start:end])
            if p < (_LEAST_SPOKEN_FOR if is_spoken_for else LEAST_KEPT):
                dropped.add(span)
        return dropped, told

    def _chance(self, spans: SpanFeatures, numbers: Sequence[int]) -> np.ndarray:
        chance: np.ndarray = 1 / (1 + np.exp(-self._trees.sums(spans.rows(numbers))))
        return chance


def _is_kept(find: Find) -> bool:
    return find.verdict > 1 and not find.is_demonym


@lru_cache(maxsize=1 << 14)
def _is_for_the_rules(name: str) -> bool:
    """Say whether a name is one that lists decide on: an acronym (M23, LNA), a demonym, a direction, a people."""
    is_never = all(word in lexicon().never for word in fold(name).split(" "))
    return is_never or name.isupper() or name in lexicon().demonyms or DIRECTION.fullmatch(name) is not None


@cache
def span_scorer(weights: Path | None = None) -> SpanScorer:
    """Return the scorer of a file, or of a folder that holds it, read once; None is the one that is shipped."""
    return SpanScorer(weights_file(weights, "spans"))
