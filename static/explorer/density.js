// Layers of many events: heat that spreads each event over all the ground where it may have been, hexagons, provinces.

import { drawDifference } from "./difference.js";
import { gridColour } from "./marks.js";
import { toLat, unitsPerMetre } from "./mercator.js";
import { drawRates, rateAt } from "./rates.js";
import { ringsPath } from "./rings.js";

const HEAT_PX = 4, BLUR = 3, HEX_PX = 15, HEX_ROW = 1e7, MOST_ROWS = 600;

/** Call with the position of each event that passes and lies in a box of the world (x0, y0, x1, y1). */
export function eachIn(columns, selection, [x0, y0, x1, y1], call) {
  const [first, last] = selection.bounds, certain = selection.range !== null && selection.certain;
  const { x, y, first: starts, last: ends } = columns, { mask } = selection;
  for (let i = 0; i < columns.events; i += 1) {
    if (!mask[i] || ends[i] < first || starts[i] > last || (certain && (starts[i] < first || ends[i] > last))) { continue; }
    if (x[i] >= x0 && x[i] < x1 && y[i] >= y0 && y[i] < y1) { call(i); }
  }
}

/** Count the events whose point is in what is seen, besides what a layer shows of them: {seen, types: how many of each}. */
export function countSeen(columns, selection, view) {
  const types = new Uint32Array(columns.types.length);
  eachIn(columns, selection, [view.sx0, view.sy0, view.sx1, view.sy1], (i) => { if (!selection.isPast(columns, i)) { types[columns.type[i]] += 1; } });
  return { seen: types.reduce((sum, number) => sum + number, 0), types };
}

/** Build the heat: events a square kilometre, each event spread over its footprint or circle, blurred to what the eye needs. */
export function heatScene(columns, selection, view) {
  const step = HEAT_PX / view.scale, wide = Math.ceil((view.x1 - view.x0) / step), high = Math.ceil((view.y1 - view.y0) / step);
  const density = new Float32Array(wide * high), areas = new Map(), circles = new Map();
  const at = (x, y) => Math.floor((y - view.y0) / step) * wide + Math.floor((x - view.x0) / step);
  // an area may reach into sight though its own point lies beyond the edge
  eachIn(columns, selection, [-Infinity, -Infinity, Infinity, Infinity], (i) => {
    const x = columns.x[i], y = columns.y[i], shape = columns.shape[i], radius = columns.radius[i];
    if (shape) { areas.set(shape, (areas.get(shape) ?? 0) + 1); return; }
    const reach = radius ? (radius * unitsPerMetre(toLat(y))) / step : 0;
    if (x < view.x0 - reach * step || x >= view.x1 + reach * step || y < view.y0 - reach * step || y >= view.y1 + reach * step) { return; }
    if (reach < 1) { if (x >= view.x0 && x < view.x1 && y >= view.y0 && y < view.y1) { density[at(x, y)] += 1; } return; }
    const key = `${x} ${y} ${reach}`, known = circles.get(key);
    if (known) { known.events += 1; } else { circles.set(key, { x: (x - view.x0) / step, y: (y - view.y0) / step, reach, events: 1 }); }
  });
  for (const circle of circles.values()) { spreadCircle(density, { wide, high }, circle); }
  for (const [shape, events] of areas) { spreadArea(density, { wide, high }, columns.outline(shape - 1), { view, step, events }); }
  for (let pass = 0; pass < 3; pass += 1) { blur(density, wide, high); }
  let most = 0;
  for (const value of density) { if (value > most) { most = value; } }
  return { kind: "heat", ...countSeen(columns, selection, view), heat: { density, wide, high, most, x0: view.x0, y0: view.y0, step }, marks: [], rings: [], areas: [] };
}

// Only the rows in sight are filled; how many cells the whole circle covers is known without walking through them.
function spreadCircle(density, { wide, high }, { x, y, reach, events }) {
  const half = (row) => Math.sqrt(Math.max(0, reach * reach - (row + 0.5 - y) ** 2)), low = Math.floor(y - reach), top = Math.ceil(y + reach);
  let cells = Math.PI * reach * reach;
  if (reach < MOST_ROWS) {
    cells = 0;
    for (let row = low; row <= top; row += 1) { cells += Math.max(0, Math.round(x + half(row)) - Math.round(x - half(row))); }
  }
  for (let row = Math.max(0, low); row <= Math.min(high - 1, top); row += 1) {
    fillRow(density, wide, [row, Math.round(x - half(row)), Math.round(x + half(row))], events / Math.max(1, cells));
  }
}

function fillRow(density, wide, [row, from, to], weight) {
  for (let column = Math.max(0, from); column < Math.min(wide, to); column += 1) { density[row * wide + column] += weight; }
}

