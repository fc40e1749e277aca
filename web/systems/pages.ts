/** Organisations with a system of their own: for the managers of their areas. */
import { directoryStore } from '#directory/directory-store';
import { html } from '#web/frame/html';
import type { Page } from '#web/frame/page';
import { table } from '#web/set-up/parts';
import { actOn } from './system-acts.ts';
import { areasOf, systemOf } from './system-data.ts';
import { systemView } from './system-view.ts';

const listPage: Page = {
  path: '/app/systems',
  for: ['manager'],
  get: async (visit) => {
    const { systems: say } = visit.words;
    if (!visit.ports.systems) return { trouble: 'missing' };
    const directory = directoryStore(visit.ports.access);
    const listed = (await Promise.all(areasOf(visit).map((area) => directory.organisationsIn(area)))).flat();
    const organisations = listed.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const all = await Promise.all(organisations.map(async (one) => ({ ...one, endpoint: await directory.endpoint(one.id) })));
    const rows = [...all.filter(({ endpoint }) => endpoint), ...all.filter(({ endpoint }) => !endpoint)].map(({ id, name, endpoint }) => {
      const state = endpoint ? say.state[endpoint.disabledAt ? 'off' : 'on'] : say.state.none;
      return [html`<a href="/app/systems/${id}">${name}</a>`, state];
    });
    const { organisation, system } = say.columns;
    return {
      title: say.title,
      body: html`<p>${say.lead}</p>${rows.length === 0 ? html`<p>${say.empty}</p>` : table(say.title, [organisation, system], rows)}`,
    };
  },
};
const onePage: Page = {
  path: '/app/systems/{organisation}',
  for: ['manager'],
  get: async (visit) => {
    const system = await systemOf(visit);
    return system ? systemView(system, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post: async (visit) => {
    const system = await systemOf(visit);
    return system ? actOn(system, visit) : { trouble: 'missing' };
  },
};
export const systemsPages: readonly Page[] = [listPage, onePage];
