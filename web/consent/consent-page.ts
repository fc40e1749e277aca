/** The two permissions: what stands, what to say, writing down what the person answered, and taking it back with one button. */
import type { Bundle, Consent } from 'fhir/r4.js';
import { fhirCall } from '#web/frame/fhir';
import { onceKey, troubleIn } from '#web/frame/fhir-told';
import type { Filled } from '#web/frame/fields';
import { oneOf, text } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { backOf, personPath } from '#web/people/person-page';
import { safeContactView } from '#web/people/person-view';
import { nameInCase } from '#web/work/row';
import { aloudView } from './aloud-view.ts';
import { type ConsentCase, consentCase } from './consent-data.ts';
import { historyView } from './history-view.ts';
import { readSaid } from './read-said.ts';
import { recordForm } from './record-form.ts';
import { consentOf, type Said } from './said.ts';
import { permissions, standingRows } from './standing.ts';
import { standingView } from './standing-view.ts';

const dids = ['said', 'withdrawn'] as const;

const pageOf = (one: ConsentCase, filled: Filled, visit: Visit): Result => {
  const { found, statements, names, recorders, consents } = one;
  const { consent } = visit.words;
  const done = dids.find((did) => did === visit.query.get('did'));
  return {
    title: consent.title(nameInCase(found, visit)),
    back: backOf(found),
    faults: filled.faults,
    notice: done && html`<p>${consent.record[done]}</p>`,
    body: html`${safeContactView(found.known, visit)}<p>${consent.never}</p>${standingView(standingRows(statements, found, visit.at), names, found, visit)}
${aloudView(found, visit)}${recordForm(one, filled, visit)}${historyView(found, consents, names, recorders, visit)}`,
  };
};

/** All or nothing, and once however often the form is sent. */
const keep = async (said: readonly Said[], { found }: ConsentCase, visit: Submitted): Promise<Result | undefined> => {
  const consents: Consent[] = said.map((one) => consentOf(one, found.known.person.id));
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: consents.map((resource) => ({ resource, request: { method: 'POST', url: 'Consent' } })),
  };
  return troubleIn(await fhirCall(visit, 'POST', '', bundle, { headers: onceKey(text(visit.form, 'once'), bundle) }));
};
const withdraw = async (one: ConsentCase, visit: Submitted): Promise<Result> => {
  const permission = oneOf(visit.form, 'permission', permissions);
  const named = text(visit.form, 'organisation');
  const organisation = one.organisations.find(({ id }) => id === named)?.id;
  if (!permission || (named !== '' && !organisation)) return { trouble: 'notPossible' };
  const how = visit.words.consent.history.takenBack;
  const said: Said = { permissions: [permission], gives: false, organisation, day: visit.today, how: 'taken-back', giver: 'person', texts: { how } };
  return (await keep([said], one, visit)) ?? { go: personPath(one.found, 'consent', 'did=withdrawn') };
};
const record = async (one: ConsentCase, visit: Submitted): Promise<Result> => {
  const read = readSaid(one, visit);
  if ('faults' in read) return pageOf(one, { form: visit.form, faults: read.faults }, visit);
  return (await keep(read.said, one, visit)) ?? { go: personPath(one.found, 'consent', 'did=said') };
};

export const consentPage: Page = {
  path: '/app/work/people/{person}/consent',
  for: ['practitioner'],
  get: async (visit) => {
    const one = await consentCase(visit);
    return one ? pageOf(one, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post: async (visit) => {
    const one = await consentCase(visit);
    if (!one) return { trouble: 'missing' };
    return text(visit.form, 'do') === 'withdraw' ? withdraw(one, visit) : record(one, visit);
  },
};
