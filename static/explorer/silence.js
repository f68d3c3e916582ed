// "Silence is not quiet": provinces of which far fewer reports tell than usual are hatched, and thin weeks marked under the timeline.

import { spanWords } from "./days.js";
import { provincePath } from "./density.js";
import { make } from "./element.js";
import { hatchInks, hatchOf, hatchPath } from "./hatch.js";
import { signOf } from "./sign.js";
import { SIDE } from "./time_picture.js";
import { words } from "./words.js";

const THIN = "thin", UNSAID = "unsaid", GAP_PX = 11, WEEK = 7, BAND_PX = 12, BLOCK_PX = 8;

/** Where reports are thin in some days, as Python found it (events/silence.py has the rule). */
export class Silence {
  constructor({ header, arrays }) {
    Object.assign(this, { token: header.token, span: header.span, isNewest: header.is_newest, known: header.known });
    this.rows = header.areas.map((area, at) => ({ area, reports: arrays.reports[at], usual: arrays.usual[at], telling: header.tellings[arrays.telling[at]] }));
    this.weeks = Array.from(arrays.week, (day, at) => ({ day, reports: arrays.week_reports[at], usual: arrays.week_usual[at] }));
  }

  /** Return the provinces that have an outline: the rows with their number n and their name. */
  places(columns) {
    if (this.placedFor !== columns.token) {
      const numbers = new Map(columns.provinces.map(({ code }, n) => [code, n]));
      this.placed = this.rows.filter(({ area }) => numbers.has(area)).map((row) => ({ ...row, n: numbers.get(row.area), name: columns.provinces[numbers.get(row.area)].name }));
      this.placedFor = columns.token;
    }
    return this.placed;
  }

  count(telling) {
    return this.rows.filter((row) => row.telling === telling).length;
  }
}

/** Hatch the thin provinces; box is what is seen, in world units. */
export function drawSilence(ctx, columns, silence, { project, theme, box }) {
  const [x0, y0, x1, y1] = box;
  for (const { n, telling } of silence.places(columns)) {
    if (telling !== THIN) { continue; }
    const reach = columns.provinceOutline(n).box;
    if (reach[2] < x0 || reach[0] > x1 || reach[3] < y0 || reach[1] > y1) { continue; }
    provincePath(ctx, columns, n, project);
    hatchPath(ctx, theme, { gap: GAP_PX, at: project(0, 0) });
  }
}

/** Return the province at a pixel, thin or not, or null. */
export function silenceAt(ctx, columns, silence, { px, py, project, scale, ratio }) {
  const [ox, oy] = project(0, 0), x = (px - ox) / scale, y = (py - oy) / scale;
  return silence.places(columns).find(({ n }) => {
    const [x0, y0, x1, y1] = columns.provinceOutline(n).box;
    if (x < x0 || x > x1 || y < y0 || y > y1) { return false; }
    provincePath(ctx, columns, n, project);
    return ctx.isPointInPath(px * ratio, py * ratio, "evenodd");
  }) ?? null;
}

/** Say how a province is told of in the weeks looked at: reports then, and usually. */
export function silenceLines(silence, { reports, usual, telling }) {
  if (!silence.span || Number.isNaN(usual)) { return [words.silenceUnsaid]; }
  const then = `${reportsWords(reports)} ${words.silenceIn} ${spanWords(...silence.span)}; ${usualWords(usual)}`;
  return telling === THIN ? [then, words.silenceThin] : telling === UNSAID ? [then, words.silenceTooFew] : [then];
}

export function silenceTip(silence, row) {
  return make("div", {}, make("div", { class: "dl-tip-head", text: row.name, dir: "auto" }), ...silenceLines(silence, row).map((text) => make("div", { text })));
}

const reportsWords = (number) => (number ? `${number.toLocaleString("en")} ${number === 1 ? words.aReport : words.reports}` : words.noReport);
const usualWords = (usual) => `${words.usually} ${usual < 1 ? words.lessThanOne : `${words.about} ${Math.round(usual).toLocaleString("en")}`}`;

