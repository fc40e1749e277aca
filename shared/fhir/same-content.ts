/** Whether two pieces of JSON say the same, in whatever order their members stand. */
const ordered = (_key: string, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
export const canonicalJson = (value: unknown): string => JSON.stringify(value, ordered);
