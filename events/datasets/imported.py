"""The datasets of a project: whose, under which licence, how many events, and which imports were undone."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from events.datasets.dataset import Dataset
from events.store import EventStore
from events.tables import dataset_table, report_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One file that was imported: ``events`` that it gave (of an import that ``is_undone``, those that come back), first ``at``."""

    dataset: Dataset
    report_id: str
    events: int
    at: dt.datetime
    is_undone: bool


def imported_datasets(store: EventStore) -> tuple[Imported, ...]:
    """Return the files of event data that were imported into a project, the newest first."""
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(dataset_table.name):
            return ()  # a project that was last written to before datasets could be imported
        query = (
            sa.select(dataset_table, report_table.c.saved_at)
            .join(report_table, report_table.c.report_id == dataset_table.c.report_id)
            .order_by(dataset_table.c.number.desc())
        )
        found = connection.execute(query).all()
    gone = {each.report_id: each.event_count for each in store.deleted_reports()} if found else {}
    datasets = []
    for row in found:
        there = None if row.report_id in gone else store.report(row.report_id)
        datasets.append(
            Imported(
                dataset=Dataset(
                    name=row.name, version=row.version, licence=row.licence, citation=row.citation, url=row.url, file=row.file, form=row.form,
                ),
                report_id=row.report_id, at=dt.datetime.fromisoformat(row.saved_at), is_undone=row.report_id in gone,
                events=there.event_count if there is not None else gone.get(row.report_id, 0),
            )
        )  # fmt: skip
    return tuple(datasets)
