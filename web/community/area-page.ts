/** In which council and health board an area lies. */
import { councils, healthBoards } from '#directory/councils';
import { directoryStore } from '#directory/directory-store';
import type { Area, Versioned } from '#directory/types';
import { type Filled, select } from '#web/frame/fields';
import { formOf, oneOf } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Visit } from '#web/frame/page';
import { save } from '#web/set-up/save';
import { areaName, areasOf, unversioned } from '#web/set-up/territory';
import { didNotice, form } from './parts.ts';
import { afterSaved, without } from './service-data.ts';

type One = Versioned<Area>;
const to = ({ id }: One) => `/app/community/areas/${id}`;
const areaIn = async (visit: Visit): Promise<One | undefined> => {
  const id = areasOf(visit).find((area) => area === visit.params.area);
  return id && (await directoryStore(visit.ports.access).area(id));
};
const view = (one: One, filled: Filled, visit: Visit): Result => {
  const { area: say } = visit.words.community;
  const own: Filled = filled.form ? filled : { form: formOf({ council: one.council ?? '', board: one.healthBoard ?? '' }) };
  const byName = (choices: { value: string; label: string }[]) => choices.toSorted((a, b) => (a.label < b.label ? -1 : 1));
  const none = { value: '', label: say.asCouncil };
  const all = byName(Object.entries(councils).map(([value, { name }]) => ({ value, label: `${name} (${value})` })));
  const boards = byName(Object.entries(healthBoards).map(([value, name]) => ({ value, label: `${name} (${value})` })));
  const fields = html`${select({ name: 'council', label: say.council, choices: [none, ...all] }, own)}${select({ name: 'board', label: say.board, choices: [none, ...boards] }, own)}`;
  return {
    title: say.title(areaName(one)),
    back: '/app/community',
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<p>${say.lead}</p>${form(to(one), 'save', fields, visit.words.frame.save, visit)}<p><a href="/app/manage/holidays/${one.id}">${say.holidays}</a></p>`,
  };
};
export const areaPage: Page = {
  path: '/app/community/areas/{area}',
  for: ['manager'],
  get: async (visit) => {
    const one = await areaIn(visit);
    return one ? view(one, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post: async (visit) => {
    const one = await areaIn(visit);
    if (!one) return { trouble: 'missing' };
    const [council, healthBoard] = [oneOf(visit.form, 'council', Object.keys(councils)), oneOf(visit.form, 'board', Object.keys(healthBoards))];
    const again = (filled: Filled) => view(one, { ...filled, form: visit.form }, visit);
    const lies = councils[council ?? one.id]?.healthBoard;
    if (healthBoard && lies && lies !== healthBoard) return again({ faults: { board: visit.words.community.area.outside } });
    const { council: _, healthBoard: __, ...rest } = one;
    const saved = await save(visit, { areas: [{ ...unversioned(rest), ...without({ council, healthBoard }) }] }, { otherwise: 'council' });
    return afterSaved(saved, `${to(one)}?did=saved`, again, visit);
  },
};
