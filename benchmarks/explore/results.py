"""The measured figures as Markdown: what was aimed at, the ratios to the rivals, and the machine in words."""

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psutil

from benchmarks.explore.browser import Took
from benchmarks.explore.measure import Measured
from benchmarks.explore.queries import QueryTimes

_MB = 1e6
_OURS = "Explore"
_FLOOR = 1.5
_LONG_S = 30.0


@dataclass(frozen=True, slots=True)
class Aim:
    """The most that a figure of ours may be at a size; 1.5 times it is the floor."""

    what: str
    unit: str
    read: Callable[[Measured], float | None]
    most: dict[int, float]


AIMS = (
    Aim("load, wall", "s", lambda m: m.load.wall_s if m.load else None, {10_000: 4, 100_000: 4, 1_000_000: 7}),
    Aim("load, CPU", "s", lambda m: m.load.cpu_s if m.load else None, {10_000: 3.5, 100_000: 4, 1_000_000: 4}),
    Aim(
        "filter, wall", "s", lambda m: m.filtering.wall_s if m.filtering else None,
        {10_000: 0.3, 100_000: 0.5, 1_000_000: 1.5},
    ),
    Aim("server's memory", "MB", lambda m: m.server_bytes / _MB if m.server_bytes else None, {1_000_000: 1500}),
    Aim(
        "memory for a further user", "MB",
        lambda m: m.further_user_bytes / _MB if m.further_user_bytes is not None else None, {1_000_000: 60},
    ),
    Aim("frame while brushing", "ms", lambda m: m.brush_ms, {1_000_000: 60}),
    Aim(
        "shipped by an unchanged rerun", "kB", lambda m: m.rerun_bytes / 1000 if m.rerun_bytes else None,
        {10_000: 2, 100_000: 2, 1_000_000: 2},
    ),
)  # fmt: skip


def to_markdown(rows: Sequence[Measured], queries: Sequence[QueryTimes], *, browser: str) -> str:
    """Return the tables, and the machine in words."""
    parts = ([_machine(browser)], _figures(rows), _ratios(rows), _aims(rows), _queries(queries), _notes(rows))
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _machine(browser: str) -> str:
    memory = round(psutil.virtual_memory().total / 2**30)
    return (
        f"{os.cpu_count()} cores, shared, {memory} GB of memory, {platform.system()}, Python {platform.python_version()}, "
        f"headless Chromium {browser} with software WebGL, every address but loopback blocked. CPU is that of all of the "
        "browser's processes; of three loads the best after one that warms the server, a load beyond 30 s is done once; the rerun is the second after a load, counted on the wire; "
        "of three filters, a type more each time, the first of the session and the best."
    )


def _figures(rows: Sequence[Measured]) -> list[str]:
    head = (
        "| events | page | load wall / CPU s | first filter wall / CPU s | filter wall / CPU s | server MB | further user MB | unchanged rerun kB | brush ms |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|",
    )
    lines = []
    for row in rows:
        load = f"{row.load.wall_s:.1f} / {row.load.cpu_s:.1f}" if row.load else "–"
        first, narrowed = (
            f"{took.wall_s:.2f} / {took.cpu_s:.2f}" if took else "–" for took in (row.first_filter, row.filtering)
        )
        cells = (
            f"{row.events:,}", row.name, load, first, narrowed, _mb(row.server_bytes), _mb(row.further_user_bytes),
            f"{row.rerun_bytes / 1000:,.1f}" if row.rerun_bytes else "–", f"{row.brush_ms:.0f}" if row.brush_ms else "–",
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return [*head, *lines]


def _mb(count: int | None) -> str:
    return "–" if count is None else f"{count / _MB:,.0f}"


def _ratios(rows: Sequence[Measured]) -> list[str]:
    """Return how many times longer, or larger, each rival's figure is than ours."""
    ours = {row.events: row for row in rows if row.name == _OURS}
    lines = []
    for row in rows:
        mine = ours.get(row.events)
        if row.name == _OURS or mine is None:
            continue
        pairs = (
            (row.load and row.load.wall_s, mine.load and mine.load.wall_s),
            (row.load and row.load.cpu_s, mine.load and mine.load.cpu_s),
            (row.filtering and row.filtering.wall_s, mine.filtering and mine.filtering.wall_s),
            (row.server_bytes, mine.server_bytes),
            (row.rerun_bytes, mine.rerun_bytes),
        )
        words = [f"{theirs / own:.1f}" if theirs and own else "–" for theirs, own in pairs]
        lines.append(f"| {row.events:,} | {row.name} | {' | '.join(words)} |")
    if not lines:
        return []
    head = "Rival ÷ Explore: above 1 means that Explore needs less."
    return [
        head,
        "",
        "| events | rival | load wall | load CPU | filter wall | server | rerun |",
        "|---:|---|" + "---:|" * 5,
        *lines,
    ]


def _aims(rows: Sequence[Measured]) -> list[str]:
    lines = ["| aim | events | Explore | at most | |", "|---|---:|---:|---:|---|"]
    for row in rows:
        for aim in AIMS:
            if row.name != _OURS or row.events not in aim.most:
                continue
            value, most = aim.read(row), aim.most[row.events]
            said = "–" if value is None else f"{value:,.2f} {aim.unit}"
            lines.append(f"| {aim.what} | {row.events:,} | {said} | {most:g} {aim.unit} | {_verdict(value, most)} |")
    return lines if len(lines) > 2 else []


def _queries(queries: Sequence[QueryTimes]) -> list[str]:
    lines = [
        "| query, wall / CPU ms | events | Explore's read model | pandas | at most | |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for each in queries:
        verdict = _verdict(1000 * each.ours.wall_s if each.ours else None, each.most_ms)
        cells = (each.what, f"{each.events:,}", _ms(each.ours), _ms(each.pandas), f"{each.most_ms:g}", verdict)
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _ms(took: Took | None) -> str:
    return f"{1000 * took.wall_s:.1f} / {1000 * took.cpu_s:.1f}" if took else "–"


def _verdict(value: float | None, most: float) -> str:
    if value is None:
        return "not measured"
    return (
        "met" if value <= most else "above the aim, within the floor" if value <= _FLOOR * most else "**falls short**"
    )


def _notes(rows: Sequence[Measured]) -> list[str]:
    notes = [f"- {row.name}, {row.events:,} events: {row.note.rstrip('.')}." for row in rows if row.note]
    slow = [row for row in rows if row.first_visit is not None and row.first_visit.wall_s > _LONG_S]
    return notes + [
        f"- {row.name}, {row.events:,} events: the first visit of a server took {row.first_visit.wall_s:.0f} s"
        f"{', while it reads the project for the first time and says how far it is' if row.name == _OURS else ''}."
        for row in slow
        if row.first_visit is not None
    ]
