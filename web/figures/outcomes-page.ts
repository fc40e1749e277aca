/** What people say nine months later, of all that is measured: in pairs alone, with who was lost on the way, and no word on why. */
import { sections } from '#insight/counted/tally';
import { meanOf } from '#insight/interval';
import { metricsOf } from '#insight/metrics/all';
import { numberText } from '#insight/number-text';
import { type Html, html, type Part } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { table } from '#web/set-up/parts';
import { type Asked, askedOf, queryOf } from './asked.ts';
import { choosing, leadOf } from './choosing.ts';
import { figuresPath } from './questions-page.ts';
import { type Figures, readSection } from './reading.ts';
import type { Named } from './sentences.ts';
import { saidOf } from './tell.ts';

const path = `${figuresPath}/outcomes`;

const rowOf = ({ name, metric }: Named, figures: Figures, asked: Asked, visit: Visit): Part[] | undefined => {
  const { figuresPages: say } = visit.words;
  const { answer, lost = 0 } = saidOf(metric, figures, asked, undefined, visit);
  if (answer.kind !== 'paired' || answer.baseline === 0) return undefined;
  const { baseline, due, paired, sum, squares, better } = answer;
  const mean = meanOf({ n: paired, sum, squares });
  const link = html`<a href="${figuresPath}/${name}?${queryOf(asked)}">${metric.name.replace(/^Change in /, '')}</a>`;
  const interval = mean?.interval ? say.between(numberText(mean.interval.low), numberText(mean.interval.high)) : say.noFigure;
  const gone = due > 0 ? say.partOf(numberText(lost), numberText(due), numberText((lost / due) * 100)) : say.noFigure;
  return [link, numberText(baseline), gone, numberText(paired), mean ? numberText(mean.mean) : say.noFigure, interval, numberText(better)];
};
const shown = (rows: readonly Part[][], { words: { figuresPages: say } }: Visit): Html => {
  const { parted, columns, outcomes } = say;
  if (rows.length === 0) return html`<p>${outcomes.none}</p>`;
  return html`${table(say.pages.outcomes, [outcomes.what, parted.baseline, parted.lost, parted.paired, parted.mean, columns.interval, parted.better], rows)}<p>${outcomes.hint}</p>`;
};
export const outcomesPage: Page = {
  path,
  for: ['manager', 'practitioner', 'staff'],
  get: async (visit) => {
    const asked = await askedOf(visit);
    if (!asked) return { trouble: 'missing' };
    const { figuresPages: say } = visit.words;
    const figures = {
      all: await readSection(
        sections.all,
        asked.period.months,
        asked,
        visit,
        metricsOf('outcomes').map(([, metric]) => metric),
      ),
      needs: [],
    };
    const rows = metricsOf('outcomes').flatMap(([name, metric]) => {
      const row = rowOf({ name, metric }, figures, asked, visit);
      return row ? [row] : [];
    });
    return {
      title: say.pages.outcomes,
      back: `${figuresPath}?${queryOf(asked)}`,
      wide: true,
      body: html`<p>${leadOf(asked, visit)} ${say.outcomes.lead}</p>${choosing(path, asked, visit)}${shown(rows, visit)}`,
    };
  },
};
