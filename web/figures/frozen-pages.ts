/** A return as it was frozen, to read, print and take along; whatever is counted since changes nothing of it. */
import { numbersOf } from '#insight/answer-numbers';
import type { Return } from '#insight/return-store';
import { returnAt } from '#insight/return-store';
import { html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { areaName } from '#web/set-up/territory';
import { headLines, line } from './export-pages.ts';
import { periodText } from './periods.ts';
import { figuresView, frozenPath, frozenText, returnPath } from './return-views.ts';

/** Undefined for who is not its manager. */
const frozenOf = async ({ who, params, ports }: Visit): Promise<Return | undefined> => {
  const { area = '', quarter = '', number = '' } = params;
  const isHers = who.caller.kind === 'manager' && who.caller.areas.some((one) => one === area);
  if (!isHers || !/^\d{4}-Q[1-4]$/.test(quarter) || !/^[1-9]\d{0,2}$/.test(number)) return undefined;
  return returnAt(ports.access, area, quarter, Number(number));
};
const placeOf = async ({ area }: Return, { who, ports }: Visit): Promise<string> => {
  const id = who.caller.kind === 'manager' ? who.caller.areas.find((one) => one === area) : undefined;
  const found = id && (await ports.fhir.directory.area(id));
  return found ? areaName(found) : area;
};

const frozenPage: Page = {
  path: `${returnPath}/{area}/{quarter}/{number}`,
  for: ['manager'],
  get: async (visit) => {
    const one = await frozenOf(visit);
    if (!one) return { trouble: 'missing' };
    const { words, today } = visit;
    const { returns: say } = words.figuresPages;
    const commentary = one.commentary && html`<section><h2>${say.commentary}</h2><p class="hub_prewrap">${one.commentary}</p></section>`;
    return {
      title: say.title(await placeOf(one, visit), periodText(one.quarter, today, words)),
      back: `${returnPath}?area=${one.area}&period=${one.quarter}`,
      wide: true,
      body: html`<p>${frozenText(one, visit)} ${say.stays}</p>${commentary}${figuresView(one.figures, visit)}
<p class="hub_no-print">${words.frame.print} <a href="${frozenPath(one)}/csv">${words.figuresPages.csv}</a></p>`,
    };
  },
};

const csvPage: Page = {
  path: `${returnPath}/{area}/{quarter}/{number}/csv`,
  for: ['manager'],
  get: async (visit) => {
    const one = await frozenOf(visit);
    if (!one) return { trouble: 'missing' };
    const { area, quarter, n, asAt, definitionsVersion, commentary, figures } = one;
    const head = headLines({ area, period: quarter, number: n, asAt, definitionsVersion, tier: 'inside', commentary });
    const rows = figures.flatMap((figure) => [
      line([figure.metric, 'says', figure.says.join(' ')]),
      ...numbersOf(figure.answer).map(([name, value]) => line([figure.metric, name, value])),
    ]);
    const headers = { 'content-disposition': `attachment; filename="return-${area}-${quarter}-${n}.csv"` };
    return {
      answer: { status: 200, contentType: 'text/csv; charset=utf-8', headers, body: `\uFEFF${head}${line(['metric', 'number', 'value'])}${rows.join('')}` },
    };
  },
};
export const frozenPages: readonly Page[] = [frozenPage, csvPage];
