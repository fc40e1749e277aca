import { describe, expect, test } from 'vitest';
import { checkOnboarding, type OnboardingRules } from '#directory/onboarding';
import { clientStore } from '#identity/client-store';
import type { ClientId } from '#identity/types';
import { changed, cloud, emptyHub, example, local, publicJwk } from './documents.ts';

const url = 'https://gp.birchtree.example/.well-known/jwks.json';
const byUrl = (jwksUrl: unknown = url) => changed('clients[0].jwks', undefined, changed('clients[0].jwksUrl', jwksUrl));
const problems = (raw: object, rules: OnboardingRules = cloud) => {
  const checked = checkOnboarding(raw, rules);
  return checked.ok ? [] : checked.problems;
};
const client = (store: ReturnType<typeof clientStore>) => store.find('birchtree-system' as ClientId);

describe('a client whose keys stand at an address', () => {
  test('is registered with the address, at https and a host name', () => {
    expect(problems(byUrl())).toEqual([]);
    const wrong = [
      'http://gp.birchtree.example/jwks',
      'https://10.0.0.1/jwks',
      'https://gp.birchtree.example:8443/jwks',
      'https://u:p@gp.birchtree.example/',
      '',
      7,
    ];
    for (const one of wrong)
      expect(
        problems(byUrl(one)).map(({ place }) => place),
        String(one),
      ).toEqual(['clients[0].jwksUrl']);
  });
  test('may have them on this machine in a local hub, and there alone', () => {
    const here = byUrl('http://127.0.0.1:4000/jwks.json');
    expect(problems(here, local)).toEqual([]);
    expect(problems(here).map(({ place }) => place)).toEqual(['clients[0].jwksUrl']);
  });
  test('has them in one of the two places', () => {
    const both = problems(changed('clients[0].jwksUrl', url));
    const neither = problems(changed('clients[0].jwks', undefined));
    expect(both).toEqual([{ place: 'clients[0].jwks', text: expect.stringContaining('one of the two') }]);
    expect(neither).toEqual(both);
  });
  test('is stored so, and moving from one place to the other ends its tokens', async () => {
    const { table, clock, onboard } = emptyHub();
    const store = clientStore(table, clock);
    await onboard(example());
    expect(await client(store)).toMatchObject({ keys: [publicJwk], version: 1 });
    await onboard(byUrl());
    expect(await client(store)).toMatchObject({ keys: [], jwksUrl: url, version: 2 });
    expect((await onboard(byUrl())).changes).toEqual([]);
    await onboard(example());
    const back = await client(store);
    expect(back).toMatchObject({ keys: [publicJwk], version: 3 });
    expect(back).not.toHaveProperty('jwksUrl');
  });
});
