"""The import's core: rows of a dataset become events of a project, batch by batch, each of them whole or not at all."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator

import orjson
import sqlalchemy as sa

from events.codec import to_plain
from events.datasets.batch import Batches, MadeRow
from events.datasets.dataset import Dataset, Summary
from events.datasets.made import EventMaker, event_key, row_key
from events.datasets.row import EventRow, Reject, RowError
from events.datasets.where import Whereabouts
from events.event import DocumentDate, Extraction, Report
from events.purging import check_not_purged
from events.removal import Removals
from events.report_days import keep_day
from events.report_list import has_report
from events.store import EventStore
from events.stored_reading import reading_of
from events.tables import dataset_table, report_table
from gazetteer import Gazetteer

# So many rows are one transaction: about a second or two of work, and no more than that is done again after a crash.
BATCH = 20_000
# Pages of the project that an import keeps at hand: the ids of a million events are looked up and entered at random.
_CACHE_KIB = 128 * 1024
_DIGEST_BITS = 96
_NO_TEXT = "It holds halves of letters, which no text has. Write the file anew as UTF-8 and import it again."

Progress = Callable[[Summary], object]


def import_rows(
    store: EventStore, rows: Iterable[EventRow | Reject], dataset: Dataset, gazetteer: Gazetteer, *,
    on_reject: Callable[[Reject], object] = lambda _reject: None, progress: Progress = lambda _summary: None, batch: int = BATCH,
) -> Summary:  # fmt: skip
    """Store the rows of a dataset as events of a project; the same rows twice give the same events once.

    A row whose source id the project has already under this dataset's name is unchanged, or updated with an entry in the event's
    history; what a person decided about an event stays. Rows alike without an id are as many events as there are rows. A second
    row of an id within the file is unchanged where it says the same, else rejected.

    Parameters
    ----------
    on_reject
        Hears each row that is no event, with the reason.
    progress
        Hears what was done so far after each batch; what it raises ends the import there. What is stored stays, and the next
        import of the file goes on behind it.
    batch
        How many rows are one transaction.

    Raises
    ------
    PurgedReportError
        If an import of this file was purged and nobody has asked for it again.
    StoreLockedError, StoreReadOnlyError, StoreBrokenError
        Where it cannot be written; batches before that are stored.
    """
    with store.writing() as connection:
        back = _enter(connection, dataset, at=store.now())
        batches = Batches(connection, dataset)
    done = Summary(report_id=dataset.report_id, back=back)
    reader = _Rows(dataset, gazetteer, store.now().date())
    # The last connection to close folds the log into the file, which this one keeps from happening with each batch.
    with store.reading():
        for made, rejects in reader.batches(rows, batch):
            numbers: dict[str, int] = {}
            if made:
                with store.writing() as connection:
                    connection.execute(sa.text(f"PRAGMA cache_size=-{_CACHE_KIB}"))
                    numbers = batches.store(connection, made, at=store.now())
            for reject in rejects:
                on_reject(reject)
            done = done.plus(**numbers, rejected=len(rejects)).plus(unchanged=reader.repeated)
            reader.repeated = 0
            progress(done)
    return done


def _enter(connection: sa.Connection, dataset: Dataset, *, at: dt.datetime) -> int:
    """Enter what stands in for the report of a file's events, or bring it back; return how many events come back with it."""
    report = Report(report_id=dataset.report_id, text=dataset.words, title=dataset.title, source=dataset.name)
    check_not_purged(connection, report.report_id)
    undated = DocumentDate(date=None, source=None, score=0.0, reason="a dataset: each event has its own date")
    empty = Extraction(report=report, document_date=undated, warnings=(), events=(), resolutions=(), dates=())
    told = {"title": report.title, "report": json.dumps(to_plain(report)), "reading": reading_of(empty)}
    about = {
        "name": dataset.name, "version": dataset.version, "licence": dataset.licence, "citation": dataset.citation,
        "url": dataset.url, "file": dataset.file, "form": dataset.form,
    }  # fmt: skip
    back = 0
    if has_report(connection, report.report_id):
        removals = Removals(connection)
        if report.report_id in removals.reports():
            back = removals.restore(report.report_id, at=at, who="machine")
        connection.execute(report_table.update().where(report_table.c.report_id == report.report_id).values(told))
        its_row = dataset_table.c.report_id == report.report_id
        connection.execute(dataset_table.update().where(its_row).values(about))
    else:
        new = {"report_id": report.report_id, "source": report.source, "saved_at": at.isoformat()}
        connection.execute(report_table.insert().values(**told, **new))
        connection.execute(dataset_table.insert().values(report_id=report.report_id, **about))
    keep_day(connection, report.report_id)
    return back


