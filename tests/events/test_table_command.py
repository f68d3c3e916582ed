"""A table's columns are shown with the reasons for what they are taken for, corrected by a word, and kept as a recipe."""

from pathlib import Path

import pytest

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
