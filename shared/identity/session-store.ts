/** Who is signed in. */
import type { Caller } from './types.ts';
import type { User, UserId } from './users.ts';

export type SignedIn = { user: User; caller: Caller /** Shows that a form comes from a page of this session. */; csrf: string };
type Cookies = Readonly<Record<string, string>>;
export type SessionStore = {
  find(cookies: Cookies): Promise<SignedIn | undefined>;
  /** Whose session it was that is over by time alone. */
  over(cookies: Cookies): Promise<UserId | undefined>;
};
