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
// Of each part only the newest is kept: the columns of a project of a million events are some 30 MB.
const held = {};
const waiting = new Waiting();

function bytesOf(data) {
  return data instanceof Uint8Array ? data : new Uint8Array(data);
}

// A component that only brings a part; whoever waits for it is told.
function holder(name, read) {
  return ({ data, parentElement }) => {
    takeNoRoom(parentElement);
    const decoded = decode(bytesOf(data));
    if (held[name]?.token === decoded.header.token) { return; }
    held[name] = read(decoded);
    waiting.tell();
  };
}

/** Takes the project's columns. */
export const mountColumns = holder("columns", ({ header, arrays }) => new Columns(header, arrays));

/** Takes which events the filter lets through. */
export const mountMask = holder("mask", ({ header, arrays }) => ({ token: header.token, bits: arrays.mask }));

/** Takes the project's own layers, shown or not. */
export const mountLayers = holder("layers", (decoded) => new OwnLayers(decoded));

/** Takes how many reports speak from each day. */
export const mountReports = holder("reports", (decoded) => new ReportDays(decoded));

/** Takes where reports are thin, while that layer is switched on. */
export const mountSilence = holder("silence", (decoded) => new Silence(decoded));

/** Takes the other side of a comparison, while it is shown. */
export const mountOther = holder("other", (decoded) => new Other(decoded));

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
    const { header } = payload;
    const named = { columns: header.columns, mask: header.mask, layers: header.layers, reports: header.reports, silence: header.silence, other: header.compare?.token };
    if (Object.entries(named).some(([name, token]) => token && held[name]?.token !== token)) {
      waiting.wait(this, () => this.show(payload));
      return;
    }
    const parts = Object.fromEntries(Object.entries(named).map(([name, token]) => [name, token ? held[name] : null]));
    this.explorer.update(header, { ...parts, own: parts.layers?.shown(header.own) ?? [] });
  }

  destroy() {
    waiting.turn(this);
    this.explorer?.destroy();
    this.explorer = null;
  }
}
