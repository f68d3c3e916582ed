// The side panel: the legend, and above it the card of the chosen event, a list or the keys; and where the keyboard's focus goes.

import { make } from "./element.js";
import { eventsIn, listOf } from "./event_list.js";
import { giveFocus, noteFocus } from "./focus.js";
import { boundsOf, ownLegend } from "./own_layers.js";
import { cardOf, keysOf, wholeLegend } from "./side_panel.js";
import { count, words } from "./words.js";

export class Side {
  /** explorer: what it shows is the explorer's, and what is pressed is told to it. */
  constructor(explorer, element) {
    Object.assign(this, { explorer, element, panel: "legend", listStart: 0, unfolded: null, opener: null, card: null });
  }

  /** Take the card as Python words it now, null for none. */
  update(card) {
    const hadFocus = Boolean(noteFocus(this.element)), hadCard = Boolean(this.card);
    this.card = card;
    this.show();
    if (hadCard || card) { this.followCard(hadFocus); }
  }

  /** Note from where an event was picked, and make room for its card. */
  awaitCard() {
    const note = noteFocus(this.element);
    this.opener = note && this.element.querySelector(":focus-visible") ? { note, panel: this.panel, isWaiting: true } : null;
    this.panel = "card";
  }

  /** List events that stand on one spot. */
  unfold(items) {
    Object.assign(this, { unfolded: items, listStart: 0, panel: "unfolded" });
    this.show();
  }

  key(e) {
    if (e.key === "?" && !/^(input|select)$/.test(e.target.localName)) { this.panel = "keys"; this.show(); this.element.querySelector("button")?.focus(); }
    if (e.key !== "Escape" || e.defaultPrevented) { return; }
    if (this.panel === "list" || this.panel === "unfolded" || this.panel === "keys") { this.close(); } else if (this.card) { this.explorer.tell("pick", null); }
  }

  // A list that is closed gives the focus back to the button that opens it.
  close() {
    const name = { list: words.list, keys: words.keysHint }[this.panel], isHere = Boolean(noteFocus(this.element));
    this.panel = "legend";
    this.show();
    if (isHere) { (this.explorer.frame.querySelector(`.dl-tools [aria-label="${name}"]`) ?? this.explorer.map.map.getCanvas()).focus(); }
  }

  // The focus goes to a card that was opened by keyboard, and back to where it was when the card closes.
  followCard(hadFocus) {
    const { opener } = this, listButton = this.explorer.frame.querySelector(`.dl-tools [aria-label="${words.list}"]`);
    if (this.card) {
      if (opener?.isWaiting) { opener.isWaiting = false; this.element.querySelector(".dl-card").focus(); }
      return;
    }
    this.opener = null;
    if (!hadFocus) { return; }
    if (!opener) { this.explorer.map.map.getCanvas().focus(); return; }
    this.panel = opener.panel;
    this.show();
    if (!giveFocus(this.element, opener.note)) { listButton.focus(); }
  }

  toggle(name) {
    this.panel = this.panel === name ? "legend" : name;
    this.listStart = 0;
    this.show();
  }

  show() {
    const { columns, map } = this.explorer, scene = map.scene;
    if (!scene) { return; }
    this.explorer.showSight();
    const scroll = this.element.scrollTop, focused = noteFocus(this.element), isLegendOpen = this.element.querySelector(".dl-more")?.open;
    const parts = [], chosen = map.chosen;
    const legend = wholeLegend(this.explorer, (type) => this.explorer.tell("kind", type));
    legend.append(...ownLegend(map.own, { theme: map.theme, range: this.explorer.selection.range, onZoom: (layer) => this.explorer.map.fit(boundsOf(layer)) }));
    if (this.card) {
      parts.push(cardOf(this.card, { onClose: () => this.explorer.tell("pick", null), onReport: (id) => this.explorer.tell("report", id), onRival: (rival) => this.explorer.map.go({ ...rival, zoom: Math.max(6, map.map.getZoom()) }) }));
    }
    const paged = { onPick: (i) => this.explorer.pick(i), chosen, start: this.listStart, onTurn: (start) => { this.listStart = start; this.element.scrollTop = 0; this.show(); } };
    if (this.panel === "unfolded" && this.unfolded) { parts.unshift(this.closable(listOf(columns, this.unfolded, { ...paged, title: count(this.unfolded.length) }))); }
    if (this.panel === "keys") { parts.unshift(this.closable(keysOf())); }
    if (this.panel === "list") { parts.unshift(this.closable(listOf(columns, eventsIn(columns, map.selection, map.box), { ...paged, title: words.inSight(scene.seen) }))); }
    if (parts.length) { parts.push(make("details", { class: "dl-more", open: isLegendOpen }, make("summary", { text: words.legend }), legend)); } else { parts.push(legend); }
    this.element.replaceChildren(...parts);
    this.element.scrollTop = scroll;
    if (focused && !giveFocus(this.element, focused)) { (this.element.querySelector(".dl-card") ?? this.element.querySelector("button"))?.focus({ preventScroll: true }); }
  }

  closable(element) {
    element.prepend(make("button", { type: "button", class: "dl-plain dl-right", text: words.close, onclick: () => this.close() }));
    return element;
  }
}
