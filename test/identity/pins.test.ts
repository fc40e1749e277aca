import { scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { pinStore } from '#identity/pin-store';
import type { OrganisationId } from '#identity/types';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import { accessKeys } from '#platform/tables';
import { systemClock } from '#platform/time';

const organisation = 'drumgarth' as OrganisationId;

test('a PIN is kept under a key of the hub, and costs 32 MB at each try', async () => {
  const table = memoryTable();
  const keys = { mac: async (purpose: string, text: string) => `${purpose} ${text}` };
  const pins = pinStore({ table, keys, clock: systemClock, ids: randomIds });
  await pins.set(organisation, '493018', { by: 'test' });
  const kept = await table.get(accessKeys.pin(organisation));
  const dear = scryptSync(`pin ${organisation}\n493018`, Buffer.from(String(kept?.salt), 'base64url'), 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 });
  expect(kept?.hash).toBe(dear.toString('base64url'));
  expect(await pins.check(organisation, '493 018')).toMatchObject({ ok: true });
  expect(await pins.check(organisation, '493019')).toEqual({ ok: false, because: 'wrong' });
});
