/** From an address to its page: who asks, whether the page is theirs, and what became of it. */
import { csrfHolds, type Sessions, type SignedIn, sessionCookie } from '#identity/session-store';
import { signInFor } from '#identity/sign-in';
import type { Answer, Call, Handler } from '#platform/endpoint';
import { errorFields } from '#platform/log';
import { londonDate } from '#referral/working-days';
import type { AnswerPorts } from './answer/around.ts';
import { answerRoute } from './answer/route.ts';
import { withCover } from './cover/with-cover.ts';
import { type Around, broken, seeOther, shown, trouble } from './frame/answer.ts';
import { draftCookie, keepDraft, keptDraft, noDraft } from './frame/drafts.ts';
import { type Form, readForm } from './frame/form.ts';
import { matcher } from './frame/match.ts';
import { isMultipart, readMultipart } from './frame/multipart.ts';
import type { Page, Result, Visit } from './frame/page.ts';
import { pages } from './pages.ts';
import type { WebPorts } from './ports.ts';
import { selfReferralRoute } from './self-referral/route.ts';
import { type SignInPorts, signInPage } from './sign-in.ts';
import { signedOutPage, signInRefusedPage } from './sign-in-pages.ts';
import { stylesAnswer } from './styles/styles-route.ts';
import { wordsIn } from './words/words.ts';

/** Bytes of a posted form: the longest note, in letters of four bytes each, percent-encoded. */
const longestForm = 131_072;
const find = matcher(pages);
/** Undefined: too long, or not as browsers send it. */
const formIn = async ({ body, headers }: Call, { longest }: Pick<Page, 'longest'>): Promise<Form | undefined> => {
  if (body.length > (longest ?? longestForm)) return undefined;
  const type = headers['content-type'];
  return longest !== undefined && type !== undefined && isMultipart(type) ? readMultipart(body, type) : readForm(body);
};

const aroundOf = ({ who, call, words, ports, kept }: Visit): Around => ({
  words,
  user: who.user,
  csrf: who.csrf,
  path: call.path,
  invented: ports.local,
  kept: kept !== undefined,
});
const answerOf = (result: Result, visit: Visit): Answer => {
  if ('answer' in result) return result.answer;
  if ('go' in result) return seeOther(result.go, visit.call.cookies[draftCookie] ? [noDraft] : undefined);
  return 'trouble' in result ? trouble(result.trouble, aroundOf(visit)) : shown(result, aroundOf(visit));
};
/** What somebody may not have looks like what is not there. */
const run = async (page: Page, visit: Visit): Promise<Answer> => {
  const { call, who } = visit;
  if (!page.for.includes(who.user.role)) return trouble('missing', aroundOf(visit));
  if (call.method === 'GET' || call.method === 'HEAD') {
    if (!page.get) return trouble('wrongMethod', aroundOf(visit));
    const kept = await keptDraft(call.cookies[draftCookie], who.user.id, call.path, visit.at, visit.ports);
    const looking = { ...visit, kept };
    return answerOf(await page.get(looking), looking);
  }
  if (call.method !== 'POST' || !page.post) return trouble('wrongMethod', aroundOf(visit));
  const form = await formIn(call, page);
  if (!form) return trouble('badForm', aroundOf(visit));
  if (!csrfHolds(who, form.get('csrf')?.[0])) return trouble('stale', aroundOf(visit));
  return answerOf(await page.post({ ...visit, form }), visit);
};

/** What was typed waits for whoever typed it; after the sign-in the page shows it again. A form may not be led on to the issuer, so a page of the hub comes between. */
const signInFirst = async (call: Call, ports: WebPorts): Promise<Answer> => {
  const query = call.rawQuery === '' ? '' : `?${call.rawQuery}`;
  if (call.method !== 'POST') return seeOther(signInFor(`${call.path}${query}`));
  // What is only a button has no page to come back to.
  const page = find(call.path)?.page;
  if (!page?.get) return seeOther('/app/signed-out');
  const over = await ports.sessions.over(call.cookies[sessionCookie]);
  const form = over && call.body.length <= longestForm ? await formIn(call, page) : undefined;
  const to = `/app/signed-out?to=${encodeURIComponent(call.path)}`;
  return over && form ? seeOther(`${to}&kept=yes`, [await keepDraft(form, over, call.path, call.receivedAt, ports)]) : seeOther(to);
};

const visited = (call: Call, who: SignedIn, ports: WebPorts): Visit => {
  const at = call.receivedAt;
  return { call, who, params: {}, query: new URLSearchParams(call.rawQuery), at, today: londonDate(at), words: wordsIn('en'), ports };
};
/** Every page for somebody who is signed in. */
export const pageRoute =
  (ports: WebPorts): Handler =>
  async (call) => {
    const session = await ports.sessions.find(call.cookies[sessionCookie]);
    if (!session) return signInFirst(call, ports);
    const caller = await withCover(session.caller, londonDate(call.receivedAt), ports);
    const visit = visited(call, { ...session, caller }, ports);
    const found = find(call.path);
    if (!found) return trouble('missing', aroundOf(visit));
    try {
      return await run(found.page, { ...visit, params: found.params });
    } catch (error) {
      ports.log('fault', { route: 'web', request: call.requestId, ...errorFields(error) });
      return broken(call.requestId, aroundOf(visit));
    }
  };

const around = (call: Pick<Call, 'path'>, local: boolean): Around => ({ words: wordsIn('en'), path: call.path, invented: local });
/** What broke before it was known whose page it was. */
export const faultPage = (_: 500, requestId: string): Answer => broken(requestId, around({ path: '' }, false));

type Served = AnswerPorts & SignInPorts & { sessions: Sessions };
export const webRoutes = (ports: Served): Record<'home' | 'web' | 'selfReferral' | 'answerPages', Handler> => {
  const page = pageRoute(ports);
  const door = (call: Call) => {
    const frame = around(call, ports.local);
    return signInPage(call, { ...ports, refused: (refusal) => signInRefusedPage(refusal, frame), signedOut: (out) => signedOutPage(out, frame) });
  };
  return {
    home: async () => seeOther('/app/start'),
    web: async (call) => (call.path.startsWith('/app/styles/') ? stylesAnswer(call.path) : (door(call) ?? page(call))),
    selfReferral: selfReferralRoute(ports),
    answerPages: answerRoute(ports),
  };
};
