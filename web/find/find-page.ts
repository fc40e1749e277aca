/** Finding help for one person: what was looked for is posted, and the address of the answer is sealed, so that Back works and no history tells of it. */

import { isUnderWay } from '#referral/edges';
import { needCodes } from '#referral/needs';
import { showNameView } from '#web/cover/show-name';
import { button, type Filled, formTo, hidden, select } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Visit } from '#web/frame/page';
import { safeContactView } from '#web/people/person-view';
import { type Case, caseOf } from '#web/work/case-data';
import { wordsOf } from '#web/work/choices';
import { nameInCase } from '#web/work/row';
import { resultsFor } from './find-data.ts';
import { attributionView, resultsView } from './result-view.ts';
import { type Asked, firstAsked, formOfAsked, openAsked, readAsked, sealAsked } from './wish.ts';
import { askedText, wishForm } from './wish-form.ts';

export const placeOf = ({ referral }: Pick<Case, 'referral'>): string => `/app/work/referrals/${referral.id}`;

/** Why nothing can be looked for; undefined: it can. */
export const instead = (found: Case, title: string, visit: Visit): Result | undefined => {
  const { finding } = visit.words;
  const page = (body: Html): Result => ({ title: `${title}: ${nameInCase(found, visit)}`, back: placeOf(found), body });
  if (found.masked) return page(html`<p>${finding.masked}</p>${showNameView(found, visit)}`);
  return isUnderWay(found.referral.status) ? undefined : page(html`<p>${finding.closed}</p>`);
};

const gapForm = ({ need }: Asked, sealed: string, found: Case, visit: Visit): Html => {
  const { gap } = visit.words.finding;
  const which = need
    ? hidden('need', need)
    : select({ name: 'need', label: gap.need, choices: wordsOf(needCodes, visit.words.needs) }, { form: formOf({ need: 'other' }) });
  const fields = html`${hidden('sealed', sealed)}${which}${button(gap.button, 'secondary')}`;
  return html`<section class="hub_no-print"><h2>${gap.title}</h2><p>${gap.hint}</p>${formTo(`${placeOf(found)}/find/gap`, visit.who.csrf, fields)}</section>`;
};
const pagesView = (page: number, pages: number, at: string, { words }: Visit): Html | undefined => {
  const { finding } = words;
  if (pages < 2) return undefined;
  const link = (to: number, text: string) => to >= 1 && to <= pages && html`<li><a href="${at}?page=${to}">${text}</a></li>`;
  return html`<nav aria-label="${finding.pages}"><p>${finding.page(page, pages)}</p><ul class="hub_filters">${link(page - 1, finding.earlier)}${link(page + 1, finding.later)}</ul></nav>`;
};
const notice = ({ query, words }: Visit): Html | undefined => {
  const { did } = words.finding;
  const what = query.get('did');
  return what === 'told' || what === 'gap' ? html`<p>${did[what]}</p>` : undefined;
};

/** `filled`: of the search; `ticked`: of the results, with what is wrong with them. */
type Shown = { filled?: Filled; ticked?: readonly string[]; fault?: string };
export const foundView = async (found: Case, asked: Asked, { filled, ticked = [], fault }: Shown, visit: Visit): Promise<Result> => {
  const { words, who } = visit;
  const { finding } = words;
  const [sealed, wanted] = [await sealAsked(asked, found, visit), Number(visit.query.get('page') ?? 1)];
  const page = Number.isInteger(wanted) && wanted > 0 ? wanted : 1;
  const results = await resultsFor(asked, page, found, visit);
  const send = button(finding.referOn);
  const hubs = [...results.matches, ...results.mayMatch].some(({ entry }) => entry.hub);
  const wrong = fault && html`<p class="ds_question__error-message" id="services-fault">${fault}</p>`;
  const list = html`${hidden('sealed', sealed)}<div id="services" tabindex="-1">${wrong}</div>${hubs && send}${resultsView(results, ticked, found, visit)}${hubs && send}`;
  return {
    title: `${finding.title}: ${nameInCase(found, visit)}`,
    back: placeOf(found),
    wide: true,
    faults: { ...filled?.faults, ...(fault ? { services: fault } : {}) },
    notice: notice(visit),
    body: html`${found.known && safeContactView(found.known, visit)}<p>${askedText(asked, visit)}</p>${wishForm(`${placeOf(found)}/find`, filled ?? { form: formOfAsked(asked) }, visit)}
${formTo(`${placeOf(found)}/refer`, who.csrf, list)}<p class="hub_quiet">${finding.signposting}</p>
${pagesView(page, results.pages, `${placeOf(found)}/find/${sealed}`, visit)}<p>${finding.leftOut(results.leftOut)}</p>${gapForm(asked, sealed, found, visit)}${attributionView(results.attribution, visit)}`,
  };
};

/** After a no: the same wish, without those who were asked. */
const afterNo = (found: Case, { query }: Visit): Asked | undefined => {
  const onward = found.referral.onward.find(({ id }) => id === query.get('after'));
  const need = needCodes.find((code) => code === onward?.need.code);
  return onward && { ...firstAsked(found), ...(need ? { need } : {}), after: onward.id };
};
const first: Page = {
  path: '/app/work/referrals/{referral}/find',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    if (!found) return { trouble: 'missing' };
    const asked = afterNo(found, visit) ?? firstAsked(found);
    const kept = visit.kept?.has('postcode') ? { filled: { form: visit.kept } } : {};
    return instead(found, visit.words.finding.title, visit) ?? foundView(found, asked, kept, visit);
  },
  post: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    if (!found) return { trouble: 'missing' };
    const closed = instead(found, visit.words.finding.title, visit);
    if (closed) return closed;
    const read = readAsked(visit);
    if ('faults' in read) return foundView(found, firstAsked(found), { filled: { form: visit.form, faults: read.faults } }, visit);
    return { go: `${placeOf(found)}/find/${await sealAsked(read.asked, found, visit)}` };
  },
};
const again: Page = {
  path: '/app/work/referrals/{referral}/find/{sealed}',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    const asked = found && (await openAsked(visit.params.sealed ?? '', found, visit));
    if (!found || !asked) return { trouble: 'missing' };
    return instead(found, visit.words.finding.title, visit) ?? foundView(found, asked, {}, visit);
  },
};
export const findPages: readonly Page[] = [first, again];
