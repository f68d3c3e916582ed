"""How well names are found where capitals are lost, and where the caller says of which country a text is."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.toponyms.answers import Answer, Points
from benchmarks.toponyms.corpora import Document
from benchmarks.toponyms.scores import found_score
from gazetteer import Gazetteer, geoparse

Change = Callable[[str], str]
_NEAR_M = 100_000.0


def same_length(change: Change) -> Change:
    """Return a change of letters that leaves alone those that it would make several of: "ß" is "SS" in capitals."""
    return lambda text: "".join(new if len(new := change(letter)) == 1 else letter for letter in text)


LETTERING: dict[str, Change] = {
    "as written": str, "upper-cased": same_length(str.upper), "lower-cased": same_length(str.lower),
}  # fmt: skip


def country_of(document: Document, gazetteer: Gazetteer) -> str | None:
    """Return the country in which most of a document's gold toponyms lie, by their nearest town; None where it has none."""
    codes: Counter[str] = Counter()
    for gold in document.gold.values():
        if gold.point is not None and not gold.kind.startswith("CONT"):
            codes.update(
                place.country_code for place, _ in gazetteer.nearest_places(*gold.point, limit=1, radius_m=_NEAR_M)
            )
    return codes.most_common(1)[0][0] if codes else None


def found(
    documents: Sequence[Document],
    gazetteer: Gazetteer,
    *,
    weights: Path,
    change: Change = str,
    with_country: bool = False,
) -> list[Points]:
    """Return what is found in each document, its letters changed."""
    answers = []
    for document in documents:
        country = country_of(document, gazetteer) if with_country else None
        read = geoparse(change(document.text), gazetteer, weights=weights, country=country)
        answers.append({(r.toponym.start, r.toponym.end): Answer(None, r.score) for r in read if not r.is_adjective})
    return answers


def report(documents: Sequence[Document], gazetteer: Gazetteer, *, weights: Path) -> Iterator[str]:
    """Yield the lines of the table."""
    yield "\n| exact spans of the same texts | precision | recall | F1 |\n|---|---:|---:|---:|"
    rows = {name: found(documents, gazetteer, weights=weights, change=change) for name, change in LETTERING.items()}
    rows["as written, its country given"] = found(documents, gazetteer, weights=weights, with_country=True)
    for name, answers in rows.items():
        score = found_score(documents, answers)
        yield f"| {name} | {score.precision:.1f} | {score.recall:.1f} | **{score.f1:.1f}** |"
