/** FHIR's dates, which may be partial: whether they exist, and which of two is certainly the earlier. */

const daysIn = (year: number, month: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
const two = (text: string, at: number): number => Number(text.slice(at, at + 2));
/** Of a text in one of FHIR's forms (year, month, day or more): whether month and day exist. */
export const isRealDay = (text: string): boolean => {
  const year = Number(text.slice(0, 4));
  const month = text.length >= 7 ? two(text, 5) : 1;
  const day = text.length >= 10 ? two(text, 8) : 1;
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
};

const hour = 3_600_000;
/** Civil time differs from UTC by up to 14 hours; a date without a zone may be any of them. */
const widest = 14 * hour;
const lastDay = (text: string): string => {
  const month = text.length >= 7 ? text.slice(0, 7) : `${text}-12`;
  return text.length >= 10 ? text : `${month}-${daysIn(Number(month.slice(0, 4)), two(month, 5))}`;
};
const firstDay = (text: string): string => `${text}-01-01`.slice(0, 10);
/** The day on which a partial date ends, as `2026-02-28` of `2026-02`. */
export const endOf = (date: string): string => lastDay(date);
/** The day on which a partial date begins. */
export const startOf = (date: string): string => firstDay(date);
/** Milliseconds since 1970 between which the date lies. A leap second counts as the second before. */
const spanOf = (text: string): { from: number; to: number } => {
  if (!text.includes('T')) return { from: Date.parse(firstDay(text)) - widest, to: Date.parse(lastDay(text)) + 24 * hour + widest };
  const at = Date.parse(text.replace(/:60(?=[.Z+-])/, ':59'));
  return { from: at, to: at };
};
/** Whether `a` is certainly before `b`; two dates without time are taken to be of one place. */
export const isBefore = (a: string, b: string): boolean => {
  if (a.includes('T') || b.includes('T')) return spanOf(a).to < spanOf(b).from;
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) < b.slice(0, length);
};
