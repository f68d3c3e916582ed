"""Which words of a sentence say where the event of its verb happened (Halterman 2019, MIT), scored by exact spans.

Other readers of the place get their row through `finders`; those that learn from the sentences take `training_rows` only.
"""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from benchmarks.reports.corpora import Span, corpus, is_whole
from benchmarks.reports.figures import Figure, Part, f1, share
from benchmarks.reports.place_bounds import core
from events import EventType, split_report
from events.claims import find_claims
from events.event_place import outside_bodies, places_of
from events.trigger import Trigger, clauses
from events.triggers import find_triggers
from events.where_model import LEAST_LIKELY, where_of
from events.where_named import named_places
from gazetteer import Gazetteer, Resolution, geoparse

# Takes a sentence and the span of its verb, and gives the spans of where that happened.
Finder = Callable[[str, Span], Sequence[Span]]
_SEED = 20191
_NOT_PLACES = "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_BEHIND_PREPOSITION = re.compile(
    r"\b(?:in|at|near|on|outside|inside|around|across|into|to|from|of|toward|towards)\s+(?:the\s+)?(?:(?:[a-z]+\s+){0,3}of\s+)?"
    rf"((?!(?:{'|'.join(_NOT_PLACES)})\b)[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence, its verb and the spans of the places of what the verb tells, none where it names none."""

    text: str
    verb: Span
    places: frozenset[Span]


@cache
def _rows() -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows to train on and those to test with: two thirds and a third of the sentences, each sentence on one side."""
    rows: dict[str, list[Row]] = {}
    with gzip.open(corpus("event_location", "labeled_text.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            read = json.loads(line)
            spans = [((each["start"], each["end"]), each["label"]) for each in read["spans"]]
            verbs = [span for span, label in spans if label == "VERB"]
            if len(verbs) == 1 and all(is_whole(read["text"], *span) for span, _ in spans):
                places = frozenset(span for span, label in spans if label == "LOCATION")
                rows.setdefault(read["text"], []).append(Row(text=read["text"], verb=verbs[0], places=places))
    texts = sorted(rows)
    random.Random(_SEED).shuffle(texts)
    cut = len(texts) // 3
    test, training = ([row for text in part for row in rows[text]] for part in (texts[:cut], texts[cut:]))
    return tuple(training), tuple(test)


def training_rows() -> tuple[Row, ...]:
    """Return the two thirds from which a reader may learn."""
    return _rows()[0]


def test_rows() -> tuple[Row, ...]:
    """Return the third with which all are scored."""
    return _rows()[1]


def nearest_behind_preposition(text: str, verb: Span) -> Sequence[Span]:
    """Return the capitalised words behind a preposition that stand nearest after the verb, else nearest before it."""
    found = [match.span(1) for match in _BEHIND_PREPOSITION.finditer(text)]
    after = [span for span in found if span[0] >= verb[1]]
    return after[:1] or found[-1:]


def by_trees(places_of_text: Callable[[str], Sequence[Resolution]]) -> Finder:
    """Return the learned say alone: the places that it holds for likely."""

    def find(text: str, verb: Span) -> Sequence[Span]:
        places = places_of_text(text)
        chances = where_of(text, verb, places)
        return [
            (each.toponym.start, each.toponym.end)
            for each, chance in zip(places, chances, strict=True)
            if chance >= LEAST_LIKELY
        ]

    return find


def by_names(places_of_text: Callable[[str], Sequence[Resolution]]) -> Finder:
    """Return what `events.named_places` says: the geoparser's places and other names, each with the bounds that it is likeliest to have."""

    def find(text: str, verb: Span) -> Sequence[Span]:
        return [(each.start, each.end) for each in named_places(text, verb, places_of_text(text))]

    return find


def our_names(gazetteer: Gazetteer) -> Callable[[str], Sequence[Resolution]]:
    """Return what gives all that our geoparser finds in a text, adjectives ("Syrian") among it."""

    @cache
    def names(text: str) -> Sequence[Resolution]:
        return geoparse(text, gazetteer, demonyms=True)

    return names


