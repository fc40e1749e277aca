/** Everything that an organisation was asked and that is open, by service; and until when a service is full. */
import { capacityOf, roomOn, setCapacity } from '#directory/capacity-store';
import type { Service } from '#directory/types';
import { needUntold } from '#fhir/patient/person-view';
import { csrfHolds } from '#identity/session-store';
import type { Answer } from '#platform/endpoint';
import type { LocalDate } from '#platform/types';
import { referenceOf } from '#referral/evolve-onward';
import { onwardsOf } from '#referral/organisation-store';
import type { Onward } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { seeOther } from '#web/frame/answer';
import { button, dayField, type Filled, hidden, radios } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import { fieldReader } from '#web/frame/read-fields';
import { dayText, nearDay } from '#web/frame/when';
import { needText } from '#web/work/need-text';
import { answerPage, listAt, type Member, requestAt, saying } from './around.ts';
import { nameOf } from './person-view.ts';
import { requestOf } from './request.ts';
import { stateText } from './request-view.ts';

/** On a page that an old telephone can show. */
const most = 60;

/** What waits for them first, then by when it was wanted. */
const inOrder = (one: Onward, other: Onward): number => {
  const [a, b] = [one, other].map(({ status, answerBy, sentAt }) => `${status === 'requested' ? 0 : 1}${answerBy}${sentAt}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
};
/** By request: of those that they said yes to, so that they find the one they mean; as far as each may be shown. */
type Names = ReadonlyMap<string, string>;
const mostNames = 20;
const namesIn = async (all: readonly Onward[], member: Member): Promise<Names> => {
  const theirs = all.filter(({ status }) => status !== 'requested').slice(0, mostNames);
  const requests = await Promise.all(theirs.map(({ id }) => requestOf(id, member)));
  return new Map(requests.flatMap((one) => (one?.view.person ? [[one.onward.id, nameOf(one.view.person)] as const] : [])));
};

/** A need in its sender's own words stays untold on a list. */
const itemOf = (one: Onward, names: Names, member: Member): Html => {
  const { words, today } = member;
  const { list, urgency } = words.answer;
  const reference = referenceOf(one);
  const parts = [
    stateText(one, member),
    list.sent(nearDay(londonDate(one.sentAt), today, words)),
    ...(one.status === 'requested' ? [list[one.answerBy < today ? 'late' : 'answerBy'](nearDay(one.answerBy, today, words))] : []),
    ...(one.urgency === 'routine' ? [] : [urgency[one.urgency]]),
    ...(reference === undefined ? [] : [list.ref(reference)]),
  ];
  return html`<li class="hub_row"><div class="hub_row__main"><p><a href="${requestAt(one.id)}">${[names.get(one.id) ?? '', needText(one.need.code ? one.need : needUntold, words)].filter((part) => part !== '').join(': ')}</a></p><p class="hub_quiet">${parts.join(' · ')}</p></div></li>`;
};
const groupOf = (service: Service | undefined, all: readonly Onward[], names: Names, member: Member): Html =>
  html`<h2>${service?.name ?? member.words.answer.list.open}</h2><ul class="hub_rows">${all.toSorted(inOrder).map((one) => itemOf(one, names, member))}</ul>`;
const grouped = async (services: readonly Service[], all: readonly Onward[], member: Member): Promise<Html> => {
  const names = await namesIn(all, member);
  const serviceOf = (one: Onward) => services.find(({ id }) => id === one.service) ?? services[0];
  const groups = [...services, undefined].map((service) => ({ service, all: all.filter((one) => serviceOf(one) === service) }));
  return html`${groups.filter((group) => group.all.length > 0).map((group) => groupOf(group.service, group.all, names, member))}`;
};

const fullForm = async (services: readonly Service[], filled: Filled, { words, today, session, ports }: Member): Promise<Html> => {
  const { capacity } = words.answer;
  const active = services.filter(({ active: is }) => is !== false);
  const said = await capacityOf(
    ports.access,
    session.caller.organisation,
    active.map(({ id }) => id),
  );
  const full = active.flatMap(({ id, name }) => {
    const until = roomOn(said.get(id), today) === 'full' ? said.get(id)?.fullUntil : undefined;
    return until ? [{ id, text: capacity.isFull(name, dayText(until, today, words)) }] : [];
  });
  const known = html`${hidden('csrf', session.csrf)}`;
  const standing = full.map(
    ({ id, text: line }) =>
      html`<form method="post" action="${listAt}"><p>${line}</p>${known}${hidden('do', 'open')}${hidden('service', id)}${button(capacity.open, 'secondary')}</form>`,
  );
  const which =
    active.length > 1
      ? radios({ name: 'service', label: capacity.service, choices: active.map(({ id, name }) => ({ value: id, label: name })) }, filled)
      : hidden('service', active[0]?.id ?? '');
  const fields = html`${known}${hidden('do', 'full')}${which}${dayField({ name: 'full', label: capacity.until, hint: capacity.hint }, filled, words)}${button(capacity.save, 'secondary')}`;
  return html`<h2>${capacity.title}</h2>${standing}<form method="post" action="${listAt}" novalidate>${fields}</form>`;
};

const listPage = async (member: Member, filled: Filled): Promise<Answer> => {
  const { ports, session, words, call } = member;
  const { list, capacity } = words.answer;
  const { organisation: id } = session.caller;
  const [organisation, found] = await Promise.all([ports.fhir.directory.organisation(id), onwardsOf(ports.fhir.referrals, id, { open: true, most })]);
  const services = organisation?.services ?? [];
  const requests = found.onward.length === 0 ? html`<p>${list.none}</p>` : await grouped(services, found.onward, member);
  const body = html`${requests}${found.more && html`<p>${list.more}</p>`}${services.length > 0 && (await fullForm(services, filled, member))}`;
  const isSaved = new URLSearchParams(call.rawQuery).get('did') === 'saved';
  return answerPage({ title: list.title, body, faults: filled.faults, ...(isSaved ? { notice: html`<p>${capacity.saved}</p>` } : {}) }, member);
};
export const listLooked = (member: Member): Promise<Answer> => listPage(member, {});

/** What else was said before stands; undefined: there is room again. */
const sayCapacity = async ({ id }: Service, fullUntil: LocalDate | undefined, { ports, session, at }: Member): Promise<void> => {
  const { organisation } = session.caller;
  const { fullUntil: _, ...said } = (await capacityOf(ports.access, organisation, [id])).get(id) ?? {};
  await setCapacity(ports.access, organisation, id, { ...said, ...(fullUntil ? { fullUntil } : {}), updatedAt: at, by: 'organisation' });
};
export const listPosted = async (form: Form, member: Member): Promise<Answer> => {
  const { session, ports, words, today } = member;
  if (!csrfHolds(session, text(form, 'csrf'))) return saying('badForm', 403, member);
  const organisation = await ports.fhir.directory.organisation(session.caller.organisation);
  const service = organisation?.services.find(({ id }) => id === text(form, 'service'));
  if (!service) return saying('badForm', 400, member);
  if (text(form, 'do') === 'open') {
    await sayCapacity(service, undefined, member);
    return seeOther(`${listAt}?did=saved`);
  }
  const read = fieldReader(form, words);
  const until = read.neededDay('full');
  if (until && until < today) read.wrong('full', words.answer.capacity.past);
  if (!until || !read.isRight()) return listPage(member, { form, faults: read.faults() });
  await sayCapacity(service, until, member);
  return seeOther(`${listAt}?did=saved`);
};
