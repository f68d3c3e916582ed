// Web Mercator on a world of 1 by 1, y down, as MapLibre has it; and distances on the ellipsoid of WGS84.

export const TILE_PX = 512;
const HIGHEST = 85.051129;
const A = 6378137, F = 1 / 298.257223563, B = A * (1 - F);

export function toX(lon) {
  return (lon + 180) / 360;
}

export function toY(lat) {
  const radians = (Math.max(-HIGHEST, Math.min(HIGHEST, lat)) * Math.PI) / 180;
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI);
}

export function toLon(x) {
  return x * 360 - 180;
}

export function toLat(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** Return how many world units a metre is at a latitude. */
export function unitsPerMetre(lat) {
  return 1 / (2 * Math.PI * A * Math.cos((lat * Math.PI) / 180));
}

/** Return the geodesic distance in metres (Vincenty's inverse formula; a great circle where it does not converge). */
export function distanceM(lon1, lat1, lon2, lat2) {
  const rad = Math.PI / 180, l = (lon2 - lon1) * rad;
  const u1 = Math.atan((1 - F) * Math.tan(lat1 * rad)), u2 = Math.atan((1 - F) * Math.tan(lat2 * rad));
  const s1 = Math.sin(u1), c1 = Math.cos(u1), s2 = Math.sin(u2), c2 = Math.cos(u2);
  let lambda = l, step = 0;
  for (let round = 0; round < 100; round += 1) {
    const sl = Math.sin(lambda), cl = Math.cos(lambda);
    const ss = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
    if (ss === 0) { return 0; }
    const cs = s1 * s2 + c1 * c2 * cl, sigma = Math.atan2(ss, cs);
    const sa = (c1 * c2 * sl) / ss, ca2 = 1 - sa * sa;
    const cm = ca2 === 0 ? 0 : cs - (2 * s1 * s2) / ca2;
    const c = (F / 16) * ca2 * (4 + F * (4 - 3 * ca2));
    step = lambda;
    lambda = l + (1 - c) * F * sa * (sigma + c * ss * (cm + c * cs * (2 * cm * cm - 1)));
    if (Math.abs(lambda - step) < 1e-12) {
      const k = (ca2 * (A * A - B * B)) / (B * B);
      const big = 1 + (k / 16384) * (4096 + k * (k * (320 - 175 * k) - 768));
      const small = (k / 1024) * (256 + k * (k * (74 - 47 * k) - 128));
      const d = small * ss * (cm + (small / 4) * (cs * (2 * cm * cm - 1) - (small / 6) * cm * (4 * ss * ss - 3) * (4 * cm * cm - 3)));
      return B * big * (sigma - d);
    }
  }
  const cosine = Math.sin(lat1 * rad) * Math.sin(lat2 * rad) + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.cos(l);
  return 6371008.8 * Math.acos(Math.max(-1, Math.min(1, cosine)));
}
