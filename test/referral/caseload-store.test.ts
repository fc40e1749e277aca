/** The caseload: what it says, and how little it asks for it. The same on the table in memory and on the engine. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeId } from '#identity/types';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import { keys } from '#platform/tables';
import { later } from '#platform/time';
import type { Instant, Table } from '#platform/types';
import { type CarryOut, carryOut, submit } from '#referral/carry-out';
import { closedSince, openCaseload } from '#referral/caseload-store';
import type { Act } from '#referral/commands';
import { sideOf } from '#referral/party';
import { referralStore } from '#referral/referral-store';
import type { OnwardId, ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';
import { contact, step, visit } from '#test/casework';
import { engineTables } from '#test/engine-tables';
import { type ActorName, actors, command, facts, monday, pantry, welfare } from '#test/referrals';

const engine = engineTables();
beforeAll(() => engine);
afterAll(async () => (await engine).stop());

let practices = 0;
const freshPractice = () => `practice-${++practices}` as PracticeId;
const hub = (table: Table) => {
  const rules: CarryOut = { store: referralStore(table), circumstances: async () => ({ calendar: calendar() }), ids: randomIds, pause: async () => undefined };
  const send = async (practice: PracticeId, over: Parameters<typeof facts>[0] = {}, draft = false): Promise<ReferralId> => {
    const id = randomIds.id() as ReferralId;
    const sent = { command: { ...command('practice', { type: 'submit', id, draft, facts: facts({ practice, ...over }) }) }, sent: '{}', unique: [] };
    expect((await submit(rules, sent)).ok).toBe(true);
    return id;
  };
  const act = async (practice: PracticeId, id: ReferralId, one: Act, by: ActorName = 'practitioner', at: Instant = later(monday, 60_000)) => {
    const who = 'practices' in actors[by] ? { ...actors[by], practices: [practice] } : 'practice' in actors[by] ? { ...actors[by], practice } : actors[by];
    const done = await carryOut(rules, id, { ...one, by: who, at } as never);
    if (!done.ok) throw new Error(`${one.type}: ${done.because}`);
    return done.referral;
  };
  return { send, act };
};
const counted = (table: Table) => {
  const asked = { query: 0, getAll: 0, get: 0 };
  const counting: Table = {
    ...table,
    query: (query) => {
      asked.query += 1;
      return table.query(query);
    },
    getAll: (some) => {
      asked.getAll += Math.ceil(some.length / 100);
      return table.getAll(some);
    },
    get: (key) => {
      asked.get += 1;
      return table.get(key);
    },
  };
  return { table: counting, asked };
};

describe.each([
  ['in memory', async () => memoryTable() as Table],
  ['on the engine', async () => (await engine).referrals],
] as const)('a caseload %s', (_, tableOf) => {
  test('holds what was sent and has not ended, of these practices, without who is no party', async () => {
    const [table, own, other] = [await tableOf(), freshPractice(), freshPractice()];
    const { send, act } = hub(table);
    const [fresh, taken, elsewhere] = [await send(own), await send(own), await send(other)];
    await send(own, {}, true);
    const ended = await send(own);
    await act(own, ended, { type: 'reject', reason: { code: 'other', text: 'Not for us.' } });
    await act(own, taken, { type: 'accept', next: step() });
    const ids = async (some: PracticeId[]) => (await openCaseload(table, some)).map(({ id }) => id).sort();
    expect(await ids([own])).toEqual([fresh, taken].sort());
    expect(await ids([own, other, own])).toEqual([fresh, taken, elsewhere].sort());
    expect(await ids([])).toEqual([]);
    expect(await ids([freshPractice()])).toEqual([]);
  });

  test('a row is the referral without its onward referrals, and says of these what it needs', async () => {
    const [table, own] = [await tableOf(), freshPractice()];
    const { send, act } = hub(table);
    const id = await send(own, { source: 'staff', cameBackFrom: 'r0000000000000000000000002' as ReferralId });
    await act(own, id, { type: 'accept', next: step() });
    await act(own, id, { type: 'log-contact', contact: contact({ at: monday, note: 'Not for a list.' }), next: visit });
    const [first, second] = [`${id}-00000001` as OnwardId, `${id}-00000002` as OnwardId];
    await act(own, id, { type: 'refer-on', onward: first, organisation: pantry, service: 'parcels' });
    await act(own, id, { type: 'refer-on', onward: second, organisation: welfare }, 'practitioner', later(monday, 120_000));
    await act(own, id, { type: 'ask-onward', onward: first, text: 'Any allergies?' }, 'organisation');
    await act(own, id, { type: 'accept-onward', onward: second, acceptance: { waitingWeeks: 3 } }, 'otherOrganisation');
    await act(own, id, { type: 'escalate-onward', onward: first }, 'clock', later(monday, 30 * 86_400_000));
    const { onward: _onward, ...head } = await act(own, id, { type: 'report-not-delivered', onward: first }, 'delivery');
    const [row, ...others] = await openCaseload(table, [own]);
    expect(others).toEqual([]);
    const sent = { answerBy: '2026-11-16', sentAt: later(monday, 60_000) };
    expect(row).toEqual({
      ...head,
      row: [
        { id: first, organisation: pantry, service: 'parcels', status: 'requested', ...sent, flags: ['question', 'not-delivered', 'overdue'] },
        { id: second, organisation: welfare, status: 'accepted', ...sent, sentAt: later(monday, 120_000), flags: ['waiting-list'] },
      ],
    });
    expect(row).toMatchObject({ source: 'staff', cameBackFrom: 'r0000000000000000000000002', casework: { contacts: 1, next: visit } });
    expect(JSON.stringify(row)).not.toContain('Not for a list.');
  });

  test('of a restricted one says enough to tell whose it is', async () => {
    const [table, own] = [await tableOf(), freshPractice()];
    const { send, act } = hub(table);
    const id = await send(own, { restricted: true });
    await act(own, id, { type: 'accept' });
    const [row] = await openCaseload(table, [own]);
    const by = (practitioner: string) => sideOf({ ...actors.practitioner, practitioner: practitioner as never, practices: [own] }, row!);
    expect([by('catriona-weir'), by('ailsa-reid')]).toEqual(['owner', undefined]);
  });

  test('what was closed since is found, with how; older ends, drafts and open ones are not', async () => {
    const [table, own] = [await tableOf(), freshPractice()];
    const { send, act } = hub(table);
    const [old, recent] = [await send(own), await send(own)];
    await send(own);
    await send(own, {}, true);
    const since = later(monday, 86_400_000);
    const reason = { code: 'other', text: 'Not for us.' };
    await act(own, old, { type: 'reject', reason }, 'practitioner', later(since, -1));
    await act(own, recent, { type: 'reject', reason }, 'practitioner', since);
    expect(await closedSince(table, [own], since)).toMatchObject([{ id: recent, status: 'rejected', reason, row: [] }]);
  });

  test('of sixty is one query and one read of heads for each practice', async () => {
    const [table, own, other] = [await tableOf(), freshPractice(), freshPractice()];
    const { send } = hub(table);
    for (let n = 0; n < 60; n += 1) await send(n % 2 ? own : other);
    for (let n = 0; n < 30; n += 1) await send(own);
    const { table: counting, asked } = counted(table);
    expect(await openCaseload(counting, [own])).toHaveLength(60);
    expect(asked).toEqual({ query: 1, getAll: 1, get: 0 });
    expect(await openCaseload(counting, [own, other])).toHaveLength(90);
    expect(asked).toEqual({ query: 3, getAll: 3, get: 0 });
  });

  test('a head that is stored compressed is the same head', async () => {
    const [table, own] = [await tableOf(), freshPractice()];
    const { send, act } = hub(table);
    const id = await send(own);
    await act(own, id, { type: 'accept', next: { ...visit, place: 'Gairdín Drumgarth. '.repeat(10), what: 'Bring the forms. '.repeat(10) } });
    const after = await act(own, id, { type: 'log-contact', contact: contact({ at: monday }), next: { ...visit, place: 'Café Ò. '.repeat(20) } });
    const stored = String((await table.get({ pk: keys.referral(id), sk: keys.head }))?.data);
    expect([stored.startsWith('{'), stored.length < 780]).toEqual([false, true]);
    expect((await referralStore(table).load(id))?.referral).toEqual(after);
    expect(await openCaseload(table, [own])).toMatchObject([{ id, casework: after.casework }]);
  });
});
