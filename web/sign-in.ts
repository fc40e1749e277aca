/** Signing in and out in the browser. */

import { callbackPath } from '#identity/issuer';
import { csrfHolds, type Sessions, sessionCookie } from '#identity/session-store';
import { home, ownPage, type SignIn, type SignInReason, signInCookie, signInFor, signInOver } from '#identity/sign-in';
import type { Answer, Call } from '#platform/endpoint';
import type { Log } from '#platform/log';

/** Why nobody was signed in or out. `again`: where it can be tried once more. */
export type SignInRefused = { status: number; reason: SignInReason; again: string };
/** `to`: the page to come back to. `kept`: what was typed there waits; `lost`: it does not. `issuer`: where the sign-in at the issuer is ended, if it has such a place. */
export type SignedOut = { to: string; kept: boolean; lost: boolean; issuer: string | undefined };
export type SignInPorts = { signIn: SignIn; sessions: Sessions; log: Log };
/** `refused`: the page that says so, and what to do. */
type Deps = SignInPorts & { refused(refusal: SignInRefused): Answer; signedOut(out: SignedOut): Answer };

const statuses: Record<SignInReason, number> = {
  lost: 400,
  expired: 400,
  cancelled: 400,
  'code-refused': 400,
  'form-not-ours': 403,
  'mail-not-verified': 403,
  'unknown-user': 403,
  disabled: 403,
  'token-wrong': 502,
  'issuer-refused': 502,
  clock: 502,
  'issuer-down': 503,
};
/** Of who comes back twice, or late, and is signed in already. */
const harmless: readonly SignInReason[] = ['lost', 'expired', 'code-refused'];

const seeOther = (location: string, cookies: string[] = []): Answer => ({ status: 303, headers: { location }, cookies });
const toOf = ({ rawQuery }: Call) => new URLSearchParams(rawQuery).get('to');

const refusing =
  ({ log, refused }: Deps) =>
  (call: Call, reason: SignInReason, to: string = home): Answer => {
    log('sign-in-refused', { code: reason, request: call.requestId });
    return refused({ status: statuses[reason], reason, again: signInFor(to) });
  };

const began = async (call: Call, deps: Deps): Promise<Answer> => {
  if (await deps.sessions.find(call.cookies[sessionCookie])) return seeOther(ownPage(toOf(call)));
  const begun = await deps.signIn.begin(toOf(call));
  return begun.ok ? seeOther(begun.url, [begun.cookie]) : refusing(deps)(call, begun.reason, begun.to);
};

const cameBack = async (call: Call, deps: Deps): Promise<Answer> => {
  const { signIn, sessions, log } = deps;
  const finished = await signIn.finish(call.rawQuery, call.cookies[signInCookie]);
  if (finished.ok) {
    // Whoever was signed in here before is so no longer.
    await sessions.end(call.cookies[sessionCookie]);
    log('signed-in', { code: finished.user.role, request: call.requestId });
    return seeOther(finished.to, [await sessions.start(finished.user), signInOver]);
  }
  const { reason, to } = finished;
  if (harmless.includes(reason) && (await sessions.find(call.cookies[sessionCookie]))) return seeOther(to ?? home, [signInOver]);
  return { ...refusing(deps)(call, reason, to), cookies: [signInOver] };
};

const left = async (call: Call, deps: Deps): Promise<Answer> => {
  const { sessions, log } = deps;
  const cookie = call.cookies[sessionCookie];
  const signedIn = await sessions.find(cookie);
  if (!signedIn) return seeOther(home, [await sessions.end(cookie)]);
  const form = new URLSearchParams(Buffer.from(call.body).toString('utf8'));
  if (!csrfHolds(signedIn, form.get('csrf'))) return refusing(deps)(call, 'form-not-ours');
  const over = await sessions.end(cookie);
  log('signed-out', { code: signedIn.user.role, request: call.requestId });
  // A browser follows no form to another host, so the issuer stands on that page as a link.
  return seeOther(signedOutPath, [over]);
};

const signedOutPath = '/app/signed-out';
const out = async (call: Call, { signIn, signedOut }: Deps): Promise<Answer> => {
  const kept = new URLSearchParams(call.rawQuery).has('kept');
  const to = ownPage(toOf(call));
  return signedOut({ to, kept, lost: !kept && to !== home, issuer: to === home ? await signIn.signOutAt() : undefined });
};

const notAllowed = (allow: string): Answer => ({
  status: 405,
  headers: { allow },
  contentType: 'text/plain; charset=utf-8',
  body: `Only ${allow} is possible here.\n`,
});
const only = (method: 'GET' | 'POST', run: (call: Call, deps: Deps) => Promise<Answer>) => async (call: Call, deps: Deps) =>
  call.method === method ? run(call, deps) : notAllowed(method);

const pages: Readonly<Record<string, (call: Call, deps: Deps) => Promise<Answer>>> = {
  '/app/sign-in': only('GET', began),
  [signedOutPath]: only('GET', out),
  [callbackPath]: only('GET', cameBack),
  // An address that somebody kept or reloaded leads home.
  '/app/sign-out': async (call, deps) => (call.method === 'GET' ? seeOther(home) : only('POST', left)(call, deps)),
};

/** Undefined where the address is no part of signing in or out. */
export const signInPage = (call: Call, deps: Deps): Promise<Answer> | undefined =>
  Object.hasOwn(pages, call.path) ? pages[call.path]?.(call, deps) : undefined;
