"""Score the geoparser on LGL, GeoWebNews and VIINA's headlines beside its rivals: ``python -m benchmarks.geoparse``, after ``make bench`` has installed the rivals into .bench with PYTHONPATH=.bench.

The corpora are research data in ../shared and are never committed; without them a line says so. spaCy is scored where
``en_core_web_sm`` or ``_md`` is installed: its models are in no package index.
"""

from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np

from benchmarks.results_file import write_section
from benchmarks.toponyms import headlines, lettering, running, sentences, slots
from benchmarks.toponyms.answers import Answers, finders, found_by, most_populous, ours
from benchmarks.toponyms.corpora import NAMES, Document, is_there, load
from benchmarks.toponyms.scores import (
    abstention,
    abstention_of_answered,
    by,
    calibration_error,
    end_to_end,
    errors_km,
    found_calibration_error,
    found_score,
    placed_score,
)
from gazetteer import open_gazetteer

# Weights that were trained without a corpus, to score it with.
FOLDS = Path(__file__).parent / "weights"
_TITLE = "Places found and resolved, on corpora that people marked"
_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_MOST_ROWS = 8
# What each figure is to be at least, and what we aim at.
_FLOORS = {
    "lgl": {"F1": (80, 85), "Acc@161 km of all": (81, 86), "end to end": (64, 70)},
    "geowebnews": {"F1": (82, 87), "Acc@161 km of all": (74, 77), "end to end": (58, 66)},
}
_LEAST_DOCUMENTS, _MOST_MS, _MOST_CALIBRATION_ERROR = 200, 30, 0.05
# GeoNames codes by their class, as the corpora give them.
_KINDS = {"PPL": "town", "PCL": "country", "ADM": "province or district", "CONT": "continent"}


@click.command()
@click.option("--corpora", default=",".join(NAMES), show_default=True, help="Which corpora.")
@click.option("--write", is_flag=True, help="Put the tables into benchmarks/RESULTS.md.")
def main(corpora: str, write: bool) -> None:
    """Print the scores as tables in Markdown."""
    lines = []
    for line in report([name.strip() for name in corpora.split(",")]):
        click.echo(line)
        lines.append(line)
    if write and is_there():
        command = f"python -m benchmarks.geoparse --corpora {corpora} --write"
        written = write_section(_TITLE, "\n".join(lines), command=command)
        click.echo(f"Written: {written}", err=True)


def report(names: list[str]) -> Iterator[str]:
    """Yield the lines of the tables."""
    if not is_there():
        yield "The corpora (../shared/data/toponyms) are not on this machine: nothing to score the geoparser on."
        return
    gazetteer = open_gazetteer()
    rivals = finders()
    for name in names:
        documents = load(name)
        systems = [
            ours(documents, gazetteer, weights=FOLDS / f"without_{name}"),
            *(found_by(each, find, documents) for each, find in rivals.items()),
        ]
        yield from _found_table(NAMES[name], documents, systems)
        yield from lettering.report(documents, gazetteer, weights=FOLDS / f"without_{name}")
        yield from _placed_table(documents, [systems[0], most_populous(documents, gazetteer)])
        yield from _details(documents, systems[0])
        yield from _verdicts(name, documents, systems[0])
    yield from headlines.report(gazetteer)
    yield from sentences.report(gazetteer)
    yield from slots.report(gazetteer, rivals)
    yield from running.report(names[0])
    if not any(name.startswith("spaCy") for name in rivals):
        yield (
            "\nspaCy's models (en_core_web_sm, _md) are in no package index that pip asks, so that it has no row in this run; with them "
            "installed it has."
        )


