import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { clearedCookie, newCookie } from '#identity/cookies';
import { csrfHolds } from '#identity/session-store';
import { accessKeys } from '#platform/tables';
import { catriona, elspeth, nadia, peopleHouse, valueIn } from './people-cast.ts';

const minutes = 60_000;
const signedIn = async () => {
  const house = await peopleHouse();
  const cookie = valueIn(await house.sessions.start(catriona));
  const item = () => house.table.get(accessKeys.session(createHash('sha256').update(cookie).digest('base64url')));
  return { ...house, cookie, item };
};

describe('whoever is signed in', () => {
  test('is known, with what the directory says of them now', async () => {
    const { sessions } = await peopleHouse();
    const callers = await Promise.all([catriona, nadia, elspeth].map(async (user) => (await sessions.find(valueIn(await sessions.start(user))))?.caller));
    expect(callers).toEqual([
      { kind: 'practitioner', practitioner: 'catriona-weir', practices: ['birchtree'], client: 'user.catriona' },
      { kind: 'practice', practice: 'birchtree', client: 'user.nadia' },
      { kind: 'manager', manager: 'elspeth-munro', areas: ['S12000049'], client: 'user.elspeth' },
    ]);
  });
  test('is known to every instance', async () => {
    const { cookie, another } = await signedIn();
    expect((await another().sessions.find(cookie))?.user).toEqual(catriona);
  });
  test('holds 256 bits that the table does not hold', async () => {
    const { cookie, table, item } = await signedIn();
    expect(Buffer.from(cookie, 'base64url')).toHaveLength(32);
    expect(await item()).toBeDefined();
    expect(JSON.stringify(table.all())).not.toContain(cookie);
    const session = JSON.stringify(await item());
    expect(session).not.toMatch(/weir|@/i);
  });
  test('of two browsers holds two sessions', async () => {
    const { cookie, sessions } = await signedIn();
    const other = valueIn(await sessions.start(catriona));
    await sessions.end(other);
    expect([await sessions.find(other), (await sessions.find(cookie))?.user.id]).toEqual([undefined, 'catriona']);
  });
});

