// The ground that events take up.

const DEGREE_M = 111_000, WIDEST_PREC = 5;

/** Return west, south, east and north of some positions, with the reach of events that are placed within a province; null where none is placed. */
export function extentOf(columns, items, { withReach = true } = {}) {
  const box = [180, 90, -180, -90];
  for (const i of items) {
    if (Number.isNaN(columns.lon[i])) { continue; }
    const reach = withReach && columns.where_prec[i] <= WIDEST_PREC ? columns.radius[i] / DEGREE_M : 0;
    box[0] = Math.min(box[0], columns.lon[i] - reach);
    box[1] = Math.min(box[1], columns.lat[i] - reach);
    box[2] = Math.max(box[2], columns.lon[i] + reach);
    box[3] = Math.max(box[3], columns.lat[i] + reach);
  }
  return box[0] <= box[2] ? box : null;
}
