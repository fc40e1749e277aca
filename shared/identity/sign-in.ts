/** One sign-in, without the transport: to the issuer and back, and whom that makes. */
import * as z from 'zod/mini';
import { later } from '#platform/time';
import type { Clock } from '#platform/types';
import { clearedCookie, newCookie } from './cookies.ts';
import type { HubKeys } from './hub-keys.ts';
import type { Issuer, IssuerReason, Way } from './issuer.ts';
import type { Users } from './user-store.ts';
import type { User } from './users.ts';

export type SignInReason = IssuerReason | 'lost' | 'expired' | 'mail-not-verified' | 'unknown-user' | 'disabled' | 'form-not-ours';
/** `to`: where the person wanted to go, as far as it is known. */
type Refused = { ok: false; reason: SignInReason; to?: string };
export type SignIn = {
  /** `url` is the issuer's, `cookie` the line to set. `to` is as somebody wrote it. */
  begin(to: string | null): Promise<{ ok: true; url: string; cookie: string } | Refused>;
  /** `query` as it came back, `cookie` as `signInCookie` came back. */
  finish(query: string, cookie: string | undefined): Promise<{ ok: true; user: User; to: string } | Refused>;
  signOutAt(): Promise<string | undefined>;
};
type SignInDeps = { issuer: Issuer; keys: Pick<HubKeys, 'seal' | 'open'>; users: Users; clock: Clock };

export const signInCookie = '__Host-sign-in';
export const signInOver = clearedCookie(signInCookie);
export const home = '/';

/** Milliseconds to find the telephone that shows the code. */
const patience = 10 * 60_000;
const context = 'sign-in';

/** A page of the workspace on this host; anything else leads home. What comes back is as the URL standard writes it: no tricks with slashes or dots are left in it. */
export const ownPage = (to: string | null | undefined): string => {
  const here = 'https://hub.invalid';
  const url = to && to.length <= 500 && to.startsWith('/') ? URL.parse(to, here) : null;
  const isOwn = url?.origin === here && /^\/app\/(?!sign)/.test(url.pathname);
  return isOwn ? `${url.pathname}${url.search}` : home;
};
/** Where somebody who wants this page signs in. */
export const signInFor = (page: string): string => `/app/sign-in?to=${encodeURIComponent(ownPage(page))}`;

const sealed = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string(), until: z.string() });
type Begun = Way & { to: string; until: string };

export const oidcSignIn = ({ issuer, keys, users, clock }: SignInDeps): SignIn => {
  const begunIn = async (cookie: string | undefined): Promise<Begun | undefined> => {
    const text = cookie === undefined ? undefined : await keys.open(cookie, context);
    return text === undefined ? undefined : sealed.parse(JSON.parse(text));
  };
  const personOf = async (mail: string): Promise<{ ok: true; user: User } | Refused> => {
    const user = await users.byMail(mail);
    if (!user) return { ok: false, reason: 'unknown-user' };
    return user.disabled ? { ok: false, reason: 'disabled' } : { ok: true, user };
  };
  const issuedTo = async (query: string, begun: Begun): Promise<{ ok: true; user: User } | Refused> => {
    const issued = await issuer.issued(query, begun);
    if (!issued.ok) return issued;
    return issued.claims.verified ? personOf(issued.claims.mail) : { ok: false, reason: 'mail-not-verified' };
  };
  return {
    begin: async (wanted) => {
      const [way, to] = [await issuer.newWay(), ownPage(wanted)];
      const at = await issuer.signInAt(way);
      if (!at.ok) return { ...at, to };
      const begun: Begun = { ...way, to, until: later(clock.now(), patience) };
      return { ok: true, url: at.url, cookie: newCookie(signInCookie, await keys.seal(JSON.stringify(begun), context)) };
    },
    finish: async (query, cookie) => {
      const begun = await begunIn(cookie);
      if (!begun) return { ok: false, reason: 'lost' };
      const { to, until, state } = begun;
      if (new URLSearchParams(query).get('state') !== state) return { ok: false, reason: 'lost', to };
      if (until <= clock.now()) return { ok: false, reason: 'expired', to };
      return { ...(await issuedTo(query, begun)), to };
    },
    signOutAt: issuer.signOutAt,
  };
};
