/** One place of the directory, with everything that helps to choose it. */

import type { Entry } from '#directory/entry';
import { entryNamed } from '#directory/find-store';
import type { Service, ServiceContact } from '#directory/types';
import type { OrganisationId } from '#identity/types';
import { button, formTo, hidden } from '#web/frame/fields';
import { type Html, html, type Part } from '#web/frame/html';
import { inARow } from '#web/frame/in-a-row';
import type { Page, Visit } from '#web/frame/page';
import { type Case, caseOf } from '#web/work/case-data';
import { summaryList } from '#web/work/summary-list';
import { roomOf } from './find-data.ts';
import { instead, placeOf } from './find-page.ts';
import { phoneLink } from './phone-link.ts';
import { checkedDay, forWhomText, fromWhom, languageName, openingText, roomSaid, usualText, whereText } from './place-text.ts';
import { attributionView } from './result-view.ts';

const isWeb = (address: string) => /^https?:\/\//.test(address);
const contactView = ({ name, phone, mail, web }: ServiceContact): Html => {
  const site = web && (isWeb(web) ? html`<a href="${web}" rel="noreferrer">${web}</a>` : web);
  return html`${[name, phone && phoneLink(phone), mail, site].map((one) => one && html`<p>${one}</p>`)}`;
};
const serviceOf = async ({ hub }: Entry, { ports }: Visit): Promise<Service | undefined> => {
  const organisation = hub && (await ports.fhir.directory.organisation(hub.organisation as OrganisationId));
  return organisation?.services.find(({ id }) => id === hub?.service);
};
const ofHub = async (entry: Entry, service: Service | undefined, visit: Visit): Promise<[string, Part][]> => {
  const { words, ports } = visit;
  const { place } = words.finding;
  if (!entry.hub || !service) return [];
  const [room, usual] = await Promise.all([roomOf([entry], visit), ports.usuals.usualOf(entry.hub.organisation, entry.hub.service)]);
  return [
    [place.room, roomSaid(room.get(entry.key), visit)],
    [place.usual, usualText({ usual, usualAsked: true }, words) ?? ''],
    [place.sees, service.fields.length > 0 ? inARow(service.fields.map((field) => words.referring.fields[field])) : words.referring.seesNothing],
    [place.asks, (service.questions ?? []).map(({ text }) => html`<p>${text}</p>`)],
  ];
};
const factsView = async (entry: Entry, service: Service | undefined, visit: Visit): Promise<Html> => {
  const { words } = visit;
  const { place, ...finding } = words.finding;
  const { about, opening, cost, access, languages, eligibility, needs, contact, places, lastChecked } = entry;
  const or = (said: Part | undefined): Part => said || place.notKnown;
  return summaryList([
    [place.organisation, fromWhom(entry)],
    [place.about, about ? html`<span class="hub_prewrap">${about}</span>` : ''],
    [place.needs, or(needs?.map((need) => words.needs[need]).join(', '))],
    [place.forWhom, eligibility ? forWhomText(eligibility, words) : ''],
    [place.where, places.map((one) => html`<p>${whereText(one)}</p>`)],
    [place.opening, or(opening && openingText(opening, words))],
    [place.cost, or(cost && finding.cost[cost])],
    [place.access, or(access && inARow(access.map((one) => finding.access[one])))],
    [place.languages, or(languages?.map((code) => languageName(code, words)).join(', '))],
    [place.contact, contact ? contactView(contact) : ''],
    ...(await ofHub(entry, service, visit)),
    [place.checked, checkedDay(lastChecked, visit) ?? finding.notChecked],
  ]);
};
const actsView = (entry: Entry, { referral }: Case, { words, who }: Visit): Html => {
  const { finding } = words;
  const at = placeOf({ referral });
  const fields = entry.hub
    ? html`${hidden('service', entry.key)}${button(finding.place.refer)}`
    : html`${button(finding.tell, 'primary', 'tell', entry.key)}<p class="hub_quiet">${finding.signposting}</p>`;
  return html`<div class="hub_no-print">${formTo(`${at}/refer`, who.csrf, fields)}<p><a href="${at}/step?place=${entry.key}">${finding.alongside}</a></p></div>`;
};

export const placePage: Page = {
  path: '/app/work/referrals/{referral}/place/{entry}',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    const { finder } = visit.ports;
    const entry = found && (await entryNamed(visit.params.entry ?? '', found.referral.area, finder));
    if (!found || !entry) return { trouble: 'missing' };
    const { attribution } = await finder.findable(found.referral.area);
    const page = entry.aliss?.page;
    const source =
      entry.aliss &&
      html`<p>${visit.words.finding.place.source}${page && isWeb(page) && html`: <a href="${page}" rel="noreferrer">${visit.words.finding.alissPage}</a>`}</p>${attributionView(attribution, visit)}`;
    return (
      instead(found, entry.name, visit) ?? {
        title: entry.name,
        back: `${placeOf(found)}/find`,
        body: html`${await factsView(entry, await serviceOf(entry, visit), visit)}${actsView(entry, found, visit)}${source}`,
      }
    );
  },
};
