// A basemap that lies over the offline one: the tiles of a file of the project's own, or of a server that the project has switched on. Where it has none, or they do not come, the offline map stands.

const SOURCE = "ground";
const LOOKS = {
  light: { land: "#f8f5ee", green: "#e4ecd8", water: "#c5dcea", building: "#e3dccf", minor: "#d9cfbd", major: "#e0b877", rail: "#b5aea3", border: "#8d8272", other: "#c9bda9" },
  dark: { land: "#22303a", green: "#26382f", water: "#10202b", building: "#2d3b46", minor: "#3f4f5b", major: "#7d6a44", rail: "#4d5c68", border: "#8f9aa5", other: "#4d5c68" },
  print: { land: "#ffffff", green: "#f4f4f4", water: "#e6e6e6", building: "#e8e8e8", minor: "#cccccc", major: "#999999", rail: "#bbbbbb", border: "#444444", other: "#bbbbbb" },
};
// Layers by the names that OpenMapTiles, Protomaps, Shortbread and those who tile their own use; the first that fits counts, from the ground up.
const KINDS = [
  ["names", /place|settlement|cities|towns|villages/], ["skip", /label|name|poi|house_?num|addr|mask|shield/], ["land", /^(earth|land_?mass|continent)s?$/],
  ["water", /water|ocean|sea|lake|river|stream/], ["border", /bound|border|admin|countr|provinc|disputed/], ["road", /road|street|transport|highway|motorway|path|rail|bridge|track/],
  ["building", /building/], ["green", /land|park|forest|wood|green|natural|veget|sites/],
];
const ORDER = ["land", "green", "water", "building", "other", "border", "road"];
// How the schemas call what is wide on a map.
const MAJOR = ["motorway", "trunk", "primary", "highway", "major_road", "motorway_link", "trunk_link"], RAIL = ["rail", "railway", "light_rail", "narrow_gauge", "tram"];
const MOST_NAMES = 2000;
// A server that has sent nothing for so long does not answer.
const PATIENCE_MS = 12_000;
let reader = null;

/** Return what a layer of a file is, by its name. */
export function kindOf(name) {
  return KINDS.find(([, pattern]) => pattern.test(name.toLowerCase()))?.[0] ?? "other";
}

/** Return the sources and layers of a ground as Python says it, to stand over the offline ones; none for null. */
export function groundStyle(ground, theme) {
  if (!ground) { return { sources: {}, layers: [] }; }
  const [minzoom, maxzoom] = ground.zooms, tiles = [ground.file ? `pmtiles://${new URL(ground.file, document.baseURI).href}/{z}/{x}/{y}` : ground.tiles];
  const source = { type: ground.kind, tiles, minzoom, maxzoom, ...(ground.bounds ? { bounds: ground.bounds } : {}), ...(ground.kind === "raster" ? { tileSize: 256 } : {}) };
  const layers = ground.kind === "raster" ? [{ id: "ground", type: "raster", source: SOURCE, paint: { "raster-fade-duration": 0 } }] : vectorLayers(ground.layers, LOOKS[theme] ?? LOOKS.light);
  return { sources: { [SOURCE]: source }, layers };
}

function vectorLayers(names, look) {
  const found = names.map((name) => ({ name, kind: kindOf(name) })).filter(({ kind }) => ORDER.includes(kind));
  return found.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)).flatMap(({ name, kind }) => drawn(name, kind, look));
}

