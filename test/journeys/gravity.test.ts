/** The examples of the SDOH Clinical Care guide, written by others, go through a whole hub and come out as they went in. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hub, startHub } from '#local/hub';
import { type Played, play, stopPlaying } from '#test/played-hub';

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'gravity');
type Resource = { resourceType: string; id: string; [element: string]: unknown };
const files = existsSync(folder) ? readdirSync(folder).sort() : [];
const read = files.map((file): Resource => JSON.parse(readFileSync(join(folder, file), 'utf8')));
const of = (type: string) => read.filter(({ resourceType }) => resourceType === type);
const bare = ({ text: _, ...resource }: Resource): Resource => resource as Resource;
/** References to what travels along, contained, as they must be written then. */
const local = (value: unknown, along: Resource[]) =>
  JSON.parse(
    along.reduce((text, { resourceType, id }) => text.replaceAll(`"reference":"${resourceType}/${id}"`, `"reference":"#${id}"`), JSON.stringify(value)),
  );
const differing = (sent: Resource, back: Resource): string[] =>
  [...new Set([...Object.keys(sent), ...Object.keys(back)])].filter((name) => JSON.stringify(sent[name]) !== JSON.stringify(back[name])).sort();

describe.skipIf(files.length === 0)('twelve examples of the guide', () => {
  let [hub, played]: [Hub?, Played?] = [];
  beforeAll(async () => {
    hub = await startHub({ port: 0, warm: false });
    played = await play(hub);
  });
  afterAll(async () => {
    if (played) await stopPlaying(played);
    await hub?.stop();
  });
  const call = async (as: 'gp' | 'practitioner', method: string, path: string, body?: object, headers = {}) => {
    const token = played?.tokens.get(as);
    const response = await fetch(`${hub?.url}/fhir${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as Resource;
    expect([method, path, response.status, response.status < 300 ? '' : JSON.stringify(answer)]).toEqual([method, path, expect.any(Number), '']);
    return { answer, etag: response.headers.get('etag') ?? '' };
  };
  test('come out unchanged but for what the hub owns', async () => {
    const used = new Set<Resource>();
    const take = (...resources: Resource[]) => {
      for (const one of resources) used.add(one);
      return resources.map(bare);
    };
    const along = take(...['Patient', 'Condition', 'Consent', 'Goal', 'PractitionerRole', 'Practitioner', 'Organization'].flatMap(of));
    const [request] = take(...of('ServiceRequest')) as [Resource];
    const supporting = ['Consent', 'Goal', 'Organization'].flatMap(of).map(({ resourceType, id }) => ({ reference: `${resourceType}/${id}` }));
    const requester = { reference: `PractitionerRole/${of('PractitionerRole')[0]?.id}` };
    const sent = local({ ...request, requester, supportingInfo: supporting, contained: along }, along);
    expect(JSON.stringify(sent).length).toBeGreaterThan(70_000);
    const made = await call('gp', 'POST', '/ServiceRequest', sent);
    const { id } = made.answer;
    const request2 = await call('practitioner', 'GET', `/ServiceRequest/${id}`);
    expect(request2.answer).toEqual(made.answer);
    const ofRequest = differing(sent, made.answer);
    expect(ofRequest).toEqual(['id', 'meta', 'text']);
    expect((made.answer.meta as { profile: unknown }).profile).toEqual((sent.meta as { profile: unknown }).profile);

    const [accepted, completed] = take(...of('Task').sort((a, b) => (String(a.status) < String(b.status) ? -1 : 1))) as [Resource, Resource];
    const [procedure] = take(...of('Procedure')) as [Resource];
    const focus = { reference: `ServiceRequest/${id}` };
    const step = async (task: Resource, more: object = {}) => {
      const { etag } = await call('practitioner', 'GET', `/Task/${id}`);
      const out = { ...task, id, focus, ...more } as Resource;
      return { out, back: (await call('practitioner', 'PUT', `/Task/${id}`, out, { 'if-match': etag })).answer };
    };
    const first = await step(accepted);
    expect([first.back.status, first.back.focus, first.back.intent]).toEqual(['accepted', focus, 'order']);
    const contained = [{ ...procedure, basedOn: [focus], meta: { profile: (procedure.meta as { profile: unknown }).profile } }];
    const output = local(completed.output, [procedure]);
    const second = await step(completed, { contained, output });
    expect(second.back.contained).toEqual(contained);
    expect(second.back.output).toEqual(output);
    const ofTasks = [first, second].map(({ out, back }) => differing(out, back));
    /** The hub says who asks, who does, for whom, when, and in its own words where it stands. */
    const owned = ['authoredOn', 'businessStatus', 'code', 'for', 'input', 'lastModified', 'meta', 'owner', 'requester', 'text'];
    expect(ofTasks).toEqual([owned, owned]);
    expect((await call('gp', 'GET', `/ServiceRequest/${id}`)).answer.status).toBe('completed');
    console.log(`gravity: ${used.size} of ${files.length} read; the hub's own in ServiceRequest: ${ofRequest.join(', ')}; in Task: ${owned.join(', ')}`);
    expect([used.size, files.length]).toEqual([12, 12]);
  });
});
