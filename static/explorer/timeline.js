// The timeline under the map: bars in lanes for few events, stacked counts for many; a brushed span; zoom and drag.

import { binsOf, countBins, lanesOf } from "./histogram.js";
import { dayWords, spanWords } from "./days.js";
import { markWords, marksOf } from "./report_days.js";
import { AXIS, HEIGHT, INKS, LANE_PX, SIDE, TOP, drawAxis, drawBars, drawCounts, drawSides } from "./time_picture.js";


const HANDLE_PX = 6, MOST_BARS = 160;

export class Timeline {
  /** Hears: onBrush(range or null, done) while a span is dragged and when it is let go; onPick(position). */
  constructor(root, { onBrush, onPick, words }) {
    this.onBrush = onBrush;
    this.onPick = onPick;
    this.words = words;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "dl-timeline";
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.tip = document.createElement("div");
    this.tip.className = "dl-time-tip";
    this.tip.hidden = true;
    root.append(this.canvas, this.tip);
    this.span = null;
    this.isEmpty = true;
    this.drag = null;
    this.theme = "light";
    this.listen();
  }

  get width() {
    return this.canvas.clientWidth || 800;
  }

  /** Take new events, and the statuses that the filter lets through; the span in sight stays unless it was never set or holds none of the days of these. */
  setData(columns, selection, reports, statuses) {
    const isNew = this.columns !== columns || String(this.statuses) !== String(statuses);
    Object.assign(this, { columns, selection, reports, statuses });
    if (!isNew) { return; }
    const isIn = [0, 1, 2, 3].map((status) => statuses.includes(status));
    let first = Infinity, last = -Infinity;
    for (let i = 0; i < columns.events; i += 1) {
      if (columns.first[i] <= columns.last[i] && isIn[columns.statusOf(i)]) {
        first = Math.min(first, columns.first[i]);
        last = Math.max(last, columns.last[i]);
      }
    }
    this.isEmpty = first > last;
    if (this.isEmpty) { return; }
    const margin = Math.max(2, Math.round((last - first) * 0.02)), whole = [first - margin, last + margin];
    const kept = this.span && (this.span[0] !== this.whole[0] || this.span[1] !== this.whole[1]);
    this.whole = whole;
    if (!kept || this.span[1] < whole[0] || this.span[0] > whole[1]) { this.span = [...whole]; }
  }

  toPx(day) {
    return SIDE + ((day - this.span[0]) / (this.span[1] - this.span[0] + 1)) * (this.width - 2 * SIDE);
  }

  toDay(px) {
    return this.span[0] + ((px - SIDE) / (this.width - 2 * SIDE)) * (this.span[1] - this.span[0] + 1);
  }

  /** Count anew and draw; box is what the map shows, in world units. */
  refresh(box) {
    this.box = box;
    if (!this.columns || this.isEmpty) { this.picture = null; this.paint(); this.onCounted?.(); return; }
    const [from, to] = this.span, day = (this.width - 2 * SIDE) / (to - from + 1);
    const gap = Math.max(1, Math.ceil(7 / day));
    this.lanes = lanesOf(this.columns, this.selection, { from, to, most: MOST_BARS, gap });
    const depth = this.lanes ? Math.max(0, ...this.lanes.map((bar) => bar.lane)) + 1 : 0;
    if (depth * LANE_PX > 3 * (HEIGHT - AXIS - TOP)) { this.lanes = null; }
    const [unit, borders] = binsOf(from, to, this.width - 2 * SIDE);
    this.unit = unit;
    this.borders = borders;
    this.all = countBins(this.columns, this.selection, borders, null);
    this.seen = box ? countBins(this.columns, this.selection, borders, box) : this.all;
    this.drawPicture();
    this.paint();
    this.onCounted?.();
  }

  get pixelRatio() {
    return this.fineRatio ?? (window.devicePixelRatio || 1);
  }

  /** Draw with more pixels than the screen has, give the canvas to `take`, and draw as before. */
  drawFine(ratio, take) {
    for (const each of [ratio, null]) {
      this.fineRatio = each;
      if (this.picture) { this.drawPicture(); }
      this.paint();
      if (each) { take(this.canvas); }
    }
  }

  // What does not change while a span is dragged is drawn once.
  drawPicture() {
    const ratio = this.pixelRatio, picture = document.createElement("canvas");
    picture.width = this.width * ratio;
    picture.height = HEIGHT * ratio;
    const g = picture.getContext("2d");
    g.scale(ratio, ratio);
    if (this.lanes) { drawBars(g, this); } else { drawCounts(g, this); }
    this.reportMarks = marksOf(this.reports, { toPx: (day) => this.toPx(day), left: SIDE, right: this.width - SIDE });
    drawAxis(g, this);
    this.picture = picture;
  }

