// Events that stand too close together to tell apart: in groups, whose rings do not cover each other's numbers.

// No ring is wider, with a hundred thousand events in it; rings may overlap so far, of the sum of their radii, that their numbers stay whole.
const WIDEST_PX = 50, CLEAR = 0.85;

/** Return the radius of a group's ring, in pixels. */
export const ringRadius = ({ items }) => 9 + 3.2 * Math.log10(items.length);

/** Group events, given the deadliest first: whoever stands within reach of a group joins it. Each group is {x, y, items, spread}. */
export function clusters(columns, found, reach) {
  const groups = [], spots = new Spots(reach);
  for (const i of found) {
    const x = columns.x[i], y = columns.y[i], [nearest, least] = spots.nearest(x, y);
    if (nearest) {
      nearest.items.push(i);
      nearest.spread = Math.max(nearest.spread, least);
    } else {
      const group = { x, y, items: [i], spread: 0 };
      groups.push(group);
      spots.add(group);
    }
  }
  return groups;
}

/** Return the groups to be drawn as rings: those whose rings would lie over one another's numbers are one, where the larger of them is. */
export function apart(groups, scale) {
  let before = groups, kept = merged(before, scale);
  // a ring that took others in has grown: it may reach one that it left whole
  while (kept.length < before.length) { before = kept; kept = merged(before, scale); }
  return kept;
}

function merged(groups, scale) {
  const kept = [], spots = new Spots(WIDEST_PX / scale);
  for (const group of groups.sort((a, b) => b.items.length - a.items.length)) {
    group.r = ringRadius(group);
    const [covered, away, share] = spots.nearest(group.x, group.y, (other, between) => (between * scale) / (group.r + other.r));
    if (covered && share < CLEAR) {
      for (const i of group.items) { covered.items.push(i); }
      covered.r = ringRadius(covered);
      covered.spread = Math.max(covered.spread, away + group.spread);
    } else {
      kept.push(group);
      spots.add(group);
    }
  }
  return kept;
}

// Groups by where they are, to find the nearest within reach.
class Spots {
  constructor(reach) {
    this.reach = reach;
    this.cells = new Map();
  }

  /** Return the nearest group within reach, how far away it is, and its measure: the nearest is of which `measure` (group, away) is the least. */
  nearest(x, y, measure = (group, away) => away) {
    const { reach } = this, cx = Math.floor(x / reach), cy = Math.floor(y / reach);
    let nearest = null, far = reach, least = Infinity;
    for (let ax = cx - 1; ax <= cx + 1; ax += 1) {
      for (let ay = cy - 1; ay <= cy + 1; ay += 1) {
        for (const group of this.cells.get(cellKey(ax, ay)) ?? []) {
          const away = Math.hypot(group.x - x, group.y - y);
          if (away >= reach) { continue; }
          const measured = measure(group, away);
          if (measured < least) { nearest = group; far = away; least = measured; }
        }
      }
    }
    return [nearest, far, least];
  }

  add(group) {
    const key = cellKey(Math.floor(group.x / this.reach), Math.floor(group.y / this.reach)), cell = this.cells.get(key);
    if (cell) { cell.push(group); } else { this.cells.set(key, [group]); }
  }
}

// One number for both: thousands of words would take their time.
const cellKey = (cx, cy) => cx * 2 ** 26 + cy;
