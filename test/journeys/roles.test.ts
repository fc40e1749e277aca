import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessToken } from '#local/demo-token';
import { type Hub, startHub } from '#local/hub';
import { onboard } from '#local/onboarding';
import { localPlace } from '#local/onboarding-place';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import { randomIds } from '#platform/ids';
import { accessKeys } from '#platform/tables';
import type { Instant } from '#platform/types';
import { carryOut } from '#referral/carry-out';
import { referralStore } from '#referral/referral-store';
import type { ReferralId } from '#referral/types';
import { calendar, londonDate } from '#referral/working-days';
import { type Browser, newBrowser } from '#test/hand-browser';
import { keyServer, keySet } from '#test/key-server';
import { asClient } from '#test/played-calls';
import { type Life, live, newLife, type Played, play, stopPlaying } from '#test/played-hub';
import { type RoleWatch, roleWatch } from '#test/role-watch';
import { roles } from '#test/roles';
import { somebody } from '#test/sent-referral';
import { extension, subscription } from '#test/subscribed-hub';

const [mailIdentity, mailSet] = ['identity/MailIdentity', 'configuration-set/MailSet'].map((what) => `arn:AWS::Partition:ses:eu-west-2:AWS::AccountId:${what}`);
/** Granted, and not come to here, with the time or the misfortune it takes. */
const notReached: Record<string, string> = {
  'Aliss dynamodb:UpdateItem TableAccess': 'gives a leaf of the copy its end, when something changed since the copy before',
  'Relay dynamodb:DeleteItem TableReferrals': 'clears the exception of a referral that could not be relayed for a quarter of an hour',
  'Deliver dynamodb:DeleteItem TableReferrals': 'clears the exception of a lane that was given up and delivers again, an hour later at the earliest',
  'Deliver sqs:SendMessage DeliverQueue': 'wakes the other lanes of an endpoint that is back after five failures in a row',
  'Sweep dynamodb:DeleteItem TableReferrals': 'clears the exception of a referral that it could relay at last',
  'Sweep sqs:SendMessage DeliverQueue': 'publishes what the stream did not speak of for a minute',
  'Sweep sqs:SendMessage CountQueue': 'publishes what the stream did not speak of for a minute',
  'Systems dynamodb:PutItem TableWork': 'opens lanes that were given up, of which there are none here',
  'Systems sqs:SendMessage DeliverQueue': 'opens lanes that were given up, of which there are none here',
  [`Systems ses:SendEmail ${mailIdentity}`]: 'tells of a new address that was confirmed',
  [`Systems ses:SendEmail ${mailSet}`]: 'tells of a new address that was confirmed',
  'Figures dynamodb:BatchGetItem TableAccess': 'reads several practitioners at once, for a rate by their hours',
  'Figures dynamodb:UpdateItem TableAccess': 'notes after five minutes that somebody is still there',
  'Figures kms:Encrypt KeyOfSecrets': 'makes a key of the hub that no function has made yet',
  'Recount dynamodb:BatchWriteItem TableWork': 'writes figures of a past day, on which nothing had happened here',
  'Recount dynamodb:GetItem TableReferrals': 'counts who was overlooked, and nobody is',
  'Recount dynamodb:Query TableReferrals/index/fixed': 'counts who was overlooked, and nobody is',
  'Recount dynamodb:UpdateItem TableWork': 'counts who was overlooked, and nobody is; or tidies away what came to 0',
  ...Object.fromEntries(
    [
      'Web dynamodb:Query TableReferrals/index/due',
      ...['GetItem', 'BatchGetItem', 'PutItem'].map((action) => `Web dynamodb:${action} TableWork`),
      'Web sqs:SendMessage DeliverQueue',
      ...[mailIdentity, mailSet].map((resource) => `Web ses:SendEmail ${resource}`),
    ].map((one) => [one, 'is for pages of the workspace that this journey does not open']),
  ),
};

/** A client system with a key of its own. */
const signingClient = async (kid: string) => {
  const pair = await generateKeyPair('ES384', { extractable: true });
  const privateKey = (await exportJWK(pair.privateKey)) as Record<string, string>;
  return { id: 'birchtree-by-address', kid, privateKey, publicKey: { ...(await exportJWK(pair.publicKey)), kid } };
};

const sessionKey = ({ jar }: Browser) => accessKeys.session(hash('sha256', jar.get('__Host-session') ?? '', 'base64url'));

