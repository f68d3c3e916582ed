// Layers of the analyst's own: areas with a hatch, lines, points. They are drawn under the events, and never look like an event's area.

import { dayOf, dayWords } from "./days.js";
import { make, tool } from "./element.js";
import { toLat, toLon, toX, toY } from "./mercator.js";
import { words } from "./words.js";

const AREA = 0, LINE = 1;
// Okabe and Ito's colours, told apart by everyone; lighter on a dark map. Python says which one a layer has (geo.LayerColour).
const COLOURS = {
  light: { blue: "#0072B2", orange: "#C04F00", green: "#00805C", pink: "#A8407F", ochre: "#8A6A00", grey: "#5A5A5A" },
  dark: { blue: "#56B4E9", orange: "#FF9E5E", green: "#4FD1A5", pink: "#F0A3CC", ochre: "#F5C04A", grey: "#C8CED3" },
};
// Hatches and dashes differ, too, so that no one has to go by colour alone.
const DASHES = [[], [9, 4], [12, 4, 2, 4], [2, 4], [16, 5], [6, 3, 2, 3, 2, 3]], HATCH_PX = 9, HIT_PX = 6, SKIP_PX = 1;
// A layer of so many days before or after those shown tells of another time.
const FAR_DAYS = 30;
const hatches = new Map();

export class OwnLayers {
  constructor({ header, arrays }) {
    this.token = header.token;
    this.layers = header.layers.map((layer, at) => ({ ...layer, at, shapes: [] }));
    const { shape_layer, shape_label, shape_kind, shape_rings } = arrays;
    for (let shape = 0; shape < shape_layer.length; shape += 1) {
      const layer = this.layers[shape_layer[shape]], rings = [], box = [Infinity, Infinity, -Infinity, -Infinity];
      for (let ring = shape_rings[shape]; ring < shape_rings[shape + 1]; ring += 1) { rings.push(readRing(ring, arrays, box)); }
      layer.shapes.push({ kind: shape_kind[shape], feature: shape_label[shape], label: layer.labels[shape_label[shape]], rings, box });
    }
  }

  /** Return those that are shown, as they are named and coloured now: [{id, name, colour}]. */
  shown(looks) {
    // the layers themselves stay the same: what is drawn of them is told by which they are
    return looks.flatMap((look) => this.layers.filter((layer) => layer.id === look.id).map((layer) => Object.assign(layer, look)));
  }
}

