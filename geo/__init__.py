"""What a map needs: style, view model, basemap, folium map, timeline, exports and the briefing sheet."""

from events import place_words, readable
from geo.assets import Assets, check_vendor
from geo.basemap import Basemap, basemap_credits, boundary_disclaimer, clip_basemap, load_basemap, scale_for
from geo.briefing import (
    SHEET_SUFFIXES,
    Sheet,
    SheetOptions,
    compose_sheet,
    data_hash,
    draw_sheet,
    save_sheet,
    sheet_preview,
    write_sheet,
)
from geo.charts import PICK, Bar, build_bars, build_toll, change_svg, thinned
from geo.difference_payload import difference_payload, side_payload
from geo.errors import (
    BasemapFileError,
    BasemapMissingError,
    GeoError,
    LayerError,
    SheetError,
    StyleTableError,
    TooManyEventsError,
    UnknownFolderError,
    UnknownFormatError,
    UnknownPaperError,
    VendorMissingError,
    WriteError,
)
from geo.event_look import event_precision
from geo.explorer_columns import columns_payload, mask_payload, provinces_of, state_payload
from geo.export import ABOUT, ABOUT_BESIDE, EXPORT_SUFFIXES, default_title, export, export_events
from geo.features import named_id
from geo.folium_map import Popup, build_layer, build_map
from geo.html import to_html
from geo.layer_files import layer_names
from geo.layers_payload import layers_payload
from geo.legend import legend_html, symbol_svg
from geo.measures import degrees_words, length_words, reach_words
from geo.online_tiles import OnlineTiles, OnlineTilesSetting, parse_tiles
from geo.own_basemaps import OwnBasemap, OwnBasemaps
from geo.own_layer import OwnFeature, OwnLayer, read_layer
from geo.own_layers import KeptLayer, LayerColour, OwnLayers, RemovedLayer, layers_token
from geo.place_labels import labels_around
from geo.place_layer import build_draft_layer, build_place_layer, place_box
from geo.pmtiles import Pmtiles, read_pmtiles
from geo.report_days_payload import report_days_payload
from geo.silence_payload import silence_payload
from geo.style import (
    Drawing,
    TypeStyle,
    all_styles,
    area_opacity,
    drawing_of,
    marker_radius_px,
    outlines,
    precision_words,
    style_of,
    svg_path,
)
from geo.tiles_consent import TilesConsent
from geo.timeline import BRUSH, build_timeline
from geo.view import EventView, Legend, LegendEntry, Source, build_view
from geo.words import (
    count_words,
    date_words,
    day_and_time,
    event_toll_words,
    time_words,
    toll_words,
    when_words,
    with_status,
)

__all__ = [
    "ABOUT",
    "ABOUT_BESIDE",
    "BRUSH",
    "EXPORT_SUFFIXES",
    "PICK",
    "SHEET_SUFFIXES",
    "Assets",
    "Bar",
    "Basemap",
    "BasemapFileError",
    "BasemapMissingError",
    "Drawing",
    "EventView",
    "GeoError",
    "KeptLayer",
    "LayerColour",
    "LayerError",
    "Legend",
    "LegendEntry",
    "OnlineTiles",
    "OnlineTilesSetting",
    "OwnBasemap",
    "OwnBasemaps",
    "OwnFeature",
    "OwnLayer",
    "OwnLayers",
    "Pmtiles",
    "Popup",
    "RemovedLayer",
    "Sheet",
    "SheetError",
    "SheetOptions",
    "Source",
    "StyleTableError",
    "TilesConsent",
    "TooManyEventsError",
    "TypeStyle",
    "UnknownFolderError",
    "UnknownFormatError",
    "UnknownPaperError",
    "VendorMissingError",
    "WriteError",
    "all_styles",
    "area_opacity",
    "basemap_credits",
    "boundary_disclaimer",
    "build_bars",
    "build_draft_layer",
    "build_layer",
    "build_map",
    "build_place_layer",
    "build_timeline",
    "build_toll",
    "build_view",
    "change_svg",
    "check_vendor",
    "clip_basemap",
    "columns_payload",
    "compose_sheet",
    "count_words",
    "data_hash",
    "date_words",
    "day_and_time",
    "default_title",
    "degrees_words",
    "difference_payload",
    "draw_sheet",
    "drawing_of",
    "event_precision",
    "event_toll_words",
    "export",
    "export_events",
    "labels_around",
    "layer_names",
    "layers_payload",
    "layers_token",
    "legend_html",
    "length_words",
    "load_basemap",
    "marker_radius_px",
    "mask_payload",
    "named_id",
    "outlines",
    "parse_tiles",
    "place_box",
    "place_words",
    "precision_words",
    "provinces_of",
    "reach_words",
    "read_layer",
    "read_pmtiles",
    "readable",
    "report_days_payload",
    "save_sheet",
    "scale_for",
    "sheet_preview",
    "side_payload",
    "silence_payload",
    "state_payload",
    "style_of",
    "svg_path",
    "symbol_svg",
    "thinned",
    "time_words",
    "to_html",
    "toll_words",
    "when_words",
    "with_status",
    "write_sheet",
]
