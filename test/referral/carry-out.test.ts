/** The only way a referral changes, on the table in memory (which raises conflicts) and on the engine. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import type { Instant, Table } from '#platform/types';
import { type CarryOut, carryOut, submit } from '#referral/carry-out';
import type { Act } from '#referral/commands';
import { applyCommit } from '#referral/evolve';
import { readCommits, referralStore } from '#referral/referral-store';
import type { OnwardId, Referral, ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';
import { engineTables } from '#test/engine-tables';
import { type ActorName, command, facts, monday } from '#test/referrals';

const engine = engineTables();
beforeAll(() => engine);
afterAll(async () => (await engine).stop());

const soon = () => new Promise<void>((done) => setTimeout(done, 1));
const kinds: [string, () => Promise<Table>][] = [
  ['in memory', async () => memoryTable(soon)],
  ['on the engine', async () => (await engine).referrals],
];
const over = (table: Table): CarryOut => ({
  store: referralStore(table),
  circumstances: async () => ({ calendar: calendar() }),
  ids: randomIds,
  pause: (ms) => new Promise((done) => setTimeout(done, ms / 10)),
});

const newReferral = (id = randomIds.id() as ReferralId) => command('practice', { type: 'submit', id, draft: false, facts: facts() });
const identifier = (mac: string, body = 'body-1') => ({ kind: 'identifier' as const, requester: 'birchtree', mac, body });
const request = (mac: string, body = 'body-1') => ({ kind: 'request' as const, requester: 'test-client', mac, body });
const act = (deps: CarryOut, id: ReferralId, by: ActorName, what: Act, receipt?: { key: string; body: string }, at: Instant = monday) =>
  carryOut(deps, id, command(by, what, at) as never, receipt);
const started = async (deps: CarryOut): Promise<ReferralId> => {
  const created = newReferral();
  const done = await submit(deps, { command: created, sent: '{}', unique: [] });
  expect(done.ok).toBe(true);
  return created.id;
};

describe.each(kinds)('carrying out commands %s', (_, make) => {
  test('keeps what was sent, whatever its size, and gives it back', async () => {
    const deps = over(await make());
    const big = JSON.stringify({
      note: 'ü',
      noise: Array.from({ length: 60_000 }, () => randomIds.id())
        .join('')
        .slice(0, 1_000_000),
    });
    const created = newReferral();
    await submit(deps, { command: created, sent: big, unique: [] });
    expect(await deps.store.sent(created.id)).toBe(big);
  });
  test('of fifty equal submissions at once makes one referral, and tells the others where it is', async () => {
    const deps = over(await make());
    const mac = randomIds.id();
    const all = await Promise.all(Array.from({ length: 50 }, () => submit(deps, { command: newReferral(), sent: '{}', unique: [identifier(mac)] })));
    const ids = all.map((one) => (one.ok && 'referral' in one ? one.referral.id : one.ok && 'taken' in one ? one.taken.referral : one));
    expect(new Set(ids).size).toBe(1);
    expect(all.filter((one) => one.ok && 'referral' in one)).toHaveLength(1);
  });
  test('the same identifier with another content is a duplicate; the same request key with another body is refused', async () => {
    const deps = over(await make());
    const [a, b] = [randomIds.id(), randomIds.id()];
    await submit(deps, { command: newReferral(), sent: '{}', unique: [request(b), identifier(a)] });
    expect(await submit(deps, { command: newReferral(), sent: '{}', unique: [identifier(a, 'body-2')] })).toMatchObject({ because: 'duplicate' });
    expect(await submit(deps, { command: newReferral(), sent: '{}', unique: [request(b, 'body-2')] })).toMatchObject({ because: 'key-reused' });
    expect(await submit(deps, { command: newReferral(), sent: '{}', unique: [{ ...identifier(a, 'body-2'), requester: 'rowanbank' }] })).toMatchObject({
      ok: true,
      repeated: false,
    });
  });
  test('a request key is free again after 30 days, an identifier never', async () => {
    const deps = over(await make());
    const [a, b] = [randomIds.id(), randomIds.id()];
    await submit(deps, { command: newReferral(), sent: '{}', unique: [request(b), identifier(a)] });
    const later = (unique: ReturnType<typeof request>[]) =>
      submit(deps, { command: { ...newReferral(), at: '2026-12-03T09:00:00.000Z' as Instant }, sent: '{}', unique });
    expect(await later([request(b, 'body-2')])).toMatchObject({ repeated: false });
    expect(await later([identifier(a, 'body-2') as never])).toMatchObject({ because: 'duplicate' });
  });
  test('a repeated command changes nothing and is answered from its first commit', async () => {
    const deps = over(await make());
    const id = await started(deps);
    const receipt = { key: randomIds.id(), body: 'b' };
    expect(await act(deps, id, 'practitioner', { type: 'accept' }, receipt)).toMatchObject({ rev: 2, repeated: false });
    await act(deps, id, 'practitioner', { type: 'start' });
    expect(await act(deps, id, 'practitioner', { type: 'accept' }, receipt)).toMatchObject({ ok: true, rev: 2, repeated: true });
    expect(await act(deps, id, 'practitioner', { type: 'accept' }, { ...receipt, body: 'other' })).toMatchObject({ because: 'key-reused' });
    expect(await act(deps, id, 'practitioner', { type: 'accept' }, receipt, '2026-12-03T09:00:00.000Z' as Instant)).toMatchObject({ because: 'wrong-status' });
  });
  test('of ten racing acceptances one wins and nine learn the status', async () => {
    const deps = over(await make());
    const id = await started(deps);
    const all = await Promise.all(Array.from({ length: 10 }, () => act(deps, id, 'practitioner', { type: 'accept' })));
    expect(all.filter((one) => one.ok)).toHaveLength(1);
    expect(all.filter((one) => !one.ok && one.because === 'wrong-status')).toHaveLength(9);
  });
  test('fifty equal requests with one key are one change and fifty equal answers', async () => {
    const deps = over(await make());
    const id = await started(deps);
    const receipt = { key: randomIds.id(), body: 'b' };
    const all = await Promise.all(Array.from({ length: 50 }, () => act(deps, id, 'practitioner', { type: 'accept' }, receipt)));
    expect(new Set(all.map((one) => one.ok && one.rev))).toEqual(new Set([2]));
  });
  test('stores what the commits fold to, in a chain that shows what was taken out', async () => {
    const table = await make();
    const deps = over(table);
    const id = await started(deps);
    const onward = `${id}-00000001` as OnwardId;
    await act(deps, id, 'practitioner', { type: 'accept' });
    await act(deps, id, 'practitioner', { type: 'refer-on', onward, organisation: 'drumgarth-pantry' as never });
    await act(deps, id, 'organisation', { type: 'accept-onward', onward, acceptance: { reference: 'A-1' } });
    const commits = await readCommits(table, id);
    expect(commits.reduce<Referral | undefined>(applyCommit, undefined)).toEqual((await deps.store.load(id))?.referral);
    expect(new Set(commits.map((commit) => commit.previous)).size).toBe(4);
    expect(await readCommits(table, id, 2)).toHaveLength(2);
  });
  test('what is not there is not found, by anybody', async () => {
    expect(await act(over(await make()), randomIds.id() as ReferralId, 'practitioner', { type: 'accept' })).toEqual({ ok: false, because: 'not-found' });
  });
});

test('a lost race is decided again three times, then the caller is asked to come back', async () => {
  const deps = over(memoryTable());
  const id = await started(deps);
  let tries = 0;
  const lost = () => {
    tries += 1;
    return { outcome: 'condition-failed' as const, failed: [0] };
  };
  const losing: CarryOut = { ...deps, store: { ...deps.store, commit: async () => lost() } };
  expect(await act(losing, id, 'practitioner', { type: 'accept' })).toEqual({ ok: false, because: 'busy' });
  expect(tries).toBe(4);
});

test('a conflict is no lost race: it is waited out for two seconds at most', async () => {
  const deps = over(memoryTable());
  const id = await started(deps);
  let waited = 0;
  let left = 9;
  const pause = async (milliseconds: number) => {
    expect(milliseconds >= 20 && milliseconds <= 200).toBe(true);
    waited += milliseconds;
  };
  const commit: CarryOut['store']['commit'] = async (change) => (left-- > 0 ? { outcome: 'conflict' } : deps.store.commit(change));
  const calm = { ...deps.ids, bytes: () => Uint8Array.of(64) };
  expect(await act({ ...deps, pause, ids: calm, store: { ...deps.store, commit } }, id, 'practitioner', { type: 'accept' })).toMatchObject({ ok: true });
  left = Number.POSITIVE_INFINITY;
  waited = 0;
  expect(await act({ ...deps, pause, store: { ...deps.store, commit } }, id, 'practitioner', { type: 'start' })).toMatchObject({ because: 'busy' });
  expect(waited).toBeLessThanOrEqual(2000);
});
