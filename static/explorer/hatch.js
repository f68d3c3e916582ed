// Hatching in neutral ink with a halo: it says "look out" over any colour below it, and is no colour that could be read as a count.

const FINE = 2;
const INKS = { light: ["#1d242b", "rgba(255,255,255,.8)", "#e4e6e1"], dark: ["#f2f4f5", "rgba(8,13,18,.75)", "#27323b"], print: ["#000", "rgba(255,255,255,.9)", "#fff"] };
// Softer over a colour that is to be read itself.
const SOFT = { light: ["rgba(66,72,78,.8)", "rgba(255,255,255,.3)"], dark: ["rgba(226,231,235,.7)", "rgba(0,0,0,.3)"], print: ["rgba(50,50,50,.85)", "rgba(255,255,255,.35)"] };
const tiles = new Map();

/** Return [ink, halo, ground] of a map style. */
export const hatchInks = (theme) => INKS[theme] ?? INKS.light;

/**
 * Return a pattern of slanted lines to fill with.
 *
 * gap: pixels from line to line along an edge; rises: whether they rise to the right; soft: grey, over a colour; at: the pixel to which the lines are tied, so that they move with the map.
 */
export function hatchOf(ctx, theme, { gap, width = 1.3, rises = true, soft = false, at = [0, 0] }) {
  const key = `${theme} ${gap} ${width} ${rises} ${soft}`;
  if (!tiles.has(key)) { tiles.set(key, tileOf(inksOf(theme, soft), { size: gap * FINE, width: width * FINE, rises })); }
  const pattern = ctx.createPattern(tiles.get(key), "repeat");
  pattern.setTransform(new DOMMatrix().translate(at[0] % gap, at[1] % gap).scale(1 / FINE));
  return pattern;
}

function tileOf([ink, halo], { size, width, rises }) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const g = tile.getContext("2d");
  for (const [wide, colour] of [[width * 2.6, halo], [width, ink]]) {
    g.lineWidth = wide;
    g.strokeStyle = colour;
    g.beginPath();
    for (const from of [-size, 0, size]) {
      if (rises) { g.moveTo(from - size, 2 * size); g.lineTo(from + 2 * size, -size); } else { g.moveTo(from - size, -size); g.lineTo(from + 2 * size, 2 * size); }
    }
    g.stroke();
  }
  return tile;
}

const inksOf = (theme, soft) => (soft ? SOFT[theme] ?? SOFT.light : hatchInks(theme));

/** Fill and outline the path that is on the canvas. */
export function hatchPath(ctx, theme, options) {
  const [ink, halo] = inksOf(theme, options.soft);
  ctx.fillStyle = hatchOf(ctx, theme, options);
  ctx.fill("evenodd");
  for (const [width, colour] of [[3, halo], [1.2, ink]]) {
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
}
