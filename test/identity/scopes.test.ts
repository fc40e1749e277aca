import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grantOf, type Interaction, parseScopes, permits, roleScopes, type Scopes, scopesOfRole, within } from '#identity/scopes';
import { assertionOf } from './cast.ts';
import { es, hub } from './token-cast.ts';

const roles = [
  { kind: 'practice', practice: 'birchtree' },
  { kind: 'practitioner', practitioner: 'catriona-weir' },
  { kind: 'organisation', organisation: 'drumgarth' },
  { kind: 'manager', manager: 'elspeth-munro' },
] as const;
const letters: Interaction[] = ['c', 'r', 'u', 'd', 's'];
const types = [...new Set(Object.values(roleScopes).flatMap((text) => [...(parseScopes(text)?.keys() ?? [])]))];
const read = (text: unknown) => parseScopes(String(text)) ?? new Map<string, string>();

describe('T-25 scopes', () => {
  test.each([
    'system/Task.dus',
    'system/Task.',
    'system/Task.rus?status=requested',
    'system/Task.reads',
    'system/Task.read.write',
    'system/*',
    'system/**.rs',
    'system/.read',
    '*/Task.read',
    'user/Task.r',
    'patient/Task.read',
    'openid',
    'system/Task.r  system/Task.u',
    ' ',
    '',
    'system/Task.rus ',
    'system/Task.RUS',
    'system/Task.Read',
    `system/Task.r ${'x'.repeat(5_000)}`,
  ])('"%s" is no scope of this hub', async (scope) => {
    const { ask, clock } = await hub();
    expect(await ask(await assertionOf(es, clock), { scope })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  });
  test.each(['system/Medication.rs', 'system/Task.rus system/Encounter.read', 'system/task.r'])('"%s" names a type that nobody has here', async (scope) => {
    const { ask, clock } = await hub();
    const answer = await ask(await assertionOf(es, clock), { scope });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_scope', error_description: expect.stringContaining('system/Task.rus') } });
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
});

describe('the forms of SMART v1 and v2', () => {
  const registered = 'system/Task.crus system/ServiceRequest.rs system/Subscription.cruds system/full-resource.r';
  const rows: [string, string][] = [
    ['system/Task.read', 'system/Task.rs'],
    ['system/Task.write', 'system/Task.cu'],
    ['system/Task.*', 'system/Task.crus'],
    ['system/Subscription.write', 'system/Subscription.cud'],
    ['system/Task.read system/Task.u', 'system/Task.rus'],
    ['system/Task.read system/Subscription.cd', 'system/Task.rs system/Subscription.cd'],
    ['system/*.read', 'system/Task.rs system/ServiceRequest.rs system/Subscription.rs'],
    ['system/*.rs', 'system/Task.rs system/ServiceRequest.rs system/Subscription.rs'],
    ['system/*.*', 'system/Task.crus system/ServiceRequest.rs system/Subscription.cruds'],
    ['system/*.r system/Task.s', 'system/Task.rs system/ServiceRequest.r system/Subscription.r'],
    ['system/*.cruds system/full-resource.read', 'system/Task.crus system/ServiceRequest.rs system/Subscription.cruds system/full-resource.r'],
  ];
  test.each(rows)('%s is granted as %s', async (scope, granted) => {
    const { ask, clock } = await hub({ scopes: registered });
    expect((await ask(await assertionOf(es, clock), { scope })).body.scope).toBe(granted);
  });
  test('give the same when they mean the same', () => {
    const v2: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' };
    const words = fc.array(fc.tuple(fc.constantFrom(...types, '*'), fc.constantFrom(...Object.keys(v2))), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(words, fc.constantFrom(...roles), (all, { kind }) => {
        const [v1, same] = [(ending: string) => ending, (ending: string) => v2[ending]].map((form) =>
          read(all.map(([type, ending]) => `system/${type}.${form(ending)}`).join(' ')),
        );
        expect(same).toEqual(v1);
        expect(v1?.size).toBeGreaterThan(0);
        expect(grantOf(v1 ?? new Map(), scopesOfRole(kind), scopesOfRole(kind))).toEqual(grantOf(same ?? new Map(), scopesOfRole(kind), scopesOfRole(kind)));
      }),
    );
  });
});

describe('what is granted', () => {
  const word = fc.tuple(fc.constantFrom(...types, '*'), fc.oneof(fc.constantFrom('read', 'write', '*'), fc.subarray([...letters], { minLength: 1 })));
  const scopes = fc
    .array(word, { minLength: 1, maxLength: 6 })
    .map((all) => all.map(([type, ending]) => `system/${type}.${[ending].flat().join('')}`).join(' '));
  /** `*` of what is asked stands for each type of FHIR. */
  const spelt = (text: string): Scopes => {
    const all = read(text);
    return new Map(types.map((type) => [type, letters.filter((one) => all.get(type)?.includes(one) || all.get('*')?.includes(one)).join('')]));
  };
  test('is never more than asked for, registered or the role’s', async () => {
    let given = 0;
    await fc.assert(
      fc.asyncProperty(scopes, scopes, fc.constantFrom(...roles), async (asked, registration, actsFor) => {
        const { ask, clock } = await hub({ scopes: registration, actsFor });
        const { status, body } = await ask(await assertionOf(es, clock), { scope: asked });
        if (status !== 200) return;
        given += 1;
        const granted = read(body.scope);
        expect(granted.has('*')).toBe(false);
        expect(within(granted, spelt(asked))).toBe(true);
        for (const limit of [registration, roleScopes[actsFor.kind]]) expect(within(granted, read(limit))).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect(given).toBeGreaterThan(20);
  });
  test('to each role is, type by type and letter by letter, what the role’s table holds, however much is registered and asked for', async () => {
    const everything = types.map((type) => `system/${type}.cruds`).join(' ');
    let [held, cut] = [0, 0];
    for (const actsFor of roles) {
      const { ask, clock } = await hub({ scopes: everything, actsFor });
      const granted = read((await ask(await assertionOf(es, clock), { scope: `${everything} system/*.*` })).body.scope);
      for (const type of types)
        for (const letter of letters) {
          const may = new RegExp(`system/${type}\\.[cruds]*${letter}`).test(roleScopes[actsFor.kind]);
          expect(permits(granted, type, letter), `${actsFor.kind} ${type}.${letter}`).toBe(may);
          if (may) held += 1;
          else cut += 1;
        }
    }
    expect([types.length, held + cut]).toEqual([21, 21 * 5 * 4]);
    expect(Math.min(held, cut)).toBeGreaterThan(80);
  });
  test('by a wildcard never holds a word of the hub’s own', async () => {
    const { ask, clock } = await hub({ scopes: 'system/full-resource.r system/Task.r' });
    expect((await ask(await assertionOf(es, clock), { scope: 'system/*.cruds' })).body.scope).toBe('system/Task.r');
  });
});
