/** What Catriona Weir, links practitioner at Birchtree Practice, does with her access token. She has no screen yet: these are the calls it will make. */
import * as z from 'zod/mini';
import { type DemoClient, demoScope } from './demo-cast.ts';
import { ask } from './demo-http.ts';
import { accessToken } from './demo-token.ts';

const task = z.looseObject({ resourceType: z.literal('Task'), id: z.string(), status: z.string(), for: z.object({ reference: z.string() }) });
const bundle = z.object({ entry: z.optional(z.array(z.object({ resource: z.object({ id: z.string() }) }))) });
const made = z.object({ id: z.string() });

export const practitioner = async (hubUrl: string, client: DemoClient) => {
  const token = await accessToken(hubUrl, client, demoScope('practitioner'));
  const fhir = (method: string, path: string, headers: Record<string, string> = {}, body?: object) =>
    ask(
      method,
      `${hubUrl}/fhir/${path}`,
      { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json', ...headers },
      body && JSON.stringify(body),
    );
  return {
    /** Ids of the referrals that nobody has picked up. */
    worklist: async (): Promise<string[]> => bundle.parse((await fhir('GET', 'Task?status=requested')).body).entry?.map(({ resource }) => resource.id) ?? [],
    /** She says which version she saw; if somebody was faster the hub refuses. */
    moveTo: async (id: string, status: 'accepted' | 'completed'): Promise<void> => {
      const { body, etag } = await fhir('GET', `Task/${id}`);
      await fhir('PUT', `Task/${id}`, { 'if-match': etag }, { ...task.parse(body), status });
    },
    /** The id of the onward referral. */
    referOn: async (id: string, organisation: string): Promise<string> => {
      const { body } = await fhir('GET', `Task/${id}`);
      const onward = {
        resourceType: 'ServiceRequest',
        status: 'active',
        intent: 'filler-order',
        basedOn: [{ reference: `ServiceRequest/${id}` }],
        code: { coding: [{ system: 'http://snomed.info/sct', code: '710925007', display: 'Provision of food' }] },
        subject: { reference: task.parse(body).for.reference },
        performer: [{ reference: `Organization/${organisation}` }],
      };
      return made.parse((await fhir('POST', 'ServiceRequest', {}, onward)).body).id;
    },
  };
};