def our_places(gazetteer: Gazetteer) -> Callable[[str], Sequence[Resolution]]:
    """Return what gives the places that our geoparser finds in a text."""

    @cache
    def places(text: str) -> Sequence[Resolution]:
        return [each for each in geoparse(text, gazetteer, demonyms=True) if not each.is_adjective]

    return places


def marked_places(gazetteer: Gazetteer, rows: Sequence[Row]) -> Callable[[str], Sequence[Resolution]]:
    """Return what gives the places that people marked for any verb of a text, and ours where they do not overlap with them."""
    marked: dict[str, set[Span]] = {}
    for row in rows:
        marked.setdefault(row.text, set()).update(row.places)
    ours = our_places(gazetteer)

    @cache
    def places(text: str) -> Sequence[Resolution]:
        spans: list[Span] = []
        for start, end in sorted(marked[text], key=lambda span: span[0] - span[1]):
            if not any(a < end and start < b for a, b in spans):
                spans.append((start, end))
        kept = [
            each for each in ours(text) if not any(a < each.toponym.end and each.toponym.start < b for a, b in spans)
        ]
        given = geoparse(text, gazetteer, spans=spans) if spans else ()
        return sorted([*kept, *given], key=lambda each: each.toponym.start)

    return places


def by_extract(places: Callable[[str], Sequence[Resolution]]) -> Finder:
    """Return what `events.extract` says: the rules' place of the trigger's clause, the trees where rules are not sure."""

    def find(text: str, verb: Span) -> Sequence[Span]:
        sentences = [each for each in split_report(text) if each.start <= verb[0] < each.end]
        if not sentences:
            return ()
        sentence = sentences[0]
        start, end = verb[0] - sentence.start, verb[1] - sentence.start
        named = places(text)
        here = outside_bodies(sentence, [r for r in named if sentence.start <= r.toponym.start < sentence.end])
        triggers = find_triggers(sentence.text)
        own = next((each for each in triggers if each.start < end and start < each.end), None)
        if own is None:
            clause = next(each for each in clauses(sentence.text) if each[0] <= start < each[1])
            own = Trigger(EventType.CASUALTIES, "", start, end, clause)
        said = [(each.start + sentence.start, each.end + sentence.start) for each in find_claims(sentence.text)]
        found = places_of(text, (sentence.start, sentence.end), own, here, said, (), triggers)
        return [(each.toponym.start, each.toponym.end) for each in found]

    return find


def finders(gazetteer: Gazetteer) -> dict[str, Finder]:
    """Return the readers to score: Dateline's own first, then its rivals."""
    places = our_places(gazetteer)
    return {
        "Dateline": by_names(our_names(gazetteer)),
        "trees over the geoparser's places alone": by_trees(places),
        "rules beside the learned say (extract)": by_extract(places),
        "nearest name behind a preposition": nearest_behind_preposition,
    }


def answers(rows: Sequence[Row], find: Finder) -> list[frozenset[Span]]:
    """Return what a reader finds in each row."""
    return [frozenset(find(row.text, row.verb)) for row in rows]


