// The project's events as columns, one entry an event in the read model's order; and the areas that they share.

import { toX, toY } from "./mercator.js";

export const REVIEW = 1, PLACED = 2;
const UNKNOWN_TOLL = 65535;

export class Columns {
  constructor(header, arrays) {
    this.token = header.token;
    this.events = header.events;
    this.types = header.types;
    this.words = header.words;
    this.labels = header.labels;
    Object.assign(this, arrays);
    this.x = new Float32Array(this.events);
    this.y = new Float32Array(this.events);
    for (let i = 0; i < this.events; i += 1) {
      // NaN stays NaN and lies in no box: what is not placed is never drawn
      this.x[i] = toX(this.lon[i]);
      this.y[i] = Number.isNaN(this.lat[i]) ? NaN : toY(this.lat[i]);
    }
    this.outlines = new Map();
    this.rings = this.types.map((type) => type.ring);
  }

  /** Return the outline of a shared area as world coordinates: [{points: Float32Array of x, y}], and its box. */
  outline(shape) {
    let found = this.outlines.get(shape);
    if (!found) {
      found = this.read(shape);
      this.outlines.set(shape, found);
    }
    return found;
  }

  read(shape) {
    const rings = [], box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let ring = this.shape_rings[shape]; ring < this.shape_rings[shape + 1]; ring += 1) {
      const first = this.ring_points[ring], last = this.ring_points[ring + 1];
      const points = new Float64Array(2 * (last - first));
      for (let p = first; p < last; p += 1) {
        const x = toX(this.vertices[2 * p]), y = toY(this.vertices[2 * p + 1]);
        points[2 * (p - first)] = x;
        points[2 * (p - first) + 1] = y;
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x);
        box[3] = Math.max(box[3], y);
      }
      rings.push(points);
    }
    return { rings, box, km2: this.shape_km2[shape] };
  }

  /** Return how many were killed; 0 where that is not known. */
  tollOf(i) {
    return this.killed[i] === UNKNOWN_TOLL ? 0 : this.killed[i];
  }

  isHollow(i) {
    return this.where_prec[i] !== 1 || this.shape[i] > 0;
  }

  placeOf(i) {
    return this.words.places[this.place[i]];
  }

  claimantOf(i) {
    return this.words.claimants[this.claimant[i]];
  }
}
