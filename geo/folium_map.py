"""The folium map: a constant base with no event in it, and one layer that holds every event."""

from collections.abc import Sequence
from enum import StrEnum

import folium
from folium import Figure, MacroElement
from folium.template import Template

from gazetteer import Gazetteer, Resolution
from geo.assets import (
    STATIC_URL,
    Assets,
    Verbatim,
    leaflet_script,
    leaflet_sheet,
    map_links,
    own_script,
    own_sheet,
    script_json,
)
from geo.basemap import basemap_credits, boundary_disclaimer, world_labels
from geo.features import to_features
from geo.inline_basemap import detail_box, inline_layers, label_rows
from geo.style import TypeStyle, all_styles, outlines
from geo.view import PLACE_CREDIT, EventView

_WORLD_CENTRE, _WORLD_ZOOM = (20.0, 15.0), 2
# A place that a report names, whatever happened there; its type is "".
_NAMED_LOOK = {"label": "Place named in the report", "colour": "#5b6770", "line": "#5b6770", "ring": None}


class Popup(StrEnum):
    """What opens at a marker: the event's whole card, or what, where and when, since its card stands beside the map."""

    CARD = "card"
    TIP = "tip"


class _Setup(MacroElement):
    """Starts our side of the map once Leaflet has made it."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}<style>{{ this.sheet }}</style>{% endmacro %}
        {% macro script(this, kwargs) %}
        {{ this.code }}
        dateline.start({{ this._parent.get_name() }}, {{ this.setup }});
        {% endmacro %}
        """
    )

    def __init__(self, setup: dict[str, object]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "DatelineSetup"
        self.sheet = own_sheet()
        self.code = own_script()
        self.setup = script_json(setup)


class _EventLayer(folium.GeoJson):
    """folium's GeoJson with our own script: cards are built from text nodes, and no text reaches Jinja."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = dateline.events({{ this.payload }}, {{ this.looks }}, {{ this.choice }});
        {{ this.get_name() }}.addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, data: dict[str, object], looks: dict[str, object], choice: dict[str, object]) -> None:
        super().__init__(data, name="Events", control=False)
        self.payload = script_json(data)
        self.looks = script_json(looks)
        self.choice = script_json(choice)

    def render(self, **kwargs: object) -> None:  # type: ignore[override] # as folium's own GeoJson has it
        """Put the script on the page; nothing of folium's own style machinery is needed."""
        MacroElement.render(self, **kwargs)  # type: ignore[no-untyped-call]


def build_map(
    view: EventView | None = None,
    *,
    assets: Assets | str = Assets.STATIC,
    gazetteer: Gazetteer | None = None,
    title: str = "Map of events",
    memory: str = "explore",
) -> folium.Map:
    """Build the base map: land, lakes, borders, labels, scale bar and attribution, and no event.

    Parameters
    ----------
    view
        Only for ``assets="inline"``: the detailed basemap is cut to its surroundings. With "static" it changes
        nothing, so that the map is the same for every filter and Streamlit never remounts it.
    assets
        "static": scripts and basemap are fetched from the app that serves the page. "inline": the page carries them.
    gazetteer
        Gives the labels of an inline map.
    title
        What a screen reader calls the map.
    memory
        Under which name the browser tab keeps zoom and centre; two maps of one app need two.

    Raises
    ------
    VendorMissingError
        If the browser libraries have not been copied; says what to do.
    """
    assets = Assets(assets)
    chart = folium.Map(
        location=_WORLD_CENTRE,
        zoom_start=_WORLD_ZOOM,
        tiles=None,
        prefer_canvas=True,
        control_scale=True,
        min_zoom=1,
        max_zoom=17,
        zoom_snap=0.5,
        world_copy_jump=False,
    )
    chart.default_js, chart.default_css = ([], []) if assets is Assets.INLINE else map_links()
    credit = " · ".join((*(view.credits if view else (*basemap_credits(), PLACE_CREDIT)), boundary_disclaimer()))
    setup: dict[str, object] = {"title": title, "credits": _html(credit)}
    if assets is Assets.INLINE:
        header = figure_of(chart).header
        header.add_child(Verbatim(f"<style>{leaflet_sheet()}</style>"), name="leaflet_css", index=0)
        header.add_child(Verbatim(f"<script>{leaflet_script()}</script>"), name="leaflet", index=0)
        box = detail_box(view.extent) if view else None
        setup["basemap"] = {"layers": inline_layers(box)}
        setup["labels"] = [row[:6] for row in world_labels() if row[3] != "water"] + (
            label_rows(gazetteer, box) if gazetteer and box else []
        )
    else:
        setup["basemap"] = {"url": f"{STATIC_URL}/basemap/"}
        setup["remember"] = f"dateline-map-{memory}"
    chart.add_child(_Setup(setup), name="dateline")
    return chart


def build_layer(
    view: EventView,
    *,
    fit: str = "",
    selected: str | None = None,
    bring: str = "",
    gazetteer: Gazetteer | None = None,
    named: Sequence[Resolution] = (),
    popup: Popup = Popup.CARD,
    least_zoom: int = 0,
) -> folium.FeatureGroup:
    """Build the layer of all placed events, for `build_map`'s map or ``feature_group_to_add``.

    Parameters
    ----------
    view
        What to draw; the same view gives the same script.
    fit
        A token: the browser zooms to the view's extent once for each new token, never twice for one; "" never.
    selected
        The event, or the named place by its `named_id`, to highlight, with its card open.
    bring
        A token: the map pans to what is selected once for each new token, where it is out of sight; "" never.
    gazetteer
        Adds labels of smaller places around the events.
    named
        Places that a report names, drawn as small grey rings under the events.
    popup
        What opens at a marker.
    least_zoom
        How far the map zooms in at least on what ``bring`` brings; an area is shown whole. 0: no further than to find it.
    """
    west, south, east, north = view.extent
    extent = [[south, west], [north, east]]
    choice: dict[str, object] = {
        "fit": fit, "selected": selected or "", "bring": bring, "extent": extent, "least": least_zoom,
        "beside": popup is Popup.TIP,
    }  # fmt: skip
    if gazetteer is not None:
        choice["labels"] = label_rows(gazetteer, view.extent)
    looks = {**{style.type.value: _look(style) for style in all_styles()}, "": _NAMED_LOOK}
    return feature_layer(to_features(view, named), looks, choice)


def feature_layer(
    features: dict[str, object], looks: dict[str, object], choice: dict[str, object]
) -> folium.FeatureGroup:
    """Build a layer of features as the browser's part of the map draws them; their text reaches it as text only.

    ``looks``: label, colours and ring by the features' ``type``. ``choice``: what is selected, and what the map moves to.
    """
    group = folium.FeatureGroup(name="Events", control=False)
    _EventLayer(features, looks, choice).add_to(group)
    return group


def _look(style: TypeStyle) -> dict[str, object]:
    return {
        "label": style.label,
        "colour": style.colour,
        "line": style.line_colour,
        "ring": outlines().get(style.shape),
    }


def figure_of(chart: folium.Map) -> Figure:
    """Return the page that a map stands in."""
    root = chart.get_root()
    assert isinstance(root, Figure)
    return root


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
