// What is drawn by hand on the map: an area round events, a box, or a line that is measured.

import { distanceM, toX, toY } from "./mercator.js";

const CLOSE_PX = 3;
// A finger that taps twice does not hit the same pixel.
const TAP_PX = 16, TAP_MS = 500;
// By keyboard a cross is moved so far at a press, with Shift a little.
const STEP_PX = 24, FINE_PX = 4, CROSS_PX = 9;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Begin a sketch of a kind; done(points as [lon, lat] or null) is told how it ends. */
export function beginSketch(view, kind, done) {
  const points = [], map = view.map, surface = map.getCanvasContainer();
  let cursor = null, dragging = false, isByKeys = false, tapped = null;
  // what is drawn ends at the map's edge, where the hand may go on
  const pixel = (e) => { const box = view.root.getBoundingClientRect(); return [Math.max(0, Math.min(view.width, e.clientX - box.left)), Math.max(0, Math.min(view.height, e.clientY - box.top))]; };
  const lonLat = (e) => { const at = map.unproject(pixel(e)); return [at.lng, at.lat]; };
  const end = (result, clickMs = 0) => {
    for (const [name, listener] of listeners) { surface.removeEventListener(name, listener, true); }
    window.removeEventListener("keydown", key, true);
    surface.style.touchAction = "";
    map.dragPan.enable();
    view.sketch = null;
    swallowClick(surface, clickMs);
    // the press that ended the sketch is no double click on the map
    setTimeout(() => { if (!view.sketch) { map.doubleClickZoom.enable(); } }, TAP_MS);
    // A measured line stays until the next is drawn.
    view.measured = kind === "measure" ? result : view.measured;
    view.draw();
    done(result);
  };
  const boxOf = (a, b) => {
    const isBox = Math.abs(a[0] - b[0]) > 1e-6 && Math.abs(a[1] - b[1]) > 1e-6;
    return isBox ? [[Math.min(a[0], b[0]), Math.min(a[1], b[1])], [Math.max(a[0], b[0]), Math.max(a[1], b[1])]] : null;
  };
  const key = (e) => {
    if (e.key === "Escape") { e.stopPropagation(); end(null); return; }
    if (/^(input|select|textarea)$/.test(e.composedPath()[0].localName) || e.ctrlKey || e.altKey || e.metaKey) { return; }
    if (e.key in ARROWS) { stop(e); moveCross(ARROWS[e.key], e.shiftKey ? FINE_PX : STEP_PX); }
    if (e.key === "Enter") { stop(e); if (isByKeys) { setPoint(); } else { moveCross([0, 0], 0); } }
    if (e.key === "Backspace" && isByKeys) { stop(e); points.pop(); view.draw(); }
  };
  const moveCross = ([right, down], step) => {
    const at = cursor ? map.project(cursor) : { x: view.width / 2, y: view.height / 2 };
    const here = map.unproject([Math.max(1, Math.min(view.width - 1, at.x + right * step)), Math.max(1, Math.min(view.height - 1, at.y + down * step))]);
    isByKeys = true;
    cursor = [here.lng, here.lat];
    view.hears.pointed(here.lng, here.lat);
    view.draw();
  };
  const setPoint = () => {
    if (kind === "box" && points.length) { end(boxOf(points[0], cursor)); return; }
    const last = points.length ? map.project(points[points.length - 1]) : null, here = map.project(cursor);
    const isTwice = last && Math.hypot(last.x - here.x, last.y - here.y) < CLOSE_PX;
    if (!isTwice) { points.push(cursor); view.draw(); return; }
    if (points.length >= (kind === "lasso" ? 3 : 2)) { end([...points]); }
  };
  const down = (e) => {
    if (e.button) { return; }
    stop(e);
    if (!e.isPrimary) { return; }
    if (kind === "measure") {
      if (isTappedTwice(e)) { end(points.length > 1 ? [...points] : null, TAP_MS); return; }
      points.push(lonLat(e));
    } else {
      dragging = true;
      // a hand that leaves the map while it draws still draws
      surface.setPointerCapture(e.pointerId);
      points.splice(0, points.length, lonLat(e));
    }
    view.draw();
  };
  const isTappedTwice = (e) => {
    if (e.pointerType !== "touch") { return false; }
    const [px, py] = pixel(e), before = tapped;
    tapped = { px, py, at: e.timeStamp };
    return before !== null && e.timeStamp - before.at < TAP_MS && Math.hypot(px - before.px, py - before.py) < TAP_PX;
  };
  const move = (e) => {
    if (!e.isPrimary) { return; }
    cursor = lonLat(e);
    isByKeys = false;
    if (dragging && kind === "lasso") {
      const last = map.project(points[points.length - 1]), here = map.project(cursor);
      if (Math.hypot(last.x - here.x, last.y - here.y) > CLOSE_PX) { points.push(cursor); }
    }
    if (dragging) { stop(e); }
    view.draw();
  };
  const up = (e) => {
    if (!dragging || !e.isPrimary) { return; }
    stop(e);
    dragging = false;
    if (kind === "box") {
      end(boxOf(points[0], lonLat(e)));
    } else if (kind === "lasso") {
      end(points.length > 2 ? thinned(points, (point) => map.project(point)) : null);
    }
  };
  const twice = (e) => { stop(e); if (kind === "measure") { end(points.length > 1 ? points : null); } };
  const click = (e) => stop(e);
  // the system has taken the pointer for something else
  const cancelled = (e) => { if (e.isPrimary) { end(null); } };
  const listeners = [["pointerdown", down], ["pointermove", move], ["pointerup", up], ["pointercancel", cancelled], ["dblclick", twice], ["click", click], ["mousedown", stop]];
  for (const [name, listener] of listeners) { surface.addEventListener(name, listener, true); }
  window.addEventListener("keydown", key, true);
  // a finger draws, and does not scroll the page
  surface.style.touchAction = "none";
  map.dragPan.disable();
  map.doubleClickZoom.disable();
  const shape = () => {
    if (kind === "box" && points.length && cursor) { const [a, b] = [points[0], cursor]; return [a, [b[0], a[1]], b, [a[0], b[1]], a]; }
    return cursor && (kind === "measure" || isByKeys) ? [...points, cursor] : points;
  };
  const draw = (ctx, project, theme) => {
    drawLine(ctx, project, theme, shape(), kind !== "measure");
    if (isByKeys) { drawCross(ctx, project(toX(cursor[0]), toY(cursor[1])), theme); }
  };
  view.sketch = { kind, draw, cancel: () => end(null) };
  view.draw();
}

