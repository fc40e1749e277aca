/** What the FHIR face says to every kind of request, and that it can what it says it can. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fhirHub, type Request } from '#test/fhir-hub';
import { accepted, issueOf, put, referral, sent } from '#test/fhir-steps';

describe('metadata', () => {
  test('is there for everybody', async () => {
    const hub = await fhirHub();
    for (const as of ['nobody', 'expired', 'gp', 'manager'] as const)
      expect((await hub.call('GET', '/metadata', { as })).body).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    expect((await hub.call('HEAD', '/metadata', { as: 'nobody' })).status).toBe(200);
    expect((await hub.call('POST', '/metadata', { as: 'nobody' })).status).toBe(405);
    expect((await hub.call('GET', '/.well-known/smart-configuration', { as: 'nobody' })).body.token_endpoint).toBe('https://hub.example/oauth/token');
  });
});

describe('how a request is made', () => {
  test.each([
    ['DELETE', '/Task/r0000000000000000000000001', 'GET, HEAD, PUT, PATCH'],
    ['POST', '/ServiceRequest/r0000000000000000000000001', 'GET, HEAD, PUT, PATCH'],
    ['DELETE', '/Task', 'GET, HEAD, POST, PUT, PATCH'],
    ['GET', '/Task/_search', 'POST'],
  ])('%s %s is not there, and says what is', async (method, path, allow) => {
    const hub = await fhirHub();
    const answer = await hub.call(method, path);
    expect([answer.status, answer.headers?.allow, answer.body.issue[0].code]).toEqual([405, allow, 'not-supported']);
  });
  test.each([
    [{ accept: 'application/fhir+xml' }, '', 406],
    [{ accept: 'text/html' }, '', 406],
    [{ accept: 'application/fhir+json; fhirVersion=4.0' }, '', 200],
    [{ accept: 'application/json' }, '', 200],
    [{ accept: 'text/html, */*;q=0.1' }, '', 200],
    [{}, '?_format=xml', 406],
    [{}, '?_format=application/fhir%2Bxml', 406],
    [{}, '?_format=json', 200],
    [{}, '?_format=application/fhir%2Bjson&status=requested', 200],
  ])('with %j%s', async (headers, query, status) => {
    const hub = await fhirHub();
    expect((await hub.call('GET', `/Task${query}`, { headers: headers as Record<string, string> })).status).toBe(status);
  });
  test.each<[string, Request, number, string]>([
    ['XML', { headers: { 'content-type': 'application/fhir+xml' }, body: '<ServiceRequest/>' }, 415, 'not-supported'],
    ['multipart', { headers: { 'content-type': 'multipart/form-data' }, body: 'x' }, 415, 'not-supported'],
    ['gzip', { headers: { 'content-encoding': 'gzip' }, bytes: gzipSync('{}') }, 415, 'not-supported'],
    ['more than 256 KB', { bytes: Buffer.alloc(262_145, 0x20) }, 413, 'too-long'],
    ['no JSON', { body: '{' }, 400, 'structure'],
    ['a property twice', { body: '{"resourceType":"ServiceRequest","id":"a","id":"b"}' }, 400, 'structure'],
    ['bytes that are no UTF-8', { bytes: Buffer.from([0x22, 0xff, 0x22]) }, 400, 'structure'],
    ['another resource', { body: { resourceType: 'Patient' } }, 400, 'invalid'],
    ['a bundle', { body: { resourceType: 'Bundle', type: 'transaction' } }, 400, 'invalid'],
    ['a list', { body: [] }, 400, 'invalid'],
    ['null', { body: 'null' }, 400, 'invalid'],
    ['an unknown element', { body: referral({ patient: {} }) }, 400, 'structure'],
    ['a wrong code', { body: referral({ intent: 'wish' }) }, 400, 'code-invalid'],
    ['a modifier it cannot know', { body: referral({ modifierExtension: [{ url: 'https://x.example/not', valueBoolean: true }] }) }, 422, 'extension'],
  ])('a body of %s is refused', async (_, request, status, code) => {
    const hub = await fhirHub();
    expect(issueOf(await hub.call('POST', '/ServiceRequest', request))).toMatchObject({ status, code });
    expect(hub.table.all()).toEqual([]);
  });
  test('a charset and another spelling of the content type are taken', async () => {
    const hub = await fhirHub();
    for (const type of ['application/json', 'application/fhir+json; charset=utf-8', 'Application/FHIR+JSON'])
      expect((await hub.call('POST', '/ServiceRequest', { headers: { 'content-type': type }, body: referral() })).status).toBe(201);
  });
  test('a slash at the end makes no difference, nor does HEAD', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    expect(await hub.call('GET', `/Task/${id}/`)).toEqual(await hub.call('GET', `/Task/${id}`));
    expect((await hub.call('POST', '/ServiceRequest/', { body: referral() })).status).toBe(201);
    expect((await hub.call('HEAD', `/Task/${id}`)).headers).toEqual((await hub.call('GET', `/Task/${id}`)).headers);
  });
  test('no address that the hub writes comes from a request', async () => {
    const hub = await fhirHub();
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    const made = await hub.call('POST', '/ServiceRequest', { body: referral(), headers });
    const found = await hub.call('GET', '/Task', { headers });
    expect(JSON.stringify([made, found])).not.toContain('evil');
    expect(made.headers?.location).toMatch(/^https:\/\/hub\.example\//);
  });
});

describe('narrative and strange names', () => {
  test('a text with markup is not passed on, nor that of what is contained', async () => {
    const hub = await fhirHub();
    const text = { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><b>hello</b></div>' };
    const contained = (referral().contained as object[]).map((one) => ({ ...one, text }));
    const { body } = await hub.call('POST', '/ServiceRequest', { body: referral({ text, contained }) });
    expect(body.contained).toHaveLength(2);
    expect(JSON.stringify([body, (await hub.call('GET', `/ServiceRequest/${body.id}`)).body])).not.toContain('hello');
  });
  test('a refusal repeats no value that was sent', async () => {
    const hub = await fhirHub();
    const canary = 'Zebrafinch';
    const bodies = [
      { resourceType: canary },
      referral({ intent: canary }),
      referral({ status: canary }),
      referral({ authoredOn: canary }),
      referral({ subject: { reference: canary } }),
    ];
    for (const body of bodies) expect(JSON.stringify(await hub.call('POST', '/ServiceRequest', { body }))).not.toContain(canary);
    for (const path of [`/${canary}`, `/Task/${canary}`, `/Task?${canary}=1`, `/Task?_count=${canary}`])
      expect(JSON.stringify((await hub.call('GET', path)).body)).not.toContain(canary);
    const id = await accepted(hub);
    expect(JSON.stringify(await put(hub, id, { status: canary }, { as: 'practitioner' }))).not.toContain(canary);
  });
});
