/** What can be imported, and the columns of each: their names stand in the first line, in any order. */
export const importKinds = ['practices', 'people', 'list-sizes', 'holidays', 'agreements'] as const;
export type ImportKind = (typeof importKinds)[number];

type Columns = { readonly [Kind in ImportKind]: readonly string[] };
export const columns = {
  practices: ['id', 'name', 'area', 'email', 'codes', 'arm', 'arm from'],
  people: ['id', 'name', 'email', 'role', 'works at', 'wte', 'wte from'],
  'list-sizes': ['practice', 'quarter', 'patients'],
  holidays: ['area', 'day', 'council'],
  agreements: ['organisation', 'reference', 'purpose', 'from', 'until'],
} as const satisfies Columns;
/** Columns without which a list of this kind says nothing. */
export const needed = {
  practices: ['id'],
  people: ['name', 'email', 'role'],
  'list-sizes': ['practice', 'quarter', 'patients'],
  holidays: ['day', 'council'],
  agreements: ['organisation', 'reference', 'purpose', 'from'],
} as const satisfies Columns;

export const mostRows = 2_000;
export const mostBytes = 512 * 1024;
