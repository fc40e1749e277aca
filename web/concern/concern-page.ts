/** One concern, for those who may read it; that it was read is noted before it is shown. */
import { isToldOf, mayReadConcern } from '#identity/concern-policy';
import { type Concern, clockOf } from '#people/concern';
import { concernAddress, concernStore, readConcernAddress } from '#people/concern-store';
import { button, type Filled, formTo, longText } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Result, Visit } from '#web/frame/page';
import { momentText } from '#web/frame/when';
import { knownPerson } from '#web/people/people';
import { personView } from '#web/people/person-view';
import { nameInCase } from '#web/work/row';
import { summaryList } from '#web/work/summary-list';
import { clockText, concernReference } from './clock-text.ts';

/** Undefined: nothing there, or not for this visitor. */
export const readableConcern = async (visit: Visit): Promise<Concern | undefined> => {
  const place = readConcernAddress(visit.params.concern ?? '');
  const concern = place && (await concernStore(visit.ports.fhir.referrals).load(place.person, place.id));
  return concern && mayReadConcern(visit.who, concern) ? concern : undefined;
};

const saidView = (concern: Concern, visit: Visit): Html => {
  const { page, kinds } = visit.words.concern;
  const moment = (at: Parameters<typeof momentText>[0]) => momentText(at, visit.at, visit.words);
  const isPractitioner = visit.who.caller.kind === 'practitioner';
  return summaryList([
    [page.raised, page.by(concern.raisedBy.name, moment(concern.raisedAt))],
    [page.kinds, concern.kinds.map((kind) => kinds[kind]).join(', ')],
    [page.words, html`<p class="hub_prewrap">${concern.words}</p>`],
    [page.told, concern.told.length === 0 ? page.toldNobody : concern.told.map(({ who, at }) => html`<p>${who}, ${moment(at)}</p>`)],
    [page.next, concern.next && html`<p class="hub_prewrap">${concern.next}</p>`],
    [page.referral, isPractitioner && concern.referral ? html`<a href="/app/work/referrals/${concern.referral}">${page.referral}</a>` : ''],
  ]);
};
const sinceView = ({ added }: Concern, { words, at }: Visit): Html | undefined =>
  added.length === 0
    ? undefined
    : html`<section><h2>${words.concern.page.added}</h2><ul>${added.map((one) => html`<li><p class="hub_quiet">${momentText(one.at, at, words)} · ${one.name}</p><p class="hub_prewrap">${one.text}</p></li>`)}</ul></section>`;
const stateView = (concern: Concern, visit: Visit): Html => {
  const { words, at, who } = visit;
  const { page } = words.concern;
  const { acknowledged, closed } = concern;
  const clock = clockText(clockOf(concern, at), words);
  const to = `/app/concerns/${concernAddress(concern)}/acknowledge`;
  return html`<section class="hub_card"><p>${clock && html`<span class="hub_flag hub_flag--danger">${clock}</span>`}${acknowledged && page.acknowledged(acknowledged.name, momentText(acknowledged.at, at, words))}</p>
${closed && html`<p>${page.closed(closed.name, momentText(closed.at, at, words))}</p><p class="hub_prewrap">${page.outcome}: ${closed.outcome}</p>`}${clock && isToldOf(visit.who, concern) && formTo(to, who.csrf, button(page.acknowledge))}</section>`;
};
const formsView = (concern: Concern, filled: Filled, visit: Visit): Html | undefined => {
  const { page } = visit.words.concern;
  const at = `/app/concerns/${concernAddress(concern)}`;
  if (concern.closed) return undefined;
  const close = html`<section><h2>${page.closeTitle}</h2>${formTo(`${at}/close`, visit.who.csrf, html`${longText({ name: 'outcome', label: page.outcome, most: 2000, rows: 3 }, filled)}${button(page.close, 'secondary')}`)}</section>`;
  return html`<section><h2>${page.add}</h2>${formTo(`${at}/add`, visit.who.csrf, html`${longText({ name: 'text', label: page.addLabel, most: 2000, rows: 3 }, filled)}${button(page.add, 'secondary')}`)}</section>${isToldOf(visit.who, concern) && close}`;
};
const readingsView = async (concern: Concern, visit: Visit): Promise<Html> => {
  const { page } = visit.words.concern;
  const readings = await concernStore(visit.ports.fhir.referrals).readings(concern);
  const line = ({ name, at }: (typeof readings)[number]) => html`<li>${page.readBy(name, momentText(at, visit.at, visit.words))}</li>`;
  return html`<section><h2>${page.readings}</h2>${readings.length === 0 ? html`<p>${page.nobodyRead}</p>` : html`<ul>${readings.map(line)}</ul>`}</section>`;
};

const noticeOf = ({ query, words }: Visit): Html | undefined => {
  const what = query.get('did') ?? '';
  const { did } = words.concern;
  return Object.hasOwn(did, what) ? html`<p>${did[what as keyof typeof did]}</p>` : undefined;
};
export const concernShown = async (concern: Concern, filled: Filled, visit: Visit): Promise<Result> => {
  const { ports, who, at, words } = visit;
  const { page } = words.concern;
  if (concern.raisedBy.user !== who.user.id) await concernStore(ports.fhir.referrals).noteReading(concern, { at, reader: who.user.id, name: who.user.name });
  const [known, practice] = await Promise.all([knownPerson(concern.person, ports.fhir.referrals), ports.fhir.directory.practice(concern.practice)]);
  const body = html`${concern.danger && !concern.closed && html`<p><strong>${words.concern.danger}</strong></p>`}${stateView(concern, visit)}
<div class="hub_columns"><section><h2>${page.person}</h2><p>${nameInCase({ known }, visit)}</p>${known && personView(known, visit)}<p>${page.practice}: ${practice?.name ?? concern.practice}</p></section>
<section><h2>${page.words}</h2>${saidView(concern, visit)}</section></div>${sinceView(concern, visit)}${formsView(concern, filled, visit)}${await readingsView(concern, visit)}
<p class="hub_quiet">${words.concern.readers}</p>`;
  return { title: page.title(concernReference(concern)), back: '/app/concerns', wide: true, faults: filled.faults, notice: noticeOf(visit), body };
};
