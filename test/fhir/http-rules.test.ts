/** FHIR's rules of HTTP, a test for each, through fhir-kit-client and real HTTP. */
import { Client } from 'fhir-kit-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Who } from '#test/fhir-hub';
import { nextIdentifier, onwardRequest, referral } from '#test/fhir-steps';
import { httpHub } from '#test/http-hub';
import { expectR4 } from '#test/r4';

type Resource = { resourceType: string; id: string } & Record<string, unknown>;
type Failure = { response: { status: number; data: { resourceType: string; issue: { code: string; details: { text: string } }[] } } };
let house: Awaited<ReturnType<typeof httpHub>>;
beforeAll(async () => {
  house = await httpHub();
});
afterAll(() => house.stop());

const as = (who: Who) => house.client(who);
const headersOf = (resource: unknown) => {
  const { response } = Client.httpFor(resource as Resource) as { response: Response };
  return { status: response.status, ...Object.fromEntries(response.headers) } as Record<string, string> & { status: number };
};
const refusedWith = async (promise: Promise<unknown>) => {
  const failure = await promise.then(
    () => undefined,
    (error: Failure) => error,
  );
  const { status, data } = failure?.response ?? {};
  return { status, type: data?.resourceType, code: data?.issue?.[0]?.code, text: data?.issue?.[0]?.details.text };
};
const create = async (change: object = {}, headers: Record<string, string> = {}) =>
  (await as('gp').create({ resourceType: 'ServiceRequest', body: referral({ ...change }) as Resource, options: { headers } })) as Resource;
const task = async (id: string, who: Who = 'gp') => (await as(who).read({ resourceType: 'Task', id })) as Resource;
const moved = async (id: string, change: object, who: Who = 'practitioner') => {
  const read = await task(id, who);
  const headers = { 'If-Match': headersOf(read).etag ?? '' };
  return (await as(who).update({ resourceType: 'Task', id, body: { ...read, ...change }, options: { headers } })) as Resource;
};
/** A plain call, for what the library has no word for. */
const plain = (
  path: string,
  { who = 'gp' as Who, method = 'GET', headers = {}, body }: { who?: Who; method?: string; headers?: Record<string, string>; body?: string } = {},
) => fetch(`${house.address}/fhir${path}`, { method, headers: { authorization: `Bearer ${who}`, ...headers }, ...(body === undefined ? {} : { body }) });

describe('create', () => {
  test('is 201 with Location of the version, ETag and Last-Modified; id and version of the client are ignored', async () => {
    const made = await create({ id: 'mine', meta: { versionId: '77', lastUpdated: '2001-01-01T00:00:00Z' } });
    const headers = headersOf(made);
    expect(headers).toMatchObject({ status: 201, etag: 'W/"1"', location: `${house.address}/fhir/ServiceRequest/${made.id}/_history/1` });
    expect(Date.parse(headers['last-modified'] ?? '')).toBe(Math.floor(Date.parse(house.hub.now()) / 1000) * 1000);
    expect([made.id, made.meta]).not.toContain('mine');
    expect(made).toMatchObject({ meta: { versionId: '1' } });
  });
  test('with If-None-Exist finds what is there with 200, and creates what is not', async () => {
    const identifier = nextIdentifier();
    const headers = { 'If-None-Exist': `identifier=${identifier.system}|${identifier.value}` };
    const first = await create({ identifier: [identifier] }, headers);
    const again = await create({ identifier: [identifier], note: [{ text: 'other content' }] }, headers);
    expect([headersOf(first).status, headersOf(again).status, again.id]).toEqual([201, 200, first.id]);
    expect(headersOf(again).location).toBeUndefined();
  });
  test('with If-None-Exist is refused where no condition is understood, rather than made in spite of it', async () => {
    const headers = { 'If-None-Exist': 'identifier=https://gp.example|1' };
    const { id } = await create();
    const onward = as('practitioner').create({ resourceType: 'ServiceRequest', body: onwardRequest(id) as Resource, options: { headers } });
    expect(await refusedWith(onward)).toMatchObject({ status: 400, code: 'not-supported' });
    expect(await refusedWith(as('gp').create({ resourceType: 'Task', body: await task(id), options: { headers } }))).toMatchObject({ status: 400 });
  });
  test('repeated with its Idempotency-Key is answered as the first time; another body under the key is 422', async () => {
    const body = referral();
    const send = (content: object) =>
      as('gp').create({ resourceType: 'ServiceRequest', body: content as Resource, options: { headers: { 'Idempotency-Key': 'once-only' } } });
    const [first, again] = [await send(body), await send(body)];
    expect([headersOf(again).status, (again as Resource).id]).toEqual([201, (first as Resource).id]);
    expect(await refusedWith(send({ ...body, priority: 'urgent' }))).toMatchObject({ status: 422, type: 'OperationOutcome' });
  });
});

