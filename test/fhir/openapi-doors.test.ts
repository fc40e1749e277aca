/** The description held against the doors: all that it says of a door the door says once, and a door says nothing else. */
import * as fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { noticesFor, toldToOrganisations } from '#delivery/notices';
import { renderNotice } from '#delivery/render';
import { answerExamples } from '#fhir/openapi/answers';
import { openRoutes } from '#fhir/openapi/docs-route';
import { deliveryFiguresRoute, tokenRoute } from '#fhir/other-routes';
import { faultAnswer } from '#fhir/refusals';
import { clientKeys } from '#identity/client-keys';
import { type ClientRecord, clientItem, clientStore } from '#identity/client-store';
import { hubKeys } from '#identity/hub-keys';
import { issueToken } from '#identity/token';
import { deliveryReport } from '#insight/delivery-report';
import type { Answer, Call, Handler } from '#platform/endpoint';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import { instantOf, systemClock } from '#platform/time';
import { applyCommit } from '#referral/evolve';
import type { Referral, ReferralId } from '#referral/types';
import { callers, type FhirHub, fhirHub } from '#test/fhir-hub';
import { accepted, moved, referredOn } from '#test/fhir-steps';
import { asDescribed, documented, operations, schemaNamed } from '#test/open-api';

const full = { code: 'no-capacity', text: 'Full until March' };
const broken = () => Promise.reject(new Error('broken'));
/** As the chain of every call does it. */
const orFault = (answering: Promise<Answer>): Promise<Answer> => answering.catch(() => faultAnswer(500, 'request'));
const offered = async () => {
  const hub = await fhirHub();
  const id = await accepted(hub);
  return { hub, id, onward: await referredOn(hub, id) };
};
const after = async (...earlier: object[]) => {
  const all = await offered();
  for (const one of earlier) expect((await all.hub.answer(all.onward, one)).status).toBe(200);
  return all;
};
const whole = (operationId: string) => documented(operations.find((one) => one.operationId === operationId) ?? expect.fail(operationId)).sort();

test('an answer, taken or refused, is as described, and everything described comes', async () => {
  const { hub, onward } = await offered();
  const withQuestion = await after({ answer: 'question', text: 'Any allergies?' });
  const toStop = await after({ answer: 'accept' });
  await moved(toStop.hub, toStop.onward, { status: 'cancelled', statusReason: { text: 'Moved' } }, { as: 'practitioner' });
  const [busy, faulty] = [await offered(), await offered()];
  busy.hub.ports.carryOut.store.commit = async () => ({ outcome: 'throttled' });
  faulty.hub.ports.carryOut.store.load = broken;
  const says = [
    await hub.answer(onward, '{"answer":'),
    await hub.answer(onward, '{"answer":"accept","worker":"\\u0001"}'),
    await hub.answer(onward, { answer: 'maybe' }),
    await hub.answer(onward, { answer: 'accept', worker: 'x'.repeat(300_000) }),
    await hub.answer(onward, `[${Array(20_001).fill('0').join(',')}]`),
    await hub.answer(onward, { answer: 'accept' }, { forged: true }),
    await hub.answer(onward, { answer: 'accept' }, { by: 'kelvinbank' }),
    await hub.answer(onward, { answer: 'accept' }, { headers: { 'content-encoding': 'gzip' } }),
    await hub.answer(onward, { answer: 'start' }),
    await hub.answer(onward, { answer: 'cancel' }),
    await hub.answer(onward, { answer: 'decline', reason: { code: 'no-capacity', text: 'Full' }, fullUntil: '2026-01-31' }),
    await hub.answer(onward, { answer: 'accept' }, { id: 'msg-1' }),
    await hub.answer(onward, { answer: 'start' }, { id: 'msg-1' }),
    await withQuestion.hub.answer(withQuestion.onward, { answer: 'question', text: 'Any pets?' }),
    await toStop.hub.answer(toStop.onward, { answer: 'start' }),
    await orFault(busy.hub.answer(busy.onward, { answer: 'accept' })),
    await orFault(faulty.hub.answer(faulty.onward, { answer: 'accept' })),
  ];
  const told = new Set(says.flatMap((answer) => asDescribed('answer', answer)));
  expect([...told].sort()).toEqual(whole('answer'));
});

