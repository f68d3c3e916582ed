// What a hand does on the map: it points, clicks, draws, and says where an event was.

import { extentOf } from "./extent.js";
import { toLat, toLon } from "./mercator.js";
import { hitTip } from "./side_panel.js";
import { beginSketch } from "./sketch.js";
import { words } from "./words.js";

// So near to what was meant a click is, in pixels.
const CLICK_PX = 4, EARTH_M = 40_075_017;
// As fine as the filter keeps corners: a tenth of a metre.
const DECIMALS = 6;

export class Hands {
  constructor(explorer) {
    Object.assign(this, { explorer, isAsking: false });
  }

  hover(hit, point) {
    this.explorer.tip.hidden = !hit;
    if (!hit) { return; }
    this.explorer.tip.replaceChildren(hitTip(this.explorer.columns, hit, this.explorer.map));
    // towards the middle: a tip of many lines is not cut at the edge
    const { width, height } = this.explorer.map, isRight = point.x > width / 2, isLow = point.y > height / 2;
    this.explorer.tip.style.transform = `translate(${point.x + (isRight ? -14 : 14)}px, ${point.y + (isLow ? -12 : 12)}px) translate(${isRight ? -100 : 0}%, ${isLow ? -100 : 0}%)`;
  }

  click(hit, point) {
    this.explorer.tip.hidden = true;
    if (this.explorer.header?.asks_point) { this.tellPoint(point); return; }
    if (!hit) { return; }
    if (hit.cell?.code) { this.explorer.tell("province", hit.cell.code); return; }
    if (hit.cell?.people) { const [x0, y0, x1, y1] = hit.cell.shape.box; this.explorer.map.fit([toLon(x0), toLat(y1), toLon(x1), toLat(y0)]); return; }
    if (hit.mark) { this.explorer.pick(hit.mark.i); return; }
    const { columns } = this.explorer, { items, spread } = hit.ring ?? hit.cell;
    if (spread * this.explorer.map.scale > 2 && this.explorer.map.map.getZoom() < 14) {
      this.explorer.map.fit(extentOf(columns, items), { nearest: this.explorer.map.map.getZoom() + 4 });
      return;
    }
    this.explorer.side.unfold(items);
  }

  // Where an event is to be placed: as exact as the pixels are at this zoom.
  tellPoint({ lng: lon, lat }) {
    const metres = (CLICK_PX * EARTH_M * Math.cos((lat * Math.PI) / 180)) / this.explorer.map.scale;
    this.explorer.map.found = { lon, lat };
    this.explorer.map.draw();
    this.explorer.tell("point", { lon: Number(lon.toFixed(5)), lat: Number(lat.toFixed(5)), radius_m: Math.ceil(metres) });
  }

  showAsking() {
    const asks = Boolean(this.explorer.header.asks_point);
    if (asks === Boolean(this.isAsking)) { return; }
    this.isAsking = asks;
    this.explorer.hint.textContent = asks ? words.pointHint : "";
    this.explorer.hint.hidden = !asks;
    if (!asks) { this.explorer.map.found = null; }
  }

  /** Begin to draw a box, an area ("lasso") or a line that is measured; a tool that is on is left. */
  sketch(kind) {
    const { map, hint } = this.explorer, wasOn = map.sketch?.kind === kind;
    map.sketch?.cancel();
    if (wasOn) { return; }
    // the line that was measured before goes
    map.measured = null;
    hint.textContent = words[`${kind}Hint`];
    hint.hidden = false;
    this.press(kind);
    beginSketch(map, kind, (points) => {
      this.press(null);
      hint.hidden = !this.isAsking;
      if (this.isAsking) { hint.textContent = words.pointHint; }
      if (points && kind !== "measure") { this.explorer.tell("area", { kind, points: points.map(([lon, lat]) => [Number(lon.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))]) }); }
    });
  }

  // The tool that is on says so.
  press(kind) {
    for (const [name, button] of Object.entries(this.explorer.sketchButtons)) { button.setAttribute("aria-pressed", String(name === kind)); }
  }

  /** Escape on the map or its tools takes a measured line away. */
  key(e) {
    const { map } = this.explorer;
    if (e.key !== "Escape" || !map.measured) { return; }
    e.preventDefault();
    map.measured = null;
    map.draw();
  }

  destroy() {
    this.explorer.map.sketch?.cancel();
  }
}
