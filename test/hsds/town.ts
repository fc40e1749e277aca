/** A small directory, one service of each kind, onboarded as an operator does. */
import { checkOnboarding } from '#directory/onboarding';
import { applyChange, planOnboarding } from '#directory/onboarding-store';
import { registrationProblems } from '#identity/registration';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import { instantOf } from '#platform/time';
import type { Table } from '#platform/types';

const [glasgow, edinburgh] = ['S12000049', 'S12000036'];
const document = {
  areas: [glasgow, edinburgh].map((id) => ({ id, manager: 'elspeth' })),
  managers: [{ id: 'elspeth', name: 'Elspeth Munro', areas: [glasgow, edinburgh] }],
  organisations: [
    {
      ...{ id: 'drumgarth', name: 'Drumgarth Food Pantry', area: glasgow, kind: 'third-sector', mail: 'pantry@marked.example' },
      endpoint: { url: 'https://marked.example/hub', keys: [{ id: 'one', secret: 'generate' }] },
      services: [
        {
          ...{ id: 'parcels', name: 'Food parcels', fields: ['name', 'birth-date'], about: 'Food for three days.', cost: 'free', lastChecked: '2026-11-02' },
          categories: [{ code: 'food-fuel', display: 'Food' }],
          ...{ languages: ['en', 'bfi'], access: ['step-free'], serves: [glasgow], eligibility: { fromAge: 16 } },
          opening: [{ day: 2, from: '12:00', to: '17:30' }],
          questions: [{ id: 'day', text: 'Which day?', kind: 'date' }],
          contact: { name: 'Tam', phone: '0141 496 0200', web: 'https://drumgarth.example' },
          place: { name: 'Drumgarth Hall', line: '2 Example Lane', town: 'Glasgow', postcode: 'G1 1XX', latitude: 55.861, longitude: -4.25 },
        },
        { id: 'closed', name: 'Closed for good', fields: [], active: false },
        { id: 'safe', name: 'Safe space', fields: [], sensitive: true, place: { name: 'Hidden House', town: 'Hidden', latitude: 55.8765, longitude: -4.2 } },
      ],
    },
    { id: 'lothian', name: 'Lothian Welfare Rights', area: edinburgh, kind: 'council', services: [{ id: 'advice', name: 'Advice', fields: [] }] },
  ],
};

export const onboarded = async (): Promise<Table> => {
  const checked = checkOnboarding(document, { allowLoopback: false, clientProblems: registrationProblems });
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  const table = memoryTable();
  const secrets = { encrypt: async (plain: Uint8Array) => Buffer.from(plain).toString('base64'), decrypt: async (text: string) => Buffer.from(text, 'base64') };
  const clock = { now: () => instantOf(Date.UTC(2026, 10, 20)) };
  const deps = { table, clock, ids: randomIds, secrets, who: 'test', file: 'test' };
  for (const change of (await planOnboarding(checked.document, deps)).changes) await applyChange(change, deps);
  return table;
};