describe('update', () => {
  test('needs If-Match, and the id of the address in the body', async () => {
    const { id } = await create();
    const read = await task(id, 'practitioner');
    const put = (body: object, headers: Record<string, string>) =>
      as('practitioner').update({ resourceType: 'Task', id, body: body as Resource, options: { headers } });
    expect(await refusedWith(put({ ...read, status: 'accepted' }, {}))).toMatchObject({ status: 400, code: 'required' });
    expect(await refusedWith(put({ ...read, status: 'accepted' }, { 'If-Match': 'W/"9"' }))).toMatchObject({ status: 412, code: 'conflict' });
    expect(await refusedWith(put({ ...read, id: 'other' }, { 'If-Match': 'W/"1"' }))).toMatchObject({ status: 400 });
    expect(headersOf(await put({ ...read, status: 'accepted' }, { 'If-Match': 'W/"1"' }))).toMatchObject({ status: 200, etag: 'W/"2"' });
  });
  test('makes nothing that is not there, and takes no condition', async () => {
    const id = '0'.repeat(26);
    const body = { ...(await task((await create()).id)), id, focus: { reference: `ServiceRequest/${id}` } } as Resource;
    expect(await refusedWith(as('gp').update({ resourceType: 'Task', id, body, options: { headers: { 'If-Match': 'W/"1"' } } }))).toMatchObject({
      status: 404,
    });
    const conditional = as('gp').update({ resourceType: 'Task', searchParams: { identifier: 'a|b' }, body });
    expect(await refusedWith(conditional)).toMatchObject({ status: 400, code: 'not-supported' });
  });
  test('by JSON Patch is the same update: with If-Match, by whoever may', async () => {
    const { id } = await create();
    const accept = [{ op: 'replace', path: '/status', value: 'accepted' }] as const;
    const patch = (who: Who, headers: Record<string, string>, jsonPatch: readonly object[] = accept) =>
      as(who).patch({ resourceType: 'Task', id, jsonPatch: jsonPatch as never, options: { headers } });
    expect(await refusedWith(patch('practitioner', {}))).toMatchObject({ status: 400 });
    expect(await refusedWith(patch('gp', { 'If-Match': 'W/"1"' }))).toMatchObject({ status: 403 });
    expect(await refusedWith(patch('gp-other', { 'If-Match': 'W/"1"' }))).toMatchObject({ status: 404 });
    for (const wrong of [
      [],
      [{ op: 'replace', path: '/__proto__/polluted', value: 1 }],
      [{ op: 'add', path: '/status' }],
      [{ op: 'launch', path: '/status', value: 1 }],
    ])
      expect(await refusedWith(patch('practitioner', { 'If-Match': 'W/"1"' }, wrong))).toMatchObject({ status: 400, type: 'OperationOutcome' });
    const unfit = patch('practitioner', { 'If-Match': 'W/"1"' }, [{ op: 'test', path: '/status', value: 'draft' }, ...accept]);
    expect(await refusedWith(unfit)).toMatchObject({ status: 422 });
    expect(await refusedWith(patch('practitioner', { 'If-Match': 'W/"1"' }, [{ op: 'replace', path: '/status', value: 'odd' }]))).toMatchObject({
      status: 400,
      code: 'code-invalid',
    });
    expect(await patch('practitioner', { 'If-Match': 'W/"1"' })).toMatchObject({ status: 'accepted', meta: { versionId: '2' } });
    const xml = await plain(`/Task/${id}`, { method: 'PATCH', headers: { 'content-type': 'application/fhir+json', 'if-match': 'W/"2"' }, body: '{}' });
    expect(xml.status).toBe(415);
  });
});

