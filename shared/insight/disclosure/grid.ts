/** The fixed grid of periods: calendar months, quarters, years, and financial years from April to March. A year is the sum of its quarters, a quarter of its months. */

const monthForm = /^\d{4}-(0[1-9]|1[0-2])$/;
const quarterForm = /^\d{4}-Q[1-4]$/;
const yearForm = /^\d{4}$/;
const financialForm = /^(\d{4})-04\/(\d{4})-03$/;

const isFinancial = (period: string): boolean => {
  const [, first, last] = financialForm.exec(period) ?? [];
  return Number(last) - Number(first) === 1;
};
export const onGrid = (period: string): boolean => monthForm.test(period) || quarterForm.test(period) || yearForm.test(period) || isFinancial(period);

const quarterOf = (month: string): string => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
const monthNames = Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(2, '0'));
const monthsOfYear = (year: string): string[] => monthNames.map((month) => `${year}-${month}`);

/** The months of a period of the grid, in order. */
export const monthsIn = (period: string): string[] => {
  if (monthForm.test(period)) return [period];
  const months = monthsOfYear(period.slice(0, 4));
  if (isFinancial(period)) return [...months.slice(3), ...monthsOfYear(period.slice(8, 12)).slice(0, 3)];
  return yearForm.test(period) ? months : months.filter((month) => quarterOf(month) === period);
};

/** The coarsest parts of which all `periods` are made up: nobody can tell apart what lies within one. */
export const partsOf = (periods: readonly string[]): string[] => {
  const months = [...new Set(periods.flatMap(monthsIn))].sort();
  if (periods.some((period) => monthForm.test(period))) return months;
  const coarser = periods.some((period) => quarterForm.test(period) || isFinancial(period)) ? quarterOf : (month: string) => month.slice(0, 4);
  return [...new Set(months.map(coarser))];
};

/** The financial year that a quarter belongs to, as `2026-04/2027-03`, and its four quarters in order. */
export const financialYearOf = (quarter: string): { name: string; quarters: readonly string[] } => {
  const first = Number(quarter.slice(0, 4)) - (quarter.endsWith('Q1') ? 1 : 0);
  return { name: `${first}-04/${first + 1}-03`, quarters: [`${first}-Q2`, `${first}-Q3`, `${first}-Q4`, `${first + 1}-Q1`] };
};
