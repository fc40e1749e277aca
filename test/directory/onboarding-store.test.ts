import { describe, expect, test } from 'vitest';
import { directoryStore, disableEndpoint } from '#directory/directory-store';
import { checkOnboarding } from '#directory/onboarding';
import { applyChange, missingReferences, planOnboarding } from '#directory/onboarding-store';
import { clientStore } from '#identity/client-store';
import type { OrganisationId, PracticeId } from '#identity/types';
import { secretPurposes } from '#platform/tables';
import { changed, cloud, emptyHub, example, publicJwk, whsec } from './documents.ts';

const bytesOf = (secret: string) => Buffer.from(secret.replace('whsec_', ''), 'base64');
const everything = [
  'area S12000049',
  'manager elspeth-munro',
  'practice birchtree',
  'endpoint of birchtree',
  'practitioner catriona-weir',
  'organisation drumgarth',
  'endpoint of drumgarth',
  'answer keys of drumgarth',
  'client birchtree-system',
  'user catriona',
  'user nadia',
  'user elspeth',
];

describe('an empty hub', () => {
  test('takes a whole file: everything is there afterwards, as the directory reads it', async () => {
    const { table, clock, onboard } = emptyHub();
    const plan = await onboard(example());
    expect(plan.changes.map(({ what, added }) => [what, added])).toEqual(everything.map((what) => [what, true]));
    const directory = directoryStore(table);
    expect(await directory.practice('birchtree' as PracticeId)).toEqual({
      id: 'birchtree',
      name: 'Birchtree Practice',
      area: 'S12000049',
      mail: 'office@birchtree.example',
      version: { versionId: 1, lastUpdated: '2026-11-23T09:00:00.000Z' },
    });
    expect(await directory.practitioner('catriona-weir' as never)).toMatchObject(example().practitioners[0] ?? {});
    expect(await directory.manager('elspeth-munro' as never)).toEqual(example().managers[0]);
    expect(await directory.area('S12000049' as never)).toMatchObject(example().areas[0] ?? {});
    expect((await directory.organisation('drumgarth' as OrganisationId))?.services).toEqual(example().organisations[0]?.services);
    expect(await directory.endpoint('birchtree')).toMatchObject({ party: 'birchtree', url: 'https://gp.birchtree.example/hub', keys: [{ id: 'first' }] });
    expect(await directory.answerKeys('drumgarth' as OrganisationId)).toMatchObject([{ id: 'first', scheme: 'v1' }]);
    expect(await clientStore(table, clock).find('birchtree-system' as never)).toMatchObject({
      actsFor: { kind: 'practice', practice: 'birchtree' },
      keys: [publicJwk],
      scopes: new Map([['Task', 'rus']]),
      version: 1,
    });
  });
  test('knows nobody', async () => {
    const directory = directoryStore(emptyHub().table);
    expect(await directory.practice('birchtree' as PracticeId)).toBeUndefined();
    expect(await directory.answerKeys('drumgarth' as OrganisationId)).toEqual([]);
  });
  test('shows each made secret once, and keeps it encrypted for its own purpose alone', async () => {
    const { table, deps, onboard } = emptyHub();
    const { changes } = await onboard(example());
    const issued = changes.flatMap((change) => change.issued.map(({ key, secret }) => ({ what: change.what, key, secret })));
    expect(issued.map(({ what, key }) => [what, key])).toEqual([
      ['endpoint of birchtree', 'first'],
      ['endpoint of drumgarth', 'first'],
      ['answer keys of drumgarth', 'first'],
    ]);
    for (const { secret } of issued) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(new Set(issued.map(({ secret }) => secret)).size).toBe(3);
    const lying = JSON.stringify(table.all());
    for (const { secret } of issued) expect(lying).not.toContain(secret.replace('whsec_', ''));
    const [key] = (await directoryStore(table).endpoint('birchtree'))?.keys ?? [];
    const opened = await deps.secrets.decrypt(key?.ciphertext ?? '', secretPurposes.endpointKey('birchtree'));
    expect(Buffer.from(opened)).toEqual(bytesOf(issued[0]?.secret ?? ''));
  });
});