describe('what is preferred', () => {
  test('return=minimal has no body, OperationOutcome has the warnings, representation is usual', async () => {
    const minimal = await plain('/ServiceRequest', {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json', prefer: 'return=minimal' },
      body: JSON.stringify(referral()),
    });
    expect([minimal.status, await minimal.text(), minimal.headers.get('etag')]).toEqual([201, '', 'W/"1"']);
    const outcome = await create({ authoredOn: undefined }, { Prefer: 'return=OperationOutcome' });
    expect(outcome).toMatchObject({ resourceType: 'OperationOutcome' });
    expect(JSON.stringify(outcome.issue)).toContain('ServiceRequest.authoredOn');
    expect(await create({}, { Prefer: 'return=representation' })).toMatchObject({ resourceType: 'ServiceRequest' });
  });
  test('handling=lenient leaves unknown parameters out and says so; a modifier it never ignores', async () => {
    const search = (params: Record<string, string>, headers: Record<string, string>) =>
      as('gp').search({ resourceType: 'Task', searchParams: params, options: { headers } });
    expect(await refusedWith(search({ colour: 'red' }, {}))).toMatchObject({ status: 400, code: 'not-supported' });
    const second = await refusedWith(search({ status: 'requested', colour: 'red' }, { Prefer: 'handling=strict' }));
    expect(second).toMatchObject({ status: 400, text: expect.stringMatching(/^Parameter 2: Task has no such search parameter/) });
    expect(second.text).not.toContain('colour');
    await create();
    const lenient = (await search({ colour: 'red', _count: '1' }, { Prefer: 'handling=lenient' })) as unknown as Bundle;
    expect(lenient.entry.map(({ search: { mode } }) => mode)).toEqual(['match', 'outcome']);
    expect(JSON.stringify(lenient)).not.toContain('colour');
    expect(await refusedWith(search({ 'status:above': 'x' }, { Prefer: 'handling=lenient' }))).toMatchObject({ status: 400 });
  });
});

