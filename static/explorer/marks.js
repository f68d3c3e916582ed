// Drawing a scene on the canvas over the basemap: areas, grid cells, marks, counted rings.

import { ringsPath } from "./rings.js";
import { areaOpacity } from "./scene.js";
import { unitsPerMetre, toLat } from "./mercator.js";

// Of many areas each is fainter: they lie over one another, and over the names of the map.
const AREA_CROWDS = [[12, 1], [40, 0.7], [120, 0.5], [Infinity, 0.35]];
const SEVERAL_TYPES = { colour: "#8a8f94", line: "#5c6166" };

// One hue, light to dark: readable by the colour-blind and in grey. On a dark ground the many are the bright ones.
const RAMPS = {
  light: [[250, 200, 120], [240, 140, 70], [205, 70, 60], [120, 20, 60]],
  dark: [[110, 45, 80], [190, 65, 75], [240, 140, 70], [255, 225, 150]],
};
RAMPS.print = RAMPS.light;
// Edge, middle and number of a ring: on a dark ground a type that is black elsewhere is white, and would run into a white middle.
const RING_INKS = { light: ["#444", "#fff", "#222"], dark: ["#0b1116", "#1c252d", "#fff"] };
const PAST_ALPHA = 0.35;
const sprites = new Map();

/** Draw the areas, which lie below the names of the map; project(x, y) gives canvas pixels, scale is pixels a world unit. */
export function drawAreas(ctx, columns, scene, { project, scale, chosen, theme }) {
  const crowd = AREA_CROWDS.find(([most]) => scene.areas.length <= most)[1];
  for (const area of scene.areas) { drawArea(ctx, columns, area, { project, scale, crowd, chosen: area.items.includes(chosen), theme }); }
}

/** Draw what stands above the names: counts, marks and rings. */
export function drawScene(ctx, columns, scene, { project, scale, chosen, hovered, theme }) {
  if (scene.kind === "grid") {
    drawGrid(ctx, scene.cells, { project, scale, theme });
    return;
  }
  for (const mark of scene.marks) {
    const [px, py] = project(mark.x, mark.y);
    if (mark.spot && (mark.dx || mark.dy)) { leader(ctx, [px, py], mark, theme); }
    ctx.globalAlpha = mark.past ? PAST_ALPHA : 1;
    drawMark(ctx, columns, mark.i, px + mark.dx, py + mark.dy, mark);
    ctx.globalAlpha = 1;
    if (mark.i === chosen || mark.i === hovered) { halo(ctx, px + mark.dx, py + mark.dy, mark.r + 4, mark.i === chosen, theme); }
  }
  for (const ring of scene.rings) {
    const [px, py] = project(ring.x, ring.y);
    ctx.globalAlpha = ring.past ? PAST_ALPHA : 1;
    drawRing(ctx, columns, ring, [px, py], theme);
    ctx.globalAlpha = 1;
    if (ring.items.includes(chosen) || ring.items.includes(hovered)) { halo(ctx, px, py, ring.r + 4, ring.items.includes(chosen), theme); }
  }
}

export function gridColour(share, theme) {
  const ramp = RAMPS[theme] ?? RAMPS.light, at = Math.min(0.999, Math.max(0, share)) * (ramp.length - 1);
  const low = ramp[Math.floor(at)], high = ramp[Math.floor(at) + 1], part = at - Math.floor(at);
  return `rgb(${low.map((value, i) => Math.round(value + (high[i] - value) * part)).join(",")})`;
}

