// The cells that count events, opened: which events lie in one, of which types, and how far apart.

import { eachIn, hexKey } from "./density.js";

const MOST_TYPES = 5;

/** Return the grid's cell at a pixel, opened, or null. */
export function gridCellAt(columns, selection, { cells }, { px, py, project, scale }) {
  const [ox, oy] = project(0, 0), { step } = cells, column = Math.floor((px - ox) / scale / step), row = Math.floor((py - oy) / scale / step);
  const x = (column + 0.5) * step, y = (row + 0.5) * step;
  cells.opened ??= new Map();
  const key = `${column} ${row}`;
  if (!cells.opened.has(key)) {
    const at = cells.x.findIndex((each, c) => Math.abs(each - x) < step / 2 && Math.abs(cells.y[c] - y) < step / 2);
    cells.opened.set(key, at < 0 ? null : openCell(columns, itemsIn(columns, selection, [x - step / 2, y - step / 2, x + step / 2, y + step / 2]), { x, y }));
  }
  return cells.opened.get(key);
}

/** Return a hexagon with the events in it; opened once. */
export function openHex(columns, selection, { hex: { size } }, hex) {
  if (!hex.items) {
    const inBox = itemsIn(columns, selection, [hex.x - size, hex.y - size, hex.x + size, hex.y + size]);
    Object.assign(hex, openCell(columns, inBox.filter((i) => hexKey(columns.x[i], columns.y[i], size) === hex.key), hex));
  }
  return hex;
}

function itemsIn(columns, selection, box) {
  const items = [];
  eachIn(columns, selection, box, (i) => { items.push(i); });
  return items;
}

function openCell(columns, items, { x, y }) {
  const types = new Map();
  let killed = 0, spread = 0;
  for (const i of items) {
    types.set(columns.type[i], (types.get(columns.type[i]) ?? 0) + 1);
    killed += columns.tollOf(i);
    spread = Math.max(spread, Math.hypot(columns.x[i] - columns.x[items[0]], columns.y[i] - columns.y[items[0]]));
  }
  const most = [...types].sort((a, b) => b[1] - a[1]);
  return { x, y, items, count: items.length, killed, spread, types: most.slice(0, MOST_TYPES).map(([type, number]) => [columns.types[type].label, number]), others: most.slice(MOST_TYPES).reduce((sum, [, number]) => sum + number, 0) };
}
