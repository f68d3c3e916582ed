// A scale bar that is right for the latitude in the middle of the map, and a sign of where north is.

import { unitsPerMetre } from "./mercator.js";

const WIDEST_PX = 110;

/** Return the longest round length that fits, and its width in pixels: {metres, px, words}. */
export function scaleFor(lat, scale) {
  const perMetre = unitsPerMetre(lat) * scale, most = WIDEST_PX / perMetre, power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 3, 2, 1].map((step) => step * power).find((length) => length <= most);
  return { metres, px: metres * perMetre, words: metres >= 1000 ? `${(metres / 1000).toLocaleString("en")} km` : `${metres} m` };
}

/** Draw the bar with its lower left corner at a point of a canvas. */
export function drawScale(ctx, x, y, { lat, scale, ink, halo }) {
  const bar = scaleFor(lat, scale);
  ctx.lineWidth = 5;
  ctx.strokeStyle = halo;
  for (const pass of [0, 1]) {
    if (pass) { ctx.lineWidth = 2; ctx.strokeStyle = ink; }
    ctx.beginPath();
    ctx.moveTo(x, y - 6);
    ctx.lineTo(x, y);
    ctx.lineTo(x + bar.px, y);
    ctx.lineTo(x + bar.px, y - 6);
    ctx.stroke();
  }
  ctx.font = "600 11px system-ui, sans-serif";
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.lineWidth = 3;
  ctx.strokeStyle = halo;
  ctx.strokeText(bar.words, x + 5, y - 3);
  ctx.fillStyle = ink;
  ctx.fillText(bar.words, x + 5, y - 3);
}

/** Draw an arrow to the north, its foot at a point. */
export function drawNorth(ctx, x, y, { ink, halo }) {
  ctx.beginPath();
  ctx.moveTo(x, y - 26);
  ctx.lineTo(x + 7, y - 8);
  ctx.lineTo(x, y - 12);
  ctx.lineTo(x - 7, y - 8);
  ctx.closePath();
  ctx.lineWidth = 3;
  ctx.strokeStyle = halo;
  ctx.stroke();
  ctx.fillStyle = ink;
  ctx.fill();
  ctx.font = "700 11px system-ui, sans-serif";
  ctx.textAlign = "center";
  ctx.textBaseline = "bottom";
  ctx.strokeText("N", x, y + 5);
  ctx.fillText("N", x, y + 5);
}