function readRing(ring, { ring_points, vertices }, box) {
  const first = ring_points[ring], last = ring_points[ring + 1], points = new Float64Array(2 * (last - first));
  for (let p = first; p < last; p += 1) {
    const x = toX(vertices[2 * p]), y = toY(vertices[2 * p + 1]), at = 2 * (p - first);
    points[at] = x;
    points[at + 1] = y;
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return points;
}

const colourOf = (layer, theme) => (theme === "dark" ? COLOURS.dark : COLOURS.light)[layer.colour];
const dashOf = (layer) => DASHES[layer.at % DASHES.length];

function hatchOf(ctx, layer, theme) {
  const key = `${layer.colour} ${layer.at % 2} ${theme === "dark"}`;
  if (!hatches.has(key)) {
    const tile = document.createElement("canvas"), size = HATCH_PX * 2;
    tile.width = tile.height = size;
    const g = tile.getContext("2d");
    g.strokeStyle = colourOf(layer, theme);
    g.lineWidth = 1.6;
    g.globalAlpha = 0.42;
    g.beginPath();
    for (const at of [-size, 0, size]) {
      if (layer.at % 2) { g.moveTo(at, size); g.lineTo(at + size, 0); } else { g.moveTo(at, 0); g.lineTo(at + size, size); }
    }
    g.stroke();
    hatches.set(key, tile);
  }
  const pattern = ctx.createPattern(hatches.get(key), "repeat");
  pattern.setTransform(new DOMMatrix().scale(0.5));
  return pattern;
}

// Points nearer than a pixel to the last are left out: a coast of 200,000 vertices is some thousand on a screen.
function tracePath(ctx, shape, project) {
  ctx.beginPath();
  for (const points of shape.rings) {
    let lastX = NaN, lastY = NaN;
    for (let p = 0; p < points.length; p += 2) {
      const [px, py] = project(points[p], points[p + 1]);
      if (!p) { ctx.moveTo(px, py); }
      else if (Math.abs(px - lastX) + Math.abs(py - lastY) < SKIP_PX && p < points.length - 2) { continue; }
      else { ctx.lineTo(px, py); }
      lastX = px;
      lastY = py;
    }
    if (shape.kind === AREA) { ctx.closePath(); }
  }
}

const isOutside = (box, [x0, y0, x1, y1]) => box[2] < x0 || box[0] > x1 || box[3] < y0 || box[1] > y1;

/** Draw the layers that are shown, all areas first, then the lines, then the points; box is what is seen, in world units. */
export function drawOwn(ctx, layers, { project, theme, box }) {
  const seen = layers.flatMap((layer) => layer.shapes.filter((shape) => !isOutside(shape.box, box)).map((shape) => ({ layer, shape })));
  ctx.save();
  ctx.lineJoin = ctx.lineCap = "round";
  for (const { layer, shape } of seen.filter((each) => each.shape.kind === AREA)) {
    tracePath(ctx, shape, project);
    fillArea(ctx, layer, theme);
  }
  for (const { layer, shape } of seen.filter((each) => each.shape.kind === LINE)) {
    tracePath(ctx, shape, project);
    strokeLine(ctx, layer, theme);
  }
  for (const { layer, shape } of seen.filter((each) => each.shape.kind > LINE)) {
    for (const points of shape.rings) { for (let p = 0; p < points.length; p += 2) { drawCross(ctx, ...project(points[p], points[p + 1]), layer, theme); } }
  }
  ctx.restore();
}

function fillArea(ctx, layer, theme) {
  const colour = colourOf(layer, theme);
  ctx.globalAlpha = 0.08;
  ctx.fillStyle = colour;
  ctx.fill("evenodd");
  ctx.globalAlpha = 0.7;
  ctx.fillStyle = hatchOf(ctx, layer, theme);
  ctx.fill("evenodd");
  ctx.globalAlpha = 0.9;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.4;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function strokeLine(ctx, layer, theme) {
  ctx.globalAlpha = 0.75;
  ctx.lineWidth = 5;
  ctx.strokeStyle = theme === "dark" ? "#10202b" : "#fff";
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.lineWidth = 2.4;
  ctx.strokeStyle = colourOf(layer, theme);
  ctx.setLineDash(dashOf(layer));
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawCross(ctx, px, py, layer, theme) {
  for (const [width, colour] of [[4.5, theme === "dark" ? "#10202b" : "#fff"], [2, colourOf(layer, theme)]]) {
    ctx.beginPath();
    ctx.moveTo(px - 4, py - 4);
    ctx.lineTo(px + 4, py + 4);
    ctx.moveTo(px + 4, py - 4);
    ctx.lineTo(px - 4, py + 4);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
}

/** Return the layer and the label of what lies at a pixel, the topmost first: points, lines, then areas; or null. */
export function ownAt(ctx, layers, { px, py, project, scale, ratio }) {
  const [ox, oy] = project(0, 0), x = (px - ox) / scale, y = (py - oy) / scale, reach = HIT_PX / scale, near = [x - reach, y - reach, x + reach, y + reach];
  const found = layers.flatMap((layer) => layer.shapes.filter((shape) => !isOutside(shape.box, near)).map((shape) => ({ layer, shape }))).reverse();
  const hits = ({ shape }) => {
    if (shape.kind > LINE) { return shape.rings.some((points) => someNear(points, x, y, reach)); }
    tracePath(ctx, shape, project);
    if (shape.kind === AREA) { return ctx.isPointInPath(px * ratio, py * ratio, "evenodd"); }
    ctx.lineWidth = 2 * HIT_PX;
    return ctx.isPointInStroke(px * ratio, py * ratio);
  };
  return found.filter(({ shape }) => shape.kind > LINE).find(hits) ?? found.filter(({ shape }) => shape.kind === LINE).find(hits) ?? found.filter(({ shape }) => shape.kind === AREA).find(hits) ?? null;
}

function someNear(points, x, y, reach) {
  for (let p = 0; p < points.length; p += 2) { if (Math.hypot(points[p] - x, points[p + 1] - y) <= reach) { return true; } }
  return false;
}

/** Say what of a layer lies beside the pointer. */
export function ownTip({ layer, shape }) {
  const head = shape.label || layer.name;
  return make("div", {}, make("div", { class: "dl-tip-head", text: head, dir: "auto" }), head === layer.name ? null : make("div", { text: layer.name, dir: "auto" }), make("div", { text: dateWords(layer) }));
}

function dateWords(layer) {
  return layer.as_of ? `${words.ownAsOf} ${dayWords(dayOf(layer.as_of))}` : words.ownNoDate;
}

/** Say whose a layer is. */
export function creditOf(layer) {
  return `${layer.name}: ${layer.attribution || words.ownNoSource}`;
}

/** Return west, south, east and north of a layer, in degrees; null where it has nothing. */
export function boundsOf({ shapes }) {
  if (!shapes.length) { return null; }
  const [x0, y0, x1, y1] = [0, 1, 2, 3].map((side) => shapes.reduce((edge, { box }) => Math[side < 2 ? "min" : "max"](edge, box[side]), side < 2 ? Infinity : -Infinity));
  return [toLon(x0), toLat(y1), toLon(x1), toLat(y0)];
}

/** Return the legend of the layers that are drawn, to stand below that of the events; range is the first and the last day shown, or null; `onZoom` is told the layer whose button is pressed. */
export function ownLegend(layers, { theme, range, onZoom }) {
  if (!layers.length) { return []; }
  return [make("h3", { text: words.ownTitle }), ...layers.flatMap((layer) => ownRow(layer, { theme, range, onZoom }))];
}

/** Return what the legend says of one layer: a list of its sign and name, with a button to zoom to it where `onZoom` hears, and paragraphs. */
export function ownRow(layer, { theme, range, onZoom = null }) {
  const day = layer.as_of && dayOf(layer.as_of), isFar = layer.as_of && range && (day < range[0] - FAR_DAYS || day > range[1] + FAR_DAYS);
  return [
    make("ul", { class: "dl-own" }, make("li", {}, signOf(layer, theme), make("span", { text: layer.name, dir: "auto" }), onZoom && layer.shapes.length ? tool("fit", `${words.ownZoom} ${layer.name}`, () => onZoom(layer)) : null)),
    make("p", { class: "dl-own-source", text: `${dateWords(layer)} · ${layer.attribution ? `${words.ownSource} ${layer.attribution}` : words.ownNoSource}`, dir: "auto" }),
    ...(isFar ? [make("p", { class: "dl-own-far", text: `${words.ownFar[0]} ${dayWords(day)}${words.ownFar[1]}` })] : []),
  ];
}

function signOf(layer, theme) {
  const size = 22, canvas = make("canvas", { class: "dl-sign", "aria-hidden": "true" }), ratio = window.devicePixelRatio || 1;
  canvas.width = canvas.height = size * ratio;
  canvas.style.width = canvas.style.height = `${size}px`;
  const ctx = canvas.getContext("2d"), kinds = new Set(layer.shapes.map((shape) => Math.min(shape.kind, LINE + 1)));
  const square = (kind, points) => ({ kind, rings: [Float64Array.from(points)], box: [0, 0, size, size] });
  const signs = [];
  if (kinds.has(AREA)) { signs.push(square(AREA, [2, 4, 20, 4, 20, 18, 2, 18])); }
  if (kinds.has(LINE)) { signs.push(square(LINE, [1, 11, 21, 11])); }
  if (kinds.has(LINE + 1)) { signs.push(square(LINE + 1, [11, 11])); }
  ctx.scale(ratio, ratio);
  drawOwn(ctx, [{ ...layer, shapes: signs }], { project: (x, y) => [x, y], theme, box: [0, 0, size, size] });
  return canvas;
}
