/** An organisation's name, kind and registered address: adding one, and changing it. */
import { wakeReturned } from '#delivery/wake';
import { directoryStore } from '#directory/directory-store';
import { organisationKinds } from '#directory/service-lists';
import type { Organisation } from '#directory/types';
import { type Filled, radios, select, textField } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { save } from '#web/set-up/save';
import { areaName, areasOf, territoryOf, unversioned } from '#web/set-up/territory';
import { wordsOf } from '#web/work/choices';
import { type One, organisationPath } from './organisations.ts';
import { form, organisationPage } from './parts.ts';
import { afterSaved, idFrom, without } from './service-data.ts';
import { isMail } from './shapes.ts';

const fieldsOf = (filled: Filled, { words }: Visit): Html => {
  const { details: say } = words.communityService;
  return html`${textField({ name: 'name', label: say.name, most: 120 }, filled)}${radios({ name: 'kind', label: say.kind, choices: wordsOf(organisationKinds, say.kinds) }, filled)}
${textField({ name: 'mail', label: say.mail, hint: say.mailHint, type: 'email' }, filled)}`;
};
type Read = ReturnType<typeof fieldReader>;
const typed = (read: Read, { words }: Visit) => {
  const [name, kind, mail] = [read.needed('name', 120), read.chosen('kind', organisationKinds), read.text('mail')];
  if (mail && !isMail(mail)) read.wrong('mail', words.communityService.details.mailWrong);
  return without({ name, kind, mail: mail || undefined });
};

const addView = async (filled: Filled, visit: Visit): Promise<Result> => {
  const { details: say } = visit.words.communityService;
  const { areas } = await territoryOf(visit);
  const choices = areas.map((area) => ({ value: area.id, label: areaName(area) }));
  const own: Filled = filled.form ? filled : { form: formOf({ kind: 'third-sector' }) };
  const fields = html`${fieldsOf(own, visit)}${choices.length > 1 && select({ name: 'area', label: say.area, choices }, own)}`;
  return {
    title: say.add,
    back: '/app/community',
    faults: filled.faults,
    body: html`<p>${say.step}</p>${form('/app/community/add', 'add', fields, visit.words.frame.save, visit)}`,
  };
};
/** No practice or organisation may have it, of whatever area. */
const freeId = async (name: string, { ports }: Visit): Promise<string | undefined> => {
  const directory = directoryStore(ports.access);
  const taken = new Set<string>();
  for (let id = idFrom(name, (one) => taken.has(one)); id !== undefined; id = idFrom(name, (one) => taken.has(one))) {
    const held = await Promise.all([directory.organisation(id as Organisation['id']), directory.practice(id as never)]);
    if (held.every((one) => one === undefined)) return id;
    taken.add(id);
  }
  return undefined;
};
const add = async (visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const said = typed(read, visit);
  const areas = areasOf(visit);
  const area = areas.length > 1 ? read.chosen('area', areas) : areas[0];
  const again = (filled: Filled) => addView({ ...filled, form: visit.form }, visit);
  const id = read.isRight() ? await freeId(said.name, visit) : undefined;
  if (!id) read.wrong('name', visit.words.communityService.details.nameless);
  if (!id || !area || !read.isRight()) return again({ faults: read.faults() });
  const saved = await save(visit, { organisations: [{ id, ...said, area, services: [] }] }, { otherwise: 'name' });
  return afterSaved(saved, `/app/community/${id}/steps?did=added`, again, visit);
};
const addPage: Page = { path: '/app/community/add', for: ['manager'], get: (visit) => addView({ form: visit.kept }, visit), post: add };

const to = (one: One) => `${organisationPath(one)}/details`;
const view = (one: One, filled: Filled, visit: Visit): Result => {
  const own: Filled = filled.form ? filled : { form: formOf({ name: one.name, kind: one.kind, mail: one.mail }) };
  return {
    title: visit.words.communityService.details.title,
    back: organisationPath(one),
    faults: filled.faults,
    body: form(to(one), 'save', fieldsOf(own, visit), visit.words.frame.save, visit),
  };
};
/** Whoever has the old address hears of it first: a mail that cannot be sent stops the change. */
const tellOld = async ({ mail, name }: One, next: string | undefined, { ports, words }: Visit): Promise<void> => {
  const { details: say } = words.communityService;
  if (mail !== undefined && mail !== next) await ports.mail.send({ to: mail, subject: say.changedSubject, text: say.changedText(name) });
};
const change = async (one: One, visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const said = typed(read, visit);
  const again = (filled: Filled) => view(one, { ...filled, form: visit.form }, visit);
  if (!read.isRight()) return again({ faults: read.faults() });
  const { mail: _, kind: __, name: ___, ...rest } = one;
  await tellOld(one, said.mail, visit);
  const saved = await save(visit, { organisations: [{ ...unversioned(rest), ...said }] }, { otherwise: 'name' });
  // What came back from the old address goes to the new one.
  if (saved.ok && said.mail !== one.mail) await wakeReturned(one.id, visit.ports.fhir.subscriptions);
  return afterSaved(saved, `${organisationPath(one)}?did=saved`, again, visit);
};
export const detailsPages: readonly Page[] = [
  addPage,
  organisationPage('/details', { get: (one, visit) => view(one, { form: visit.kept }, visit), post: change }),
];
