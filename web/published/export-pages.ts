/** Everything of a time at once, for the programme or for funders: as tables, for programs, and for health systems. */
import { measureBundle } from '#fhir/measures/measure-report';
import { publishedAt } from '#insight/published-store';
import { releaseOf } from '#insight/release';
import type { Released } from '#insight/release-types';
import { select } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { choosingRelease, givenOf, type ReleaseAsked, releaseAsked } from './asked.ts';
import { everythingPath } from './everything-page.ts';
import { csvOf, jsonOf } from './files.ts';
import { publishPath } from './publish-page.ts';
import { aboutView, releasedView } from './released-view.ts';

const exportPath = '/app/figures/export';
type Tier = 'inside' | 'programme';
const tierOf = ({ query }: Visit): Tier => (query.get('tier') === 'programme' ? 'programme' : 'inside');

/** For funders only as it was published: what is made anew each time tells, beside the last, who was corrected. */
const releasedFor = async (tier: Tier, asked: ReleaseAsked, visit: Visit): Promise<Released | undefined> => {
  if (tier === 'programme') return publishedAt(visit.ports.fhir.subscriptions.work, asked.area.id, asked.period.name, 'programme');
  const made = releaseOf({ ...(await givenOf(asked, visit)), earlier: [] }, 'inside');
  return made.ok ? made.released : undefined;
};
const askedBy = (visit: Visit): Promise<ReleaseAsked | undefined> =>
  releaseAsked(visit, { area: visit.query.get('area') ?? '', period: visit.query.get('period') ?? '' });

const filesView = (asked: ReleaseAsked, tier: Tier, { words }: Visit): Html => {
  const { publication: say, figuresPages, pack } = words;
  const query = new URLSearchParams({ area: asked.area.id, period: asked.period.name, tier }).toString();
  const link = (kind: Kind, label: string) => html`<li><a href="${exportPath}/${kind}?${query}">${label}</a></li>`;
  return html`<section class="hub_no-print"><h2>${figuresPages.exports}</h2><ul>${link('csv', say.csv)}${link('json', say.json)}${link('fhir', say.export.fhir)}${tier === 'inside' && html`<li><a href="${everythingPath(asked.area.id, asked.period.name)}">${pack.everything.link}</a></li>`}</ul></section>`;
};
const exportPage: Page = {
  path: exportPath,
  for: ['manager'],
  get: async (visit) => {
    const asked = await askedBy(visit);
    if (!asked) return { trouble: 'missing' };
    const { publication: say } = visit.words;
    const tier = tierOf(visit);
    const released = await releasedFor(tier, asked, visit);
    const choices = (['inside', 'programme'] as const).map((value) => ({ value, label: say.export.tiers[value] }));
    const field = select({ name: 'tier', label: say.export.tier, choices }, { form: formOf({ tier }) });
    const found = released
      ? html`${filesView(asked, tier, visit)}${releasedView(released, visit.words)}${aboutView(released, visit.words)}`
      : html`<p>${say.export.notPublished} <a href="${publishPath}?area=${asked.area.id}&period=${asked.period.name}">${say.publish.link}</a></p>`;
    return {
      title: say.export.title,
      back: `/app/figures?period=${asked.period.name}`,
      wide: true,
      body: html`<p>${say.export.lead} ${say.export[tier]}</p>${choosingRelease(exportPath, asked, visit, field)}${found}`,
    };
  },
};

const kinds = {
  csv: { contentType: 'text/csv; charset=utf-8', body: csvOf },
  json: { contentType: 'application/json; charset=utf-8', body: (released: Released) => JSON.stringify(jsonOf(released)) },
  fhir: { contentType: 'application/fhir+json; charset=utf-8', body: (released: Released) => JSON.stringify(measureBundle(released)) },
} as const;
type Kind = keyof typeof kinds;
const file = (kind: Kind): Page => ({
  path: `${exportPath}/${kind}`,
  for: ['manager'],
  get: async (visit) => {
    const asked = await askedBy(visit);
    const tier = tierOf(visit);
    const released = asked && (await releasedFor(tier, asked, visit));
    if (!released) return { trouble: 'missing' };
    const name = `figures-${released.area}-${released.period}-${tier}.${kind === 'fhir' ? 'fhir.json' : kind}`;
    const { contentType, body } = kinds[kind];
    return { answer: { status: 200, contentType, headers: { 'content-disposition': `attachment; filename="${name}"` }, body: body(released) } };
  },
});
export const exportPages: readonly Page[] = [exportPage, file('csv'), file('json'), file('fhir')];
