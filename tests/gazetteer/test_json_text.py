"""Records as JSON text: the same as JSON without the memory, bounded, and safe against what texts hold."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer, geoparse, resolution_record
from gazetteer import json_text as module
from gazetteer.json_text import json_line, written_outline

TEXT = "Shells fell on southern Tripoli, Libya, and on the road from Gharyan to Tripoli. Libya and Tunisia talked; Paris did not."


def test_an_outline_from_memory_is_the_one_that_was_written(gazetteer: Gazetteer) -> None:
    found = geoparse(TEXT, gazetteer)
    assert sum(each.footprint is not None for each in found) > 3
    plain = json.loads(json.dumps([resolution_record(each) for each in found]))
    for _ in range(2):
        line = json_line({"toponyms": [resolution_record(each, outline=written_outline) for each in found]})
        assert json.loads(line)["toponyms"] == plain


def test_a_box_holds_the_outline(gazetteer: Gazetteer) -> None:
    for each in geoparse(TEXT, gazetteer):
        box = resolution_record(each)["bbox"]
        assert (box is None) == (each.footprint is None)
        assert each.footprint is None or box == pytest.approx(each.footprint.bounds, abs=1e-6)


@given(st.text(), st.text())
def test_no_text_is_taken_for_an_outline(key: str, value: str) -> None:
    point = shapely.Point(13.0, 32.5)
    record = {
        "text": value,
        key: written_outline(point),
        "none": written_outline(None),
        "twice": [written_outline(point)],
    }
    read = json.loads(json_line(record))
    assert read["twice"] == [{"type": "Point", "coordinates": [13.0, 32.5]}]
    assert read == json.loads(json.dumps(record, default=lambda each: shapely.geometry.mapping(each.geometry)))


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_KEPT", 2_000)
    kept = module._Outlines()  # what it keeps is what is bounded
    shapes = [shapely.Point(lon, 0.0).buffer(1.0) for lon in range(20)]
    texts = [kept.text(shape) for shape in shapes]
    assert kept._length <= 2_000
    assert [kept.text(shape) for shape in shapes] == texts


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError, match="got set"):
        json_line({"a": {1}})
