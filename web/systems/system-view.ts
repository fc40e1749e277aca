/** The page of one organisation's system: its address, its keys, a try, and what it was told. */
import { loadHealth } from '#delivery/health-store';
import { type ToldRow, toldLog } from '#delivery/told-log';
import { type Listening, mayApprove } from '#directory/endpoint-store';
import { applyCommit } from '#referral/evolve';
import { readCommits } from '#referral/referral-store';
import { londonDate } from '#referral/working-days';
import { button, type Filled, formTo, hidden, textField } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Result, Visit } from '#web/frame/page';
import { momentText } from '#web/frame/when';
import { fullDay, table } from '#web/set-up/parts';
import type { System } from './system-data.ts';

const press = ({ path }: System, what: string, label: string, { who }: Visit, more?: Html): Html =>
  formTo(path, who.csrf, html`${hidden('do', what)}${more}${button(label, 'secondary')}`);

const nextPart = (system: System, visit: Visit): Html | undefined => {
  const { organisation, listening } = system;
  const { address } = visit.words.systems;
  const { next } = listening;
  if (!next) return undefined;
  const ready = mayApprove(next, visit.at);
  const passed = html`<p>${address.answered}</p><p>${address.approveHint(organisation.name)}</p>${!organisation.mail && html`<p>${address.noMail}</p>`}
${press(system, 'approve', address.approve, visit, hidden('url', next.url))}`;
  return html`<h3>${address.next}</h3><p><code>${next.url}</code></p>${next.answeredAt && !ready && html`<p>${address.lapsed}</p>`}
${ready ? passed : html`<p>${address.challengeHint}</p>${press(system, 'check', address.challenge, visit)}`}${press(system, 'withdraw', address.withdraw, visit)}`;
};
const addressPart = (system: System, filled: Filled, visit: Visit): Html => {
  const { address } = visit.words.systems;
  const { endpoint } = system.listening;
  const field = textField({ name: 'url', label: address.propose, hint: address.hint, most: 300 }, filled);
  return html`<section><h2>${address.title}</h2>
${endpoint ? html`<p>${address.now} <code>${endpoint.url}</code></p>` : html`<p>${address.none}</p>`}${nextPart(system, visit)}
${formTo(system.path, visit.who.csrf, html`${hidden('do', 'propose')}${field}${button(address.proposeButton, 'secondary')}`)}</section>`;
};

type Key = Listening['answerKeys'][number] | NonNullable<Listening['endpoint']>['keys'][number];
const keyList = (title: string, keys: readonly Key[], visit: Visit): Html => {
  const { words, at } = visit;
  const say = words.systems.keys;
  const standing = ({ until }: Key) => {
    if (until === undefined) return say.holds;
    return until > at ? say.until(fullDay(londonDate(until), visit)) : say.over;
  };
  return html`<h3>${title}</h3>${keys.length === 0 ? html`<p>${say.none}</p>` : html`<ul>${keys.map((key) => html`<li><code>${key.id}</code>: ${standing(key)}</li>`)}</ul>`}`;
};
const keysPart = (system: System, visit: Visit): Html => {
  const { keys: say } = visit.words.systems;
  const { endpoint, next, answerKeys } = system.listening;
  const hold = (keys: readonly Key[]) => keys.filter(({ until }) => until === undefined || until > visit.at).length;
  const rotate = (keys: readonly Key[], what: string, label: string) =>
    hold(keys) >= 2 ? html`<p>${say.two}</p>` : press(system, `rotate-${what}`, label, visit);
  const end = (keys: readonly Key[], what: string, label: string) =>
    hold(keys) >= 2 && html`<p class="hub_quiet">${say.endHint}</p>${press(system, `end-${what}`, label, visit)}`;
  return html`<section><h2>${say.title}</h2><p class="hub_quiet">${say.weekHint}</p>
${keyList(say.hub, endpoint?.keys ?? next?.keys ?? [], visit)}${endpoint && rotate(endpoint.keys, 'hub', say.rotateHub)}${endpoint && end(endpoint.keys, 'hub', say.endHub)}
${keyList(say.own, answerKeys, visit)}${rotate(answerKeys, 'own', say.rotateOwn)}${end(answerKeys, 'own', say.endOwn)}</section>`;
};

const logPart = (rows: readonly ToldRow[], { words, at }: Visit): Html => {
  const { log } = words.systems;
  const stateOf = ({ state, tries, last, dueAt }: ToldRow) =>
    tries === undefined || dueAt === undefined ? log.states[state] : html`${log.states[state]}: ${log.tries(tries, last ?? '', momentText(dueAt, at, words))}`;
  const { at: when, type, state, id, hash } = log.columns;
  const shown = rows.map((row) => [
    momentText(row.at, at, words),
    html`<code>${row.type}</code>`,
    stateOf(row),
    html`<code>${row.webhookId}</code>`,
    html`<code>${row.hash}</code>`,
  ]);
  return html`<section><h2>${log.title}</h2><p class="hub_quiet">${log.hint}</p>${rows.length === 0 ? html`<p>${log.empty}</p>` : table(log.title, [when, type, state, id, hash], shown)}</section>`;
};

type Standing = { health: Awaited<ReturnType<typeof loadHealth>>; waiting: number; givenUp: number };
const tryPart = (system: System, { health, waiting, givenUp }: Standing, visit: Visit): Html | undefined => {
  const { test } = visit.words.systems;
  const { endpoint } = system.listening;
  if (!endpoint) return undefined;
  const open = health.openUntil && health.openUntil > visit.at ? html` ${test.openUntil(momentText(health.openUntil, visit.at, visit.words))}` : undefined;
  const standing = html`<p>${health.failures > 0 ? test.failures(health.failures) : test.well}${open} ${test.waiting(waiting, givenUp)}</p>`;
  const buttons = endpoint.disabledAt
    ? press(system, 'resume', test.resume, visit)
    : html`<p class="hub_quiet">${test.hint}</p>${press(system, 'test', test.send, visit)}${waiting + givenUp > 0 && press(system, 'redrive', test.redrive, visit)}
<p class="hub_quiet">${test.pauseHint}</p>${press(system, 'pause', test.pause, visit)}`;
  return html`<section><h2>${test.title}</h2>${standing}${buttons}</section>`;
};

const notice = ({ query, words }: Visit): Html | undefined => {
  const [did, said] = [query.get('did') ?? '', query.get('said') ?? ''];
  const { systems } = words;
  if (!Object.hasOwn(systems.did, did)) return undefined;
  return html`<p>${systems.did[did as keyof typeof systems.did]}${/^[a-z0-9-]{1,30}$/.test(said) && ` ${systems.said(said)}`}</p>`;
};
export const systemView = async (system: System, filled: Filled, visit: Visit): Promise<Result> => {
  const { ports, words } = visit;
  const { work } = ports.fhir.subscriptions;
  const { id, name } = system.organisation;
  const reading = { referrals: ports.fhir.referrals, work, applyCommit, baseUrl: ports.fhir.baseUrl };
  const [health, { rows, ...lanes }] = await Promise.all([
    loadHealth(work, id),
    toldLog(id, { ...reading, readCommits: (referral) => readCommits(ports.fhir.referrals, referral) }),
  ]);
  return {
    title: words.systems.one(name),
    back: '/app/systems',
    notice: notice(visit),
    faults: filled.faults,
    wide: true,
    body: html`<p><a href="/docs">${words.systems.docs}</a></p>${addressPart(system, filled, visit)}${keysPart(system, visit)}
${tryPart(system, { health, ...lanes }, visit)}${logPart(rows, visit)}`,
  };
};
