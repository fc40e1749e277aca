/** Where a programme manager sees what the hub knows of her areas, and what is missing. */
import { simdStore } from '#people/simd-store';
import { londonDate } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { alissPart } from './aliss-part.ts';
import { type Missing, missingIn } from './missing.ts';
import { fullDay } from './parts.ts';
import { areaName, type Territory, territoryOf, usersOf } from './territory.ts';

const links = ({ practices, organisations }: Territory, people: number, { words }: Visit): Html => {
  const { counts } = words.setUp.overview;
  const link = (to: string, text: string) => html`<li><a href="/app/manage/${to}">${text}</a></li>`;
  return html`<ul>${link('practices', counts.practices(practices.length))}${link('people', counts.people(people))}
${link('agreements', counts.agreements(organisations.length))}${link('holidays', counts.holidays)}${link('settings', counts.settings)}${link('import', counts.imports)}<li><a href="/app/studies">${words.study.list.title}</a></li></ul>`;
};
const missingList = (missing: readonly Missing[], { words }: Visit): Html => {
  const { overview } = words.setUp;
  const one = ({ name, to, what }: Missing) => html`<li><a href="${to}">${name}</a>: ${what.join('; ')}</li>`;
  return html`<h2>${overview.missing}</h2>${missing.length === 0 ? html`<p>${overview.complete}</p>` : html`<ul>${missing.map(one)}</ul>`}`;
};
const simd = async ({ ports, words }: Visit): Promise<Html> => {
  const { overview, simd: versions } = words.setUp;
  const loaded = await simdStore(ports.access).loaded();
  const text = loaded ? overview.simdLoaded(versions[loaded.version], loaded.postcodes, fullDay(londonDate(loaded.at), { words })) : overview.simdDemo;
  return html`<h2>${overview.simd}</h2><p>${text}</p><p class="hub_quiet">${overview.simdTrap}</p>`;
};
export const overviewPage: Page = {
  path: '/app/manage',
  for: ['manager'],
  get: async (visit) => {
    const { words, today } = visit;
    const territory = await territoryOf(visit);
    const [users, deprivation, aliss] = await Promise.all([usersOf(territory, visit), simd(visit), alissPart(visit)]);
    const { overview } = words.setUp;
    const areas = territory.areas.map(areaName).join(', ');
    return {
      title: overview.title,
      body: html`<p>${overview.lead(areas)}</p>${links(territory, users.length, visit)}${missingList(missingIn({ territory, users, today, words }), visit)}${deprivation}${aliss}`,
    };
  },
};
