/** The people of a manager's areas, and adding one. */
import { wteOn } from '#directory/over-time';
import type { Practitioner } from '#directory/types';
import type { User } from '#identity/users';
import { button, type Filled, formTo, hidden } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html, type Part } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { jobOf } from './jobs.ts';
import { after, table } from './parts.ts';
import { personDocument, personFields, personForm, personTyped } from './person-form.ts';
import { save } from './save.ts';
import { areaName, type Territory, territoryOf, usersOf } from './territory.ts';

const practiceNames = (ids: readonly string[], { practices }: Territory): string =>
  practices
    .filter(({ id }) => ids.includes(id))
    .map(({ name }) => name)
    .join(', ');
const whereIs = (one: User, territory: Territory): string => {
  if (one.role === 'staff') return practiceNames([one.practice], territory);
  if (one.role === 'practitioner') return practiceNames(territory.practitioners.find(({ id }) => id === one.practitioner)?.practices ?? [], territory);
  if (one.role === 'collector') return practiceNames(one.collects, territory);
  const sees = territory.managers.find(({ id }) => id === one.manager)?.areas ?? [];
  return territory.areas
    .filter(({ id }) => sees.includes(id))
    .map(areaName)
    .join(', ');
};
const hoursText = (one: Practitioner | undefined, { today }: Visit): string => String(wteOn(one?.wte, today) ?? '');
const userRow = (one: User, territory: Territory, visit: Visit): Part[] => {
  const { people: say } = visit.words.setUp;
  const practitioner = one.role === 'practitioner' ? territory.practitioners.find(({ id }) => id === one.practitioner) : undefined;
  return [
    html`<a href="/app/manage/people/${one.id}">${one.name}</a>`,
    say.jobs[jobOf(one)],
    whereIs(one, territory),
    hoursText(practitioner, visit),
    one.disabled ? say.state.off : say.state.on,
  ];
};
const withoutUser = (one: Practitioner, territory: Territory, visit: Visit): Part[] => {
  const { people: say } = visit.words.setUp;
  const link: Html = html`${say.state.none}. <a href="/app/manage/people/add?practitioner=${one.id}" aria-label="${say.letIn}: ${one.name}">${say.letIn}</a>`;
  return [one.name, say.jobs.practitioner, practiceNames(one.practices, territory), hoursText(one, visit), link];
};
const peoplePage: Page = {
  path: '/app/manage/people',
  for: ['manager'],
  get: async (visit) => {
    const { people: say } = visit.words.setUp;
    const territory = await territoryOf(visit);
    const users = await usersOf(territory, visit);
    const signing = new Set(users.flatMap((one) => (one.role === 'practitioner' ? [one.practitioner] : [])));
    const others = territory.practitioners.filter(({ id }) => !signing.has(id));
    const rows = [...users.map((one) => userRow(one, territory, visit)), ...others.map((one) => withoutUser(one, territory, visit))];
    const { name, role, where, wte, state } = say.columns;
    return {
      title: say.title,
      back: '/app/manage',
      wide: true,
      body: html`<p><a href="/app/manage/people/add">${say.add}</a></p>${rows.length === 0 ? html`<p>${say.empty}</p>` : table(say.title, [name, role, where, wte, state], rows)}`,
    };
  },
};

/** Somebody whom the directory knows already as a practitioner, and who cannot sign in yet. */
const knownAs = async (id: string, territory: Territory, visit: Visit): Promise<Practitioner | undefined> => {
  const users = await usersOf(territory, visit);
  const signsIn = users.some((one) => one.role === 'practitioner' && one.practitioner === id);
  return signsIn ? undefined : territory.practitioners.find((one) => one.id === id);
};
const addView = async (known: string, filled: Filled, visit: Visit): Promise<Result> => {
  const { people: say } = visit.words.setUp;
  const territory = await territoryOf(visit);
  const practitioner = await knownAs(known, territory, visit);
  const shown = filled.form ? filled : { form: personForm({ practitioner }) };
  const fields = html`${practitioner && hidden('practitioner', practitioner.id)}${personFields(territory, shown, visit)}${button(visit.words.frame.save)}`;
  return { title: say.add, back: '/app/manage/people', faults: filled.faults, body: formTo('/app/manage/people/add', visit.who.csrf, fields) };
};
const add = async (visit: Submitted): Promise<Result> => {
  const territory = await territoryOf(visit);
  const known = text(visit.form, 'practitioner');
  const again = (filled: Filled) => addView(known, filled, visit);
  const read = await personTyped(visit, territory, undefined);
  if ('faults' in read) return again({ form: visit.form, faults: read.faults });
  const id = `p-${visit.ports.ids.id().slice(0, 12)}`;
  const practitioner = await knownAs(known, territory, visit);
  const saved = await save(visit, personDocument({ practitioner }, read.typed, id, territory), { otherwise: 'name', id: 'name' });
  return after(saved, `/app/manage/people/${id}`, 'added', again, visit.form);
};
const addPage: Page = {
  path: '/app/manage/people/add',
  for: ['manager'],
  get: (visit) => addView(visit.kept ? text(visit.kept, 'practitioner') : (visit.query.get('practitioner') ?? ''), { form: visit.kept }, visit),
  post: add,
};
export const peoplePages: readonly Page[] = [peoplePage, addPage];
