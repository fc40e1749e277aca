/** What is missing in an area: needs for which nobody was found, for which there was no room, and for which there is no service. */
import type { Area } from '#directory/types';
import type { NeedCode } from '#referral/types';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { table } from '#web/set-up/parts';
import { areaName, territoryOf } from '#web/set-up/territory';
import { type Missing, missingIn } from './missing.ts';

/** A small number could tell of somebody. */
const shownCount = (count: number, { words }: Visit): string => {
  const { gaps: say } = words.community;
  if (count === 0) return say.none;
  return count < 5 ? say.few : String(count);
};
const part = (area: Area, missing: readonly Missing[], visit: Visit): Html => {
  const { gaps: say } = visit.words.community;
  const { needs } = visit.words;
  const name = (need: NeedCode | undefined) => (need ? needs[need] : say.other);
  const rows = missing.map(({ need, asked, full, services, listed }) => [
    name(need),
    shownCount(asked, visit),
    shownCount(full, visit),
    services === 0 ? html`<strong>${say.none}</strong>` : services,
    listed === 0 ? say.none : listed,
  ]);
  const columns = [say.need, say.asked, say.full, say.services, say.listed];
  return html`<h2>${areaName(area)}</h2>${rows.length === 0 ? html`<p>${say.empty}</p>` : table(say.caption(areaName(area)), columns, rows)}`;
};
export const gapsPage: Page = {
  path: '/app/community/gaps',
  for: ['manager'],
  get: async (visit) => {
    const { gaps: say } = visit.words.community;
    const { areas } = await territoryOf(visit);
    const missing = await Promise.all(areas.map((area) => missingIn(area, visit)));
    return {
      title: say.title,
      back: '/app/community',
      wide: true,
      body: html`<p>${say.lead}</p><p class="hub_quiet">${say.hint}</p>${areas.map((area, n) => part(area, missing[n] ?? [], visit))}`,
    };
  },
};
