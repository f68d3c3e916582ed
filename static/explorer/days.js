// Days as whole numbers since 1970-01-01, and their words.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export function dayOf(iso) {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / 864e5);
}

export function isoOf(day) {
  return new Date(day * 864e5).toISOString().slice(0, 10);
}

export function partsOf(day) {
  const date = new Date(day * 864e5);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

export function dayFrom(year, month, day) {
  return Math.round(Date.UTC(year, month, day) / 864e5);
}

/** Say a day: "29 May 2020". */
export function dayWords(day) {
  const { year, month, day: date } = partsOf(day);
  return `${date} ${MONTHS[month]} ${year}`;
}

/** Say a span of days as short as it can be read. */
export function spanWords(first, last) {
  if (first === last) { return dayWords(first); }
  const a = partsOf(first), b = partsOf(last);
  if (a.year === b.year && a.month === b.month) { return `${a.day}–${dayWords(last)}`; }
  return a.year === b.year ? `${a.day} ${MONTHS[a.month]}–${dayWords(last)}` : `${dayWords(first)}–${dayWords(last)}`;
}

export function monthWords(month, short) {
  return short ? MONTHS[month].slice(0, 3) : MONTHS[month];
}
