// Compare on the map: the other side's events in place of one's own, or the difference by province.

import { dayOf, spanWords } from "./days.js";
import { countSeen, outlineStroke, provincePath } from "./density.js";
import { make } from "./element.js";
import { hatchInks, hatchPath } from "./hatch.js";
import { Selection } from "./selection.js";
import { signOf } from "./sign.js";
import { count, words } from "./words.js";

// Orange and blue are told apart by everyone, and their ends by how dark they are, too; near nought both are nearly the ground.
const RAMPS = {
  light: { more: [[255, 236, 214], [253, 184, 99], [224, 130, 20], [140, 70, 4]], fewer: [[222, 235, 247], [146, 197, 222], [50, 125, 190], [5, 55, 110]], none: [246, 246, 244] },
  dark: { more: [[84, 70, 54], [150, 92, 36], [228, 140, 46], [255, 214, 150]], fewer: [[52, 68, 84], [44, 100, 150], [82, 160, 220], [190, 226, 255]], none: [66, 72, 78] },
};
const A = "a", NEITHER = "neither", HATCH_PX = 9, OLD_ALPHA = 0.3;

/** What Python sent of the other side: its events (bits), or the rows of the difference (events/difference.py has the values). */
export class Other {
  constructor({ header, arrays }) {
    this.token = header.token;
    this.bits = arrays.mask ?? null;
    this.rows = (header.areas ?? []).map((area, at) => ({
      area, a: arrays.a[at], b: arrays.b[at], value: arrays.value[at], shade: arrays.shade[at], reports: [arrays.reports_a[at], arrays.reports_b[at]],
      country: [arrays.country_a[at], arrays.country_b[at]], thinner: header.thinner_words[arrays.thinner[at]],
    }));
    Object.assign(this, { steps: header.steps, unknown: header.unknown, stretch: header.stretch });
  }
}

/** Build the difference: the provinces that have events on either side, as far as their outlines are known. */
export function differenceScene(columns, selection, view) {
  const numbers = new Map(columns.provinces.map(({ code }, n) => [code, n]));
  const list = view.other.rows.filter(({ area }) => numbers.has(area)).map((row) => ({ ...row, ...columns.provinces[numbers.get(row.area)], n: numbers.get(row.area) }));
  return { kind: "difference", ...countSeen(columns, selection, view), provinces: { list }, other: view.other, marks: [], rings: [], areas: [] };
}

/** Return which events the map shows: one's own of the brushed days, or the other side's. */
export function shownSelection(columns, own, other) {
  if (!other?.bits) { return own; }
  const found = new Selection();
  found.setBits(other.bits, columns.events);
  return found;
}

/** Say the days of both sides, those that the map shows first; null where nothing is compared. A's are those of the timeline, `range`. */
export function comparedDays(compare, range) {
  if (!compare) { return null; }
  const a = range && `A: ${spanWords(...range)}`, b = compare.days && `B: ${spanWords(...compare.days.map(dayOf))}`;
  return (compare.side === "side-b" ? [b, a] : compare.side === "side-a" ? [a] : [a, b]).filter(Boolean).join(" · ");
}

/** Say what a picture of the map shows; null where that is what the filter says. */
export function comparedWords(compare) {
  if (!compare || compare.side === "side-a") { return null; }
  const [a, b] = compare.words;
  return compare.side === "side-b" ? b : `${a} ${words.minus} ${b}`;
}

export function differenceColour(shade, theme) {
  const ramps = theme === "dark" ? RAMPS.dark : RAMPS.light;
  if (!shade) { return `rgb(${ramps.none})`; }
  const ramp = shade > 0 ? ramps.more : ramps.fewer, at = Math.min(0.999, Math.abs(shade)) * (ramp.length - 1), low = ramp[Math.floor(at)], high = ramp[Math.floor(at) + 1];
  return `rgb(${low.map((value, i) => Math.round(value + (high[i] - value) * (at - Math.floor(at)))).join(",")})`;
}

