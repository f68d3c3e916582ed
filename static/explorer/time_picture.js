// What the timeline shows that does not change while a span is dragged: bars in lanes, stacked counts, the axis.

import { drawMarks } from "./report_days.js";
import { fading, ticksOf } from "./time_axis.js";

export const HEIGHT = 132, AXIS = 24, TOP = 8, SIDE = 10, LANE_PX = 9;
export const INKS = {
  light: { text: "#4a5157", line: "#b9c1c7", pale: 0.22, brush: "rgba(11,92,138,.13)", edge: "#0b5c8a" },
  dark: { text: "#c3cad0", line: "#55616b", pale: 0.25, brush: "rgba(120,190,230,.18)", edge: "#8cc8ea" },
};

export function drawCounts(g, timeline) {
  const { all, seen, borders } = timeline, types = all.types, room = HEIGHT - AXIS - TOP - 12;
  let most = 1;
  const totals = [];
  for (let bin = 0; bin < all.bins; bin += 1) {
    let total = 0;
    for (let type = 0; type < types; type += 1) { total += all.sure[bin * types + type] + all.shared[bin * types + type]; }
    totals.push(total);
    most = Math.max(most, total);
  }
  timeline.most = most;
  const base = HEIGHT - AXIS, high = (count) => (count / most) * room;
  for (let bin = 0; bin < all.bins; bin += 1) {
    const left = timeline.toPx(borders[bin]), wide = Math.max(1, timeline.toPx(borders[bin + 1]) - left - 1);
    g.globalAlpha = INKS[timeline.theme].pale;
    g.fillStyle = INKS[timeline.theme].text;
    g.fillRect(left, base - high(totals[bin]), wide, high(totals[bin]));
    let y = base;
    for (const part of ["sure", "shared"]) {
      g.globalAlpha = part === "sure" ? 1 : 0.5;
      for (let type = 0; type < types; type += 1) {
        const tall = high(seen[part][bin * types + type]);
        if (tall) { g.fillStyle = timeline.columns.types[type].colour; g.fillRect(left, y - tall, wide, tall); y -= tall; }
      }
    }
  }
  g.globalAlpha = 1;
  g.fillStyle = INKS[timeline.theme].text;
  g.font = "11px system-ui, sans-serif";
  g.textAlign = "left";
  g.textBaseline = "top";
  g.fillText(timeline.words.most(Math.round(most), timeline.unit), SIDE, 1);
}

/** Draw the days of both sides of a comparison: A's are brushed, B's a dashed frame. */
export function drawSides(g, timeline) {
  const ink = INKS[timeline.theme], range = timeline.selection.range, clip = (day) => Math.min(timeline.width - SIDE, Math.max(SIDE, timeline.toPx(day)));
  g.strokeStyle = g.fillStyle = ink.text;
  g.lineWidth = 1.2;
  g.setLineDash([4, 3]);
  const [left, right] = [clip(timeline.other[0]), clip(timeline.other[1] + 1)];
  if (right > left) { g.strokeRect(left, TOP + 6.5, right - left, HEIGHT - AXIS - TOP - 7); }
  g.setLineDash([]);
  g.font = "600 12px system-ui, sans-serif";
  g.textAlign = "left";
  g.textBaseline = "top";
  if (right > left) { g.fillText("B", left + 4, TOP + 11); }
  if (range) { g.fillStyle = ink.edge; g.fillText("A", clip(range[0]) + 4, TOP + 11); }
}

export function drawBars(g, timeline) {
  const room = HEIGHT - AXIS - TOP, depth = Math.max(1, ...timeline.lanes.map((bar) => bar.lane + 1));
  const lane = Math.min(LANE_PX * 1.6, room / depth);
  timeline.bars = timeline.lanes.map(({ i, lane: row }) => {
    const left = timeline.toPx(timeline.columns.first[i]), right = timeline.toPx(timeline.columns.last[i] + 1);
    const y = HEIGHT - AXIS - (row + 0.5) * lane, high = Math.max(3, Math.min(9, lane - 2));
    const type = timeline.columns.types[timeline.columns.type[i]], isIn = timeline.isSeen(i), wide = Math.max(5, right - left - 1);
    g.globalAlpha = isIn ? 1 : 0.3;
    g.fillStyle = timeline.columns.date_prec[i] > 1 && right - left > 6 ? fading(g, type.colour, left, left + wide) : type.colour;
    g.beginPath();
    g.roundRect(left, y - high / 2, wide, high, Math.min(3, high / 2));
    g.fill();
    g.lineWidth = 0.7;
    g.strokeStyle = type.line;
    if (timeline.columns.date_prec[i] > 1) { g.setLineDash([2, 2]); }
    g.stroke();
    g.setLineDash([]);
    g.globalAlpha = 1;
    return { i, left, right: left + wide, y, high };
  });
}

export function drawAxis(g, timeline) {
  const ink = INKS[timeline.theme], base = HEIGHT - AXIS;
  g.strokeStyle = ink.line;
  g.lineWidth = 1;
  g.beginPath();
  g.moveTo(SIDE, base + 0.5);
  g.lineTo(timeline.width - SIDE, base + 0.5);
  g.stroke();
  g.fillStyle = ink.text;
  g.font = "11px system-ui, sans-serif";
  g.textBaseline = "top";
  g.textAlign = "left";
  let free = -Infinity;
  for (const [day, words] of ticksOf(timeline.span, timeline.width - 2 * SIDE)) {
    const px = timeline.toPx(day), wide = g.measureText(words).width;
    if (px < SIDE || px > timeline.width - SIDE) { continue; }
    g.fillRect(Math.round(px), base, 1, 5);
    if (px > free && px + 3 + wide < timeline.width) { g.fillText(words, px + 3, base + 10); free = px + wide + 14; }
  }
  drawMarks(g, timeline.reportMarks, { base, colour: ink.edge });
}
