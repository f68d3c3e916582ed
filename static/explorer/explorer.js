// Map, timeline and side panel of one page, linked: what one of them is told, the others show without asking the server.

import { Views, readAddress } from "./address.js";
import { watchConnection } from "./connection.js";
import { NOTATIONS, pointWords } from "./coordinates.js";
import { dayOf, isoOf, spanWords } from "./days.js";
import { comparedDays, shownSelection } from "./difference.js";
import { icon } from "./element.js";
import { eventsExtent } from "./extent.js";
import { Finder } from "./finder.js";
import { layOut } from "./frame.js";
import { Hands } from "./hands.js";
import { tellDrawn } from "./hook.js";
import { answerView, pageTheme, showGround, showTrouble, takeLooks } from "./looks.js";
import { MapView } from "./map_view.js";
import { creditOf } from "./own_layers.js";
import { Playback } from "./playback.js";
import { Presentation } from "./presentation.js";
import { peopledLayer } from "./rates.js";
import { Selection } from "./selection.js";
import { Side } from "./side.js";
import { SilenceBand } from "./silence.js";
import { Timeline } from "./timeline.js";
import { Whereabouts } from "./whereabouts.js";
import { count, eventWords, mostWords, reportWords, timelineWords, words } from "./words.js";

// Python hears what was brushed once the hand rests.
const REST_MS = 280;
// The legend follows a span that is dragged or played, but not at every frame.
const SIDE_MS = 500;
// The darkest types' colour cannot be seen on a dark ground.
const BLACK = "#1a1a1a", ON_DARK = "#f2f4f5";

export class Explorer {
  constructor(root, { maplibre, base, tell }) {
    Object.assign(this, { root, base, tell, selection: new Selection(), views: new Views(), brushTimes: [], drawMs: 0, notation: 0 });
    const asked = readAddress();
    this.hands = new Hands(this);
    this.presentation = new Presentation(this);
    this.whereabouts = new Whereabouts(this, asked.view ?? null);
    this.style = asked.style ?? null;
    this.layer = asked.layer ?? "events";
    this.names = asked.names ?? "latin";
    layOut(this);
    this.map = new MapView(this.mapBox, maplibre, {
      base, start: asked.view ?? { lon: 15, lat: 20, zoom: 1.2 }, theme: this.theme,
      hears: {
        moved: () => this.moved(), drawn: (ms) => { this.drawMs = ms; }, pointed: (lon, lat) => this.point(lon, lat), ground: (works) => showTrouble(this, !works),
        picked: (hit, event, point) => this.hands.click(hit, point), hovered: (hit, point) => this.hands.hover(hit, point),
      },
    });
    this.side = new Side(this, this.sideBox);
    this.finder = new Finder({ map: this.map, field: this.search, box: this.found, ask: (text) => this.tell("find", { text }) });
    this.timeline = new Timeline(this.timeBox, {
      onBrush: (range, done) => this.brush(range, done), onPick: (i) => this.pick(i),
      words: { events: count, event: eventWords, timeline: timelineWords, most: mostWords, reports: reportWords, undated: words.undated },
    });
    this.band = new SilenceBand(this.timeBox, this.timeline);
    this.timeline.onCounted = () => this.band.draw();
    this.playback = new Playback(this.timeline, { moved: (range) => this.brush(range, false), stopped: (range) => { this.brush(range, true); this.showPlay(); } });
    this.observer = new ResizeObserver(() => { this.map.map.resize(); this.timeline.refresh(this.map.box); });
    this.observer.observe(this.mapBox);
    const surface = this.map.map.getCanvas();
    surface.setAttribute("role", "application");
    surface.setAttribute("aria-label", `${words.map}. ${words.mapHelp}`);
    this.leaveConnection = watchConnection({ lost: () => this.loseServer(), back: () => { this.lost.textContent = ""; this.whereabouts.keepOver(); } });
  }

  get theme() {
    return this.style || pageTheme(this.root);
  }

