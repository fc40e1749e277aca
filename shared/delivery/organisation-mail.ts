/** What an organisation without a system of its own is told by e-mail. Nothing of a person is in it, no need, and nothing that anybody wrote. */
import type { Organisation, Practice } from '#directory/types';
import type { LocalDate, Mail } from '#platform/types';
import type { Onward, Urgency } from '#referral/types';
import { londonDate } from '#referral/working-days';
import type { NoticeType } from './types.ts';

type MailParts = {
  to: string;
  notice: NoticeType;
  onward: Onward;
  organisation: Organisation;
  practice: Practice | undefined;
  link: string;
  neededBy?: LocalDate | undefined;
};
type Letter = Parameters<Mail['send']>[0];

/** `Tuesday 1 December`. */
const days = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
const dayText = (day: LocalDate): string => days.format(new Date(`${day}T00:00:00Z`)).replace(',', '');

/** That a service is sensitive must not stand in the subject of an e-mail on somebody's telephone. */
const serviceOf = ({ onward, organisation: { services } }: MailParts): string => {
  const service = services.find(({ id }) => id === onward.service) ?? services[0];
  return service === undefined || service.sensitive ? 'your service' : service.name;
};
const how: Readonly<Record<Urgency, string>> = {
  routine: '',
  urgent: 'It is urgent.',
  asap: 'It is needed as soon as possible.',
  stat: 'It is needed at once: please ring.',
};
const whenWanted = ({ onward, neededBy }: MailParts): string[] => [
  ...(how[onward.urgency] === '' ? [] : [how[onward.urgency]]),
  `Please answer by ${dayText(onward.answerBy)}.`,
  ...(neededBy ? [`Help is wanted by ${dayText(neededBy)}.`] : []),
];
const ring = ({ practice }: MailParts): string => {
  const who = `the links practitioner at ${practice?.name ?? 'the practice that asked'}`;
  return practice?.phone ? `Ring ${who} on ${practice.phone} if anything is not clear.` : `Ring ${who} if anything is not clear.`;
};

type Said = { subject: string; lines: string[] };
const asked = (parts: MailParts): Said => {
  const service = serviceOf(parts);
  const urgent = parts.onward.urgency === 'routine' ? '' : 'Urgent: ';
  return {
    subject: `${urgent}A new request for ${service}: please answer by ${dayText(parts.onward.answerBy)}`,
    lines: [`A links practitioner asks ${service} to help somebody.`, ...whenWanted(parts)],
  };
};
const reminded = (parts: MailParts): Said => ({
  subject: `Reminder: a request for ${serviceOf(parts)} waits for your answer`,
  lines: [
    `A links practitioner asked ${serviceOf(parts)} to help somebody on ${dayText(londonDate(parts.onward.sentAt))}, and has no answer yet.`,
    ...whenWanted(parts),
    'A no helps as well: somebody else can then be asked.',
  ],
});
const replied = (parts: MailParts): Said => ({
  subject: `Your question about a request for ${serviceOf(parts)} is answered`,
  lines: ['The links practitioner has answered what you asked. Open the request to read it.'],
});
const stopping = (parts: MailParts): Said => ({
  subject: `Please stop: a request for ${serviceOf(parts)}`,
  lines: ['The links practitioner asks you to stop. Please open the request and say that you have stopped, or what was done already.'],
});
const cancelled = (parts: MailParts): Said => ({
  subject: `Taken back: a request for ${serviceOf(parts)}`,
  lines: ['The request is taken back. You need do nothing more.'],
});
const mistaken = (parts: MailParts): Said => ({
  subject: `Sent by mistake: a request for ${serviceOf(parts)}`,
  lines: ['The request was sent by mistake. Please do nothing about it.'],
});
/** What only a practice is told is not here. */
const says: Readonly<Partial<Record<NoticeType, (parts: MailParts) => Said>>> = {
  'referral.requested': asked,
  'referral.reminder': reminded,
  'referral.question-answered': replied,
  'referral.cancellation-requested': stopping,
  'referral.cancelled': cancelled,
  'referral.entered-in-error': mistaken,
};

export const organisationMail = (parts: MailParts): Letter => {
  const said = says[parts.notice];
  if (!said) throw new Error(`no e-mail is known for ${parts.notice}`);
  const { subject, lines } = said(parts);
  const open = ['Open it here. You need the PIN of your service:', parts.link];
  const close = ['', ring(parts), 'Do not reply to this e-mail, and write nothing about anybody in an e-mail.'];
  return { to: parts.to, subject, text: [...lines, '', ...open, ...close].join('\n') };
};
