/** Gets an access token as a client system does: SMART Backend Services, with the client's own key. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { importJWK, SignJWT } from 'jose';
import * as z from 'zod/mini';
import { tokenUrlOf } from '#identity/smart-configuration';
import { cannotStart } from './cannot-start.ts';
import type { DemoClient } from './demo-cast.ts';

const given = z.object({ access_token: z.string() });
const refused = z.object({ error: z.string(), error_description: z.optional(z.string()) });

const assertionOf = async ({ id, kid, privateKey }: DemoClient, tokenUrl: string): Promise<string> =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'ES384', kid, typ: 'JWT' })
    .setIssuer(id)
    .setSubject(id)
    .setAudience(tokenUrl)
    .setJti(randomUUID())
    .setExpirationTime('2m')
    .sign(await importJWK(privateKey, 'ES384'));

const answerOf = async (response: Response): Promise<unknown> => response.json().catch(() => undefined);

/** `url` where the hub answers, without a slash at its end; good for five minutes. */
export const accessToken = async (url: string, client: DemoClient, scope: string): Promise<string> => {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await assertionOf(client, tokenUrlOf(url)),
  });
  const response = await fetch(tokenUrlOf(url), { method: 'POST', body: form }).catch(() => undefined);
  if (!response) throw cannotStart(`The hub at ${url} does not answer.`);
  const answer = await answerOf(response);
  const token = given.safeParse(answer);
  if (response.ok && token.success) return token.data.access_token;
  const reason = refused.safeParse(answer).data;
  throw cannotStart(`The hub gave no token (${response.status}): ${reason ? `${reason.error}. ${reason.error_description ?? ''}` : 'no reason given'}`);
};

/** Milliseconds: a hub that answers may still be letting its demo clients in. */
const [settling, pause] = [3000, 200];

/** Tries again while the hub is that young, then gives the last refusal. `since`: when it began to answer, in milliseconds since 1970. */
export const onceSettled = async <T>(since: number, what: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await what();
    } catch (error) {
      if (Date.now() > since + settling) throw error;
    }
    await sleep(pause);
  }
};