test('what is fetched, or not, is as described, and everything described comes', async () => {
  const { hub, onward } = await after({ answer: 'accept', slot: '2026-11-30T14:00:00+01:00', worker: 'Morag', reference: 'P-77', waitingWeeks: 2 });
  const asked = await after({ answer: 'accept' }, { answer: 'question', text: 'Any allergies?' });
  const held = await after({ answer: 'accept' }, { answer: 'hold', reason: full });
  const [fresh, faulty] = [await offered(), await offered()];
  faulty.hub.ports.carryOut.store.load = broken;
  const says = [
    await fresh.hub.fetched(fresh.onward),
    await hub.fetched(onward),
    await asked.hub.fetched(asked.onward),
    await held.hub.fetched(held.onward),
    await hub.fetched(onward, { forged: true }),
    await hub.fetched(onward, { by: 'kelvinbank' }),
    await hub.fetched(onward, { headers: { 'content-encoding': 'gzip' } }),
    await orFault(faulty.hub.fetched(faulty.onward)),
  ];
  const told = new Set(says.flatMap((answer) => asDescribed('fetchReferral', answer)));
  expect([...told].sort()).toEqual(whole('fetchReferral'));
  expect(says[1]?.body).toHaveProperty('person');
});

const call = (over: Partial<Call>): Call => {
  const headers: Record<string, string | undefined> = over.headers ?? {};
  return {
    method: 'GET',
    path: '/',
    rawQuery: '',
    pathParameters: {},
    cookies: {},
    header: (name) => headers[name],
    headers,
    body: new Uint8Array(),
    receivedAt: instantOf(0),
    requestId: 'request',
    ...over,
  };
};

test('a token, given or not, is as described, and everything described comes', async () => {
  const [table, pair] = [memoryTable(), await generateKeyPair('ES384', { extractable: true })];
  const baseUrl = 'https://hub.example';
  const key = { ...(await exportJWK(pair.publicKey)), kid: 'one' } as unknown as ClientRecord['keys'][number];
  await table.write([
    { put: clientItem({ id: 'gp', actsFor: { kind: 'practice', practice: 'birchtree' }, keys: [key], scopes: 'system/Task.rs', version: 1 }) },
  ]);
  const secrets = { encrypt: async (plain: Uint8Array) => Buffer.from(plain).toString('base64'), decrypt: async (text: string) => Buffer.from(text, 'base64') };
  const [clock, ids] = [systemClock, randomIds];
  const keysOf = clientKeys({ fetchJson: broken, clock, log: () => undefined });
  const deps = { clients: clientStore(table, clock), keysOf, keys: hubKeys({ table, secrets, clock, ids }), clock, ids, baseUrl };
  const route = tokenRoute((form) => issueToken(form, deps));
  const ask = async (change: Record<string, string> = {}, handler: Handler = route, type = 'application/x-www-form-urlencoded') => {
    const claims = new SignJWT({}).setIssuer('gp').setSubject('gp').setAudience(`${baseUrl}/oauth/token`).setJti(randomIds.id()).setExpirationTime('2m');
    const assertion = await claims.setProtectedHeader({ alg: 'ES384', kid: 'one' }).sign(pair.privateKey);
    const usual = {
      grant_type: 'client_credentials',
      scope: 'system/Task.read',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    };
    const form = new URLSearchParams({ ...usual, client_assertion: assertion, ...change });
    expect(schemaNamed('TokenRequest').safeParse(Object.fromEntries(new URLSearchParams({ ...usual, client_assertion: assertion }))).error).toBeUndefined();
    return orFault(handler(call({ method: 'POST', headers: { 'content-type': type }, body: Buffer.from(form.toString()) })));
  };
  const says = [
    await ask(),
    await ask({}, route, 'application/json'),
    await ask({ client_secret: 'x' }),
    await ask({ grant_type: 'authorization_code' }),
    await ask({ scope: 'system/Patient.rs' }),
    await ask({ client_assertion: 'a.b.c' }),
    await ask({}, tokenRoute(broken)),
  ];
  const told = new Set(says.flatMap((answer) => asDescribed('token', answer)));
  expect([...told].sort()).toEqual(whole('token'));
});

test('the figures, given or not, are as described, and everything described comes', async () => {
  const verify = async (authorization: string | undefined) => {
    if (authorization === 'expired') return { ok: false, reason: 'expired' } as const;
    const caller = authorization === 'manager' ? callers.manager : authorization === 'gp' ? callers.gp : undefined;
    return caller ? ({ ok: true, caller, scopes: new Map([['insight', 'r']]) } as const) : ({ ok: false, reason: 'login' } as const);
  };
  const route = deliveryFiguresRoute({ verify, report: async (_, period) => deliveryReport([], period, instantOf(0)) });
  const faulty = deliveryFiguresRoute({ verify, report: broken });
  const ask = (rawQuery: string, authorization = 'manager', handler = route) => orFault(handler(call({ rawQuery, headers: { authorization } })));
  const month = 'from=2026-10&to=2026-11';
  const says = [
    await ask(month),
    await ask('from=2026-10'),
    await ask('from=2026-13&to=2027-01'),
    await ask(`${month}&area=x`),
    await ask('from=2020-01&to=2026-01'),
    await ask(month, 'nobody'),
    await ask(month, 'expired'),
    await ask(month, 'gp'),
    await ask(month, 'manager', faulty),
  ];
  const told = new Set(says.flatMap((answer) => asDescribed('delivery', answer)));
  expect([...told].sort()).toEqual(whole('delivery'));
});

