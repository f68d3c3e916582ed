// The search for a place: what is looked for is asked of Python, what it found is listed, and the map goes there.

import { make } from "./element.js";
import { TILE_PX, unitsPerMetre } from "./mercator.js";
import { words } from "./words.js";

// An area is not drawn up to the very edge.
const SHARE = 0.86;

/** Return how near the map goes to a place: never farther away than it is, unless the place is an area that would not be seen whole. */
export function zoomFor({ lat, zoom, reach_m }, map) {
  const near = Math.max(map.map.getZoom(), zoom);
  if (!reach_m) { return near; }
  const whole = (SHARE * Math.min(map.width, map.height)) / (2 * reach_m * unitsPerMetre(lat));
  return Math.min(near, Math.max(0.4, Math.log2(whole / TILE_PX)));
}

export class Finder {
  /** map: where a place is shown; field: where its name is written; box: the list's; ask(text): looks for a name, "" for none. */
  constructor({ map, field, box, ask }) {
    Object.assign(this, { map, field, box, ask, asking: null, answer: null });
    field.addEventListener("keydown", (e) => this.key(e));
    box.addEventListener("keydown", (e) => { if (e.key === "Escape") { this.key(e); } });
  }

  key(e) {
    // the map's and the page's own keys are not meant
    e.stopPropagation();
    if (e.key === "Enter" && this.field.value.trim()) { this.find(this.field.value.trim()); }
    if (e.key !== "Escape" || this.box.hidden) { return; }
    // a browser would empty the field
    e.preventDefault();
    this.close();
  }

  find(text) {
    // asked for once more, Python would answer what it answered, and nothing would be sent
    if (text === this.answer?.text) { this.list(this.answer.places); return; }
    this.say(words.searching);
    this.asking = text;
    this.ask(text);
  }

  show(found) {
    if (!found || found.text !== this.asking) { return; }
    this.asking = null;
    this.answer = found;
    this.list(found.places);
  }

  list(places) {
    if (places.length === 1) { this.go(places[0]); return; }
    this.say(places.length ? "" : words.nothingFound, places.map((place) => make("li", {}, make("button", { type: "button", class: "dl-item", text: place.words, dir: "auto", onclick: () => this.go(place) }))));
  }

  say(text, items = []) {
    this.box.hidden = false;
    this.box.replaceChildren(make("div", { role: "status", text }), make("ul", { class: "dl-results" }, ...items),
      make("button", { type: "button", class: "dl-plain", text: words.closeFound, onclick: () => this.close() }));
  }

  go(place) {
    this.map.found = place;
    this.map.go({ lon: place.lon, lat: place.lat, zoom: zoomFor(place, this.map) });
    this.close();
  }

  /** Close the list: Python need not look for the name any more, and the next name is written at once. */
  close() {
    const focused = this.box.getRootNode().activeElement;
    this.box.hidden = true;
    this.asking = null;
    if (!focused || this.box.contains(focused)) { this.field.focus(); }
    this.ask("");
  }
}
