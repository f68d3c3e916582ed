// A point in the three notations that analysts write: decimal degrees, degrees-minutes-seconds, and MGRS.

const BANDS = "CDEFGHJKLMNPQRSTUVWX";
const COLUMNS = ["ABCDEFGH", "JKLMNPQR", "STUVWXYZ"], ROWS = "ABCDEFGHJKLMNPQRSTUV";
const A = 6378137, F = 1 / 298.257223563, K0 = 0.9996;

export const NOTATIONS = ["decimal", "dms", "mgrs"];

/** Return a point in words; "" where MGRS does not reach (poleward of 84° N and 80° S). */
export function pointWords(lon, lat, notation) {
  if (notation === "mgrs") { return mgrs(lon, lat); }
  if (notation === "dms") { return `${dms(lat, "N", "S")} ${dms(lon, "E", "W")}`; }
  return `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
}

function dms(value, positive, negative) {
  const seconds = Math.round(Math.abs(value) * 3600), pad = (number) => String(number).padStart(2, "0");
  const side = value >= 0 ? positive : negative;
  return `${Math.floor(seconds / 3600)}°${pad(Math.floor(seconds / 60) % 60)}′${pad(seconds % 60)}″${side}`;
}

/** Return the MGRS reference of a point to the metre, cut as the standard wants, not rounded. */
export function mgrs(lon, lat) {
  if (lat < -80 || lat > 84) { return ""; }
  const zone = zoneOf(lon, lat), [east, north] = utm(lon, lat, zone);
  const band = BANDS[Math.min(19, Math.floor((lat + 80) / 8))];
  const column = COLUMNS[(zone - 1) % 3][Math.floor(east / 100000) - 1];
  const row = ROWS[(Math.floor(north / 100000) + (zone % 2 ? 0 : 5)) % 20];
  const digits = (metres) => String(Math.floor(metres) % 100000).padStart(5, "0");
  return `${zone}${band} ${column}${row} ${digits(east)} ${digits(north)}`;
}

function zoneOf(lon, lat) {
  if (lat >= 56 && lat < 64 && lon >= 3 && lon < 12) { return 32; }
  if (lat >= 72 && lon >= 0 && lon < 42) { return lon < 9 ? 31 : lon < 21 ? 33 : lon < 33 ? 35 : 37; }
  return Math.min(60, Math.floor((lon + 180) / 6) + 1);
}

// Krüger's series to the third order: better than a millimetre inside a zone.
function utm(lon, lat, zone) {
  const rad = Math.PI / 180, n = F / (2 - F), n2 = n * n, n3 = n2 * n;
  const a = (A / (1 + n)) * (1 + n2 / 4 + (n2 * n2) / 64);
  const alpha = [n / 2 - (2 / 3) * n2 + (5 / 16) * n3, (13 / 48) * n2 - (3 / 5) * n3, (61 / 240) * n3];
  const e = (2 * Math.sqrt(n)) / (1 + n), s = Math.sin(lat * rad);
  const t = Math.sinh(Math.atanh(s) - e * Math.atanh(e * s)), dl = (lon - (zone * 6 - 183)) * rad;
  const xi = Math.atan2(t, Math.cos(dl)), eta = Math.atanh(Math.sin(dl) / Math.sqrt(1 + t * t));
  let east = eta, north = xi;
  alpha.forEach((share, i) => {
    const k = 2 * (i + 1);
    east += share * Math.cos(k * xi) * Math.sinh(k * eta);
    north += share * Math.sin(k * xi) * Math.cosh(k * eta);
  });
  return [500000 + K0 * a * east, (lat < 0 ? 10000000 : 0) + K0 * a * north];
}
