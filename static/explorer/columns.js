// The project's events as columns, one entry an event in the read model's order; and the areas that they share.

import { toLat, toX, toY, unitsPerMetre } from "./mercator.js";

// Bits of an event's flags.
export const REVIEW = 1;
const STATUS_SHIFT = 1, STATUS_MASK = 3;
const UNKNOWN_TOLL = 65535;

export class Columns {
  constructor(header, arrays) {
    this.token = header.token;
    this.events = header.events;
    this.types = header.types;
    this.words = header.words;
    this.labels = header.labels;
    this.provinces = header.provinces;
    Object.assign(this, arrays);
    this.x = new Float32Array(this.events);
    this.y = new Float32Array(this.events);
    for (let i = 0; i < this.events; i += 1) {
      // NaN stays NaN and lies in no box: what is not placed is never drawn
      this.x[i] = toX(this.lon[i]);
      this.y[i] = Number.isNaN(this.lat[i]) ? NaN : toY(this.lat[i]);
    }
    this.reaches = null;
    this.outlines = new Map();
    this.provinceOutlines = new Map();
  }

  /** Return the outline of a shared area in world units: {rings: [Float64Array of x, y in turn], box, km2}. */
  outline(shape) {
    return this.kept(this.outlines, shape, () => ({ ...readRings(shape, this.shape_rings, this.ring_points, this.vertices), km2: this.shape_km2[shape] }));
  }

  /** Return the outline of a province, as `outline` does. */
  provinceOutline(n) {
    return this.kept(this.provinceOutlines, n, () => readRings(n, this.province_rings, this.province_points, this.province_vertices));
  }

  /** Say whether the circle or the area in which an event lies reaches into a box of the world. */
  reachesInto(i, [x0, y0, x1, y1]) {
    if (this.shape[i]) {
      const [left, top, right, bottom] = this.outline(this.shape[i] - 1).box;
      return left < x1 && right > x0 && top < y1 && bottom > y0;
    }
    const reach = this.reach[i], x = this.x[i], y = this.y[i];
    return reach > 0 && x + reach > x0 && x - reach < x1 && y + reach > y0 && y - reach < y1;
  }

  /** How far each event's circle reaches, in world units; 0 where it has none. Reckoned when it is first asked for. */
  get reach() {
    this.reaches ??= Float32Array.from(this.radius, (radius, i) => (radius ? radius * unitsPerMetre(toLat(this.y[i])) : 0));
    return this.reaches;
  }

  kept(outlines, key, read) {
    if (!outlines.has(key)) { outlines.set(key, read()); }
    return outlines.get(key);
  }

  /** Return how many were killed; 0 where that is not known. */
  tollOf(i) {
    return this.killed[i] === UNKNOWN_TOLL ? 0 : this.killed[i];
  }

  isHollow(i) {
    return this.where_prec[i] !== 1 || this.shape[i] > 0;
  }

  /** Return an event's status: 0 happened, 1 planned, 2 threatened, 3 denied. */
  statusOf(i) {
    return (this.flags[i] >> STATUS_SHIFT) & STATUS_MASK;
  }

  placeOf(i) {
    return this.words.places[this.place[i]];
  }

  claimantOf(i) {
    return this.words.claimants[this.claimant[i]];
  }
}

function readRings(shape, shapeRings, ringPoints, vertices) {
  const rings = [], box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let ring = shapeRings[shape]; ring < shapeRings[shape + 1]; ring += 1) {
    const first = ringPoints[ring], last = ringPoints[ring + 1], points = new Float64Array(2 * (last - first));
    for (let p = first; p < last; p += 1) {
      const x = toX(vertices[2 * p]), y = toY(vertices[2 * p + 1]);
      points[2 * (p - first)] = x;
      points[2 * (p - first) + 1] = y;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    rings.push(points);
  }
  return { rings, box };
}