function drawGrid(ctx, cells, { project, scale, theme }) {
  const most = Math.log(cells.most + 1), size = cells.step * scale, full = Math.max(1, size / 2 - 0.5);
  ctx.globalAlpha = 0.88;
  for (let c = 0; c < cells.count.length; c += 1) {
    const share = Math.log(cells.count[c] + 1) / most, [px, py] = project(cells.x[c], cells.y[c]);
    ctx.fillStyle = gridColour(share, theme);
    ctx.beginPath();
    ctx.arc(px, py, full * (0.35 + 0.65 * share), 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

/** Put an area's outline on the canvas's path. */
export function pathOf(ctx, columns, area, { project, scale }) {
  if (!area.shape) {
    ctx.beginPath();
    const x = columns.x[area.i], y = columns.y[area.i], [px, py] = project(x, y);
    ctx.arc(px, py, area.radius * unitsPerMetre(toLat(y)) * scale, 0, 2 * Math.PI);
    return;
  }
  ringsPath(ctx, columns.outline(area.shape - 1).rings, project);
}

function drawArea(ctx, columns, area, { project, scale, crowd, chosen, theme }) {
  const type = columns.types[area.type] ?? SEVERAL_TYPES, colour = theme === "dark" ? type.colour : type.line;
  pathOf(ctx, columns, area, { project, scale });
  ctx.globalAlpha = areaOpacity(area.km2) * (chosen ? 1 : crowd);
  ctx.fillStyle = type.colour;
  ctx.fill("evenodd");
  ctx.globalAlpha = chosen ? 1 : Math.max(0.35, areaOpacity(area.km2) * 2.6) * crowd;
  ctx.setLineDash(area.shape ? [5, 3] : [3, 3]);
  ctx.lineWidth = chosen ? 2.5 : 1.2;
  ctx.strokeStyle = colour;
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function outline(ctx, ring, r) {
  ctx.beginPath();
  if (ring) {
    ring.forEach(([x, y], at) => (at ? ctx.lineTo(x * r, -y * r) : ctx.moveTo(x * r, -y * r)));
    ctx.closePath();
  } else {
    ctx.arc(0, 0, r * 0.9, 0, 2 * Math.PI);
  }
}

/** Draw a type's sign; drawings of a kind are made once and copied. */
export function drawMark(ctx, columns, i, px, py, { r, hollow, crossed }) {
  drawSign(ctx, columns.types[columns.type[i]], px, py, { r, hollow: hollow || crossed, crossed });
}

/** Draw a sign: hollow where the place is not exact, crossed by a stroke and hollow where it did not happen. */
export function drawSign(ctx, type, px, py, { r, hollow, crossed = false }) {
  const radius = Math.round(r * 2) / 2, ratio = window.devicePixelRatio || 1;
  const key = `${type.label} ${type.colour} ${hollow} ${crossed} ${radius} ${ratio}`;
  let sprite = sprites.get(key);
  if (!sprite) {
    const half = Math.ceil(radius + 3);
    sprite = document.createElement("canvas");
    sprite.width = sprite.height = 2 * half * ratio;
    const g = sprite.getContext("2d");
    g.scale(ratio, ratio);
    g.translate(half, half);
    outline(g, type.ring, radius);
    g.lineJoin = "round";
    g.fillStyle = hollow ? "rgba(255,255,255,.92)" : type.colour;
    g.fill();
    g.lineWidth = hollow ? 2 : 1;
    g.strokeStyle = hollow ? type.line : "#333";
    if (crossed) { g.setLineDash([2.5, 2]); }
    g.stroke();
    if (crossed) { stroke(g, radius); }
    sprite.half = half;
    sprites.set(key, sprite);
  }
  ctx.drawImage(sprite, px - sprite.half, py - sprite.half, 2 * sprite.half, 2 * sprite.half);
}

function stroke(g, radius) {
  g.setLineDash([]);
  g.beginPath();
  g.moveTo(-0.75 * radius, 0.75 * radius);
  g.lineTo(0.75 * radius, -0.75 * radius);
  g.stroke();
}

function drawRing(ctx, columns, ring, [px, py], theme) {
  const [edge, disc, ink] = RING_INKS[theme] ?? RING_INKS.light;
  const words = ring.items.length.toLocaleString("en");
  let from = -Math.PI / 2;
  for (const [type, count] of ring.shares) {
    const to = from + (count / ring.items.length) * 2 * Math.PI;
    ctx.beginPath();
    ctx.moveTo(px, py);
    ctx.arc(px, py, ring.r, from, to);
    ctx.closePath();
    ctx.fillStyle = columns.types[type].colour;
    ctx.fill();
    from = to;
  }
  ctx.beginPath();
  ctx.arc(px, py, ring.r, 0, 2 * Math.PI);
  ctx.lineWidth = 1;
  ctx.strokeStyle = edge;
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(px, py, ring.r - 3.6, 0, 2 * Math.PI);
  ctx.fillStyle = disc;
  ctx.fill();
  ctx.fillStyle = ink;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.font = `600 ${words.length > 3 ? 9.5 : 11}px system-ui, sans-serif`;
  ctx.fillText(words, px, py + 0.5);
}

export function halo(ctx, px, py, r, strong, theme) {
  ctx.beginPath();
  ctx.arc(px, py, r, 0, 2 * Math.PI);
  ctx.lineWidth = strong ? 3.5 : 2;
  ctx.strokeStyle = theme === "dark" ? "#fff" : strong ? "#000" : "#555";
  ctx.stroke();
}

function leader(ctx, [px, py], mark, theme) {
  ctx.beginPath();
  ctx.moveTo(px, py);
  ctx.lineTo(px + mark.dx, py + mark.dy);
  ctx.lineWidth = 0.8;
  ctx.strokeStyle = theme === "dark" ? "#bbb" : "#666";
  ctx.stroke();
}

/** Draw a place that the event might also have meant: an empty dashed pin with its name. */
export function drawGhost(ctx, px, py, words, theme) {
  const ink = theme === "dark" ? "#ddd" : "#333";
  ctx.beginPath();
  ctx.arc(px, py, 8, 0, 2 * Math.PI);
  ctx.fillStyle = "rgba(255,255,255,.55)";
  ctx.fill();
  ctx.setLineDash([3, 2]);
  ctx.lineWidth = 1.6;
  ctx.strokeStyle = ink;
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = "600 11px system-ui, sans-serif";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = "#333";
  ctx.fillText("?", px, py + 0.5);
  ctx.textAlign = "left";
  ctx.lineWidth = 3;
  ctx.strokeStyle = theme === "dark" ? "rgba(0,0,0,.7)" : "rgba(255,255,255,.85)";
  ctx.strokeText(words, px + 12, py);
  ctx.fillStyle = ink;
  ctx.fillText(words, px + 12, py);
}
