/** From an address to its page: who asks, whether the page is theirs, and what became of it. */

import type { Answer, Call, Handler } from '#platform/endpoint';
import { errorFields } from '#platform/log';
import { londonDate } from '#referral/working-days';
import { withCover } from './cover/with-cover.ts';
import { type Around, broken, seeOther, shown, trouble } from './frame/answer.ts';
import { draftCookie, keepDraft, keptDraft, noDraft } from './frame/drafts.ts';
import { readForm } from './frame/form.ts';
import { matcher } from './frame/match.ts';
import type { Page, Result, Visit } from './frame/page.ts';
import { pages } from './pages.ts';
import type { WebPorts } from './ports.ts';
import { stylesAnswer } from './styles/styles-route.ts';
import { wordsIn } from './words/words.ts';

/** Bytes of a posted form: the longest note, in letters of four bytes each, percent-encoded. */
const longestForm = 131_072;
const find = matcher(pages);

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
  const form = call.body.length <= longestForm ? readForm(call.body) : undefined;
  if (!form) return trouble('badForm', aroundOf(visit));
  if (form.get('csrf')?.[0] !== who.csrf) return trouble('stale', aroundOf(visit));
  return answerOf(await page.post({ ...visit, form }), visit);
};

/** What was typed waits for whoever typed it; after the sign-in the page shows it again. */
const signInFirst = async (call: Call, ports: WebPorts): Promise<Answer> => {
  const to = `/app/sign-in?to=${encodeURIComponent(call.path)}`;
  const over = await ports.sessions.over(call.cookies);
  const form = call.method === 'POST' && over && call.body.length <= longestForm ? readForm(call.body) : undefined;
  return seeOther(to, over && form ? [await keepDraft(form, over, call.path, call.receivedAt, ports)] : undefined);
};

/** Every page for somebody who is signed in. */
export const pageRoute =
  (ports: WebPorts): Handler =>
  async (call) => {
    const words = wordsIn('en');
    const session = await ports.sessions.find(call.cookies);
    if (!session) return signInFirst(call, ports);
    const at = call.receivedAt;
    const today = londonDate(at);
    const who = { ...session, caller: await withCover(session.caller, today, ports) };
    const visit: Visit = { call, who, params: {}, query: new URLSearchParams(call.rawQuery), at, today, words, ports };
    const found = find(call.path);
    if (!found) return trouble('missing', aroundOf(visit));
    try {
      return await run(found.page, { ...visit, params: found.params });
    } catch (error) {
      ports.log('fault', { route: 'web', request: call.requestId, ...errorFields(error) });
      return broken(call.requestId, aroundOf(visit));
    }
  };

const start: Handler = async () => seeOther('/app/start');
export const webRoutes = (ports: WebPorts): Record<'home' | 'web' | 'selfReferral', Handler> => {
  const page = pageRoute(ports);
  return {
    home: start,
    web: async (call) => (call.path.startsWith('/app/styles/') ? stylesAnswer(call.path) : page(call)),
    selfReferral: page,
  };
};
