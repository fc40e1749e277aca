/** `/answer/{link}`: whoever opens it is asked for the PIN, and sees nothing else. Looking changes nothing: what reads e-mails ahead of people may look. */
import type { AnswerLink } from '#identity/answer-link';
import { pinTyped } from '#identity/pin-store';
import type { Answer } from '#platform/endpoint';
import { later } from '#platform/time';
import { isEnded } from '#referral/edges';
import { referralOf } from '#referral/referral-items';
import { londonTime } from '#referral/working-days';
import { seeOther } from '#web/frame/answer';
import { button, type Filled, formTo, hidden, textField } from '#web/frame/fields';
import { type Form, formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import { answerPage, type Guest, listAt, oneButton, requestAt, saying } from './around.ts';
import { sendNewLink } from './new-link.ts';

/** Milliseconds after its request was over. */
const usableAfter = 14 * 24 * 3_600_000;

/** Whether the link is not used any more; asked of the request as it is now. */
export const isOver = async (link: AnswerLink, { ports, at }: Guest): Promise<boolean> => {
  if ('until' in link) return link.until <= at;
  const loaded = await ports.fhir.carryOut.store.load(referralOf(link.onward));
  const onward = loaded?.referral.onward.find(({ id }) => id === link.onward);
  if (!onward || onward.organisation !== link.organisation) return true;
  return isEnded(onward.status) && later(onward.task.lastUpdated, usableAfter) <= at;
};
const behind = (link: AnswerLink): string => ('onward' in link ? requestAt(link.onward) : listAt);

const asking = (what: 'newLink' | 'code', kind: 'secondary', { call, words: { answer } }: Guest): Html => {
  const hint = what === 'code' ? answer.enter.codeHint : answer.enter.newLinkHint;
  return html`<p>${hint}</p>${oneButton(call.path, answer.enter[what], hidden('do', what), kind)}`;
};
type Entering = Filled & { status?: number; said?: string | undefined };
const enterPage = (guest: Guest, { status, said, ...filled }: Entering = {}): Answer => {
  const { enter } = guest.words.answer;
  const field = textField({ name: 'pin', label: enter.pin, hint: enter.hint, most: 20, width: 10, complete: 'one-time-code', numeric: true }, filled);
  const texts = guest.ports.texts && asking('code', 'secondary', guest);
  const body = html`<p>${enter.lead}</p>${formTo(guest.call.path, '', html`${field}${button(enter.button)}`)}
<h2>${enter.other}</h2>${texts}${asking('newLink', 'secondary', guest)}`;
  return answerPage(
    { title: enter.title, body, faults: filled.faults, ...(status ? { status } : {}), ...(said ? { notice: html`<p>${said}</p>` } : {}) },
    guest,
  );
};

const signedIn = async (link: AnswerLink, typed: string, { ports: { entrance } }: Guest) => {
  const byCode = /^\d{8}$/.test(typed) ? await entrance.codes.check(link.organisation, typed) : undefined;
  return byCode ? ({ ok: true, pin: byCode } as const) : entrance.pins.check(link.organisation, typed);
};
const enter = async (link: AnswerLink, form: Form, guest: Guest): Promise<Answer> => {
  const { enter: say } = guest.words.answer;
  const typed = pinTyped(text(form, 'pin'));
  // Nothing typed is no try.
  const checked = /^\d{4,20}$/.test(typed) ? await signedIn(link, typed, guest) : ({ ok: false, because: 'wrong' } as const);
  if (checked.ok) return seeOther(behind(link), [await guest.ports.entrance.sessions.start(link.organisation, checked.pin)]);
  if (checked.because === 'wrong') return enterPage(guest, { form: formOf({}), faults: { pin: say.wrong } });
  return enterPage(guest, { form: formOf({}), faults: { pin: say.locked(londonTime(checked.until)) }, status: 429 });
};

/** Whatever the link is, the answer is the same. */
const newLink = async (link: AnswerLink | undefined, guest: Guest): Promise<Answer> => {
  if (link) await sendNewLink(link, guest);
  return enterPage(guest, { said: guest.words.answer.enter.sentLink });
};
const code = async (link: AnswerLink, guest: Guest): Promise<Answer> => {
  await guest.ports.entrance.codes.send(link.organisation);
  return enterPage(guest, { said: guest.words.answer.enter.sentCode });
};

export const linkLooked = async (token: string, guest: Guest): Promise<Answer> => {
  const link = await guest.ports.entrance.links.read(token);
  if (!link) return saying('lost', 404, guest, asking('newLink', 'secondary', guest));
  const isTheirs = guest.session?.caller.organisation === link.organisation;
  if (await isOver(link, guest)) return isTheirs ? seeOther(listAt) : saying('over', 410, guest, asking('newLink', 'secondary', guest));
  return isTheirs ? seeOther(behind(link)) : enterPage({ ...guest, session: undefined });
};
export const linkPosted = async (token: string, form: Form, guest: Guest): Promise<Answer> => {
  const link = await guest.ports.entrance.links.read(token);
  if (text(form, 'do') === 'newLink') return newLink(link, guest);
  if (!link) return saying('lost', 404, guest);
  if (await isOver(link, guest)) return saying('over', 410, guest, asking('newLink', 'secondary', guest));
  return text(form, 'do') === 'code' ? code(link, guest) : enter(link, form, guest);
};
