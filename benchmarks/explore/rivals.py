"""The rivals as their users write them: a Streamlit page with a filter by type, a count and a map of points.

Both read the events from a Parquet file with a point each, keep them between runs, and draw one colour: less than Explore does,
whose areas, types, precision and timeline they lack.
"""

import shutil
from pathlib import Path

_HEAD = """
import pandas as pd
import streamlit as st

st.set_page_config(layout="wide")

@st.cache_resource
def read():
    return pd.read_parquet("events.parquet")

types = st.sidebar.multiselect("Type", sorted(read()["type"].unique()), format_func=str.capitalize)
shown = read()[read()["type"].isin(types)] if types else read()
st.caption(f"{len(shown):,} events")
"""
FOLIUM = (
    _HEAD
    + """
import folium
from streamlit_folium import st_folium

folium.Map.default_js = [("leaflet", "../../app/static/leaflet/leaflet.js")]
folium.Map.default_css = [("leaflet_css", "../../app/static/leaflet/leaflet.css")]

@st.cache_data(max_entries=4)
def layer_data(types):
    rows = zip(shown["lon"], shown["lat"], shown["type"], shown["day"], strict=True)
    return {"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]},
         "properties": {"type": kind, "day": day}} for lon, lat, kind, day in rows]}

chart = folium.Map(location=[20, 30], zoom_start=3, tiles=None, prefer_canvas=True)
layer = folium.FeatureGroup(name="events")
marker = folium.CircleMarker(radius=4, weight=1, fill=True)
folium.GeoJson(layer_data(tuple(types)), marker=marker).add_to(layer)
st_folium(chart, key="map", feature_group_to_add=layer, returned_objects=[], height=440, use_container_width=True)
"""
)
PYDECK = (
    _HEAD
    + """
import pydeck as pdk

layer = pdk.Layer("ScatterplotLayer", data=shown, id="events", get_position=["lon", "lat"], get_radius=4,
                  radius_units="'pixels'", get_fill_color=[11, 92, 138, 160], pickable=True)
view = pdk.ViewState(longitude=30, latitude=20, zoom=2)
st.pydeck_chart(pdk.Deck(layers=[layer], initial_view_state=view, map_provider=None), height=440, key="map")
"""
)
_SETTINGS = """
[server]
address = "127.0.0.1"
headless = true
enableStaticServing = true
[browser]
gatherUsageStats = false
[client]
toolbarMode = "minimal"
"""


def write_app(folder: Path, source: str, events: Path, leaflet: Path) -> Path:
    """Write a rival's page into a new folder with its data and Leaflet's files; return the page's path."""
    (folder / ".streamlit").mkdir(parents=True)
    (folder / ".streamlit" / "config.toml").write_text(_SETTINGS, encoding="utf-8")
    (folder / "events.parquet").symlink_to(events.resolve())
    shutil.copytree(leaflet, folder / "static" / "leaflet")
    page = folder / "app.py"
    page.write_text(source, encoding="utf-8")
    return page
