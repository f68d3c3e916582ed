// The basemap's names: greedy, by rank; none stands on a mark, on another name or over the map's edge.

const MOST = 90;
const INKS = {
  light: { country: "#8a7f70", place: "#3d3a36", halo: "rgba(255,255,255,.85)" },
  dark: { country: "#8d98a3", place: "#cfd6dc", halo: "rgba(20,26,32,.85)" },
  print: { country: "#666", place: "#222", halo: "rgba(255,255,255,.9)" },
};

/**
 * Choose the names of a view and where each stands beside its place.
 *
 * rows: [name, lon, lat, kind, rank (smaller first), first zoom level, world x, world y]; taken: boxes that no name may cover.
 */
export function chooseLabels(ctx, rows, { project, zoom, width, height, taken }) {
  const chosen = [], seen = new Set(), written = [];
  const inside = rows.filter((row) => {
    if (zoom + 1.3 < row[5] || (row[3] === "country" && zoom > 6)) { return false; }
    const [px, py] = project(row[6], row[7]);
    return px > -20 && px < width + 20 && py > -20 && py < height + 20;
  });
  for (const row of inside.sort((a, b) => a[4] - b[4])) {
    const country = row[3] === "country", text = country ? row[0].toUpperCase() : row[0];
    if (seen.has(row[0])) { continue; }
    const [px, py] = project(row[6], row[7]);
    ctx.font = fontOf(row[3]);
    const wide = ctx.measureText(text).width, half = -wide / 2;
    const near = [[6, 0], [14, 0], [-6 - wide, 0], [-14 - wide, 0], [half, -17], [half, 17]];
    const spots = country ? [[half, 0]] : row[3] === "city" ? [...near, [half, -27], [half, 27]] : near;
    if (!country && written.some((b) => px + 3 > b[0] && px - 3 < b[2] && py + 3 > b[1] && py - 3 < b[3])) { continue; }
    const boxOf = ([dx, dy]) => [px + dx - 5, py + dy - 9, px + dx + wide + 5, py + dy + 9];
    const free = (b) => taken.every((t) => b[2] < t[0] || b[0] > t[2] || b[3] < t[1] || b[1] > t[3]);
    const fits = (b) => b[0] >= 0 && b[2] <= width && b[1] >= 0 && b[3] <= height;
    const spot = spots.find((each) => free(boxOf(each)) && fits(boxOf(each)));
    if (!spot) { continue; }
    const box = boxOf(spot);
    taken.push(box);
    written.push(box);
    seen.add(row[0]);
    if (!country) { taken.push([px - 3, py - 3, px + 3, py + 3]); }
    chosen.push({ text, kind: row[3], x: row[6], y: row[7], dx: spot[0], dy: spot[1] });
    if (chosen.length >= MOST) { break; }
  }
  return chosen;
}

export function drawLabels(ctx, labels, { project, theme }) {
  const ink = INKS[theme] ?? INKS.light;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.lineJoin = "round";
  for (const label of labels) {
    const [px, py] = project(label.x, label.y);
    ctx.font = fontOf(label.kind);
    ctx.fillStyle = label.kind === "country" ? ink.country : ink.place;
    ctx.strokeStyle = ink.halo;
    ctx.lineWidth = 3;
    if (label.kind !== "country") {
      ctx.beginPath();
      ctx.arc(px, py, 2, 0, 2 * Math.PI);
      ctx.stroke();
      ctx.fill();
    }
    ctx.strokeText(label.text, px + label.dx, py + label.dy);
    ctx.fillText(label.text, px + label.dx, py + label.dy);
  }
}

function fontOf(kind) {
  return kind === "country" ? "600 11px system-ui, sans-serif" : `${kind === "city" ? "600 " : ""}12px system-ui, sans-serif`;
}
