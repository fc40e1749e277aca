/** `rate(…)` expressions of schedules, in milliseconds. */
const units: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Undefined for `cron(…)`, which the engine does not run. */
export const every = (expression: string): number | undefined => {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return unit === undefined ? undefined : Number(count) * (units[unit] ?? 0);
};
