/** E-mail that functions send is not sent: it is kept in the hub's folder, where tests and the person who tries the hub can read it. */
import { appendFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { type AwsError, awsError } from './aws-error.ts';

export type OutboxMail = { id: string; at: string; from: string; to: string[]; subject: string; text: string };
/** `mails`: the last thousand that were sent since the hub was started; the file holds what was sent before too, one JSON line each. */
export type Outbox = { mails: readonly OutboxMail[]; file: string; accept(input: unknown): { MessageId: string } | AwsError };

const remembered = 1000;
const part = z.object({ Data: z.string() });
const addresses = z._default(z.array(z.string()), []);
const inputShape = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
  Content: z.object({ Simple: z.object({ Subject: part, Body: z.object({ Text: part }) }) }),
});

/** The body of SES's `SendEmail` (version 2), plain text alone. */
export const openOutbox = (file: string, now: () => number): Outbox => {
  const mails: OutboxMail[] = [];
  const accept: Outbox['accept'] = (input) => {
    const parsed = inputShape.safeParse(input);
    if (!parsed.success) return awsError('BadRequestException', z.prettifyError(parsed.error));
    const { FromEmailAddress: from, Destination, Content } = parsed.data;
    const to = [...Destination.ToAddresses, ...Destination.CcAddresses, ...Destination.BccAddresses];
    if (to.length === 0) return awsError('BadRequestException', 'The mail has no recipient');
    const { Subject, Body } = Content.Simple;
    const mail = { id: crypto.randomUUID(), at: new Date(now()).toISOString(), from, to, subject: Subject.Data, text: Body.Text.Data };
    appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
    mails.push(mail);
    if (mails.length > remembered) mails.shift();
    return { MessageId: mail.id };
  };
  return { mails, file, accept };
};
