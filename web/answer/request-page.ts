/** One request: what it says, and what can be answered. Each answer is taken once, however often its button is pressed. */

import { actOf } from '#fhir/organisation/answer';
import { sha256 } from '#fhir/same-content';
import { csrfHolds } from '#identity/session-store';
import type { Answer } from '#platform/endpoint';
import { carryOut } from '#referral/carry-out';
import { seeOther } from '#web/frame/answer';
import type { Filled } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import { html } from '#web/frame/html';
import { type AnswerName, actForms, repeatable } from './act-forms.ts';
import { alreadyText } from './already.ts';
import { answerPage, listAt, type Member, requestAt, saying } from './around.ts';
import { answerIn, type ReadAnswer } from './read-answer.ts';
import { type Request, requestOf } from './request.ts';
import { requestView } from './request-view.ts';

type Showing = Filled & { said?: string | undefined; status?: number };
const pageOf = (request: Request, member: Member, { said, status, ...filled }: Showing): Answer => {
  const { words, ports } = member;
  const title = words.answer.page.title(request.service?.name ?? request.onward.organisation);
  const making = { request, member, filled, token: ports.ids.id() };
  const body = html`${requestView(request, member)}${actForms(making)}`;
  const more = { ...(said ? { notice: html`<p>${said}</p>` } : {}), ...(status ? { status } : {}) };
  return answerPage({ title, body, back: listAt, faults: filled.faults, ...more }, member);
};

const didText = (did: string | null, { words: { answer } }: Member): string | undefined => {
  const known = (name: string): name is AnswerName => Object.hasOwn(answer.did, name);
  return did !== null && known(did) ? answer.did[did] : undefined;
};
export const requestLooked = async (id: string, member: Member): Promise<Answer> => {
  const request = await requestOf(id, member);
  if (!request) return saying('missing', 404, member);
  return pageOf(request, member, { said: didText(new URLSearchParams(member.call.rawQuery).get('did'), member) });
};

/** Bound to this page as it was shown: two volunteers have two, and the second is told what the first did. */
const receiptOf = async ({ onward }: Request, form: Form, { body }: Extract<ReadAnswer, { ok: true }>, { ports, session: { caller } }: Member) => ({
  key: await ports.fhir.keys.mac('receipt', `organisation/${caller.organisation}\n${onward.id}\npage ${text(form, 'token')}`),
  body: sha256(Buffer.from(JSON.stringify(body))),
});
const answered = async (request: Request, form: Form, read: Extract<ReadAnswer, { ok: true }>, member: Member): Promise<Answer> => {
  const { session, ports, at } = member;
  const { onward, referral } = request;
  const seen = repeatable.includes(read.name) ? { seen: { type: 'Task', versionId: Number(text(form, 'seen')) } as const } : {};
  const command = { ...actOf(read.body, onward.id), by: session.caller, at, ...seen };
  const done = await carryOut(ports.fhir.carryOut, referral.id, command, await receiptOf(request, form, read, member));
  if (done.ok) return seeOther(`${requestAt(onward.id)}?did=${read.name}`);
  const now = await requestOf(onward.id, member);
  return now
    ? pageOf(now, member, { said: alreadyText(done.because, now, member), status: done.because === 'busy' ? 503 : 409 })
    : saying('missing', 404, member);
};

export const requestPosted = async (id: string, form: Form, member: Member): Promise<Answer> => {
  if (!csrfHolds(member.session, text(form, 'csrf'))) return saying('badForm', 403, member);
  const request = await requestOf(id, member);
  if (!request) return saying('missing', 404, member);
  const read = /^[0-9a-z]{26}$/.test(text(form, 'token')) ? answerIn(form, request.onward.id, member) : undefined;
  if (!read) return saying('badForm', 400, member);
  return read.ok ? answered(request, form, read, member) : pageOf(request, member, { form, faults: read.faults });
};
