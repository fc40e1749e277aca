import { noted, type Sight } from '#web/figures/noted';
import type { Page, Visit } from '#web/frame/page';
import { releaseAsked } from './asked.ts';
import { everythingPage, takenPage } from './everything-page.ts';
import { exportPages } from './export-pages.ts';
import { packInputsPage } from './pack-inputs-page.ts';
import { packPage } from './pack-page.ts';
import { publishPage } from './publish-page.ts';

/** A file for funders is noted too, though it is protected; a page for them is not. */
const exportSight = async (visit: Visit): Promise<Sight | undefined> => {
  const { query, call } = visit;
  const tier = query.get('tier') === 'programme' ? 'programme' : 'inside';
  if (tier === 'programme' && call.path.endsWith('/export')) return undefined;
  const asked = await releaseAsked(visit, { area: query.get('area') ?? '', period: query.get('period') ?? '' });
  return asked && { areas: [asked.area.id], what: tier, period: asked.period.name };
};
const takenSight = async (visit: Visit): Promise<Sight | undefined> => {
  const asked = await releaseAsked(visit, { area: visit.params.area ?? '', period: visit.params.period ?? '' });
  return asked && { areas: [asked.area.id], what: 'inside', period: asked.period.name };
};
export const publishedPages: readonly Page[] = [
  publishPage,
  ...exportPages.map((page) => noted(page, exportSight)),
  everythingPage,
  noted(takenPage, takenSight),
  packPage,
  packInputsPage,
];
