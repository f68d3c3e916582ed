"""Train what says which of PLOVER's roots a sentence tells: ``python tools/train_type.py``, a part of ``make train``.

What is shipped learned from all of PLV and of PLOVER's gold standard record; ``make bench-events`` scores it by folds, each learned without the sentences asked.
Weights stand under hashes of words, many words under one: no text is in them.
"""

import hashlib
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click

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
    _write_hash()
    click.echo(f"roots: {len(rows):,} sentences; {WEIGHTS.stat().st_size / 1e6:.2f} MB")


def _write_hash() -> None:
    """Write the hash of the weights where their source is told."""
    sources = WEIGHTS.parents[1] / "SOURCES.toml"
    told = sources.read_text(encoding="utf-8")
    entry = re.compile(r'(\[files\."weights/roots\.npz"\].*?sha256 = )"\w*"', re.DOTALL)
    digest = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()
    sources.write_text(entry.sub(rf'\1"{digest}"', told), encoding="utf-8")


if __name__ == "__main__":
    main()
