"""The scorers of `python -m benchmarks.reports`, on made-up keys and answers; no corpus is read."""

import datetime as dt
from pathlib import Path

import pytest

from benchmarks.reports import corpora
from benchmarks.reports.corpora import MissingCorpusError, corpus, is_whole
from benchmarks.reports.event_place import Row, nearest_behind_preposition, score
from benchmarks.reports.figures import Figure, f1, table
from benchmarks.reports.pairing import paired
from benchmarks.reports.speed import made_reports
from benchmarks.reports.templates import parse_days, parse_places
from benchmarks.reports.types import weighted_f1


def test_a_key_with_a_day_or_a_choice_of_days_is_dated_and_one_with_a_span_is_not() -> None:
    assert parse_days("02 MAY 91") == {dt.date(1991, 5, 2)}
    assert parse_days("(02 MAY 91) / (03 MAY 91)") == {dt.date(1991, 5, 2), dt.date(1991, 5, 3)}
    for words in ("", "- 02 MAY 91", "02 MAY 91 - 04 MAY 91", "31 NOV 91", "(- 02 MAY 91) / 02 MAY 91"):
        assert parse_days(words) == frozenset(), words


@pytest.mark.parametrize(
    ("words", "names", "kinds"),
    [
        ("PERU", ["PERU"], [""]),
        ("? PERU: PUNO (DEPARTMENT): ILAVE (TOWN)", ["ILAVE"], ["town"]),
        ("PERU: TACNA (CITY) - PUNO (CITY)", ["TACNA", "PUNO"], ["city", "city"]),
        ("PERU: PUNO (CITY / DEPARTMENT)", ["PUNO"], ["city / department"]),
        ("(PERU: PUNO (CITY)) / (PERU)", ["PUNO", "PERU"], ["city", ""]),
        ("PERU: PUNO (CITY) / PERU: TACNA (CITY)", ["PUNO", "TACNA"], ["city", "city"]),
        ("PERU / CHILE", ["PERU", "CHILE"], ["", ""]),
        ("", [], []),
    ],
)
def test_a_key_gives_its_most_specific_names(words: str, names: list[str], kinds: list[str]) -> None:
    places = parse_places(words)
    assert [place.name for place in places] == names
    assert [place.kind for place in places] == kinds
    assert {place.country for place in places} <= {"PERU", "CHILE"}


def test_as_many_as_can_be_are_paired_and_each_once() -> None:
    fits = {("a", "x"): 2.0, ("b", "x"): 3.0, ("a", "y"): 1.0}
    assert paired("ab", "xyz", lambda one, other: fits.get((one, other))) == {0: 1, 1: 0}
    assert paired("aa", "x", lambda one, other: fits.get((one, other))) == {0: 0}


def test_means_of_f1_are_weighted_by_the_gold() -> None:
    assert f1(0, 0, 0) == 0
    assert weighted_f1(["A", "A", "A", "B"], ["A", "A", "A", "A"]) == pytest.approx(0.75 * 6 / 7)


def test_a_place_given_where_none_is_meant_costs_precision() -> None:
    rows = [Row(text="They fought in Lima.", verb=(5, 11), places=frozenset({(15, 19)})),
            Row(text="They fought for Lima.", verb=(5, 11), places=frozenset())]  # fmt: skip
    found = [frozenset({(15, 19)}), frozenset({(16, 20)})]
    assert score(rows, found) == (0.5, 1.0, pytest.approx(2 / 3))
    assert list(nearest_behind_preposition(rows[0].text, (5, 11))) == [(15, 19)]
    assert is_whole("They fought.", 5, 11)
    assert not is_whole("They fought.", 4, 11)
    assert not is_whole("They fought.", 5, 10)


def test_a_row_says_whether_its_floor_is_reached() -> None:
    verdicts = [
        Figure(what="w", of="1", value=value, floor=0.7, aim=0.8, counted=count).verdict
        for value, count in ((0.65, None), (0.7, 60), (0.8, 60), (0.9, 5), (None, None))
    ]
    assert verdicts == [
        "**falls short** by 0.050",
        "met",
        "met, and the aim",
        "**too few to tell**",
        "**not measured**",
    ]
    lines = list(table([Figure(what="w", of="1", value=21.4, floor=60, aim=120)]))
    assert [line.count("|") for line in lines] == [8, 8, 8]


def test_a_corpus_that_is_not_there_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(corpora, "DATA", tmp_path)
    with pytest.raises(MissingCorpusError, match=r"muc4/dev\.jsonl\.gz is not on this machine"):
        corpus("muc4", "dev.jsonl.gz")


def test_the_reports_for_the_speed_are_our_own_differ_and_have_two_kilobytes() -> None:
    texts = made_reports()
    assert len(set(texts)) == len(texts) == 60
    assert all(1_900 <= len(text) <= 2_000 for text in texts)


def test_the_rivals_bring_the_products_own_versions_of_what_both_use() -> None:
    root = Path(__file__).parents[2]
    ours, theirs = (
        dict(line.split(" #")[0].split("==") for line in (root / name).read_text("utf-8").splitlines() if "==" in line)
        for name in ("constraints.txt", "benchmarks/requirements.txt")
    )
    assert {name: version for name, version in theirs.items() if ours.get(name, version) != version} == {}
