// The small pictures of a legend.

import { make } from "./element.js";

/** Draw a sign: draw(ctx, half its size) in pixels, as fine as the screen. */
export function signOf(draw, size = 22) {
  const canvas = make("canvas", { class: "dl-sign", "aria-hidden": "true" }), ratio = window.devicePixelRatio || 1;
  canvas.width = canvas.height = size * ratio;
  canvas.style.width = canvas.style.height = `${size}px`;
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  draw(ctx, size / 2);
  return canvas;
}
