"""Whom to name with events that were imported: the citation and licence of each dataset, by the name that its events have as source."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from events.tables import dataset_table

Credits = Mapping[str, tuple[str, ...]]


def dataset_credits(connection: sa.Connection) -> Credits:
    """Return what to say of each dataset of a project: a line for each of its versions, citations and licences."""
    if not sa.inspect(connection).has_table(dataset_table.name):
        return {}  # a project that was last written to before datasets could be imported
    columns = (
        dataset_table.c.name,
        dataset_table.c.version,
        dataset_table.c.citation,
        dataset_table.c.licence,
        dataset_table.c.url,
    )
    found: dict[str, dict[str, None]] = {}
    for row in connection.execute(sa.select(*columns).order_by(dataset_table.c.number)):
        found.setdefault(row.name, {})[_credit(*row)] = None
    return {name: tuple(lines) for name, lines in found.items()}


def _credit(name: str, version: str, citation: str, licence: str, url: str) -> str:
    said = f"licence: {licence or 'not said'}"
    return "; ".join(filter(None, (f"{name} {version}".strip(), citation.rstrip("."), said, url)))


def credits_of(known: Credits, sources: Iterable[str | None]) -> tuple[str, ...]:
    """Return the lines of those datasets that are among some events' sources, in the order of their names.

    Examples
    --------
    >>> credits_of({"UCDP GED": ("UCDP GED 23.1; licence: CC BY 4.0",)}, ["Reuters", "UCDP GED", None])
    ('UCDP GED 23.1; licence: CC BY 4.0',)
    """
    return tuple(line for name in sorted(known.keys() & set(sources)) for line in known[name])
