// The map: MapLibre's basemap, and over it one canvas with areas, marks, names, scale and what is being drawn by hand.

import { basemapStyle, seaColour, watchDetail } from "./basemap.js";
import { groundNames, readyFor, watchGround } from "./ground.js";
import { gridCellAt, openHex } from "./cells.js";
import { chooseLabels, controlBoxes, drawLabels, labelOf } from "./labels.js";
import { drawAreas, drawGhost, drawScene, halo } from "./marks.js";
import { TILE_PX, toLat, toLon, toX, toY } from "./mercator.js";
import { drawOwn, ownAt } from "./own_layers.js";
import { drawLine } from "./sketch.js";
import { drawNorth, drawScale } from "./scale_bar.js";
import { rateScene } from "./rates.js";
import { drawSilence, silenceAt } from "./silence.js";
import { differenceScene } from "./difference.js";
import { buildScene } from "./scene.js";
import { densityAt, drawDensity, heatScene, hexScene, provinceScene } from "./density.js";

// What is prepared beyond the edges, as a share of what is seen: a short pan shows nothing missing.
const MARGIN = 0.25, NEAREST = 16.5, HIT_PX = 5;
const INKS = { light: ["#222", "rgba(255,255,255,.85)"], dark: ["#e8ecef", "rgba(10,16,22,.85)"], print: ["#000", "rgba(255,255,255,.9)"] };

