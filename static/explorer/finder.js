// The search for a place: what is looked for is asked of Python, what it found is listed, and the map goes there.

import { make } from "./element.js";
import { words } from "./words.js";

export class Finder {
  /** map: where a place is shown; results: the list; ask(text): looks for a name. */
  constructor({ map, results, ask }) {
    Object.assign(this, { map, results, ask, asking: null });
  }

  find(text) {
    this.results.hidden = false;
    this.results.replaceChildren(make("li", { text: words.searching }));
    this.asking = text;
    this.ask(text);
  }

  show(found) {
    if (!found || found.text !== this.asking) { return; }
    this.asking = null;
    const go = (place) => { this.results.hidden = true; this.map.found = place; this.map.go({ ...place, zoom: Math.max(place.zoom, this.map.map.getZoom() > place.zoom + 3 ? 0 : place.zoom) }); };
    this.results.replaceChildren(...(found.places.length
      ? found.places.map((place) => make("li", {}, make("button", { type: "button", class: "dl-item", text: place.words, dir: "auto", onclick: () => go(place) })))
      : [make("li", { text: words.nothingFound })]));
    if (found.places.length === 1) { go(found.places[0]); }
  }
}
