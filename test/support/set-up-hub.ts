/** A hub with two council areas, each with its manager; and what tests of setting up read of it. */
import { directoryStore } from '#directory/directory-store';
import { userStore } from '#identity/user-store';
import { webHub } from './web-hub.ts';

export const edinburgh = 'S12000036';
const hers = {
  users: [
    { id: 'elspeth', name: 'Elspeth Munro', mail: 'elspeth@programme.example', manager: 'elspeth-munro' },
    { id: 'nadia', name: 'Dr Nadia Khan', mail: 'nadia@birchtree.example', practice: 'birchtree', staff: 'gp' },
    { id: 'catriona', name: 'Catriona Weir', mail: 'catriona@birchtree.example', practitioner: 'catriona-weir' },
  ],
};
const elsewhere = {
  areas: [{ id: edinburgh, name: 'City of Edinburgh', manager: 'fraser-ross' }],
  managers: [{ id: 'fraser-ross', name: 'Fraser Ross', areas: [edinburgh] }],
  practices: [{ id: 'rowanbank', name: 'Rowanbank Practice', area: edinburgh }],
  practitioners: [{ id: 'ailsa-reid', name: 'Ailsa Reid', practices: ['rowanbank'] }],
  organisations: [{ id: 'cairn', name: 'Cairn Carers', area: edinburgh, services: [] }],
  users: [
    { id: 'fraser', name: 'Fraser Ross', mail: 'fraser@programme.example', manager: 'fraser-ross' },
    { id: 'ailsa', name: 'Ailsa Reid', mail: 'ailsa@rowanbank.example', practitioner: 'ailsa-reid' },
  ],
};
export const twoAreas = async () => {
  const hub = await webHub();
  await hub.onboard(hers);
  await hub.onboard(elsewhere);
  const directory = directoryStore(hub.access);
  return { ...hub, directory, users: userStore(hub.access, hub.ports.keys), practice: () => directory.practice('birchtree' as never) };
};
export type TwoAreas = Awaited<ReturnType<typeof twoAreas>>;

/** What the page lists as wrong: field and words, without what the field is called. */
export const summary = (text: string) => {
  const labels = new Map([...text.matchAll(/ id="([\w-]+)-fault" data-field="([^"]*)"/g)].map(([, field, label = '']) => [field, label]));
  return [...(/error-summary__list">([\s\S]*?)<\/ul>/.exec(text)?.[1] ?? '').matchAll(/href="#([\w-]+)">([^<]*)/g)].map(([, field, said = '']) => [
    field,
    said.startsWith(labels.get(field) ?? ' ') ? said.slice(labels.get(field)?.length).replace(/^:? /, '') : said,
  ]);
};
/** The three boxes of a day. */
export const dayFields = (name: string, iso: string) => {
  const [year = '', month = '', date = ''] = iso.split('-');
  return { [`${name}-day`]: String(Number(date)), [`${name}-month`]: String(Number(month)), [`${name}-year`]: year };
};
