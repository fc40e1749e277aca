/** A life full of marked names, numbers and words leaves none of them where they do not belong: logs, queues, messages, e-mail, errors, addresses, keys. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hub, startHub } from '#local/hub';
import { dynamoClient } from '#platform/dynamo-client';
import { answers, asClient, fetches, type Heard } from '#test/played-calls';
import { type Played, play, stopPlaying } from '#test/played-hub';

/** Of the person, and of what people wrote about the person. */
const marks = {
  number: '0101011237',
  otherNumber: '0101336489',
  family: 'Zebrafinch',
  given: 'Quokkabelle',
  phone: '01632960555',
  mail: 'quokka@zebra.example',
  street: 'Capybaraway',
  city: 'Axolotlton',
  postcode: 'ZZ98ZZ',
  birthDate: '1901-01-01',
  reason: 'wombatreason',
  note: 'numbatnote',
  doctor: 'Dr-Pangolin',
  consent: 'aardvarkconsent',
  identifier: 'okapi-local-7',
  carer: 'Tapircarer',
  wish: 'quollwish',
  statusReason: 'dugongreason',
  question: 'echidnaquestion',
  reply: 'kinkajoureply',
  worker: 'Caracalworker',
  caseReference: 'SERVAL-99',
  activity: 'binturongactivity',
  outcome: 'fossaoutcome',
  taskNote: 'gerenuknote',
} as const;
const found = (text: string): string[] => Object.entries(marks).flatMap(([name, mark]) => (text.toLowerCase().includes(mark.toLowerCase()) ? [name] : []));

