"""What is removed in the menu of the layers is there again after Undo, which is offered once."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from events import EventStore, extract, read_report
from gazetteer import Gazetteer
from geo import LayerColour, OwnBasemaps, OwnLayers, read_layer
from tests.made_pmtiles import plain_png, pmtiles
from tests.ui.conftest import ROOT, Open, press, words

NOW = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
POINT = json.dumps({"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [13, 32]}})


@pytest.fixture
def project(open_page: Open, tmp_path: Path, gazetteer: Gazetteer) -> Path:
    """Return a project with a layer and a map file."""
    file = tmp_path / "data" / "projects" / "default.sqlite"
    file.parent.mkdir(parents=True)
    store = EventStore(file)
    store.save(extract(read_report((ROOT / "samples" / "libya.txt").read_text(encoding="utf-8")), gazetteer))
    store.close()
    layer = read_layer("a.geojson", POINT.encode())
    OwnLayers(file, read_only=False).add("Front *line*", layer, as_of=None, attribution="", now=NOW)
    raster = io.BytesIO(pmtiles(plain_png(1, 2, 3), tile_type=2))
    OwnBasemaps(file, read_only=False).add("Red map", raster, attribution="us", now=NOW)
    return file


def test_a_layer_is_renamed_and_coloured_in_its_row_and_a_missing_name_is_said(project: Path) -> None:
    page = AppTest.from_file(str(ROOT / "ui" / "pages" / "explore.py"), default_timeout=60)
    page.query_params["layers"] = "own:1"
    page.run()
    page = press(page, "Change")
    page.text_input(key="own_layer_new_name_1").set_value("   ")
    page = press(page, "Save the change")
    assert "A layer needs a name" in words(page)
    page.text_input(key="own_layer_new_name_1").set_value("Line, 2020")
    page.pills(key="own_layer_new_colour_1").set_value(LayerColour.GREEN)
    page = press(page, "Save the change")
    assert not page.exception
    assert [(each.name, each.colour) for each in OwnLayers(project).all()] == [("Line, 2020", LayerColour.GREEN)]
    assert "Line, 2020" in page.checkbox(key="own_layer_1").label
    assert not [each for each in page.button if each.label == "Save the change"]


def test_a_removed_layer_and_a_removed_map_file_come_back_by_undo_once(project: Path) -> None:
    page = AppTest.from_file(str(ROOT / "ui" / "pages" / "explore.py"), default_timeout=60)
    page.query_params["layers"], page.query_params["base"] = "own:1", "file:1"
    page.run()
    page = press(page, "Remove")
    assert "“Front *line*” is removed." in words(page)
    assert OwnLayers(project).all() == ()
    page = press(page, "Undo")
    assert [each.name for each in OwnLayers(project).all()] == ["Front *line*"]
    assert page.checkbox(key="own_layer_1").value
    assert not [each for each in page.button if each.label == "Undo"]

    page = press(page, "Remove this map file")
    assert "The map file “Red map” is removed." in words(page)
    assert OwnBasemaps(project).all() == ()
    page = press(page, "Undo")
    assert not page.exception
    assert OwnBasemaps(project).file(1) is not None
    assert page.radio(key="basemap_radio").value == "file:1"
    assert not [each for each in page.button if each.label == "Undo"]
