/** The people who sign in: what a file may say of them, where they are listed, and by which address each is found. */
import { describe, expect, test } from 'vitest';
import { checkOnboarding } from '#directory/onboarding';
import { type OnboardingDeps, planOnboarding } from '#directory/onboarding-store';
import { takenAddresses } from '#directory/users-store';
import { hubKeys } from '#identity/hub-keys';
import type { ManagerId, PracticeId, PractitionerId, UserId } from '#identity/types';
import { userStore } from '#identity/user-store';
import { changed, cloud, emptyHub, example } from './documents.ts';

const placesOf = (raw: object) => {
  const checked = checkOnboarding(raw, cloud);
  return checked.ok ? [] : checked.problems.map(({ place, text }) => [place, text]);
};
const usersIn = (deps: OnboardingDeps) => userStore(deps.table, hubKeys(deps));
const [birchtree, elspeth, catriona] = ['birchtree' as PracticeId, 'elspeth-munro' as ManagerId, 'catriona-weir' as PractitionerId];
const idsOf = (users: readonly { id: string }[]) => users.map(({ id }) => id);
const onboarded = async (raw: object = example()) => {
  const hub = emptyHub();
  await hub.onboard(raw);
  return { ...hub, users: usersIn(hub.deps) };
};
const only = (...users: object[]) => ({ users });
const nadia = example().users[1] ?? {};

describe('a file says who somebody is', () => {
  test.each<[string, unknown, string, string]>([
    ['users[0].practitioner', undefined, 'users[0]', 'exactly one of'],
    ['users[0].manager', 'elspeth-munro', 'users[0]', 'exactly one of'],
    ['users[1].staff', undefined, 'users[1].staff', 'what this person is'],
    ['users[1].staff', 'surgeon', 'users[1].staff', '"gp" or "nurse"'],
    ['users[0].staff', 'gp', 'users[0].staff', 'leave it out'],
    ['users[0].mail', 'catriona', 'users[0].mail', 'e-mail address'],
    ['users[0].name', 'two\nlines', 'users[0].name', 'characters'],
    ['users[0].id', 'catriona/weir', 'users[0].id', 'letters, digits'],
    ['users[0].password', 'secret', 'users[0]', 'knows no "password"'],
    ['users[1].id', 'catriona', 'users[1].id', 'stands before'],
    ['users[1].mail', 'CATRIONA.Weir@birchtree.example', 'users[1].mail', 'sign-in of one person'],
    ['clients[0].id', 'user.catriona', 'clients[0].id', 'as people who sign in do'],
  ])('%s as %j is told', (place, value, where, says) => {
    expect(placesOf(changed(place, value))).toEqual([[where, expect.stringContaining(says)]]);
  });
  test('and names nobody whom neither it nor the hub has', () => {
    const strangers = [{ practitioner: 'nobody' }, { practice: 'nowhere', staff: 'gp' }, { manager: 'nobody' }];
    const users = strangers.map((who, n) => ({ id: `u${n}`, name: 'Somebody', mail: `u${n}@birchtree.example`, ...who }));
    const checked = checkOnboarding({ users }, cloud);
    expect(checked.ok && checked.references.map(({ place, kind }) => [place, kind])).toEqual([
      ['users[0].practitioner', 'practitioners'],
      ['users[1].practice', 'practices'],
      ['users[2].manager', 'managers'],
    ]);
  });
});

