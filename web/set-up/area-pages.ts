/** What a manager sets for each of her areas: a list, which leads on where she has one area alone, and a page for each. */
import type { Area, Versioned } from '#directory/types';
import type { Filled } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { after } from './parts.ts';
import { save } from './save.ts';
import { areaName, areasOf, territoryOf, unversioned } from './territory.ts';

export type OneArea = Versioned<Area>;
export type Changed = { set: Partial<Area> } | { faults: NonNullable<Filled['faults']> };
type Kind = {
  path: `/app/manage/${string}`;
  list(visit: Visit): { title: string; lead?: Html };
  /** `to`: where its forms post; `back`: from where it was come to. */
  view(one: OneArea, filled: Filled, visit: Visit, at: { to: string; back: string }): Result;
  /** By its form; what begins with `remove` takes something out. */
  changedBy(one: OneArea, visit: Submitted): Changed;
  /** Of the area's own fields, where the page shows what is wrong with them. */
  fields: Readonly<Record<string, string>>;
};

export const areaPages = ({ path, list, view, changedBy, fields }: Kind): readonly Page[] => {
  const addressOf = ({ id }: Pick<OneArea, 'id'>) => `${path}/${id}`;
  const areaIn = async (visit: Visit): Promise<OneArea | undefined> => (await territoryOf(visit)).areas.find(({ id }) => id === visit.params.area);
  const shown = (one: OneArea, filled: Filled, visit: Visit): Result =>
    view(one, filled, visit, { to: addressOf(one), back: areasOf(visit).length > 1 ? path : '/app/manage' });
  const get = async (visit: Visit): Promise<Result> => {
    const { areas } = await territoryOf(visit);
    const [only, ...others] = areas;
    if (only && others.length === 0) return { go: addressOf(only) };
    const { title, lead } = list(visit);
    const link = (one: OneArea) => html`<li><a href="${addressOf(one)}">${areaName(one)}</a></li>`;
    return { title, back: '/app/manage', body: html`${lead}<ul>${areas.map(link)}</ul>` };
  };
  const post = async (visit: Submitted): Promise<Result> => {
    const one = await areaIn(visit);
    if (!one) return { trouble: 'missing' };
    const changed = changedBy(one, visit);
    if ('faults' in changed) return shown(one, { form: visit.form, faults: changed.faults }, visit);
    const saved = await save(visit, { areas: [{ ...unversioned(one), ...changed.set }] }, fields);
    const did = text(visit.form, 'do').startsWith('remove') ? 'removed' : 'saved';
    return after(saved, addressOf(one), did, (filled) => shown(one, filled, visit), visit.form);
  };
  const getOne = async (visit: Visit): Promise<Result> => {
    const one = await areaIn(visit);
    return one ? shown(one, { form: visit.kept }, visit) : { trouble: 'missing' };
  };
  return [
    { path, for: ['manager'], get },
    { path: `${path}/{area}`, for: ['manager'], get: getOne, post },
  ];
};
