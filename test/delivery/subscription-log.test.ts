/** What keeps the numbers of a subscription right, whoever writes, and its words to those it concerns. */
import { describe, expect, test } from 'vitest';
import { append, eventsFrom, eventsSoFar, numberedUpTo } from '#delivery/subscription-log';
import type { Subscription, SubscriptionId } from '#delivery/subscription-types';
import { eventNotification } from '#fhir/subscription/bundle';
import { toldOf } from '#fhir/subscription/told';
import { memoryTable } from '#platform/memory-table';
import { instantOf } from '#platform/time';
import type { ReferralId } from '#referral/types';
import { callers, fhirHub } from '#test/fhir-hub';
import { sent } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';

const id = 's0000000000000000000000001' as SubscriptionId;
const [a, b] = ['a', 'b'] as unknown as [ReferralId, ReferralId];
const event = (referral: ReferralId, rev: number) => ({ at: instantOf(0), referral, rev, focus: { type: 'Task' as const, id: referral } });

describe('the log of a subscription', () => {
  test('numbers from 1, several commits at once, with their mark', async () => {
    const work = memoryTable();
    expect([await eventsSoFar(work, id), await numberedUpTo(work, id, a)]).toEqual([0, undefined]);
    expect(await append(work, { id, referral: a, mark: undefined, upTo: 2 }, [event(a, 1), event(a, 2)])).toBe(true);
    expect(await append(work, { id, referral: a, mark: 2, upTo: 5 }, [event(a, 5)])).toBe(true);
    expect((await eventsFrom(work, id, 1, 9, 9)).map(({ n, rev }) => [n, rev])).toEqual([
      [1, 1],
      [2, 2],
      [3, 5],
    ]);
    expect(await numberedUpTo(work, id, a)).toBe(5);
  });
  test('gives no number twice when two consumers have it at once', async () => {
    const work = memoryTable();
    const other = () => append(work, { id, referral: b, mark: undefined, upTo: 1 }, [event(b, 1)]);
    const overtaken: typeof work = {
      ...work,
      query: async (asked) => {
        const page = await work.query(asked);
        await other();
        return page;
      },
    };
    expect(await append(overtaken, { id, referral: a, mark: undefined, upTo: 1 }, [event(a, 1)])).toBe(false);
    expect((await eventsFrom(work, id, 1, 9, 9)).map(({ referral }) => referral)).toEqual([b]);
    expect(await append(work, { id, referral: a, mark: 7, upTo: 8 }, [event(a, 8)]), 'under a mark that is none').toBe(false);
  });
});

describe('an event that its subscriber may not see any more', () => {
  test('keeps its number and tells nothing else', async () => {
    const hub = await fhirHub();
    const referral = (await sent(hub)) as ReferralId;
    const told = (by: keyof typeof callers, content: 'id-only' | 'full-resource') =>
      toldOf({ by: callers[by] as never, at: hub.now() }, { ...event(referral, 1), n: 1 }, content, hub.ports);
    expect(await Promise.all([told('gp', 'id-only'), told('gp-other', 'id-only'), told('organisation', 'full-resource')])).toEqual([
      'ids',
      'withheld',
      'withheld',
    ]);
    const subscription = { id, topic: 'task', status: 'active' } as Subscription;
    const about = { subscription, events: 1, baseUrl: 'https://hub.example', at: hub.now() };
    const bundle = eventNotification(about, 'full-resource', [{ event: { ...event(referral, 1), n: 1 }, told: 'withheld' }], 'event-notification');
    expectR4(bundle);
    expect(JSON.stringify(bundle)).toContain('"event-number","valueString":"1"');
    expect(JSON.stringify(bundle)).not.toContain(referral);
  });
});
