// The basemap that comes with Dateline: land, lakes, rivers, borders and provinces of Natural Earth, in three styles.

import { groundStyle } from "./ground.js";

const COLOURS = {
  light: { sea: "#d5e5ee", land: "#f8f5ee", coast: "#9fb4c0", river: "#98bdd2", border: "#8d8272", province: "#c9bda9" },
  dark: { sea: "#10202b", land: "#22303a", coast: "#41586a", river: "#33536a", border: "#8f9aa5", province: "#4d5c68" },
  print: { sea: "#f2f2f2", land: "#ffffff", coast: "#888888", river: "#bdbdbd", border: "#444444", province: "#bbbbbb" },
};
// Nearer than this the coarse lines would be seen to be coarse.
const DETAIL_ZOOM = 4.2;

/** Return the style of a theme, a ground (see ground.js) above it or null; the files of large scale come with watchDetail, once someone looks that near. */
export function basemapStyle(base, theme, ground) {
  const over = groundStyle(ground, theme);
  const colours = COLOURS[theme] ?? COLOURS.light, source = (name) => ({ type: "geojson", data: `${base}/basemap/${name}.geojson`, tolerance: 0.25 });
  return {
    version: 8,
    sources: { land_50m: source("land_50m"), lakes_50m: source("lakes_50m"), borders_50m: source("borders_50m"), rivers: source("rivers"), ...over.sources },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours.sea } },
      ...scaleLayers("50m", colours, {}),
      riversLayer(colours),
      ...over.layers,
    ],
  };
}

// Above the land of both scales; thin where the whole world is seen.
function riversLayer(colours) {
  const width = ["interpolate", ["linear"], ["zoom"], 2, 0.3, 5, 1.2, 10, 2.2];
  return { id: "rivers", type: "line", source: "rivers", minzoom: 2, paint: { "line-color": colours.river, "line-width": width }, layout: { "line-join": "round", "line-cap": "round" } };
}

function scaleLayers(scale, colours, zooms) {
  const settled = ["!=", ["get", "unsettled"], true], layer = (kind, id, type, paint, more = {}) =>
    ({ id: `${id}_${scale}`, type, source: `${kind}_${scale}`, paint, ...more, ...zooms });
  const line = (width, colour) => ({ "line-color": colour, "line-width": width });
  return [
    layer("land", "land", "fill", { "fill-color": colours.land, "fill-antialias": false }),
    layer("land", "coast", "line", line(0.9, colours.coast)),
    layer("lakes", "lakes", "fill", { "fill-color": colours.sea, "fill-outline-color": colours.coast }),
    ...(scale === "10m" ? [layer("admin1", "provinces", "line", line(0.8, colours.province))] : []),
    layer("borders", "borders", "line", line(1.2, colours.border), { filter: settled }),
    layer("borders", "disputed", "line", { ...line(1.2, colours.border), "line-dasharray": [3, 3] }, { filter: ["!", settled] }),
  ];
}

const firstOver = (map) => map.getStyle().layers.find((layer) => layer.source === "ground")?.id;

/** Add the files of large scale the first time that the map is near enough to need them. */
export function watchDetail(map, base, theme) {
  const add = () => {
    if (map.getZoom() < DETAIL_ZOOM || map.getSource("land_10m") || !map.isStyleLoaded()) { return; }
    for (const name of ["land", "lakes", "borders", "admin1"]) {
      map.addSource(`${name}_10m`, { type: "geojson", data: `${base}/basemap/${name}_10m.geojson`, tolerance: 0.25 });
    }
    for (const layer of scaleLayers("10m", COLOURS[theme()] ?? COLOURS.light, { minzoom: DETAIL_ZOOM })) { map.addLayer(layer, layer.source === "land_10m" || layer.source === "lakes_10m" ? "rivers" : firstOver(map)); }
  };
  map.on("zoomend", add);
  map.on("idle", add);
}

export function seaColour(theme) {
  return (COLOURS[theme] ?? COLOURS.light).sea;
}