def score(rows: Sequence[Row], found: Sequence[frozenset[Span]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of spans over all rows, those without a place among them."""
    right = sum(len(row.places & spans) for row, spans in zip(rows, found, strict=True))
    given, gold = sum(map(len, found)), sum(len(row.places) for row in rows)
    return share(right, given), share(right, gold), f1(right, given, gold)


def _misses(rows: Sequence[Row], found: Sequence[frozenset[Span]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row, spans in zip(rows, found, strict=True):
        for span in row.places - spans:
            words = row.text[slice(*span)]
            if any(a < span[1] and span[0] < b for a, b in spans):
                counts["other bounds of the same place"] += 1
            elif not any(map(str.isupper, words)):
                counts["a place without a capital"] += 1
            else:
                counts["another place given" if spans else "no place given"] += 1
        if not row.places:
            counts["a place given where the sentence names none for the verb"] += len(spans)
    return counts


def run(gazetteer: Gazetteer) -> Part:
    """Score all readers on the test third."""
    rows = test_rows()
    found = {name: answers(rows, find) for name, find in finders(gazetteer).items()}
    scores = {name: score(rows, spans) for name, spans in found.items()}
    placed = [index for index, row in enumerate(rows) if row.places]
    of_placed = {name: score([rows[i] for i in placed], [spans[i] for i in placed])[2] for name, spans in found.items()}
    details = (f"{name} {p:.3f} / {r:.3f}" for name, (p, r, _) in scores.items())
    misses = _misses(rows, found["Dateline"])
    twice, agreed = _agreement()
    chosen = answers(rows, by_trees(marked_places(gazetteer, rows)))
    return Part(
        title="Where an event happened (Halterman's sentences)",
        figures=(
            _figure("event place, exact-span F1", len(rows), {name: each[2] for name, each in scores.items()}),
            _figure("event place, of verbs whose sentence names it", len(placed), of_placed),
        ),
        notes=(
            f"The sentences are split by text, seed {_SEED}: {len(training_rows()):,} verbs to learn from, {len(rows):,} to test with, {len(placed):,} of which have a place; rows with a span that cuts a word are left out.",
            f"The issue does not say whether verbs without a place count: both are shown. Dateline's row is the learned say (`events.named_places`): trees over the geoparser's places and the other capitalised words, and others that choose each name's bounds; their thresholds are from cross-validation inside the first part (`tools/train_where_names.py --folds`). The trees over the geoparser's places alone (`events.where_of`) and `extract`, in which the rules go first, stand beside it. Most columns of the trees were thought out on sentences of both parts, the trees and their thresholds saw the first only. Precision / recall over all verbs: {'; '.join(details)}.",
            f"Without type words, directions and articles about names, which the corpus counts into some and not into others: {_both(*_cores(rows, found['Dateline']))}.",
            f"The trees alone with the marked spans among the places to choose from: {_both(rows, chosen)}. The best that can be chosen of what our geoparser finds: {_both(*_cores(rows, _ceiling(rows, our_places(gazetteer))))}.",
            f"People agree with each other with F1 {agreed:.3f}, over the {twice} verbs that were marked twice.",
            f"Wrong, by kind: {' · '.join(f'{what} {count}' for what, count in misses.most_common())}.",
        ),
    )  # fmt: skip


def _both(rows: Sequence[Row], found: Sequence[frozenset[Span]]) -> str:
    placed = [index for index, row in enumerate(rows) if row.places]
    of_placed = score([rows[i] for i in placed], [found[i] for i in placed])[2]
    return f"F1 {score(rows, found)[2]:.3f}, of verbs whose sentence names it {of_placed:.3f}"


def _cores(rows: Sequence[Row], found: Sequence[frozenset[Span]]) -> tuple[list[Row], list[frozenset[Span]]]:
    """Return rows and answers with bare names."""
    bare = [replace(row, places=frozenset(core(row.text, *span) for span in row.places)) for row in rows]
    return bare, [frozenset(core(row.text, *s) for s in spans) for row, spans in zip(rows, found, strict=True)]


def _ceiling(rows: Sequence[Row], places: Callable[[str], Sequence[Resolution]]) -> list[frozenset[Span]]:
    """Return the places of each row that are right, of those that there are to choose from."""
    found = []
    for row in rows:
        gold = {core(row.text, *span) for span in row.places}
        spans = [(each.toponym.start, each.toponym.end) for each in places(row.text)]
        found.append(frozenset(span for span in spans if core(row.text, *span) in gold))
    return found


def _agreement() -> tuple[int, float]:
    """Return how many verbs were marked twice, over all rows, and how well the two markings agree."""
    first: dict[tuple[str, str], frozenset[str]] = {}
    right = one = other = count = 0
    for row in (*training_rows(), *test_rows()):
        key = "".join(filter(str.isalnum, row.text)), row.text[slice(*row.verb)]
        words = frozenset(row.text[slice(*span)] for span in row.places)
        if key not in first:
            first[key] = words
        else:
            before = first[key]
            count, right, one, other = count + 1, right + len(before & words), one + len(before), other + len(words)
    return count, f1(right, one, other)


def _figure(what: str, count: int, scores: dict[str, float]) -> Figure:
    rivals = ", ".join(f"{name} {value:.3f}" for name, value in scores.items() if name != "Dateline")
    return Figure(what=what, of=f"{count:,} verbs", value=scores["Dateline"], floor=0.78, aim=0.84, rivals=rivals)
