"""Short reports in the wordings of agencies and local papers, scored field by field; each miss beside its sentence."""

from collections.abc import Iterator

from gazetteer import open_gazetteer
from tests.events.one_sentence import FIELDS, TABLES, Reading, read, read_short_reports, share, told


def run() -> Iterator[str]:
    """Score each table: a line for each field, one for what was invented."""
    for table in TABLES:
        yield from _scores(table, _readings(table))


def _readings(table: str) -> list[Reading]:
    gazetteer = open_gazetteer()
    return [read(report, gazetteer) for report in read_short_reports(table)]


def _scores(table: str, readings: list[Reading]) -> Iterator[str]:
    for field in FIELDS:
        right, asked = share(readings, field)
        found = sum(each.field == field and each.read is not None for reading in readings for each in reading.answers)
        of_found = f", {right / found:.0%} of the events found" if found < asked else ""
        yield f"{table}, {field}: {right} of {asked} right ({right / asked:.0%}){of_found}"
    for name, some in (
        ("plain reports", [reading for reading in readings if not reading.report.trap]),
        ("traps", [reading for reading in readings if reading.report.trap]),
    ):
        invented = sum(len(reading.invented) for reading in some)
        yield f"{table}, events invented in {len(some)} {name}: {invented}"


def _misses(readings: list[Reading]) -> Iterator[str]:
    for reading in readings:
        wrong = [answer for answer in reading.answers if not answer.is_right]
        if not wrong and not reading.invented:
            continue
        report = reading.report
        yield f"\n{report.number} {report.date} {f'({report.trap}) ' if report.trap else ''}{report.text}"
        if any(answer.read is None for answer in wrong):
            yield "  not found"
        yield from (f"  {answer}" for answer in wrong if answer.read is not None)
        yield from (f"  invented: {told(event)}" for event in reading.invented)


if __name__ == "__main__":
    for name in TABLES:
        scored = _readings(name)
        for line in (*_scores(name, scored), *_misses(scored)):
            print(line, flush=True)