describe('the same file again', () => {
  test('changes nothing, makes no secret and leaves no audit', async () => {
    const { table, pass, onboard, audits } = emptyHub();
    await onboard(example());
    const before = table.all();
    pass(86_400_000);
    const again = await onboard(example());
    expect(again).toEqual({ changes: [], unchanged: everything });
    expect(table.all()).toEqual(before);
    expect(audits()).toHaveLength(everything.length);
  });
  test('changes nothing where the parties brought secrets of their own, and with its fields in another order', async () => {
    const { onboard } = emptyHub();
    const raw = changed('practices[0].endpoint.keys[0].secret', whsec(), changed('organisations[0].answerKeys[0].secret', whsec(64)));
    const { changes } = await onboard(raw);
    expect(changes.flatMap(({ issued }) => issued)).toHaveLength(1);
    const turned = JSON.parse(JSON.stringify(raw), (_, value) =>
      value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
    );
    expect((await onboard(turned)).changes).toEqual([]);
  });
  test('does not switch on again what the hub or a person switched off', async () => {
    const { table, clock, onboard, pass } = emptyHub();
    await onboard(example());
    await disableEndpoint(table, 'drumgarth', clock.now());
    pass(1_000);
    expect((await onboard(example())).changes).toEqual([]);
    expect(await directoryStore(table).endpoint('drumgarth')).toHaveProperty('disabledAt');
    const { changes } = await onboard(changed('organisations[0].endpoint.disabled', false));
    expect(changes.map(({ what, fields }) => [what, fields])).toEqual([['endpoint of drumgarth', ['disabledAt']]]);
    expect(await directoryStore(table).endpoint('drumgarth')).not.toHaveProperty('disabledAt');
  });
});

describe('a changed file', () => {
  const edits: [string, unknown, string, string[]][] = [
    ['practices[0].name', 'Birchtree Medical Practice', 'practice birchtree', ['name']],
    ['practices[0].mail', undefined, 'practice birchtree', ['mail']],
    ['practices[0].endpoint.url', 'https://new.birchtree.example/hub', 'endpoint of birchtree', ['url']],
    ['practitioners[0].practices', [], 'practitioner catriona-weir', ['practices']],
    ['organisations[0].services[0].fields', ['name'], 'organisation drumgarth', ['services']],
    ['areas[0].holidays', { extra: ['2026-11-27'], without: [] }, 'area S12000049', ['holidays']],
    ['clients[0].scopes', ['system/Task.r'], 'client birchtree-system', ['scopes', 'version']],
    ['clients[0].disabled', true, 'client birchtree-system', ['disabledAt', 'version']],
  ];
  test.each(edits)('%s: that record alone, with its fields, and an audit item', async (place, value, what, fields) => {
    const { onboard, audits, pass } = emptyHub();
    await onboard(example());
    pass(1_000);
    const { changes } = await onboard(changed(place, value));
    expect(changes.map((change) => [change.what, change.added, change.fields])).toEqual([[what, false, fields]]);
    expect(audits().filter(({ change }) => change === 'changed')).toMatchObject([
      { what, fields: fields.join(' '), who: 'os:morag', file: 'sha256-of-file', at: '2026-11-23T09:00:01.000Z' },
    ]);
  });
  test('that leaves a part out leaves it in the hub', async () => {
    const { table, onboard } = emptyHub();
    await onboard(example());
    const { changes } = await onboard(changed('practices[0].endpoint', undefined, changed('organisations', undefined, changed('clients', undefined))));
    expect(changes).toEqual([]);
    expect(await directoryStore(table).endpoint('birchtree')).toBeDefined();
  });
  test('gives a client a new version each time, which ends its tokens', async () => {
    const { table, clock, onboard } = emptyHub();
    const versions: (number | undefined)[] = [];
    for (const scopes of [['system/Task.r'], ['system/Task.rs'], ['system/Task.rs'], ['system/Task.r']]) {
      await onboard(changed('clients[0].scopes', scopes));
      versions.push((await clientStore(table, clock).find('birchtree-system' as never))?.version);
    }
    expect(versions).toEqual([1, 2, 2, 3]);
  });
  test('disables a client from its first day, and only an explicit "disabled": false lets it in again', async () => {
    const { table, clock, onboard, pass } = emptyHub();
    const disabledAt = async () => (await clientStore(table, clock).find('birchtree-system' as never))?.disabledAt;
    await onboard(changed('clients[0].disabled', true));
    const since = await disabledAt();
    pass(1_000);
    await onboard(example());
    expect([since, await disabledAt()]).toEqual(['2026-11-23T09:00:00.000Z', since]);
    await onboard(changed('clients[0].disabled', false));
    expect(await disabledAt()).toBeUndefined();
  });
});

