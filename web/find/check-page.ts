/** One page on which it is looked over what goes to whom; then it is sent. */
import { catchUp } from '#fhir/record/consent-door';
import { scopesOfRole } from '#identity/scopes';
import type { Agreement } from '#referral/commands';
import type { Refusal } from '#referral/refusals';
import { button, dayField, type Filled, formTo } from '#web/frame/fields';
import { dayParts, type Form, formOf } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { safeContactView } from '#web/people/person-view';
import { act, refusedPage } from '#web/work/act';
import { type Case, caseOf } from '#web/work/case-data';
import { did } from '#web/work/did';
import { nameInCase } from '#web/work/row';
import { type Checked, checkedOf, needOf } from './check-data.ts';
import { type Read, readCheck, readNeeded, type ToSend } from './check-read.ts';
import { checkedView, whenView } from './check-view.ts';
import { type Chosen, openChoice } from './choice.ts';
import { instead, placeOf } from './find-page.ts';
import { filledBefore } from './question-field.ts';

/** As it is filled in before anybody touches it. */
const firstForm = (checked: readonly Checked[], { referral }: Case, { words, today }: Visit): Form =>
  formOf({
    urgency: referral.urgency,
    ...dayParts('needed', referral.neededBy !== undefined && referral.neededBy >= today ? referral.neededBy : undefined),
    ...Object.assign(
      {},
      ...checked.flatMap(({ at, service, need, questions }) => [
        { [`${at}-fields`]: service.fields, [`${at}-need`]: need },
        ...questions.map((question) => filledBefore(question, words)),
      ]),
    ),
  });
/** Several asked for one need at once keep places for nothing. */
const mostForOne = (checked: readonly Checked[]): number => Math.max(0, ...[...Map.groupBy(checked, ({ need }) => need).values()].map(({ length }) => length));

const pageOf = (checked: readonly Checked[], chosen: readonly Chosen[], filled: Filled, found: Case, visit: Visit): Result => {
  const { words, who, params } = visit;
  const { referring } = words;
  const left = checked.filter(({ sent }) => !sent);
  const most = mostForOne(left);
  const services = checked.map((one) => checkedView(one, left.length < 2, found, filled, visit));
  const send = html`${services}<section><h2>${referring.when}</h2>${whenView(filled, visit)}${dayField({ name: 'needed', label: referring.neededBy, hint: referring.neededByHint }, filled, words)}</section>${button(referring.buttonAll(left.length))}`;
  return {
    title: `${referring.title}: ${nameInCase(found, visit)}`,
    back: `${placeOf(found)}/find`,
    faults: filled.faults,
    body: html`${found.known && safeContactView(found.known, visit)}<p>${referring.lead}</p>${checked.length < chosen.length && html`<p>${referring.gone}</p>`}
${most > 1 && html`<div class="ds_inset-text"><div class="ds_inset-text__text">${referring.sameNeed(most)}</div></div>`}
${left.length > 0 ? formTo(`${placeOf(found)}/refer/${params.sealed}`, who.csrf, send) : html`<p>${referring.nothing}</p>${services}`}`,
  };
};

const agreementOf = (visit: Visit): Agreement => ({ gives: true, permissions: ['refer', 'share'], at: visit.at });
/** As FHIR's door does it: what the person said since is heard first. Undefined: it is sent, or was. */
const sendOne = async (
  { one, need, fields, answers, agreed }: ToSend,
  { urgency, neededBy }: Read,
  found: Case,
  visit: Submitted,
): Promise<Refusal | undefined> => {
  const { referral } = found;
  const { organisation, service, onward } = one;
  const call = { ...visit.call, who: { caller: visit.who.caller, scopes: scopesOfRole(visit.who.caller.kind) } };
  const missed = await catchUp(call, referral, organisation.id, visit.ports.fhir);
  if (missed) return missed;
  const less = fields.length < service.fields.length;
  const done = await act(visit, referral.id, {
    ...{ type: 'refer-on', onward, organisation: organisation.id, service: service.id, need: needOf(need, found, visit), urgency },
    ...(neededBy ? { neededBy } : {}),
    ...(less ? { fields } : {}),
    ...(answers.length > 0 ? { answers } : {}),
    ...(service.opening ? { opening: service.opening } : {}),
    ...(agreed ? { consents: [agreementOf(visit)] } : {}),
  });
  return done.ok || done.because === 'already-referred' ? undefined : done;
};

type Opened = { found: Case; chosen: Chosen[] };
const opened = async (visit: Visit): Promise<Opened | undefined> => {
  const found = await caseOf(visit, visit.params.referral);
  const chosen = found && (await openChoice(visit.params.sealed ?? '', found, visit));
  return found && chosen ? { found, chosen } : undefined;
};
/** What consent is there is asked again: it may have been taken back since the page was opened. */
const askAgain = async ({ one }: ToSend, { chosen }: Opened, visit: Submitted): Promise<Result> => {
  const found = await caseOf(visit, visit.params.referral);
  if (!found) return { trouble: 'missing' };
  const checked = await checkedOf(chosen, readNeeded(visit), found, visit);
  return pageOf(checked, chosen, { form: visit.form, faults: { [`${one.at}-agreed`]: visit.words.referring.consentNeeded } }, found, visit);
};
const post = async (visit: Submitted): Promise<Result> => {
  const all = await opened(visit);
  if (!all) return { trouble: 'missing' };
  const { found, chosen } = all;
  const closed = instead(found, visit.words.referring.title, visit);
  if (closed) return closed;
  const checked = await checkedOf(chosen, readNeeded(visit), found, visit);
  const read = readCheck(checked, found, visit);
  if ('faults' in read) return pageOf(checked, chosen, { form: visit.form, faults: read.faults }, found, visit);
  for (const one of read.sends) {
    const refusal = await sendOne(one, read, found, visit);
    if (refusal) return refusal.because.startsWith('consent-') ? askAgain(one, all, visit) : refusedPage(refusal);
  }
  return { go: `${placeOf(found)}?${did(read.sends.length > 0 ? 'referred-on' : 'nothing-sent')}` };
};
export const checkPage: Page = {
  path: '/app/work/referrals/{referral}/refer/{sealed}',
  for: ['practitioner'],
  get: async (visit) => {
    const all = await opened(visit);
    if (!all) return { trouble: 'missing' };
    const { found, chosen } = all;
    const closed = instead(found, visit.words.referring.title, visit);
    if (closed) return closed;
    const checked = await checkedOf(chosen, undefined, found, visit);
    return pageOf(checked, chosen, { form: visit.kept ?? firstForm(checked, found, visit) }, found, visit);
  },
  post,
};