describe('a user of the hub', () => {
  test('is found by id and by address, however that is written', async () => {
    const { users } = await onboarded();
    expect(await users.find('nadia' as UserId)).toEqual({
      id: 'nadia',
      name: 'Dr Nadia Khan',
      mail: 'nadia.khan@birchtree.example',
      role: 'staff',
      practice: 'birchtree',
      staff: 'gp',
    });
    for (const mail of ['catriona.weir@birchtree.example', ' Catriona.WEIR@BirchTree.example ']) expect((await users.byMail(mail))?.id).toBe('catriona');
    for (const mail of ['catriona.weir@birchtree.example.evil.example', 'c@birchtree.example', '']) expect(await users.byMail(mail)).toBeUndefined();
  });
  test('is listed with those of the same practice, or as who they are', async () => {
    const { users } = await onboarded();
    expect([await users.ofPractice(birchtree), await users.ofPractitioner(catriona), await users.ofManager(elspeth)].map(idsOf)).toEqual([
      ['nadia'],
      ['catriona'],
      ['elspeth'],
    ]);
  });
  test('has an address that no key shows', async () => {
    const { table } = await onboarded();
    expect(table.all().filter(({ pk, sk }) => /@|birchtree\.example/.test(pk + sk))).toEqual([]);
    expect(
      table
        .all()
        .filter(({ pk }) => pk.startsWith('MAIL#'))
        .map(({ pk, user }) => [pk.length, user])
        .sort(),
    ).toEqual([
      [48, 'catriona'],
      [48, 'elspeth'],
      [48, 'nadia'],
    ]);
  });
  test('who becomes another is listed there and nowhere else', async () => {
    const { users, onboard } = await onboarded();
    const { practice: _, staff: __, ...who } = nadia as Record<string, string>;
    await onboard(only({ ...who, manager: 'elspeth-munro' }));
    expect([await users.ofPractice(birchtree), await users.ofManager(elspeth)].map(idsOf)).toEqual([[], ['elspeth', 'nadia']]);
    expect(await users.find('nadia' as UserId)).not.toHaveProperty('practice');
  });
  test('stays shut out until a file says otherwise', async () => {
    const { users, onboard } = await onboarded();
    const is = async () => (await users.find('nadia' as UserId))?.disabled;
    await onboard(only({ ...nadia, disabled: true }));
    expect(await is()).toBe(true);
    await onboard(only({ ...nadia, name: 'Dr N Khan' }));
    expect(await is()).toBe(true);
    await onboard(only({ ...nadia, disabled: false }));
    expect(await is()).toBeUndefined();
  });
});

describe('one address is one person', () => {
  test('who moves to another address leaves the old one free', async () => {
    const { users, onboard, deps } = await onboarded();
    await onboard(only({ ...nadia, mail: 'n.khan@birchtree.example' }));
    expect([await users.byMail('nadia.khan@birchtree.example'), (await users.byMail('n.khan@birchtree.example'))?.id]).toEqual([undefined, 'nadia']);
    const lorna = { id: 'lorna', name: 'Lorna Petrie', mail: 'nadia.khan@birchtree.example', practice: 'birchtree', staff: 'manager' };
    expect(await takenAddresses([lorna] as never, deps)).toEqual([]);
    await onboard(only(lorna));
    expect((await users.byMail('nadia.khan@birchtree.example'))?.id).toBe('lorna');
  });
  test('and back, and only its letters changed', async () => {
    const { users, onboard, table } = await onboarded();
    await onboard(only({ ...nadia, mail: 'n.khan@birchtree.example' }));
    await onboard(only(nadia));
    await onboard(only({ ...nadia, mail: 'Nadia.Khan@birchtree.example' }));
    expect((await users.byMail('nadia.khan@birchtree.example'))?.id).toBe('nadia');
    expect(table.all().filter(({ pk }) => pk.startsWith('MAIL#'))).toHaveLength(3);
  });
  test('another’s is refused with its place, and at the moment of writing too', async () => {
    const { users, onboard, deps } = await onboarded();
    const thief = { ...nadia, mail: 'CATRIONA.weir@birchtree.example' };
    expect(await takenAddresses([example().users[0], thief] as never, deps)).toEqual([
      { place: 'users[1].mail', text: expect.stringContaining('another user') },
    ]);
    await expect(onboard(only(thief))).rejects.toThrow('user nadia was overtaken');
    expect([(await users.byMail('catriona.weir@birchtree.example'))?.id, (await users.find('nadia' as UserId))?.mail]).toEqual([
      'catriona',
      'nadia.khan@birchtree.example',
    ]);
  });
  test('is not asked of a hub that has no users, and the question leaves nothing behind', async () => {
    const { table, deps } = emptyHub();
    expect(await takenAddresses(example().users as never, deps)).toEqual([]);
    await planOnboarding({ users: example().users } as never, deps);
    expect(table.all()).toEqual([]);
  });
});
