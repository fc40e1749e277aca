/** INVENTED. Placeholder postcodes as examples use them, each with a quintile made up for demonstrations and tests: no place in Scotland is described. */
export const demoSimd: readonly (readonly [string, 1 | 2 | 3 | 4 | 5])[] = [
  ['G1 1XX', 1],
  ['G2 2XX', 1],
  ['G1 1XV', 2],
  ['G2 2YY', 2],
  ['G1 1XM', 3],
  ['G1 1XK', 4],
  ['G1 1XC', 5],
];