type Bundle = { resourceType: string; link: { relation: string; url: string }[]; entry: { fullUrl: string; resource: Resource; search: { mode: string } }[] };
describe('read', () => {
  test('of what the reader has already is 304, by tag or by time', async () => {
    const { id } = await create();
    const first = await plain(`/Task/${id}`);
    const [etag, modified] = [first.headers.get('etag') ?? '', first.headers.get('last-modified') ?? ''];
    const status = async (headers: Record<string, string>) => (await plain(`/Task/${id}`, { headers })).status;
    expect(await status({ 'if-none-match': etag })).toBe(304);
    expect(await status({ 'if-none-match': 'W/"7", W/"1"' })).toBe(304);
    expect(await status({ 'if-none-match': 'W/"7"' })).toBe(200);
    expect(await status({ 'if-modified-since': modified })).toBe(304);
    expect(await status({ 'if-modified-since': new Date(0).toUTCString() })).toBe(200);
    expect(await status({ 'if-none-match': 'W/"7"', 'if-modified-since': modified })).toBe(200);
    house.hub.pass(5_000);
    await moved(id, { status: 'accepted' });
    expect(await status({ 'if-none-match': etag })).toBe(200);
    expect(await status({ 'if-modified-since': modified })).toBe(200);
    const foreign = await plain(`/Task/${id}`, { who: 'gp-other', headers: { 'if-none-match': '*' } });
    expect(foreign.status).toBe(404);
  });
  test('of a version gives what it was, and history all of them, newest first', async () => {
    const { id } = await create();
    house.hub.pass(60_000);
    const between = house.hub.now();
    await moved(id, { status: 'accepted' });
    await moved(id, { status: 'in-progress' });
    expect(await as('gp').vread({ resourceType: 'Task', id, version: '1' })).toMatchObject({ status: 'requested', meta: { versionId: '1' } });
    expect(await as('gp').vread({ resourceType: 'Task', id, version: '2' })).toMatchObject({ status: 'accepted' });
    expect(await refusedWith(as('gp').vread({ resourceType: 'Task', id, version: '9' }))).toMatchObject({ status: 404, code: 'not-found' });
    expect(await refusedWith(as('gp-other').vread({ resourceType: 'Task', id, version: '1' }))).toMatchObject({ status: 404 });
    const history = (await as('gp').history({ resourceType: 'Task', id })) as unknown as Bundle;
    expectR4(history as never);
    expect(history.entry.map(({ resource }) => resource.status)).toEqual(['in-progress', 'accepted', 'requested']);
    const since = (await (await plain(`/Task/${id}/_history?_since=${between}&_count=1`)).json()) as Bundle & { total: number };
    expect([since.total, since.entry.length]).toEqual([2, 1]);
    const next = (await as('gp').nextPage({ bundle: since as never })) as unknown as Bundle;
    expect(next.entry.map(({ resource }) => resource.status)).toEqual(['accepted']);
    expect((await plain(`/Task/${id}/_history?_since=yesterday`)).status).toBe(400);
    expect((await plain(`/Task/${id}/_history?_at=2026`)).status).toBe(400);
    expect((await plain(`/Task/${id}/_history`, { who: 'organisation' })).status).toBe(404);
  });
  test('an organisation that may not know the person any more does not find them in earlier versions', async () => {
    const { id } = await create();
    await moved(id, { status: 'accepted' });
    const onward = (await as('practitioner').create({ resourceType: 'ServiceRequest', body: onwardRequest(id) as Resource })) as Resource;
    await moved(onward.id, { status: 'accepted' }, 'organisation');
    const whileAccepted = await as('organisation').history({ resourceType: 'ServiceRequest', id: onward.id });
    expect(JSON.stringify(whileAccepted)).toContain('Testperson');
    await moved(onward.id, { status: 'failed', statusReason: { text: 'Nobody came' } }, 'organisation');
    for (const path of [`/ServiceRequest/${onward.id}/_history`, `/ServiceRequest/${onward.id}/_history/1`, `/Task/${onward.id}/_history`])
      expect(await (await plain(path, { who: 'organisation' })).text()).not.toContain('Testperson');
  });
  test('_summary and _elements give less, and mark it so', async () => {
    const { id } = await create({ note: [{ text: 'Prefers mornings' }] });
    const read = async (query: string) => (await (await plain(`/ServiceRequest/${id}${query}`)).json()) as Resource & { meta: { tag?: unknown } };
    const whole = await read('');
    expect(await read('?_summary=false')).toEqual(whole);
    const summary = await read('?_summary=true');
    expect(Object.keys(summary)).toEqual(expect.arrayContaining(['identifier', 'status', 'intent', 'subject', 'code']));
    expect([summary.note, summary.contained, summary.text]).toEqual([undefined, undefined, undefined]);
    expect(JSON.stringify(summary.meta)).toContain('SUBSETTED');
    const elements = await read('?_elements=note,priority');
    expect(Object.keys(elements).sort()).toEqual(['id', 'intent', 'meta', 'note', 'priority', 'resourceType', 'status', 'subject'].sort());
    expect(Object.keys(await read('?_summary=text')).sort()).toEqual(expect.arrayContaining(['id', 'intent', 'meta', 'resourceType', 'status', 'subject']));
    expect((await read('?_summary=data')).text).toBeUndefined();
    for (const wrong of ['?_summary=count', '?_summary=some', '?_elements=a.b', '?_elements=', '?colour=red', '?status=active'])
      expect((await plain(`/ServiceRequest/${id}${wrong}`)).status).toBe(400);
  });
});

