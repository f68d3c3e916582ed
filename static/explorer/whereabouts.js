// Where the map is, over runs, pages and servers: as the address says, as it was left, or as a saved view has it.

import { readView, writeAddress } from "./address.js";
import { opened, partsOf } from "./looks.js";

// The address follows the map once it rests; a browser that does not tell that the address was written is asked so often.
const ADDRESS_MS = 350, ASK_MS = 500;

// Where each project's map was left: a page that is left and opened again shows the same view.
const lastViews = new Map();

export class Whereabouts {
  /** explorer: whose map this is; asked: the view that the address named when the page was opened, or null. */
  constructor(explorer, asked) {
    Object.assign(this, { explorer, asked, fitted: null, kept: null });
    // Streamlit writes the address from a copy that does not know where the map is, on runs too that tell the map nothing
    this.rewrite = () => { if (explorer.header) { this.writeSoon(); } };
    if (window.navigation) { window.navigation.addEventListener("currententrychange", this.rewrite); } else { this.askTimer = setInterval(() => this.compare(), ASK_MS); }
  }

  compare() {
    const now = window.location.search;
    if (document.visibilityState !== "visible" || now === this.searched) { return; }
    this.searched = now;
    this.rewrite();
  }

  /** Remember where a project's map is. */
  note(project, view) {
    lastViews.set(project, view);
  }

  // Where the map goes when a page is drawn: to the address's view, else where it was left, else to the events; then only when asked.
  place(header) {
    if (header.go && header.go.number !== opened.number) {
      opened.number = header.go.number;
      const { view } = readView(header.go);
      this.fitted = header.fit;
      if (view) { this.explorer.map.go(view, !this.explorer.isReframed); } else { this.explorer.fit({ animate: !this.explorer.isReframed }); }
      return;
    }
    if (this.fitted === header.fit) { return; }
    const isFirst = this.fitted === null, kept = this.asked ?? lastViews.get(header.project);
    this.fitted = header.fit;
    if (isFirst && kept) { this.explorer.map.go(kept, false); return; }
    this.explorer.fit({ animate: !isFirst });
  }

  // A server that was started anew knows nothing of this page: the map stays where it is, and the chosen event is told again.
  keepOver() {
    this.kept = { chosen: this.explorer.map.chosen, token: this.explorer.columns?.token };
  }

  /** Bring back what was kept over a server that is gone. */
  restore(header) {
    const { kept } = this;
    this.kept = null;
    if (!kept) { return; }
    this.fitted = header.fit;
    opened.number = header.go?.number;
    if (kept.chosen >= 0 && header.chosen < 0 && kept.token === this.explorer.columns.token) { this.explorer.tell("pick", { position: kept.chosen, token: kept.token }); }
  }

  writeSoon() {
    clearTimeout(this.addressTimer);
    this.addressTimer = setTimeout(() => writeAddress(partsOf(this.explorer)), ADDRESS_MS);
  }

  destroy() {
    window.navigation?.removeEventListener("currententrychange", this.rewrite);
    clearInterval(this.askTimer);
    clearTimeout(this.addressTimer);
  }
}
