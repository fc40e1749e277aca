/** One organisation as a partner: who needs what, whom to ring, what was agreed and what was. */
import { isActive } from '#directory/casework';
import { notesOf, strikeNote } from '#directory/casework-store';
import type { Action, Contact, Note } from '#directory/casework-types';
import type { Service } from '#directory/types';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fullDay } from '#web/set-up/parts';
import { openActions } from './actions.ts';
import { type One, organisationPath, type Standing, standingsOf } from './organisations.ts';
import { afterKept, deps, didNotice, doing, linkButton, organisationPage, press, rowOf, rowsOf, whyFlag } from './parts.ts';
import { roomText } from './room-text.ts';

const shownNotes = 30;
const dialled = (phone: string): string => phone.replaceAll(/[^\d+]/g, '');
const contactRow = ({ name, role, phone, mail }: Contact): Html =>
  rowOf(
    html`<p><strong>${name}</strong>${role && html`, ${role}`}</p><p>${phone && html`<a href="tel:${dialled(phone)}">${phone}</a> `}${mail && html`<a href="mailto:${mail}">${mail}</a>`}</p>`,
  );
const actionRow = (one: Action, { organisation }: Standing, visit: Visit): Html => {
  const { plan } = visit.words.community;
  const late = one.by < visit.today && html` <span class="hub_flag hub_flag--danger">${plan.late}</span>`;
  return rowOf(
    html`<p>${one.text}${late}</p><p class="hub_quiet">${plan.due(one.owner, fullDay(one.by, visit))}</p>`,
    press({ to: `${organisationPath(organisation)}/plan`, what: 'done', entry: one.id, label: plan.done, aria: plan.doneWhat(one.text) }, visit),
  );
};
const serviceRow = (one: Service, { organisation, facts }: Standing, visit: Visit): Html => {
  const { one: say, aliss } = visit.words.community;
  const path = `${organisationPath(organisation)}/services/${one.id}`;
  const link = (to: string, label: string) => html`<li><a href="${to}">${label}<span class="hub_away">${say.of(one.name)}</span></a></li>`;
  return rowOf(
    html`<h3 class="hub_row-title"><a href="${path}">${one.name}</a></h3><p>${roomText(facts.capacity.get(one.id), visit)}${!isActive(one) && html`, ${say.closed}`}</p>
<ul class="hub_filters">${link(`${path}/room`, say.room)}${link(`${path}/access`, say.access)}${link(`${path}/aliss`, say.aliss)}</ul>${one.sensitive && html`<p class="hub_quiet">${aliss.sensitive}</p>`}`,
  );
};

const noteText = (note: Note, { services }: One, { words }: Visit): Html => {
  const { talk, support, one: say } = words.community;
  const { nothing } = words.communityService.access;
  if (note.kind === 'struck') return html`<p class="hub_quiet">${say.struck}</p>`;
  if (note.kind === 'talk') return html`<p>${talk.ways[note.way]}${note.whom && html`, ${note.whom}`}</p><p class="hub_prewrap">${note.text}</p>`;
  if (note.kind === 'support') return html`<p>${support.kinds[note.support]}</p><p class="hub_prewrap">${note.text}</p>`;
  const name = services.find(({ id }) => id === note.service)?.name ?? note.service;
  return html`<p>${say.access}${say.of(name)}</p><p>${note.features.map((feature) => words.finding.access[feature]).join(', ') || nothing}</p>`;
};
const noteRow = (note: Note, one: One, visit: Visit): Html => {
  const { one: say } = visit.words.community;
  const day = fullDay(note.on, visit);
  const strike = { to: organisationPath(one), what: 'strike', entry: note.id, label: say.strike, aria: say.strikeWhat(day) };
  return html`<li><p><strong>${day}</strong> <span class="hub_quiet">${say.by(note.byName)}</span></p>${noteText(note, one, visit)}${note.kind !== 'struck' && press(strike, visit)}</li>`;
};
const history = (notes: readonly Note[], one: One, visit: Visit): Html => {
  const { one: say } = visit.words.community;
  const rows = html`<ul class="hub_history">${notes.map((note) => noteRow(note, one, visit))}</ul>`;
  return html`<section><h2>${say.history}</h2>${notes.length === 0 ? html`<p class="hub_quiet">${say.noHistory}</p>` : rows}${notes.length === shownNotes && html`<p>${say.older}</p>`}</section>`;
};

const partners = (standing: Standing, visit: Visit): Html => {
  const { one: say, plan } = visit.words.community;
  const { organisation, facts } = standing;
  const { contacts, actions, development } = facts.relationship;
  const path = organisationPath(organisation);
  const wishes = development.filter(({ metOn }) => metOn === undefined).map(({ kind, text: what }) => rowOf(html`<p>${plan.kinds[kind]}: ${what}</p>`));
  const open = openActions(actions).map((one) => actionRow(one, standing, visit));
  return html`<section><h2>${say.people}</h2>${rowsOf(contacts.map(contactRow), say.noPeople)}<p><a href="${path}/people">${say.changePeople}</a></p></section>
<section><h2>${say.actions}</h2>${rowsOf(open, say.noActions)}<h3>${say.development}</h3>${rowsOf(wishes, say.noDevelopment)}<p><a href="${path}/plan">${say.changeActions}</a></p></section>`;
};
const links = (one: One, { words }: Visit): Html => {
  const { one: say } = words.community;
  const path = organisationPath(one);
  const link = (to: string, label: string) => html`<li><a href="${to}">${label}</a></li>`;
  return html`<section><h2>${say.more}</h2><ul>${link(`${path}/steps`, say.setUp)}${link(`${path}/details`, say.details)}${link(`/app/manage/agreements/${one.id}`, say.agreements)}
${link(`${path}/answering`, say.answering)}${link(`/app/systems/${one.id}`, say.system)}</ul></section>`;
};
const view = async (one: One, visit: Visit): Promise<Result> => {
  const { one: say, list } = visit.words.community;
  const [[standing], notes] = await Promise.all([standingsOf([one], visit), notesOf(visit.ports.access, one.id, shownNotes)]);
  if (!standing) return { trouble: 'missing' };
  const { attention, facts } = standing;
  const { lastSpoken } = facts.relationship;
  const path = organisationPath(one);
  const services = one.services.map((service) => serviceRow(service, standing, visit));
  const isCouncil = one.kind === 'council';
  return {
    title: one.name,
    back: '/app/community',
    notice: didNotice(visit),
    body: html`<p>${attention.length === 0 ? say.well : attention.map((reason) => whyFlag(reason, visit))}</p>
${lastSpoken && html`<p>${list.spoken(fullDay(lastSpoken, visit))}</p>`}<p>${linkButton(`${path}/talk`, say.talk)} ${linkButton(`${path}/support`, say.support)}</p>
${partners(standing, visit)}<section><h2>${isCouncil ? say.teams : say.services}</h2>${rowsOf(services, say.noServices)}<p><a href="${path}/services/add">${isCouncil ? say.addTeam : say.addService}</a></p></section>
${links(one, visit)}${history(notes, one, visit)}`,
  };
};
const post = async (one: One, visit: Submitted): Promise<Result> => {
  if (doing(visit.form) !== 'strike') return { trouble: 'notPossible' };
  const kept = await strikeNote(one.id, text(visit.form, 'entry'), deps(visit));
  return afterKept(kept, organisationPath(one), 'struck', () => ({ trouble: 'notPossible' }));
};
export const onePage: Page = organisationPage('', { get: view, post });
