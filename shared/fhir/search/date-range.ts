/** Dates as a search asks for them. */

/** The instants that a date of any precision covers. Undefined: no date. */
export const dateRange = (text: string): { prefix: string; from: string; to: string } | undefined => {
  const [, prefix = 'eq', date] =
    /^(eq|ne|gt|ge|lt|le|sa|eb)?(\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?)$/.exec(text) ?? [];
  if (!date) return undefined;
  const start = Date.parse(date.length === 16 ? `${date}Z` : date);
  if (!Number.isFinite(start)) return undefined;
  const day = new Date(start);
  const next =
    date.length === 4
      ? day.setUTCFullYear(day.getUTCFullYear() + 1)
      : date.length === 7
        ? day.setUTCMonth(day.getUTCMonth() + 1)
        : start + (date.length === 10 ? 86_400_000 : /\.\d/.test(date) ? 1 : /:\d\d:\d\d/.test(date) ? 1000 : 60_000);
  return { prefix, from: new Date(start).toISOString(), to: new Date(next).toISOString() };
};
