// Map, timeline and side panel of one page, linked: what one of them is told, the others show without asking the server.

import { Views, readAddress, readView, writeAddress } from "./address.js";
import { watchConnection } from "./connection.js";
import { NOTATIONS, pointWords } from "./coordinates.js";
import { dayOf, isoOf, spanWords } from "./days.js";
import { shownSelection } from "./difference.js";
import { icon, make } from "./element.js";
import { eventsIn, listOf } from "./event_list.js";
import { extentOf } from "./extent.js";
import { giveFocus, noteFocus } from "./focus.js";
import { layOut } from "./frame.js";
import { tellDrawn } from "./hook.js";
import { answerView, opened, partsOf, showGround, showTrouble, takeLooks } from "./looks.js";
import { MapView } from "./map_view.js";
import { toLat, toLon } from "./mercator.js";
import { creditOf, ownLegend } from "./own_layers.js";
import { Playback } from "./playback.js";
import { peopledLayer } from "./rates.js";
import { Selection } from "./selection.js";
import { cardOf, hitTip, keysOf, wholeLegend } from "./side_panel.js";
import { SilenceBand } from "./silence.js";
import { beginSketch } from "./sketch.js";
import { Timeline } from "./timeline.js";
import { count, eventWords, mostWords, timelineWords, words } from "./words.js";

// Python hears what was brushed once the hand rests; the address follows the map at the same pace.
const REST_MS = 280, ADDRESS_MS = 350;
// The legend follows a span that is dragged or played, but not at every frame.
const SIDE_MS = 500;
// So near to what was meant a click is, in pixels.
const CLICK_PX = 4, EARTH_M = 40_075_017;
// Where each project's map was left: a page that is left and opened again shows the same view.
const lastViews = new Map();
// The darkest types' colour cannot be seen on a dark ground.
const BLACK = "#1a1a1a", ON_DARK = "#f2f4f5";

export class Explorer {
  constructor(root, { maplibre, base, tell }) {
    Object.assign(this, { root, base, tell, selection: new Selection(), views: new Views(), brushTimes: [], drawMs: 0, fitted: null, notation: 0, panel: "legend", listStart: 0 });
    const asked = readAddress();
    this.asked = asked.view ?? null;
    this.style = asked.style ?? null;
    this.layer = asked.layer ?? "events";
    this.names = asked.names ?? "latin";
    layOut(this);
    this.map = new MapView(this.mapBox, maplibre, {
      base, start: asked.view ?? { lon: 15, lat: 20, zoom: 1.2 }, theme: this.theme,
      hears: {
        moved: () => this.moved(), drawn: (ms) => { this.drawMs = ms; }, pointed: (lon, lat) => this.point(lon, lat), ground: (works) => showTrouble(this, !works),
        picked: (hit, event, point) => this.click(hit, point), hovered: (hit, point) => this.hover(hit, point),
      },
    });
    this.timeline = new Timeline(this.timeBox, {
      onBrush: (range, done) => this.brush(range, done), onPick: (i) => this.pick(i),
      words: { events: count, event: eventWords, timeline: timelineWords, most: mostWords, undated: words.undated },
    });
    this.band = new SilenceBand(this.timeBox, this.timeline);
    this.timeline.onCounted = () => this.band.draw();
    this.playback = new Playback(this.timeline, { moved: (range) => this.brush(range, false), stopped: (range) => { this.brush(range, true); this.showPlay(); } });
    this.observer = new ResizeObserver(() => { this.map.map.resize(); this.timeline.refresh(this.map.box); });
    this.observer.observe(this.mapBox);
    const surface = this.map.map.getCanvas();
    surface.setAttribute("role", "application");
    surface.setAttribute("aria-label", `${words.map}. ${words.mapHelp}`);
    this.leaveConnection = watchConnection({ lost: () => this.loseServer(), back: () => this.findServer() });
  }

