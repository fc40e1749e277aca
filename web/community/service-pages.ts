/** A service of an organisation: its parts, each on a page of its own, and adding one. */
import { isActive } from '#directory/casework';
import type { Service } from '#directory/types';
import { type Filled, textField } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { type One, organisationPath } from './organisations.ts';
import { didNotice, doing, form, organisationPage } from './parts.ts';
import { afterSaved, idFrom, saveService, servicePage, servicePath } from './service-data.ts';
import { type PartName, partNames, type ServicePart, serviceParts } from './service-parts.ts';

const partPath = (one: One, service: Service, part: PartName) => `${servicePath(one, service)}/${part}`;
const partPage = (name: keyof typeof serviceParts, part: ServicePart): Page => {
  const view = (one: One, service: Service, filled: Filled, visit: Visit): Result => {
    const known = { one, visit };
    const own: Filled = filled.form ? filled : { form: part.form(service, known) };
    return {
      title: `${service.name}: ${visit.words.communityService.parts[name]}`,
      back: servicePath(one, service),
      faults: filled.faults,
      body: form(partPath(one, service, name), 'save', part.fields(service, own, known), visit.words.frame.save, visit),
    };
  };
  const post = async (one: One, service: Service, visit: Submitted): Promise<Result> => {
    const read = fieldReader(visit.form, visit.words);
    const changed = part.read(service, read, visit.form, { one, visit });
    const again = (filled: Filled) => view(one, service, { ...filled, form: visit.form }, visit);
    if (!read.isRight()) return again({ faults: read.faults() });
    return afterSaved(await saveService(one, changed, part.names, visit), `${servicePath(one, service)}?did=saved`, again, visit);
  };
  return servicePage(`/${name}`, { get: (one, service, visit) => view(one, service, { form: visit.kept }, visit), post });
};

const partList = (one: One, service: Service, { words }: Visit): Html => {
  const { parts } = words.communityService;
  const link = (part: PartName) => html`<li><a href="${partPath(one, service, part)}">${parts[part]}</a></li>`;
  return html`<ul class="hub_plain">${partNames.map(link)}</ul>`;
};
const overview = (one: One, service: Service, visit: Visit): Result => {
  const { steps } = visit.words.communityService;
  const { one: say } = visit.words.community;
  const path = servicePath(one, service);
  const more = (to: string, label: string) => html`<li><a href="${path}/${to}">${label}</a></li>`;
  const close = html`<p class="hub_quiet">${steps.closeHint}</p>${form(path, 'close', html``, steps.close, visit)}`;
  return {
    title: service.name,
    back: organisationPath(one),
    notice: didNotice(visit),
    body: html`${partList(one, service, visit)}<ul class="hub_plain">${more('room', say.room)}${more('access', say.access)}${more('aliss', say.aliss)}</ul>
${isActive(service) ? close : html`<p>${say.closed}</p><p><a href="${organisationPath(one)}/steps">${say.setUp}</a></p>`}`,
  };
};
const close = async (one: One, service: Service, visit: Submitted): Promise<Result> => {
  if (doing(visit.form) !== 'close') return { trouble: 'notPossible' };
  const saved = await saveService(one, { ...service, active: false }, {}, visit);
  return afterSaved(saved, `${servicePath(one, service)}?did=closed`, () => ({ trouble: 'notPossible' }), visit);
};
const overviewPage: Page = servicePage('', { get: overview, post: close });

const addView = (one: One, filled: Filled, visit: Visit): Result => {
  const { service: say } = visit.words.communityService;
  return {
    title: one.kind === 'council' ? visit.words.community.one.addTeam : say.add,
    back: organisationPath(one),
    faults: filled.faults,
    body: form(`${organisationPath(one)}/services/add`, 'add', textField({ name: 'name', label: say.name, most: 120 }, filled), visit.words.frame.save, visit),
  };
};
/** A new one is closed until somebody opens it. */
const add = async (one: One, visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const name = read.needed('name', 120);
  const id = idFrom(name, (taken) => one.services.some((service) => service.id === taken));
  if (name && !id) read.wrong('name', visit.words.communityService.details.nameless);
  const again = (filled: Filled) => addView(one, { ...filled, form: visit.form }, visit);
  if (!id || !read.isRight()) return again({ faults: read.faults() });
  const saved = await saveService(one, { id, name, fields: [], active: false }, { name: 'name' }, visit);
  return afterSaved(saved, partPath(one, { id, name, fields: [] }, 'what'), again, visit);
};
const addPage: Page = organisationPage('/services/add', { get: (one, visit) => addView(one, { form: visit.kept }, visit), post: add });
const { what, whom, sees, when, where } = serviceParts;
export const servicePages: readonly Page[] = [
  addPage,
  overviewPage,
  partPage('what', what),
  partPage('whom', whom),
  partPage('sees', sees),
  partPage('when', when),
  partPage('where', where),
];
