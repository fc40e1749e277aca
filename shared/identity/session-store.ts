/** Who is signed in in which browser. The browser holds 32 random bytes; the hub holds their SHA-256, so that whoever reads the table cannot sign in. */
import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { userId } from '#directory/ids';
import type { Directory } from '#directory/types';
import { instant } from '#platform/stored';
import { accessKeys, expiresAt } from '#platform/tables';
import { later, millisecondsOf } from '#platform/time';
import type { Clock, Ids, Instant, Item, Table } from '#platform/types';
import { clearedCookie, newCookie } from './cookies.ts';
import type { HubKeys } from './hub-keys.ts';
import type { Caller, UserId } from './types.ts';
import { mailMac, type Users } from './user-store.ts';
import { type User, userCaller } from './users.ts';

/** `csrf`: what every form of this session brings with it, and no other site can know. */
export type SignedIn = { user: User; caller: Caller; csrf: string };
export type Sessions = {
  /** The `Set-Cookie` line of a new session. */
  start(user: User): Promise<string>;
  /** `cookie`: what the browser sent under `sessionCookie`. Undefined when nobody is signed in by it, or no more. */
  find(cookie: string | undefined): Promise<SignedIn | undefined>;
  /** Whose session it was that is over by time alone: what they typed into it is kept for them. Known for a day. */
  over(cookie: string | undefined): Promise<UserId | undefined>;
  /** Over at once, in every instance; gives the line that takes the cookie back. */
  end(cookie: string | undefined): Promise<string>;
};
type SessionDeps = { table: Table; users: Users; directory: Directory; keys: HubKeys; clock: Clock; ids: Ids };

export const sessionCookie = '__Host-session';

/** Milliseconds: a session is over so long after it was last seen, and so long after it began; that it was seen is written this often. */
const [idle, longest, seenEvery] = [30 * 60_000, 12 * 3_600_000, 5 * 60_000];

/** `mail`: the HMAC of the address by which this person signed in. */
const stored = z.object({ user: userId, mail: z.string(), created: instant, seen: instant });
type Session = z.infer<typeof stored>;

const shape = /^[\w-]{43}$/;
const keyOf = (token: string) => accessKeys.session(createHash('sha256').update(token).digest('base64url'));
const endOf = ({ created, seen }: Pick<Session, 'created' | 'seen'>): Instant => {
  const [byIdling, byAge] = [later(seen, idle), later(created, longest)];
  return byIdling < byAge ? byIdling : byAge;
};
/** A day later than its end, so that who comes back can be told. */
const secondOf = (end: Instant): number => Math.ceil(millisecondsOf(end) / 1000) + 86_400;

const kept = async (token: string, { table }: SessionDeps): Promise<Session | undefined> => {
  const item = await table.get(keyOf(token));
  return item && stored.parse(item);
};
/** The session as it lies in the table, if it is not over. */
const current = async (token: string, deps: SessionDeps): Promise<Session | undefined> => {
  const session = await kept(token, deps);
  return session && deps.clock.now() < endOf(session) ? session : undefined;
};
/** False when it was ended at the same moment. That it could not be written just now ends nothing. */
const noted = async (token: string, session: Session, { table, clock }: SessionDeps): Promise<boolean> => {
  const now = clock.now();
  if (now < later(session.seen, seenEvery)) return true;
  const set = { seen: now, [expiresAt]: secondOf(endOf({ created: session.created, seen: now })) };
  const written = await table.write([{ update: keyOf(token), set, when: { equals: { created: session.created } } }]);
  return written.outcome !== 'condition-failed';
};

export const sessionStore = (deps: SessionDeps): Sessions => {
  const { table, users, directory, keys, clock, ids } = deps;
  /** The person as they are now: disabled, or known by another address, they are out. */
  const personOf = async (session: Session): Promise<User | undefined> => {
    const user = await users.find(session.user);
    return user && !user.disabled && (await mailMac(user.mail, keys)) === session.mail ? user : undefined;
  };
  return {
    start: async (user) => {
      const token = Buffer.from(ids.bytes(32)).toString('base64url');
      const now = clock.now();
      const session = { user: user.id, mail: await mailMac(user.mail, keys), created: now, seen: now };
      const item: Item = { ...keyOf(token), ...session, [expiresAt]: secondOf(endOf(session)) };
      const written = await table.write([{ put: item, when: { absent: true } }]);
      if (written.outcome !== 'written') throw new Error(`a session was not kept by the access table: ${written.outcome}`);
      return newCookie(sessionCookie, token);
    },
    find: async (cookie) => {
      if (!cookie || !shape.test(cookie)) return undefined;
      const session = await current(cookie, deps);
      const user = session && (await personOf(session));
      const caller = user && (await userCaller(user, directory));
      if (!session || !caller || !(await noted(cookie, session, deps))) return undefined;
      return { user, caller, csrf: await keys.mac('csrf', keyOf(cookie).pk) };
    },
    over: async (cookie) => {
      const session = cookie && shape.test(cookie) ? await kept(cookie, deps) : undefined;
      return session && clock.now() >= endOf(session) ? session.user : undefined;
    },
    end: async (cookie) => {
      const written = cookie && shape.test(cookie) ? await table.write([{ delete: keyOf(cookie) }]) : undefined;
      if (written && written.outcome !== 'written') throw new Error(`a session was not ended by the access table: ${written.outcome}`);
      return clearedCookie(sessionCookie);
    },
  };
};

/** Whether a form was sent from a page of this session. */
export const csrfHolds = ({ csrf }: Pick<SignedIn, 'csrf'>, given: string | null | undefined): boolean => {
  const [own, sent] = [Buffer.from(csrf), Buffer.from(given ?? '')];
  return own.length === sent.length && timingSafeEqual(own, sent);
};