  /** Take what Python says now. */
  update(header, held) {
    const { columns, mask, reports, own, silence, other } = held, isNewData = this.columns !== columns;
    this.held = held;
    this.columns = columns;
    this.header = header;
    takeLooks(this, header.go);
    this.frame.dataset.theme = this.theme;
    this.frame.classList.toggle("dl-set-off", (this.theme === "dark") !== (pageTheme(this.root) === "dark"));
    this.styleSelect.value = this.style ?? "";
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
    this.timeline.setData(columns, this.selection, reports, header.statuses);
    this.whereabouts.restore(header);
    this.whereabouts.place(header);
    // A run that changed neither events, filter, days nor looks (a card opened, a menu) counts nothing anew: of a million events that takes time.
    const counted = [columns.token, mask.token, header.certain, header.statuses, this.selection.range, header.reports, this.layer, this.theme, header.compare?.side, header.compare?.token, header.compare?.days, this.layer === "rates" && own.map((layer) => layer.id)].join(" ");
    if (counted !== this.counted) {
      this.counted = counted;
      this.map.setData(columns, shownSelection(columns, this.selection, other));
      this.timeline.refresh(this.map.box);
    } else {
      this.map.draw();
    }
    this.band.show(silence);
    this.side.update(header.card);
    this.showDays();
    this.finder.show(header.found);
    this.hands.showAsking();
    this.presentation.say();
    if (header.chosen >= 0 && header.chosen !== this.broughtItem) { this.map.bring(header.chosen); }
    this.broughtItem = header.chosen;
    this.whereabouts.writeSoon();
    answerView(this, header.asks_view);
    tellDrawn(this);
  }

  loseServer() {
    this.lost.textContent = words.lost;
  }

  say() {
    const days = this.days.textContent;
    this.said.textContent = [this.sight.textContent, days].filter(Boolean).join(" · ");
  }

  async loadRows(more) {
    if (!this.world) {
      const reply = await fetch(`${this.base}/basemap/labels.json`);
      this.world = reply.ok ? await reply.json() : [];
    }
    this.map.setRows([...more, ...this.world]);
  }

  /** Zoom to the events that the filter and the days let through. */
  fit({ animate = true } = {}) {
    this.map.fit(eventsExtent(this.columns, shownSelection(this.columns, this.selection, this.held.other)), { animate });
  }

  moved() {
    const view = this.map.view;
    if (!this.isStepping) { this.views.note(view); }
    this.isStepping = false;
    if (this.header) { this.whereabouts.note(this.header.project, view); }
    this.backButton.disabled = !this.views.canStep(-1);
    this.forwardButton.disabled = !this.views.canStep(1);
    if (!this.columns) { return; }
    this.timeline.refresh(this.map.box);
    if (this.side.panel !== "card" || !this.side.card) { this.side.show(); }
    this.showSight();
    this.say();
    this.presentation.say();
    this.whereabouts.writeSoon();
    tellDrawn(this);
  }

  step(by) {
    const view = this.views.step(by);
    if (view) { this.isStepping = true; this.map.go(view); }
  }

  get shownWords() {
    const range = this.selection.range;
    return [range ? spanWords(...range) : "", this.header.filter_words].filter(Boolean).join(" · ") || words.allEvents;
  }

  get credits() {
    const { ground } = this.header;
    return [...(ground ? [`${ground.name}: ${ground.credit}`] : []), ...this.map.own.map(creditOf), this.header.credits].join(" · ");
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
    if (!done && performance.now() - (this.sideShown ?? 0) > SIDE_MS) { this.sideShown = performance.now(); this.side.show(); }
    clearTimeout(this.brushTimer);
    this.brushTimer = null;
    if (done) {
      this.side.show();
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
    this.days.textContent = comparedDays(this.header.compare, range) ?? (range ? spanWords(...range) : "");
    this.allDays.hidden = !range;
  }

  showSight() {
    const { scene, compared } = this.map, side = compared ? ` (${compared.side === "side-b" ? "B" : "A"})` : "";
    this.sight.textContent = scene ? `${words.inSight(scene.seen)}${side}` : "";
  }

  point(lon, lat) {
    this.lastPoint = [lon, lat];
    this.status.textContent = pointWords(lon, lat, NOTATIONS[this.notation]);
  }

  pick(i) {
    this.side.awaitCard();
    this.map.chosen = i;
    this.map.draw();
    this.tell("pick", { position: i, token: this.columns.token });
  }

  setLayer(name) {
    this.layer = name;
    this.map.setLayer(name);
    this.side.show();
    this.presentation.say();
    this.whereabouts.writeSoon();
    tellDrawn(this);
  }

  setNames(names) {
    this.names = names;
    this.map.setNames(names);
    this.presentation.say();
    this.whereabouts.writeSoon();
    tellDrawn(this);
  }

  /** Draw the map in a style, or as the browser asks (""). */
  setStyle(name) {
    this.style = name || null;
    this.update(this.header, this.held);
  }

  async savePicture() {
    const { savePicture } = await import("./picture.js");
    await savePicture(this);
  }

  destroy() {
    this.playback.timer && clearInterval(this.playback.timer);
    clearTimeout(this.brushTimer);
    this.whereabouts.destroy();
    this.observer.disconnect();
    this.leaveConnection();
    this.presentation.destroy();
    this.hands.destroy();
    this.map.destroy();
    this.frame.remove();
  }
}
