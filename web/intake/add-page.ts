/** A practitioner adds somebody who came without a referral. */
import { factsOf } from '#fhir/patient/facts';
import { nextTry } from '#referral/attempts';
import { calendar } from '#referral/working-days';
import type { Filled } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { did } from '#web/work/did';
import { add } from './add.ts';
import { type Added, type Around, addedIn, addFields, addPath, chosenBefore, chosenIn, type Known } from './add-fields.ts';
import { openOf, whoIsLike } from './alike.ts';
import { formNumber, isSent } from './form-parts.ts';
import { patientOf } from './patient.ts';

const practicesOf = async ({ who, ports }: Visit) => {
  const { caller } = who;
  const found = caller.kind === 'practitioner' ? await Promise.all(caller.practices.map((id) => ports.fhir.directory.practice(id))) : [];
  return found.filter((one) => one !== undefined);
};
type Practices = Awaited<ReturnType<typeof practicesOf>>;

/** The first call is planned as after an accepted referral. */
const starting = async ([first]: Practices, { ports, today }: Visit) => {
  const area = first && (await ports.fhir.directory.area(first.area));
  const day = nextTry(today, calendar(area?.holidays));
  return formOf({ 'step-day': String(Number(day.slice(8))), 'step-month': String(Number(day.slice(5, 7))), 'step-year': day.slice(0, 4), mode: 'telephone' });
};
const pageOf = (filled: Filled, around: Around, visit: Visit): Result => {
  const { add: say } = visit.words.intake;
  const lead = html`<p>${say.lead}</p><p><a href="/app/work/duplicates">${say.duplicates}</a></p>`;
  return { title: say.title, back: '/app/work', faults: filled.faults, body: html`${lead}${addFields(filled, around, visit)}` };
};
const knownLike = async ({ person, practice }: Added, { who, ports }: Visit): Promise<Known[]> => {
  const alike = await whoIsLike(factsOf(patientOf(person)), practice, ports.fhir);
  return Promise.all(alike.map(async (one) => ({ ...one, open: await openOf(one.person, who.caller, ports.fhir) })));
};
const post = async (visit: Submitted): Promise<Result> => {
  const { who, ports, words, form } = visit;
  const practices = await practicesOf(visit);
  const read = fieldReader(form, words);
  const added = addedIn(read, { practices }, visit);
  if (!added || who.caller.kind !== 'practitioner') return pageOf({ form, faults: read.faults() }, { practices, known: [] }, visit);
  // Sent twice, it is not compared with what came of it: nothing is made of it again.
  const isRepeated = await isSent(formNumber(form, ports), added.practice, ports.fhir);
  const around = { practices, known: isRepeated ? [] : await knownLike(added, visit) };
  const chosen = isRepeated ? chosenBefore(visit) : chosenIn(read, around, visit);
  if (!read.isRight()) return pageOf({ form, faults: read.faults() }, around, visit);
  const made = await add({ added, chosen, known: around.known, by: who.caller }, visit);
  if (made.ok) return { go: `/app/work/referrals/${made.referral.id}?${did('added')}` };
  const { add: say } = words.intake;
  read.wrong('family', { died: say.died, 'sent-before': say.sentBefore, busy: say.busy }[made.because]);
  return pageOf({ form, faults: read.faults() }, around, visit);
};
export const addPage: Page = {
  path: addPath,
  for: ['practitioner'],
  get: async (visit) => {
    const practices = await practicesOf(visit);
    return pageOf({ form: visit.kept ?? (await starting(practices, visit)) }, { practices, known: [] }, visit);
  },
  post,
};
