// The timeline's axis: where its ticks stand and what they say; and how a day that is not known exactly fades.

import { monthWords, partsOf } from "./days.js";

/** Return a filling that fades to both ends. */
export function fading(g, colour, left, right) {
  const fade = g.createLinearGradient(left, 0, right, 0);
  fade.addColorStop(0, `${colour}22`);
  fade.addColorStop(0.5, `${colour}cc`);
  fade.addColorStop(1, `${colour}22`);
  return fade;
}

/** Return the axis's ticks: [day, words], the year said where it begins. */
export function ticksOf([first, last], width) {
  const days = last - first + 1, perDay = width / days, ticks = [];
  const start = partsOf(first);
  if (perDay * 365 < 70) {
    const step = Math.ceil(70 / (perDay * 365));
    for (let year = start.year; year <= partsOf(last).year + 1; year += 1) { if (year % step === 0) { ticks.push([Math.round(Date.UTC(year, 0, 1) / 864e5), String(year)]); } }
    return ticks;
  }
  if (perDay * 30 < 60) {
    const step = [1, 2, 3, 6, 12].find((months) => perDay * 30 * months >= 60) ?? 12;
    for (let month = Math.floor(start.month / step) * step; ; month += step) {
      const day = Math.round(Date.UTC(start.year, month, 1) / 864e5);
      if (day > last) { return ticks; }
      const parts = partsOf(day);
      ticks.push([day, parts.month === 0 ? String(parts.year) : monthWords(parts.month, true)]);
    }
  }
  const step = [1, 2, 5, 10, 15].find((count) => perDay * count >= 62) ?? 15;
  for (let day = first; day <= last; day += 1) {
    const parts = partsOf(day);
    const isTick = step === 1 || parts.day === 1 || (parts.day % step === 0 && parts.day + step / 2 <= 31);
    if (isTick) { ticks.push([day, parts.day === 1 ? `1 ${monthWords(parts.month, true)} ${parts.year}` : `${parts.day} ${monthWords(parts.month, true)}`]); }
  }
  return ticks;
}
