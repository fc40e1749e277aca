/** Which organisations cannot be reached: asked of all of them at once, however many there are. Everybody is invented. */
import { afterEach, expect, test, vi } from 'vitest';
import { clearException, raiseException } from '#delivery/exceptions';
import type { Instant, Table } from '#platform/types';
import { carryOut } from '#referral/carry-out';
import { area, choose, hungry, told } from '#test/finding-hub';
import type { WebHub } from '#test/web-hub';
import { referralOf } from '#test/web-people';
import { unversioned } from '#web/set-up/territory';

const broken = '/app/figures/directoryBroken';
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const endpoint = { url: 'https://pantry.example/hub', keys: [{ id: 'one', secret }] };
const notReached = 'Drumgarth Food Pantry: was not reached with a referral that is open';
afterEach(() => vi.restoreAllMocks());

const page = async (hub: WebHub): Promise<string> => {
  const { status, text } = await hub.get('elspeth', broken);
  expect(status).toBe(200);
  return text;
};
/** The pantry has a system, and a request of somebody is open there. */
const asked = async () => {
  const { hub, at, id } = await hungry();
  const pantry = await hub.ports.directory.organisation('drumgarth' as never);
  await hub.onboard({ organisations: [{ ...unversioned(pantry ?? {}), endpoint }] });
  await hub.post('catriona', await choose(hub, at, 'drumgarth.parcels'), { ...told, 's1-fields': ['name'], q2: '1' });
  const [onward] = (await referralOf(hub, id)).referral.onward;
  return { hub, id, onward: onward?.id ?? expect.fail('not referred on') };
};

test('an organisation for which a message was given up is named while that referral is open there', async () => {
  const { hub, id, onward } = await asked();
  const { referrals } = hub.ports;
  const given = { referral: id, area, what: 'drumgarth', reason: 'exhausted', since: hub.now() as Instant };
  await raiseException(referrals, given);
  expect(await page(hub)).not.toContain(notReached);
  const by = { kind: 'delivery' } as const;
  expect(await carryOut(hub.ports.carryOut, id, { type: 'report-not-delivered', onward, by, at: hub.now() as Instant })).toMatchObject({ ok: true });
  expect(await page(hub)).toContain(notReached);
  // Sent again and taken.
  await clearException(referrals, id, 'drumgarth');
  expect(await page(hub)).not.toContain(notReached);
  await raiseException(referrals, given);
  expect(await hub.answer(onward, { answer: 'decline', reason: { code: 'no-capacity', text: 'Nothing left' } })).toMatchObject({ status: 200 });
  expect(await page(hub)).not.toContain(notReached);
});
test('what was held back since the person no longer agreed does not make an organisation one that cannot be reached', async () => {
  const { hub, id, onward } = await asked();
  await carryOut(hub.ports.carryOut, id, { type: 'report-not-delivered', onward, by: { kind: 'delivery' }, at: hub.now() as Instant });
  expect(await page(hub)).not.toContain(notReached);
});
test('as much is read of sixty organisations as of six', async () => {
  const { hub } = await hungry();
  const many = (count: number) =>
    hub.onboard({
      organisations: Array.from({ length: count }, (_, n) => ({
        ...{ id: `invented-${n}`, name: `Invented Group ${n}`, area, services: [] },
        ...(n % 2 === 0 ? { endpoint } : { mail: `group-${n}@invented.example` }),
      })),
    });
  const reads = async (): Promise<number> => {
    const tables: Table[] = [hub.access, hub.ports.referrals, hub.ports.subscriptions.work];
    const spies = tables.flatMap((table) => (['get', 'getAll', 'query'] as const).map((name) => vi.spyOn(table, name)));
    const text = await page(hub);
    expect(text).toContain('Invented Group 1: no system of its own, and no e-mail address with a PIN');
    const calls = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    vi.restoreAllMocks();
    return calls;
  };
  await many(6);
  const few = await reads();
  await many(60);
  expect(await page(hub)).toContain('Invented Group 59: no system');
  const all = await reads();
  console.log(`${few} reads of 6 organisations, ${all} of 60`);
  expect(few).toBeGreaterThan(3);
  expect(all).toBe(few);
});
