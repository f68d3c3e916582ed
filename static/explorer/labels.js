// The basemap's names: greedy, by rank; none stands on a mark, on another name or over the map's edge.

import { toX, toY } from "./mercator.js";

const MOST = 90;
const INKS = {
  light: { country: "#8a7f70", place: "#3d3a36", water: "#4c7791", halo: "rgba(255,255,255,.85)" },
  dark: { country: "#8d98a3", place: "#cfd6dc", water: "#7fa8c2", halo: "rgba(20,26,32,.85)" },
  print: { country: "#666", place: "#222", water: "#666", halo: "rgba(255,255,255,.9)" },
};

const ASIDE = 6, FAR_ASIDE = 14, LINE_PX = 18;

/** In which letters the basemap's names may stand; Latin unless asked otherwise. */
export const NAMES = ["latin", "arabic", "both", "none"];

/** Return a label from its row: [name, lon, lat, kind, rank (smaller first), first zoom level, the name in Arabic letters if any]. */
export function labelOf([name, lon, lat, kind, rank, zoom, arabic = ""]) {
  return { name, arabic, kind, rank, zoom, x: toX(lon), y: toY(lat) };
}

// A place without an Arabic name keeps its Latin one.
function linesOf({ name, arabic, kind }, names) {
  const latin = { text: kind === "country" ? name.toUpperCase() : name, isArabic: false };
  if (names === "latin" || !arabic) { return [latin]; }
  return names === "both" ? [latin, { text: arabic, isArabic: true }] : [{ text: arabic, isArabic: true }];
}

/** Choose the names of a view and where each stands beside its place; taken: boxes that no name may cover, names: one of NAMES. */
export function chooseLabels(ctx, labels, { names, project, zoom, width, height, taken }) {
  const chosen = [], seen = new Set(), written = [];
  const inside = names === "none" ? [] : labels.filter((label) => {
    if (zoom + 1.3 < label.zoom || (label.kind === "country" && zoom > 6)) { return false; }
    const [px, py] = project(label.x, label.y);
    return px > -20 && px < width + 20 && py > -20 && py < height + 20;
  });
  for (const label of inside.sort((a, b) => a.rank - b.rank)) {
    if (seen.has(label.name)) { continue; }
    const isCountry = label.kind === "country", isDotless = isCountry || label.kind === "water", [px, py] = project(label.x, label.y), lines = linesOf(label, names);
    for (const line of lines) { ctx.font = fontOf(label.kind, line.isArabic); line.wide = ctx.measureText(line.text).width; }
    const wide = Math.max(...lines.map((line) => line.wide)), high = lines.length * LINE_PX, half = -wide / 2, above = -8 - high / 2;
    const near = [[ASIDE, 0], [FAR_ASIDE, 0], [-ASIDE - wide, 0], [-FAR_ASIDE - wide, 0], [half, above], [half, -above]];
    const spots = isDotless ? [[half, 0]] : label.kind === "city" ? [...near, [half, above - 10], [half, 10 - above]] : near;
    if (!isDotless && written.some((b) => px + 3 > b[0] && px - 3 < b[2] && py + 3 > b[1] && py - 3 < b[3])) { continue; }
    const boxOf = ([dx, dy]) => [px + dx - 5, py + dy - high / 2, px + dx + wide + 5, py + dy + high / 2];
    const free = (b) => taken.every((t) => b[2] < t[0] || b[0] > t[2] || b[3] < t[1] || b[1] > t[3]);
    const fits = (b) => b[0] >= 0 && b[2] <= width && b[1] >= 0 && b[3] <= height;
    const spot = spots.find((each) => free(boxOf(each)) && fits(boxOf(each)));
    if (!spot) { continue; }
    const box = boxOf(spot), [dx, dy] = spot, share = dx >= 0 ? 0 : dx <= -ASIDE - wide ? 1 : 0.5;
    taken.push(box);
    written.push(box);
    seen.add(label.name);
    if (!isDotless) { taken.push([px - 3, py - 3, px + 3, py + 3]); }
    // of two lines, the shorter one keeps to the place's side
    for (const [at, line] of lines.entries()) { line.dx = dx + (wide - line.wide) * share; line.dy = dy + (at - (lines.length - 1) / 2) * (LINE_PX - 3); }
    chosen.push({ kind: label.kind, x: label.x, y: label.y, lines, box });
    if (chosen.length >= MOST) { break; }
  }
  return chosen;
}

/** Return the boxes of what stands over the map and would cut a name: its buttons and fields, none where they are hidden. */
export function controlBoxes(root) {
  const frame = root.getBoundingClientRect(), over = root.parentElement.querySelectorAll(".dl-tools, .dl-finder, .dl-foot");
  return Array.from(over, (each) => each.getBoundingClientRect()).filter(({ width }) => width).map((box) => [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]);
}

export function drawLabels(ctx, labels, { project, theme }) {
  const ink = INKS[theme] ?? INKS.light;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.lineJoin = "round";
  for (const { kind, x, y, lines } of labels) {
    const [px, py] = project(x, y);
    ctx.fillStyle = ink[kind] ?? ink.place;
    ctx.strokeStyle = ink.halo;
    ctx.lineWidth = 3;
    if (kind !== "country" && kind !== "water") {
      ctx.beginPath();
      ctx.arc(px, py, 2, 0, 2 * Math.PI);
      ctx.stroke();
      ctx.fill();
    }
    for (const line of lines) {
      ctx.font = fontOf(kind, line.isArabic);
      ctx.direction = line.isArabic ? "rtl" : "ltr";  // digits and brackets within a name stand where its readers expect them
      ctx.strokeText(line.text, px + line.dx, py + line.dy);
      ctx.fillText(line.text, px + line.dx, py + line.dy);
    }
  }
  ctx.direction = "ltr";
}

// Arabic letters are small for their height.
function fontOf(kind, isArabic) {
  const size = (kind === "country" ? 11 : 12) + (isArabic ? 2 : 0);
  return `${kind === "place" ? "" : kind === "water" ? "italic " : "600 "}${size}px system-ui, sans-serif`;
}
