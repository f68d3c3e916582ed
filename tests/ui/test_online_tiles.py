"""A project from a stranger may name a server of tiles; only somebody at this machine agrees to it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from events import EventStore, extract, read_report
from gazetteer import Gazetteer
from geo import OnlineTilesSetting, TilesConsent, parse_tiles
from tests.ui.conftest import ROOT, Open, press, words
from ui import explorer

TILES = parse_tiles("https://tiles.example.org/{z}/{x}/{y}.png", "© A stranger")
SAID = "The offline map stands: this view wants map tiles from tiles.example.org"
ASKED = "This project wants map tiles from **tiles.example.org**. Show them?"


@pytest.fixture
def project(open_page: Open, tmp_path: Path, gazetteer: Gazetteer) -> Path:
    """Return a stranger's project as the default one."""
    file = tmp_path / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    store = EventStore(file)
    store.save(extract(read_report((ROOT / "samples" / "libya.txt").read_text(encoding="utf-8")), gazetteer))
    store.close()
    OnlineTilesSetting(file, read_only=False).switch_on(TILES)
    return file


@pytest.fixture
def grounds(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return the basemaps that the browser is told of, run by run."""
    found: list[object] = []
    whole = explorer.state_payload

    def told(header: Mapping[str, object]) -> bytes:
        found.append(header["ground"])
        return whole(header)

    monkeypatch.setattr(explorer, "state_payload", told)
    return found


def _explore(query: Mapping[str, str]) -> AppTest:
    page = AppTest.from_file(str(ROOT / "ui" / "pages" / "explore.py"), default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def test_no_address_agrees_to_a_strangers_server_but_a_button_does(project: Path, grounds: list[object]) -> None:
    page = _explore({"base": "online"})
    assert not page.exception
    assert grounds == [None]
    assert SAID in words(page)
    assert ASKED in words(page)

    page = press(page, "Show them")
    assert not page.exception
    assert isinstance(grounds[-1], dict)
    assert grounds[-1]["tiles"] == TILES.template
    assert SAID not in words(page)
    assert ASKED not in words(page)

    grounds.clear()
    _explore({"base": "online"})
    assert grounds[0] is not None
    # the same project, and a server that nobody here was asked about
    OnlineTilesSetting(project, read_only=False).switch_on(parse_tiles("https://spy.example.org/{z}/{x}/{y}", "© A"))
    st.cache_data.clear()
    grounds.clear()
    page = _explore({"base": "online"})
    assert grounds == [None]
    assert "wants map tiles from spy.example.org" in words(page)


def test_the_form_agrees_and_switching_off_takes_it_back(project: Path, grounds: list[object]) -> None:
    page = _explore({})
    assert SAID not in words(page)
    page.toggle(key="online_tiles_asked").set_value(True).run()
    page = press(page, "Show these tiles")
    assert isinstance(grounds[-1], dict)
    assert TilesConsent().is_given(project, TILES)
    page = press(page, "Switch off and forget")
    assert not page.exception
    assert grounds[-1] is None
    assert not TilesConsent().is_given(project, TILES)
