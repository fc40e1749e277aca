/** A new link, to the registered address and to no other; whoever asked for it is not told whether it went. */
import { type AnswerLink, answerAddress } from '#identity/answer-link';
import { errorFields } from '#platform/log';
import { accessKeys, expiresAt } from '#platform/tables';
import { later, millisecondsOf } from '#platform/time';
import type { Guest } from './around.ts';
import { isOver } from './enter.ts';

/** Milliseconds between two, and how long one to no request in particular is good. */
const [pause, goodFor] = [10 * 60_000, 14 * 24 * 3_600_000];

const isTime = async ({ organisation }: AnswerLink, { ports, at }: Guest): Promise<boolean> => {
  const key = accessKeys.sentLink(organisation);
  const over = Math.ceil(millisecondsOf(later(at, pause)) / 1000);
  const when = { absentOrBelow: { attribute: 'sentAt', value: millisecondsOf(at) - pause + 1 } };
  return (await ports.access.write([{ put: { ...key, sentAt: millisecondsOf(at), [expiresAt]: over }, when }])).outcome === 'written';
};

export const sendNewLink = async (link: AnswerLink, guest: Guest): Promise<void> => {
  const { ports, at, words, call } = guest;
  const mail = (await ports.fhir.directory.organisation(link.organisation))?.mail;
  if (mail === undefined || !(await isTime(link, guest))) return;
  const again = (await isOver(link, guest)) ? { organisation: link.organisation, until: later(at, goodFor) } : link;
  const address = answerAddress(await ports.entrance.links.token(again), ports.fhir.baseUrl);
  const { subject, text } = words.answer.newLinkMail;
  // That it failed is in the log: an answer that told of it would tell who has an address.
  await ports.mail
    .send({ to: mail, subject, text: text(address) })
    .catch((error: unknown) => ports.log('fault', { route: 'answerPages', request: call.requestId, ...errorFields(error) }));
};
