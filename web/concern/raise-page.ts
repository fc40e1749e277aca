/** `I am worried about someone`: the contacts first, then what was said, what kind, whom somebody told. Nothing keeps it from being saved. */
import type { AreaId } from '#identity/types';
import { type Concern, concernKinds } from '#people/concern';
import { concernAddress, concernStore, readConcernId } from '#people/concern-store';
import { button, checkboxes, type Filled, formTo, hidden, longText, radios } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { type ShownPerson, shownPerson } from '#web/people/shown-person';
import { wordsOf } from '#web/work/choices';
import { nameInCase } from '#web/work/row';
import { guidanceView } from './guidance.ts';
import { tellOfConcern } from './tell.ts';
import { toldFields, toldIn } from './told-fields.ts';

const dangers = ['yes', 'no'] as const;
const fieldsOf = (filled: Filled, visit: Visit): Html => {
  const { form, kinds } = visit.words.concern;
  return html`${radios({ name: 'danger', label: form.danger, choices: wordsOf(dangers, { yes: form.dangerYes, no: form.dangerNo }) }, filled)}
${longText({ name: 'words', label: form.words, hint: form.wordsHint, most: 4000, rows: 6 }, filled)}
${checkboxes({ name: 'kinds', label: form.kinds, hint: form.kindsHint, choices: wordsOf(concernKinds, kinds) }, filled)}
${toldFields(filled, visit)}${longText({ name: 'next', label: form.next, most: 2000, rows: 3 }, filled)}${button(form.save)}`;
};
const areaOf = async ({ known }: ShownPerson, { ports }: Visit): Promise<AreaId | undefined> =>
  (await ports.fhir.directory.practice(known.person.practice))?.area;
const backOf = ({ referral }: ShownPerson, { who }: Visit): string =>
  who.caller.kind === 'practitioner' ? (referral ? `/app/work/referrals/${referral.id}` : '/app/work') : '/app/start';

const pageOf = async (shown: ShownPerson, filled: Filled, visit: Visit): Promise<Result> => {
  const { call, ports, words, who } = visit;
  const id = readConcernId(text(filled.form, 'concern')) ?? ports.ids.short();
  const hiddens = html`${hidden('concern', id)}${shown.referral && hidden('referral', shown.referral.id)}`;
  return {
    title: words.concern.titleOf(nameInCase(shown, visit)),
    back: backOf(shown, visit),
    faults: filled.faults,
    body: html`${await guidanceView(await areaOf(shown, visit), visit)}<p class="hub_quiet">${words.concern.readers}</p>
${formTo(call.path, who.csrf, html`${hiddens}${fieldsOf(filled, visit)}`)}`,
  };
};

type Said = Pick<Concern, 'words' | 'kinds' | 'danger' | 'told' | 'next'>;
const saidIn = (visit: Submitted): { said: Said } | { faults: NonNullable<Filled['faults']> } => {
  const read = fieldReader(visit.form, visit.words);
  const danger = read.chosen('danger', dangers);
  const [words, kinds] = [read.needed('words', 4000), read.some('kinds', concernKinds)];
  if (kinds.length === 0) read.wrong('kinds', visit.words.frame.faults.choose);
  const [told, next] = [toldIn(read, visit), read.text('next', 2000)];
  return danger && read.isRight() ? { said: { words, kinds, danger: danger === 'yes', told, next } } : { faults: read.faults() };
};
const concernOf = (id: string, said: Said, { known, referral }: ShownPerson, area: AreaId, { who, at }: Visit): Concern => ({
  ...{ id, person: known.person.id, practice: known.person.practice, area, versionId: 1, raisedAt: at },
  ...(referral ? { referral: referral.id } : {}),
  raisedBy: { user: who.user.id, name: who.user.name, ...(who.caller.kind === 'practitioner' ? { practitioner: who.caller.practitioner } : {}) },
  ...said,
  added: [],
});

const post = async (visit: Submitted): Promise<Result> => {
  const shown = await shownPerson(visit, visit.params.person, text(visit.form, 'referral'));
  const area = shown && (await areaOf(shown, visit));
  if (!shown || !area) return { trouble: 'missing' };
  const read = saidIn(visit);
  const id = readConcernId(text(visit.form, 'concern')) ?? visit.ports.ids.short();
  if ('faults' in read) return pageOf(shown, { form: visit.form, faults: read.faults }, visit);
  const concern = concernOf(id, read.said, shown, area, visit);
  const { outcome } = await concernStore(visit.ports.fhir.referrals).write(concern);
  const to = `/app/concerns/${concernAddress(concern)}`;
  // Sent twice: it is there, and they were told.
  if (outcome === 'condition-failed') return { go: to };
  if (outcome !== 'written') return { trouble: 'busy' };
  return { go: `${to}?did=${(await tellOfConcern(concern, visit)) ? 'raised' : 'raised-without-mail'}` };
};

const at = (path: Page['path'], role: 'practitioner' | 'staff'): Page => ({
  path,
  for: [role],
  get: async (visit) => {
    const shown = await shownPerson(visit, visit.params.person, visit.query.get('referral'));
    return shown ? pageOf(shown, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
});
export const raisePages: readonly Page[] = [at('/app/work/people/{person}/concern', 'practitioner'), at('/app/practice/people/{person}/concern', 'staff')];
