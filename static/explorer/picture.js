// "Save a picture": the map and the timeline as they are, twice as fine, with title, legend, scale, north and attribution.

import { make } from "./element.js";
import { ownRow } from "./own_layers.js";
import { wholeLegend } from "./side_panel.js";
import { count } from "./words.js";

const RATIO = 2, PAD = 16, TITLE = 52, LEGEND = 270, FOOT = 40, FOOT_LINE = 13, FOOT_FONT = "10.5px system-ui, sans-serif";

/** Return a PNG (a Blob) of a view; head is [title, the filter in words], credits one line. */
export async function pictureOf({ map, timeline, band, columns, head, credits, range }) {
  const { theme } = timeline, wide = map.width + LEGEND + 3 * PAD, canvas = document.createElement("canvas"), said = `${count(map.scene.seen)} in sight · WGS 84, Web Mercator · ${credits}`;
  const legend = wholeLegend({ map, timeline, columns });
  // the legend and the sources are whole, however many there are
  const top = PAD + TITLE, legendHigh = Math.max(map.height, drawLegend(canvas.getContext("2d"), legend, 0, 0));
  const own = map.own.map((layer) => make("div", {}, ...ownRow(layer, { theme: map.theme, range })));
  const body = legendHigh + drawColumns(canvas.getContext("2d"), own, { x: 0, y: 0, width: wide - 2 * PAD });
  const foot = Math.max(FOOT, FOOT_LINE * linesOf(canvas.getContext("2d"), said, wide - 2 * PAD));
  const high = TITLE + body + timeline.canvas.clientHeight + band.high + foot + 3 * PAD;
  canvas.width = wide * RATIO;
  canvas.height = high * RATIO;
  const ctx = canvas.getContext("2d");
  ctx.scale(RATIO, RATIO);
  ctx.fillStyle = "#fff";
  ctx.fillRect(0, 0, wide, high);
  ctx.fillStyle = "#1d242b";
  ctx.textBaseline = "top";
  ctx.font = "600 20px system-ui, sans-serif";
  ctx.fillText(cut(ctx, head[0], wide - 2 * PAD), PAD, PAD - 4);
  ctx.font = "13px system-ui, sans-serif";
  ctx.fillText(cut(ctx, head[1], wide - 2 * PAD), PAD, PAD + 24);
  const basemap = await fineBasemap(map);
  ctx.drawImage(basemap, PAD, top, map.width, map.height);
  ctx.save();
  ctx.beginPath();
  ctx.rect(PAD, top, map.width, map.height);
  ctx.clip();
  ctx.translate(PAD, top);
  map.drawOn(ctx);
  ctx.restore();
  ctx.strokeStyle = "#9aa4ab";
  ctx.lineWidth = 1;
  ctx.strokeRect(PAD, top, map.width, map.height);
  drawLegend(ctx, legend, map.width + 2 * PAD, top);
  drawColumns(ctx, own, { x: PAD, y: top + legendHigh, width: wide - 2 * PAD });
  timeline.paintIn("light");  // the picture's ground is white
  ctx.drawImage(timeline.canvas, PAD, top + body + PAD, Math.min(timeline.width, wide - 2 * PAD), timeline.canvas.clientHeight);
  timeline.paintIn(theme);
  if (band.high) {
    band.draw("print");
    ctx.drawImage(band.canvas, PAD, top + body + PAD + timeline.canvas.clientHeight, Math.min(timeline.width, wide - 2 * PAD), band.high);
    band.draw();
  }
  ctx.fillStyle = "#4a5157";
  ctx.font = FOOT_FONT;
  wrap(ctx, said, { x: PAD, y: high - foot, width: wide - 2 * PAD, line: FOOT_LINE });
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

// A WebGL canvas can be read only in the frame that drew it.
async function fineBasemap(view) {
  const { map } = view, before = map.getPixelRatio();
  map.setPixelRatio(RATIO);
  const copy = await new Promise((resolve) => {
    map.once("idle", () => {
      map.once("render", () => {
        const source = map.getCanvas(), kept = document.createElement("canvas");
        kept.width = source.width;
        kept.height = source.height;
        kept.getContext("2d").drawImage(source, 0, 0);
        resolve(kept);
      });
      map.triggerRepaint();
    });
    map.triggerRepaint();
  });
  map.setPixelRatio(before);
  return copy;
}

// One's own layers stand below the map, side by side; returns how high they are.
function drawColumns(ctx, legends, { x, y, width }) {
  const columns = Math.max(1, Math.floor(width / LEGEND));
  let high = 0;
  for (let first = 0; first < legends.length; first += columns) {
    const row = legends.slice(first, first + columns);
    high = Math.max(...row.map((legend, at) => drawLegend(ctx, legend, x + at * LEGEND, y + high + PAD / 2))) - y;
  }
  return high;
}

// Returns where the legend ends.
function drawLegend(ctx, legend, x, y) {
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  for (const part of legend.children) {
    if (part.tagName === "UL") {
      for (const item of part.children) {
        const picture = item.querySelector("canvas"), size = parseFloat(picture.style.width);
        ctx.drawImage(picture, x, y, size, size);
        ctx.fillStyle = "#1d242b";
        ctx.font = "12.5px system-ui, sans-serif";
        const words = [...item.querySelectorAll("span")].map((span) => span.textContent);
        ctx.fillText(cut(ctx, words[0], LEGEND - 80), x + Math.max(size, 24) + 6, y + size / 2 - 7);
        if (words[1]) { ctx.textAlign = "right"; ctx.fillText(words[1], x + LEGEND - PAD, y + size / 2 - 7); ctx.textAlign = "left"; }
        y += Math.max(20, size + 2);
      }
    } else {
      ctx.fillStyle = part.tagName === "H3" ? "#1d242b" : "#4a5157";
      ctx.font = part.tagName === "H3" ? "600 13px system-ui, sans-serif" : "11px system-ui, sans-serif";
      y = wrap(ctx, part.textContent, { x, y: y + 6, width: LEGEND - PAD, line: 15 }) + 4;
    }
  }
  return y;
}

function linesOf(ctx, text, width) {
  ctx.font = FOOT_FONT;
  return wrap(ctx, text, { x: 0, y: 0, width, line: 1 });
}

function wrap(ctx, text, { x, y, width, line }) {
  let row = "";
  for (const word of text.split(" ")) {
    const next = row ? `${row} ${word}` : word;
    if (ctx.measureText(next).width > width && row) { ctx.fillText(row, x, y); y += line; row = word; } else { row = next; }
  }
  ctx.fillText(row, x, y);
  return y + line;
}

function cut(ctx, text, width) {
  if (ctx.measureText(text).width <= width) { return text; }
  let end = text.length;
  while (end > 1 && ctx.measureText(`${text.slice(0, end)}…`).width > width) { end -= 1; }
  return `${text.slice(0, end)}…`;
}
