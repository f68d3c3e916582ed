// What the map draws at a zoom level: a grid of counts, or marks, counted rings and areas.

import { apart, clusters, ringRadius } from "./clusters.js";

const CELL_PX = 11, RING_PX = 22, FAN_PX = 11, MOST_FANNED = 12, HONEST_M = 1000;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5)), MOST_AREAS = 300, MOST_REACHING = 20000;
// Above so many events in sight their marks would hide each other and the map.
export const MOST_MARKS = 4000;
// So many events are drawn as rings all the same where they stand at so few spots.
const MOST_ON_SPOTS = 50000, MOST_SPOTS = 150;
const CROWDS = [[300, 1], [1500, 0.75], [Infinity, 0.55]];

/**
 * Build the scene of the events in a box of the world.
 *
 * view: x0, y0, x1, y1 (what is prepared, wider than what is seen), sx0, sy0, sx1, sy1 (what is seen), scale (pixels a world unit).
 */
export function buildScene(columns, selection, view) {
  const [first, last] = selection.bounds, certain = selection.range !== null && selection.certain;
  const { x, y, first: starts, last: ends } = columns, { mask } = selection;
  const step = CELL_PX / view.scale, gx = Math.floor(view.x0 / step), gy = Math.floor(view.y0 / step);
  const wide = Math.floor(view.x1 / step) - gx + 1, high = Math.floor(view.y1 / step) - gy + 1;
  const cells = new Uint32Array(wide * high), found = [], reaching = [], types = new Uint32Array(columns.types.length), prepared = [view.x0, view.y0, view.x1, view.y1];
  let all = 0, seen = 0, spots = 0;
  for (let i = 0; i < columns.events; i += 1) {
    if (!mask[i] || ends[i] < first || starts[i] > last) { continue; }
    if (certain && (starts[i] < first || ends[i] > last)) { continue; }
    const px = x[i], py = y[i];
    if (!(px >= view.x0 && px < view.x1 && py >= view.y0 && py < view.y1)) {
      // of an area that reaches into sight the part in sight is drawn, wherever its middle is
      if (reaching.length < MOST_REACHING && columns.reachesInto(i, prepared)) { reaching.push(i); }
      continue;
    }
    all += 1;
    if (px >= view.sx0 && px < view.sx1 && py >= view.sy0 && py < view.sy1 && !selection.isPast(columns, i)) { seen += 1; types[columns.type[i]] += 1; }
    if (all <= MOST_ON_SPOTS) { found.push(i); }
    const cell = (Math.floor(py / step) - gy) * wide + Math.floor(px / step) - gx;
    if (cells[cell] === 0) { spots += 1; }
    cells[cell] += 1;
  }
  // thousands at a few spots are counted rings, which unfold: no zoom takes them apart
  const areFewSpots = spots <= MOST_SPOTS && all <= MOST_ON_SPOTS;
  if ((seen > MOST_MARKS || all > MOST_MARKS * 3) && !areFewSpots) { return gridScene(cells, { wide, gx, gy, step, seen, types }); }
  return markScene(columns, selection, found, { seen, types, scale: view.scale, reaching, sight: [view.sx0, view.sy0, view.sx1, view.sy1] });
}

function gridScene(cells, { wide, gx, gy, step, seen, types }) {
  let used = 0, most = 0;
  for (const count of cells) {
    if (count) { used += 1; }
    if (count > most) { most = count; }
  }
  const x = new Float64Array(used), y = new Float64Array(used), count = new Uint32Array(used);
  let at = 0;
  for (let c = 0; c < cells.length; c += 1) {
    if (cells[c]) {
      x[at] = (gx + (c % wide) + 0.5) * step;
      y[at] = (gy + Math.floor(c / wide) + 0.5) * step;
      count[at] = cells[c];
      at += 1;
    }
  }
  return { kind: "grid", seen, types, cells: { x, y, count, most, step }, marks: [], rings: [], areas: [] };
}

