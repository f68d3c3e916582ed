// What Streamlit mounts: components that hold the project's columns and the filter's answer, and one that shows them.
// What did not change is not sent again, so each stands by itself.

import { Columns } from "./columns.js";
import { Other } from "./difference.js";
import { make } from "./element.js";
import { Explorer } from "./explorer.js";
import { OwnLayers } from "./own_layers.js";
import { decode } from "./payload.js";
import { ReportDays } from "./report_days.js";
import { Silence } from "./silence.js";
import { Waiting } from "./waiting.js";

const base = new URL("app/static", document.baseURI).href;
// Asked for at once: it arrives while the server still draws the page above the map.
const library = import(`${base}/vendor/maplibre-gl/maplibre-gl.mjs`);
library.catch(() => {});  // said where the map would be
const shown = new WeakMap();
// Only the newest columns are kept: a project of a million events is some 30 MB.
let columns = null, mask = null, layers = null, reports = null, silence = null, other = null;
const waiting = new Waiting();

function bytesOf(data) {
  return data instanceof Uint8Array ? data : new Uint8Array(data);
}

/** Take the project's columns; whoever waits for them is told. */
export function mountColumns({ data, parentElement }) {
  takeNoRoom(parentElement);
  const { header, arrays } = decode(bytesOf(data));
  if (columns?.token === header.token) { return; }
  columns = new Columns(header, arrays);
  waiting.tell();
}

/** Take which events the filter lets through. */
export function mountMask({ data, parentElement }) {
  takeNoRoom(parentElement);
  const { header, arrays } = decode(bytesOf(data));
  if (mask?.token === header.token) { return; }
  mask = { token: header.token, bits: arrays.mask };
  waiting.tell();
}

/** Take the project's own layers, shown or not. */
export function mountLayers({ data, parentElement }) {
  takeNoRoom(parentElement);
  const decoded = decode(bytesOf(data));
  if (layers?.token === decoded.header.token) { return; }
  layers = new OwnLayers(decoded);
  waiting.tell();
}

/** Take how many reports speak from each day. */
export function mountReports({ data, parentElement }) {
  takeNoRoom(parentElement);
  const decoded = decode(bytesOf(data));
  if (reports?.token === decoded.header.token) { return; }
  reports = new ReportDays(decoded);
  waiting.tell();
}

/** Take where reports are thin, while that layer is switched on. */
export function mountSilence({ data, parentElement }) {
  takeNoRoom(parentElement);
  const decoded = decode(bytesOf(data));
  if (silence?.token === decoded.header.token) { return; }
  silence = new Silence(decoded);
  waiting.tell();
}

/** Take the other side of a comparison, while it is shown. */
export function mountOther({ data, parentElement }) {
  takeNoRoom(parentElement);
  const decoded = decode(bytesOf(data));
  if (other?.token === decoded.header.token) { return; }
  other = new Other(decoded);
  waiting.tell();
}

// What only brings data is no part of the page's layout: else there would be a gap for each of them.
function takeNoRoom(parentElement) {
  const host = parentElement.getRootNode().host ?? parentElement;
  host.closest('[data-testid="stElementContainer"]')?.style.setProperty("position", "absolute");
}

/** Show the page's map and timeline, or bring them up to date; the map is made once and never again while the page is there. */
export function mount(component) {
  const { data, parentElement } = component;
  let place = shown.get(parentElement);
  if (!place) {
    place = new Place(component);
    shown.set(parentElement, place);
  }
  place.component = component;
  place.take(decode(bytesOf(data)));
  return () => {
    place.destroy();
    shown.delete(parentElement);
  };
}

class Place {
  constructor(component) {
    this.component = component;
    this.root = make("div", { class: "dl-root" });
    component.parentElement.append(this.root);
    this.ready = this.start();
  }

  async start() {
    await Promise.all(["vendor/maplibre-gl/maplibre-gl.css", "explorer/explorer.css"].map((name) => new Promise((resolve) => {
      this.root.before(make("link", { rel: "stylesheet", href: `${base}/${name}`, onload: resolve, onerror: resolve }));
    })));
    try {
      const maplibre = await library;
      maplibre.setWorkerUrl(`${base}/vendor/maplibre-gl/maplibre-gl-worker.mjs`);
      this.explorer = new Explorer(this.root, { maplibre, base, tell: (name, value) => this.component.setTriggerValue(name, value) });
    } catch (error) {
      // no WebGL, or no library: Python draws the folium map in its place
      console.info(`The map is drawn another way: ${error.message}`);
      this.root.replaceChildren();
      this.component.setStateValue("fallback", String(error.message).slice(0, 200));
    }
  }

  async take(payload) {
    const isNewest = waiting.turn(this);
    await this.ready;
    if (isNewest() && this.explorer) { this.show(payload); }
  }

  // Shows it as soon as all is here that it names.
  show(payload) {
    const { header } = payload, has = (part, token) => !token || part?.token === token;
    if (columns?.token !== header.columns || mask?.token !== header.mask || !has(layers, header.layers) || !has(reports, header.reports) || !has(silence, header.silence) || !has(other, header.compare?.token)) {
      waiting.wait(this, () => this.show(payload));
      return;
    }
    this.explorer.update(header, { columns, mask, reports, own: header.layers ? layers.shown(header.own) : [], silence: header.silence ? silence : null, other: header.compare?.token ? other : null });
  }

  destroy() {
    waiting.turn(this);
    this.explorer?.destroy();
    this.explorer = null;
  }
}
