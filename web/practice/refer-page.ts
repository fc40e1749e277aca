/** A referral in four questions, by anybody of the practice. */
import { factsOf } from '#fhir/patient/facts';
import type { FhirPorts } from '#fhir/ports';
import type { PracticeCaller } from '#identity/types';
import type { Person } from '#people/types';
import { needCodes } from '#referral/needs';
import type { Referral } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { button, checkbox, type Filled, formTo, hidden, longText, radios, select, textField } from '#web/frame/fields';
import { ticked } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { nearDay } from '#web/frame/when';
import { openOf, whoIsLike } from '#web/intake/alike';
import { bornText, nameOfPerson } from '#web/intake/alike-view';
import { enter } from '#web/intake/enter';
import { formNumber, isSent, needChoices } from '#web/intake/form-parts';
import { patientOf, type TypedPerson } from '#web/intake/patient';
import { phoneIn, whoFields, whoIn } from '#web/intake/person-fields';
import { requestOf } from '#web/intake/request';
import { noteSafeContact } from '#web/intake/safe-contact';
import { staffCaller } from './practice-data.ts';

const path = '/app/practice/refer';
const answers = ['yes', 'not-asked'] as const;
type There = { person: Person; referral: Referral };

const openView = (there: readonly There[], filled: Filled, { words, today }: Visit): Html => {
  const { refer } = words.practice;
  const one = ({ person, referral }: There) =>
    html`<p>${refer.openText(nameOfPerson(person, words), bornText(person, words), nearDay(londonDate(referral.receivedAt), today, words))} <a href="/app/practice/referrals/${referral.id}">${refer.openLink}</a></p>`;
  return html`<div class="hub_card"><h2>${refer.open}</h2>${there.map(one)}${checkbox({ name: 'again', label: refer.again }, filled)}</div>`;
};
const pageOf = (filled: Filled, visit: Visit, there: readonly There[] = []): Result => {
  const { words, who } = visit;
  const { refer } = words.practice;
  const { intake } = words;
  const fields = html`${hidden('form', formNumber(filled.form, visit.ports))}${there.length > 0 && openView(there, filled, visit)}
${whoFields(filled, words, intake.who.bornOrNumber)}
<h2>${intake.reach.legend}</h2>${textField({ name: 'phone', label: intake.reach.phone, hint: refer.phoneHint, width: 20, most: 40, type: 'tel' }, filled)}
${textField({ name: 'before', label: refer.before, hint: refer.beforeHint }, filled)}
<h2>${intake.about.legend}</h2>${select({ name: 'need', label: intake.about.need, choices: needChoices(words) }, filled)}
${longText({ name: 'words', label: refer.words, hint: refer.wordsHint, most: 4000 }, filled)}
${radios({ name: 'agreed', label: refer.agreed, hint: refer.agreedHint, choices: answers.map((value) => ({ value, label: refer.choices[value] })) }, filled)}
${button(refer.button)}`;
  return {
    title: refer.title,
    back: '/app/practice',
    faults: filled.faults,
    body: html`<p>${refer.lead} ${refer.urgent}</p>${formTo(path, who.csrf, fields)}`,
  };
};

type Asked = { person: TypedPerson; before: string; need: (typeof needCodes)[number]; words: string; agreed: (typeof answers)[number] };
const askedIn = (read: ReturnType<typeof fieldReader>, { words, today }: Submitted): Asked | undefined => {
  const who = whoIn(read, today, words);
  if (!who.birthDate && !who.number) read.wrong('born', words.intake.who.bornOrNumber);
  const phone = phoneIn(read, 'phone', words);
  const before = read.text('before');
  const [need, said, agreed] = [read.chosen('need', needCodes), read.text('words', 4000), read.chosen('agreed', answers)];
  if (!need || !agreed || !read.isRight()) return undefined;
  return { person: { ...who, ...(phone ? { phone } : {}) }, before, need, words: said, agreed };
};
/** Open referrals of who may be the same person. */
const thereOf = async ({ person }: Asked, by: PracticeCaller, { ports }: Visit): Promise<There[]> => {
  const alike = await whoIsLike(factsOf(patientOf(person)), by.practice, ports.fhir);
  const likely = alike.filter(({ how }) => how !== 'birth-and-part');
  const open = await Promise.all(likely.map(async (one) => (await openOf(one.person, by, ports.fhir)).map((referral) => ({ person: one.person, referral }))));
  return open.flat();
};
const referrerOf = ({ who, words: { practice } }: Visit): string =>
  who.user.role === 'staff' ? practice.refer.by(who.user.name, practice.roles[who.user.staff]) : who.user.name;
const send = (asked: Asked, by: PracticeCaller, visit: Submitted) => {
  const name = referrerOf(visit);
  const request = requestOf({
    ...{
      form: formNumber(visit.form, visit.ports),
      practice: by.practice,
      by: { name },
      person: patientOf(asked.person),
      words: asked.words,
      day: visit.today,
    },
    need: { code: asked.need, display: visit.words.needs[asked.need] },
    agreed: { to: asked.agreed === 'yes' ? ['refer'] : [], how: visit.words.practice.refer.agreedHow(name) },
  });
  const beside = (referral: Referral, ports: FhirPorts) => noteSafeContact(referral, { note: asked.before }, { by, at: visit.at }, ports);
  return enter({ call: visit.call, by, entered: { source: 'staff' }, request: async () => request, beside }, visit.ports.fhir);
};
const post = async (visit: Submitted): Promise<Result> => {
  const by = staffCaller(visit);
  if (!by) return { trouble: 'missing' };
  const read = fieldReader(visit.form, visit.words);
  const asked = askedIn(read, visit);
  const { refer } = visit.words.practice;
  const again = (there: There[] = []) => pageOf({ form: visit.form, faults: read.faults() }, visit, there);
  if (!asked) return again();
  const isLookedAt = ticked(visit.form, 'again') || (await isSent(formNumber(visit.form, visit.ports), by.practice, visit.ports.fhir));
  const there = isLookedAt ? [] : await thereOf(asked, by, visit);
  if (there.length > 0) read.wrong('again', refer.againFault);
  if (!read.isRight()) return again(there);
  const made = await send(asked, by, visit);
  if (made.ok) return { go: `/app/practice/referrals/${made.referral.id}?did=sent` };
  if (made.because === 'busy') return { trouble: 'busy' };
  read.wrong('family', made.because === 'died' ? refer.died : refer.sentBefore);
  return again();
};
export const referPage: Page = { path, for: ['staff'], get: async (visit) => pageOf({ form: visit.kept }, visit), post };
