/** Where things are: points, how far apart, and the middle of a postcode's sector. Pure. */

/** Degrees, WGS84. */
export type Point = { latitude: number; longitude: number };

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const earth = 6371;
/** In kilometres, as the crow flies. */
export const kilometres = (one: Point, other: Point): number => {
  const [north, east] = [radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)];
  const half = Math.sin(north / 2) ** 2 + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(half)));
};

/** By sector, as `G1 1`: the middle of its postcodes. */
export type Sectors = Readonly<Record<string, readonly [latitude: number, longitude: number]>>;
/** INVENTED, near the middle of a city, so that a demonstration has distances: no sector of Scotland is described. */
const demoSectors: Sectors = {
  'G1 1': [55.8609, -4.2488],
  'G2 2': [55.8636, -4.2592],
};
const sectorOf = (postcode: string): string | undefined => {
  const [, district, sector] = /^([A-Z]{1,2}\d[A-Z\d]?)\s*(\d)[A-Z]{2}$/.exec(postcode.trim().toUpperCase()) ?? [];
  return district && sector ? `${district} ${sector}` : undefined;
};
/** From the places of postcodes, the middle of each sector. What is no postcode or no place is passed over. */
export const sectorsOf = (places: Iterable<readonly [postcode: string, point: Point]>): Sectors => {
  const sums = new Map<string, { latitude: number; longitude: number; count: number }>();
  for (const [postcode, { latitude, longitude }] of places) {
    const sector = sectorOf(postcode);
    if (!sector || !Number.isFinite(latitude) || !Number.isFinite(longitude)) continue;
    const sum = sums.get(sector) ?? { latitude: 0, longitude: 0, count: 0 };
    sums.set(sector, { latitude: sum.latitude + latitude, longitude: sum.longitude + longitude, count: sum.count + 1 });
  }
  const rounded = (sum: number, count: number) => Math.round((sum / count) * 10_000) / 10_000;
  return Object.fromEntries([...sums].sort().map(([name, { latitude, longitude, count }]) => [name, [rounded(latitude, count), rounded(longitude, count)]]));
};
/** Undefined where the sector is not known. Right within a kilometre or two in a town. */
export const pointOf = (postcode: string | undefined, sectors: Sectors = demoSectors): Point | undefined => {
  const sector = postcode === undefined ? undefined : sectorOf(postcode);
  const middle = sector !== undefined && Object.hasOwn(sectors, sector) ? sectors[sector] : undefined;
  return middle && { latitude: middle[0], longitude: middle[1] };
};
