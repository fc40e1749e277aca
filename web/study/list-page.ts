/** The studies of a manager's areas. */
import { blockedStudy } from '#study/job';
import type { Study } from '#study/types';
import { html, type Part } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { fullDay, table } from '#web/set-up/parts';
import { studiesOf } from './study-data.ts';

const approvalText = (study: Study, visit: Visit): string => {
  const { list: say } = visit.words.study;
  if (!study.approval) return say.missing;
  return blockedStudy(study, visit.today) === 'approval-over' ? say.over : say.approved(fullDay(study.approval.until, visit));
};
export const listPage: Page = {
  path: '/app/studies',
  for: ['manager'],
  get: async (visit) => {
    const { list: say } = visit.words.study;
    const studies = await studiesOf(visit);
    const rows = studies.map((one): Part[] => [html`<a href="/app/studies/${one.id}">${one.name}</a>`, String(one.practices.length), approvalText(one, visit)]);
    const { name, practices, approval } = say.columns;
    return {
      title: say.title,
      back: '/app/manage',
      body: html`<p>${say.lead}</p>${rows.length === 0 ? html`<p>${say.none}</p>` : table(say.title, [name, practices, approval], rows)}<p><a href="/app/studies/add">${say.add}</a></p>`,
    };
  },
};