/** Draw it; isOld: the days are being dragged or played, so it is of others. */
export function drawDifference(ctx, columns, { list }, { project, theme, hovered, isOld }) {
  const [ink] = hatchInks(theme);
  ctx.globalAlpha = isOld ? OLD_ALPHA : 1;
  for (const province of list) {
    provincePath(ctx, columns, province.n, project);
    ctx.fillStyle = differenceColour(province.shade, theme);
    ctx.fill("evenodd");
    ctx.lineWidth = 0.7;
    ctx.strokeStyle = ink;
    if (province.thinner === NEITHER) { ctx.stroke(); } else { hatchPath(ctx, theme, doubt(project(0, 0))); }
    if (province === hovered) { outlineStroke(ctx, theme); }
  }
  ctx.globalAlpha = 1;
}

// Falls where the hatch of silence rises, and is finer: both may lie over one province.
const doubt = (at = [0, 0]) => ({ gap: HATCH_PX, width: 0.9, rises: false, soft: true, at });

const signed = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value) < 10 ? Number(Math.abs(value).toFixed(1)) : Math.round(Math.abs(value)).toLocaleString("en")}`;

/** Say a province: events, difference and reports of both. */
export function differenceTip({ name, a, b, value, reports, country, thinner }) {
  const lines = [
    `A: ${count(a)} · B: ${count(b)}`,
    value ? `${signed(Math.abs(value)).slice(1)} ${value > 0 ? words.moreInA : words.fewerInA}` : words.asMany,
    `${words.reportsHere} A ${reports[0].toLocaleString("en")}, B ${reports[1].toLocaleString("en")}`,
    `${words.reportsCountry} A ${country[0].toLocaleString("en")}, B ${country[1].toLocaleString("en")}`,
    thinner === NEITHER ? "" : `${thinner === A ? "A" : "B"} ${words.standsOnFewer}`,
  ];
  return make("div", {}, make("div", { class: "dl-tip-head", text: name, dir: "auto" }), ...lines.filter(Boolean).map((text) => make("div", { text })));
}

/** Return what the legend says of the comparison: both sides, and the scale where their difference is drawn. */
export function comparedLegend({ side, words: both, other }, scene, { theme, isOld }) {
  const title = { "side-a": words.comparedA, "side-b": words.comparedB, difference: words.comparedBoth }[side];
  const parts = [make("h3", { text: title }), ...both.map((said, at) => make("p", { text: `${"AB"[at]}: ${said}`, dir: "auto" }))];
  return scene.kind === "difference" ? [...parts, ...scaleOf(other, scene, { theme, isOld })] : parts;
}

function scaleOf({ steps, rows, stretch, unknown }, { provinces }, { theme, isOld }) {
  const swatch = (shade) => signOf((ctx, c) => { ctx.fillStyle = differenceColour(shade, theme); ctx.fillRect(1, 4, 2 * c - 2, 2 * c - 8); ctx.strokeStyle = "#888"; ctx.lineWidth = 0.7; ctx.strokeRect(1, 4, 2 * c - 2, 2 * c - 8); });
  const [, , ground] = hatchInks(theme), hatch = signOf((ctx) => { ctx.beginPath(); ctx.rect(1, 3, 20, 16); ctx.fillStyle = ground; ctx.fill(); hatchPath(ctx, theme, doubt()); });
  const thin = rows.filter(({ thinner }) => thinner !== NEITHER).length, hidden = rows.length - provinces.list.length;
  if (!rows.length) { return [make("p", { text: words.noDifference })]; }
  const row = (sign, text, number) => make("li", {}, sign, make("span", { text }), number === undefined ? null : make("span", { class: "dl-count", text: number.toLocaleString("en") }));
  return [
    make("ul", { class: "dl-ramp" }, ...steps.filter(([shade, value]) => !shade || Math.abs(value) >= 0.5).map(([shade, value]) => row(swatch(shade), signed(stretch === 1 ? Math.round(value) : value)))),
    make("p", { text: isOld ? words.differenceMoving : words.differenceScale }),
    ...(stretch === 1 ? [] : [make("p", { text: words.differenceStretch })]),
    make("ul", {}, row(hatch, words.differenceHatch, thin)),
    make("p", { text: words.differenceDoubt }),
    ...(hidden ? [make("p", { text: `${hidden.toLocaleString("en")} ${words.differenceHidden}` })] : []),
    ...(unknown[0] || unknown[1] ? [make("p", { text: `${words.differenceUnknown} A ${unknown[0].toLocaleString("en")}, B ${unknown[1].toLocaleString("en")}.` })] : []),
  ];
}