// A hand draws more points than anyone means, and the address would carry them all: what lies within three pixels of the line goes.
function thinned(points, toPx) {
  const px = points.map(toPx), kept = new Set([0, points.length - 1]), open = [[0, points.length - 1]];
  while (open.length) {
    const [a, b] = open.pop();
    const dx = px[b].x - px[a].x, dy = px[b].y - px[a].y, long = Math.hypot(dx, dy);
    let far = -1, most = CLOSE_PX;
    for (let i = a + 1; i < b; i += 1) {
      const away = long ? Math.abs(dx * (px[a].y - px[i].y) - (px[a].x - px[i].x) * dy) / long : Math.hypot(px[i].x - px[a].x, px[i].y - px[a].y);
      if (away > most) { most = away; far = i; }
    }
    if (far > 0) { kept.add(far); open.push([a, far], [far, b]); }
  }
  return points.filter((_, i) => kept.has(i));
}

// The click that comes of the press that ended a sketch chooses nothing.
function swallowClick(surface, ms) {
  surface.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => surface.removeEventListener("click", stop, true), ms);
}

function stop(e) {
  e.stopPropagation();
  e.preventDefault();
}

function drawCross(ctx, [px, py], theme) {
  for (const [width, colour] of [[5, theme === "dark" ? "#10202b" : "#fff"], [2, theme === "dark" ? "#ffd166" : "#0b5c8a"]]) {
    ctx.beginPath();
    ctx.moveTo(px - CROSS_PX, py);
    ctx.lineTo(px + CROSS_PX, py);
    ctx.moveTo(px, py - CROSS_PX);
    ctx.lineTo(px, py + CROSS_PX);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
}

/** Draw a line through [lon, lat] points; an open one says how long it is so far. */
export function drawLine(ctx, project, theme, points, isArea = false) {
  if (!points.length) { return; }
  const ink = theme === "dark" ? "#ffd166" : "#0b5c8a";
  ctx.beginPath();
  points.forEach(([lon, lat], at) => { const [px, py] = project(toX(lon), toY(lat)); if (at) { ctx.lineTo(px, py); } else { ctx.moveTo(px, py); } });
  if (isArea) { ctx.fillStyle = theme === "dark" ? "rgba(255,209,102,.12)" : "rgba(11,92,138,.1)"; ctx.fill(); }
  ctx.lineWidth = 2;
  ctx.strokeStyle = ink;
  ctx.setLineDash(isArea ? [6, 4] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (isArea || points.length < 2) { return; }
  let metres = 0;
  for (let at = 1; at < points.length; at += 1) { metres += distanceM(...points[at - 1], ...points[at]); }
  const [px, py] = project(toX(points[points.length - 1][0]), toY(points[points.length - 1][1]));
  const said = metres >= 10000 ? `${Math.round(metres / 1000).toLocaleString("en")} km` : metres >= 1000 ? `${(metres / 1000).toFixed(1)} km` : `${Math.round(metres)} m`;
  ctx.font = "600 12px system-ui, sans-serif";
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme === "dark" ? "rgba(0,0,0,.8)" : "rgba(255,255,255,.9)";
  ctx.strokeText(said, px + 10, py - 10);
  ctx.fillStyle = ink;
  ctx.fillText(said, px + 10, py - 10);
}
