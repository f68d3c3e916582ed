"""The folium map: constant base, one layer, nothing from another machine, no text that becomes code."""

import json
import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import folium
import pytest

from events import Event, Selection
from gazetteer import Place
from geo import Assets, VendorMissingError, assets, build_layer, build_map, build_view, legend_html
from geo.assets import own_script, script_json
from geo.folium_map import figure_of
from geo.inline_basemap import label_rows
from tests.geo.conftest import place, resolution


@pytest.fixture(autouse=True)
def vendor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand in for the browser libraries where they have not been copied: these tests read no script of theirs."""
    if not (assets.VENDOR_DIR / "leaflet" / "leaflet.js").is_file():
        (tmp_path / "leaflet").mkdir()
        for name in ("leaflet.js", "leaflet.css"):
            (tmp_path / "leaflet" / name).write_text("/* leaflet */")
        monkeypatch.setattr(assets, "VENDOR_DIR", tmp_path)


def script_of(element: folium.Map | folium.FeatureGroup) -> str:
    """Render like streamlit-folium, with names that do not depend on the run."""
    figure = figure_of(element)
    figure.render()
    return re.sub(r"_[0-9a-f]{32}", "_id", str(figure.script.render()))


def on_map(layer: folium.FeatureGroup) -> folium.Map:
    chart = build_map()
    layer.add_to(chart)
    return chart


def payload_of(layer: folium.FeatureGroup) -> list[dict[str, dict[str, object]]]:
    (inner,) = (child for child in layer._children.values() if isinstance(child, folium.GeoJson))
    features: list[dict[str, dict[str, object]]] = json.loads(inner.payload)["features"]
    return features


def test_the_base_map_is_the_same_whatever_is_filtered(story_selection: Selection) -> None:
    assert script_of(build_map()) == script_of(build_map(build_view(story_selection)))


def test_the_page_names_no_other_machine(story_selection: Selection) -> None:
    chart = on_map(build_layer(build_view(story_selection)))
    page = figure_of(chart).render()
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert "cdn" not in page.lower()
    assert all(url.startswith("../../app/static/") for _, url in (*chart.default_js, *chart.default_css))
    assert folium.Map.default_js[0][1].startswith("https://"), "folium's own class stays as it was"


def test_the_layer_is_one_geojson_with_every_placed_event(story_selection: Selection) -> None:
    view = build_view(story_selection)
    markers = [each["properties"] for each in payload_of(build_layer(view)) if each["properties"]["part"] == "marker"]
    placed = set(view.events.loc[view.events["drawing"] != "none", "event_id"])
    assert {marker["event_id"] for marker in markers} == placed
    assert len(markers) == len(placed)


def test_markers_lie_on_top_of_areas_and_small_areas_on_large_ones(story_selection: Selection) -> None:
    parts = [each["properties"] for each in payload_of(build_layer(build_view(story_selection)))]
    names = [part["part"] for part in parts]
    assert names == sorted(names, key=["area", "spot", "marker", "crowd"].index)
    areas = [part for part in parts if part["part"] == "area"]
    assert areas[0]["event_id"] == "e00006"
    opacity = [float(str(part["opacity"])) for part in areas]
    assert opacity == sorted(opacity)


def test_a_few_events_at_one_spot_fan_out(
    make_event: Callable[..., Event], make_selection: Callable[[Sequence[Event]], Selection]
) -> None:
    features = payload_of(build_layer(build_view(make_selection([make_event(n) for n in range(12)]))))
    shifts = [tuple(each["properties"]["shift"]) for each in features if each["properties"]["part"] == "marker"]  # type: ignore[arg-type]
    assert len(set(shifts)) == 12
    assert max(math.hypot(*shift) for shift in shifts) < 40
    parts = [each["properties"]["part"] for each in features]
    assert (parts.count("spot"), parts.count("crowd")) == (1, 1)


@pytest.mark.parametrize("lat", [0.0, 45.25, -60.0, 84.0])
@pytest.mark.parametrize("number", [2, 3, 12])
def test_a_fan_stands_within_a_kilometre_of_its_spot(
    make_event: Callable[..., Event],
    make_selection: Callable[[Sequence[Event]], Selection],
    lat: float,
    number: int,
) -> None:
    events = [make_event(n, where=resolution(place("Somewhere", 19.83, lat))) for n in range(number)]
    marks = [each["properties"] for each in payload_of(build_layer(build_view(make_selection(events))))]
    for mark in (mark for mark in marks if mark["part"] == "marker"):
        zoom, shift = float(str(mark["fan"])), mark["shift"]
        metres_per_px = 40_075_017 / 256 / 2**zoom * math.cos(math.radians(lat))
        assert math.hypot(*shift) * metres_per_px <= 1000  # type: ignore[misc]
        assert zoom >= 8


def test_the_legend_says_what_a_counted_ring_means_only_where_there_is_one(
    make_event: Callable[..., Event], make_selection: Callable[[Sequence[Event]], Selection]
) -> None:
    alone = make_event(0, where=resolution(place("Farport", 20.0, 27.0)))
    assert "A number in a ring" not in legend_html(build_view(make_selection([alone])))
    assert "A number in a ring" in legend_html(build_view(make_selection([alone, make_event(1), make_event(2)])))


def test_many_events_at_one_spot_are_counted_on_it(
    make_event: Callable[..., Event], make_selection: Callable[[Sequence[Event]], Selection]
) -> None:
    view = build_view(make_selection([make_event(n) for n in range(170)]))
    features = payload_of(build_layer(view))
    (ring,) = (each for each in features if each["properties"]["part"] == "crowd")
    assert ring["properties"]["count"] == 170
    assert ring["geometry"]["coordinates"] == [13.2, 32.8]
    assert not any("shift" in each["properties"] for each in features)
    assert "A number in a ring counts events at one place" in legend_html(view)


def test_the_same_view_gives_the_same_script(story_selection: Selection) -> None:
    view = build_view(story_selection)
    first, second = (script_of(on_map(build_layer(view, fit="1"))) for _ in range(2))
    assert first == second


def test_hostile_text_stays_text(story_selection: Selection) -> None:
    layer = build_layer(build_view(story_selection))
    page = figure_of(on_map(layer)).render()
    assert "<script>alert" not in page
    assert "onerror=alert(1)>" not in page
    assert "49" not in re.findall(r"\\u003cscript.{0,80}", page)[0], "Jinja must not compute what a report says"
    hostile = next(
        each["properties"] for each in payload_of(layer)[::-1] if each["properties"].get("event_id") == "e00009"
    )
    texts = [each["properties"].get("sentence", "") for each in payload_of(layer)]
    assert any("{{ 7*7 }}" in str(text) for text in texts), "but the reader sees what was written"
    assert hostile["part"] == "marker"


def test_script_json_survives_the_round_trip() -> None:
    value = {"a": {"b": ["</script>{{x}}{% y %}{# z #}", 'quote " \\ é \u202e', {}]}, "c": {"d": {}}}
    text = script_json(value)
    assert json.loads(text) == value
    assert not re.search(r"\{[{%#]|[}%#]\}|<", text)


def test_our_script_can_pass_through_jinja() -> None:
    assert not re.search(r"\{[{%#]", own_script())


def test_missing_browser_libraries_say_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "VENDOR_DIR", tmp_path)
    for way in Assets:
        with pytest.raises(VendorMissingError, match="make vendor"):
            build_map(assets=way)


def test_one_area_is_inked_once_however_many_events_lie_in_it(
    make_event: Callable[..., Event], make_selection: Callable[[Sequence[Event]], Selection], story_selection: Selection
) -> None:
    somewhere = story_selection.events[2].where
    events = [make_event(number, where=somewhere, where_prec=5) for number in range(20)]
    parts = [each["properties"]["part"] for each in payload_of(build_layer(build_view(make_selection(events))))]
    assert parts.count("area") == 1
    assert parts.count("marker") == 20


class _Towns:
    """A gazetteer that knows two towns, one of them only by its surroundings."""

    def largest_places(self, box: tuple[float, float, float, float], *, limit: int) -> tuple[Place, ...]:
        del box, limit
        return place("Tarrin"), place("Vagueville", is_rough=True)


def test_a_town_known_only_by_its_surroundings_is_no_label() -> None:
    rows = label_rows(_Towns(), (10.0, 30.0, 15.0, 35.0))  # type: ignore[arg-type]  # all of a gazetteer that labels need
    assert [row[0] for row in rows] == ["Tarrin"]
