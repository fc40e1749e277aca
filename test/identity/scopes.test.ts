import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseScopes, roleScopes, within } from '#identity/scopes';
import { assertionOf } from './cast.ts';
import { es, hub } from './token-cast.ts';

describe('T-25 scopes', () => {
  test.each([
    'system/*.*',
    'system/*.rs',
    'system/Task.*',
    'system/Task.read',
    'system/Task.dus',
    'system/Task.',
    'system/Task.rus?status=requested',
    'user/Task.r',
    'patient/Task.r',
    'openid',
    'system/Task.r  system/Task.u',
    ' ',
    '',
    'system/Task.rus ',
    'system/Task.RUS',
    `system/Task.r ${'x'.repeat(2_000)}`,
  ])('"%s" is no scope of this hub', async (scope) => {
    const { ask, clock } = await hub();
    expect(await ask(await assertionOf(es, clock), { scope })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  });
  test('that are not registered are left out, letter by letter', async () => {
    const { ask, clock } = await hub({ scopes: 'system/Task.rs' });
    const answer = await ask(await assertionOf(es, clock), { scope: 'system/Patient.crs system/ServiceRequest.crus system/Task.cruds system/Task.r' });
    expect(answer.body.scope).toBe('system/Task.rs');
  });
  test('of which none is registered give no token, and say what may be asked for', async () => {
    const { ask, clock } = await hub({ scopes: 'system/Task.rs' });
    const answer = await ask(await assertionOf(es, clock), { scope: 'system/ServiceRequest.crus' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_scope', error_description: expect.stringContaining('system/Task.rs') } });
  });
  test('registered beyond the role give nothing more', async () => {
    const { ask, clock } = await hub({ scopes: 'system/Task.cruds system/insight.r', actsFor: { kind: 'organisation', organisation: 'drumgarth' } });
    const answer = await ask(await assertionOf(es, clock), { scope: 'system/Task.cruds system/insight.r' });
    expect(answer.body.scope).toBe('system/Task.rus');
  });
  test('granted are never more than asked for, registered or the role’s', async () => {
    const words = fc.tuple(fc.constantFrom('Task', 'ServiceRequest', 'insight', 'Patient'), fc.subarray([...'cruds'], { minLength: 1 }));
    const scopes = fc.array(words, { minLength: 1, maxLength: 5 }).map((all) => all.map(([type, letters]) => `system/${type}.${letters.join('')}`).join(' '));
    const roles = [
      { kind: 'practice', practice: 'birchtree' },
      { kind: 'practitioner', practitioner: 'catriona-weir' },
      { kind: 'organisation', organisation: 'drumgarth' },
      { kind: 'manager', manager: 'elspeth-munro' },
    ] as const;
    const read = (text: unknown) => parseScopes(String(text)) ?? new Map();
    let given = 0;
    await fc.assert(
      fc.asyncProperty(scopes, scopes, fc.constantFrom(...roles), async (asked, registration, actsFor) => {
        const { ask, clock } = await hub({ scopes: registration, actsFor });
        const { status, body } = await ask(await assertionOf(es, clock), { scope: asked });
        if (status !== 200) return;
        given += 1;
        const granted = read(body.scope);
        for (const limit of [asked, registration, roleScopes[actsFor.kind]]) expect(within(granted, read(limit))).toBe(true);
      }),
      { numRuns: 150 },
    );
    expect(given).toBeGreaterThan(20);
  });
});
