// The layer of rates: events per 100,000 people, in the areas of a layer of one's own that brings population.

import { countSeen, outlineStroke } from "./density.js";
import { gridColour } from "./marks.js";
import { ringsPath } from "./rings.js";

const PEOPLE = 100_000, AREA = 0, BINS = 128, NOWHERE = -1;
// Of fewer people a single event is a rate that says little.
export const FEW_PEOPLE = 10_000;
// Two outlines of one province differ by some coast: up to so much larger an event's place is as exact as the area.
const AS_LARGE = 1.25;
const assigned = new WeakMap();

/** Return the layer by which rates are reckoned, the first that is shown and brings population; null where none does. */
export function peopledLayer(own) {
  return own.find((layer) => layer.populations.length > 0) ?? null;
}

/** Build the rates. An event counts in the area in which its point lies, unless its own place is vaguer than that area. */
export function rateScene(columns, selection, view) {
  const layer = peopledLayer(view.own), scene = { kind: "rates", ...countSeen(columns, selection, view), rates: { layer, list: [], most: 0, vague: 0, outside: 0 }, marks: [], rings: [], areas: [] };
  const { areas, of } = layer ? assignment(columns, layer) : { areas: [], of: null };
  const counts = new Uint32Array(areas.length), { x, y } = columns;
  for (let i = 0; i < columns.events; i += 1) {
    if (Number.isNaN(x[i]) || !selection.has(columns, i)) { continue; }
    const at = of ? of[i] : NOWHERE;
    if (at === NOWHERE) { scene.rates.outside += 1; } else if (reachKm2(columns, i) > areas[at].km2 * AS_LARGE) { scene.rates.vague += 1; } else { counts[at] += 1; }
  }
  scene.rates.list = areas.map((area, at) => ({ ...area, count: counts[at], rate: (counts[at] * PEOPLE) / area.people }));
  scene.rates.most = Math.max(0, ...scene.rates.list.map((area) => area.rate));
  return scene;
}

const reachKm2 = (columns, i) => (columns.shape[i] ? columns.shape_km2[columns.shape[i] - 1] : (Math.PI * columns.radius[i] ** 2) / 1e6);

// In which area each event's point lies does not change with the filter: it is found once.
function assignment(columns, layer) {
  const known = assigned.get(layer);
  if (known?.columns === columns) { return known; }
  const areas = layer.shapes.filter((shape) => shape.kind === AREA && layer.populations[shape.feature]).map((shape) =>
    ({ shape, name: shape.label || layer.name, people: layer.populations[shape.feature], km2: layer.km2[shape.feature] }));
  const bins = binned(areas), of = new Int32Array(columns.events).fill(NOWHERE);
  for (let i = 0; i < columns.events; i += 1) {
    for (const at of bins.at(columns.x[i], columns.y[i])) {
      if (holds(areas[at].shape, columns.x[i], columns.y[i])) { of[i] = at; break; }
    }
  }
  const found = { columns, areas, of };
  assigned.set(layer, found);
  return found;
}

// Which areas may hold a point, by a coarse grid over all of them.
function binned(areas) {
  const box = [Infinity, Infinity, -Infinity, -Infinity], cells = new Map(), none = [];
  for (const { shape } of areas) { for (const side of [0, 1]) { box[side] = Math.min(box[side], shape.box[side]); box[side + 2] = Math.max(box[side + 2], shape.box[side + 2]); } }
  const column = (x) => Math.floor(((x - box[0]) / Math.max(1e-12, box[2] - box[0])) * BINS), row = (y) => Math.floor(((y - box[1]) / Math.max(1e-12, box[3] - box[1])) * BINS);
  areas.forEach(({ shape }, at) => {
    for (let a = column(shape.box[0]); a <= column(shape.box[2]); a += 1) {
      for (let b = row(shape.box[1]); b <= row(shape.box[3]); b += 1) {
        const key = a * (BINS + 1) + b;
        if (cells.has(key)) { cells.get(key).push(at); } else { cells.set(key, [at]); }
      }
    }
  });
  return { at: (x, y) => (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] ? cells.get(column(x) * (BINS + 1) + row(y)) ?? none : none) };
}

function holds({ rings, box }, x, y) {
  if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) { return false; }
  let isIn = false;
  for (const points of rings) {
    for (let p = 0, q = points.length - 2; p < points.length; q = p, p += 2) {
      if (points[p + 1] > y !== points[q + 1] > y && x < ((points[q] - points[p]) * (y - points[p + 1])) / (points[q + 1] - points[p + 1]) + points[p]) { isIn = !isIn; }
    }
  }
  return isIn;
}

export const rateShare = (rate, most) => (most ? Math.sqrt(rate / most) : 0);

export function drawRates(ctx, { list, most }, { project, theme, hovered }) {
  for (const area of list) {
    ringsPath(ctx, area.shape.rings, project);
    if (area.count) {
      ctx.globalAlpha = 0.75;
      ctx.fillStyle = gridColour(rateShare(area.rate, most), theme);
      ctx.fill("evenodd");
    }
    ctx.globalAlpha = 1;
    ctx.lineWidth = 0.7;
    ctx.strokeStyle = theme === "dark" ? "#9aa4ad" : "#5c6166";
    ctx.stroke();
    if (area.shape === hovered?.shape) { outlineStroke(ctx, theme); }
  }
}

/** Return the area at a pixel of the canvas, or null. */
export function rateAt(ctx, { list }, { px, py, project }) {
  return list.find((area) => { ringsPath(ctx, area.shape.rings, project); return ctx.isPointInPath(px, py, "evenodd"); }) ?? null;
}
