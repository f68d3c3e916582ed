"""The same reports with other names and other days: the extractor reads English, not the samples."""

import copy
import datetime as dt
import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from events import extract, read_report
from gazetteer import Gazetteer
from tests.events.golden import assert_document_date_matches, assert_events_match, assert_nothing_else_counts

ROOT = Path(__file__).parents[2]
RULES = tomllib.loads((ROOT / "tests/cases/shuffles.toml").read_text(encoding="utf-8"))
REPORTS = {
    "brazil": ROOT / "samples/brazil",
    "libya": ROOT / "samples/libya",
    "libya_second_wording": ROOT / "tests/data/reports/libya_second_wording",
    "pakistan": ROOT / "samples/pakistan",
    "sahel": ROOT / "samples/sahel",
    "serbia": ROOT / "samples/serbia",
}
SEEDS = range(8)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# Short forms as the reports print them; whole weeks keep every weekday right.
SHORT = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_MONTH = "|".join([*MONTHS, *(re.escape(short) for short in SHORT if short.endswith("."))])
_DAY_FIRST = re.compile(rf"\b(?:(\d{{1,2}}) to )?(\d{{1,2}}) ({_MONTH})( \d{{4}})?(?!\d)")
_MONTH_FIRST = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(, \d{{4}})?(?!\d)")
Words = Callable[[str], str]


def _month(name: str) -> int:
    return (SHORT.index(name) if name in SHORT else MONTHS.index(name)) + 1


class _Days:
    """Moves every day of a report; the wrong month of a wrong dateline stays one month before the right one."""

    def __init__(self, wanted: dict[str, Any], weeks: int) -> None:
        self._date: dt.date = wanted["document_date"]["date"]
        self._printed: dt.date | None = wanted["document_date"].get("printed")
        self._by = dt.timedelta(weeks=weeks)

    def move(self, day: dt.date) -> dt.date:
        if day == self._printed:
            moved = self._date + self._by
            return moved.replace(year=moved.year - (moved.month == 1), month=(moved.month - 2) % 12 + 1)
        return day + self._by

    def rewrite(self, text: str) -> str:
        year = self._date.year

        def day_first(found: re.Match[str]) -> str:
            first, day, month, printed_year = found.groups()
            moved = self.move(dt.date(int(printed_year or year), _month(month), int(day)))
            names = SHORT if month.endswith(".") else MONTHS
            words = f"{moved.day} {names[moved.month - 1]}" + (f" {moved.year}" if printed_year else "")
            if first is None:
                return words
            start = self.move(dt.date(int(printed_year or year), _month(month), int(first)))
            opening = str(start.day) if start.month == moved.month else f"{start.day} {names[start.month - 1]}"
            return f"{opening} to {words}"

        def month_first(found: re.Match[str]) -> str:
            month, day, printed_year = found.groups()
            moved = self.move(dt.date(int((printed_year or str(year))[-4:]), _month(month), int(day)))
            names = SHORT if month.endswith(".") else MONTHS
            return f"{names[moved.month - 1]} {moved.day}" + (f", {moved.year}" if printed_year else "")

        return _MONTH_FIRST.sub(month_first, _DAY_FIRST.sub(day_first, text))


def _replacer(words: dict[str, str]) -> Words:
    pattern = re.compile("|".join(re.escape(old) for old in sorted(words, key=len, reverse=True)))
    capitals = {old.upper(): new.upper() for old, new in words.items()}
    dateline = re.compile("|".join(rf"^{re.escape(old)}\b" for old in capitals), re.MULTILINE)
    return lambda text: dateline.sub(
        lambda found: capitals[found.group()], pattern.sub(lambda found: words[found.group()], text)
    )


def _moved_point(point: list[float], moves: list[list[float]]) -> list[float]:
    near = min(moves, key=lambda move: abs(move[0] - point[0]) + abs(move[1] - point[1]), default=None)
    if near is None or abs(near[0] - point[0]) + abs(near[1] - point[1]) > 0.1:
        return point
    return near[2:]


def _names(report: str, rng: random.Random) -> tuple[dict[str, str], list[list[float]], dict[str, str]]:
    """Draw new names: (words, moves of points, countries)."""
    settings = [s for s in RULES["setting"] if s["report"] == report.removesuffix("_second_wording")]
    if settings:
        setting = rng.choice(settings)
        return setting["words"], setting["points"], setting["countries"]
    words: dict[str, str] = {}
    moves: list[list[float]] = []
    for pool in (p for p in RULES["pool"] if p["report"] == report):
        dealt = rng.sample(range(len(pool["names"])), pool["slots"])
        for slot, new in enumerate(dealt):
            words[pool["names"][slot]] = pool["names"][new]
            if pool["points"][slot]:
                moves.append([*pool["points"][slot], *pool["points"][new]])
    return words, moves, {}


def _shuffled(report: str, seed: int) -> tuple[dict[str, Any], str]:
    """Return the golden table and the text of a report, both with the same new names and days."""
    path = REPORTS[report]
    wanted: dict[str, Any] = copy.deepcopy(
        tomllib.loads(path.with_name(f"{path.name}.golden.toml").read_text(encoding="utf-8"))
    )
    rng = random.Random(f"{report} {seed}")
    words, moves, countries = _names(report, rng)
    replace, days = _replacer(words), _Days(wanted, rng.choice([-52, -9, -4, -2, -1, 1, 2, 3, 4, 8, 52]))

    def rewrite(text: str) -> str:
        return days.rewrite(replace(text))

    wanted["no_event_within"] = [rewrite(words) for words in wanted["no_event_within"]]
    date = wanted["document_date"]
    date["warning_names"] = [days.rewrite(words) for words in date.get("warning_names", ())]
    for event in wanted["event"]:
        for side in {"side1", "side2", "claimed_by"} & event.keys():
            event[side] = replace(event[side])
        if "date" in event:
            event["date"] = days.move(event["date"])
        place = event.get("place", {})
        for point in {"near", "contains", "excludes"} & place.keys():
            place[point] = _moved_point(place[point], moves)
            if not place[point]:
                event["place"] = {"unplaced_ok": True}
        if "country" in place:
            place["country"] = countries.get(place["country"], place["country"])
    for day in {"date", "printed"} & date.keys():
        date[f"new_{day}"] = days.move(date[day])
    for day in {"date", "printed"} & date.keys():
        date[day] = date.pop(f"new_{day}")
    return wanted, rewrite(path.with_suffix(".txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("report", REPORTS)
def test_other_names_and_days_give_the_same_events(report: str, seed: int, gazetteer: Gazetteer) -> None:
    wanted, text = _shuffled(report, seed)
    got = extract(read_report(text), gazetteer)
    assert_document_date_matches(wanted, got)
    assert_events_match(wanted, got)
    assert_nothing_else_counts(wanted, got)


@pytest.mark.parametrize("report", REPORTS)
def test_shuffling_rewrites_names_and_days(report: str) -> None:
    original = REPORTS[report].with_suffix(".txt").read_text(encoding="utf-8")
    texts = {_shuffled(report, seed)[1] for seed in SEEDS}
    assert original not in texts
    assert len(texts) >= 4