describe('a session ends', () => {
  test('half an hour after it was last seen, in code, whatever still lies in the table', async () => {
    const { cookie, clock, sessions, item } = await signedIn();
    clock.pass(30 * minutes - 1);
    expect(await sessions.find(cookie)).toBeDefined();
    clock.pass(30 * minutes - 1);
    expect(await sessions.find(cookie)).toBeDefined();
    clock.pass(30 * minutes);
    expect(await sessions.find(cookie)).toBeUndefined();
    expect(await item()).toBeDefined();
  });
  test('twelve hours after it began, however often it is seen', async () => {
    const { cookie, clock, sessions } = await signedIn();
    let seen = 0;
    for (; await sessions.find(cookie); seen += 1) clock.pass(20 * minutes);
    expect(seen).toBe(36);
  });
  test('for the table a day after it ends, so that who comes back can be told', async () => {
    const day = 24 * 60 * minutes;
    const { cookie, clock, sessions, item } = await signedIn();
    const ends = async () => Number((await item())?.expiresAt) * 1000 - Date.parse(clock.now());
    expect(await ends()).toBe(30 * minutes + day);
    clock.pass(25 * minutes);
    await sessions.find(cookie);
    expect(await ends()).toBe(30 * minutes + day);
    for (let n = 0; n < 28; n += 1) {
      clock.pass(25 * minutes);
      await sessions.find(cookie);
    }
    expect(await ends()).toBeLessThan(30 * minutes + day);
  });
  test('by signing out, everywhere, and is not brought back by a page that was under way', async () => {
    const { cookie, clock, sessions, another, item } = await signedIn();
    expect(await sessions.end(cookie)).toBe('__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0');
    expect([await sessions.find(cookie), await another().sessions.find(cookie)]).toEqual([undefined, undefined]);
    expect(await item()).toBeUndefined();
    // Ended between its being read and its being seen.
    const slow = await peopleHouse();
    const kept = valueIn(await slow.sessions.start(catriona));
    slow.clock.pass(6 * minutes);
    const read = slow.users.find;
    slow.users.find = async (id) => {
      await slow.another().sessions.end(kept);
      return read(id);
    };
    expect(await slow.sessions.find(kept)).toBeUndefined();
    expect(slow.table.all().filter(({ pk }) => pk.startsWith('SESSION#'))).toEqual([]);
    clock.pass(1);
  });
  test.each([
    ['disabled', { ...catriona, disabled: true as const }],
    ['known by another address', { ...catriona, mail: 'c.weir@birchtree.example' }],
    ['a practitioner whom the directory does not know', { ...catriona, practitioner: 'nobody' as never }],
  ])('at once when its person is %s', async (_, changed) => {
    const { cookie, know, sessions, another } = await signedIn();
    await know(changed);
    expect([await sessions.find(cookie), await another().sessions.find(cookie)]).toEqual([undefined, undefined]);
  });
  test('but not because a name is spelt anew, or an address in other letters', async () => {
    const { cookie, know, sessions } = await signedIn();
    await know({ ...catriona, name: 'Catriona Weir-Boyd', mail: 'CATRIONA.WEIR@birchtree.example' });
    expect((await sessions.find(cookie))?.user.name).toBe('Catriona Weir-Boyd');
  });
  test('and moves with its person to what they are now', async () => {
    const { cookie, know, sessions } = await signedIn();
    const { role: _, ...who } = catriona;
    await know({ ...who, role: 'staff', practice: 'millbrae', staff: 'other' } as never);
    expect((await sessions.find(cookie))?.caller).toEqual({ kind: 'practice', practice: 'millbrae', client: 'user.catriona' });
  });
});

test('that a session was seen is written every five minutes at most', async () => {
  const { cookie, clock, sessions, item } = await signedIn();
  const first = (await item())?.seen;
  for (let n = 0; n < 4; n += 1) {
    clock.pass(minutes);
    await sessions.find(cookie);
  }
  expect((await item())?.seen).toBe(first);
  clock.pass(minutes);
  await sessions.find(cookie);
  expect((await item())?.seen).toBe(clock.now());
});

test.each([undefined, '', 'short', 'A'.repeat(43), `${'A'.repeat(43)}=`, `${'A'.repeat(42)}#`, '../x', 'A'.repeat(5000)])(
  '%j is nobody’s cookie',
  async (cookie) => {
    const { sessions } = await signedIn();
    expect(await sessions.find(cookie)).toBeUndefined();
    await sessions.end(cookie);
  },
);

test('a form proves its session, and no other', async () => {
  const { cookie, sessions, another } = await signedIn();
  const [own, other] = [await sessions.find(cookie), await sessions.find(valueIn(await sessions.start(catriona)))];
  if (!own || !other) throw new Error('nobody is signed in');
  expect(own.csrf).toMatch(/^[\w-]{43}$/);
  expect((await another().sessions.find(cookie))?.csrf).toBe(own.csrf);
  expect(csrfHolds(own, own.csrf)).toBe(true);
  for (const forged of [other.csrf, '', null, undefined, cookie, own.csrf.slice(1), `${own.csrf}A`]) expect(csrfHolds(own, forged)).toBe(false);
});

test('a cookie line holds nothing that could end it', () => {
  expect(newCookie('__Host-session', 'a.b-c_d')).toBe('__Host-session=a.b-c_d; Path=/; Secure; HttpOnly; SameSite=Lax');
  for (const value of ['a;b', 'a b', 'a\r\nb', '', 'ü']) expect(() => newCookie('__Host-session', value)).toThrow();
  expect(clearedCookie('__Host-x')).toContain('Max-Age=0');
});