describe('the plan', () => {
  const planned = async () => {
    const hub = emptyHub();
    const checked = checkOnboarding(example(), cloud);
    if (!checked.ok) throw new Error('the example is wrong');
    return { ...hub, plan: await planOnboarding(checked.document, hub.deps) };
  };
  test('reads only', async () => {
    const { table, plan } = await planned();
    expect(plan.changes).toHaveLength(everything.length);
    expect(table.all()).toEqual([]);
  });
  test('overtaken by somebody else changes nothing of theirs and leaves no audit', async () => {
    const { table, deps, plan, onboard, audits } = await planned();
    await onboard(changed('practices[0].name', 'Another name'));
    const [before, count] = [table.all(), audits().length];
    const outcomes: string[] = [];
    for (const change of plan.changes) outcomes.push(await applyChange(change, deps));
    expect(new Set(outcomes)).toEqual(new Set(['overtaken']));
    expect(table.all()).toEqual(before);
    expect(audits()).toHaveLength(count);
  });
  test('to change what somebody else changed meanwhile does not undo theirs', async () => {
    const { table, deps, onboard } = emptyHub();
    await onboard(example());
    const checked = checkOnboarding(changed('practices[0].name', 'My name'), cloud);
    if (!checked.ok) throw new Error('the example is wrong');
    const { changes } = await planOnboarding(checked.document, deps);
    await onboard(changed('practices[0].name', 'Their name'));
    const outcomes = await Promise.all(changes.map((change) => applyChange(change, deps)));
    expect(outcomes).toEqual(['overtaken']);
    expect(await directoryStore(table).practice('birchtree' as PracticeId)).toMatchObject({ name: 'Their name' });
  });
  test('holds no secret in the audit, whatever the file brought', async () => {
    const { onboard, audits } = emptyHub();
    const own = whsec();
    const { changes } = await onboard(changed('practices[0].endpoint.keys[0].secret', own));
    const text = JSON.stringify(audits());
    expect(audits()).toHaveLength(everything.length);
    for (const secret of [own, ...changes.flatMap(({ issued }) => issued.map(({ secret: made }) => made))])
      expect(text).not.toContain(bytesOf(secret).toString('base64'));
    expect(text).not.toContain('ciphertext');
    expect(text).not.toContain('Birchtree Practice');
  });
});

test('a file may name what the hub has, and not what nobody has', async () => {
  const { table, onboard } = emptyHub();
  const { practitioners, clients } = example();
  const checked = checkOnboarding({ practitioners, clients }, cloud);
  if (!checked.ok) throw new Error('the file is wrong');
  expect((await missingReferences(checked.references, table)).map(({ place }) => place)).toEqual(['practitioners[0].practices[0]', 'clients[0].practice']);
  await onboard({ ...example(), practitioners: [], clients: [], users: [] });
  expect(await missingReferences(checked.references, table)).toEqual([]);
});