function drawn(name, kind, look) {
  const is = (shape) => ["==", ["geometry-type"], shape], layer = (suffix, type, paint, more = {}) => ({ id: `ground ${name} ${suffix}`, type, source: SOURCE, "source-layer": name, paint, ...more });
  const wide = (least, most) => ["interpolate", ["exponential", 1.5], ["zoom"], 5, least, 16, most];
  const fill = (colour, more = {}) => layer("fill", "fill", { "fill-color": colour, "fill-antialias": false }, { filter: is("Polygon"), ...more });
  const line = (colour, width, more = {}) => layer("line", "line", { "line-color": colour, "line-width": width }, { filter: is("LineString"), layout: { "line-cap": "round", "line-join": "round" }, ...more });
  switch (kind) {
    case "land": return [fill(look.land)];
    case "green": return [fill(look.green, { filter: ["all", is("Polygon"), ["in", ["coalesce", ["get", "class"], ["get", "kind"], ["get", "pmap:kind"], ["get", "landuse"], ["get", "natural"], ""], ["literal", ["wood", "forest", "park", "grass", "grassland", "meadow", "scrub", "farmland", "nature_reserve", "national_park", "wetland", "orchard", "cemetery", "golf_course", ""]]]] })];
    case "water": return [fill(look.water), line(look.water, wide(0.6, 4))];
    case "building": return [fill(look.building, { minzoom: 12 })];
    case "border": return [line(look.border, 1.1, { layout: {}, paint: { "line-color": look.border, "line-width": 1.1, "line-dasharray": [4, 2] } })];
    case "road": return roads(look, line, wide);
    default: return [line(look.other, 0.8)];
  }
}

function roads(look, line, wide) {
  const said = ["coalesce", ["get", "class"], ["get", "kind"], ["get", "pmap:kind"], ["get", "highway"], ["get", "railway"], ""];
  const among = (all) => ["in", said, ["literal", all]], lines = ["==", ["geometry-type"], "LineString"];
  const of = (suffix, colour, width, filter) => { const found = line(colour, width, { filter: ["all", lines, filter] }); return { ...found, id: `${found.id} ${suffix}` }; };
  return [
    of("minor", look.minor, wide(0.3, 7), ["all", ["!", among(MAJOR)], ["!", among(RAIL)]]),
    of("rail", look.rail, wide(0.3, 2), among(RAIL)),
    of("major", look.major, wide(0.8, 11), among(MAJOR)),
  ];
}

/** Get the library that reads PMTiles ready, once. */
export function readyFor(ground, maplibre, root) {
  if (!ground?.file) { return Promise.resolve(); }
  reader ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${root}/vendor/pmtiles/pmtiles.js`;
    script.onload = () => { maplibre.addProtocol("pmtiles", new window.pmtiles.Protocol().tile); resolve(); };
    script.onerror = () => { reader = null; reject(new Error("pmtiles.js is missing")); };
    document.head.append(script);
  });
  return reader;
}

/** Tell hears {failed(), works()} whether the tiles of the ground that is shown come. */
export function watchGround(map, hears) {
  let waiting = null;
  const hear = (name) => { clearTimeout(waiting); waiting = null; hears[name](); };
  map.on("error", (e) => { if (e.sourceId === SOURCE) { hear("failed"); } else { console.error(e.error ?? e); } });
  map.on("data", (e) => { if (e.sourceId === SOURCE && e.tile?.state === "loaded") { hear("works"); } });
  map.on("dataloading", (e) => { if (e.sourceId === SOURCE && e.tile) { waiting ??= setTimeout(() => { waiting = null; if (map.getSource(SOURCE) && !map.areTilesLoaded()) { hears.failed(); } }, PATIENCE_MS); } });
}

/** Return the rows (see labels.js) of the places that a vector ground names where the map is: they come after the gazetteer's. */
export function groundNames(map, ground) {
  if (ground?.kind !== "vector" || !map.getSource(SOURCE)) { return []; }
  const found = new Map();
  for (const name of ground.layers.filter((each) => kindOf(each) === "names")) {
    for (const { properties: said, geometry } of map.querySourceFeatures(SOURCE, { sourceLayer: name })) {
      const words = said["name:latin"] ?? said["name:en"] ?? said.name_en ?? said.name;
      if (geometry.type !== "Point" || typeof words !== "string" || !words || found.size >= MOST_NAMES) { continue; }
      const people = Number(said.population ?? 0), rank = 100 + (Number(said.rank ?? said["pmap:rank"] ?? 20) || 20) - Math.log10(Math.max(people, 1));
      found.set(`${words} ${geometry.coordinates.map((degree) => degree.toFixed(2))}`, [words.slice(0, 60), ...geometry.coordinates, "place", rank, 0, String(said["name:ar"] ?? "").slice(0, 60)]);
    }
  }
  return [...found.values()];
}
