/** `/answer/…`: for the people of an organisation that has no system. Without the PIN there is nothing to see, and looking changes nothing. */
import { organisationCookie } from '#identity/organisation-session';
import { csrfHolds } from '#identity/session-store';
import type { Answer, Call, Handler } from '#platform/endpoint';
import { errorFields } from '#platform/log';
import { londonDate } from '#referral/working-days';
import { type Form, readForm, text } from '#web/frame/form';
import { html } from '#web/frame/html';
import { wordsIn } from '#web/words/words';
import { type AnswerPorts, answerPage, type Guest, type Member, saying } from './around.ts';
import { linkLooked, linkPosted } from './enter.ts';
import { figuresPage } from './figures-page.ts';
import { listLooked, listPosted } from './list-page.ts';
import { requestLooked, requestPosted } from './request-page.ts';

/** Bytes of a posted form: the longest question, percent-encoded. */
const longestForm = 32_768;
const ownPages = ['requests', 'figures', 'sign-out'];

const signOut = async (form: Form, member: Member): Promise<Answer> => {
  if (!csrfHolds(member.session, text(form, 'csrf'))) return saying('badForm', 403, member);
  const cookie = await member.ports.entrance.sessions.end(member.call.cookies[organisationCookie]);
  const { title, text: said } = member.words.answer.signedOut;
  const page = answerPage({ title, body: html`<p>${said}</p>` }, { ...member, session: undefined });
  return { ...page, cookies: [cookie] };
};

/** `form`: of a POST. */
const ofMember = (page: string, id: string, form: Form | undefined, member: Member): Promise<Answer> | Answer => {
  if (page === 'requests' && id !== '') return form ? requestPosted(id, form, member) : requestLooked(id, member);
  if (page === 'requests') return form ? listPosted(form, member) : listLooked(member);
  if (page === 'figures' && id === '' && !form) return figuresPage(member);
  return page === 'sign-out' && form ? signOut(form, member) : saying('missing', 404, member);
};
const formIn = ({ method, body }: Call): Form | 'none' | undefined => {
  if (method === 'GET' || method === 'HEAD') return 'none';
  return method === 'POST' && body.length <= longestForm ? readForm(body) : undefined;
};
const answered = async (guest: Guest): Promise<Answer> => {
  const { call, session } = guest;
  const [, , page = '', id = '', ...rest] = call.path.replace(/\/$/, '').split('/');
  const form = formIn(call);
  if (form === undefined) return saying('badForm', 400, guest);
  const posted = form === 'none' ? undefined : form;
  if (rest.length > 0 || (id !== '' && page !== 'requests')) return saying('missing', 404, guest);
  if (!ownPages.includes(page)) return posted ? linkPosted(page, posted, guest) : linkLooked(page, guest);
  return session ? ofMember(page, id, posted, { ...guest, session }) : saying('signInFirst', 401, guest);
};

export const answerRoute =
  (ports: AnswerPorts): Handler =>
  async (call) => {
    const at = call.receivedAt;
    const guest: Guest = { call, ports, words: wordsIn('en'), at, today: londonDate(at), session: undefined };
    try {
      return await answered({ ...guest, session: await ports.entrance.sessions.find(call.cookies[organisationCookie]) });
    } catch (error) {
      ports.log('fault', { route: 'answerPages', request: call.requestId, ...errorFields(error) });
      return saying('broken', 500, guest);
    }
  };
