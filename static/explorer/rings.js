// Outlines on a canvas.

/** Put rings (each an array of x, y in turn) on the canvas's path; every ring is closed. */
export function ringsPath(ctx, rings, project) {
  ctx.beginPath();
  for (const points of rings) {
    for (let p = 0; p < points.length; p += 2) {
      const [px, py] = project(points[p], points[p + 1]);
      if (p) { ctx.lineTo(px, py); } else { ctx.moveTo(px, py); }
    }
    ctx.closePath();
  }
}
