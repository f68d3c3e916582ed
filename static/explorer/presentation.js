// Full screen: the project's saved views one after the other, by buttons, arrows and the keys of a presenter's remote control.

import { comparedWords } from "./difference.js";
import { opened, partsOf } from "./looks.js";
import { words } from "./words.js";

const STEPS = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1 };
const FIELDS = "input, select, textarea, [contenteditable]", OWN_ARROWS = `${FIELDS}, .dl-timeline`;

export class Presentation {
  /** explorer: what it shows is the explorer's, and which view comes next is told by it. */
  constructor(explorer) {
    // at: the view that was asked for last; shown: the one that came last, and what was on screen once it stood
    Object.assign(this, { explorer, at: null, shown: null, number: opened.number, isByKeyboard: false });
    this.stop = new AbortController();
    const { signal } = this.stop, heard = { signal, capture: true };
    // In full screen the focus may be nowhere; and the map would take the arrows before they come up from it.
    document.addEventListener("keydown", (e) => this.key(e), heard);
    document.addEventListener("pointerdown", () => { this.isByKeyboard = false; }, heard);
    document.addEventListener("fullscreenchange", () => this.follow(), { signal });
  }

  get isOn() {
    return this.explorer.frame.matches(":fullscreen");
  }

  toggle() {
    if (document.fullscreenElement) { this.leave(); return; }
    this.explorer.frame.requestFullscreen?.();
  }

  leave() {
    if (document.fullscreenElement) { document.exitFullscreen(); }
  }

  // The button that had the focus is not there in the other state.
  follow() {
    const { isOn, explorer } = this, isLeft = this.wasOn && !isOn;
    this.wasOn = isOn;
    if (isLeft) { this.at = this.shown = null; }
    if (isOn) { explorer.nextButton.focus(); } else if (isLeft) { explorer.presentButton.focus(); }
  }

  key(e) {
    if (e.key === "Tab") { this.isByKeyboard = true; }
    if (!this.isOn || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || this.explorer.map.sketch) { return; }
    if (e.key === "Escape") { e.stopPropagation(); this.leave(); return; }
    const by = STEPS[e.key], from = e.composedPath()[0];
    if (!by || from.closest?.(e.key.startsWith("Page") ? FIELDS : OWN_ARROWS)) { return; }
    // whoever came to the map by keyboard moves it by its arrows; after a click they turn to the next view
    if (e.key.startsWith("Arrow") && this.isByKeyboard && from.localName === "canvas") { return; }
    e.preventDefault();
    e.stopPropagation();
    this.show(by);
  }

  /** Show the next or the previous saved view, round and round. */
  show(by) {
    const { header, presented } = this.explorer, names = header?.views ?? [], from = names.indexOf(this.at);
    if (!names.length) { presented.textContent = words.noViews; return; }
    const place = from < 0 ? Math.min(0, by) : from + by;
    this.at = names[(place + names.length) % names.length];
    this.explorer.tell("view", this.at);
  }

  /** Say which view is shown, as long as it is, and what of the events. */
  say() {
    const { header, map, shownWords, presented } = this.explorer;
    if (header.go && header.go.number !== this.number) {
      this.number = header.go.number;
      this.shown = { name: header.go.name, state: null };
      if (!this.isOn) { this.at = header.go.name; }
    }
    const { shown } = this, isComing = map.map.isMoving(), state = this.state;
    if (shown && !isComing) { shown.state ??= state; }
    const isShown = shown && header.views.includes(shown.name) && (isComing || shown.state === state);
    const said = [isShown ? shown.name : header.title, comparedWords(header.compare) ?? shownWords].filter(Boolean).join(" · ");
    if (said !== presented.textContent) { presented.textContent = said; }
  }

  // What makes a view, but for the event whose card is open.
  get state() {
    const { header } = this.explorer, { filter_words, range, certain, area, compare } = header;
    return JSON.stringify([partsOf(this.explorer), filter_words, range, certain, area, compare?.words]);
  }

  destroy() {
    this.stop.abort();
  }
}