  isSeen(i) {
    const { x, y } = this.columns, box = this.box;
    return !box || (x[i] >= box[0] && x[i] < box[2] && y[i] >= box[1] && y[i] < box[3]);
  }

  paint() {
    const c = this.canvas, ratio = this.pixelRatio, width = this.width, ink = INKS[this.theme];
    c.width = width * ratio;
    c.height = HEIGHT * ratio;
    c.style.height = `${HEIGHT}px`;
    const g = c.getContext("2d");
    g.scale(ratio, ratio);
    if (!this.picture) {
      g.fillStyle = ink.text;
      g.font = "13px system-ui, sans-serif";
      g.fillText(this.words.undated, SIDE, 30);
      return;
    }
    g.drawImage(this.picture, 0, 0, width, HEIGHT);
    const range = this.selection.range;
    if (range) {
      const a = this.toPx(range[0]), b = this.toPx(range[1] + 1);
      g.fillStyle = ink.brush;
      g.fillRect(a, TOP - 4, b - a, HEIGHT - AXIS - TOP + 4);
      g.fillStyle = ink.edge;
      g.fillRect(a - 1, TOP - 4, 2, HEIGHT - AXIS - TOP + 4);
      g.fillRect(b - 1, TOP - 4, 2, HEIGHT - AXIS - TOP + 4);
      for (const at of [a, b]) { g.beginPath(); g.roundRect(at - 3.5, (HEIGHT - AXIS) / 2 - 8, 7, 16, 3); g.fill(); }
    }
    if (this.other) { drawSides(g, this); }
    this.canvas.setAttribute("aria-label", this.words.timeline(this.all, range ? spanWords(...range) : null));
  }

  listen() {
    const c = this.canvas;
    c.addEventListener("pointerdown", (e) => this.down(e));
    c.addEventListener("pointermove", (e) => this.move(e));
    c.addEventListener("pointerup", (e) => this.up(e));
    c.addEventListener("pointercancel", (e) => this.up(e));
    c.addEventListener("pointerleave", () => { this.tip.hidden = true; });
    c.addEventListener("dblclick", () => this.setRange(null, true));
    c.addEventListener("wheel", (e) => this.wheel(e), { passive: false });
    c.addEventListener("keydown", (e) => this.key(e));
  }

  down(e) {
    if (!this.picture) { return; }
    const px = e.offsetX, range = this.selection.range;
    const [a, b] = range ? [this.toPx(range[0]), this.toPx(range[1] + 1)] : [NaN, NaN];
    const near = (edge) => Math.abs(px - edge) <= HANDLE_PX, day = Math.floor(this.toDay(px));
    this.canvas.setPointerCapture(e.pointerId);
    if (e.offsetY > HEIGHT - AXIS) { this.drag = { kind: "pan", px, span: [...this.span] }; return; }
    if (near(a) || near(b)) { this.drag = { kind: "edge", fixed: near(a) ? range[1] : range[0], px, isNew: false }; return; }
    if (range && px > a && px < b && b - a < this.width * 0.9) { this.drag = { kind: "shift", day, range: [...range], px }; return; }
    this.drag = { kind: "edge", fixed: day, px, isNew: true };
  }

  move(e) {
    if (!this.picture) { return; }
    const day = Math.floor(this.toDay(e.offsetX)), drag = this.drag;
    if (!drag) { this.hover(e); return; }
    if (Math.abs(e.offsetX - drag.px) < 3 && !drag.moved) { return; }
    drag.moved = true;
    if (drag.kind === "pan") {
      const by = Math.round(((drag.px - e.offsetX) / (this.width - 2 * SIDE)) * (drag.span[1] - drag.span[0] + 1));
      this.setSpan([drag.span[0] + by, drag.span[1] + by]);
    } else if (drag.kind === "shift") {
      const by = day - drag.day;
      this.setRange([drag.range[0] + by, drag.range[1] + by], false);
    } else {
      this.setRange([Math.min(drag.fixed, day), Math.max(drag.fixed, day)], false);
    }
    this.say(e.offsetX, this.selection.range ? spanWords(...this.selection.range) : "");
  }

  up(e) {
    const drag = this.drag;
    this.drag = null;
    if (!drag) { return; }
    this.tip.hidden = true;
    if (drag.moved && drag.kind !== "pan") { this.onBrush(this.selection.range, true); return; }
    if (drag.moved) { return; }
    const bar = this.barAt(e);
    if (bar) { this.onPick(bar.i); }
  }

