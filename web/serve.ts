/** The pages, for now: who is signed in, and a way in and out. */
import { html } from 'hono/html';
import type { SignedIn } from '#identity/session-store';
import { sessionCookie } from '#identity/session-store';
import { signInFor } from '#identity/sign-in';
import type { Answer, Call, Handler } from '#platform/endpoint';
import { type SignInPorts, type SignInRefused, signInPage } from './sign-in.ts';
import { signInWords } from './sign-in-words.ts';

/** `signInOrigin`: where forms may lead besides: who signs out, or posts a form after the session ended, is sent on to the issuer. */
type WebPorts = SignInPorts & { signInOrigin: string };
type Html = ReturnType<typeof html>;

const page = (status: number, title: string, content: Html): Answer => ({
  status,
  contentType: 'text/html; charset=utf-8',
  body: String(
    html`<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${title} - Links Hub</title></head><body><main><h1>${title}</h1>${content}</main></body></html>`,
  ),
});
const refused = ({ status, reason, again }: SignInRefused): Answer => {
  const { title, text } = signInWords[reason];
  return page(status, title, html`<p>${text}</p><p><a href="${again}">Sign in</a> · <a href="/">Start page</a></p>`);
};
const notFound = (): Answer => page(404, 'There is no page here', html`<p><a href="/">Start page</a></p>`);
const start = (signedIn: SignedIn | undefined): Answer =>
  signedIn
    ? page(
        200,
        signedIn.user.name,
        html`<form method="post" action="/app/sign-out"><input type="hidden" name="csrf" value="${signedIn.csrf}"><button>Sign out</button></form>`,
      )
    : page(200, 'Links Hub', html`<p><a href="${signInFor('/')}">Sign in</a></p>`);

export const faultPage = (_: 500, requestId: string): Answer =>
  page(500, 'Something went wrong here', html`<p>It is not your doing. Try again; if it stays so, tell whoever runs this hub this number: ${requestId}</p>`);

export const webRoutes = (ports: WebPorts): Record<'home' | 'web' | 'selfReferral', Handler> => {
  const signedInBy = ({ cookies }: Call) => ports.sessions.find(cookies[sessionCookie]);
  const inside = async (call: Call): Promise<Answer> => {
    if (await signedInBy(call)) return notFound();
    const way = signInFor(call.method === 'GET' ? `${call.path}${call.rawQuery && `?${call.rawQuery}`}` : '/');
    return { status: 303, headers: { location: way } };
  };
  const policy = `default-src 'none'; base-uri 'none'; form-action 'self' ${ports.signInOrigin}; frame-ancestors 'none'`;
  const guarded =
    (answer: (call: Call) => Promise<Answer>): Handler =>
    async (call) => {
      const { headers, ...rest } = await answer(call);
      return { ...rest, headers: { 'content-security-policy': policy, ...headers } };
    };
  return {
    home: guarded(async (call) => start(await signedInBy(call))),
    web: guarded((call) => signInPage(call, { ...ports, refused }) ?? inside(call)),
    selfReferral: guarded(async () => notFound()),
  };
};
