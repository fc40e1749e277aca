/** Whether a service stands in ALISS, which entry it is, and what helps to get it listed well. */
import { lacking } from '#directory/casework';
import { alike, type Listed, type Listings, listingsIn } from '#directory/casework-listing-store';
import type { Service } from '#directory/types';
import { type Filled, formTo, hidden, textField } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fullDay } from '#web/set-up/parts';
import { type One, organisationPath } from './organisations.ts';
import { didNotice, doing, form, press, rowOf } from './parts.ts';
import { afterSaved, saveService, servicePage, servicePath } from './service-data.ts';

const aliss = 'https://www.aliss.org/';
const to = (one: One, service: Service) => `${servicePath(one, service)}/aliss`;
/** Only an address of the web is a link, whatever the copy says. */
const named = ({ name, organisation, page }: Listed): Html =>
  html`${page && /^https:\/\//.test(page) ? html`<a href="${page}">${name}</a>` : name}, ${organisation}`;
const current = (service: Service, listings: Listings | undefined, visit: Visit): Html => {
  const { aliss: say } = visit.words.community;
  if (!listings) return html`<p>${say.noCopy}</p>`;
  if (!service.aliss) return html`<p>${say.none}</p>`;
  const entry = listings.byId.get(service.aliss.toLowerCase());
  if (!entry) return html`<p>${say.unknown}</p>`;
  if (entry.gone) return html`<p>${say.gone}</p>`;
  return html`<p>${say.listed} ${named(entry)} (${entry.reviewed ? say.reviewed(fullDay(entry.reviewed, visit)) : say.notReviewed})</p>`;
};
const guesses = (one: One, service: Service, listings: Listings | undefined, visit: Visit): Html | undefined => {
  const { aliss: say } = visit.words.community;
  const found = service.aliss || !listings ? [] : alike(listings, `${one.name} ${service.name}`);
  if (found.length === 0) return undefined;
  const row = (entry: Listed) =>
    rowOf(html`<p>${named(entry)}</p>`, press({ to: to(one, service), what: 'is', entry: entry.id, label: say.is, aria: say.isWhat(entry.name) }, visit));
  return html`<h2>${say.alike}</h2><ul class="hub_rows">${found.map(row)}</ul>`;
};
const help = (service: Service, { words }: Visit): Html => {
  const { aliss: say } = words.community;
  const lacks = lacking(service);
  return html`<section><h2>${say.help}</h2><p>${say.helpText}</p>${lacks.length === 0 ? html`<p>${say.complete}</p>` : html`<p>${say.lacking}:</p><ul>${lacks.map((one) => html`<li>${say.lacks[one]}</li>`)}</ul>`}
<p><a href="${aliss}" rel="noreferrer">${say.form}</a></p></section>`;
};
const attribution = (listings: Listings | undefined, { words }: Visit): Html | undefined => {
  if (!listings) return undefined;
  const { licence, to: all } = listings.attribution;
  const one = ({ text: name, url }: (typeof all)[number]) => html`<li>${url && /^https?:\/\//.test(url) ? html`<a href="${url}">${name}</a>` : name}</li>`;
  return html`<p class="hub_quiet">${words.setUp.aliss.licence(licence)}</p><ul class="hub_quiet">${all.map(one)}</ul>`;
};
const view = async (one: One, service: Service, filled: Filled, visit: Visit): Promise<Result> => {
  const { aliss: say } = visit.words.community;
  const listings = await listingsIn(visit.ports.access);
  const path = to(one, service);
  const field = textField({ name: 'aliss', label: say.address, hint: say.addressHint, most: 300 }, filled);
  const remove = formTo(
    path,
    visit.who.csrf,
    html`${hidden('do', 'remove')}<button class="ds_button ds_button--secondary" type="submit">${say.remove}</button>`,
  );
  return {
    title: say.title(service.name),
    back: organisationPath(one),
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<p>${say.lead}</p>${service.sensitive && html`<p>${say.sensitive}</p>`}${current(service, listings, visit)}${service.aliss ? remove : guesses(one, service, listings, visit)}
${form(path, 'note', field, say.save, visit)}${help(service, visit)}${attribution(listings, visit)}`,
  };
};
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const post = async (one: One, service: Service, visit: Submitted): Promise<Result> => {
  const what = doing(visit.form);
  const again = (filled: Filled) => view(one, service, filled, visit);
  const done = async (changed: Service, did: string) => afterSaved(await saveService(one, changed, {}, visit), `${to(one, service)}?did=${did}`, again, visit);
  if (what === 'remove') {
    const { aliss: _, ...rest } = service;
    return done(rest, 'removed');
  }
  const [id] = guid.exec(text(visit.form, what === 'is' ? 'entry' : 'aliss')) ?? [];
  if (!id) return again({ form: visit.form, faults: { aliss: visit.words.community.aliss.wrong } });
  return done({ ...service, aliss: id.toLowerCase() }, 'saved');
};
export const alissPage: Page = servicePage('/aliss', { get: (one, service, visit) => view(one, service, { form: visit.kept }, visit), post });
