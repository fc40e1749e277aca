/** The answer that the page shows, as a file: every table of it, and at the head what it is. */
import { definitionsVersion } from '#insight/counts';
import { csvLine, spreadsheetText } from '#platform/csv';
import type { Page, Visit } from '#web/frame/page';
import { type Asked, askedOf } from './asked.ts';
import { placeOf } from './choosing.ts';
import { definitionLines, mayAsk, metricNamed } from './definition.ts';
import type { FigureTable } from './headline.ts';
import { byAsked } from './metric-page.ts';
import { figuresPath } from './questions-page.ts';
import { type Told, tellOf } from './tell.ts';

type Head = Readonly<Record<string, string | number>>;
/** For whom, when, by which definition, and for whose eyes. */
const headOf = (asked: Asked, { at, words }: Visit): Head => ({
  place: placeOf(asked, words),
  period: asked.period.name,
  asAt: at,
  definitionsVersion,
  tier: 'inside',
});
const tablesOf = ({ answer, spread, months, apart }: Told): FigureTable[] => [answer, spread, months, apart?.table].flatMap((one) => one ?? []);
/** Of how many the answer is. */
const nOf = ({ said: { answer } }: Told): number => {
  switch (answer.kind) {
    case 'share':
    case 'mix':
      return answer.whole;
    case 'paired':
      return answer.paired;
    case 'ratio':
      return answer.bottom;
    case 'money':
      return answer.people;
    case 'count':
    case 'time':
    case 'per':
    case 'standing':
      return answer.n;
    case 'elsewhere':
      return 0;
  }
};

type Cell = string | number | undefined;
/** A number is never taken for a formula, though it begins with a minus. */
export const line = (cells: readonly Cell[]): string =>
  csvLine(cells.map((cell) => (typeof cell === 'string' ? spreadsheetText(cell) : cell === undefined ? '' : String(cell))));
export const headLines = (head: Head): string =>
  Object.entries(head)
    .map(([name, value]) => line([`# ${name}`, value]))
    .join('');

const csvOf = (told: Told, head: Head, visit: Visit): string => {
  const { name, metric } = told.one;
  const definition = Object.fromEntries(definitionLines(metric, visit.words).map(([label, text]) => [label.toLowerCase(), text]));
  const rows = tablesOf(told).flatMap(({ id, unit, rows: all }) => all.map(({ label, value, n, low, high }) => line([id, label, unit, value, n, low, high])));
  return `\uFEFF${headLines({ metric: name, ...head, n: nOf(told), says: told.sentences.join(' '), ...definition })}${line(['table', 'row', 'unit', 'value', 'n', 'low95', 'high95'])}${rows.join('')}`;
};
const jsonOf = (told: Told, head: Head): string => {
  const { one, said, sentences } = told;
  const { question, numerator, denominator, basis, clock, exclusions, unit, direction } = one.metric;
  const definition = { question, numerator, denominator, basis, clock, exclusions, unit, direction };
  const tables = tablesOf(told).map(({ id, unit: of, rows }) => ({ table: id, unit: of, rows }));
  return JSON.stringify({ metric: one.name, ...head, n: nOf(told), says: sentences, definition, answer: said.answer, tables }, null, 1);
};

const file = (kind: 'csv' | 'json'): Page => ({
  path: `${figuresPath}/{metric}/${kind}`,
  for: ['manager', 'practitioner', 'staff'],
  get: async (visit) => {
    const [one, asked] = [metricNamed(visit.params.metric), await askedOf(visit)];
    if (!one || !asked || !mayAsk(one, visit)) return { trouble: 'missing' };
    const told = await tellOf(one, byAsked(one, asked, visit), asked, visit);
    const head = headOf(asked, visit);
    const headers = { 'content-disposition': `attachment; filename="${one.name}-${asked.practice?.id ?? 'all'}-${asked.period.name}.${kind}"` };
    const contentType = kind === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8';
    return { answer: { status: 200, contentType, headers, body: kind === 'csv' ? csvOf(told, head, visit) : jsonOf(told, head) } };
  },
});
export const exportPages: readonly Page[] = [file('csv'), file('json')];