// Scan lines, even-odd: holes stay empty. Of what lies beyond the edges only the size is reckoned, by some hundred lines: it is not heat here.
function spreadArea(density, { wide, high }, outline, { view, step, events }) {
  const [bx0, by0, bx1, by1] = outline.box;
  if (bx1 < view.x0 || bx0 > view.x1 || by1 < view.y0 || by0 > view.y1) { return; }
  const low = Math.floor((by0 - view.y0) / step), top = Math.ceil((by1 - view.y0) / step), stride = Math.max(1, Math.floor((top - low) / MOST_ROWS));
  let cells = 0;
  for (let row = low; row <= top; row += stride) {
    for (const [from, to] of spansOf(outline, row, { view, step })) { cells += (to - from) * stride; }
  }
  if (!cells) {
    // smaller than a cell: all of it is in the cell of its middle
    const column = Math.floor(((bx0 + bx1) / 2 - view.x0) / step), row = Math.floor(((by0 + by1) / 2 - view.y0) / step);
    if (row >= 0 && row < high) { fillRow(density, wide, [row, column, column + 1], events); }
    return;
  }
  for (let row = Math.max(0, low); row <= Math.min(high - 1, top); row += 1) {
    for (const [from, to] of spansOf(outline, row, { view, step })) { fillRow(density, wide, [row, from, to], events / Math.max(1, cells)); }
  }
}

function spansOf(outline, row, { view, step }) {
  const y = view.y0 + (row + 0.5) * step, cuts = [], spans = [];
  for (const points of outline.rings) {
    for (let p = 0, q = points.length - 2; p < points.length; q = p, p += 2) {
      const ya = points[q + 1], yb = points[p + 1];
      if (ya > y !== yb > y) { cuts.push(points[q] + ((y - ya) / (yb - ya)) * (points[p] - points[q])); }
    }
  }
  cuts.sort((a, b) => a - b);
  for (let c = 0; c + 1 < cuts.length; c += 2) { spans.push([Math.round((cuts[c] - view.x0) / step), Math.round((cuts[c + 1] - view.x0) / step)]); }
  return spans;
}

// A box blur, thrice, is a bell.
function blur(values, wide, high) {
  const line = new Float32Array(Math.max(wide, high)), size = 2 * BLUR + 1;
  const along = (start, stride, length) => {
    let sum = 0;
    for (let k = -BLUR; k < length + BLUR; k += 1) {
      if (k + BLUR < length && k + BLUR >= 0) { sum += values[start + (k + BLUR) * stride]; }
      if (k - BLUR - 1 >= 0) { sum -= values[start + (k - BLUR - 1) * stride]; }
      if (k >= 0 && k < length) { line[k] = sum / size; }
    }
    for (let k = 0; k < length; k += 1) { values[start + k * stride] = line[k]; }
  };
  for (let row = 0; row < high; row += 1) { along(row * wide, 1, wide); }
  for (let column = 0; column < wide; column += 1) { along(column, wide, high); }
}

/** Return the number of the hexagon in which a point lies: axial coordinates, rounded as cubes are. */
export function hexKey(x, y, size) {
  const q = ((Math.sqrt(3) / 3) * x - y / 3) / size, r = ((2 / 3) * y) / size, s = -q - r;
  let a = Math.round(q), b = Math.round(r);
  const c = Math.round(s), da = Math.abs(a - q), db = Math.abs(b - r), dc = Math.abs(c - s);
  if (da > db && da > dc) { a = -b - c; } else if (db > dc) { b = -a - c; }
  return a * HEX_ROW + b;
}

function hexMiddle(key, size) {
  const a = Math.round(key / HEX_ROW), b = key - a * HEX_ROW;
  return { x: size * Math.sqrt(3) * (a + b / 2), y: size * 1.5 * b };
}

/** Build hexagons that count the events whose point lies in each. */
export function hexScene(columns, selection, view) {
  const size = HEX_PX / view.scale, cells = new Map();
  let most = 0;
  eachIn(columns, selection, [view.x0, view.y0, view.x1, view.y1], (i) => {
    const key = hexKey(columns.x[i], columns.y[i], size), found = cells.get(key);
    if (found) { found.count += 1; found.killed += columns.tollOf(i); } else { cells.set(key, { key, count: 1, killed: columns.tollOf(i) }); }
    if ((found?.count ?? 1) > most) { most = found?.count ?? 1; }
  });
  const hexes = [...cells.values()].map((cell) => ({ ...cell, ...hexMiddle(cell.key, size) }));
  return { kind: "hex", ...countSeen(columns, selection, view), hex: { hexes, size, most }, marks: [], rings: [], areas: [] };
}

