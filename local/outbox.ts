/** E-mail and texts that functions send are not sent: they are kept in the hub's folder, where tests and the person who tries the hub can read them. */
import { appendFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { type AwsError, awsError } from './aws-error.ts';
import type { PostedMail } from './mail-news.ts';

type Kept = { id: string; at: string; from: string; to: string[]; text: string };
export type OutboxMail = Kept & { kind: 'mail'; subject: string };
export type OutboxText = Kept & { kind: 'text' };
type Accepted = { MessageId: string } | AwsError;
/**
 * `mails`, `texts`: the last thousand of each that were sent since the hub was started; the file holds what was sent before too, one JSON line each,
 * and the letters that functions put there themselves.
 */
export type Outbox = {
  mails: readonly OutboxMail[];
  texts: readonly OutboxText[];
  file: string;
  /** The body of SES's `SendEmail` (version 2), plain text alone. */
  accept(input: unknown): Accepted;
  /** The body of End User Messaging's `SendTextMessage`. */
  acceptText(input: unknown): Accepted;
};

const remembered = 1000;
const part = z.object({ Data: z.string() });
const addresses = z._default(z.array(z.string()), []);
const tag = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,256}$/, 'A tag has letters, digits, _ and -'));
const mailShape = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
  Content: z.object({ Simple: z.object({ Subject: part, Body: z.object({ Text: part }) }) }),
  ConfigurationSetName: z._default(z.string(), ''),
  EmailTags: z._default(z.array(z.object({ Name: tag, Value: tag })), []),
});
const textShape = z.object({
  DestinationPhoneNumber: z.string().check(z.regex(/^\+[1-9]\d{6,14}$/, 'The number is not in E.164')),
  OriginationIdentity: z.string(),
  MessageBody: z.string().check(z.minLength(1), z.maxLength(1600)),
  MessageType: z.literal('TRANSACTIONAL'),
});

const mailIn = (input: unknown) => {
  const parsed = mailShape.safeParse(input);
  if (!parsed.success) return awsError('BadRequestException', z.prettifyError(parsed.error));
  const { FromEmailAddress: from, Destination, Content, ConfigurationSetName: set, EmailTags } = parsed.data;
  const to = [...Destination.ToAddresses, ...Destination.CcAddresses, ...Destination.BccAddresses];
  if (to.length === 0) return awsError('BadRequestException', 'The mail has no recipient');
  const tags = Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value]));
  return { mail: { from, to, subject: Content.Simple.Subject.Data, text: Content.Simple.Body.Text.Data }, set, tags };
};
const textIn = (input: unknown) => {
  const parsed = textShape.safeParse(input);
  if (!parsed.success) return awsError('ValidationException', z.prettifyError(parsed.error));
  const { OriginationIdentity: from, DestinationPhoneNumber: to, MessageBody: text } = parsed.data;
  return { from, to: [to], text };
};

/** `posted`: hears of each e-mail once it is kept. */
export const openOutbox = (file: string, now: () => number, posted: (mail: PostedMail) => void): Outbox => {
  const mails: OutboxMail[] = [];
  const texts: OutboxText[] = [];
  const keep = <One extends { id: string }>(one: One, among: One[]) => {
    appendFileSync(file, `${JSON.stringify(one)}\n`, { mode: 0o600 });
    among.push(one);
    if (among.length > remembered) among.shift();
    return { MessageId: one.id };
  };
  const stamp = () => ({ id: crypto.randomUUID(), at: new Date(now()).toISOString() });
  const accept: Outbox['accept'] = (input) => {
    const given = mailIn(input);
    if ('refused' in given) return given;
    const kept: OutboxMail = { kind: 'mail', ...stamp(), ...given.mail };
    const accepted = keep(kept, mails);
    posted({ ...kept, set: given.set, tags: given.tags });
    return accepted;
  };
  const acceptText: Outbox['acceptText'] = (input) => {
    const text = textIn(input);
    return 'refused' in text ? text : keep({ kind: 'text', ...stamp(), ...text }, texts);
  };
  return { mails, texts, file, accept, acceptText };
};