function markScene(columns, selection, found, { seen, types, scale, reaching, sight }) {
  // what a playback leaves behind is drawn pale
  const isPast = (i) => selection.isPast(columns, i);
  const size = CROWDS.find(([most]) => found.length <= most)[1], marks = [], rings = [];
  found.sort((a, b) => columns.tollOf(b) - columns.tollOf(a) || a - b);
  const counted = [];
  for (const group of clusters(columns, found, RING_PX / scale)) {
    if (group.items.length === 1) {
      marks.push(mark(columns, group.items[0], size));
    } else if (canFan(columns, group, size, scale)) {
      group.items.forEach((i, place) => marks.push({ ...mark(columns, i, size), ...shift(place, size), spot: [group.x, group.y] }));
    } else {
      counted.push(group);
    }
  }
  rings.push(...apart(counted, scale).map((group) => ring(columns, group)));
  for (const each of marks) { each.past = isPast(each.i); }
  for (const each of rings) { each.past = each.items.every(isPast); }
  marks.sort((a, b) => b.r - a.r);
  // what is prepared beyond the edges is drawn for a pan, and told once it is in sight
  const inSight = found.filter((i) => isIn(columns, i, sight) && !isPast(i));
  const reachesIn = [...found, ...reaching].filter((i) => !isIn(columns, i, sight) && columns.reachesInto(i, sight)).length;
  return { kind: "marks", seen, types, inSight, cells: null, marks, rings, areas: areasOf(columns, [...found, ...reaching]), reachesIn, size };
}

const isIn = ({ x, y }, i, [x0, y0, x1, y1]) => x[i] >= x0 && x[i] < x1 && y[i] >= y0 && y[i] < y1;

function mark(columns, i, size) {
  return { i, x: columns.x[i], y: columns.y[i], dx: 0, dy: 0, r: size * radiusOf(columns.tollOf(i)), hollow: columns.isHollow(i), crossed: columns.statusOf(i) > 0 };
}

/** Return a mark's radius in pixels: its area grows with the toll (geo/style.py has the same rule for the sheet). */
export function radiusOf(killed) {
  return Math.min(22, Math.sqrt(49 + 3.2 * Math.max(killed, 0)));
}

// A fan may put a mark no further from its true spot on the ground than an honest thousand metres, or than its place is vague.
function canFan(columns, group, size, scale) {
  if (group.items.length > MOST_FANNED || group.spread * scale > 3) { return false; }
  const reach = FAN_PX * size * Math.sqrt(group.items.length - 0.4);
  const lat = Math.atan(Math.sinh(Math.PI * (1 - 2 * group.y)));
  const metres = (reach / scale) * 2 * Math.PI * 6378137 * Math.cos(lat);
  const vague = Math.min(...group.items.map((i) => columns.radius[i]));
  return metres <= Math.max(HONEST_M, vague);
}

function shift(place, size) {
  const reach = FAN_PX * size * Math.sqrt(place + 0.6), angle = place * GOLDEN_ANGLE;
  return { dx: reach * Math.cos(angle), dy: reach * Math.sin(angle) };
}

function ring(columns, group) {
  const types = new Map();
  for (const i of group.items) { types.set(columns.type[i], (types.get(columns.type[i]) ?? 0) + 1); }
  const shares = [...types].sort((a, b) => b[1] - a[1]);
  return { x: group.x, y: group.y, items: group.items, shares, spread: group.spread, r: ringRadius(group) };
}

// Each area once, the largest first: twenty events "somewhere in this country" are one area, not twenty layers of ink; of several types it has no type's colour.
function areasOf(columns, found) {
  const areas = new Map();
  for (const i of found) {
    const shape = columns.shape[i];
    if (shape === 0 && !columns.radius[i]) { continue; }
    const key = shape || `${columns.lon[i]} ${columns.lat[i]} ${columns.radius[i]}`, known = areas.get(key);
    if (known) {
      known.items.push(i);
      if (known.type !== columns.type[i]) { known.type = -1; }
    } else {
      const km2 = shape ? columns.shape_km2[shape - 1] : (Math.PI * columns.radius[i] ** 2) / 1e6;
      areas.set(key, { i, items: [i], shape, radius: columns.radius[i], type: columns.type[i], km2 });
    }
  }
  return [...areas.values()].sort((a, b) => b.km2 - a.km2).slice(0, MOST_AREAS);
}

/** Return an area's opacity: a neighbourhood is clear, a country a breath (geo/style.py has the same rule). */
export function areaOpacity(km2) {
  return Math.max(0.06, 0.34 - 0.05 * Math.log10(Math.max(km2, 1)));
}