const patient = {
  resourceType: 'Patient',
  id: 'patient',
  identifier: [{ system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: marks.number }],
  name: [{ family: marks.family, given: [marks.given], text: `${marks.given} ${marks.family}` }],
  telecom: [
    { system: 'phone', value: marks.phone },
    { system: 'email', value: marks.mail },
  ],
  birthDate: marks.birthDate,
  address: [{ line: [marks.street], city: marks.city, postalCode: marks.postcode }],
  contact: [{ name: { family: marks.carer } }],
};
const consent = {
  resourceType: 'Consent',
  id: 'consent',
  status: 'active',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IDSCL' }] }],
  patient: { reference: '#patient' },
  dateTime: '2026-11-20',
  policyRule: { text: marks.consent },
};
const referral = {
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'order',
  identifier: [{ system: 'https://birchtree.example/referrals', value: marks.identifier }],
  category: [{ coding: [{ system: 'http://snomed.info/sct', code: '410606002' }] }],
  code: { coding: [{ system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' }], text: marks.wish },
  subject: { reference: '#patient', display: `${marks.given} ${marks.family}` },
  authoredOn: '2026-11-20T09:30:00Z',
  requester: { display: marks.doctor },
  reasonCode: [{ text: marks.reason }],
  supportingInfo: [{ reference: '#consent' }],
  note: [{ text: `${marks.note} for ${marks.family}` }],
  contained: [patient, consent],
};

const folder = mkdtempSync(join(tmpdir(), 'links-hub-private-'));
const lines: string[] = [];
const errors: Heard[] = [];
let hub: Hub;
let played: Played;
let ids: { id: string; onward: string };

const taken = (heard: Heard): Heard => {
  if (heard.status >= 300) throw new Error(`${heard.status} ${heard.text}`);
  return heard;
};
const move = async (as: 'gp' | 'practitioner', id: string, change: object) => {
  const { etag, body } = taken(await asClient(played, as, 'GET', `/fhir/Task/${id}`));
  return taken(await asClient(played, as, 'PUT', `/fhir/Task/${id}`, { body: { ...body, ...change }, headers: { 'if-match': etag } }));
};
const live = async () => {
  const { id } = taken(await asClient(played, 'gp', 'POST', '/fhir/ServiceRequest', { body: referral, headers: { 'idempotency-key': marks.family } })).body;
  const code = { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] };
  const own = {
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    code,
    focus: { reference: `ServiceRequest/${id}` },
    for: { identifier: patient.identifier[0] },
    authoredOn: '2026-11-20',
    requester: { display: marks.doctor },
    note: [{ text: marks.taskNote }],
  };
  taken(await asClient(played, 'gp', 'POST', '/fhir/Task', { body: own }));
  await move('practitioner', id, { status: 'accepted' });
  const asked = await move('practitioner', id, { note: [...own.note, { text: marks.question }] });
  await move('gp', id, { note: [...(asked.body.note as object[]), { text: marks.reply }] });
  await move('practitioner', id, { status: 'on-hold', statusReason: { text: marks.statusReason } });
  await move('practitioner', id, { status: 'in-progress' });
  const body = {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'filler-order',
    basedOn: [{ reference: `ServiceRequest/${id}` }],
    subject: { identifier: patient.identifier[0], display: marks.family },
    performer: [{ reference: 'Organization/drumgarth' }],
    note: [{ text: marks.note }],
  };
  const onward = taken(await asClient(played, 'practitioner', 'POST', '/fhir/ServiceRequest', { body })).body.id;
  taken(await answers(played, 'drumgarth', onward, { answer: 'question', text: marks.question }));
  const open = taken(await asClient(played, 'practitioner', 'GET', `/fhir/Task/${onward}`));
  taken(
    await asClient(played, 'practitioner', 'PUT', `/fhir/Task/${onward}`, {
      body: { ...open.body, note: [...(open.body.note as object[]), { text: marks.reply }] },
      headers: { 'if-match': open.etag },
    }),
  );
  taken(await answers(played, 'drumgarth', onward, { answer: 'accept', worker: marks.worker, reference: marks.caseReference }));
  expect(found(taken(await fetches(played, 'drumgarth', onward)).text)).toEqual(expect.arrayContaining(['family', 'given', 'phone', 'mail']));
  taken(await answers(played, 'drumgarth', onward, { answer: 'complete', activity: marks.activity, outcome: marks.outcome }));
  await move('practitioner', id, { status: 'completed' });
  return { id, onward };
};
/** Whatever can go wrong with the marks in it. */
const provoke = async () => {
  const said = async (heard: Promise<Heard>) => errors.push(await heard);
  const chi = encodeURIComponent(`urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53|${marks.number}`);
  const post = (body: unknown, headers = {}) => said(asClient(played, 'gp', 'POST', '/fhir/ServiceRequest', { body, headers }));
  await post({ ...referral, priority: 'urgent' });
  await post({ ...referral, status: marks.family });
  await post({ ...referral, authoredOn: marks.given });
  await post({ ...referral, contained: [{ ...patient, identifier: [{ ...patient.identifier[0], value: '0101201234' }] }, consent] });
  await post({ ...referral, contained: [{ ...patient, birthDate: marks.family }, consent] });
  await post(`{"resourceType":"ServiceRequest","note":"${marks.note}`);
  await post({ ...referral, note: [{ text: 'x' }] }, { 'idempotency-key': marks.family });
  await said(asClient(played, 'gp', 'GET', `/fhir/ServiceRequest?identifier=${chi}`));
  await said(asClient(played, 'gp', 'GET', `/fhir/Task?patient.name=${marks.family}`));
  await said(asClient(played, 'gp', 'GET', `/fhir/Patient/${marks.family}`));
  await said(
    asClient(played, 'gp', 'PUT', `/fhir/Task/${ids.id}`, {
      body: { resourceType: 'Task', id: ids.id, intent: 'order', status: 'accepted', note: [{ text: marks.note }] },
      headers: { 'if-match': 'W/"1"' },
    }),
  );
  await said(asClient(played, 'gp-other', 'GET', `/fhir/Task/${ids.id}`));
  await said(answers(played, 'drumgarth', ids.onward, { answer: 'accept', worker: marks.worker }));
  await said(answers(played, 'drumgarth', ids.onward, { answer: 'decline', reason: { code: marks.family, text: marks.reason } }));
  await said(answers(played, 'kelvinbank', ids.onward, { answer: 'question', text: marks.question }));
  expect(errors.every(({ status }) => status >= 400)).toBe(true);
};
const heard = async (wanted: string, party: 'practice' | 'organisation') => {
  for (let n = 0; n < 4000 && !played[party].told.some(({ type }) => type === wanted); n += 1) await sleep(25);
  expect(played[party].told.map(({ type }) => type)).toContain(wanted);
};

beforeAll(async () => {
  hub = await startHub({ port: 0, dataDir: join(folder, 'data'), log: (line) => lines.push(line) });
  played = await play(hub);
  ids = await live();
  await heard('referral.completed', 'practice');
  await heard('referral.question-answered', 'organisation');
  await provoke();
  // The practice's endpoint is gone: it is told by e-mail instead.
  played.practice.hooks.refuse = () => 410;
  const { id } = taken(
    await asClient(played, 'gp', 'POST', '/fhir/ServiceRequest', {
      body: { ...referral, identifier: [{ ...referral.identifier[0], value: `${marks.identifier}-2` }] },
    }),
  ).body;
  await move('practitioner', id, { status: 'accepted' });
  for (let n = 0; n < 4000 && hub.outbox.mails.length === 0; n += 1) await sleep(25);
});
afterAll(async () => {
  await stopPlaying(played);
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});

const holdsNone = (sink: string, texts: readonly string[], atLeast: number) => {
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  console.log(`no personal data: ${sink}: ${texts.length} read, ${bytes} bytes`);
  expect(texts.length).toBeGreaterThanOrEqual(atLeast);
  expect(texts.flatMap((text) => found(text).map((mark) => `${mark} in ${sink}: ${text.slice(0, 200)}`))).toEqual([]);
};

describe('no mark of the person is', () => {
  test('in a log line', () => {
    expect(lines.some((line) => line.includes('refused'))).toBe(true);
    holdsNone('log lines', lines, 5);
  });
  test('in a message to an organisation or a practice, nor in the addresses it gives', () => {
    const bodies = [...played.practice.told, ...played.organisation.told].map(({ body, id }) => `${id} ${body}`);
    expect(bodies.filter((body) => body.includes('fetchUrl')).length).toBe(bodies.length);
    holdsNone('webhooks', bodies, 6);
  });
  test('in an e-mail', () =>
    holdsNone(
      'e-mails',
      hub.outbox.mails.map((mail) => JSON.stringify(mail)),
      1,
    ));
  test('in an error', () =>
    holdsNone(
      'errors',
      errors.map(({ text }) => text),
      15,
    ));
  test('in a queue, nor in any other file than the tables', async () => {
    const files = readdirSync(hub.folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile() && !file.name.startsWith('tables.db'));
    const names = files.map(({ name }) => name);
    expect(names.some((name) => name.startsWith('fauxqs.db'))).toBe(true);
    holdsNone(
      `files (${names.sort().join(', ')})`,
      files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString('latin1')),
      3,
    );
  });
  test('in a key or an index key of a table, whatever an item holds', async () => {
    const client = dynamoClient({
      region: hub.region,
      endpoint: hub.endpoints.dynamodb,
      credentials: () => ({ accessKeyId: 'test', secretAccessKey: 'test' }),
    });
    const keys: string[] = [];
    const rest: string[] = [];
    const kept: string[] = [];
    for (const TableName of Object.values(hub.tableNames)) {
      const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand({ TableName }));
      expect(LastEvaluatedKey).toBeUndefined();
      for (const item of Items) {
        const isKey = (name: string) => /^(pk|sk)$|(Pk|Sk)$/.test(name);
        keys.push(
          Object.entries(item)
            .filter(([name]) => isKey(name))
            .map(([, value]) => String(value.S))
            .join(' '),
        );
        if (TableName !== hub.tableNames.referrals) rest.push(JSON.stringify(item));
        else kept.push(JSON.stringify(item));
      }
    }
    client.destroy();
    expect(found(kept.join())).toEqual(expect.arrayContaining(['statusReason', 'question', 'reply', 'worker', 'activity']));
    holdsNone('keys', keys, 40);
    holdsNone('items of the tables work and access', rest, 20);
  });
});
