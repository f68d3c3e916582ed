// Events by time and type: whole events where their days fit a bin, shares of events whose dates are not known so well.

import { dayFrom, partsOf } from "./days.js";

const UNITS = ["day", "week", "month", "quarter", "year"];
const LEAST_PX = 5;

/** Choose the finest unit of which each bin is wide enough to see, and return its borders: [unit, days]. */
export function binsOf(first, last, width) {
  for (const unit of UNITS) {
    const days = { day: 1, week: 7, month: 30.4, quarter: 91.3, year: 365.2 }[unit];
    if ((width / (last - first + 1)) * days >= LEAST_PX || unit === "year") { return [unit, bordersOf(unit, first, last)]; }
  }
  return ["year", bordersOf("year", first, last)];
}

function bordersOf(unit, first, last) {
  const borders = [];
  for (let day = startOf(unit, first); ; day = nextOf(unit, day)) {
    borders.push(day);
    if (day > last) { return Int32Array.from(borders); }
  }
}

export function startOf(unit, day) {
  const { year, month } = partsOf(day);
  if (unit === "day") { return day; }
  if (unit === "week") { return day - ((((day + 3) % 7) + 7) % 7); }
  if (unit === "month") { return dayFrom(year, month, 1); }
  return unit === "quarter" ? dayFrom(year, 3 * Math.floor(month / 3), 1) : dayFrom(year, 0, 1);
}

export function nextOf(unit, day) {
  const { year, month, day: date } = partsOf(day);
  if (unit === "day") { return day + 1; }
  if (unit === "week") { return day + 7; }
  if (unit === "month") { return dayFrom(year, month + 1, date); }
  return unit === "quarter" ? dayFrom(year, month + 3, date) : dayFrom(year + 1, month, date);
}

/**
 * Count events into bins: sure[bin * types + type] whole ones, shared[...] parts of those that span several bins.
 *
 * box: world x0, y0, x1, y1 of what the map shows, or null for all events, those not placed too. Also returns how many
 * are dated, undated, and in each type.
 */
export function countBins(columns, selection, borders, box) {
  const types = columns.types.length, bins = borders.length - 1, from = borders[0], to = borders[bins];
  const sure = new Float32Array(bins * types), shared = new Float32Array(bins * types);
  const lookup = new Int32Array(to - from);
  for (let bin = 0; bin < bins; bin += 1) { lookup.fill(bin, borders[bin] - from, borders[bin + 1] - from); }
  const { x, y, first, last, type } = columns, { mask } = selection;
  let undated = 0, dated = 0;
  for (let i = 0; i < columns.events; i += 1) {
    if (!mask[i]) { continue; }
    if (box && !(x[i] >= box[0] && x[i] < box[2] && y[i] >= box[1] && y[i] < box[3])) { continue; }
    const a = first[i], b = last[i];
    if (a > b) { undated += 1; continue; }
    if (b < from || a >= to) { continue; }
    dated += 1;
    const low = lookup[Math.max(a, from) - from], high = lookup[Math.min(b, to - 1) - from];
    if (low === high) {
      sure[low * types + type[i]] += 1;
      continue;
    }
    const weight = 1 / (b - a + 1);
    for (let bin = low; bin <= high; bin += 1) {
      shared[bin * types + type[i]] += weight * (Math.min(b + 1, borders[bin + 1]) - Math.max(a, borders[bin]));
    }
  }
  return { sure, shared, bins, types, dated, undated };
}

/** Return the events of a span as bars in lanes, or null where there are more than can be told apart. */
export function lanesOf(columns, selection, { from, to, most, gap }) {
  const found = [];
  for (let i = 0; i < columns.events; i += 1) {
    if (!selection.mask[i] || columns.first[i] > columns.last[i] || columns.last[i] < from || columns.first[i] > to) { continue; }
    found.push(i);
    if (found.length > most) { return null; }
  }
  found.sort((a, b) => columns.first[a] - columns.first[b] || a - b);
  const ends = [];
  return found.map((i) => {
    let lane = ends.findIndex((end) => end + gap <= columns.first[i]);
    if (lane < 0) { lane = ends.length; }
    ends[lane] = columns.last[i] + 1;
    return { i, lane };
  });
}
