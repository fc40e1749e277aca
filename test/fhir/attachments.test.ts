/** Large documents within a referral are stored and come back byte for byte, up to the limit of one request. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { jsonLimits } from '#fhir/structure/json';
import { fhirHub } from '#test/fhir-hub';
import { consent, referral } from '#test/fhir-steps';

type Attached = { contained: { sourceAttachment?: { data: string } }[] };
const attach = (data: string): Record<string, unknown> => {
  const body = referral();
  const [patient] = body.contained as object[];
  return { ...body, contained: [patient, { ...consent, sourceAttachment: { contentType: 'text/plain', data } }] };
};
const bytesOf = (body: object) => Buffer.byteLength(JSON.stringify(body));
/** Base64 that does not compress, so that the whole is exactly so many bytes. */
const filled = (total: number): object => {
  const room = total - bytesOf(attach(''));
  const data = randomBytes(Math.floor(room / 4) * 3).toString('base64');
  const body = attach(data);
  return { ...body, note: [{ text: `Prefers mornings${'.'.repeat(total - bytesOf(body))}` }] };
};

describe('a referral with a large attachment', () => {
  test('of exactly the limit is stored in pieces that an item can hold, and comes back as it was', async () => {
    const hub = await fhirHub();
    const body = filled(jsonLimits.bytes);
    expect(bytesOf(body)).toBe(262_144);
    const made = await hub.call('POST', '/ServiceRequest', { body });
    expect(made.status).toBe(201);
    const read = (await hub.call('GET', `/ServiceRequest/${made.body.id}`)).body as Attached;
    expect(read.contained[1]?.sourceAttachment?.data).toBe((body as Attached).contained[1]?.sourceAttachment?.data);
    const sizes = hub.table.all().map((item) => Buffer.byteLength(JSON.stringify(item)));
    expect(Math.max(...sizes)).toBeLessThan(400_000);
    expect(Math.max(...sizes)).toBeGreaterThan(150_000);
  });
  test('of one byte more is refused, and nothing is stored', async () => {
    const hub = await fhirHub();
    const answer = await hub.call('POST', '/ServiceRequest', { body: filled(jsonLimits.bytes + 1) });
    expect([answer.status, answer.body.issue[0].code]).toEqual([413, 'too-long']);
    expect(hub.table.all()).toEqual([]);
  });
});
