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
    // they stay: what is said is heard only of an element that was there before, and the focus stays where it is
    this.status = make("div", { role: "status" });
    this.results = make("ul", { class: "dl-results" });
    this.closeButton = make("button", { type: "button", class: "dl-plain", text: words.closeFound, hidden: true, onclick: () => this.close() });
    box.append(this.status, this.results, this.closeButton);
    field.addEventListener("keydown", (e) => this.key(e));
    box.addEventListener("keydown", (e) => { if (e.key === "Escape") { this.key(e); } });
  }

  key(e) {
    // the map's and the page's own keys are not meant
    e.stopPropagation();
    if (e.key === "Enter" && this.field.value.trim()) { this.find(this.field.value.trim()); }
    if (e.key !== "Escape" || this.closeButton.hidden) { return; }
    // a browser would empty the field
    e.preventDefault();
    this.close();
  }

  find(text) {
    // asked for what it holds, Python would send nothing
    if (text === this.answer?.text) { this.list(this.answer.places); return; }
    this.say(words.searching);
    this.asking = text;
    this.ask(text);
  }

  /** Take what Python holds: what it found, null where it looks for nothing (the next time a place may have been added). */
  show(found) {
    this.answer = found;
    if (!found || found.text !== this.asking) { return; }
    this.asking = null;
    this.list(found.places);
  }

  list(places) {
    if (places.length === 1) { this.go(places[0]); return; }
    this.say(places.length ? words.placesFound(places.length) : words.nothingFound, places.map((place) => make("li", {}, make("button", { type: "button", class: "dl-item", text: place.words, dir: "auto", onclick: () => this.go(place) }))));
  }

  say(text, items = []) {
    this.status.textContent = text;
    this.results.replaceChildren(...items);
    this.closeButton.hidden = false;
  }

  go(place) {
    this.map.found = place;
    this.map.go({ lon: place.lon, lat: place.lat, zoom: zoomFor(place, this.map) });
    this.close();
  }

  /** Close the list: Python need not look for the name any more, and the next name is written at once. */
  close() {
    // an answer may come late: whoever has gone on elsewhere stays there
    if (this.box.contains(this.box.getRootNode().activeElement)) { this.field.focus(); }
    this.status.textContent = "";
    this.results.replaceChildren();
    this.closeButton.hidden = true;
    this.asking = null;
    this.ask("");
  }
}