/** Build the provinces, coloured by how many events lie in each. */
export function provinceScene(columns, selection, view) {
  const counts = new Uint32Array(columns.provinces.length + 1), killed = new Uint32Array(columns.provinces.length + 1);
  eachIn(columns, selection, [-Infinity, -Infinity, Infinity, Infinity], (i) => { counts[columns.province[i]] += 1; killed[columns.province[i]] += columns.tollOf(i); });
  const seen = countSeen(columns, selection, view), provinces = [];
  let most = 0;
  columns.provinces.forEach((province, n) => {
    if (counts[n + 1]) { provinces.push({ ...province, n, count: counts[n + 1], killed: killed[n + 1] }); most = Math.max(most, counts[n + 1]); }
  });
  return { kind: "provinces", ...seen, provinces: { list: provinces, most, none: counts[0] }, marks: [], rings: [], areas: [] };
}

export const share = (count, most) => Math.log(count + 1) / Math.log(most + 1);

export function drawDensity(ctx, columns, scene, { project, scale, theme, hovered, isOld }) {
  if (scene.kind === "heat") { drawHeat(ctx, scene.heat, { project, scale, theme }); }
  if (scene.kind === "hex") { drawHexes(ctx, scene.hex, { project, scale, theme, hovered }); }
  if (scene.kind === "rates") { drawRates(ctx, scene.rates, { project, theme, hovered }); }
  if (scene.kind === "difference") { drawDifference(ctx, columns, scene.provinces, { project, theme, hovered, isOld }); }
  if (scene.kind === "provinces") { drawProvinces(ctx, columns, scene.provinces, { project, theme, hovered }); }
}

function drawHeat(ctx, heat, { project, scale, theme }) {
  if (!heat.picture || heat.theme !== theme) {
    const picture = document.createElement("canvas");
    picture.width = heat.wide;
    picture.height = heat.high;
    const g = picture.getContext("2d"), image = g.createImageData(heat.wide, heat.high);
    for (let c = 0; c < heat.density.length; c += 1) {
      const part = heat.most ? Math.sqrt(heat.density[c] / heat.most) : 0;
      if (part < 0.03) { continue; }
      const [red, green, blue] = gridColour(part, theme).match(/\d+/g).map(Number);
      image.data.set([red, green, blue, Math.round(215 * Math.min(1, part * 1.6))], 4 * c);
    }
    g.putImageData(image, 0, 0);
    Object.assign(heat, { picture, theme });
  }
  const [px, py] = project(heat.x0, heat.y0), size = heat.step * scale;
  ctx.imageSmoothingEnabled = true;
  ctx.drawImage(heat.picture, px, py, heat.wide * size, heat.high * size);
}

function hexPath(ctx, px, py, size) {
  ctx.beginPath();
  for (let corner = 0; corner < 6; corner += 1) {
    const angle = (Math.PI / 180) * (60 * corner - 30);
    ctx.lineTo(px + size * Math.cos(angle), py + size * Math.sin(angle));
  }
  ctx.closePath();
}

function drawHexes(ctx, { hexes, size, most }, { project, scale, theme, hovered }) {
  for (const hex of hexes) {
    const [px, py] = project(hex.x, hex.y);
    hexPath(ctx, px, py, size * scale - 0.8);
    ctx.globalAlpha = 0.85;
    ctx.fillStyle = gridColour(share(hex.count, most), theme);
    ctx.fill();
    ctx.globalAlpha = 1;
    if (hex === hovered) { outlineStroke(ctx, theme); }
  }
}

export function outlineStroke(ctx, theme) {
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme === "dark" ? "#fff" : "#000";
  ctx.stroke();
}

/** Put a province's outline on the canvas's path. */
export function provincePath(ctx, columns, n, project) {
  ringsPath(ctx, columns.provinceOutline(n).rings, project);
}

function drawProvinces(ctx, columns, { list, most }, { project, theme, hovered }) {
  for (const province of list) {
    provincePath(ctx, columns, province.n, project);
    ctx.globalAlpha = 0.75;
    ctx.fillStyle = gridColour(share(province.count, most), theme);
    ctx.fill("evenodd");
    ctx.globalAlpha = 1;
    ctx.lineWidth = 0.7;
    ctx.strokeStyle = theme === "dark" ? "#111" : "#fff";
    ctx.stroke();
    if (province === hovered) { outlineStroke(ctx, theme); }
  }
}

/** Return the hexagon or province at a pixel, or null. */
export function densityAt(ctx, columns, scene, { px, py, project, scale }) {
  if (scene.kind === "hex") {
    const { hexes, size } = scene.hex;
    return hexes.find((hex) => { const [x, y] = project(hex.x, hex.y); return Math.hypot(px - x, py - y) < size * scale * 0.87; }) ?? null;
  }
  if (scene.kind === "rates") { return rateAt(ctx, scene.rates, { px, py, project }); }
  if (!scene.provinces) { return null; }
  return scene.provinces.list.find((province) => { provincePath(ctx, columns, province.n, project); return ctx.isPointInPath(px, py, "evenodd"); }) ?? null;
}
