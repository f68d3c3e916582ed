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
  const kept = [], spots = new Spots(WIDEST_PX / scale);
  for (const group of groups.sort((a, b) => b.items.length - a.items.length)) {
    const [nearest, away] = spots.nearest(group.x, group.y);
    if (nearest && away * scale < CLEAR * (ringRadius(nearest) + ringRadius(group))) {
      nearest.items = nearest.items.concat(group.items);
      nearest.spread = Math.max(nearest.spread, away + group.spread);
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

  nearest(x, y) {
    const { reach } = this, cx = Math.floor(x / reach), cy = Math.floor(y / reach);
    let nearest = null, least = reach;
    for (let ax = cx - 1; ax <= cx + 1; ax += 1) {
      for (let ay = cy - 1; ay <= cy + 1; ay += 1) {
        for (const group of this.cells.get(`${ax},${ay}`) ?? []) {
          const away = Math.hypot(group.x - x, group.y - y);
          if (away < least) { least = away; nearest = group; }
        }
      }
    }
    return [nearest, least];
  }

  add(group) {
    const key = `${Math.floor(group.x / this.reach)},${Math.floor(group.y / this.reach)}`;
    this.cells.set(key, [...(this.cells.get(key) ?? []), group]);
  }
}
