"""Online tiles are asked for only where somebody at this machine agreed to their address for that project."""

from pathlib import Path

import pytest

from geo import BasemapFileError, TilesConsent, parse_tiles

TILES = parse_tiles("https://tiles.example.org/{z}/{x}/{y}.png", "© A")
OTHER = parse_tiles("https://tiles.example.org/{z}/{x}/{y}.png?spy=1", "© A")


def test_consent_is_of_one_project_and_one_address_and_can_be_withdrawn(tmp_path: Path) -> None:
    file, project = tmp_path / "agreed.json", tmp_path / "a.sqlite"
    assert not TilesConsent(file).is_given(project, TILES)
    TilesConsent(file).give(project, TILES)
    TilesConsent(file).give(project, TILES)
    assert TilesConsent(file).is_given(project, TILES)
    assert not TilesConsent(file).is_given(project, OTHER)
    assert not TilesConsent(file).is_given(tmp_path / "b.sqlite", TILES)
    TilesConsent(file).withdraw(project, TILES)
    assert not TilesConsent(file).is_given(project, TILES)
    assert [each.name for each in tmp_path.iterdir()] == ["agreed.json"]


def test_consent_lies_beside_the_projects_not_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    TilesConsent().give(tmp_path / "a.sqlite", TILES)
    assert (tmp_path / "data" / "online_tiles.json").is_file()


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"a": 1}', "null", '["https://x"]', "\udcff"])
def test_a_damaged_file_agrees_to_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "agreed.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert not TilesConsent(file).is_given(tmp_path / "a.sqlite", TILES)
    TilesConsent(file).give(tmp_path / "a.sqlite", TILES)
    assert TilesConsent(file).is_given(tmp_path / "a.sqlite", TILES)


def test_an_answer_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    with pytest.raises(BasemapFileError, match="no tiles are asked for"):
        TilesConsent(tmp_path / "none" / "agreed.json").give(tmp_path / "a.sqlite", TILES)