  get theme() {
    if (this.style) { return this.style; }
    const ground = getComputedStyle(this.root).getPropertyValue("--st-background-color").trim();
    const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(ground);
    return hex && hex.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) < 300 ? "dark" : "light";
  }

  /** Take what Python says now. */
  update(header, held) {
    const { columns, mask, own, silence, other } = held, isNewData = this.columns !== columns;
    this.held = held;
    this.columns = columns;
    this.header = header;
    takeLooks(this, header.go);
    this.frame.dataset.theme = this.theme;
    this.styleSelect.value = this.theme;
    this.layerSelect.value = this.layer;
    this.namesSelect.value = this.names;
    this.map.layer = this.layer;
    this.map.setNames(this.names);
    this.map.setTheme(this.theme);
    this.timeline.theme = this.theme === "dark" ? "dark" : "light";
    for (const type of columns.types) { type.given ??= type.colour; type.colour = this.theme === "dark" && type.given.toLowerCase() === BLACK ? ON_DARK : type.given; }
    if (isNewData || this.mask !== mask) {
      this.selection.setBits(mask.bits, columns.events);
      this.mask = mask;
    }
    this.selection.certain = header.certain;
    // what the hand is still dragging is newer than what Python answers
    if (!this.brushTimer && !this.playback.isOn && !this.timeline.drag) { this.selection.range = header.range ? header.range.map(dayOf) : null; }
    this.map.chosen = header.chosen;
    this.map.ghosts = header.card?.rivals ?? [];
    this.map.areas = header.area;
    Object.assign(this.map, { own, silence, compared: header.compare && { ...header.compare, other }, told: { days: String(header.range?.map(dayOf) ?? null), selection: this.selection } });
    this.layerSelect.disabled = header.compare?.side === "difference";
    this.timeline.other = header.compare?.days?.map(dayOf) ?? null;
    // a choice that cannot show anything is not offered, unless the address has made it
    this.layerSelect.querySelector('[value="rates"]').hidden = this.layer !== "rates" && !peopledLayer(own);
    showGround(this, header.ground);
    this.credit.textContent = this.credits;
    if (isNewData) { this.loadRows(columns.labels); }
    this.timeline.setData(columns, this.selection, { ticks: header.ticks });
    this.keep(header);
    this.place(header);
    // A run that changed neither events, filter, days nor looks (a card opened, a menu) counts nothing anew: of a million events that takes time.
    const counted = [columns.token, mask.token, header.certain, this.selection.range, header.ticks, this.layer, this.theme, header.compare?.side, header.compare?.token, header.compare?.days, this.layer === "rates" && own.map((layer) => layer.id)].join(" ");
    if (counted !== this.counted) {
      this.counted = counted;
      this.map.setData(columns, shownSelection(columns, this.selection, other));
      this.timeline.refresh(this.map.box);
    } else {
      this.map.draw();
    }
    this.band.show(silence);
    const hadFocus = Boolean(noteFocus(this.side)), hadCard = Boolean(this.card);
    this.card = header.card;
    this.showSide();
    if (hadCard || this.card) { this.followCard(hadFocus); }
    this.showDays();
    this.showFound(header.found);
    this.showAsking();
    this.presented.textContent = [this.viewAt === undefined ? header.title : header.views[this.viewAt], this.shownWords].filter(Boolean).join(" · ");
    if (header.chosen >= 0 && header.chosen !== this.broughtItem) { this.map.bring(header.chosen); }
    this.broughtItem = header.chosen;
    this.writeSoon();
    answerView(this, header.asks_view);
    tellDrawn(this);
  }

  key(e) {
    if (e.key === "?" && !/^(input|select)$/.test(e.target.localName)) { this.panel = "keys"; this.showSide(); this.side.querySelector("button")?.focus(); }
    if (e.key !== "Escape" || e.defaultPrevented) { return; }
    if (this.panel === "list" || this.panel === "unfolded" || this.panel === "keys") { this.closePanel(); } else if (this.card) { this.tell("pick", null); }
  }

  // A list that is closed gives the focus back to the button that opens it.
  closePanel() {
    const name = { list: words.list, keys: words.keysHint }[this.panel], isHere = Boolean(noteFocus(this.side));
    this.panel = "legend";
    this.showSide();
    if (isHere) { (this.frame.querySelector(`.dl-tools [aria-label="${name}"]`) ?? this.map.map.getCanvas()).focus(); }
  }

  // The focus goes to a card that was opened by keyboard, and back to where it was when the card closes.
  followCard(hadFocus) {
    const { opener } = this, listButton = this.frame.querySelector(`.dl-tools [aria-label="${words.list}"]`);
    if (this.card) {
      if (opener?.isWaiting) { opener.isWaiting = false; this.side.querySelector(".dl-card").focus(); }
      return;
    }
    this.opener = null;
    if (!hadFocus) { return; }
    if (!opener) { this.map.map.getCanvas().focus(); return; }
    this.panel = opener.panel;
    this.showSide();
    if (!giveFocus(this.side, opener.note)) { listButton.focus(); }
  }

  loseServer() {
    this.lost.textContent = words.lost;
  }

  // A server that was started anew knows nothing of this page: the map stays where it is, and the chosen event is told again.
  findServer() {
    this.lost.textContent = "";
    this.kept = { chosen: this.map.chosen, token: this.columns?.token };
  }

  keep(header) {
    const { kept } = this;
    this.kept = null;
    if (!kept) { return; }
    this.fitted = header.fit;
    opened.number = header.go?.number;
    if (kept.chosen >= 0 && header.chosen < 0 && kept.token === this.columns.token) { this.tell("pick", { position: kept.chosen, token: kept.token }); }
  }

  say() {
    const days = this.days.textContent;
    this.said.textContent = [this.sight.textContent, days].filter(Boolean).join(" · ");
  }

  // Where the map goes when a page is drawn: to the address's view, else where it was left, else to the events; then only when asked.
  place(header) {
    if (header.go && header.go.number !== opened.number) {
      opened.number = header.go.number;
      const { view } = readView(header.go);
      this.fitted = header.fit;
      if (view) { this.map.go(view, !this.isReframed); } else { this.map.fit(header.extent, { animate: !this.isReframed }); }
      return;
    }
    if (this.fitted === header.fit) { return; }
    const isFirst = this.fitted === null, kept = this.asked ?? lastViews.get(header.project);
    this.fitted = header.fit;
    if (isFirst && kept) { this.map.go(kept, false); return; }
    this.map.fit(header.extent, { animate: !isFirst });
  }

  async loadRows(more) {
    if (!this.world) {
      const reply = await fetch(`${this.base}/basemap/labels.json`);
      this.world = reply.ok ? await reply.json() : [];
    }
    this.map.setRows([...more, ...this.world]);
  }

  fit() {
    const { columns } = this, { selection } = this.map;
    const box = extentOf(columns, Array.from({ length: columns.events }, (_, i) => i).filter((i) => selection.has(columns, i)));
    if (box) { this.map.fit([box[0] - 0.15, box[1] - 0.15, box[2] + 0.15, box[3] + 0.15]); }
  }

  moved() {
    const view = this.map.view;
    if (!this.isStepping) { this.views.note(view); }
    this.isStepping = false;
    if (this.header) { lastViews.set(this.header.project, view); }
    this.backButton.disabled = !this.views.canStep(-1);
    this.forwardButton.disabled = !this.views.canStep(1);
    if (!this.columns) { return; }
    this.timeline.refresh(this.map.box);
    if (this.panel !== "card" || !this.card) { this.showSide(); }
    this.showSight();
    this.say();
    this.writeSoon();
    tellDrawn(this);
  }

  step(by) {
    const view = this.views.step(by);
    if (view) { this.isStepping = true; this.map.go(view); }
  }

  get credits() {
    const { ground } = this.header;
    return [...(ground ? [`${ground.name}: ${ground.credit}`] : []), ...this.map.own.map(creditOf), this.header.credits].join(" · ");
  }

  writeSoon() {
    clearTimeout(this.addressTimer);
    this.addressTimer = setTimeout(() => writeAddress(partsOf(this)), ADDRESS_MS);
  }

  brush(range, done) {
    const begun = performance.now();
    this.selection.range = range;
    this.map.isBrushing = !done;
    this.map.rebuild();
    this.timeline.paint();
    this.showDays();
    this.showSight();
    this.brushTimes.push(performance.now() - begun);
    if (this.brushTimes.length > 200) { this.brushTimes.shift(); }
    if (!done && performance.now() - (this.sideShown ?? 0) > SIDE_MS) { this.sideShown = performance.now(); this.showSide(); }
    clearTimeout(this.brushTimer);
    this.brushTimer = null;
    if (done) {
      this.showSide();
      this.say();
      this.brushTimer = setTimeout(() => { this.brushTimer = null; this.tell("brush", { range: range ? range.map(isoOf) : null }); }, REST_MS);
    }
  }

  togglePlay() {
    if (this.playback.isOn) { this.playback.stop(); } else if (this.timeline.picture) { this.playback.start(); }
    this.showPlay();
  }

  showPlay() {
    this.playButton.replaceChildren(icon(this.playback.isOn ? "pause" : "play"));
    const label = this.playback.isOn ? words.pause : words.play;
    this.playButton.title = label;
    this.playButton.setAttribute("aria-label", label);
  }

  showDays() {
    const range = this.selection.range;
    this.days.textContent = range ? spanWords(...range) : "";
    this.allDays.hidden = !range;
  }

  showSight() {
    this.sight.textContent = this.map.scene ? `${count(this.map.scene.seen)} ${words.inSight}${this.map.compared ? (this.map.compared.side === "side-b" ? " (B)" : " (A)") : ""}` : "";
  }

  point(lon, lat) {
    this.lastPoint = [lon, lat];
    this.status.textContent = pointWords(lon, lat, NOTATIONS[this.notation]);
  }

  hover(hit, point) {
    this.tip.hidden = !hit;
    if (!hit) { return; }
    this.tip.replaceChildren(hitTip(this.columns, hit, this.map));
    const left = point.x > this.map.width / 2;
    this.tip.style.transform = `translate(${point.x + (left ? -14 : 14)}px, ${point.y + 12}px) translateX(${left ? -100 : 0}%)`;
  }

  click(hit, point) {
    this.tip.hidden = true;
    if (this.header?.asks_point) { this.tellPoint(point); return; }
    if (!hit) { return; }
    if (hit.cell?.code) { this.tell("province", hit.cell.code); return; }
    if (hit.cell?.people) { const [x0, y0, x1, y1] = hit.cell.shape.box; this.map.fit([toLon(x0), toLat(y1), toLon(x1), toLat(y0)]); return; }
    if (hit.cell) { this.map.go({ lon: toLon(hit.cell.x), lat: toLat(hit.cell.y), zoom: this.map.map.getZoom() + 2 }); return; }
    if (hit.mark) { this.pick(hit.mark.i); return; }
    const { columns } = this, { items } = hit.ring;
    if (hit.ring.spread * this.map.scale > 2 && this.map.map.getZoom() < 14) {
      this.map.fit(extentOf(columns, items, { withReach: false }), { nearest: this.map.map.getZoom() + 4 });
      return;
    }
    this.unfolded = items;
    this.listStart = 0;
    this.panel = "unfolded";
    this.showSide();
  }

  // Where an event is to be placed: as exact as the pixels are at this zoom.
  tellPoint({ lng: lon, lat }) {
    const metres = (CLICK_PX * EARTH_M * Math.cos((lat * Math.PI) / 180)) / this.map.scale;
    this.map.found = { lon, lat };
    this.map.draw();
    this.tell("point", { lon: Number(lon.toFixed(5)), lat: Number(lat.toFixed(5)), radius_m: Math.ceil(metres) });
  }

  showAsking() {
    const asks = Boolean(this.header.asks_point);
    if (asks === Boolean(this.isAsking)) { return; }
    this.isAsking = asks;
    this.hint.textContent = asks ? words.pointHint : "";
    this.hint.hidden = !asks;
    if (!asks) { this.map.found = null; }
  }

  pick(i) {
    const note = noteFocus(this.side);
    this.opener = note && this.side.querySelector(":focus-visible") ? { note, panel: this.panel, isWaiting: true } : null;
    this.map.chosen = i;
    this.map.draw();
    this.panel = "card";
    this.tell("pick", { position: i, token: this.columns.token });
  }

  togglePanel(name) {
    this.panel = this.panel === name ? "legend" : name;
    this.listStart = 0;
    this.showSide();
  }

  showSide() {
    const { columns, map } = this, scene = map.scene;
    if (!scene) { return; }
    this.showSight();
    const scroll = this.side.scrollTop, focused = noteFocus(this.side), isLegendOpen = this.side.querySelector(".dl-more")?.open;
    const parts = [], chosen = map.chosen;
    const legend = wholeLegend(this, (type) => this.tell("kind", type));
    legend.append(...ownLegend(map.own, { theme: map.theme, range: this.selection.range }));
    if (this.card) {
      parts.push(cardOf(this.card, { onClose: () => this.tell("pick", null), onReport: (id) => this.tell("report", id), onRival: (rival) => this.map.go({ ...rival, zoom: Math.max(6, map.map.getZoom()) }) }));
    }
    const paged = { onPick: (i) => this.pick(i), chosen, start: this.listStart, onTurn: (start) => { this.listStart = start; this.side.scrollTop = 0; this.showSide(); } };
    if (this.panel === "unfolded" && this.unfolded) { parts.unshift(this.closable(listOf(columns, this.unfolded, { ...paged, title: count(this.unfolded.length) }))); }
    if (this.panel === "keys") { parts.unshift(this.closable(keysOf())); }
    if (this.panel === "list") { parts.unshift(this.closable(listOf(columns, eventsIn(columns, map.selection, map.box), { ...paged, title: `${count(scene.seen)} ${words.inSight}` }))); }
    if (parts.length) { parts.push(make("details", { class: "dl-more", open: isLegendOpen }, make("summary", { text: words.legend }), legend)); } else { parts.push(legend); }
    this.side.replaceChildren(...parts);
    this.side.scrollTop = scroll;
    if (focused && !giveFocus(this.side, focused)) { (this.side.querySelector(".dl-card") ?? this.side.querySelector("button"))?.focus({ preventScroll: true }); }
  }

  closable(element) {
    element.prepend(make("button", { type: "button", class: "dl-plain dl-right", text: words.close, onclick: () => this.closePanel() }));
    return element;
  }

  sketch(kind) {
    this.map.sketch?.cancel?.();
    this.hint.textContent = words[`${kind}Hint`];
    this.hint.hidden = false;
    beginSketch(this.map, kind, (points) => {
      this.hint.hidden = !this.isAsking;
      if (this.isAsking) { this.hint.textContent = words.pointHint; }
      if (points && kind !== "measure") { this.tell("area", { kind, points: points.map(([lon, lat]) => [Number(lon.toFixed(4)), Number(lat.toFixed(4))]) }); }
    });
  }

  find(text) {
    this.results.hidden = false;
    this.results.replaceChildren(make("li", { text: words.searching }));
    this.asking = text;
    this.tell("find", text);
  }

  showFound(found) {
    if (!found || found.text !== this.asking) { return; }
    this.asking = null;
    const go = (place) => { this.results.hidden = true; this.map.found = place; this.map.go({ ...place, zoom: Math.max(place.zoom, this.map.map.getZoom() > place.zoom + 3 ? 0 : place.zoom) }); };
    this.results.replaceChildren(...(found.places.length
      ? found.places.map((place) => make("li", {}, make("button", { type: "button", class: "dl-item", text: place.words, dir: "auto", onclick: () => go(place) })))
      : [make("li", { text: words.nothingFound })]));
    if (found.places.length === 1) { go(found.places[0]); }
  }

  setLayer(name) {
    this.layer = name;
    this.map.setLayer(name);
    this.showSide();
    this.writeSoon();
    tellDrawn(this);
  }

  setNames(names) {
    this.names = names;
    this.map.setNames(names);
    this.writeSoon();
    tellDrawn(this);
  }

  setStyle(name) {
    this.style = name;
    this.update(this.header, this.held);
  }

  async savePicture() {
    const { savePicture } = await import("./picture.js");
    await savePicture(this);
  }

  /** Show the next or the previous saved view, round and round. */
  showView(by) {
    const names = this.header.views;
    if (!names.length) { this.presented.textContent = words.noViews; return; }
    this.viewAt = (((this.viewAt ?? (by > 0 ? -1 : 0)) + by) % names.length + names.length) % names.length;
    this.tell("view", names[this.viewAt]);
  }

  present() {
    if (document.fullscreenElement) { document.exitFullscreen(); return; }
    this.frame.requestFullscreen?.();
  }

  destroy() {
    this.playback.timer && clearInterval(this.playback.timer);
    clearTimeout(this.brushTimer);
    clearTimeout(this.addressTimer);
    this.observer.disconnect();
    this.leaveConnection();
    this.map.destroy();
    this.frame.remove();
  }
}
