// The view in the page's address: where the map is, in which style and with which names. Python's part of the address is the filter.

import { NAMES } from "./labels.js";

const STYLES = ["light", "dark", "print"], LAYERS = ["events", "heat", "hex", "provinces", "rates"];
const DECIMALS = 5;

/** Read what `readView` reads from the page's address. */
export function readAddress() {
  return readView(Object.fromEntries(new URLSearchParams(window.location.search)));
}

/** Read {view: {lon, lat, zoom}, style, layer, names} as an address has them, without what is not understood; whether it names silence or a side of a comparison, and which of one's own layers (own:2), is read by Python. */
export function readView({ map, style, layers, labels }) {
  const found = {}, numbers = (map ?? "").split(",").map(Number);
  if (map && numbers.length === 3 && numbers.every(Number.isFinite) && Math.abs(numbers[0]) <= 180 && Math.abs(numbers[1]) <= 85 && numbers[2] >= 0 && numbers[2] <= 20) {
    found.view = { lon: numbers[0], lat: numbers[1], zoom: numbers[2] };
  }
  if (STYLES.includes(style)) { found.style = style; }
  const layer = (layers ?? "").split(",").find((name) => LAYERS.includes(name));
  if (layer) { found.layer = layer; }
  if (NAMES.includes(labels)) { found.names = labels; }
  return found;
}

/** Return what describes a view, as an address has it: {map, style, layers, labels, base}, null where it is as on a fresh page. */
export function viewParts({ lon, lat, zoom }, { style, layer, names, ground, own = [], silence = false, side = null }) {
  const layers = [...(layer === "events" ? [] : [layer]), ...(side ? [side] : []), ...(silence ? ["silence"] : []), ...own.map((id) => `own:${id}`)];
  return {
    map: `${lon.toFixed(DECIMALS)},${lat.toFixed(DECIMALS)},${zoom.toFixed(4)}`,
    style: style || null, labels: names === "latin" ? null : names, base: ground || null, layers: layers.length ? layers.join(",") : null,
  };
}

/** Write such parts into the address without a new entry in the browser's history; the other names stay as they are. */
export function writeAddress(parts) {
  const address = new URL(window.location.href), query = address.searchParams;
  for (const [name, value] of Object.entries(parts)) { if (value) { query.set(name, value); } else { query.delete(name); } }
  // commas and colons are legal in a query and easier to read
  address.search = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  if (address.href !== window.location.href) { window.history.replaceState(window.history.state, "", address); }
}

/** The views that were looked at, to go back and forward through. */
export class Views {
  constructor() {
    this.past = [];
    this.at = -1;
  }

  /** Note a view, unless it is the one that we went to. */
  note(view) {
    const now = this.past[this.at];
    if (now && Math.abs(now.zoom - view.zoom) < 0.01 && Math.hypot(now.lon - view.lon, now.lat - view.lat) * 2 ** view.zoom < 3) { return; }
    this.past.splice(this.at + 1, Infinity, view);
    if (this.past.length > 100) { this.past.shift(); }
    this.at = this.past.length - 1;
  }

  step(by) {
    if (!this.past[this.at + by]) { return null; }
    this.at += by;
    return this.past[this.at];
  }

  canStep(by) {
    return Boolean(this.past[this.at + by]);
  }
}
