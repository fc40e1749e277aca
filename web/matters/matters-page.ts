/** What matters to a person, on one page: goals, needs, how to reach them and what helps. */
import { aboutStore } from '#people/about-store';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Visit } from '#web/frame/page';
import { aboutView, changesView } from './about-view.ts';
import { goalList } from './goal-view.ts';
import { goalsOf } from './goals.ts';
import { needsView } from './needs-view.ts';
import { aboutOf, looking, type Subject } from './subject.ts';

const linkTo = (to: string, text: string, kind: 'primary' | 'secondary' = 'primary') =>
  html`<p class="hub_no-print"><a class="ds_button${kind === 'secondary' && ' ds_button--secondary'}" href="${to}">${text}</a></p>`;

const goalsSection = async ({ known, address, query }: Subject, visit: Visit): Promise<Html> => {
  const { goals } = visit.words.matters;
  return html`<section><h2>${goals.title}</h2>${goalList(await goalsOf(known, visit), address, query, visit)}${linkTo(`${address}/goal${query}`, goals.add)}</section>`;
};
const aboutSection = async (subject: Subject, visit: Visit): Promise<Html> => {
  const { known, address, query } = subject;
  const { about } = visit.words.matters;
  const versions = await aboutStore(visit.ports.fhir.referrals).versions(known.person.id);
  return html`<section><h2>${about.title}</h2>${aboutView(aboutOf(subject), visit)}${await changesView(versions, visit)}
${linkTo(`${address}/about${query}`, known.kept ? about.change : about.record, 'secondary')}<p class="hub_quiet">${about.readers}</p></section>`;
};
const notice = ({ query, words }: Visit): Html | undefined => {
  const what = query.get('did') ?? '';
  const { did } = words.matters;
  return Object.hasOwn(did, what) ? html`<p>${did[what as keyof typeof did]}</p>` : undefined;
};

const pageOf = async (subject: Subject, visit: Visit): Promise<Result> => {
  const { referral } = subject;
  const body = html`${await goalsSection(subject, visit)}
${referral && html`<section><h2>${visit.words.matters.needs.title}</h2>${needsView(referral, visit)}</section>`}
${await aboutSection(subject, visit)}${referral && linkTo(`/app/work/referrals/${referral.id}/sheet`, visit.words.referral.page.sheet, 'secondary')}`;
  const back = referral ? `/app/work/referrals/${referral.id}` : '/app/work';
  return { title: visit.words.matters.title(subject.name), back, notice: notice(visit), body };
};
export const mattersPage: Page = { path: '/app/work/people/{person}/matters', for: ['practitioner'], get: looking(pageOf) };