class _Rows:
    """Makes the rows of one import ready; ``repeated`` counts those that say again what a row before them said."""

    def __init__(self, dataset: Dataset, gazetteer: Gazetteer, today: dt.date) -> None:
        self._name = dataset.name
        # Somewhere it is tomorrow already.
        last_day = today + dt.timedelta(days=1)
        self._maker = EventMaker(dataset.name, Whereabouts(gazetteer), last_day=last_day)
        # The digest of what each id's row says, behind the row's number: as one number a third of the memory of two.
        self._seen: dict[bytes, int] = {}
        self._alike: dict[bytes, int] = {}
        self.repeated = 0

    def batches(self, rows: Iterable[EventRow | Reject], size: int) -> Iterator[tuple[list[MadeRow], list[Reject]]]:
        made: list[MadeRow] = []
        rejects: list[Reject] = []
        for number, row in enumerate(rows, 1):
            found = row if isinstance(row, Reject) else self._made(row, row.number or number)
            if isinstance(found, Reject):
                rejects.append(found)
            elif found is not None:
                made.append(found)
            if len(made) + len(rejects) >= size:
                yield made, rejects
                made, rejects = [], []
        yield made, rejects

    def _made(self, row: EventRow, number: int) -> MadeRow | Reject | None:
        event_id = event_key(self._name, row, 0 if row.source_id else self._occurrence(row))
        try:
            record = orjson.dumps(self._maker.record(row, event_id))
            extra = orjson.dumps(dict(row.extra), default=str, option=orjson.OPT_NON_STR_KEYS) if row.extra else b""
        except RowError as error:
            return Reject(number=number, cells=row.cells, reason=str(error))
        except orjson.JSONEncodeError:
            return Reject(number=number, cells=row.cells, reason=_NO_TEXT)
        said = hashlib.blake2b(record, digest_size=_DIGEST_BITS // 8)
        for part in (row.code, row.url):
            said.update(part.encode(errors="replace"))
        said.update(extra)
        digest = said.digest()
        if row.source_id:
            key = bytes.fromhex(event_id[5:])
            said_here = number << _DIGEST_BITS | int.from_bytes(digest)
            before = self._seen.setdefault(key, said_here)
            if before != said_here:
                return self._second(row, number, before, said_here)
        return MadeRow(
            event_id, number, record.decode(), row.source_id, row.code, row.url, digest, extra.decode(),
        )  # fmt: skip

    def _second(self, row: EventRow, number: int, before: int, said_here: int) -> Reject | None:
        if (before ^ said_here) & ((1 << _DIGEST_BITS) - 1) == 0:
            self.repeated += 1
            return None
        reason = (
            f"Its id {row.source_id[:60]} is row {before >> _DIGEST_BITS:,}'s already, which says something else. "
            "Give it an id of its own and import it again."
        )
        return Reject(number=number, cells=row.cells, reason=reason)

    def _occurrence(self, row: EventRow) -> int:
        key = hashlib.blake2b(row_key(row).encode(errors="surrogatepass"), digest_size=8).digest()
        number = self._alike.get(key, 0)
        self._alike[key] = number + 1
        return number
