import { describe, expect, test } from 'vitest';
import { directoryStore, disableEndpoint } from '#directory/directory-store';
import type { OrganisationId } from '#identity/types';
import { later } from '#platform/time';
import { changed, emptyHub, example, whsec } from './documents.ts';

const bytesOf = (secret: string) => Buffer.from(secret.replace('whsec_', ''), 'base64');

describe('rotating a key', () => {
  const rotation = (clock: { now(): string }) => [
    { id: 'first', secret: 'generate', until: later(clock.now() as never, 86_400_000) },
    { id: 'second', secret: 'generate' },
  ];
  test('keeps the old one until its end beside the new one, and takes it out when the file no longer has it', async () => {
    const { table, clock, onboard } = emptyHub();
    await onboard(example());
    const keys = async () => (await directoryStore(table).endpoint('drumgarth'))?.keys ?? [];
    const [first] = await keys();
    const { changes } = await onboard(changed('organisations[0].endpoint.keys', rotation(clock)));
    expect(changes.map(({ what, fields, issued }) => [what, fields, issued.map(({ key }) => key)])).toEqual([['endpoint of drumgarth', ['keys'], ['second']]]);
    expect(await keys()).toMatchObject([{ id: 'first', ciphertext: first?.ciphertext, until: '2026-11-24T09:00:00.000Z' }, { id: 'second' }]);
    await onboard(changed('organisations[0].endpoint.keys', [{ id: 'second', secret: 'generate' }]));
    expect((await keys()).map(({ id }) => id)).toEqual(['second']);
  });
  test('of answers goes the same way, also from a shared secret to a public key', async () => {
    const { table, clock, onboard } = emptyHub();
    await onboard(example());
    const publicKey = 'whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
    const [old] = rotation(clock);
    const { changes } = await onboard(
      changed('organisations[0].answerKeys', [
        { ...old, scheme: 'v1' },
        { id: 'second', scheme: 'v1a', publicKey },
      ]),
    );
    expect(changes.flatMap(({ issued }) => issued)).toEqual([]);
    expect(await directoryStore(table).answerKeys('drumgarth' as OrganisationId)).toMatchObject([
      { id: 'first', scheme: 'v1' },
      { scheme: 'v1a', publicKey },
    ]);
  });
  test('by a secret of its own under the old name replaces it', async () => {
    const { table, deps, onboard } = emptyHub();
    await onboard(example());
    const own = whsec();
    const { changes } = await onboard(changed('practices[0].endpoint.keys[0].secret', own));
    expect(changes).toMatchObject([{ what: 'endpoint of birchtree', fields: ['keys'], issued: [] }]);
    const [key] = (await directoryStore(table).endpoint('birchtree'))?.keys ?? [];
    expect(Buffer.from(await deps.secrets.decrypt(key?.ciphertext ?? '', 'endpoint-key/birchtree'))).toEqual(bytesOf(own));
  });
});

describe('disabling an endpoint', () => {
  test('keeps the first moment, and an unknown party is no fault', async () => {
    const { table, clock, onboard } = emptyHub();
    await onboard(example());
    await Promise.all([disableEndpoint(table, 'drumgarth', clock.now()), disableEndpoint(table, 'nobody', clock.now())]);
    await disableEndpoint(table, 'drumgarth', later(clock.now(), 5_000));
    expect(await directoryStore(table).endpoint('drumgarth')).toMatchObject({ disabledAt: clock.now(), keys: [{ id: 'first' }] });
  });
  test('does not undo a change made at the same moment', async () => {
    const { table, clock, onboard } = emptyHub();
    await onboard(example());
    let overtaken = false;
    const racing: typeof table.get = async (key) => {
      const item = await table.get(key);
      if (!overtaken) {
        overtaken = true;
        await onboard(changed('organisations[0].endpoint.url', 'https://new.drumgarth.example/hub'));
      }
      return item;
    };
    await disableEndpoint({ ...table, get: racing }, 'drumgarth', clock.now());
    expect(await directoryStore(table).endpoint('drumgarth')).toMatchObject({ url: 'https://new.drumgarth.example/hub', disabledAt: clock.now() });
  });
});