describe('a hub whose every call is judged by the role of its function', () => {
  const allowed = roles('local');
  let watch: RoleWatch;
  let hub: Hub;
  let played: Played;
  beforeAll(async () => {
    watch = roleWatch(allowed);
    hub = await startHub({ port: 0, between: watch.between });
    played = await play(hub);
  });
  afterAll(async () => {
    await stopPlaying(played);
    await hub.stop();
    await watch.stop();
  });

  /** An attempt that a busy machine let time out is followed by one after five minutes and some. */
  const until = async (what: string, holds: () => boolean) => {
    for (const end = Date.now() + 450_000; !holds(); await sleep(20)) if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
  };
  const did = (caller: string, action: string, resource: string) =>
    watch.judged.some((one) => one.caller === caller && one.action === action && one.resource === resource);
  const practiceTold = (type: string, { id }: Life) => played.practice.told.some((one) => one.type === type && one.referral === id);
  const asked = async (client: 'gp' | 'practitioner' | 'manager', path: string) =>
    (await fetch(hub.url + path, { headers: { authorization: `Bearer ${played.tokens.get(client)}` } })).status;
  const strand = async (queue: string, body: string) => {
    const name = Object.keys(hub.waiting()).find((one) => one.includes(queue)) ?? '';
    const sqs = new SQSClient({ endpoint: hub.endpoints.sqs, region: hub.region, credentials: { accessKeyId: 'TEST', secretAccessKey: 'TEST' } });
    const group = name.endsWith('.fifo') ? { MessageGroupId: queue, MessageDeduplicationId: queue } : {};
    await sqs.send(new SendMessageCommand({ QueueUrl: `${hub.endpoints.sqs}/000000000000/${name}`, MessageBody: body, ...group }));
    sqs.destroy();
  };

  const signedIn = async (user: string) => {
    const browser = newBrowser();
    const page = await browser.go((await browser.go(`${hub.url}/app/sign-in`)).url, { user });
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    return { browser, csrf, does: (path: string, fields: Record<string, string>) => browser.go(`${hub.url}${path}`, { csrf, ...fields }) };
  };
  const onboards = async (document: object) => {
    const place = localPlace(hub);
    const done = await onboard(Buffer.from(JSON.stringify(document)), place, { dryRun: false, told: () => undefined }).finally(place.close);
    expect(done.outcome).toBe('done');
  };

  /** A visit alone, planned past the pages: they plan nothing that is over. */
  const outSince = async (id: ReferralId, backBy: Instant) => {
    const credentials = () => ({ accessKeyId: 'TEST', secretAccessKey: 'TEST' });
    const client = dynamoClient({ region: hub.region, endpoint: hub.endpoints.dynamodb, credentials });
    const store = referralStore(dynamoTable(client, hub.tableNames.referrals ?? ''));
    const rules = { store, circumstances: async () => ({ calendar: calendar() }), ids: randomIds, pause: async () => undefined };
    const step = { kind: 'visit', mode: 'home', day: londonDate(backBy), alone: { knows: 'Moira', backBy } } as const;
    const by = { kind: 'practitioner', practitioner: 'catriona-weir', practices: ['birchtree'], client: 'test' } as never;
    expect(await carryOut(rules, id, { type: 'plan-step', step, by, at: backBy })).toMatchObject({ ok: true });
    client.destroy();
  };

  let life: Life;
  test('takes a referral round the whole circle, and counts it', async () => {
    life = await live(played, newLife(), 'submit', 'accept', 'refer-on', 'accept-onward', 'complete-onward');
    await until('the practice to be told', () => practiceTold('referral.in-progress', life));
    await until('the referral to be counted', () => did('Count', 'dynamodb:UpdateItem', 'TableWork'));
  });

  test('is searched and reported', async () => {
    const month = new Date().toISOString().slice(0, 7);
    expect(await asked('practitioner', '/fhir/Task?status=accepted')).toBe(200);
    expect(await asked('gp', `/fhir/ServiceRequest/${life.id}`)).toBe(200);
    expect(await asked('gp', '/fhir/ServiceRequest?patient=Patient/0000000000000000000000000a')).toBe(200);
    expect(await asked('practitioner', '/fhir/Patient?_tag=number-mismatch')).toBe(200);
    expect(await asked('manager', `/insight/delivery?from=${month}&to=${month}`)).toBe(200);
  });

  test('greets a subscriber, and tells it all that happens', async () => {
    const channel = { endpoint: played.practice.url, _payload: { extension: [extension('backport-payload-content', { valueCode: 'full-resource' })] } };
    const headers = { authorization: `Bearer ${played.tokens.get('gp')}`, 'content-type': 'application/fhir+json' };
    const made = await fetch(`${hub.url}/fhir/Subscription`, { method: 'POST', headers, body: JSON.stringify(subscription({ channel })) });
    expect(made.status).toBe(201);
    await until('the handshake', () => played.practice.notified.length === 1);
    expect(await asked('gp', '/fhir/Subscription?status=active')).toBe(200);
    const other = await live(played, newLife(), 'submit');
    await until('the event', () => played.practice.notified.some((body) => body.includes(`"resourceType":"ServiceRequest"`) && body.includes(other.id)));
  });

  test('gives a token to a client whose keys stand at an address, and again after it changed them', async () => {
    const [before, after] = await Promise.all([signingClient('before'), signingClient('after')]);
    const server = await keyServer(keySet([before.publicKey], { 'cache-control': 'no-store' }));
    await onboards({ clients: [{ id: before.id, practice: 'birchtree', scopes: ['system/Task.rs'], jwksUrl: server.url }] });
    const token = await accessToken(hub.url, before, 'system/Task.read');
    expect((await fetch(`${hub.url}/fhir/Task`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    await expect(accessToken(hub.url, after, 'system/Task.read')).rejects.toThrow('401');
    server.answer = keySet([before.publicKey, after.publicKey], { 'cache-control': 'no-store' });
    await accessToken(hub.url, before, 'system/Task.read');
    server.answer = keySet([after.publicKey]);
    await expect(accessToken(hub.url, before, 'system/Task.read')).rejects.toThrow('401');
    expect(server.asked).toBe(3);
    await server.stop();
    expect(did('Api', 'lambda:InvokeFunction', 'Send')).toBe(true);
  });

  test('signs somebody in and out, and notes that she is there', async () => {
    const browser = newBrowser();
    const choice = await browser.go(`${hub.url}/app/sign-in`);
    const page = await browser.go(choice.url, { user: 'catriona-weir' });
    expect(page.text).toContain('Catriona Weir');
    // As if it were six minutes ago.
    const place = localPlace(hub);
    const key = sessionKey(browser);
    const seen = new Date(Date.now() - 6 * 60_000).toISOString();
    await place.table.write([{ update: key, set: { seen } }]);
    const again = await browser.go(`${hub.url}/`);
    const noted = await place.table.get(key);
    place.close();
    expect(String(noted?.seen) > seen).toBe(true);
    const csrf = /name="csrf" value="([^"]+)"/.exec(again.text)?.[1] ?? '';
    await browser.go(`${hub.url}/app/sign-out`, { csrf });
    expect((await browser.go(`${hub.url}/`)).text).toContain('Sign in');
    expect(did('Web', 'dynamodb:DeleteItem', 'TableAccess')).toBe(true);
  });

  test('lets a manager look after an organisation’s system', async () => {
    const browser = newBrowser();
    const page = await browser.go((await browser.go(`${hub.url}/app/sign-in`)).url, { user: 'elspeth-munro' });
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const place = localPlace(hub);
    await place.table.write([{ update: sessionKey(browser), set: { seen: new Date(Date.now() - 6 * 60_000).toISOString() } }]);
    place.close();
    expect((await browser.go(`${hub.url}/app/systems`)).text).toContain('Drumgarth Food Pantry');
    const does = (what: string) => browser.go(`${hub.url}/app/systems/drumgarth`, { csrf, do: what, url: played.practice.url });
    expect((await does('propose')).text).toContain('Proposed. Now check the address.');
    expect((await does('check')).text).toMatch(/Nothing was changed|passed the check/);
    expect((await does('withdraw')).text).toContain('Withdrawn.');
    expect((await does('rotate-own')).text).toContain('whsec_');
    expect((await does('pause')).text).toContain('Paused.');
    expect((await does('resume')).text).toContain('On again.');
    expect((await does('test')).text).toMatch(/test message was/);
  });

  test('lets a manager work with an organisation as a partner', async () => {
    const browser = newBrowser();
    const page = await browser.go((await browser.go(`${hub.url}/app/sign-in`)).url, { user: 'elspeth-munro' });
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const at = `${hub.url}/app/community`;
    expect((await browser.go(`${at}?show=all`)).text).toContain('Drumgarth Food Pantry');
    expect((await browser.go(`${at}/gaps`)).text).toContain('What is missing here');
    const does = (below: string, fields: Record<string, string>) => browser.go(`${at}/drumgarth${below}`, { csrf, ...fields });
    expect((await does('/talk', { do: 'note', way: 'telephone', text: 'All well' })).text).toContain('Noted.');
    expect((await does('/services/parcels/room', { do: 'say', places: '5' })).text).toContain('5 places');
    // Saved once more without a change, its listings are looked at.
    const asIs = () => does('/services/parcels/when', { do: 'save', cost: 'free' });
    for (const _ of [1, 2]) expect((await asIs()).text).toContain('Saved.');
    expect(did('Web', 'dynamodb:BatchGetItem', 'TableAccess')).toBe(true);
  });

  test('tells a person by text, and a colleague and the manager of a visit from which nobody is known to be out', async () => {
    const { identifier, contained, ...rest } = JSON.parse(readFileSync('docs/referral.example.json', 'utf8'));
    const mobile = contained.map((one: object) => ('telecom' in one ? { ...one, telecom: [{ system: 'phone', value: '07700 900123' }] } : one));
    const body = JSON.stringify({ ...rest, identifier: [{ ...identifier[0], value: 'BY-TEXT-1' }], contained: mobile });
    const headers = { authorization: `Bearer ${played.tokens.get('gp')}`, 'content-type': 'application/fhir+json' };
    const made = await fetch(`${hub.url}/fhir/ServiceRequest`, { method: 'POST', headers, body });
    const { id } = (await made.json()) as { id: ReferralId };
    const at = `${hub.url}/app/work/referrals/${id}`;
    const browser = newBrowser();
    const page = await browser.go((await browser.go(`${hub.url}/app/sign-in`)).url, { user: 'catriona-weir' });
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await browser.go(`${at}/triage`, { csrf, do: 'accept', 'first-day': '1', 'first-month': '12', 'first-year': '2098' });
    const day = { 'day-day': '2', 'day-month': '12', 'day-year': '2098' };
    const told = await browser.go(`${at}/step`, {
      csrf,
      kind: 'visit',
      mode: 'practice',
      ...day,
      time: '14:30',
      tell: 'yes',
      number: '0-123',
      contact: 'c0000001',
    });
    expect(told.text).toContain('The text is sent.');
    expect(hub.outbox.texts.map(({ to }) => to)).toEqual([['+447700900123']]);
    await outSince(id, new Date(Date.now() - 20 * 60_000).toISOString() as Instant);
    await hub.runSchedule('sweep');
    await until('the mail to the manager', () => hub.outbox.mails.some(({ subject }) => subject.startsWith('Not out safe')));
    const mailed = () => hub.outbox.mails.filter(({ subject }) => subject.startsWith('Not out safe')).flatMap(({ to }) => to);
    await until('both mails', () => mailed().length === 2);
    expect(mailed().toSorted()).toEqual(['elspeth.munro@links-programme.example', 'iona.baird@birchtree.example']);
  });

  test('tells an organisation that has no system by e-mail, and hears when that comes back', async () => {
    const is = { id: 'broom-row', name: 'Broom Row Men’s Shed', area: 'S12000049', mail: 'bounce@simulator.amazonses.com' };
    await onboards({ organisations: [{ ...is, services: [{ id: 'shed', name: 'Workshop days', fields: [] }] }] });
    const one = await live(played, newLife(), 'submit', 'accept');
    const request = {
      ...{ resourceType: 'ServiceRequest', status: 'active', intent: 'filler-order', basedOn: [{ reference: `ServiceRequest/${one.id}` }] },
      ...{ subject: { identifier: somebody(one.n).identifier }, performer: [{ reference: 'Organization/broom-row' }] },
    };
    expect((await asClient(played, 'practitioner', 'POST', '/fhir/ServiceRequest', { body: request })).status).toBe(201);
    await until('the e-mail', () => hub.outbox.mails.some(({ subject }) => subject.startsWith('A new request for Workshop days')));
    await until('the practice to be told', () => practiceTold('referral.updated', one));
    expect(did('Bounced', 'sqs:SendMessage', 'DeliverQueue')).toBe(true);
  });

  test('tries again what was not taken, by the timer', async () => {
    let refused = 0;
    played.practice.hooks.refuse = () => (refused++ === 0 ? 503 : undefined);
    const other = await live(played, newLife(), 'submit', 'accept');
    await until('the second attempt', () => practiceTold('referral.accepted', other));
    expect(did('Wake', 'sqs:SendMessage', 'DeliverQueue')).toBe(true);
  });

  test('switches off an endpoint that is gone for good, and tells the practice by mail', async () => {
    played.practice.hooks.refuse = () => 410;
    await live(played, newLife(), 'submit', 'accept');
    await until('the mail', () => did('Deliver', 'ses:SendEmail', mailIdentity ?? ''));
    expect(did('Deliver', 'dynamodb:PutItem', 'TableAccess')).toBe(true);
  });

  test('files what was given up, and sweeps', async () => {
    await strand('DeliverDead', JSON.stringify({ party: 'drumgarth', referral: life.id, rev: 1 }));
    await strand('CountDead', JSON.stringify({ referral: life.id }));
    await strand('RelayDead', '{"no":"referral"}');
    await strand('LaterDead', JSON.stringify({ party: 'practice/birchtree', subscription: '0'.repeat(26), referral: life.id, rev: 1, turn: 'd1' }));
    await until('four exceptions', () => watch.judged.filter((one) => one.caller === 'Stranded' && one.action === 'dynamodb:PutItem').length >= 5);
    await until('the subscription to be left to the timer', () => did('Stranded', 'sqs:SendMessage', 'LaterQueue'));
    await hub.runSchedule('sweep');
    await until('the sweep', () => did('Sweep', 'dynamodb:UpdateItem', 'TableWork'));
  });

  test('lets a manager export a study, and a data collector enter for it', async () => {
    const dayOf = (name: string, iso: string) => {
      const [year = '', month = '', day = ''] = iso.split('-');
      return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
    };
    const today = londonDate(new Date().toISOString() as Instant);
    await onboards({
      practices: [{ id: 'rowanlea', name: 'Rowanlea Practice', area: 'S12000049', arms: [{ from: '2025-01-01', arm: 'comparison' }] }],
      users: [{ id: 'morag-innes', name: 'Morag Innes', mail: 'morag@evaluation.example', collects: ['rowanlea'] }],
    });
    const manager = await signedIn('elspeth-munro');
    const place = localPlace(hub);
    await place.table.write([{ update: sessionKey(manager.browser), set: { seen: new Date(Date.now() - 6 * 60_000).toISOString() } }]);
    place.close();
    expect((await manager.browser.go(`${hub.url}/app/studies`)).text).toContain('There is no study yet.');
    const fields = { name: 'Invented evaluation', practices: 'birchtree', instruments: 'ons4', ...dayOf('from', '2025-01-06') };
    await manager.does('/app/studies/add', { ...fields, practices: 'rowanlea' });
    const at = new URL((await manager.browser.go(`${hub.url}/app/studies`)).text.match(/\/app\/studies\/[0-9a-z]{12}/)?.[0] ?? '', hub.url).pathname;
    await manager.does(at, { do: 'approve', reference: '26/WS/1', body: 'Committee', ...dayOf('on', '2025-01-05'), ...dayOf('until', '2099-12-31') });
    const collector = await signedIn('morag-innes');
    const sample = `${at}/practices/rowanlea`;
    const list = Array.from({ length: 6 }, (_, n) => `B-${n}, 1960, female, G1 1XX`).join('\n');
    expect((await collector.does(sample, { list, wanted: '6' })).text).toContain('The sample is drawn.');
    for (let n = 0; n < 6; n += 1) expect((await collector.does(`${sample}/B-${n}`, { do: 'said', said: 'yes' })).text).toContain('Saved.');
    const ons4 = { 'ons4-life-satisfaction': '7', ...dayOf('ons4-on', today) };
    expect((await collector.does(`${sample}/B-0/ons4/baseline`, ons4)).text).toContain('The first entry is kept.');
    expect((await manager.does(at, { do: 'look', ...dayOf('cut-off', today) })).text).toContain('Make the export');
    expect((await manager.does(`${at}/exports/${today}`, { do: 'make' })).text).toContain('Download all (ZIP)');
    expect((await manager.browser.go(`${hub.url}${at}/exports/${today}/download`)).text).toContain('PK');
    await manager.does(`${at}/change`, fields);
    await manager.does(at, { do: 'approve', reference: '26/WS/1', body: 'Committee', ...dayOf('on', '2025-01-05'), ...dayOf('until', '2099-12-31') });
    expect((await manager.does(at, { do: 'look', ...dayOf('cut-off', today) })).text).toContain('Not asked');
    const practitioner = await signedIn('catriona-weir');
    const task = await asClient(played, 'practitioner', 'GET', `/fhir/Task/${life.id}`);
    const research = `/app/work/people/${/Patient\/([A-Za-z0-9.-]+)/.exec(task.text)?.[1]}/research`;
    expect((await practitioner.does(research, { study: at.split('/').at(-1) ?? '', said: 'yes' })).text).toContain('Saved.');
    expect((await manager.does(at, { do: 'look', ...dayOf('cut-off', today) })).text).toContain('It cannot be made');
  });

  test('answers a manager and a practitioner with figures, makes those of a past day, and holds all against the log', async () => {
    const [manager, practitioner] = [await signedIn('elspeth-munro'), await signedIn('catriona-weir')];
    const at = `${hub.url}/app/figures`;
    const month = new Date().toISOString().slice(0, 7);
    expect((await manager.browser.go(`${at}/received?period=${month}`)).text).toContain('came in');
    expect((await manager.browser.go(`${at}/organisations?period=${month}`)).text).toContain('Drumgarth Food Pantry');
    expect((await practitioner.browser.go(`${at}/waiting?practice=birchtree`)).text).toContain('Who still waits');
    expect(
      (await manager.browser.go(`${at}/return`, { csrf: manager.csrf, area: 'S12000049', period: '2026-Q3', commentary: 'Nothing came.' })).text,
    ).toContain('Nothing came.');
    expect((await manager.browser.go(`${at}/pack/inputs?area=S12000049&period=2026-Q3`)).text).toContain('What the quarter cost');
    const asked = await manager.browser.go(`${at}/known`, { csrf: manager.csrf, 'day-day': '30', 'day-month': '9', 'day-year': '2026' });
    expect(asked.text).toContain('30 September: being counted');
    await hub.runSchedule('recount');
    expect((await manager.browser.go(`${at}/known`)).text).toContain('asAt=2026-09-30');
    expect((await manager.browser.go(`${at}/received?period=2026-Q3&asAt=2026-09-30`)).text).toContain('As it was known on');
    expect(did('Recount', 'dynamodb:PutItem', 'TableWork')).toBe(true);
  });

  test('keeps a copy of the public directory', async () => {
    await hub.runSchedule('aliss');
    expect(did('Aliss', 'dynamodb:PutItem', 'TableAccess')).toBe(true);
  });

  test('no call was refused, and the function that reaches the internet made none', () => {
    const callers = [...new Set(watch.judged.map(({ caller }) => caller))];
    const refused = watch.judged
      .filter((one) => !one.allowed)
      .map(({ caller, action, resource, facts }) => `${caller} ${action} ${resource} ${JSON.stringify(facts)}`);
    console.log(`${watch.judged.length} permissions asked for by ${callers.length} functions`);
    expect([...new Set(refused)]).toEqual([]);
    expect(callers.sort()).toEqual([
      'Aliss',
      'Api',
      'Bounced',
      'Count',
      'Deliver',
      'Figures',
      'Recount',
      'Relay',
      'Stranded',
      'Study',
      'Sweep',
      'Systems',
      'Wake',
      'Web',
    ]);
  });

  test('what is granted is used, but for what this journey does not come to', () => {
    const used = new Set(watch.judged.map(({ caller, action, resource }) => `${caller} ${action} ${resource}`));
    const granted = Object.entries(allowed).flatMap(([name, statements]) =>
      statements.flatMap(({ actions, resources }) => resources.flatMap((resource) => actions.map((action) => `${name} ${action} ${resource}`))),
    );
    // Lambda itself receives, reads the stream, logs and traces; the key at rest is asked for by DynamoDB and SQS.
    const byFunctions = granted.filter(
      (one) => !/ (logs|xray|kms):\w+ (?!KeyOfSecrets)|sqs:(Receive|Delete|Change|Get)|StreamArn|ListStreams|(Relay|Bounced)DeadQueue/.test(one),
    );
    console.log(`${byFunctions.length} permissions granted to functions`);
    expect(byFunctions.length).toBeGreaterThan(30);
    expect([...new Set(byFunctions)].filter((one) => !used.has(one)).sort()).toEqual(Object.keys(notReached).sort());
  });
});
