// "Save a picture": the map and the timeline as they are, twice as fine, with title, legend, scale, north and attribution.

import { comparedWords } from "./difference.js";
import { make } from "./element.js";
import { ownRow } from "./own_layers.js";
import { wholeLegend } from "./side_panel.js";
import { words } from "./words.js";

const RATIO = 2, PAD = 16, TITLE = 52, LEGEND = 270, FOOT = 40, FOOT_LINE = 13, FOOT_FONT = "10.5px system-ui, sans-serif";
// Longer than this a picture does not wait for tiles.
const LONGEST_MS = 8000;
const INKS = { light: { ground: "#fff", text: "#1d242b", soft: "#4a5157" }, dark: { ground: "#161d23", text: "#e8ecef", soft: "#b7c0c7" } };

/** Give the analyst the picture of what is on screen as a file. */
export async function savePicture({ map, timeline, band, columns, header, credits, selection, shownWords }) {
  const head = [header.title, comparedWords(header.compare) ?? shownWords];
  const blob = await pictureOf({ map, timeline, band, columns, head, credits, range: selection.range });
  const link = make("a", { href: URL.createObjectURL(blob), download: fileName(header.title) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Return a file's name of a project's title and the day, of letters that every system takes. */
function fileName(title) {
  const parts = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `dateline-${parts.join("-").slice(0, 60) || "map"}-${new Date().toISOString().slice(0, 10)}.png`;
}

/** Return a PNG (a Blob) of a view; head is [title, the filter in words], credits one line. */
async function pictureOf({ map, timeline, band, columns, head, credits, range }) {
  const { basemap, isWhole } = await fineBasemap(map);
  const wide = map.width + LEGEND + 3 * PAD, inks = INKS[map.theme] ?? INKS.light, canvas = document.createElement("canvas");
  const said = [words.inSight(map.scene.seen), words.projection, isWhole ? "" : words.tilesMissing, credits].filter(Boolean).join(" · ");
  const legend = wholeLegend({ map, columns });
  // the legend and the sources are whole, however many there are: what has no room beside the map stands below it
  const top = PAD + TITLE, measure = canvas.getContext("2d"), sections = sectionsOf(legend).map((parts) => ({ parts, high: drawLegend(measure, parts, { x: 0, y: 0, inks }) }));
  let room = map.height;
  for (const section of [...sections].sort((a, b) => b.high - a.high)) {
    section.isBeside = room === map.height || section.high <= room;
    if (section.isBeside) { room -= section.high; }
  }
  const beside = sections.filter(({ isBeside }) => isBeside).flatMap(({ parts }) => parts), below = sections.filter(({ isBeside }) => !isBeside).map(({ parts }) => parts);
  const legendHigh = map.height - Math.min(0, room);
  below.push(...map.own.map((layer) => ownRow(layer, { theme: map.theme, range })));
  const body = legendHigh + drawColumns(measure, below, { x: 0, y: 0, width: wide - 2 * PAD, inks });
  const foot = Math.max(FOOT, FOOT_LINE * linesOf(canvas.getContext("2d"), said, wide - 2 * PAD));
  const high = TITLE + body + timeline.canvas.clientHeight + band.high + foot + 3 * PAD;
  canvas.width = wide * RATIO;
  canvas.height = high * RATIO;
  const ctx = canvas.getContext("2d");
  ctx.scale(RATIO, RATIO);
  ctx.fillStyle = inks.ground;
  ctx.fillRect(0, 0, wide, high);
  ctx.fillStyle = inks.text;
  ctx.textBaseline = "top";
  ctx.font = "600 20px system-ui, sans-serif";
  ctx.fillText(cut(ctx, head[0], wide - 2 * PAD), PAD, PAD - 4);
  ctx.font = "13px system-ui, sans-serif";
  ctx.fillText(cut(ctx, head[1], wide - 2 * PAD), PAD, PAD + 24);
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
  drawLegend(ctx, beside, { x: map.width + 2 * PAD, y: top, inks });
  drawColumns(ctx, below, { x: PAD, y: top + legendHigh, width: wide - 2 * PAD, inks });
  const timeHigh = timeline.canvas.clientHeight;
  timeline.drawFine(RATIO, (fine) => ctx.drawImage(fine, PAD, top + body + PAD, Math.min(timeline.width, wide - 2 * PAD), timeHigh));
  if (band.high) { band.drawFine(RATIO, (fine) => ctx.drawImage(fine, PAD, top + body + PAD + timeHigh, Math.min(timeline.width, wide - 2 * PAD), band.high)); }
  ctx.fillStyle = inks.soft;
  ctx.font = FOOT_FONT;
  wrap(ctx, said, { x: PAD, y: high - foot, width: wide - 2 * PAD, line: FOOT_LINE });
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

// A WebGL canvas can be read only in the frame that drew it.
async function fineBasemap(view) {
  const { map } = view, before = map.getPixelRatio();
  map.setPixelRatio(RATIO);
  try {
    // a server that never answers never lets the map be idle: then the picture is of what has come
    const isWhole = await new Promise((resolve) => {
      map.once("idle", () => resolve(true));
      setTimeout(() => resolve(false), LONGEST_MS);
      map.triggerRepaint();
    });
    const basemap = await new Promise((resolve) => {
      map.once("render", () => {
        const source = map.getCanvas(), kept = document.createElement("canvas");
        kept.width = source.width;
        kept.height = source.height;
        kept.getContext("2d").drawImage(source, 0, 0);
        resolve(kept);
      });
      map.triggerRepaint();
    });
    return { basemap, isWhole };
  } finally {
    map.setPixelRatio(before);
  }
}

// A heading and what stands under it stay together.
function sectionsOf(legend) {
  const sections = [];
  for (const part of legend.children) { if (part.tagName === "H3" || !sections.length) { sections.push([]); } sections.at(-1).push(part); }
  return sections;
}

// Sections stand below the map side by side, each in the shortest column; returns how high they are.
function drawColumns(ctx, sections, { x, y, width, inks }) {
  const ends = new Array(Math.max(1, Math.floor(width / LEGEND))).fill(y);
  for (const section of sections) {
    const at = ends.indexOf(Math.min(...ends));
    ends[at] = drawLegend(ctx, section, { x: x + at * LEGEND, y: ends[at] + PAD / 2, inks });
  }
  return Math.max(...ends) - y;
}

// Returns where the legend's parts end.
function drawLegend(ctx, parts, { x, y, inks }) {
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  for (const part of parts) {
    if (part.tagName === "UL") {
      for (const item of part.children) {
        const picture = item.querySelector("canvas"), size = parseFloat(picture.style.width), line = y + size / 2 - 7;
        ctx.drawImage(picture, x, y, size, size);
        ctx.fillStyle = inks.text;
        ctx.font = "12.5px system-ui, sans-serif";
        const words = [...item.querySelectorAll("span")].map((span) => span.textContent);
        const end = wrap(ctx, words[0], { x: x + Math.max(size, 24) + 6, y: line, width: LEGEND - 80, line: 15 });
        if (words[1]) { ctx.textAlign = "right"; ctx.fillText(words[1], x + LEGEND - PAD, line); ctx.textAlign = "left"; }
        y = Math.max(y + Math.max(20, size + 2), end + 3);
      }
    } else {
      ctx.fillStyle = part.tagName === "H3" ? inks.text : inks.soft;
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
