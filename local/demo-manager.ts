/** What Elspeth Munro, programme manager, reads: this month's figures of her area. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { type DemoClient, demoScope } from './demo-cast.ts';
import { ask } from './demo-http.ts';
import { accessToken } from './demo-token.ts';

const figures = z.object({ received: z.number(), onward: z.object({ accepted: z.number(), closed: z.number() }) });
type Figures = { received: number; accepted: number; closed: number };

/** Milliseconds: they are counted within a second or two. */
const [patience, pause] = [30_000, 100];
/** Months end in Scotland, not in UTC. */
const thisMonth = () => new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/London' }).slice(0, 7);

export const manager = async (hubUrl: string, client: DemoClient) => {
  const token = await accessToken(hubUrl, client, demoScope('manager'));
  const month = thisMonth();
  const read = async (): Promise<Figures> => {
    const { body } = await ask('GET', `${hubUrl}/insight/delivery?from=${month}&to=${month}`, { authorization: `Bearer ${token}` });
    const { received, onward } = figures.parse(body);
    return { received, accepted: onward.accepted, closed: onward.closed };
  };
  return {
    read,
    /** Reads again until one referral more than `before` was received, accepted and closed. */
    readUntilMoved: async (before: Figures): Promise<Figures> => {
      for (let waited = 0; waited < patience; waited += pause) {
        const now = await read();
        if (now.received > before.received && now.accepted > before.accepted && now.closed > before.closed) return now;
        await sleep(pause);
      }
      throw new Error(`the figures did not move within ${patience / 1000} seconds`);
    },
  };
};
