/** Days as the definitions have them: Europe/London, Monday to Friday without the bank holidays that are told. */

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });
const known = new Map<string, string>();
/** Of an instant: `2026-11-27`. */
export const londonDay = (instant: string): string => {
  const day = known.get(instant) ?? clock.format(new Date(instant));
  known.set(instant, day);
  return day;
};

export const plusDays = (day: string, days: number): string => {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

const isWorked = (day: string, holidays: readonly string[]): boolean => {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5 && !holidays.includes(day);
};
const between = new WeakMap<readonly string[], Map<string, number>>();
/** Working days after the first day, up to and with the second; said once of the same days. */
export const workingDaysBetween = (from: string, to: string, holidays: readonly string[]): number => {
  const said = between.get(holidays) ?? new Map<string, number>();
  between.set(holidays, said);
  const before = said.get(from + to);
  if (before !== undefined) return before;
  let days = 0;
  for (let day = plusDays(from, 1); day <= to; day = plusDays(day, 1)) days += isWorked(day, holidays) ? 1 : 0;
  said.set(from + to, days);
  return days;
};

const bands = [
  [16, '0-15'],
  [25, '16-24'],
  [45, '25-44'],
  [65, '45-64'],
  [75, '65-74'],
] as const;
export const ageBand = (born: string | undefined, on: string): string => {
  if (born === undefined || born.length < 10) return 'not-known';
  const birthdayCame = on.slice(5) >= born.slice(5, 10);
  const age = Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - (birthdayCame ? 0 : 1);
  return bands.find(([under]) => age < under)?.[1] ?? '75+';
};

/** `2026-11`, `2026-Q4` and `2026` of a day. */
export const periodsOf = (day: string): string[] => [day.slice(0, 7), `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) + 2) / 3)}`, day.slice(0, 4)];
