/** From the stream to the queues, for a referral that is new. */
import { describe, expect, test } from 'vitest';
import { relayAll } from '#delivery/relay';
import { keys } from '#platform/tables';
import { world } from './world.ts';

describe('a new referral whose first commit the stream brought along', () => {
  test('is relayed with one read, of who subscribes: its mark is put, and it is counted', async () => {
    const reads: string[] = [];
    const noting = <T>(name: string, call: () => Promise<T>): Promise<T> => {
      reads.push(name);
      return call();
    };
    const hub = world({ around: noting });
    const referral = await hub.begin();
    const [first] = await hub.commits(referral);
    if (!first) throw new Error('the referral has no commit');
    reads.length = 0;
    expect(await relayAll([{ referral, begun: [first] }], hub.ports)).toEqual([]);
    expect(reads).toEqual(['count.send', 'work.getAll', 'work.putAll']);
    expect(await hub.work.get(keys.relayMark(referral))).toMatchObject({ upTo: 1 });
  });
});
