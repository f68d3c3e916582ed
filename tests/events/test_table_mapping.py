"""What a table's columns hold is guessed as a person would say, corrected by a word, and kept as a recipe."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from events.datasets import Count, EventRow
from events.datasets.row import Reject
from events.datasets.tables import (
    WAYS,
    Field,
    Guess,
    How,
    Recipes,
    Use,
    applied,
    guess_mapping,
    open_table,
    read_recipe,
    rows,
    to_recipe,
)
from events.errors import UnreadableDataError
from events.event import EventType
from gazetteer import Gazetteer, open_gazetteer

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "table_mappings.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def _guess(text: str, gazetteer: Gazetteer) -> Guess:
    return guess_mapping(open_table(text.encode()), gazetteer)


def _said(use: Use, wanted: str) -> str:
    return f"{use.column}: {use.how}" if ": " in wanted else use.column


def _rows(text: str, gazetteer: Gazetteer) -> list[EventRow | Reject]:
    table = open_table(text.encode())
    return list(rows(table, guess_mapping(table, gazetteer).mapping, gazetteer))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_columns_are_guessed_as_a_person_would(case: dict[str, dict[str, str]], gazetteer: Gazetteer) -> None:
    mapping = _guess(str(case["table"]).lstrip("\n"), gazetteer).mapping
    found = {use.field.value: _said(use, case["expected"].get(use.field, "")) for use in mapping.uses}
    assert found == case["expected"]
    assert all(use.reason for use in mapping.uses)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 30


def test_the_order_of_day_and_month_is_decided_over_all_rows(gazetteer: Gazetteer) -> None:
    rows_of = "".join(f"0{1 + n % 9}/0{1 + n % 7}/2021,Sirte\n" for n in range(3_000))
    guess = _guess(f"date,place\n{rows_of}03/14/2021,Hun\n", gazetteer)
    use = guess.mapping.use(Field.DATE_START)
    assert use is not None
    assert use.how is How.MONTH_FIRST
    assert "in 1 of 3,001 rows the second number is above 12" in use.reason
    assert guess.doubts == ()


def test_what_is_not_clear_is_said(gazetteer: Gazetteer) -> None:
    (doubt,) = _guess("date,place\n03/04/2021,Sirte\n", gazetteer).doubts
    assert "3 April or 4 March" in doubt
    mixed = _guess("date,place\n13/04/2021,Sirte\n14/04/2021,Sirte\n04/15/2021,Hun\n", gazetteer)
    assert "mixes two orders" in mixed.doubts[0]
    assert "33% of its values stand in a row before" in _guess("id,date\n1,2021-01-01\n2,2021-01-02\n1,2021-01-03\n", gazetteer).doubts[0]  # fmt: skip
    assert "No column holds days" in _guess("place,notes\nSirte,Shelling\n", gazetteer).doubts[0]


BAD = (
    ("lat,lon", "95,13.1", "“lat”: latitude '95' lies outside -90 to 90."),
    ("lat,lon", "32.1,190", "“lon”: longitude '190' lies outside -180 to 180."),
    ("lat,lon", "32.1,", "“lon” is empty where “lat” is given; longitude and latitude belong together."),
    ("lat,lon", "north,13", "“lat”: latitude 'north' is no number."),
    ("event date", "31/02/2021", "“event date”: '31/02/2021' is no day of the calendar."),
    ("event date", "soon", "“event date”: 'soon' is no day that can be read."),
    ("event date", "01/01/0021", "“event date”: '01/01/0021' lies outside the years 1800 to 2200."),
    ("killed", "-4", "“killed”: '-4' is below 0."),
    ("killed", "2.5", "“killed”: '2.5' is no count of people."),
    ("killed", "many", "“killed”: 'many' is no number."),
    ("where_prec", "9", "“where_prec”: '9' is none of 1 to 7."),
)


@pytest.mark.parametrize(("columns", "cells", "reason"), BAD)
def test_a_bad_row_says_which_column_and_value(columns: str, cells: str, reason: str, gazetteer: Gazetteer) -> None:
    good = {"lat,lon": "32.1,13.2", "event date": "14/03/2021", "killed": "3", "where_prec": "1"}[columns]
    text = f"place,{columns}\n" + f"Sirte,{good}\n" * 9 + f"Sirte,{cells}\n"
    *others, last = _rows(text, gazetteer)
    assert all(isinstance(each, EventRow) for each in others)
    assert isinstance(last, Reject)
    assert (last.number, last.reason) == (10, reason)
    assert list(last.cells) == ["place", *columns.split(",")]


def test_cells_are_read_as_they_are_meant(gazetteer: Gazetteer) -> None:
    text = (
        "event date,event end date,type,location,lat,lon,killed,low,high,actor1,country,extra\n"
        "March 2021,,Grenade,Sirte,0,0,12+,,,A; B,DR Congo (Zaire),kept\n"
        '2021-03-14 16:20,2021-03-16,ballet,,"32°53\'14""N","13°11\'29""E",-99,,,NULL,Atlantis,\n'
        "٢٠٢١-٠٣-١٢,,Battles,N/A,,,3-5,9,1,,NA,=1+1\n"
    )
    month, time, digits = (each for each in _rows(text, gazetteer) if isinstance(each, EventRow))
    assert (month.date_start, month.date_end, month.date_prec) == (dt.date(2021, 3, 1), dt.date(2021, 3, 31), 4)
    assert (month.lon, month.lat, month.country, month.side1) == (None, None, "CD", ("A", "B"))
    assert month.killed == Count(best=12, low=12, high=12)
    assert month.extra == {"extra": "kept"}
    assert (time.minute, time.date_end, time.killed, time.side1) == (980, dt.date(2021, 3, 16), None, ())
    assert (time.type, time.code) == (None, "ballet")
    assert (time.lon, time.lat) == pytest.approx((13.19139, 32.88722), abs=1e-4)
    assert time.extra == {"country": "Atlantis"}
    assert (digits.date_start, digits.place, digits.country, digits.type) == (dt.date(2021, 3, 12), "", "NA", EventType.BATTLE)  # fmt: skip
    assert digits.killed == Count(best=3, low=1, high=9)
    assert digits.extra == {"extra": "=1+1"}


def test_a_person_corrects_the_guess(gazetteer: Gazetteer) -> None:
    table = open_table(b"date,a,b\n03/04/2021,Sirte,Shells fell\n")
    guess = guess_mapping(table, gazetteer).mapping
    mapping = guess.corrected("date_start", "date", "month first").corrected("notes", "b").corrected("place", "a")
    assert [row.cells for row in table.rows()] == [("03/04/2021", "Sirte", "Shells fell")]
    (row,) = rows(table, mapping, gazetteer)
    assert isinstance(row, EventRow)
    assert (row.date_start, row.place, row.notes) == (dt.date(2021, 3, 4), "Sirte", "Shells fell")
    assert mapping.corrected("place", "").use(Field.PLACE) is None
    for field, column, how, said in (
        ("date_strat", "date", None, "Did you mean “date_start”"),
        ("date_start", "dato", None, "Did you mean “date”"),
        ("date_start", "date", "days first", "Did you mean “day first”"),
    ):
        with pytest.raises(UnreadableDataError, match=said):
            mapping.corrected(field, column, how)


def test_every_field_can_be_read_in_some_way_and_kept_in_a_recipe(tmp_path: Path, gazetteer: Gazetteer) -> None:
    columns = tuple(f'c "{field}"\t\\' for field in Field)
    table = open_table(b"a|b|c\n1|2|3\n")
    mapping = guess_mapping(table, gazetteer).mapping
    mapping = type(mapping)(columns=columns, name="Büro / ../x", licence="CC BY 4.0", citation="Ours,\n2021")
    for field, column in zip(Field, columns, strict=True):
        mapping = mapping.corrected(field, column, WAYS[field][-1])
    assert read_recipe(to_recipe(mapping)) == mapping
    recipes = Recipes(tmp_path / "recipes")
    assert recipes.matching(columns) is None
    kept = recipes.save(mapping)
    assert kept.parent == tmp_path / "recipes"
    assert recipes.matching(tuple(reversed(columns))) == mapping
    assert recipes.matching(columns[1:]) is None
    with pytest.raises(UnreadableDataError, match="which the table does not have"):
        applied(mapping, ("date",))


TYPOS = (
    ("columns = [", "Line "),
    ('columns = ["Day"]\nname = 3\n', "Line 2 .*must be text in quotes"),
    ('colums = ["Day"]\n', "Line 1 .*“colums” is no word of a recipe; did you mean “columns”"),
    ('columns = ["Day"]\n\n[fields.lattitude]\ncolumn = "Day"\n', "Line 3 .*“lattitude” is no field"),
    ('columns = ["Day"]\n[fields.date_start]\ncolumn = "Dya"\n', "Line 3 .*“Dya” is no column.*Did you mean “Day”"),
    ('columns = ["Day"]\n[fields.date_start]\ncolumn = "Day"\nread = "dayfirst"\n', "Line 4 .*Did you mean “day first”"),
    ('columns = ["Day"]\n[fields.date_start]\ncolum = "Day"\n', "Line 3 .*did you mean “column”"),
    ('columns = ["Day"]\n[fields.date_start]\nread = "day first"\n', 'Line 2 .*must say column = "…"'),
    ("[fields.date_start]\n", "must list the table's columns"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "said"), TYPOS)
def test_a_typo_in_a_recipe_says_its_line_and_the_word_that_is_meant(text: str, said: str) -> None:
    with pytest.raises(UnreadableDataError, match=said):
        read_recipe(text)
