/** The practices of a manager's areas, and adding one. */

import { directoryStore } from '#directory/directory-store';
import { armOn, listSizeOn } from '#directory/over-time';
import type { Practice } from '#directory/types';
import { practiceNamed } from '#fhir/directory/reach';
import { button, type Filled, formTo, textField } from '#web/frame/fields';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { after, fullDay, table } from './parts.ts';
import { practiceFields, practiceForm, practiceTyped } from './practice-form.ts';
import { save } from './save.ts';
import { type Territory, territoryOf } from './territory.ts';

const rowOf = (one: Practice, { practitioners }: Territory, visit: Visit) => {
  const { setUp } = visit.words;
  const arm = armOn(one.arms, visit.today);
  const size = listSizeOn(one.listSizes, visit.today);
  const people = practitioners.filter(({ practices }) => practices.includes(one.id)).map(({ name }) => name);
  return [
    html`<a href="/app/manage/practices/${one.id}">${one.name}</a>`,
    arm ? setUp.arms.names[arm] : '',
    size ? setUp.practices.asOf(size.patients, fullDay(size.day, visit)) : '',
    people.join(', '),
  ];
};
const practicesPage: Page = {
  path: '/app/manage/practices',
  for: ['manager'],
  get: async (visit) => {
    const { practices: say } = visit.words.setUp;
    const territory = await territoryOf(visit);
    const rows = territory.practices.map((one) => rowOf(one, territory, visit));
    const { practice, arm, patients, people } = say.columns;
    return {
      title: say.title,
      back: '/app/manage',
      wide: true,
      body: html`<p><a href="/app/manage/practices/add">${say.add}</a></p><p><a href="/app/plan">${visit.words.improvement.list.link}</a></p>${rows.length === 0 ? html`<p>${say.empty}</p>` : table(say.title, [practice, arm, patients, people], rows)}`,
    };
  },
};

const addView = async (filled: Filled, visit: Visit): Promise<Result> => {
  const { practices: say } = visit.words.setUp;
  const territory = await territoryOf(visit);
  const shown = filled.form ? filled : { form: practiceForm({}) };
  const fields = html`${textField({ name: 'id', label: say.id, hint: say.idHint, width: 20, most: 64 }, filled)}${practiceFields(territory, shown, visit)}${button(visit.words.frame.save)}`;
  return { title: say.add, back: '/app/manage/practices', faults: filled.faults, body: formTo('/app/manage/practices/add', visit.who.csrf, fields) };
};
const add = async (visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const id = read.needed('id', 64);
  const held = await practiceNamed(id, directoryStore(visit.ports.access));
  if (held) read.wrong('id', visit.words.setUp.practices.idTaken);
  const again = (filled: Filled) => addView(filled, visit);
  const typed = practiceTyped(visit.form, read, await territoryOf(visit));
  if (!read.isRight()) return again({ form: visit.form, faults: read.faults() });
  const saved = await save(visit, { practices: [{ id, ...typed }] }, { phone: 'phone', contactWithin: 'contact-within' });
  return after(saved, `/app/manage/practices/${encodeURIComponent(id)}`, 'added', again, visit.form);
};
const addPage: Page = { path: '/app/manage/practices/add', for: ['manager'], get: (visit) => addView({ form: visit.kept }, visit), post: add };
export const practicesPages: readonly Page[] = [practicesPage, addPage];
