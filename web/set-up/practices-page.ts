/** The practices of a manager's areas, and adding one. */

import { directoryStore } from '#directory/directory-store';
import { armOn, listSizeOn } from '#directory/over-time';
import type { Practice } from '#directory/types';
import { button, type Filled, formTo, select, textField } from '#web/frame/fields';
import { type Form, formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { after, fullDay, table } from './parts.ts';
import { save } from './save.ts';
import { areaName, type Territory, territoryOf } from './territory.ts';

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
      body: html`<p><a href="/app/manage/practices/add">${say.add}</a></p>${rows.length === 0 ? html`<p>${say.empty}</p>` : table(say.title, [practice, arm, patients, people], rows)}`,
    };
  },
};

/** Everything a practice is but what changes over time; the area is asked for where there is a choice. */
export const practiceFields = ({ areas }: Territory, filled: Filled, { words }: Visit): Html => {
  const { practices: say } = words.setUp;
  const choices = areas.map((one) => ({ value: one.id, label: areaName(one) }));
  return html`${textField({ name: 'name', label: say.name, most: 120 }, filled)}
${textField({ name: 'codes', label: say.codes, hint: say.codesHint, most: 200 }, filled)}
${textField({ name: 'mail', label: say.mail, hint: say.mailHint, type: 'email' }, filled)}
${choices.length > 1 && select({ name: 'area', label: say.area, choices }, filled)}`;
};
export const practiceForm = ({ name, codes, mail, area }: Practice): Form => formOf({ name, codes: codes?.join(' '), mail, area });
const wordsIn = (given: string): string[] => given.split(/[\s,;|]+/).filter((word) => word !== '');
/** As a document says it, of what was typed. */
export const practiceTyped = (form: Form, { areas }: Territory) => {
  const [codes, mail] = [wordsIn(text(form, 'codes')), text(form, 'mail')];
  return { name: text(form, 'name'), area: text(form, 'area') || areas[0]?.id, ...(mail ? { mail } : {}), ...(codes.length > 0 ? { codes } : {}) };
};

const addView = async (filled: Filled, visit: Visit): Promise<Result> => {
  const { practices: say } = visit.words.setUp;
  const territory = await territoryOf(visit);
  const fields = html`${textField({ name: 'id', label: say.id, hint: say.idHint, width: 20, most: 64 }, filled)}${practiceFields(territory, filled, visit)}${button(visit.words.frame.save)}`;
  return { title: say.add, back: '/app/manage/practices', faults: filled.faults, body: formTo('/app/manage/practices/add', visit.who.csrf, fields) };
};
const add = async (visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const id = read.needed('id', 64);
  read.needed('name', 120);
  const held = id === '' ? undefined : await directoryStore(visit.ports.access).practice(id as Practice['id']);
  if (held) read.wrong('id', visit.words.setUp.practices.idTaken);
  const again = (filled: Filled) => addView(filled, visit);
  if (!read.isRight()) return again({ form: visit.form, faults: read.faults() });
  const saved = await save(visit, { practices: [{ id, ...practiceTyped(visit.form, await territoryOf(visit)) }] });
  return after(saved, `/app/manage/practices/${encodeURIComponent(id)}`, 'added', again, visit.form);
};
const addPage: Page = { path: '/app/manage/practices/add', for: ['manager'], get: (visit) => addView({ form: visit.kept }, visit), post: add };
export const practicesPages: readonly Page[] = [practicesPage, addPage];