export class MapView {
  /** maplibre: the library; hears: moved(), drawn(milliseconds), ground(whether its tiles come), pointed(lon, lat), picked(hit or null, event, {lng, lat}), hovered(hit or null, event). */
  constructor(root, maplibre, { base, start, theme, hears }) {
    this.root = root;
    this.maplibre = maplibre;
    this.ground = null;
    this.base = base;
    this.hears = hears;
    this.theme = theme;
    this.places = [];
    this.groundPlaces = [];
    this.names = "latin";
    this.labels = [];
    this.scene = null;
    this.chosen = -1;
    this.hoveredItem = -1;
    this.ghosts = [];
    this.found = null;
    this.sketch = null;
    this.measured = null;
    this.areas = [];
    this.own = [];
    this.silence = null;
    this.compared = null;
    this.told = { days: "", selection: null };
    this.layer = "events";
    this.hoveredCell = null;
    this.map = new maplibre.Map({
      container: root, style: basemapStyle(base, theme, null), center: [start.lon, start.lat], zoom: start.zoom, maxZoom: NEAREST, minZoom: 0.4,
      attributionControl: false, renderWorldCopies: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0,
      maplibreLogo: false, trackResize: true, keyboard: true,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.canvas = document.createElement("canvas");
    this.canvas.className = "dl-marks";
    this.canvas.setAttribute("aria-hidden", "true");
    root.append(this.canvas);
    watchDetail(this.map, base, () => this.theme);
    watchGround(this.map, { failed: () => hears.ground(false), works: () => hears.ground(true) });
    this.map.on("idle", () => this.nameGround());
    this.map.on("move", () => this.draw());
    this.map.on("moveend", () => { this.rebuild(); hears.moved(); });
    this.map.on("resize", () => this.rebuild());
    this.map.on("mousemove", (e) => this.point(e));
    this.map.on("mouseout", () => this.hover(null, null));
    this.map.on("click", (e) => { if (!this.sketch) { hears.picked(this.hit(e.point.x, e.point.y), e.originalEvent, e.lngLat); } });
  }

  get width() { return this.root.clientWidth || 1; }

  get height() { return this.root.clientHeight || 1; }

  /** Pixels a world unit. */
  get scale() { return TILE_PX * 2 ** this.map.getZoom(); }

  /** What is seen, in world units: x0, y0, x1, y1. */
  get box() {
    const centre = this.map.getCenter(), x = toX(centre.lng), y = toY(centre.lat), w = this.width / this.scale / 2, h = this.height / this.scale / 2;
    return [x - w, y - h, x + w, y + h];
  }

  get view() {
    const centre = this.map.getCenter();
    return { lon: centre.lng, lat: centre.lat, zoom: this.map.getZoom() };
  }

  /** Whether the days have moved on since Python said what it knows of them. */
  get isOld() {
    return String(this.told.selection?.range) !== this.told.days;
  }

  projection() {
    const [x0, y0] = this.box, scale = this.scale;
    return (x, y) => [(x - x0) * scale, (y - y0) * scale];
  }

  setData(columns, selection) {
    this.columns = columns;
    this.selection = selection;
    this.rebuild();
  }

  setRows(rows) {
    this.places = rows.map(labelOf);
    this.arrangeLabels();
    this.draw();
  }

  /** Write the basemap's names in other letters: "latin", "arabic", "both" or "none". */
  setNames(names) {
    if (names === this.names) { return; }
    this.names = names;
    this.arrangeLabels();
    this.draw();
  }

  /** Draw another layer: "events", "heat", "hex", "provinces" or "rates". */
  setLayer(name) {
    if (name === this.layer) { return; }
    this.layer = name;
    this.rebuild();
  }

  setTheme(theme) {
    if (theme === this.theme) { return; }
    this.theme = theme;
    this.map.setStyle(basemapStyle(this.base, theme, this.ground));
    this.root.style.background = seaColour(theme);
    this.draw();
  }

  /** Lay another basemap over the offline one, or none (null). */
  async setGround(ground) {
    const asked = this.asked = ground?.id ?? null;
    try {
      await readyFor(ground, this.maplibre, this.base);
    } catch {
      this.hears.ground(false);
      return;
    }
    if (asked !== this.asked || (this.ground?.id ?? null) === asked) { return; }
    this.ground = ground;
    this.groundPlaces = [];
    this.map.setStyle(basemapStyle(this.base, this.theme, ground));
    this.arrangeLabels();
    this.draw();
  }

  // The file's own places, such as villages and quarters, come with its tiles.
  nameGround() {
    if (this.ground?.kind !== "vector") { return; }
    const rows = groundNames(this.map, this.ground), now = rows.map(([name]) => name).sort().join();
    if (now === this.groundNamed) { return; }
    this.groundNamed = now;
    this.groundPlaces = rows.map(labelOf);
    this.arrangeLabels();
    this.draw();
  }

  /** Find out anew what is drawn at this zoom level. */
  rebuild() {
    if (!this.columns) { return; }
    const begun = performance.now(), [sx0, sy0, sx1, sy1] = this.box, w = (sx1 - sx0) * MARGIN, h = (sy1 - sy0) * MARGIN;
    const isDifference = this.compared?.side === "difference", build = isDifference ? differenceScene : { heat: heatScene, hex: hexScene, provinces: provinceScene, rates: rateScene }[this.layer] ?? buildScene;
    this.scene = build(this.columns, this.selection, {
      x0: sx0 - w, y0: sy0 - h, x1: sx1 + w, y1: sy1 + h, sx0, sy0, sx1, sy1, scale: this.scale, own: this.own, other: this.compared?.other,
    });
    this.hoveredCell = null;
    if (!this.isBrushing) { this.arrangeLabels(); }
    this.draw();
    this.hears.drawn(performance.now() - begun);
  }

  arrangeLabels() {
    const project = this.projection(), ctx = this.canvas.getContext("2d"), taken = [];
    const block = (px, py, r) => taken.push([px - r, py - r, px + r, py + r]);
    for (const mark of (this.scene?.marks ?? []).slice(0, 500)) { const [px, py] = project(mark.x, mark.y); block(px + mark.dx, py + mark.dy, mark.r); }
    for (const ring of (this.scene?.rings ?? []).slice(0, 500)) { const [px, py] = project(ring.x, ring.y); block(px, py, ring.r); }
    taken.push([0, this.height - 44, 170, this.height], [0, this.height - 20, this.width, this.height], ...controlBoxes(this.root));  // scale and north; the credits
    const { width, height, names } = this;
    this.labels = chooseLabels(ctx, [...this.places, ...this.groundPlaces], { names, project, zoom: this.map.getZoom(), width, height, taken });
  }

  draw() {
    const { canvas, width, height } = this, ratio = this.ratio ?? (window.devicePixelRatio || 1);
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    this.drawOn(ctx);
  }

  drawOn(ctx) {
    const project = this.projection(), scale = this.scale, { theme, chosen } = this, [ink, pale] = INKS[theme] ?? INKS.light;
    if (this.scene) { drawDensity(ctx, this.columns, this.scene, { project, scale, theme, hovered: this.hoveredCell, isOld: this.isOld }); }
    // the areas that the rates colour are not hatched over
    const own = this.own.filter((layer) => layer !== this.scene?.rates?.layer);
    if (own.length) { drawOwn(ctx, own, { project, theme, box: this.box }); }
    if (this.scene) { drawAreas(ctx, this.columns, this.scene, { project, scale, chosen, theme }); }
    // of days that move it would tell of others
    if (this.silence && this.scene && !this.isOld) { drawSilence(ctx, this.columns, this.silence, { project, theme, box: this.box }); }
    drawLabels(ctx, this.labels, { project, theme });
    if (this.scene) { drawScene(ctx, this.columns, this.scene, { project, scale, chosen, hovered: this.hoveredItem, theme }); }
    if (this.hoveredCell && this.scene?.kind === "grid") { const [px, py] = project(this.hoveredCell.x, this.hoveredCell.y); halo(ctx, px, py, (this.scene.cells.step * scale) / 2 + 2, false, theme); }
    if (this.scene && this.scene.kind !== "marks" && chosen >= 0) { const [px, py] = project(this.columns.x[chosen], this.columns.y[chosen]); halo(ctx, px, py, 9, true, theme); }
    for (const ghost of this.ghosts) { const [px, py] = project(toX(ghost.lon), toY(ghost.lat)); drawGhost(ctx, px, py, ghost.name, theme); }
    if (this.found) { const [px, py] = project(toX(this.found.lon), toY(this.found.lat)); halo(ctx, px, py, 7, true, theme); }
    for (const ring of this.areas) { drawLine(ctx, project, theme, ring, true); }
    if (this.measured && this.sketch?.kind !== "measure") { drawLine(ctx, project, theme, this.measured); }
    this.sketch?.draw(ctx, project, theme);
    const lat = this.map.getCenter().lat;
    drawScale(ctx, 14, this.height - 14, { lat, scale, ink, halo: pale });
    drawNorth(ctx, 150, this.height - 16, { ink, halo: pale });
  }

  point(e) {
    this.hears.pointed(e.lngLat.lng, e.lngLat.lat);
    if (this.sketch) { return; }
    const { x, y } = e.point, hit = this.hit(x, y), own = hit ? null : this.ownAt(x, y), silence = own || (hit && !hit.cell) ? null : this.silenceAt(x, y);
    this.hover(hit, e.point);
    if (own || silence) { this.hears.hovered({ ...hit, own, silence }, e.point); }
  }

  ownAt(px, py) {
    if (!this.own.length) { return null; }
    return ownAt(this.canvas.getContext("2d"), this.own, { px, py, project: this.projection(), scale: this.scale, ratio: this.canvas.width / this.width });
  }

  silenceAt(px, py) {
    if (!this.silence || this.isOld || !this.columns) { return null; }
    return silenceAt(this.canvas.getContext("2d"), this.columns, this.silence, { px, py, project: this.projection(), scale: this.scale, ratio: this.canvas.width / this.width });
  }

  hover(hit, point) {
    const item = hit && !hit.cell ? (hit.ring ? hit.ring.items[0] : hit.mark.i) : -1, cell = hit?.cell ?? null;
    this.map.getCanvas().style.cursor = hit ? "pointer" : this.sketch ? "crosshair" : "";
    if (item !== this.hoveredItem || cell !== this.hoveredCell) {
      this.hoveredItem = item;
      this.hoveredCell = cell;
      this.draw();
    }
    this.hears.hovered(hit, point);
  }

  /** Return what is at a pixel, the topmost first: {mark}, {ring}, {cell} or null. */
  hit(px, py) {
    if (!this.scene) { return null; }
    const project = this.projection();
    if (this.scene.kind === "grid") {
      const cell = gridCellAt(this.columns, this.selection, this.scene, { px, py, project, scale: this.scale });
      return cell && { cell, px, py };
    }
    if (this.scene.kind !== "marks") {
      const ratio = this.canvas.width / this.width;
      const cell = densityAt(this.canvas.getContext("2d"), this.columns, this.scene, { px: this.scene.kind === "hex" ? px : px * ratio, py: this.scene.kind === "hex" ? py : py * ratio, project, scale: this.scale });
      return cell && { cell: this.scene.kind === "hex" ? openHex(this.columns, this.selection, this.scene, cell) : cell, px, py };
    }
    for (const ring of [...this.scene.rings].reverse()) {
      const [x, y] = project(ring.x, ring.y);
      if (Math.hypot(px - x, py - y) <= ring.r + HIT_PX) { return { ring, px: x, py: y }; }
    }
    for (const mark of [...this.scene.marks].reverse()) {
      const [x, y] = project(mark.x, mark.y);
      if (Math.hypot(px - x - mark.dx, py - y - mark.dy) <= mark.r + HIT_PX) { return { mark, px: x + mark.dx, py: y + mark.dy }; }
    }
    return null;
  }

  /** Zoom to (west, south, east, north) degrees. */
  fit([west, south, east, north], { animate = true, nearest = 12 } = {}) {
    const w = toX(east) - toX(west), h = toY(south) - toY(north);
    const zoom = Math.log2(Math.min((this.width * 0.86) / Math.max(w, 1e-7), (this.height * 0.86) / Math.max(h, 1e-7)) / TILE_PX);
    const centre = [toLon((toX(west) + toX(east)) / 2), toLat((toY(south) + toY(north)) / 2)];
    this.go({ lon: centre[0], lat: centre[1], zoom: Math.max(0.4, Math.min(nearest, zoom)) }, animate);
  }

  go({ lon, lat, zoom }, animate = true) {
    const isStill = !animate || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map[isStill ? "jumpTo" : "easeTo"]({ center: [lon, lat], zoom, duration: 500 });
  }

  /** Pan to an event where it is out of sight. */
  bring(i) {
    const x = this.columns.x[i], y = this.columns.y[i], [x0, y0, x1, y1] = this.box;
    if (Number.isNaN(x) || (x > x0 && x < x1 && y > y0 && y < y1)) { return; }
    this.go({ lon: this.columns.lon[i], lat: this.columns.lat[i], zoom: Math.max(this.map.getZoom(), 4) });
  }

  destroy() {
    this.map.remove();
  }
}
