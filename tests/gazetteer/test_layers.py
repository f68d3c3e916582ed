"""Layers over the world file."""

from pathlib import Path

import pytest
import shapely

from gazetteer import Gazetteer, geoparse, recognize
from gazetteer.index import IndexFile
from gazetteer.keys import ALTERNATE, PREFERRED
from gazetteer.layer import Layer
from gazetteer.layer_file import write_layer
from gazetteer.place import FeatureClass, Place


@pytest.fixture
def layered(gazetteer: Gazetteer, tmp_path: Path) -> Gazetteer:
    """Return the gazetteer under a layer of two places of one's own; one of them moves Misrata by a kilometre."""
    misrata = gazetteer.lookup("Misrata", country="LY")[0].place
    checkpoint = Place(
        place_id="own:ly-checkpoint-zebra", name="Checkpoint Zebra", lon=13.4, lat=32.5, country_code="LY",
        feature_class=FeatureClass.SPOT, feature_code="INSM", radius_m=300.0, parent_id="gn:2210247",
    )  # fmt: skip
    moved = Place(
        place_id=misrata.place_id, name="Misrata", lon=15.1, lat=32.38, country_code="LY",
        feature_class=FeatureClass.POPULATED, feature_code="PPL", radius_m=5000.0,
    )  # fmt: skip
    path = tmp_path / "own.index"
    places = sorted([checkpoint, moved], key=lambda place: place.place_id)
    names = [[(place.name, PREFERRED)] for place in places]
    names[-1].append(("Zebra gate", ALTERNATE))
    outlines = {checkpoint.place_id: shapely.to_wkb(shapely.box(13.39, 32.49, 13.41, 32.51))}
    write_layer(path, places, names, outlines, version="test", weights=[1.0] * len(places), attribution="Own work")
    return gazetteer.with_layers([Layer(IndexFile(path), origin="from your own gazetteer")])


def test_a_place_of_a_layer_is_found_by_each_name_in_texts_and_while_typing(layered: Gazetteer) -> None:
    for name in ("Checkpoint Zebra", "zebra gate"):
        best = layered.lookup(name, country="LY")[0]
        assert best.place.place_id == "own:ly-checkpoint-zebra"
        assert "from your own gazetteer" in best.reasons
    assert layered.search("checkp", country="LY")[0].place.name == "Checkpoint Zebra"
    text = "Three soldiers were killed at Checkpoint Zebra in Libya on Monday."
    assert "Checkpoint Zebra" in [toponym.text for toponym in recognize(text, layered)]
    found = {r.toponym.text: r for r in geoparse(text, layered)}
    assert found["Checkpoint Zebra"].place == layered.place("own:ly-checkpoint-zebra")


def test_a_layers_place_replaces_the_world_files_and_keeps_its_other_names(layered: Gazetteer) -> None:
    for name in ("Misrata", "مصراتة", "Misratah"):
        assert layered.lookup(name, country="LY")[0].place.lon == 15.1, name
    assert "مصراتة" in layered.names(layered.lookup("Misrata", country="LY")[0].place.place_id)


def test_a_layers_place_has_its_parent_below_its_outline_and_its_attribution(layered: Gazetteer) -> None:
    place = layered.place("own:ly-checkpoint-zebra")
    assert place.parent_id == "gn:2210247"
    assert layered.outline(place.place_id) is not None
    assert "Own work" in layered.attributions()
    assert layered.info()["layers"] == [{"origin": "from your own gazetteer", "places": 2, "version": "test"}]


def test_the_world_file_answers_as_before_under_a_layer(layered: Gazetteer, gazetteer: Gazetteer) -> None:
    for name, country in (("Aleppo", "SY"), ("Alasabaa", "LY"), ("Xyzabcq", "LY"), ("Tripoli", None)):
        assert layered.lookup(name, country=country) == gazetteer.lookup(name, country=country)


def test_look_ups_that_are_kept_are_each_gazetteers_own(layered: Gazetteer, gazetteer: Gazetteer) -> None:
    for _ in range(2):
        assert layered.lookup("Misrata", country="LY")[0].place.lon == 15.1
        assert gazetteer.lookup("Misrata", country="LY")[0].place.lon != 15.1
        assert [each.place.name for each in layered.lookup("Zebra gate")] == ["Checkpoint Zebra"]
        assert "Checkpoint Zebra" not in [each.place.name for each in gazetteer.lookup("Zebra gate")]


def test_what_only_resembles_a_name_in_one_country_is_not_kept_for_the_others(gazetteer: Gazetteer) -> None:
    fresh = gazetteer.with_layers([])
    everywhere = fresh.lookup("Tarhunna")
    inside = fresh.lookup("Tarhunna", country="LY")
    assert [each.place.name for each in inside] == ["Tarhuna"]
    again = gazetteer.with_layers([])
    assert again.lookup("Tarhunna", country="LY") == inside
    assert again.lookup("Tarhunna", country="UA") == ()
    assert again.lookup("Tarhunna") == everywhere
