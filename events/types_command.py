"""``python -m events types``: the vocabulary of events, and what five other schemas call each."""

import click

from events.crosswalk import VocabularyRow, vocabulary
from events.writers import CODE_COLUMNS


@click.command("types")
def types_command() -> None:
    """Print the types and sub-types of events with their codes in ACLED, PLOVER, CAMEO, UCDP and GTD, a row each."""
    click.echo("\t".join(("type", "sub_type", *CODE_COLUMNS, "why none")))
    for row in vocabulary():
        click.echo("\t".join(_cells(row)))


def _cells(row: VocabularyRow) -> list[str]:
    codes = (row.acled, row.plover, row.cameo, "|".join(row.ucdp), row.gtd)
    return [row.type.value, row.sub_type or "(any)", *(code or "-" for code in codes), row.none]
