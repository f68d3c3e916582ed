"""A table's columns are shown with the reasons for what they are taken for, corrected by a word, and kept as a recipe."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from events import EventFilter, EventStore
from events.__main__ import cli
from events.datasets.tables import read_recipe, to_recipe
from events.errors import UnreadableDataError
from events.table_command import TableOptions, preview_lines, read_mapped
from gazetteer import Gazetteer, open_gazetteer

TABLE = (
    "Datum;Ort;Breite;Länge;Bemerkung;Tote\n14.03.2021;Sirte;31,2;16,5;Ein Angriff;2\n14.05.2021;Hun;95,2;16,5;=1+1;\n"
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def test_the_preview_shows_columns_reasons_and_first_rows(tmp_path: Path, gazetteer: Gazetteer) -> None:
    file = tmp_path / "a.csv"
    file.write_text(TABLE)
    table, guess = read_mapped(file, TableOptions(), gazetteer)
    lines = list(preview_lines(table, guess, gazetteer))
    assert lines[0] == "table\tCSV with semicolons\t6 columns"
    assert any(line.startswith("field\tdate_start\tDatum\tday first\tit is called “Datum”, and in 2 of 2 rows") for line in lines)  # fmt: skip
    assert lines[-2] == "row\t1\t2021-03-14\tSirte\t31.20000, 16.50000\tkilled 2\tEin Angriff"
    assert lines[-1] == "row\t2\trejected\t“Breite”: latitude '95,2' lies outside -90 to 90."


def test_corrections_go_into_the_recipe_that_the_next_file_is_read_with(tmp_path: Path, gazetteer: Gazetteer) -> None:
    file, recipe = tmp_path / "a.csv", tmp_path / "a.toml"
    file.write_text(TABLE)
    said = ("date_start.read=month first", "killed=", "injured=Tote")
    _, first = read_mapped(file, TableOptions(corrections=said, save_recipe=recipe), gazetteer)
    assert to_recipe(first.mapping) == recipe.read_text()
    (tmp_path / "b.csv").write_text(TABLE.replace("14.03.2021", "03.14.2021"))
    _, second = read_mapped(tmp_path / "b.csv", TableOptions(recipe=recipe), gazetteer)
    assert second.mapping == read_recipe(recipe.read_text())
    with pytest.raises(UnreadableDataError, match="No column holds url"):
        read_mapped(file, TableOptions(corrections=("url.read=text",)), gazetteer)
    with pytest.raises(UnreadableDataError, match="is no correction"):
        read_mapped(file, TableOptions(corrections=("Datum",)), gazetteer)


def _import(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def test_a_table_is_previewed_imported_and_its_rejects_come_in_when_they_are_mended(tmp_path: Path) -> None:
    file, project, rejects, recipe = (tmp_path / name for name in ("a.csv", "own.sqlite", "r.csv", "a.toml"))
    file.write_text(TABLE)
    shown = _import(file, "--as", "table", "--db", project, "--preview")
    assert shown.exit_code == 0
    assert "field\tplace\tOrt" in shown.stdout
    assert not project.exists()
    done = _import(
        file,
        "--as",
        "table",
        "--db",
        project,
        "--rejects",
        rejects,
        "--save-recipe",
        recipe,
        "--licence",
        "CC0",
        "--mapping",
        "killed=Tote",
    )
    assert done.stdout == "a.csv\ta\t2 read\t1 stored\t0 updated\t0 unchanged\t1 rejected\n"
    (event,) = EventStore(project).select(EventFilter()).events
    assert (event.sentence, event.killed.best if event.killed else None) == ("Ein Angriff", 2)
    with rejects.open(encoding="utf-8", newline="") as opened:
        header, row = csv.reader(opened)
    assert row[-1] == "“Breite”: latitude '95,2' lies outside -90 to 90."
    assert row[4] == "'=1+1"
    rejects.write_text(",".join(header) + '\n14.05.2021,Hun,"29,2","15,9",\'=1+1,,mended\n')
    again = _import(rejects, "--as", "table", "--db", project, "--recipe", recipe, "--dataset", "a")
    assert "1 stored" in again.stdout, again.stderr
    assert {event.sentence for event in EventStore(project).select(EventFilter()).events} == {"Ein Angriff", "=1+1"}


def test_options_of_tables_without_a_table_and_typos_say_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(TABLE)
    assert "add --as table" in _import(file, "--preview", "--db", tmp_path / "own.sqlite").stderr
    wrong = _import(file, "--as", "table", "--db", tmp_path / "own.sqlite", "--mapping", "plase=Ort")
    assert wrong.exit_code == 1
    assert "Did you mean “place”" in wrong.stderr