test.each(['smartConfiguration', 'openapi', 'docs'] as const)('%s is as described', async (name) => {
  const answer = await openRoutes('https://hub.example')[name](call({}));
  expect(asDescribed(name, answer)).toEqual(whole(name));
});

describe('an answer is possible from where the description says, and from nowhere else', () => {
  const accept = { answer: 'accept' };
  const ways: Record<string, object[]> = {
    requested: [],
    accepted: [accept],
    'in-progress': [accept, { answer: 'start' }],
    'on-hold': [accept, { answer: 'hold', reason: full }],
    rejected: [{ answer: 'decline', reason: full }],
    completed: [accept, { answer: 'complete', activity: 'Done' }],
    failed: [accept, { answer: 'fail', reason: full }],
    cancelled: [{ answer: 'cancel', reason: full }],
    'entered-in-error': [],
  };
  const standing = async (status: string): Promise<{ hub: FhirHub; onward: string }> => {
    const all = await after(...(ways[status] ?? []));
    if (status === 'entered-in-error') await moved(all.hub, all.onward, { status }, { as: 'practitioner' });
    expect((await all.hub.fetched(all.onward)).body.status).toBe(status);
    return all;
  };
  test.each(answerExamples)('$value.answer', async ({ from, value }) => {
    for (const status of Object.keys(ways)) {
      const { hub, onward } = await standing(status);
      const { referral: _, ...body } = value;
      const answer = await hub.answer(onward, body);
      asDescribed('answer', answer);
      expect(answer.status === 200, `${value.answer} from ${status}`).toBe(from.includes(status));
    }
    expect(from.length).toBeGreaterThan(0);
  });
});

test('whatever is answered, the hub says nothing that is not described', async () => {
  const { hub, onward } = await after({ answer: 'accept' });
  const bodies = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .tuple(fc.constantFrom(...answerExamples), fc.dictionary(fc.constantFrom('answer', 'reason', 'slot', 'text', 'activity', 'more'), fc.jsonValue()))
      .map(([{ value }, more]) => JSON.stringify({ ...value, referral: onward, ...more })),
  );
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      for (const one of asDescribed('answer', await hub.answer(onward, body))) seen.add(one.slice(0, 3));
    }),
    { numRuns: 400 },
  );
  expect([...seen]).toContain('400');
});

test('what the hub tells an organisation is as described, in each of its types', async () => {
  const { hub, id, onward } = await after({ answer: 'question', text: 'Any allergies?' });
  await moved(hub, onward, { note: [{ text: 'Any allergies?' }, { text: 'None' }] }, { as: 'practitioner' });
  await hub.answer(onward, { answer: 'accept' });
  await moved(hub, onward, { status: 'cancelled', statusReason: { text: 'Moved' } }, { as: 'practitioner' });
  const [second, third] = [await referredOn(hub, id, 'Organization/kelvinbank'), await offered()];
  await moved(hub, second, { status: 'cancelled', statusReason: { text: 'Moved' } }, { as: 'practitioner' });
  await moved(third.hub, third.onward, { status: 'entered-in-error' }, { as: 'practitioner' });
  const told = new Set<string>();
  for (const [from, referral] of [
    [hub, id],
    [third.hub, third.id],
  ] as const) {
    const loaded = await from.ports.carryOut.store.load(referral as ReferralId);
    let before: Referral | undefined;
    for (const commit of loaded?.commits ?? []) {
      const now = applyCommit(before, commit);
      before = now;
      for (const notice of noticesFor(commit, now).filter(({ to }) => to.kind === 'organisation')) {
        const body = JSON.parse(renderNotice(notice, commit, now, 'https://hub.example'));
        expect(schemaNamed('Notice').safeParse(body).error, JSON.stringify(body)).toBeUndefined();
        told.add(notice.type);
      }
    }
  }
  // A reminder takes days.
  expect([...told].sort()).toEqual([...toldToOrganisations].filter((type) => type !== 'referral.reminder').sort());
});
