/** A mail port over SES: plain text, never with personal data. */
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mail } from '#platform/types';

export const sesMail = (from: string): Mail => {
  const client = new SESv2Client({ maxAttempts: 3 });
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    send: async ({ to, subject, text }) => {
      const Content = { Simple: { Subject: utf8(subject), Body: { Text: utf8(text) } } };
      await client.send(new SendEmailCommand({ FromEmailAddress: from, Destination: { ToAddresses: [to] }, Content }));
    },
  };
};