def _found_table(title: str, documents: tuple[Document, ...], systems: list[Answers]) -> Iterator[str]:
    yield f"\n### {title}: {len(documents)} documents, {sum(len(each.gold) for each in documents):,} toponyms\n"
    yield "| exact spans | precision | recall | F1 | F1 with demonyms in the gold | documents a CPU second |"
    yield "|---|---:|---:|---:|---:|---:|"
    for each in systems:
        score = found_score(documents, each.found)
        with_all = found_score(documents, each.found, adjectives=True)
        yield (
            f"| {each.name} | {score.precision:.1f} | {score.recall:.1f} | **{score.f1:.1f}** | {with_all.f1:.1f} "
            f"| {len(documents) / each.cpu_s:,.0f} |"
        )


def _placed_table(documents: tuple[Document, ...], systems: list[Answers]) -> Iterator[str]:
    yield "\n| places of gold spans | Acc@161 km of all | of answered | answered % | mean km | median km | error area | end to end |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for each in systems:
        score = placed_score(errors_km(documents, each.given))
        whole = f"{end_to_end(documents, each.found):.1f}" if each.found else "–"
        yield (
            f"| {each.name} | **{score.near_of_all:.1f}** | {score.near_of_answered:.1f} | {score.answered:.1f} "
            f"| {score.mean_km:,.0f} | {score.median_km:,.1f} | {score.error_area:.3f} | {whole} |"
        )


def _details(documents: tuple[Document, ...], answers: Answers) -> Iterator[str]:
    rows = errors_km(documents, answers.given)
    curve = " · ".join(f"{share:.0%}: {near:.1f}" for share, near in abstention(rows, _SHARES))
    yield f"\nNear of what is answered, the surest answers first, by share of all gold: {curve}"
    yield f"Near of the surest 90% of what is answered: {abstention_of_answered(rows, 0.9):.1f}"
    yield (
        f"Expected calibration error of the scores: given the spans {calibration_error(rows):.3f}, of what is found "
        f"{found_calibration_error(documents, answers.found):.3f} (right: the span and the place)"
    )
    for title, key in (("kind", lambda gold: _kind(gold.kind)), ("country", lambda gold: gold.country or "not said")):
        groups = by(rows, key)[:_MOST_ROWS]
        if len(groups) > 1:
            yield f"By {title}: " + " · ".join(f"{name} {near:.1f} of {count:,}" for name, count, near in groups)


def _verdicts(name: str, documents: tuple[Document, ...], answers: Answers) -> Iterator[str]:
    rows = errors_km(documents, answers.given)
    figures = {
        "F1": found_score(documents, answers.found).f1,
        "Acc@161 km of all": placed_score(rows).near_of_all,
        "end to end": end_to_end(documents, answers.found),
    }
    yield "\n| Dateline | is | at least | aim | |\n|---|---:|---:|---:|---|"
    for what, (least, aim) in _FLOORS.get(name, {}).items():
        is_short = f"**{least - figures[what]:.1f} short**" if figures[what] < least else "met"
        yield f"| {what} | {figures[what]:.1f} | {least} | {aim} | {is_short} |"
    speed, ms = len(documents) / answers.cpu_s, float(np.percentile(answers.each_ms, 95))
    is_slow = "**falls short**" if speed < _LEAST_DOCUMENTS else "met"
    yield f"| documents a CPU second | {speed:,.0f} | {_LEAST_DOCUMENTS} | | {is_slow} |"
    is_slow = "**falls short**" if ms > _MOST_MS else "met"
    yield f"| 95th percentile, CPU ms a document | {ms:,.0f} | at most {_MOST_MS} | | {is_slow} |"
    errors = {
        "given spans": calibration_error(rows),
        "what is found": found_calibration_error(documents, answers.found),
    }
    for what, off in errors.items():
        is_off = "**falls short**" if off > _MOST_CALIBRATION_ERROR else "met"
        yield f"| calibration error of {what} | {off:.3f} | at most {_MOST_CALIBRATION_ERROR} | | {is_off} |"
    yield "\nOf what falls short, what was tried and what is left: docs/decisions/learned-places.md."


def _kind(code: str) -> str:
    return next((words for start, words in _KINDS.items() if code.startswith(start)), "other" if code else "not said")


if __name__ == "__main__":
    main()
