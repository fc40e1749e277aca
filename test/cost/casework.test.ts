/** What casework costs, in write units as the engine counts them. */
import { expect, test } from 'vitest';
import { randomIds } from '#platform/ids';
import { instantOf } from '#platform/time';
import { type CarryOut, carryOut, submit } from '#referral/carry-out';
import { openCaseload } from '#referral/caseload-store';
import type { Act } from '#referral/commands';
import { referralStore } from '#referral/referral-store';
import type { OnwardId, PersonId, ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';
import { contact, noAnswer, step, visit } from '#test/casework';
import { engineTables } from '#test/engine-tables';
import { type ActorName, birchtree, command, facts, monday, pantry } from '#test/referrals';

test('a contact with a note of 200 characters and the next step costs at most 6 write units; the first one, which moves the Task, 2 more', async () => {
  let units = 0;
  const tables = await engineTables((more) => {
    units += more;
  });
  const rules: CarryOut = {
    store: referralStore(tables.referrals),
    circumstances: async () => ({ calendar: calendar() }),
    ids: randomIds,
    pause: async () => undefined,
  };
  const id = randomIds.id() as ReferralId;
  const person = randomIds.id() as PersonId;
  const sent = { command: command('practice', { type: 'submit', id, draft: false, facts: facts({ person }) }), sent: '{}', unique: [] };
  expect((await submit(rules, sent)).ok).toBe(true);
  let now = Date.parse(monday);
  const cost = async (act: Act, by: ActorName = 'practitioner'): Promise<number> => {
    const before = units;
    now += 300_000;
    const at = instantOf(now);
    const dated = act.type === 'log-contact' ? { ...act, contact: { ...act.contact, at } } : act;
    const receipt = { key: randomIds.id().padEnd(43, 'k'), body: 'b'.repeat(43) };
    const done = await carryOut(rules, id, command(by, dated, at) as never, receipt);
    if (!done.ok) throw new Error(`${act.type}: ${done.because}`);
    return units - before;
  };
  const note = 'Worried about the gas bill. We rang the supplier together; she will bring the letters. '.repeat(3).slice(0, 200);
  const log = (n: number, next?: typeof visit) =>
    ({ type: 'log-contact', contact: contact({ id: `c000000${n}`, minutes: 40, help: ['form', 'call-together'], note }), ...(next ? { next } : {}) }) as const;
  const all = {
    'accept with a first call': await cost({ type: 'accept', next: step() }),
    'no answer': await cost({ type: 'log-contact', contact: noAnswer('c0000001', monday), next: step() }),
    'first contact, which begins the help': await cost(log(2, visit)),
    'three needs recorded': await cost({ type: 'record-needs', needs: ['money', 'debt', 'loneliness'], primary: 'debt' }),
    'out safe': await cost({ type: 'confirm-safe' }),
    'a visit and the next': await cost(log(3, visit)),
    undone: await cost({ type: 'strike-contact', contact: 'c0000003' }),
    'referred on': await cost({ type: 'refer-on', onward: `${id}-00000001` as OnwardId, organisation: pantry, service: 'parcels' }),
    'a visit while an organisation is asked': await cost(log(4, visit)),
    'a step planned': await cost({ type: 'plan-step', step: visit }),
    'handed over': await cost({ type: 'hand-over', to: 'ailsa-reid' as never, note: 'Knows her well.' }),
  };
  const rows = await openCaseload(tables.referrals, [birchtree]);
  await tables.stop();
  console.log(`write units of casework: ${JSON.stringify(all)}`);
  expect(rows).toMatchObject([{ id, casework: { contacts: 2, next: visit } }]);
  for (const name of [
    'no answer',
    'out safe',
    'a visit and the next',
    'undone',
    'a visit while an organisation is asked',
    'a step planned',
    'three needs recorded',
  ] as const)
    expect([name, all[name] <= 6]).toEqual([name, true]);
  expect(all['first contact, which begins the help']).toBeLessThanOrEqual(8);
});
