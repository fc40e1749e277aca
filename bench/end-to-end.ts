/** From the GP's POST to the organisation's webhook, one referral at a time: post, accept, refer on, relay, deliver, send. */
import { createServer } from 'node:http';
import { onboardDemo } from '#local/demo-clients';
import { type Call, percentile, send } from './load.ts';
import { createCall } from './referral.ts';
import type { BenchHub } from './running.ts';
import { fine, printTable } from './table.ts';

const listener = async () => {
  let arrived: () => void = () => undefined;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(204).end();
    arrived();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const next = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });
  return { url: `http://127.0.0.1:${port}/hook`, next, close: () => server.close() };
};

const onwardBody = (id: string, subject: object) =>
  JSON.stringify({
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'filler-order',
    basedOn: [{ reference: `ServiceRequest/${id}` }],
    subject,
    performer: [{ reference: 'Organization/drumgarth' }],
  });

/** Milliseconds of one referral's way, and of its last part: from the answer to the practitioner to the webhook. */
const once = async (url: string, gp: string, practitioner: string, arrival: Promise<void>) => {
  const fhir = (method: string, path: string, body?: string, more: Record<string, string> = {}): Call => ({
    url: new URL(`${url}/fhir/${path}`),
    ...{ method, headers: { authorization: `Bearer ${practitioner}`, 'content-type': 'application/fhir+json', ...more } },
    ...(body === undefined ? {} : { body }),
  });
  const started = performance.now();
  const { id } = JSON.parse((await send(createCall(url, gp)())).body);
  const task = JSON.parse((await send(fhir('GET', `Task/${id}`))).body);
  await send(fhir('PUT', `Task/${id}`, JSON.stringify({ ...task, status: 'accepted' }), { 'if-match': `W/"${task.meta.versionId}"` }));
  const referred = await send(fhir('POST', 'ServiceRequest', onwardBody(id, { reference: task.for.reference })));
  if (referred.status !== 201) throw new Error(`the bench could not refer on: ${referred.body}`);
  const sent = performance.now();
  await arrival;
  return { whole: performance.now() - started, last: performance.now() - sent };
};

/** Returns how many referrals it made. */
export const benchEndToEnd = async (hub: BenchHub, times: number): Promise<number> => {
  const { url, next, close } = await listener();
  await onboardDemo(hub.running, { drumgarth: url });
  const warm = 5;
  const [gp, practitioner] = [await hub.token('gp'), await hub.token('practitioner')];
  const all: { whole: number; last: number }[] = [];
  for (let n = 0; n < times + warm; n += 1) {
    all.push(await once(hub.running.url, gp, practitioner, next()));
    await new Promise((soon) => setTimeout(soon, 100));
  }
  close();
  const sorted = (of: 'whole' | 'last') =>
    all
      .slice(warm)
      .map((one) => one[of])
      .sort((a, b) => a - b);
  const row = (name: string, of: 'whole' | 'last') => [name, fine(percentile(sorted(of), 0.5)), fine(percentile(sorted(of), 0.99))];
  process.stdout.write(`End to end, one at a time, ${times} referrals. Aim: GP's POST to webhook p50 at most 60 ms.\n`);
  printTable(
    ['', 'p50 ms', 'p99 ms'],
    [row("GP's POST → (read, accept, refer on) → webhook received", 'whole'), row('of it: answer to the practitioner → webhook received', 'last')],
  );
  return all.length;
};
