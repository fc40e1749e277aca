/** A visit alone that nobody is known to be out of: told of once, listed until she is out. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { AreaId } from '#identity/types';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import { type CarryOut, carryOut, submit } from '#referral/carry-out';
import type { Act } from '#referral/commands';
import { referralStore } from '#referral/referral-store';
import type { ReferralId } from '#referral/types';
import { keepVisits, type OverdueVisit, overdueVisits } from '#referral/visits-store';
import { calendar } from '#referral/working-days';
import { contact, step, visit } from '#test/casework';
import { actors, command, facts, monday } from '#test/referrals';

const minute = 60_000;
const backBy = visit.alone?.backBy as Instant;
const glasgow = 'S12000049' as AreaId;

const hub = () => {
  const table = memoryTable();
  const rules: CarryOut = { store: referralStore(table), circumstances: async () => ({ calendar: calendar() }), ids: randomIds, pause: async () => undefined };
  const told: OverdueVisit[] = [];
  const time = { now: monday, fails: false };
  const ports = {
    carryOut: rules,
    referrals: table,
    clock: { now: () => time.now },
    tell: async (one: OverdueVisit) => {
      if (time.fails) throw new Error('no mail goes out');
      told.push(one);
    },
  };
  const act = async (id: ReferralId, one: Act) => {
    const done = await carryOut(rules, id, { ...one, by: actors.practitioner, at: time.now } as never);
    if (!done.ok) throw new Error(`${one.type}: ${done.because}`);
    return done.referral;
  };
  const out = async (next = visit, area = glasgow): Promise<ReferralId> => {
    const id = randomIds.id() as ReferralId;
    await submit(rules, { command: command('practice', { type: 'submit', id, draft: false, facts: facts({ area }) }), sent: '{}', unique: [] });
    await act(id, { type: 'accept', next });
    return id;
  };
  const due = async () => table.all().filter(({ duePk }) => duePk !== undefined).length;
  const events = async (id: ReferralId) => (await rules.store.load(id))?.commits.flatMap((commit) => commit.events.map(({ type }) => type)) ?? [];
  return { table, time, told, act, out, due, events, keep: () => keepVisits(ports), listed: (areas = [glasgow]) => overdueVisits(areas, time.now, table) };
};
let one: ReturnType<typeof hub>;
beforeEach(() => {
  one = hub();
});
const at = (minutes: number) => {
  one.time.now = later(backBy, minutes * minute);
};

describe('the clock', () => {
  test('waits a quarter of an hour past the time by which she would be back', async () => {
    const id = await one.out();
    at(14);
    expect(await one.keep()).toEqual({ looked: 0, done: 0, failed: [] });
    at(15);
    expect(await one.keep()).toEqual({ looked: 1, done: 1, failed: [] });
    expect(one.told).toEqual([{ practice: 'birchtree', area: glasgow, practitioner: 'catriona-weir', backBy }]);
    expect(await one.events(id)).toContain('visit-overdue');
  });
  test('tells once, however often it looks', async () => {
    const id = await one.out();
    at(20);
    await Promise.all([one.keep(), one.keep()]);
    await one.keep();
    expect((await one.events(id)).filter((type) => type === 'visit-overdue')).toHaveLength(1);
    expect((await one.keep()).looked).toBe(0);
  });
  test('tells of nobody who said that she is out, who wrote the visit up, or who goes with somebody', async () => {
    const safe = await one.out();
    await one.act(safe, { type: 'confirm-safe' });
    const written = await one.out();
    await one.act(written, { type: 'log-contact', contact: contact({ at: one.time.now }), next: step() });
    const { alone: _, ...accompanied } = visit;
    await one.out(accompanied);
    const ended = await one.out();
    await one.act(ended, { type: 'complete', outcomes: [{ activity: 'Benefits check' }] });
    at(600);
    expect(await one.keep()).toEqual({ looked: 0, done: 0, failed: [] });
    expect(await one.due()).toBe(0);
  });
  test('tells of the next visit anew', async () => {
    const id = await one.out();
    at(15);
    await one.keep();
    const next = { ...visit, alone: { knows: 'Moira', backBy: later(backBy, 60 * minute) } };
    await one.act(id, { type: 'plan-step', step: next });
    at(75);
    await one.keep();
    expect(one.told.map((told) => told.backBy)).toEqual([backBy, later(backBy, 60 * minute)]);
  });
  test('tries again while nobody can be told, for an hour; then it is recorded all the same', async () => {
    const id = await one.out();
    one.time.fails = true;
    at(15);
    expect(await one.keep()).toMatchObject({ looked: 1, done: 0, failed: [expect.any(Error)] });
    expect(await one.events(id)).not.toContain('visit-overdue');
    at(75);
    expect(await one.keep()).toMatchObject({ done: 0, failed: [expect.any(Error)] });
    expect(await one.events(id)).toContain('visit-overdue');
    expect((await one.keep()).looked).toBe(0);
  });
});

describe('what is listed', () => {
  test('is every visit of the area that is overdue, told of or not, until she is out', async () => {
    const [first, second] = [await one.out(), await one.out({ ...visit, alone: { knows: 'Moira', backBy: later(backBy, -minute) } })];
    await one.out(visit, 'S12000005' as AreaId);
    at(14);
    expect((await one.listed()).map(({ id }) => id)).toEqual([second]);
    await one.keep();
    at(15);
    expect((await one.listed()).map(({ id }) => id)).toEqual([second, first]);
    await one.keep();
    expect((await one.listed()).map(({ id }) => id)).toEqual([second, first]);
    expect(await one.listed([])).toEqual([]);
    for (const id of [first, second]) await one.act(id, { type: 'confirm-safe' });
    expect(await one.listed()).toEqual([]);
    expect(await one.due()).toBe(1);
  });
});
