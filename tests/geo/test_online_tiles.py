"""What may be said of online tiles, and that a project keeps it."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from geo import BasemapFileError, OnlineTilesSetting, parse_tiles

GOOD = "https://tiles.example.org/{z}/{x}/{y}.png"


@pytest.mark.parametrize(
    "address",
    [
        GOOD,
        "https://t.example.org:8443/m/{z}/{y}/{x}?key=a-B_1",
        "http://127.0.0.1:9000/{z}/{x}/{y}",
        "http://localhost/{z}/{x}/{y}",
        "http://[::1]:1/{z}/{x}/{y}",
    ],
)
def test_https_and_this_machine_are_taken(address: str) -> None:
    assert parse_tiles(f" {address} ", " © A   B ").template == address
    assert parse_tiles(address, " © A   B ").attribution == "© A B"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "one word"),
        ("https://t.example.org/{z}/{x}/{y} .png", "one word"),
        ("https://t.example.org/{z}/{x}/{y}/\u202e", "one word"),
        ("https://t.example.org/" + "a" * 500 + "{z}{x}{y}", "one word"),
        ("https://t.example.org/{z}/{x}.png", "each once"),
        ("https://t.example.org/{z}/{x}/{y}/{y}.png", "each once"),
        ("https://{s}.example.org/{z}/{x}/{y}.png", "no braces but"),
        ("https://t.example.org/{z}/{x}/{y}{r}.png", "no braces but"),
        ("http://t.example.org/{z}/{x}/{y}.png", "must begin with https"),
        ("http://127.0.0.1.example.org/{z}/{x}/{y}.png", "must begin with https"),
        ("http://127.0.0.1@example.org/{z}/{x}/{y}.png", "must begin with https"),
        ("ftp://127.0.0.1/{z}/{x}/{y}.png", "must begin with https"),
        ("javascript:alert({z}{x}{y})", "names no server"),
        ("file:///etc/{z}/{x}/{y}", "names no server"),
        ("//t.example.org/{z}/{x}/{y}.png", "must begin with https"),
        ("https://{z}.example.org/{x}/{y}.png", "names no server"),
        ("https://me:secret@t.example.org/{z}/{x}/{y}.png", "no user name"),
        ("https://t.example.org:99999/{z}/{x}/{y}.png", "no address"),
        ("https://[::1/{z}/{x}/{y}.png", "no address"),
        ("https://evil.example\\@t.example.org/{z}/{x}/{y}", "names no server"),
    ],
)
def test_other_addresses_end_in_a_sentence(address: str, words: str) -> None:
    with pytest.raises(BasemapFileError, match=words):
        parse_tiles(address, "© A")


@pytest.mark.parametrize("attribution", ["", "  ", "a" * 201])
def test_tiles_without_attribution_are_refused(attribution: str) -> None:
    with pytest.raises(BasemapFileError, match="whose tiles"):
        parse_tiles(GOOD, attribution)


def test_a_project_has_none_until_they_are_switched_on_and_none_after(tmp_path: Path) -> None:
    setting = OnlineTilesSetting(tmp_path / "default.sqlite", read_only=False)
    assert setting.get() is None
    tiles = parse_tiles(GOOD, "© A")
    setting.switch_on(parse_tiles("https://old.example.org/{z}/{x}/{y}", "old"))
    setting.switch_on(tiles)
    assert OnlineTilesSetting(tmp_path / "default.sqlite").get() == tiles
    setting.switch_off()
    assert setting.get() is None


def test_a_project_from_a_stranger_cannot_name_what_the_form_refuses(tmp_path: Path) -> None:
    file = tmp_path / "default.sqlite"
    OnlineTilesSetting(file, read_only=False).switch_on(parse_tiles(GOOD, "© A"))
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE online_tiles SET template = 'http://spy.example.org/{z}/{x}/{y}'"))
    engine.dispose()
    assert OnlineTilesSetting(file).get() is None
