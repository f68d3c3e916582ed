// The days that the reports speak from, under the timeline's axis: a mark for each few pixels, the higher the more reports.

import { spanWords } from "./days.js";

const SLOT_PX = 3, MARK_PX = 2, LOWEST_PX = 3, HIGHEST_PX = 8, TOUCH_PX = 3;

export class ReportDays {
  constructor({ header, arrays }) {
    this.token = header.token;
    this.days = arrays.day;
    this.counts = arrays.reports;
  }
}

/** Return the marks of a span of days: [{px, first, last, reports}], one for each few pixels in which there are reports. */
export function marksOf({ days, counts }, { toPx, left, right }) {
  const marks = [];
  for (let n = 0; n < days.length; n += 1) {
    const at = toPx(days[n] + 0.5);
    if (at < left || at > right) { continue; }
    const px = left + (Math.floor((at - left) / SLOT_PX) + 0.5) * SLOT_PX, before = marks.at(-1);
    if (before?.px === px) { before.last = days[n]; before.reports += counts[n]; } else { marks.push({ px, first: days[n], last: days[n], reports: counts[n] }); }
  }
  return marks;
}

/** Draw them below the axis: twice as many reports are a step higher, so one report is seen beside a thousand. */
export function drawMarks(g, marks, { base, colour }) {
  const most = Math.max(1, ...marks.map(({ reports }) => reports));
  g.fillStyle = colour;
  for (const { px, reports } of marks) {
    const high = LOWEST_PX + (HIGHEST_PX - LOWEST_PX) * (most > 1 ? Math.log2(reports) / Math.log2(most) : 0);
    g.fillRect(Math.round(px - MARK_PX / 2), base + 1, MARK_PX, high);
  }
}

/** Say the mark at a pixel: "2–4 June 2021: 12 reports"; "" where there is none. */
export function markWords(marks, px, reportWords) {
  const near = marks.reduce((best, each) => (Math.abs(each.px - px) < Math.abs((best?.px ?? Infinity) - px) ? each : best), null);
  return near && Math.abs(near.px - px) <= TOUCH_PX ? `${spanWords(near.first, near.last)}: ${reportWords(near.reports)}` : "";
}