describe('search', () => {
  test('includes the focus of a Task, once, and nothing that its caller may not see', async () => {
    const { id } = await create();
    const found = (await as('gp').search({ resourceType: 'Task', searchParams: { _id: id, _include: 'Task:focus' } })) as unknown as Bundle;
    expect(found.entry.map(({ resource, search }) => [resource.resourceType, search.mode])).toEqual([
      ['Task', 'match'],
      ['ServiceRequest', 'include'],
    ]);
    expectR4(found as never);
    for (const wrong of ['Task:*', '*', 'Task:encounter', 'ServiceRequest:patient', 'Task:focus:iterate'])
      expect(await refusedWith(as('gp').search({ resourceType: 'Task', searchParams: { _include: wrong } }))).toMatchObject({ status: 400 });
  });
  test('is newest first over open and ended, and pages lead on through absolute links', async () => {
    const made: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      house.hub.pass(1_000);
      made.unshift((await create({}, { 'Idempotency-Key': `page-${n}` })).id);
      if (n % 2 === 0) await moved(made[0] ?? '', { status: 'rejected', statusReason: { text: 'Moved away' } });
    }
    const first = (await as('gp').search({ resourceType: 'Task', searchParams: { _count: 2, _sort: '-_lastUpdated' } })) as unknown as Bundle;
    const second = (await as('gp').nextPage({ bundle: first as never })) as unknown as Bundle;
    const third = (await as('gp').nextPage({ bundle: second as never })) as unknown as Bundle;
    expect([first, second, third].flatMap(({ entry }) => entry.map(({ resource }) => resource.id))).toEqual(made);
    for (const { link } of [first, second]) for (const { url } of link) expect(url).toMatch(new RegExp(`^${house.address}/fhir/Task\\?`));
    expect((await plain('/Task?_sort=_lastUpdated')).status).toBe(400);
  });
  test('by POST means the same as by GET', async () => {
    const params = { status: 'requested', _count: 3, _include: 'Task:focus' };
    const entries = async (postSearch: boolean) =>
      ((await as('gp').search({ resourceType: 'Task', searchParams: params, options: { postSearch } })) as unknown as Bundle).entry;
    expect((await entries(true)).length).toBeGreaterThan(3);
    expect(await entries(true)).toEqual(await entries(false));
  });
  test('with modifiers that are there, and none other', async () => {
    const found = (await as('gp').search({ resourceType: 'Task', searchParams: { 'status:not': 'requested,rejected', _count: 100 } })) as unknown as Bundle;
    expect(found.entry.length).toBeGreaterThan(0);
    expect(found.entry.every(({ resource }) => !['requested', 'rejected'].includes(String(resource.status)))).toBe(true);
    expect((await as('gp').search({ resourceType: 'Task', searchParams: { 'owner:missing': 'true' } })).entry).toBeUndefined();
    expect(await refusedWith(as('gp').search({ resourceType: 'Task', searchParams: { 'code:text': 'x' } }))).toMatchObject({ status: 400 });
  });
});

describe('addresses', () => {
  test('take a slash at the end, and are written from the configured base, never from Host', async () => {
    const { id } = await create();
    expect((await plain(`/Task/${id}/`)).status).toBe(200);
    const found = await plain(`/Task/?_id=${id}`, { headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' } });
    expect([found.status, (await found.text()).includes('evil')]).toEqual([200, false]);
  });
  test('that delete a referral are not there', async () => {
    const { id } = await create();
    for (const type of ['Task', 'ServiceRequest']) expect(await refusedWith(as('gp').delete({ resourceType: type, id }))).toMatchObject({ status: 405 });
  });
});
