/** Makes shared/referral/bank-holidays.ts, so that nothing deployed carries the library's rules of every country. */
import Holidays from 'date-holidays';

const years = { first: 2024, last: 2040 };

/** What the library does not know or has wrong, each with the reason; a row that changes nothing is an error. */
const corrections: Array<{ date: string; name: string; do: 'add' | 'remove'; because: string }> = [
  {
    date: '2026-06-15',
    name: 'World Cup bank holiday',
    do: 'add',
    because: 'Royal Proclamation of 3 February 2026 under section 1(3) of the Banking and Financial Dealings Act 1971; gov.uk lists it for Scotland',
  },
];

type Day = { date: string; name: string };

const isWeekday = (date: string) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
const yearsOf = ({ first, last }: typeof years) => Array.from({ length: last - first + 1 }, (_, n) => first + n);

/** A holiday on a weekend closes nothing that was open; the library lists the weekday in its place beside it. */
const fromLibrary = (): Day[] => {
  const scotland = new Holidays('GB', 'SCT');
  const days = yearsOf(years).flatMap((year) => scotland.getHolidays(year, 'en'));
  return days.flatMap(({ date, name, type }) =>
    type === 'public' && isWeekday(date.slice(0, 10)) ? [{ date: date.slice(0, 10), name: name.replaceAll('’', "'") }] : [],
  );
};

const corrected = (days: Day[], row: (typeof corrections)[number]): Day[] => {
  const listed = days.some(({ date }) => date === row.date);
  if (listed === (row.do === 'add')) throw new Error(`the correction of ${row.date} changes nothing any more: take it out`);
  return row.do === 'add' ? [...days, { date: row.date, name: row.name }] : days.filter(({ date }) => date !== row.date);
};

const text = (days: Day[]) => `/**
 * Scotland's bank holidays from Monday to Friday, substitute days included, ${years.first} to ${years.last}; after that, until it is made
 * again, only weekends close. Councils differ: see \`calendar\`. Made by local/generate/bank-holidays.ts.
 */
export const bankHolidays: readonly string[] = [
${days.map(({ date, name }) => `  '${date}', // ${name}`).join('\n')}
];
`;

export const outputs = async (): Promise<Array<{ path: string; text: string }>> => {
  const days = corrections.reduce(corrected, fromLibrary()).sort((a, b) => (a.date < b.date ? -1 : 1));
  return [{ path: 'shared/referral/bank-holidays.ts', text: text(days) }];
};
