"""Train what says which of PLOVER's roots a sentence tells: ``python tools/train_type.py``, a part of ``make train``.

What is shipped learned from all of PLV and of PLOVER's gold standard record; ``make bench-events`` scores it by folds, each learned without the sentences asked.
Weights stand under hashes of words, many words under one: no text is in them.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click
from weights_hash import write_hash

from benchmarks.reports.corpora import MissingCorpusError
from benchmarks.reports.roots import learn, load, load_manual
from events.root_model import WEIGHTS, write_weights


@click.command()
def main() -> None:
    """Train, and write the weights that are shipped."""
    try:
        rows = (*load(), *load_manual())
    except MissingCorpusError:
        click.echo("The sentences (../shared/data/events) are not on this machine: nothing to train on.", err=True)
        return
    WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
    write_weights(WEIGHTS, learn(rows))
    write_hash(WEIGHTS)
    click.echo(f"roots: {len(rows):,} sentences; {WEIGHTS.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
