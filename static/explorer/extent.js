// The ground that events take up, and where the map looks to see them: the one rule of its first view and of “Zoom to the events”.

const WORLD = [-180, -60, 180, 80], HIGHEST = 85;
// A single point gets about 60 km of surroundings; more than one, an eighth of their spread on each side (as geo/extent.py has it for the simple map).
const MARGIN_DEG = 0.35, MARGIN_SHARE = 0.125, DEGREE_M = 111_000;
// A whole country as the place of one event must not zoom the others out of sight.
const LOCAL_PREC = 5;

/** Return west, south, east and north of the points of some events; null where none is placed. */
export function extentOf(columns, items) {
  const box = new Bounds();
  for (const i of items) { if (!Number.isNaN(columns.lon[i])) { box.add(columns.lon[i], columns.lat[i], 0); } }
  return box.degrees;
}

/** Return the padded surroundings of the events of a selection: of those that are placed within a province or finer, of all where none is; the inhabited world where none is placed. */
export function eventsExtent(columns, selection) {
  const near = new Bounds(), all = new Bounds();
  for (let i = 0; i < columns.events; i += 1) {
    if (Number.isNaN(columns.lon[i]) || !selection.has(columns, i)) { continue; }
    (columns.where_prec[i] <= LOCAL_PREC ? near : all).add(columns.lon[i], columns.lat[i], columns.radius[i] / DEGREE_M);
  }
  const box = near.degrees ?? all.degrees;
  return box ? padded(box) : WORLD;
}

class Bounds {
  constructor() {
    Object.assign(this, { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity });
  }

  /** Take in a point with how far it reaches, in degrees of latitude. */
  add(lon, lat, reach) {
    const wide = reach ? reach / Math.max(Math.cos((lat * Math.PI) / 180), 0.1) : 0;
    if (lon - wide < this.west) { this.west = lon - wide; }
    if (lon + wide > this.east) { this.east = lon + wide; }
    if (lat - reach < this.south) { this.south = lat - reach; }
    if (lat + reach > this.north) { this.north = lat + reach; }
  }

  get degrees() {
    return this.west <= this.east ? [this.west, this.south, this.east, this.north] : null;
  }
}

function padded([west, south, east, north]) {
  const side = Math.max(MARGIN_DEG, MARGIN_SHARE * Math.max(east - west, north - south));
  return [Math.max(-180, west - side), Math.max(-HIGHEST, south - side), Math.min(180, east + side), Math.min(HIGHEST, north + side)];
}