  barAt(e) {
    if (!this.lanes) { return null; }
    return (this.bars ?? []).find((b) => e.offsetX >= b.left - 2 && e.offsetX <= b.right + 2 && Math.abs(e.offsetY - b.y) <= b.high / 2 + 2);
  }

  hover(e) {
    const range = this.selection.range, at = range ? [this.toPx(range[0]), this.toPx(range[1] + 1)] : [];
    const told = e.offsetY > HEIGHT - AXIS ? markWords(this.reportMarks, e.offsetX, this.words.reports) : "";
    const bar = this.barAt(e);
    this.canvas.style.cursor = e.offsetY > HEIGHT - AXIS ? "grab" : at.some((px) => Math.abs(px - e.offsetX) <= HANDLE_PX) ? "ew-resize" : bar ? "pointer" : "crosshair";
    if (told) { this.say(e.offsetX, told); return; }
    if (bar) { this.say(e.offsetX, this.words.event(this.columns, bar.i)); return; }
    if (this.lanes) { this.say(e.offsetX, dayWords(Math.floor(this.toDay(e.offsetX)))); return; }
    const bin = this.borders.findIndex((border, n) => n < this.borders.length - 1 && this.toPx(border) <= e.offsetX && e.offsetX < this.toPx(this.borders[n + 1]));
    if (bin < 0) { this.tip.hidden = true; return; }
    const { types } = this.all;
    let total = 0;
    for (let type = 0; type < types; type += 1) { total += this.all.sure[bin * types + type] + this.all.shared[bin * types + type]; }
    this.say(e.offsetX, `${spanWords(this.borders[bin], this.borders[bin + 1] - 1)}: ${this.words.events(Math.round(total))}`);
  }

  say(px, words) {
    this.tip.hidden = !words;
    this.tip.textContent = words;
    const half = this.tip.offsetWidth / 2;
    this.tip.style.left = `${Math.max(half, Math.min(this.width - half, px))}px`;
  }

  wheel(e) {
    if (!this.picture || !(e.ctrlKey || e.metaKey || e.shiftKey)) { return; }  // a plain wheel scrolls the page
    e.preventDefault();
    this.zoom(Math.sign(e.deltaY || e.deltaX) > 0 ? 1.25 : 0.8, this.toDay(e.offsetX));
  }

  /** Widen or narrow the span in sight around a day. */
  zoom(by, around = null) {
    if (this.isEmpty) { return; }
    const days = this.span[1] - this.span[0] + 1, share = around === null ? 0.5 : (around - this.span[0]) / days;
    // of few days at least one more or less; times of day are not known, so one is the least
    const wide = by > 1 ? Math.max(days + 1, Math.round(days * by)) : Math.max(1, Math.min(days - 1, Math.round(days * by)));
    const first = Math.round(this.span[0] + (days - wide) * share);
    this.setSpan([first, first + wide - 1]);
  }

  showAll() {
    if (this.isEmpty) { return; }
    this.setSpan([...this.whole]);
  }

  setSpan([first, last]) {
    const room = this.whole[1] - this.whole[0], most = Math.round(room * 1.5) + 10, wide = Math.min(most, last - first);
    const low = Math.max(this.whole[0] - Math.round(room / 2) - 5, Math.min(first, this.whole[1] + 5 - Math.round(wide / 2)));
    this.span = [low, low + wide];
    this.refresh(this.box);
  }

  setRange(range, done) {
    this.onBrush(range, done);
  }

  key(e) {
    if (!this.picture) { return; }
    const step = Math.max(1, Math.round((this.span[1] - this.span[0]) / 60)), range = this.selection.range;
    const shift = (first, last) => { this.setRange([first, last], true); e.preventDefault(); };
    if (e.key === "Escape" && range) { this.setRange(null, true); e.preventDefault(); }
    if (e.key === "+" || e.key === "=") { this.zoom(0.8); e.preventDefault(); }
    if (e.key === "-") { this.zoom(1.25); e.preventDefault(); }
    if (e.key !== "ArrowLeft" && e.key !== "ArrowRight") { return; }
    const by = e.key === "ArrowRight" ? step : -step;
    if (!range) { const middle = Math.round((this.span[0] + this.span[1]) / 2); shift(middle - step * 3, middle + step * 3); return; }
    if (e.shiftKey) { shift(range[0], Math.max(range[0], range[1] + by)); return; }
    shift(range[0] + by, range[1] + by);
  }
}
