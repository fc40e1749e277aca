/** Somebody looked how easily people get in: what was seen is told of the service, and that it was checked. */
import { notesOf, writeNote } from '#directory/casework-store';
import { accessFeatures } from '#directory/service-lists';
import type { Service } from '#directory/types';
import { checkboxes, dayField, type Filled } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { fullDay, table } from '#web/set-up/parts';
import { wordsOf } from '#web/work/choices';
import { pastDay } from './note-pages.ts';
import { type One, organisationPath } from './organisations.ts';
import { afterKept, deps, didNotice, form, organisationPage } from './parts.ts';
import { afterSaved, saveService, servicePage, servicePath } from './service-data.ts';

const to = (one: One, service: Service) => `${servicePath(one, service)}/access`;
const lookBack = 200;
const view = async (one: One, service: Service, filled: Filled, visit: Visit): Promise<Result> => {
  const { access: say, room } = visit.words.communityService;
  const { talk } = visit.words.community;
  const notes = await notesOf(visit.ports.access, one.id, lookBack);
  const checks = notes.flatMap((note) => (note.kind === 'access' && note.service === service.id ? [note] : []));
  const own: Filled = filled.form ? filled : { form: formOf({ features: service.access ?? [] }) };
  const fields = html`${checkboxes({ name: 'features', label: say.what, choices: wordsOf(accessFeatures, visit.words.finding.access) }, own)}${dayField({ name: 'on', label: say.on, hint: talk.today }, own, visit.words)}`;
  const rows = checks.map(({ on, features, byName }) => [
    fullDay(on, visit),
    features.map((feature) => visit.words.finding.access[feature]).join(', ') || say.nothing,
    byName,
  ]);
  return {
    title: say.title(service.name),
    back: organisationPath(one),
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<p>${service.lastChecked ? say.last(fullDay(service.lastChecked, visit)) : say.never}</p><p>${say.lead}</p>${form(to(one, service), 'check', fields, say.save, visit)}
${rows.length > 0 && html`<h2>${room.history}</h2>${table(room.history, [room.columns.when, say.what, room.columns.by], rows)}`}`,
  };
};
/** The service first: what is noted of it was then so. A check of long ago does not undo a later one. */
const post = async (one: One, service: Service, visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const [features, on] = [read.some('features', accessFeatures), pastDay(read, 'on', visit)];
  const again = (filled: Filled) => view(one, service, filled, visit);
  if (!read.isRight()) return again({ form: visit.form, faults: read.faults() });
  const isNewest = service.lastChecked === undefined || on >= service.lastChecked;
  if (isNewest) {
    const saved = await saveService(one, { ...service, access: features, lastChecked: on }, { access: 'features' }, visit);
    if (!saved.ok) return afterSaved(saved, to(one, service), again, visit);
  }
  const { id, name } = visit.who.user;
  const kept = await writeNote(one.id, { kind: 'access', service: service.id, features, on, by: id, byName: name }, deps(visit));
  return afterKept(kept, to(one, service), 'saved', () => ({ trouble: 'notPossible' }));
};
const onePage: Page = servicePage('/access', { get: (one, service, visit) => view(one, service, { form: visit.kept }, visit), post });
/** From the steps: where there is one service there is nothing to choose. */
const choosePage: Page = organisationPage('/access', {
  get: (one, visit) => {
    const [only, ...others] = one.services;
    if (only && others.length === 0) return { go: to(one, only) };
    const link = (service: Service) => html`<li><a href="${to(one, service)}">${service.name}</a></li>`;
    return {
      title: visit.words.communityService.access.title(one.name),
      back: organisationPath(one),
      body: one.services.length === 0 ? html`<p>${visit.words.community.one.noServices}</p>` : html`<ul>${one.services.map(link)}</ul>`,
    };
  },
});
export const accessPages: readonly Page[] = [onePage, choosePage];