/** Return what the legend says of the layer; isMoving: the days are being dragged or played, so what was found is of others. */
export function silenceLegend(silence, columns, { theme, isMoving }) {
  const head = make("h3", { text: words.silenceTitle });
  if (!silence.span) { return [head, make("p", { text: silence.known || silence.rows.some(({ telling }) => telling !== UNSAID) ? words.silenceOutside : words.silenceNever })]; }
  const thin = silence.count(THIN), unsaid = silence.count(UNSAID), drawn = silence.places(columns).filter(({ telling }) => telling === THIN).length;
  const lines = [isMoving ? words.silenceMoving : `${spanWords(...silence.span)}${silence.isNewest ? ` (${words.silenceNewest})` : ""}. ${words.silenceRule}`];
  if (thin > drawn) { lines.push(`${(thin - drawn).toLocaleString("en")} ${words.silenceNoOutline}`); }
  if (unsaid) { lines.push(unsaid === silence.rows.length && !silence.isNewest ? words.silenceNoOthers : `${unsaid.toLocaleString("en")} ${words.silenceUnsaidAreas[unsaid === 1 ? 0 : 1]} ${words.silenceSo}`); }
  return [
    head,
    make("ul", {}, signRow(theme, (ctx) => { ctx.beginPath(); ctx.rect(1, 3, 20, 16); hatchPath(ctx, theme, { gap: 7 }); }, words.silenceHatched, thin)),
    ...lines.map((text) => make("p", { text })),
    ...(silence.known ? [make("ul", {}, signRow(theme, (ctx) => { drawBlock(ctx, theme, [3, 7, 16, BLOCK_PX]); }, words.silenceBand, silence.weeks.length))] : []),
    make("p", { text: words.silenceOf }),
  ];
}

function signRow(theme, draw, label, number) {
  const [, , ground] = hatchInks(theme);
  const picture = signOf((ctx) => { ctx.fillStyle = ground; ctx.fillRect(1, 3, 20, 16); draw(ctx); });
  return make("li", {}, picture, make("span", { text: label }), make("span", { class: "dl-count", text: number.toLocaleString("en") }));
}

// Narrow blocks are full: a hatch of five pixels is none.
function drawBlock(ctx, theme, [x, y, wide, high]) {
  const [ink] = hatchInks(theme);
  ctx.fillStyle = wide < 7 ? ink : hatchOf(ctx, theme, { gap: 5, width: 1.5 });
  ctx.fillRect(x, y, wide, high);
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1;
  if (wide >= 7) { ctx.strokeRect(x + 0.5, y + 0.5, wide - 1, high - 1); }
}

/** The band under the timeline: a line over the weeks of which something can be said, a block for each that is thin. */
export class SilenceBand {
  constructor(root, timeline) {
    this.timeline = timeline;
    this.canvas = make("canvas", { class: "dl-silence", role: "img", hidden: true });
    this.canvas.addEventListener("pointermove", (e) => this.hover(e));
    this.canvas.addEventListener("pointerleave", () => timeline.say(0, ""));
    root.append(this.canvas);
  }

  get isDrawn() {
    return Boolean(this.silence?.known && this.timeline.picture);
  }

  /** How high it is in pixels: nothing where it is not drawn. */
  get high() {
    return this.isDrawn ? BAND_PX : 0;
  }

  show(silence) {
    this.silence = silence;
    this.draw();
  }

  /** Draw with more pixels than the screen has, give the canvas to `take`, and draw as before. */
  drawFine(ratio, take) {
    this.draw(ratio);
    take(this.canvas);
    this.draw();
  }

  draw(ratio = window.devicePixelRatio || 1) {
    const { canvas, silence, timeline } = this, { theme } = timeline;
    canvas.hidden = !this.isDrawn;
    if (!this.isDrawn) { return; }
    canvas.setAttribute("aria-label", `${words.silenceBand}: ${silence.weeks.length.toLocaleString("en")}`);
    canvas.width = timeline.width * ratio;
    canvas.height = BAND_PX * ratio;
    const ctx = canvas.getContext("2d"), [ink] = hatchInks(theme), clip = (day) => Math.min(timeline.width - SIDE, Math.max(SIDE, timeline.toPx(day)));
    ctx.scale(ratio, ratio);
    ctx.globalAlpha = 0.45;
    ctx.fillStyle = ink;
    ctx.fillRect(clip(silence.known[0]), BAND_PX / 2 - 0.5, clip(silence.known[1] + 1) - clip(silence.known[0]), 1);
    ctx.globalAlpha = 1;
    for (const [first, last] of runsOf(silence.weeks)) {
      const left = clip(first), right = clip(last);
      if (right > left) { drawBlock(ctx, theme, [left, (BAND_PX - BLOCK_PX) / 2, Math.max(1.5, right - left), BLOCK_PX]); }
    }
  }

  hover(e) {
    if (!this.isDrawn) { return; }
    const day = Math.floor(this.timeline.toDay(e.offsetX)), week = this.silence.weeks.find((each) => day >= each.day && day < each.day + WEEK);
    this.timeline.say(e.offsetX, week ? `${spanWords(week.day, week.day + WEEK - 1)}: ${reportsWords(week.reports)}; ${usualWords(week.usual)}` : "");
  }
}

// Weeks on end are one block.
function runsOf(weeks) {
  const runs = [];
  for (const { day } of weeks) {
    const run = runs.at(-1);
    if (run && run[1] === day) { run[1] = day + WEEK; } else { runs.push([day, day + WEEK]); }
  }
  return runs;
}
