/** The simulated system of Drumgarth Food Pantry: no FHIR, no token; it signs each call with its own key and follows the addresses in the event. */
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import * as z from 'zod/mini';
import { ask } from './demo-http.ts';
import type { Heard } from './demo-listener.ts';

const shown = z.object({
  person: z.object({ name: z.array(z.object({ given: z.array(z.string()), family: z.string() })), telecom: z.array(z.object({ value: z.string() })) }),
});

/** `secret`: with which the organisation signs. */
export const organisation = (secret: string) => {
  const signed = (content: string) => {
    const [id, now] = [`msg_${randomUUID()}`, new Date()];
    const timestamp = String(Math.floor(now.getTime() / 1000));
    return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': new Webhook(secret).sign(id, now, content) };
  };
  return {
    answer: async ({ data }: Heard, answer: object): Promise<void> => {
      const body = JSON.stringify({ referral: data.referral, ...answer });
      await ask('POST', data.answerUrl ?? '', { ...signed(body), 'content-type': 'application/json' }, body);
    },
    /** Name and safe contact, which the hub gives after the organisation's yes. A GET has no body: its method and path are signed. */
    fetchPerson: async ({ data }: Heard): Promise<{ name: string; contact: string }> => {
      const { body } = await ask('GET', data.fetchUrl, signed(`GET ${new URL(data.fetchUrl).pathname}`));
      const { name, telecom } = shown.parse(body).person;
      return { name: name.map(({ given, family }) => [...given, family].join(' ')).join(', '), contact: telecom.map(({ value }) => value).join(', ') };
    },
  };
};
