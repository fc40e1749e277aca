/** What the person needs, of the programme's list: several, and the one that matters most. */
import { isUnderWay } from '#referral/edges';
import { type NeedCode, needCodeOf, needCodes } from '#referral/needs';
import { button, checkboxes, type Filled, formTo, select } from '#web/frame/fields';
import { type Form, formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { act, refusedPage } from '#web/work/act';
import { type Case, caseOf } from '#web/work/case-data';
import { wordsOf } from '#web/work/choices';
import { did } from '#web/work/did';
import { needText } from '#web/work/need-text';
import { nameInCase } from '#web/work/row';

const formOfNeeds = ({ referral: { need, casework } }: Case): Form => {
  const asked = needCodeOf(need);
  return formOf({ needs: casework?.needs ?? (asked ? [asked] : []), primary: casework?.primaryNeed ?? asked });
};
const formHtml = ({ referral }: Case, filled: Filled, { words, who }: Visit): Html => {
  const { needs: say } = words.matters;
  const fields = html`${checkboxes({ name: 'needs', label: say.which, hint: say.whichHint, choices: wordsOf(needCodes, words.needs) }, filled)}
${select({ name: 'primary', label: say.primary, hint: say.primaryHint, choices: [{ value: '', label: '' }, ...wordsOf(needCodes, words.needs)] }, filled)}
<p class="hub_quiet">${say.sensitive}</p>${button(words.frame.save)}`;
  return formTo(`/app/work/referrals/${referral.id}/needs`, who.csrf, fields);
};
const pageOf = (found: Case, filled: Filled, visit: Visit): Result => {
  const { needs: say } = visit.words.matters;
  return {
    title: `${say.title}: ${nameInCase(found, visit)}`,
    back: `/app/work/referrals/${found.referral.id}`,
    faults: filled.faults,
    body: html`${!found.masked && html`<p>${say.asked(needText(found.referral.need, visit.words))}</p>`}${isUnderWay(found.referral.status) ? formHtml(found, filled, visit) : html`<p>${say.over}</p>`}`,
  };
};

type Needs = { needs: readonly NeedCode[]; primary: NeedCode };
/** Of one need alone it goes without saying that it matters most. */
const needsIn = ({ form, words }: Submitted): Needs | { faults: NonNullable<Filled['faults']> } => {
  const read = fieldReader(form, words);
  const { needs: say } = words.matters;
  const needs = read.some('needs', needCodes);
  const primary = read.choice('primary', needCodes) ?? (needs.length === 1 ? needs[0] : undefined);
  if (needs.length === 0) read.wrong('needs', say.tickOne);
  else if (!primary || !needs.includes(primary)) read.wrong('primary', say.notTicked);
  return primary && read.isRight() ? { needs, primary } : { faults: read.faults() };
};
const isSame = ({ referral: { casework } }: Case, { needs, primary }: Needs): boolean =>
  casework?.primaryNeed === primary && needs.join() === casework.needs?.join();

const post = async (visit: Submitted): Promise<Result> => {
  const found = await caseOf(visit, visit.params.referral);
  if (!found) return { trouble: 'missing' };
  const read = needsIn(visit);
  if ('faults' in read) return pageOf(found, { form: visit.form, faults: read.faults }, visit);
  const to = { go: `/app/work/referrals/${found.referral.id}?${did('saved')}` };
  if (isSame(found, read)) return to;
  const done = await act(visit, found.referral.id, { type: 'record-needs', ...read });
  return done.ok ? to : refusedPage(done);
};
export const needsPage: Page = {
  path: '/app/work/referrals/{referral}/needs',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    return found ? pageOf(found, { form: visit.kept ?? formOfNeeds(found) }, visit) : { trouble: 'missing' };
  },
  post,
};
