/** The simulated GP system of Birchtree Practice: it knows FHIR and its own access token, and nothing else of the hub. */
import { Client } from 'fhir-kit-client';
import * as z from 'zod/mini';
import { type DemoClient, demoScope } from './demo-cast.ts';
import { playedReferral, privateParts } from './demo-referral.ts';
import { accessToken } from './demo-token.ts';

const made = z.object({ resourceType: z.literal('ServiceRequest'), id: z.string() });
const task = z.object({
  resourceType: z.literal('Task'),
  status: z.string(),
  output: z.optional(z.array(z.object({ valueCodeableConcept: z.optional(z.object({ text: z.optional(z.string()) })) }))),
});

export const gpSystem = async (hubUrl: string, client: DemoClient) => {
  const fhir = new Client({ baseUrl: `${hubUrl}/fhir`, bearerToken: await accessToken(hubUrl, client, demoScope('gp')) });
  return {
    /** A second POST under the same Idempotency-Key would get the first one's answer. */
    refer: async (number: string) => {
      const body = playedReferral(number, new Date());
      // Only what stands under `options` reaches the wire.
      const options = { headers: { 'idempotency-key': number } };
      const { id } = made.parse(await fhir.create({ resourceType: 'ServiceRequest', body: { ...body }, options }));
      return { id, hidden: privateParts(body) };
    },
    /** Where the referral stands, and what came of it. */
    readTask: async (id: string) => {
      const { status, output = [] } = task.parse(await fhir.read({ resourceType: 'Task', id }));
      return { status, outputs: output.flatMap(({ valueCodeableConcept }) => valueCodeableConcept?.text ?? []) };
    },
  };
};
